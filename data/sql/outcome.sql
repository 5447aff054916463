-- Outcomes of every edition. Order: edition, then as printed.
SELECT o.outcome_id, o.plan_id, o.position, o.name, o.short_name, o.code, o.repair
FROM outcome AS o JOIN plan AS p USING (plan_id)
ORDER BY p.position, o.position;
