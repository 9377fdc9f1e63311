"""Manual alignments, and longer, mismatched and resegmented texts made of them."""
