-- Periods. Order: in time, periods that the source does not date last.
SELECT period_id, kind, start_date, end_date, label FROM period ORDER BY end_date NULLS LAST, start_date, period_id;
