-- Figures of one measure as known at $known_at (null means now) about periods up to $until, to set areas beside each other.
-- All of the council, regions and countries; of other areas the latest of each kind of period, since there may be hundreds.
-- Order: area as listed, then in time.
SELECT o.area_code, a.name AS area_name, a.kind AS area_kind, o.period_id, p.kind AS period_kind, p.label, p.start_date, p.end_date,
       o.value, o.numerator, o.denominator, o.absence, o.quality, o.source_id, s.kind = 'illustrative' AS illustrative
FROM observation AS o
JOIN area AS a USING (area_code)
JOIN period AS p USING (period_id)
JOIN source AS s ON s.source_id = o.source_id
WHERE o.measure_id = $measure_id
  AND p.end_date <= $until::DATE
  AND known(o.known_from, o.known_to, $known_at::TIMESTAMP)
  AND ($illustrative OR s.kind <> 'illustrative')
QUALIFY a.kind IN ('council', 'region', 'country')
     OR row_number() OVER (PARTITION BY o.area_code, p.kind, o.value IS NULL ORDER BY p.end_date DESC) = 1
ORDER BY a.position, a.area_code, p.end_date, p.start_date, o.period_id;
