"""What is true: the plan, its figures, the rules that judge them, their file. Knows nothing of the web."""
