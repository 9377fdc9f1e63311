"""Views of a whole bitext: the map, its chapters and statistics."""
