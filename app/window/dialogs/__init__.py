"""The dialogs: each asks for one thing and gives it back; none does the work."""
