"""Returns: what is owed for a meeting and by whom, and the answers that came after its freeze."""
