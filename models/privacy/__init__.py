"""Privacy: texts that do not belong in the record, what is kept of one person, and what is kept for a while only."""
