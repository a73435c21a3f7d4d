"""Reminders: who gets a message this morning and why, and what it says."""
