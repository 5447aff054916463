-- Priorities of every edition. Order: edition, then as printed.
SELECT r.priority_id, r.plan_id, r.position, r.name, r.short_name, r.code, r.intro, r.repair
FROM priority AS r JOIN plan AS p USING (plan_id)
ORDER BY p.position, r.position;
