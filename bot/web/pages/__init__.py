"""The pages for people who are not in chat: dashboard, an action, returns, calendar, packs, and signing in to them.

`visitors` says who asks, `sign_in` lets people in, `showing` makes the HTML and keeps it, `routes` answers. What a page
says is read by `handlers.pages`. In `serve` they stand at the root, in the demo below each person's own address.
"""
