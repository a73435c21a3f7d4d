"""Passages by the names under which sections take them: what they say now, whose they are, and when each is reviewed.

Called where a section is written and where a pack is compiled or checked. The record is asked only where a text names
one.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlmodel import Session

from handlers.cards import Button
from handlers.errors import Mistake
from handlers.grammar import nearest
from models.packs.passages import OwnedPassage, Passage, passages_of
from papers.bound_figures import bound_in
from papers.wording import day, joined


def passages_for(session: Session, organisation_id: int, texts: Iterable[str]) -> Mapping[str, OwnedPassage]:
    """The passages that there are, by name, where one of some texts takes any; else none."""
    if not any(each.passage for text in texts for each in bound_in(text)):
        return {}
    return {each.version.name: each for each in passages_of(session, organisation_id)}


def words_of_passages(passages: Mapping[str, OwnedPassage]) -> Mapping[str, str]:
    """What each passage says."""
    return {name: each.version.text for name, each in passages.items()}


def owned_said(text: str, passages: Mapping[str, OwnedPassage], today: date) -> list[str]:
    """Of each passage that a text takes: whose it is, and by when that is reviewed. `today` is the local date."""
    names = dict.fromkeys(each.passage for each in bound_in(text))
    return [passage_said(passages[name], today) for name in names if name in passages]


def passage_said(passage: OwnedPassage, today: date) -> str:
    """Whose a passage is, and by when it is reviewed, in a sentence."""
    on = passage.version.review_on
    review = f"to be reviewed by {day(on)}" if on >= today else f"whose review was due by {day(on)}"
    return f"The passage “{passage.version.name}” belongs to the {passage.owner}, {review}."


def refuse_unknown_passages(text: str, passages: Mapping[str, OwnedPassage]) -> None:
    """Raise a `Mistake` for the first passage that a text takes and that there is not, with the nearest."""
    for each in bound_in(text):
        if each.passage and each.passage not in passages:
            like = [f"{{{{ passage {near} }}}}" for near in nearest(each.passage, passages, likeness=0.5)]
            hint = f"Did you mean {joined(like, 'or')}?" if like else f"“/pack passage {each.passage}” writes it."
            said = f"There is no passage “{each.passage}”. {hint} Nothing was kept."
            raise Mistake(said, typed=each.typed, example="/pack passages")


def stands_button(version: Passage) -> Button:
    """Says that a version still holds."""
    return Button(f"It still holds: {version.name}", "pack.passage_stands", f"{version.id}")
