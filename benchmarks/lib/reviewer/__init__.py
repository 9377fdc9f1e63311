"""A scripted reviewer of planted mistakes in a real window, and the fewest keys that correct a row."""
