"""The window that the soak test kills, and the digest of its contents."""
