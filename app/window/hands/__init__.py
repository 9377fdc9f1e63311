"""The window's hands: each asks what is wanted, has it done, and puts the result on the desk."""
