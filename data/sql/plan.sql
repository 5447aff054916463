-- Editions of the plan with their reporting quarters and source. Order: as the council lists them, the first is the default.
SELECT p.plan_id, p.position, p.council, p.area_code, p.title, p.edition, p.year_start, p.year_end, p.report_from, p.report_to,
       f.start_date AS report_start, t.end_date AS report_end, p.source_id, s.title AS source_title, s.url AS source_url,
       p.contact_email, p.contact_phone
FROM plan AS p
JOIN period AS f ON f.period_id = p.report_from
JOIN period AS t ON t.period_id = p.report_to
JOIN source AS s ON s.source_id = p.source_id
ORDER BY p.position;
