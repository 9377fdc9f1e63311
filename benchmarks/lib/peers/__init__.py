"""Other aligners: baselines of our own, programs on the PATH, and answers stored on disk."""
