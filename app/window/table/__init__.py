"""Table of the bitext: one row per bead, painted and measured only where it is visible."""
