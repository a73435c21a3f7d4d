"""The plan: its areas and actions with their measures, deadlines and ratings, and the files that a plan comes in."""
