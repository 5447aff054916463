-- Strategic objectives of every edition. Order: as printed.
SELECT j.objective_id, j.plan_id, j.outcome_id, j.position, j.text, j.short_name, j.repair
FROM objective AS j JOIN outcome AS o USING (outcome_id)
ORDER BY j.plan_id, o.position, j.position;
