-- Every figure of one area as known at $known_at (null means now), with the target in force and the target first agreed.
-- Targets are the council's own, so $with_targets is false for other areas. Order: measure, then in time.
WITH goal AS (
    SELECT t.measure_id, t.period_id, t.value, t.upper_value, t.tolerance, t.tolerance_kind, t.agreed_by, t.reason, t.known_from, t.known_to,
           s.kind = 'illustrative' AS illustrative
    FROM target AS t JOIN source AS s USING (source_id)
    WHERE $with_targets AND ($illustrative OR s.kind <> 'illustrative')
),
first_goal AS (
    SELECT measure_id, period_id, arg_min(value, known_from) AS value, arg_min(tolerance, known_from) AS tolerance,
           arg_min(tolerance_kind, known_from) AS tolerance_kind,
           arg_min({'upper': upper_value}, known_from).upper AS upper_value
    FROM goal WHERE known_from <= coalesce($known_at::TIMESTAMP, TIMESTAMP '9999-12-31')
    GROUP BY measure_id, period_id
)
SELECT o.measure_id, o.area_code, o.period_id, p.kind AS period_kind, p.label, p.start_date, p.end_date,
       o.value, o.numerator, o.denominator, o.absence, o.quality, o.source_id, s.kind = 'illustrative' AS illustrative,
       s.suppress_below, o.known_from, o.reason, o.recorded_by,
       g.value AS target, g.upper_value AS target_upper, g.tolerance, g.tolerance_kind, g.agreed_by, g.reason AS target_reason,
       g.known_from AS target_from, coalesce(g.illustrative, FALSE) AS target_illustrative,
       f.value AS original_target, f.upper_value AS original_upper, f.tolerance AS original_tolerance,
       f.tolerance_kind AS original_tolerance_kind
FROM observation AS o
JOIN period AS p USING (period_id)
JOIN source AS s ON s.source_id = o.source_id
LEFT JOIN goal AS g ON g.measure_id = o.measure_id AND g.period_id = o.period_id AND known(g.known_from, g.known_to, $known_at::TIMESTAMP)
LEFT JOIN first_goal AS f ON f.measure_id = o.measure_id AND f.period_id = o.period_id
WHERE o.area_code = $area_code
  AND known(o.known_from, o.known_to, $known_at::TIMESTAMP)
  AND ($illustrative OR s.kind <> 'illustrative')
ORDER BY o.measure_id, p.end_date NULLS LAST, p.start_date, o.period_id;
