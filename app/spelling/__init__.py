"""Spelling: Hunspell dictionaries on this machine, the words of a text, and the tasks that check them."""
