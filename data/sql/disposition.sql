-- What became of ids that a later edition no longer has. Order: in time, then by id.
SELECT old_id, new_id, kind, reason, on_date FROM disposition ORDER BY on_date, old_id, new_id;
