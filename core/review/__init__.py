"""What a person does to a bitext: verbs, each a pure function that gives a Patch."""
