"""Doubtful rows: reasons against a row, its risk, and suggestions for what belongs there."""
