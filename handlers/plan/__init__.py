"""`/plan`: the versions of the plan, what is different between two of them, and which of them is adopted."""
