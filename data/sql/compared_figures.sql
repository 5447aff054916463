-- Figures of one measure as known at $known_at (null means now) about periods up to $until, to set areas beside each other.
-- All of the council, of regions and of countries; of other areas the latest of each kind of period, for there may be hundreds.
-- Order: area as listed, then in time.
WITH figure AS (
    SELECT o.area_code, a.name AS area_name, a.kind AS area_kind, a.position, o.period_id, p.kind AS period_kind, p.label,
           p.start_date, p.end_date, o.value, o.numerator, o.denominator, o.absence, o.quality, o.source_id,
           s.kind = 'illustrative' AS illustrative
    FROM observation AS o
    JOIN area AS a USING (area_code)
    JOIN period AS p USING (period_id)
    JOIN source AS s USING (source_id)
    WHERE o.measure_id = $measure_id
      AND p.end_date <= $until::DATE
      AND known(o.known_from, o.known_to, $known_at::TIMESTAMP)
      AND ($illustrative OR s.kind <> 'illustrative')
),
latest AS (
    SELECT area_code, period_kind, max(end_date) AS end_date FROM figure WHERE value IS NOT NULL GROUP BY area_code, period_kind
)
SELECT figure.* EXCLUDE (position)
FROM figure LEFT JOIN latest USING (area_code, period_kind)
WHERE area_kind IN ('council', 'region', 'country') OR figure.end_date = latest.end_date
ORDER BY position, area_code, figure.end_date, start_date, period_id;
