"""The table of the bitext: a row a bead, painted and measured only where it is seen."""
