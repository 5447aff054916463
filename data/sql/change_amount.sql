-- Replaced amounts of budget lines: the versions that stood at $since or stand at $known_at (null means now), of facts of which
-- the one that stood at $since stands no more. Order: line, period, kind of amount, then in time.
SELECT t.line_id AS item_id, l.name, l.year, l.priority_id, l.initiative_id, l.action_id, t.period_id, p.label, t.kind AS kind_of_amount, t.amount_gbp, t.reason, s.publisher AS recorded_by,
       t.known_from, t.known_to, s.kind = 'illustrative' AS illustrative,
       known(t.known_from, t.known_to, $since::TIMESTAMP) AS stood, known(t.known_from, t.known_to, $known_at::TIMESTAMP) AS stands
FROM budget_amount AS t
JOIN budget_line AS l ON l.line_id = t.line_id
JOIN period AS p ON p.period_id = t.period_id
JOIN source AS s ON s.source_id = t.source_id
WHERE (t.line_id, t.period_id, t.kind) IN (
    SELECT line_id, period_id, kind FROM budget_amount
    WHERE known(known_from, known_to, $since::TIMESTAMP) AND NOT known(known_from, known_to, $known_at::TIMESTAMP)
)
  AND (stood OR stands)
  AND ($illustrative OR s.kind <> 'illustrative')
ORDER BY t.line_id, t.period_id, t.kind, t.known_from;
