-- Dated notes for charts as known at $known_at (null means now). Order: in time.
SELECT e.event_id, e.measure_id, e.on_date, e.label, e.kind
FROM event AS e JOIN source AS s USING (source_id)
WHERE known(coalesce(e.known_from, e.on_date), NULL, $known_at::TIMESTAMP)
  AND ($illustrative OR s.kind <> 'illustrative')
ORDER BY e.on_date;
