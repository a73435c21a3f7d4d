"""`/update`: status updates by list, form, one line, several lines, or one button.

`command` is the way in; `line` reads one line, `form` builds and reads the form, `checks` holds the rules that both
obey, `recorder` records, `cards` writes the answers, and `telling` says what an answer has beside its commentary.
"""
