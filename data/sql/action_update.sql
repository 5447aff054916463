-- Officers' updates on every action as known at $known_at (null means now). Order: action, then in time.
SELECT u.action_id, u.period_id, p.label, p.start_date, p.end_date, u.scale_id, u.rating, u.percent_complete, u.commentary, u.owner, u.due,
       u.source_id, s.kind = 'illustrative' AS illustrative, u.known_from, u.reason
FROM action_update AS u
JOIN period AS p USING (period_id)
JOIN source AS s USING (source_id)
WHERE known(u.known_from, u.known_to, $known_at::TIMESTAMP)
  AND ($illustrative OR s.kind <> 'illustrative')
ORDER BY u.action_id, p.end_date;
