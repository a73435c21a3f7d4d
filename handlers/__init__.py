"""What people can ask for: one module a command, the forms, who may, and the cards that answer.

`dispatcher.Dispatcher` is the one object that the doors call. Nothing here knows Slack, Teams or HTML.
"""
