"""What two versions of a pack say differently: every text and figure by its place, with the changes marked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from models.plan.ratings import Rating, in_scale, scale
from models.updates.answer import FIELDS, OF_A_RED, Kind
from papers.pack.contents import OF_AN_ACTION, PackContents
from papers.versions.marked import Piece, pieces
from papers.wording import day, share

_TOLD = (Kind.DAY, Kind.PROSE, Kind.LINK)
_OF_A_RED = tuple(each.name for each in OF_A_RED if each.kind in _TOLD)
_OF_AN_ACTION = tuple(each.name for each in OF_AN_ACTION if each.kind in _TOLD)


@dataclass(frozen=True)
class MarkedChange:
    """A place that the two do not say alike ("Reds, 2.4, commentary"), and what it says in each, empty where it is not
    there.
    """

    place: str
    was: str
    now: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Its words with the changes marked; worked out for those that are shown."""
        return tuple(pieces(self.was, self.now))


def marked_changes(before: PackContents, now: PackContents) -> tuple[MarkedChange, ...]:
    """Every place in which two versions differ, in the order of the paper; what is in one alone is marked as a whole.

    That sections have other numbers is no difference, nor is what tells one version from the other: when it was
    compiled, by whom, and who has signed it off.
    """
    was, is_now = dict(_texts(before)), dict(_texts(now))
    return tuple(
        MarkedChange(place, was.get(place, ""), is_now.get(place, ""))
        for place in _in_order(list(was), list(is_now))
        if was.get(place, "") != is_now.get(place, "")
    )


def _in_order(was: list[str], now: list[str]) -> Iterator[str]:
    """The places of both, those that only the first has where they stood."""
    there = frozenset(now)
    for how, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if how != "equal":
            yield from (each for each in was[a:b] if each not in there)
        yield from now[c:d]


def _texts(contents: PackContents) -> Iterator[tuple[str, str]]:
    """Every text that a pack prints, by its place; no place is there twice."""
    with in_scale(contents.scale):
        for place, said in _printed(contents):
            if said:
                yield place, said


def _printed(contents: PackContents) -> Iterator[tuple[str, str]]:
    yield "First page, data month", f"{contents.data_month:%B %Y}"
    yield "First page, plan version", contents.plan_version
    yield from _numbered("First page, how it was published", contents.published_said)
    yield "Headline", contents.headline
    yield "Headline, how well it is known", contents.known
    for column in contents.columns:
        for rating, count in column.counts.items():
            yield f"{contents.table_name}, {_word(rating)}, {column.heading.lower()}", share(count)
        yield f"{contents.table_name}, total, {column.heading.lower()}", str(column.total)
    yield from _numbered("Headline, note", contents.notes)
    yield "Total", contents.total_change.said
    yield from _numbered("Total, line", contents.total_change.lines)
    yield from _movements(contents)
    for written in contents.written:
        yield written.title, "\n\n".join(each.text for each in written.paragraphs)
    yield contents.reds_title, contents.reds_said
    for red in contents.reds:
        about = {"title": red.title, "red by": red.dimension, "SRO": red.owner, "deadline": red.deadline}
        about |= {"days overdue": str(red.days_overdue), "rests on": red.standing}
        about |= {"recovery": " ".join(red.recovery), "escalated": " ".join(red.escalated)}
        yield from _of_row(f"{contents.reds_title}, {red.ref}", about, red, _OF_A_RED)
    for asked in contents.asked:
        said = "; ".join((asked.what, asked.change, asked.by, *asked.said, asked.not_given))
        yield f"What the board is asked, {asked.number}", said
    yield from _numbered("Asked for by earlier decisions", contents.arising)
    for highlight in contents.highlights:
        yield f"Highlights, {highlight.ref}", highlight.text
    yield "Likely to slip", contents.likely_said
    for likely in contents.likely:
        yield f"Likely to slip, {likely.ref}", likely.why
    yield "Slow to progress", contents.slow_said
    for slow in contents.slow:
        yield f"Slow to progress, {slow.ref}", slow.why
    yield "Done without impact", contents.gap_said
    yield from ((f"Done without impact, {each.ref}", _word(each.impact)) for each in contents.gap)
    yield "What the plan answers", contents.findings.said
    for found in contents.findings.rows:
        yield f"What the plan answers, {found.name}", f"{found.text} {', '.join(found.actions)}: {found.state}"
    for evidence in contents.evidence_listed.rows:
        yield f"Evidence, {evidence.name}", f"{evidence.what}; {evidence.about}; {', '.join(evidence.actions)}"
    yield "Returns", contents.returns.said
    for returned in contents.returns.rows:
        yield f"Returns, {returned.answerer}", returned.state
    for area in contents.areas:
        yield f"Progress report, {area.heading}", area.said
        for action in area.actions:
            about = {"title": action.title, "SRO": action.owner, "board": action.board}
            about |= {"original deadline": action.original, "approved deadline": action.approved}
            about |= {name: _word(getattr(action, name)) for name in scale().rated}
            about |= {"rests on": action.standing, "by the rules": " ".join(action.by_the_rules)}
            yield from _of_row(f"Progress report, {action.ref}", about, action, _OF_AN_ACTION)
    for appendix in contents.appendices:
        yield f"Appendices, {appendix.number}", appendix.said
    for pack in contents.report.enclosed if contents.report and not contents.supplement else ():
        files = "; ".join(f"{each.name} {each.sha256}" for each in pack.files)
        yield f"Appendices, {pack.number}", f"{pack.title}, {pack.purpose}: {files}"
    for acronym in contents.acronyms:
        yield f"Acronyms, {acronym.acronym}", acronym.meaning or "not defined"


def _movements(contents: PackContents) -> Iterator[tuple[str, str]]:
    yield "Movements", contents.movements.said
    yield "Movements, off track", contents.movements.off_track
    for moved in contents.movements.moved:
        impact = f", impact {_word(moved.impact_was) if moved.impact_was else 'not rated'} to {_word(moved.impact)}"
        activity = f"activity {_word(moved.activity_was)} to {_word(moved.activity)}"
        yield f"Movements, {moved.ref}", f"{activity}{impact if scale().rates_impact else ''}: {moved.direction}"
    yield "Movements, pace", contents.pace
    yield from _numbered("Movements, dates moved", contents.dates_moved)
    yield from _numbered("Movements, dates moved with no decision", contents.dates_moved_undecided)


def _of_row(place: str, about: Mapping[str, str], row: Any, fields: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from ((f"{place}, {name}", said) for name, said in about.items())
    for name in fields:
        value = getattr(row, name)
        said = value if isinstance(value, str) else day(value) if value else ""
        yield f"{place}, {FIELDS[name].title.lower()}", said


def _numbered(place: str, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Lines without a name, as one text: so one more in between is one that was put in."""
    yield place, "\n".join(lines)


def _word(rating: Rating) -> str:
    return rating.word
