-- Areas that together make up another one. Order: whole, then part.
SELECT whole_code, area_code FROM area_part ORDER BY whole_code, area_code;
