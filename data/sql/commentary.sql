-- Officers' commentary on measures as known at $known_at (null means now). Order: measure, then newest first.
SELECT c.measure_id, c.period_id, p.label, p.end_date, c.text, c.cause, c.next_step, c.owner, c.due, s.kind = 'illustrative' AS illustrative
FROM commentary AS c
JOIN period AS p USING (period_id)
JOIN source AS s USING (source_id)
WHERE known(c.known_from, c.known_to, $known_at::TIMESTAMP)
  AND ($illustrative OR s.kind <> 'illustrative')
ORDER BY c.measure_id, p.end_date DESC;
