"""The map of a bitext on the screen: geometry, painting, and the widget."""
