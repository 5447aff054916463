-- Targets in force as known at $known_at (null means now), also for periods without a figure yet. Order: measure, then in time.
SELECT t.measure_id, t.period_id, p.kind AS period_kind, p.label, p.start_date, p.end_date,
       t.value AS target, t.upper_value AS target_upper, s.kind = 'illustrative' AS illustrative
FROM target AS t JOIN period AS p USING (period_id) JOIN source AS s ON s.source_id = t.source_id
WHERE known(t.known_from, t.known_to, $known_at::TIMESTAMP) AND ($illustrative OR s.kind <> 'illustrative')
ORDER BY t.measure_id, p.end_date, t.period_id;
