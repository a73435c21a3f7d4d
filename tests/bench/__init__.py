"""`make bench`: how fast it is, as ratios of two things measured side by side in one run. Nothing here is a test."""
