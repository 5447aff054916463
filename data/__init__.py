"""What is true: the plan, its figures, the rules that judge them, the file that holds them. Knows nothing of the web."""
