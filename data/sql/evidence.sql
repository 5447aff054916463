-- Series related to a measure and why they are not the measure. Order: measure, nearest match first.
SELECT e.measure_id, e.evidence_id, e.match, e.reason, m.name, m.short_name, m.unit
FROM measure_evidence AS e JOIN measure AS m ON m.measure_id = e.evidence_id
ORDER BY e.measure_id, CASE e.match WHEN 'near' THEN 1 WHEN 'proxy' THEN 2 ELSE 3 END, e.evidence_id;
