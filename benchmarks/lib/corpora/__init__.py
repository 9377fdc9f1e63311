"""Test corpora: retrieval, hidden pairs, synthetic books; and the search for near duplicates."""
