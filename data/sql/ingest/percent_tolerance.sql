-- Tolerances of more than half of the target.
SELECT input_file, input_row, 'tolerance' AS column_name, tolerance::VARCHAR AS found, 'a percentage from 0 to 50' AS expected
FROM target
WHERE tolerance_kind = 'percent' AND tolerance > 50;
