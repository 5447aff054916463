-- Replaced officers' updates on actions: the versions that stood at $since or stand at $known_at (null means now), of facts of which
-- the one that stood at $since stands no more. Order: action, period, then in time.
SELECT t.action_id AS item_id, t.period_id, p.label, t.scale_id, t.rating, t.percent_complete, t.commentary, t.due, t.reason, t.owner AS recorded_by,
       t.known_from, t.known_to, s.kind = 'illustrative' AS illustrative,
       known(t.known_from, t.known_to, $since::TIMESTAMP) AS stood, known(t.known_from, t.known_to, $known_at::TIMESTAMP) AS stands
FROM action_update AS t
JOIN period AS p ON p.period_id = t.period_id
JOIN source AS s ON s.source_id = t.source_id
WHERE (t.action_id, t.period_id) IN (
    SELECT action_id, period_id FROM action_update
    WHERE known(known_from, known_to, $since::TIMESTAMP) AND NOT known(known_from, known_to, $known_at::TIMESTAMP)
)
  AND (stood OR stands)
  AND ($illustrative OR s.kind <> 'illustrative')
ORDER BY t.action_id, t.period_id, t.known_from;
