-- Ids of an edition that its council's next one neither has nor disposes of.
WITH edition AS (
    SELECT plan_id, council, edition, lead(plan_id) OVER later AS next_id, lead(edition) OVER later AS next_edition
    FROM plan
    WINDOW later AS (PARTITION BY council ORDER BY year_start, position)
), part AS (
    SELECT input_file, input_row, plan_id, 'priority_id' AS column_name, priority_id AS id FROM priority
    UNION ALL SELECT input_file, input_row, plan_id, 'outcome_id', outcome_id FROM outcome
    UNION ALL SELECT input_file, input_row, plan_id, 'initiative_id', initiative_id FROM initiative
    UNION ALL SELECT input_file, input_row, plan_id, 'action_id', action_id FROM action
    UNION ALL SELECT input_file, input_row, plan_id, 'objective_id', objective_id FROM objective
    UNION ALL SELECT input_file, input_row, plan_id, 'measure_id', measure_id FROM plan_measure
)
SELECT p.input_file, p.input_row, p.column_name, p.id AS found,
       'an id that edition ' || e.next_edition || ' has too, or a row in disposition.csv that says what became of it' AS expected
FROM part AS p
JOIN edition AS e USING (plan_id)
WHERE e.next_id IS NOT NULL
  AND NOT EXISTS (FROM part AS n WHERE n.plan_id = e.next_id AND n.column_name = p.column_name AND n.id = p.id)
  AND NOT EXISTS (FROM disposition AS d WHERE d.old_id = p.id);
