-- Dispositions whose ids are not those of a measure, action, priority, outcome, initiative or objective.
WITH known_id AS (
    SELECT measure_id AS id FROM measure
    UNION SELECT action_id FROM action
    UNION SELECT priority_id FROM priority
    UNION SELECT outcome_id FROM outcome
    UNION SELECT initiative_id FROM initiative
    UNION SELECT objective_id FROM objective
), named AS (
    SELECT input_file, input_row, 'old_id' AS column_name, old_id AS id FROM disposition
    UNION ALL SELECT input_file, input_row, 'new_id', new_id FROM disposition WHERE new_id IS NOT NULL
)
SELECT input_file, input_row, column_name, id AS found, 'the id of a measure, action, priority, outcome, initiative or objective' AS expected
FROM named
ANTI JOIN known_id USING (id);
