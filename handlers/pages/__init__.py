"""What the pages show, read from the record: a module a page, each a view `(session, request) -> dataclass`.

`Dispatcher.view` runs them with the rights of who asks; `bot.web.pages` turns what they give into HTML. They write
nothing.
"""
