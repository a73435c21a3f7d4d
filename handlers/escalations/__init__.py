"""Escalating: asking somebody higher about an action, answering that, and what waits for an answer."""
