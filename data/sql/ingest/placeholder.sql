-- Figures of measures that are still to be defined.
SELECT o.input_file, o.input_row, 'value' AS column_name, o.value::VARCHAR AS found,
       'an empty cell, as ' || m.measure_id || ' is still to be defined' AS expected
FROM observation AS o
JOIN measure AS m USING (measure_id)
WHERE m.placeholder AND o.value IS NOT NULL;
