"""Dialogs: each asks for one thing and returns it; none does the work."""
