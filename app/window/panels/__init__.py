"""What can stand beside the table: each panel a module, each a row in `app.window.shell.sidebar`."""
