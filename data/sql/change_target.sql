-- Moved targets: the versions that stood at $since or stand at $known_at (null means now), of facts of which
-- the one that stood at $since stands no more. Order: measure, period, then in time.
SELECT t.measure_id AS item_id, t.period_id, p.label, t.value, t.upper_value, t.tolerance, t.tolerance_kind, t.reason, t.agreed_by AS recorded_by,
       t.known_from, t.known_to, s.kind = 'illustrative' AS illustrative,
       known(t.known_from, t.known_to, $since::TIMESTAMP) AS stood, known(t.known_from, t.known_to, $known_at::TIMESTAMP) AS stands
FROM target AS t
JOIN period AS p ON p.period_id = t.period_id
JOIN source AS s ON s.source_id = t.source_id
WHERE (t.measure_id, t.period_id) IN (
    SELECT measure_id, period_id FROM target
    WHERE known(known_from, known_to, $since::TIMESTAMP) AND NOT known(known_from, known_to, $known_at::TIMESTAMP)
)
  AND (stood OR stands)
  AND ($illustrative OR s.kind <> 'illustrative')
ORDER BY t.measure_id, t.period_id, t.known_from;
