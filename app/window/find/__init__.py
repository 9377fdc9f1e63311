"""Finding and replacing: the bar over the table, the line it shares with the filter, and the preview."""
