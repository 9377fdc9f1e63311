"""Find and replace: the find bar, the filter bar, their common input line, and the preview."""
