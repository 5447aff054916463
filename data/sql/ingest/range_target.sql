-- Targets that lack an upper end on a within_range measure, or have one on another.
SELECT t.input_file, t.input_row, 'upper_value' AS column_name, t.upper_value::VARCHAR AS found,
       if(m.polarity = 'within_range', 'the upper end of the range', 'an empty cell, as ' || m.measure_id || ' is ' || m.polarity) AS expected
FROM target AS t
JOIN measure AS m USING (measure_id)
WHERE (m.polarity = 'within_range') = (t.upper_value IS NULL);
