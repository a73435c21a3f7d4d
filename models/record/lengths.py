"""How long what is said may be, in characters: nothing that belongs in a plan is longer, and reading it costs."""

FIELD = 3_000
"""A field of a form, a line of text, a cell of a spreadsheet; what Slack's own forms take."""

REQUEST = 20_000
"""A whole request."""
