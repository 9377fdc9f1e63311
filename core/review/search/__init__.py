"""Search in a bitext: find, replace and row filters."""
