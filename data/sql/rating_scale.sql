-- Ratings of every scale, best first.
SELECT scale_id, rating, position, colour, shape, meaning FROM rating_scale ORDER BY scale_id, position;
