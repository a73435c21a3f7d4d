"""Escalations: asks to somebody higher, the ladder by which they climb, and what became of each."""
