-- Every link between parts of the plan. kind: initiative_action, action_measure, priority_outcome or outcome_measure.
-- Order: kind, then parent, then child.
SELECT 'initiative_action' AS kind, initiative_id AS parent_id, action_id AS child_id, basis, reason FROM initiative_action
UNION ALL SELECT 'action_measure', action_id, measure_id, basis, reason FROM action_measure
UNION ALL SELECT 'priority_outcome', priority_id, outcome_id, basis, reason FROM priority_outcome
UNION ALL SELECT 'outcome_measure', outcome_id, measure_id, basis, reason FROM outcome_measure
ORDER BY kind, parent_id, child_id;
