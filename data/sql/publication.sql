-- Publications, newest first.
SELECT b.publication_id, b.label, b.period_id, b.known_at, b.published_at, b.published_by, s.kind = 'illustrative' AS illustrative
FROM publication AS b JOIN source AS s USING (source_id)
ORDER BY b.known_at DESC, b.publication_id;
