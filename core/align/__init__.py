"""Alignment of two sides by their vectors; `align.py` is the road through this room."""
