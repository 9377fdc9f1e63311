"""Work off the window's thread: jobs in child processes, the project thread, and sliced work."""
