"""Programs that print the tables of figures quoted in the README, run as `python -m benchmarks.NAME`."""
