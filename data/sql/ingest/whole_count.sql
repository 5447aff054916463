-- Counts with a fraction.
SELECT o.input_file, o.input_row, 'value' AS column_name, o.value::VARCHAR AS found, 'a whole number, as ' || m.measure_id || ' is a count' AS expected
FROM observation AS o
JOIN measure AS m USING (measure_id)
WHERE m.kind = 'count' AND o.value <> round(o.value);
