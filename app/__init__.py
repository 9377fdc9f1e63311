"""The two faces of Diglot, the terminal and the window. All the work is done in `core`."""
