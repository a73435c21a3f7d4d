"""Statements that are written once: to write one takes SQLAlchemy longer than the database takes to answer it.

A function that only writes a statement, from ids, days and the like, is marked with `kept`. A statement is never
changed, holds no figures and belongs to no session, so the same one is asked in every transaction and by every thread.
"""

from functools import lru_cache

kept = lru_cache(maxsize=32)
"""Keeps what a function wrote last, by what it was asked for: enough for a page and for who asks just now, not for
every day of a year, on which others are written.
"""
