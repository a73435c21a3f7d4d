"""Decisions: what is proposed for the plan, what a board decided of it, and what that changed."""
