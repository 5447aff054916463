-- Headline initiatives of every edition. Order: edition, then as printed.
SELECT i.initiative_id, i.plan_id, i.position, i.name, i.short_name, i.code, i.repair
FROM initiative AS i JOIN plan AS p USING (plan_id)
ORDER BY p.position, i.position;
