"""What makers of the board run by hand: measuring, pictures, large test data."""
