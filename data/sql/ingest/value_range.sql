-- Figures beyond what their measure's kind of number can be.
SELECT o.input_file, o.input_row, 'value' AS column_name, o.value::VARCHAR AS found,
       concat_ws(' and ', 'at least ' || k.minimum, 'at most ' || k.maximum) || ' (measure ' || m.measure_id || ' is of kind ' || m.kind || ')' AS expected
FROM observation AS o
JOIN measure AS m USING (measure_id)
JOIN measure_kind AS k USING (kind)
WHERE o.value < k.minimum OR o.value > k.maximum;
