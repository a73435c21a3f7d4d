"""What may not be said, at every place where a line of text is kept. Source: `domain.md` 4.5, `docs/privacy.md`."""

from datetime import date

from handlers.errors import Mistake
from models.privacy.private_text import looks_private


def refuse_private(text: str, today: date, called: str = "This") -> None:
    """Raise a `Mistake` for a text that looks private, which calls it `called` and does not repeat it."""
    if what := looks_private(text, today):
        raise Mistake(f"{called} looks like {what}. Please say it without; nothing of it was stored.")
