"""Word links between the two cells of a row, for display."""
