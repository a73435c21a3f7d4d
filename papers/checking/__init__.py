"""Checking a paper that somebody wrote: its figures against its own tables, and what should not be left in it."""
