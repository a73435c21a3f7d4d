"""The web doors: the demo's chat, and the pages for people who are not in chat; the same cards as HTML."""
