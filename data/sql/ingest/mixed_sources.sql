-- Series that have illustrative figures and others: the first illustrative row of each. A series is one measure in one area
-- over periods of one kind, as only such periods are ever joined.
WITH figure AS (
    SELECT o.input_file, o.input_row, o.measure_id, o.area_code, p.kind AS period_kind, o.source_id, s.kind = 'illustrative' AS made_up
    FROM observation AS o
    JOIN source AS s USING (source_id)
    JOIN period AS p USING (period_id)
), mixed AS (
    SELECT measure_id, area_code, period_kind
    FROM figure
    GROUP BY ALL
    HAVING bool_or(made_up) AND NOT bool_and(made_up)
)
SELECT input_file, input_row, 'source_id' AS column_name, source_id AS found,
       'a source that is not illustrative, as ' || measure_id || ' in ' || area_code || ' has real figures by ' || period_kind AS expected
FROM figure
SEMI JOIN mixed USING (measure_id, area_code, period_kind)
WHERE made_up
QUALIFY row_number() OVER (PARTITION BY measure_id, area_code, period_kind ORDER BY input_file, input_row) = 1;
