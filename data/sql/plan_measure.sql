-- Measures of each edition in its own words. Order: edition, then as printed.
SELECT m.plan_id, m.measure_id, m.priority_id, m.outcome_id, m.position, m.code, m.wording, m.repair
FROM plan_measure AS m JOIN plan AS p USING (plan_id)
ORDER BY p.position, m.position;
