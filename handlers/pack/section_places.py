"""The place of a written section: what stands there, which version its writer has seen, and what becomes of words of
somebody else that it is written over. Used by `writing`, and by `decision_types` for the one section that is no prose.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from handlers.button_values import number_of
from handlers.cards import Card, Element, Text
from handlers.errors import Mistake
from handlers.outbox import queue
from handlers.pack.named_figures import figures_named, refuse_unknown
from handlers.pack.named_passages import passages_for, refuse_unknown_passages
from handlers.pack.reading_decisions import read_decision
from handlers.pack.sections import PreparedPaper, paper_for, preview, shown, supplement_paper
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.boards.boards import meeting_by_id
from models.packs.key_decisions import DECISION, Decision
from models.packs.packs import PackState, pack_of
from models.packs.papers import SectionVersion, Written, supplements
from models.people.people import Role
from models.position.snapshots import snapshot_of
from models.record.lengths import REQUEST
from papers.bound_figures import bound_in, names_in
from papers.decision_words import decision_said
from papers.outlines import Part
from papers.wording import day

_KEY = re.compile("[a-z][a-z0-9_]{1,39}")
TITLE, LONGEST_TITLE = "title", 150
LONGEST_SECTION, MOST_NAMED = REQUEST, 100
"""Characters of a section as it is typed, and how many names of figures, sections and passages it has: a passage may
print two thousand characters.
"""


@dataclass(frozen=True)
class SectionPlace:
    """What a form is about: a section, the version that its writer saw, and that of somebody else which they were shown
    because theirs came later; 0 is none.
    """

    paper: PreparedPaper
    part: Part
    seen: int
    over: int = 0

    @property
    def value(self) -> str:
        """As a form carries it."""
        return f"{self.paper.value} {self.part.key} {self.seen} {self.over}"

    @property
    def stands(self) -> Written | None:
        """What is written there now."""
        return self.paper.written.get(self.part.key)

    @property
    def decided(self) -> Decision | None:
        """What that says of a decision, where it is a decision type."""
        return self.stands.version.decided if self.stands else None


def a_section(value: str) -> bool:
    """The number of a meeting, perhaps that of a supplement behind a hyphen, and what may be the name of a section: the
    organisation may have some of its own.
    """
    paper, _, key = value.partition(" ")
    meeting, of, supplement = paper.partition("-")
    if of and number_of(supplement) is None:
        return False
    return number_of(meeting) is not None and _KEY.fullmatch(key) is not None


def a_section_as_seen(value: str) -> bool:
    """The same with two numbers of versions."""
    words = value.split(" ")
    return len(words) == 4 and a_section(" ".join(words[:2])) and None not in map(number_of, words[2:])


def place_of(paper: PreparedPaper, part: Part) -> SectionPlace:
    """The place of a section as it is seen now."""
    stands = paper.written.get(part.key)
    return SectionPlace(paper, part, stands.version.number if stands else 0)


def place_named(session: Session, request: Request) -> SectionPlace:
    """The section that the value of a button or a form names. Raises `Mistake`."""
    which, key, *versions = request.text.split(" ")
    paper = paper_with_value(session, request, which)
    if not any(each.key == key for each in paper.outline.written):
        raise Mistake("That paper has no such section.", example="/pack sections")
    place = place_of(paper, paper.outline.by_key[key])
    return replace(place, seen=int(versions[0]), over=int(versions[1])) if versions else place


def paper_with_value(session: Session, request: Request, value: str) -> PreparedPaper:
    """The paper that is named as `PreparedPaper.value` has it. Raises `Mistake` and `Refused`."""
    number, _, supplement = value.partition("-")
    meeting = meeting_by_id(session, request.asker.organisation_id, int(number))
    if meeting is None or meeting.cancelled is not None:
        raise Mistake("That board does not meet.", example="/pack sections")
    if not supplement:
        return paper_for(session, request, meeting)
    for each in supplements(session, request.asker.organisation_id, meeting_id=meeting.id):
        if each.number == int(supplement):
            return supplement_paper(session, request, each)
    raise Mistake("There is no such supplement.", example="/pack supplements")


def after_another(place: SectionPlace) -> SectionPlace:
    """The same after what somebody else has written in the meantime."""
    number = place.stands.version.number if place.stands else 0
    return replace(place, seen=number, over=number)


def is_somebody_elses(stands: Written | None, request: Request) -> bool:
    """Whether what stands there was written by another than the asker."""
    return stands is not None and stands.version.by_person_id != request.asker.id


def own_post(request: Request) -> str:
    """The title of the asker's post: that in which they keep the record."""
    posts = sorted(request.asker.posts, key=lambda each: each.role is not Role.SECRETARIAT)
    return posts[0].title


