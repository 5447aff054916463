-- Measures whose aggregation does not suit their kind of number.
SELECT m.input_file, m.input_row, 'aggregation' AS column_name, m.aggregation AS found,
       'for kind ' || m.kind || ' one of ' || k.allowed AS expected
FROM measure AS m
JOIN (SELECT kind, string_agg(aggregation, ', ' ORDER BY aggregation) AS allowed FROM measure_kind_aggregation GROUP BY kind) AS k USING (kind)
ANTI JOIN measure_kind_aggregation AS a ON a.kind = m.kind AND a.aggregation = m.aggregation;
