"""What the eye sees: theme, formats, figures and the blocks of pages. Knows nothing of pages or SQL."""
