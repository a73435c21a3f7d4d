"""The Slack door: cards as Block Kit, requests as calls to the dispatcher, Socket Mode and signed HTTP from the same
code.
"""

PLATFORM = "slack"
"""Its name in the record."""
