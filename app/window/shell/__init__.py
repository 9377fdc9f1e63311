"""The frame around the table: start page, menus, toolbar, palette, status bar, sidebar and tour."""
