-- Definitions that have changed, as known at $known_at (null means now): one row a measure. Order: measure.
SELECT d.measure_id, d.text
FROM definition AS d JOIN source AS s USING (source_id)
WHERE known(d.known_from, d.known_to, $known_at::TIMESTAMP)
  AND ($illustrative OR s.kind <> 'illustrative')
ORDER BY d.measure_id;
