-- One row if there is no plan edition.
SELECT NULL::INTEGER AS input_file, NULL::BIGINT AS input_row, NULL::VARCHAR AS column_name, NULL::VARCHAR AS found,
       'at least one row in plan.csv' AS expected
WHERE NOT EXISTS (FROM plan) AND NOT EXISTS (FROM every.plan);
