-- Areas. Order: as listed.
SELECT area_code, name, kind FROM area ORDER BY position, area_code;
