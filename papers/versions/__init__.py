"""What is different between two versions of the plan: as values, and as a Word file with the changes marked."""
