-- Actions of every edition with their aim. Order: priority, then as printed.
SELECT a.action_id, a.plan_id, a.priority_id, a.aim_id, a.position, a.text, a.short_name, a.department, a.department_basis, a.amounts, a.repair, m.text AS aim_text
FROM action AS a
JOIN priority AS r USING (priority_id)
LEFT JOIN aim AS m ON m.aim_id = a.aim_id
ORDER BY r.plan_id, r.position, a.position;
