"""Which reports to bodies say what is corrected in the board's pack: each has to be corrected as well, and whoever had
it is told.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlmodel import Session

from handlers.pack.naming import contents_of, full_contents_of
from models.packs.packs import Pack
from models.packs.taken_over import reports_from
from models.plan.ratings import in_scale
from papers.pack.contents import PackContents
from papers.pack.public import public_version
from papers.pack.report_parts import texts_of


class Quoting(NamedTuple):
    """A report to a body, by its board's id, that says it: `openly`, where everybody may read it, or in the sections
    that are not public, which `hidden` names by their titles.
    """

    pack: Pack
    contents: PackContents
    board_id: int
    openly: bool
    hidden: Sequence[str]


def whole(words: str) -> re.Pattern[str]:
    """These words where they stand for themselves: no part of a longer word or number, in whatever lines."""
    said = r"\s+".join(map(re.escape, words.split()))
    before, after = r"(?<!\w)(?<!\d[.,])", r"(?!\w)(?![.,]\d)"
    return re.compile(f"{before if words[0].isalnum() else ''}{said}{after if words[-1].isalnum() else ''}")


def quoting(session: Session, meeting_id: int, said: Iterable[str]) -> Sequence[Quoting]:
    """The reports from the figures of a meeting, each in its newest version, that say one of these texts, be it in a
    part that is not public.
    """
    wanted = [whole(each) for each in said]
    found = []
    for pack, meeting in reports_from(session, meeting_id):
        full = full_contents_of(pack)
        with in_scale(full.scale):
            openly = _says(wanted, texts_of(public_version(full)))
        restricted = [each for each in full.written if each.restricted]
        hidden = [each.title for each in restricted if _says(wanted, (one.text for one in each.paragraphs))]
        if openly or hidden:
            found.append(Quoting(pack, contents_of(pack), meeting.board_id, openly, hidden))
    return found


def _says(wanted: Sequence[re.Pattern[str]], texts: Iterable[str]) -> bool:
    return any(each.search(text) for text in texts for each in wanted)
