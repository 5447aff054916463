-- What the council's own figures were judged by at $since and at $known_at (null means now), where figure or target was replaced
-- in between: two rows a figure. Values are as they came in: `data.changes` withholds small ones before it judges.
-- Order: measure, area, period, the earlier time first.
WITH touched AS (
    SELECT measure_id, period_id FROM observation
    WHERE known(known_from, known_to, $since::TIMESTAMP) AND NOT known(known_from, known_to, $known_at::TIMESTAMP)
    UNION
    SELECT measure_id, period_id FROM target
    WHERE known(known_from, known_to, $since::TIMESTAMP) AND NOT known(known_from, known_to, $known_at::TIMESTAMP)
),
own AS (SELECT DISTINCT l.measure_id, p.area_code FROM plan_measure AS l JOIN plan AS p USING (plan_id)),
moment AS (SELECT TRUE AS stood, $since::TIMESTAMP AS clock UNION ALL SELECT FALSE, $known_at::TIMESTAMP),
figure AS (
    SELECT o.*, s.kind = 'illustrative' AS illustrative FROM observation AS o JOIN source AS s USING (source_id)
    WHERE ($illustrative OR s.kind <> 'illustrative') AND (o.measure_id, o.period_id) IN (SELECT measure_id, period_id FROM touched)
),
goal AS (
    SELECT t.*, s.kind = 'illustrative' AS illustrative FROM target AS t JOIN source AS s USING (source_id)
    WHERE $illustrative OR s.kind <> 'illustrative'
)
SELECT k.measure_id AS item_id, k.measure_id, own.area_code, k.period_id, a.stood, m.polarity, f.value, f.numerator, f.denominator,
       f.absence, g.value AS target, g.upper_value AS target_upper, g.tolerance, g.tolerance_kind,
       coalesce(f.illustrative, FALSE) OR coalesce(g.illustrative, FALSE) AS illustrative
FROM touched AS k
JOIN own USING (measure_id)
JOIN measure AS m USING (measure_id)
CROSS JOIN moment AS a
LEFT JOIN figure AS f
    ON f.measure_id = k.measure_id AND f.area_code = own.area_code AND f.period_id = k.period_id AND known(f.known_from, f.known_to, a.clock)
LEFT JOIN goal AS g ON g.measure_id = k.measure_id AND g.period_id = k.period_id AND known(g.known_from, g.known_to, a.clock)
ORDER BY k.measure_id, own.area_code, k.period_id, a.stood DESC;
