-- Every measure and evidence series. Order: role, then id.
SELECT measure_id, role, name, short_name, kind, unit, polarity, aggregation, frequency, decimals, travel_basis, spc_allowed, definition, owner, owner_basis, placeholder
FROM measure ORDER BY role DESC, measure_id;
