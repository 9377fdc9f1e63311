"""Controllers: each collects the input for a user action, runs it and applies the patch to the project."""
