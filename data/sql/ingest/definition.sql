-- Definitions that stand and are not the measure's own.
SELECT d.input_file, d.input_row, 'text' AS column_name, d.text AS found, 'the definition of ' || d.measure_id || ' in measure.csv, or a known_to' AS expected
FROM definition AS d
JOIN measure AS m USING (measure_id)
WHERE d.known_to IS NULL AND d.text <> m.definition;
