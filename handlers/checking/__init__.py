"""Checking a paper that somebody sends: its figures against its own tables, and what should not be left in it."""
