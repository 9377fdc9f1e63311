"""The picture of the whole bitext: where things lie, how they are painted, and the widget that shows them."""
