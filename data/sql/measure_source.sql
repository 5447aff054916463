-- Sources of one measure's figures in all areas with how many each gave, as known at $known_at (null means now). Order: the most figures first.
SELECT o.source_id, count(*) AS figures
FROM observation AS o
JOIN source AS s USING (source_id)
WHERE o.measure_id = $measure_id
  AND known(o.known_from, o.known_to, $known_at::TIMESTAMP)
  AND ($illustrative OR s.kind <> 'illustrative')
GROUP BY o.source_id ORDER BY figures DESC, o.source_id;
