"""A paper sent to the bot: checked, and told what was found. Nothing of it is kept."""

from dataclasses import replace

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.cards import Card, Text
from handlers.checking.findings import findings_card
from handlers.checking.reading import found_apart
from handlers.errors import Mistake
from handlers.own_process import GaveUp
from handlers.private_text import refuse_private
from handlers.registry import registry
from handlers.requests import Request
from papers.checking.paper import Finding, NotReadable

A_PLAN = "It was checked as a paper. A plan is taken in as an Excel workbook (.xlsx) or as .csv."

LISTED = 20
"""How many errors, and how many warnings, an answer in chat lists."""


def _is_a_paper(name: str) -> bool:
    return name.casefold().endswith((".docx", ".docm", ".doc", ".pdf"))


def _found(_session: Session, request: Request) -> list[Finding]:
    """What is found in the paper that was sent. Raises `Mistake` where it cannot be read."""
    refuse_private(request.text, request.today, "The file’s name")
    try:
        return found_apart(request.content, request.text, request.today)
    except GaveUp as why:
        raise Mistake(f"Reading {request.text} {why}. In a terminal, “secretariat check” can read it.") from None
    except NotReadable as reason:
        raise Mistake(str(reason)) from None


@registry.file("paper.check", right=Permission.READ, writes=False, takes=_is_a_paper, prepare=_found)
def check_paper(_session: Session, request: Request) -> Card:
    """What was found in a paper; the request's text is its name."""
    card = findings_card(request.text, request.prepared, request.room_for(LISTED))
    if may(request.asker, Permission.KEEP_THE_RECORD):
        card = replace(card, body=(*card.body, Text(A_PLAN, "muted")))
    return card
