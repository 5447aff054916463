-- Sources with how many figures each gave, as known at $known_at (null means now). Order: kind, then title.
SELECT s.source_id, s.title, s.publisher, s.url, s.retrieved_on, s.kind, s.reliability, s.known_rule, count(o.source_id) AS figures
FROM source AS s
LEFT JOIN observation AS o ON o.source_id = s.source_id AND known(o.known_from, o.known_to, $known_at::TIMESTAMP)
WHERE $illustrative OR s.kind <> 'illustrative'
GROUP BY ALL ORDER BY s.kind, s.title, s.source_id;
