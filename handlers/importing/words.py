"""The form that says what the words in a file's ratings mean: a choice a word, of the levels of the scale or none.

`command` opens it from a file's preview. The words that were not understood come first, then those that were told, and
then what was guessed; a word is asked once, in whichever columns of ratings it stands.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from handlers.cards import Input, Modal, Text
from models.plan.ratings import Scale
from models.privacy.private_text import looks_private
from papers.plan.contents import PlanFile, PlanFileError, RatingWord
from papers.plan.layouts import UNUSED, Told
from papers.spacing import folded
from papers.wording import plural

MOST = 90
"""Words that one form has room for."""

LEAVE = "?"
"""What is chosen for a word of which nothing is said."""


def to_ask(words: Sequence[RatingWord], today: date) -> tuple[RatingWord, ...]:
    """The words that can be asked about: those that look like private text are shown to nobody."""
    return tuple(each for each in words if not looks_private(each.text, today))


def form(file: PlanFile, state: str, today: date, values: Mapping[str, str] | None = None, error: str = "") -> Modal:
    """A choice for each word; with `values` as they were chosen, and what is wrong with them."""
    words = to_ask(file.words, today)
    said = ["What does each word in the ratings mean? It is kept for the next file with these headings."]
    if (more := len(words) - MOST) > 0:
        said.append(f"There is room for {MOST}: say what these mean, and {plural(more, 'more word')} can follow.")
    if hidden := len(file.words) - len(words):
        said.append(f"{plural(hidden, 'word')} that may be private {'is' if hidden == 1 else 'are'} left out.")
    inputs = tuple(
        Input(
            _field_of(each),
            each.text,
            "choice",
            (values or {}).get(_field_of(each), _now(each)),
            f"{plural(each.cells, 'cell')}; {_as_read(each, file.scale)}",
            required=True,
            options=_options(each, file.scale),
            error=error if at == 0 else "",
        )
        for at, each in enumerate(words[:MOST])
    )
    return Modal("What words mean", "import.words.submit", state, (Text(" ".join(said)),), inputs, "Read it so")


def told_by_form(file: PlanFile, values: Mapping[str, str], today: date) -> Told:
    """What is told by whoever has sent the form. Raises PlanFileError where it says no level of the scale."""
    said = {}
    for each in to_ask(file.words, today)[:MOST]:
        chosen = values.get(_field_of(each), _now(each))
        if chosen not in dict(_options(each, file.scale)):
            raise PlanFileError(f"“{chosen}” is no level of the scale {file.scale.name}.")
        if chosen != _now(each):
            said[folded(each.text)] = chosen
    return Told(words=said)


def _field_of(word: RatingWord) -> str:
    return f"word_{hashlib.sha256(folded(word.text).encode()).hexdigest()[:12]}"


def _now(word: RatingWord) -> str:
    if not word.told:
        return LEAVE
    return word.rating.value if word.rating else UNUSED


def _options(word: RatingWord, scale: Scale) -> tuple[tuple[str, str], ...]:
    levels = ((each.rating.value, each.name) for each in scale.levels)
    leave = () if word.told else ((LEAVE, "leave it as it was read"),)
    return (*leave, *levels, (UNUSED, "no rating"))


def _as_read(word: RatingWord, scale: Scale) -> str:
    if word.unread:
        return "not understood"
    how = "told" if word.told else "guessed" if word.doubtful else "understood"
    return f"{how}: {scale[word.rating].name if word.rating else 'no rating'}"
