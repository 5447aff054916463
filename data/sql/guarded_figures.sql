-- Every figure as known at $known_at (null means now) of the measures of which some figure is withheld or has a threshold.
-- Values are as they came in: only the rule that withholds small numbers reads this. Order: measure, area, then in time.
-- Those measures are found first: among millions of figures they are few or none.
WITH threshold AS (SELECT source_id FROM source WHERE suppress_below IS NOT NULL),
guarded AS MATERIALIZED (
    SELECT DISTINCT measure_id FROM observation WHERE absence = 'suppressed' OR source_id IN (FROM threshold)
),
figure AS MATERIALIZED (FROM observation SEMI JOIN guarded USING (measure_id))
SELECT o.measure_id, o.area_code, o.period_id, p.kind AS period_kind, p.start_date, p.end_date, m.kind, m.aggregation,
       o.value, o.numerator, o.denominator, o.absence, s.suppress_below, s.kind = 'illustrative' AS illustrative,
       o.known_from, o.known_to
FROM figure AS o
JOIN measure AS m USING (measure_id)
JOIN period AS p USING (period_id)
JOIN source AS s ON s.source_id = o.source_id
WHERE known(o.known_from, o.known_to, $known_at::TIMESTAMP)
  AND ($illustrative OR s.kind <> 'illustrative')
ORDER BY o.measure_id, o.area_code, p.end_date NULLS LAST, p.start_date, o.period_id;
