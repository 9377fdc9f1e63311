"""Panels beside the table: one module per panel, each a row in `app.window.shell.sidebar`."""
