"""From CSV files to a build: read, check, write, point at it; each step in a module of its own."""
