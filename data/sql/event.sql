-- Dated notes for charts. Order: in time.
SELECT e.event_id, e.measure_id, e.on_date, e.label, e.kind
FROM event AS e JOIN source AS s USING (source_id)
WHERE $illustrative OR s.kind <> 'illustrative'
ORDER BY e.on_date;