def above(place: SectionPlace, typed: bool) -> tuple[Text, ...]:
    """What the section is for, whose words stand there, and these where what was typed comes after them."""
    stands = place.stands
    body = [Text(place.paper.title, "strong"), Text(place.part.hint)]
    if stands is None:
        return tuple(body)
    who = stands.by or "An operator"
    if place.over and typed:
        body += [
            Text(f"{who} wrote this (version {stands.version.number}), and it stands there now:"),
            Text(stands.version.text or "Nothing to say.", "quote"),
            Text("What you typed is below. Sent, it takes its place; both are kept."),
        ]
    else:
        body.append(Text(f"{who} wrote version {stands.version.number}.", "muted"))
    return tuple(body)


def refuse_published(session: Session, paper: PreparedPaper) -> None:
    """Raise a `Mistake` where a paper is published, with what can still be done."""
    meeting = paper.meeting
    its = pack_of(session, meeting.id, paper.supplement)
    going_out = its is not None and its.state is PackState.PUBLISHING and not its.corrects_id
    out = its is not None and (its.corrects_id is not None or its.state is PackState.PUBLISHED)
    if not paper.supplement:
        snapshot = snapshot_of(session, meeting.id)
        out = out or (snapshot is not None and snapshot.published_at is not None)
    if going_out or out:
        which = f"Supplement {paper.supplement}" if paper.supplement else f"The pack for {day(meeting.on)}"
        late = "" if paper.supplement else " A late item goes out as a supplement."
        raise Mistake(
            f"{which} {'has been' if out else 'is being'} published, so its sections are written no more.{late}",
            example="/pack supplement add Letter of the inspectorate",
        )


def refuse_text(session: Session, request: Request, paper: PreparedPaper, text: str) -> None:
    """Raise a `Mistake` for what cannot be kept as a section."""
    if not text:
        raise Mistake("There is no text. “/pack none” says that a section has nothing to say.")
    if len(text) > LONGEST_SECTION:
        raise Mistake(
            f"A section has {LONGEST_SECTION:,} characters at most; that is {len(text):,}. Nothing was kept. What is "
            "longer is an appendix."
        )
    if names_in(text) > MOST_NAMED:
        raise Mistake(
            f"A section has {MOST_NAMED} names in braces at most; that is {names_in(text):,}. Nothing was kept."
        )
    refuse_private(text, request.today)
    if bound_in(text):
        figures = figures_named(session, request, paper.of)
        refuse_unknown(text, figures, paper.outline, paper.before + len(paper.appendices))
        refuse_unknown_passages(text, passages_for(session, request.asker.organisation_id, [text]))


def as_kept(part: Part, text: str, stands: Written | None, today: date) -> tuple[str, Decision | None]:
    """The words of a section as they are kept, and what they say of a decision, where it is a decision type. `today` is
    local. Raises `Mistake`.
    """
    if part.key == TITLE:
        refuse_title(text)
    if part.key != DECISION:
        return text, None
    decision = read_decision(text, stands.version.decided if stands else None, today)
    return decision_said(decision), decision


def refuse_title(text: str) -> None:
    """Raise a `Mistake` for what is no title: it stands in a line of its own, where no figure is put in."""
    if len(text.splitlines()) > 1:
        raise Mistake("A title is one line. Nothing was done.")
    if len(text) > LONGEST_TITLE:
        raise Mistake(f"A title has {LONGEST_TITLE} characters at most; this one has {len(text)}. Nothing was done.")
    if bound_in(text):
        raise Mistake("A title has no names in braces: it is printed as it is typed. Nothing was done.")


def kept(session: Session, request: Request, place: SectionPlace, version: SectionVersion, title: str) -> Card:
    """What was kept, as it reads; whose words it was put over is told."""
    replaced = place.stands
    if place.over and replaced and is_somebody_elses(replaced, request):
        _tell(session, request, place, replaced, version)
    written = {**place.paper.written, place.part.key: Written(version, request.asker.name)}
    return shown(session, request, replace(place.paper, written=written), place.part, title)


def _tell(session: Session, request: Request, place: SectionPlace, replaced: Written, version: SectionVersion) -> None:
    if replaced.version.by_person_id is None:
        return
    said = (
        f"{request.asker.name} has put other words in the place of yours. Yours are kept as version "
        f"{replaced.version.number}: “/pack section {place.paper.words}{place.part.called}” shows both."
    )
    body: tuple[Element, ...] = (Text(said), *preview(session, request, place.paper, version))
    card = Card(f"{place.part.title}, {place.paper.title}", body)
    queue(session, request.actor, replaced.version.by_person_id, f"section {version.id} written over", card)
