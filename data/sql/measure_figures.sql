-- Every figure of one measure in all areas as known at $known_at (null means now), with its source. Order: area as listed, then in time.
SELECT o.area_code, a.name AS area_name, a.kind AS area_kind, o.period_id, p.kind AS period_kind, p.label, p.start_date, p.end_date,
       o.value, o.numerator, o.denominator, o.absence, o.quality, o.known_from, o.reason, o.recorded_by,
       s.source_id, s.title AS source_title, s.publisher, s.url AS source_url, s.kind = 'illustrative' AS illustrative, s.suppress_below
FROM observation AS o
JOIN area AS a USING (area_code)
JOIN period AS p USING (period_id)
JOIN source AS s ON s.source_id = o.source_id
WHERE o.measure_id = $measure_id
  AND known(o.known_from, o.known_to, $known_at::TIMESTAMP)
  AND ($illustrative OR s.kind <> 'illustrative')
ORDER BY a.position, a.area_code, p.end_date NULLS LAST, p.start_date, o.period_id;
