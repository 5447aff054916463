-- What each source claims where sources disagree. Order: conflict, then claim.
SELECT c.conflict_id, c.kind, c.subject, c.note, m.claim, m.used, s.title AS source_title, s.url AS source_url, s.kind AS source_kind
FROM conflict AS c JOIN conflict_claim AS m USING (conflict_id) JOIN source AS s USING (source_id)
ORDER BY c.position, c.conflict_id, m.position;
