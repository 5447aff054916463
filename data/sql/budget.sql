-- Every amount of every budget line as known at $known_at (null means now), in pounds. Order: year, stream, line, then in time.
SELECT l.line_id, l.year, l.stream, l.position, l.name, l.department, l.priority_id, l.initiative_id, l.action_id,
       b.period_id, p.kind AS period_kind, p.label, p.start_date, p.end_date, b.kind, b.amount_gbp, b.source_id, s.title AS source_title, s.url AS source_url,
       s.kind = 'illustrative' AS illustrative, b.known_from, b.reason
FROM budget_line AS l
JOIN budget_amount AS b USING (line_id)
JOIN period AS p USING (period_id)
JOIN source AS s USING (source_id)
WHERE known(b.known_from, b.known_to, $known_at::TIMESTAMP)
  AND ($illustrative OR s.kind <> 'illustrative')
ORDER BY l.year, l.stream, l.position, l.line_id, p.end_date NULLS LAST, b.kind;
