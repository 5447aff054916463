-- Plan editions with neither priority nor outcome.
SELECT p.input_file, p.input_row, 'plan_id' AS column_name, p.plan_id AS found, 'a plan that has rows in priority.csv or outcome.csv' AS expected
FROM plan AS p
ANTI JOIN (SELECT plan_id FROM priority UNION SELECT plan_id FROM outcome) AS part USING (plan_id);
