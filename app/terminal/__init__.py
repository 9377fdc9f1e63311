"""Command line of Diglot, one module per sub-command. Never imports PySide6."""
