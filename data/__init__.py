"""What is true: the plan, its figures, the rules that judge them and the file that holds them. Knows nothing of the web."""
