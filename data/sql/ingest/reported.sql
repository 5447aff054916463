-- Measures of a plan edition about which nothing is recorded for the council's own area, not even why.
SELECT any_value(m.input_file) AS input_file, any_value(m.input_row) AS input_row, 'measure_id' AS column_name, m.measure_id AS found,
       'at least one row in observation.csv for ' || p.area_code AS expected
FROM plan_measure AS pm
JOIN plan AS p USING (plan_id)
JOIN measure AS m USING (measure_id)
ANTI JOIN (SELECT DISTINCT measure_id, area_code FROM observation) AS o ON o.measure_id = m.measure_id AND o.area_code = p.area_code
GROUP BY m.measure_id, p.area_code;
