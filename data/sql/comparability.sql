-- Benchmarks that must not be compared, and why.
SELECT c.measure_id, c.area_code, c.reason, s.title AS source_title, s.url AS source_url
FROM comparability AS c JOIN source AS s USING (source_id) ORDER BY c.measure_id, c.area_code;
