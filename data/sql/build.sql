-- The build itself: one row.
SELECT build_id, built_at, content_sha256, code_version FROM build;
