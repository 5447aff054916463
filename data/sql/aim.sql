-- Aims of every edition. Order: priority, then as printed.
SELECT a.aim_id, a.plan_id, a.priority_id, a.position, a.text, a.repair
FROM aim AS a JOIN priority AS r USING (priority_id)
ORDER BY r.plan_id, r.position, a.position;
