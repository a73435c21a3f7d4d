"""A pattern check for text that does not belong in the record: children's names, dates of birth, numbers of people.

It sees patterns, not meaning: a name alone, or a story that identifies a family without numbers, passes. What it can
and cannot see, and how well it does, is told in `docs/privacy.md`. Source: `domain.md` 4.5.
"""

from datetime import date


def looks_private(text: str, today: date) -> str | None:
    """What the text seems to contain ("a case number"), or None. `today` is the local date: a plan's own dates pass."""
    from models.privacy.private_details import details_in  # its patterns take long to compile: with the first text

    return details_in(text, today)
