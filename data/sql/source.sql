-- Sources with how many figures each gave, as known at $known_at (null means now). Order: kind, then title.
WITH given AS (
    SELECT source_id, count(*) AS figures FROM observation WHERE known(known_from, known_to, $known_at::TIMESTAMP) GROUP BY source_id
)
SELECT s.source_id, s.title, s.publisher, s.url, s.retrieved_on, s.kind, s.reliability, s.known_rule, coalesce(g.figures, 0) AS figures
FROM source AS s LEFT JOIN given AS g USING (source_id)
WHERE $illustrative OR s.kind <> 'illustrative'
ORDER BY s.kind, s.title, s.source_id;
