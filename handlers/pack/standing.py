"""Where the reviews of a meeting's papers stand: whose sign-off holds for the newest version, and whose turn it is.

An approval holds for a later version as long as none of the parts that the review is about has changed between the two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.requests import Asker
from models.boards.boards import Meeting
from models.boards.cycles import cycle_of
from models.packs.packs import Pack
from models.packs.reviews import Review
from models.packs.sign_offs import SETTLED, ReviewRows, Signed, SignOffState, packs_by_id, sign_offs_of
from models.record.rules import Rules
from papers.pack.contents import PackContents, from_json
from papers.pack.parts import part_titles, parts_changed
from papers.wording import joined

NOT_ASKED, WITHDRAWN = "not asked yet", "withdrawn"


@dataclass(frozen=True)
class Standing:
    """A review and where it stands for the newest version. `last` is what was said last, `asked` when it was asked for
    last; `withdrawn` are the parts that have changed since the one, `stale` those since the other. `due` is local.
    """

    review: Review
    post: str
    last: Signed | None
    asked: Signed | None
    withdrawn: frozenset[str]
    stale: frozenset[str]
    due: date

    @property
    def settled(self) -> bool:
        """Whether it is approved or not required, for the newest version."""
        return self.last is not None and self.last.row.state in SETTLED and not self.withdrawn

    @property
    def waits(self) -> bool:
        """Whether it was asked for, and nothing was said since."""
        return self.asked is not None and (self.last is None or self.asked.row.id > self.last.row.id)

    @property
    def state(self) -> str:
        """In a word or two: one of a `SignOffState`, "withdrawn" or "not asked yet"."""
        if self.last and self.settled:
            return self.last.row.state.value
        if self.waits:
            return SignOffState.PENDING.value
        if self.last is None:
            return NOT_ASKED
        return WITHDRAWN if self.last.row.state in SETTLED else self.last.row.state.value

    def is_to_be_asked(self, pack: Pack) -> bool:
        """Whether it is to be asked for with a version: anew, where what it had is not what there is now."""
        if self.settled:
            return False
        if self.waits and self.asked:
            return bool(self.stale)
        if self.last and self.last.row.state is SignOffState.RETURNED:
            return self.last.row.pack_id < pack.id or self.last.answer is not None
        return True

    @property
    def called(self) -> str:
        """`Finance (Finance Lead)`."""
        return self.review.name if self.review.name == self.post else f"{self.review.name} ({self.post})"

    def is_for(self, asker: Asker) -> bool:
        """Whether somebody may sign it off: they hold its post today, or stand in for who does."""
        return self.review.post_id in asker.answers_for


def standings(session: Session, meeting: Meeting, pack: Pack, contents: PackContents, rules: Rules) -> list[Standing]:
    """Where each review stands for a meeting's newest pack, in their order; two queries at the most."""
    reviews = [each for each in sign_offs_of(session, meeting, pack.supplement) if _is_of(each, pack)]
    latest = [(_last(each.rows, said=True), _last(each.rows, said=False)) for each in reviews]
    earlier = {one.row.pack_id for pair in latest for one in pair if one} - {pack.id}
    changed = {
        id: parts_changed(from_json(each.contents), contents) for id, each in packs_by_id(session, [*earlier]).items()
    }
    due = _due([each.review for each in reviews], meeting, pack, contents, rules)
    return [
        Standing(
            each.review,
            each.post,
            said,
            asked,
            _theirs(each.review, changed, said),
            _theirs(each.review, changed, asked),
            due[each.review.place],
        )
        for each, (said, asked) in zip(reviews, latest, strict=True)
    ]


def whose_turn(found: Sequence[Standing]) -> list[Standing]:
    """Those that are not settled, of the first place where any is not."""
    first = next((each.review.place for each in found if not each.settled), None)
    return [each for each in found if each.review.place == first and not each.settled]


def parts_said(review: Review) -> str:
    """What a review is about: "the whole paper", or the headings of its parts."""
    return joined(part_titles(review.parts)) if review.parts else "the whole paper"


def said_of(names: frozenset[str]) -> str:
    """The headings of some parts, with "has" or "have" after them."""
    titles = part_titles(names)
    return f"{joined(titles)} {'has' if len(titles) == 1 else 'have'}"


def _is_of(rows: ReviewRows, pack: Pack) -> bool:
    """Whether a review is one of a pack: of a correction none that was taken off before anybody was asked for that, nor
    of a supplement.
    """
    asked = bool(rows.rows) if pack.corrects_id is None else any(each.correction for each in rows.rows)
    return rows.review.ended_at is None or not pack.beside or asked


def _last(rows: Sequence[Signed], said: bool) -> Signed | None:
    """The last row in which something was said, or in which it was asked for."""
    return next((each for each in reversed(rows) if (each.row.state is not SignOffState.PENDING) is said), None)


def _theirs(review: Review, changed: Mapping[int, frozenset[str]], signed: Signed | None) -> frozenset[str]:
    since = changed.get(signed.row.pack_id, frozenset()) if signed else frozenset[str]()
    return since & frozenset(review.parts) if review.parts else since


def _due(
    reviews: Sequence[Review], meeting: Meeting, pack: Pack, contents: PackContents, rules: Rules
) -> dict[int, date]:
    """By when each place is to be done: the last on the day of publication, each before it earlier by its days. A
    correction or a supplement has no such day: there the first has its days from when it was made, each after it as
    many more.
    """
    places = sorted({each.place for each in reviews}, reverse=True)
    if pack.beside:
        made = pack.asked_at.astimezone(ZoneInfo(contents.zone)).date()
        days = enumerate(reversed(places), 1)
        return {place: rules.days.shifted(made, later * rules.sign_off_days) for later, place in days}
    publish_by = cycle_of(meeting, rules).publish_by
    return {place: rules.days.shifted(publish_by, -later * rules.sign_off_days) for later, place in enumerate(places)}
