"""Diglot's two faces: the terminal and the window. All they know of the work is `core`."""
