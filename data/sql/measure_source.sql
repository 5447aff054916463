-- Sources of every measure's figures in all areas with how many each gave, as known at $known_at (null means now).
-- Order: measure, then the most figures first.
SELECT o.measure_id, o.source_id, count(*) AS figures
FROM observation AS o
JOIN source AS s USING (source_id)
WHERE known(o.known_from, o.known_to, $known_at::TIMESTAMP)
  AND ($illustrative OR s.kind <> 'illustrative')
GROUP BY o.measure_id, o.source_id ORDER BY o.measure_id, figures DESC, o.source_id;
