-- Targets of measures for which no way is better: they give no status.
SELECT t.input_file, t.input_row, 'measure_id' AS column_name, t.measure_id AS found, 'a measure whose polarity is not none' AS expected
FROM target AS t
JOIN measure AS m USING (measure_id)
WHERE m.polarity = 'none';
