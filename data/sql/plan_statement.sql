-- Everything else that the plans say. Order: edition, kind, then as printed.
SELECT s.statement_id, s.plan_id, s.kind, s.position, s.fact_key, s.heading, s.text, s.value, s.unit, s.as_at, s.repair
FROM plan_statement AS s JOIN plan AS p USING (plan_id)
ORDER BY p.position, s.kind, s.position;
