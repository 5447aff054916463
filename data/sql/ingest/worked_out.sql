-- Every version of every figure of the measures of which some figure is withheld or has a threshold, with its place.
-- Those measures are found first: among millions of figures they are few or none.
WITH threshold AS (SELECT source_id FROM source WHERE suppress_below IS NOT NULL),
guarded AS MATERIALIZED (
    SELECT DISTINCT measure_id FROM observation WHERE absence = 'suppressed' OR source_id IN (FROM threshold)
),
figure AS MATERIALIZED (FROM observation SEMI JOIN guarded USING (measure_id))
SELECT o.input_file, o.input_row, o.measure_id, o.area_code, o.period_id, p.kind AS period_kind, p.start_date, p.end_date, m.kind, m.aggregation,
       o.value, o.numerator, o.denominator, o.absence, s.suppress_below, s.kind = 'illustrative' AS illustrative,
       o.known_from, o.known_to
FROM figure AS o
JOIN measure AS m USING (measure_id)
JOIN period AS p USING (period_id)
JOIN source AS s ON s.source_id = o.source_id
ORDER BY o.input_file, o.input_row;
