-- Plan editions that end before they start, in time covered or in quarters reported.
SELECT input_file, input_row, 'year_start, year_end' AS column_name, year_start || ' to ' || year_end AS found,
       'a last day after the first' AS expected
FROM plan
WHERE year_end <= year_start
UNION ALL
SELECT p.input_file, p.input_row, 'report_from, report_to', p.report_from || ' to ' || p.report_to, 'a last quarter not before the first'
FROM plan AS p
JOIN period AS f ON f.period_id = p.report_from
JOIN period AS t ON t.period_id = p.report_to
WHERE t.end_date < f.end_date;
