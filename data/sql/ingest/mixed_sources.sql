-- Series that have illustrative figures and others: the first illustrative row of each. A series is one measure in one area
-- over periods of one kind, as only such periods are ever joined.
SELECT arg_min(o.input_file, (o.input_file, o.input_row)) FILTER (s.kind = 'illustrative') AS input_file,
       arg_min(o.input_row, (o.input_file, o.input_row)) FILTER (s.kind = 'illustrative') AS input_row,
       'source_id' AS column_name,
       arg_min(o.source_id, (o.input_file, o.input_row)) FILTER (s.kind = 'illustrative') AS found,
       'a source that is not illustrative, as ' || o.measure_id || ' in ' || o.area_code || ' has real figures by ' || p.kind AS expected
FROM observation AS o
JOIN source AS s USING (source_id)
JOIN period AS p USING (period_id)
GROUP BY o.measure_id, o.area_code, p.kind
HAVING bool_or(s.kind = 'illustrative') AND NOT bool_and(s.kind = 'illustrative');
