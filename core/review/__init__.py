"""Review of a bitext: verbs that return patches, doubts, search and overviews. All pure."""
