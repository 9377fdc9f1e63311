"""The command line: one module a sub-command. Never imports PySide6."""
