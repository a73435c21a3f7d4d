"""Sign-offs: what each reviewer said of which version of a pack, and the answers to their comments.

Rows are only added. Whether an approval still stands for a later version is not kept here: it follows from what has
changed between the two (`handlers.pack.standing`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, func, or_
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, col, select

from models.boards.boards import Meeting
from models.packs.packs import Pack, stands
from models.packs.reviews import Review
from models.people.people import Person, Post
from models.position.snapshots import Snapshot
from models.record.columns import Numbered, choice
from models.record.events import Actor, Change, record
from models.record.statements import kept

LONGEST_WORDS = 1000
"""Characters of a comment, of a reason, and of an answer."""

LONGEST_PLACE = 120
"""Characters of the place that a comment is about."""


class SignOffState(StrEnum):
    """What a reviewer was asked or said (`domain.md` 2)."""

    PENDING = "pending"
    APPROVED = "approved"
    NOT_REQUIRED = "not required"
    RETURNED = "returned"


SETTLED = (SignOffState.APPROVED, SignOffState.NOT_REQUIRED)


class SignOff(Numbered, table=True):
    """One row of a review of one version of a pack. Pending: it was asked for, by `by_person_id`; else who said so.

    `words` are the reason or the comment, `place` what that is about; `by_author` that whoever signed had compiled that
    version or written in it, for the reason in `words`.
    """

    __tablename__ = "sign_off"

    review_id: int = Field(foreign_key="review.id", index=True)
    pack_id: int = Field(foreign_key="pack.id", index=True)
    state: SignOffState = Field(sa_type=choice(SignOffState))
    words: str | None = None
    place: str | None = None
    by_author: bool = False
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    for_post_id: int = Field(foreign_key="post.id")


class CommentAnswer(Numbered, table=True):
    """The answer to the comment of a return."""

    __tablename__ = "comment_answer"

    sign_off_id: int = Field(foreign_key="sign_off.id", unique=True)
    words: str
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")


@dataclass(frozen=True)
class Signed:
    """A row as it is told: on which version of the pack, by whom by name, and the answer to its comment, if any.

    `correction` counts the corrections of a pack that was published, and is 0 of one that was not.
    """

    row: SignOff
    version: int
    correction: int
    by: str | None
    answer: CommentAnswer | None
    answered_by: str | None

    @property
    def called(self) -> str:
        """The version in words: "2", or "2 with correction 1" of one that corrects what was published."""
        return f"{self.version} with correction {self.correction}" if self.correction else str(self.version)


@dataclass(frozen=True)
class ReviewRows:
    """A review of a meeting's papers, the title of the post that gives it, and all that was signed, in its order."""

    review: Review
    post: str
    rows: Sequence[Signed]


def sign_offs_of(session: Session, meeting: Meeting, supplement: int = 0) -> list[ReviewRows]:
    """The reviews of a meeting's papers in their order, with what was signed of every version of its pack, or of a
    supplement to it; one query.

    One that was taken off after it was asked for is still one of these papers, unless another has its name by now.
    """
    rows = session.execute(_signed(meeting.id, meeting.board_id, supplement))
    found: dict[int, ReviewRows] = {}
    for review, post, row, version, correction, by, answer, answered_by in rows:
        known = found.get(review.id)
        signed = [Signed(row, version, correction, by, answer, answered_by)] if row is not None else []
        found[review.id] = ReviewRows(review, post, [*(known.rows if known else ()), *signed])
    newest = {each.review.name.casefold(): each.review.id for each in sorted(found.values(), key=_last_set)}
    return [each for each in found.values() if newest[each.review.name.casefold()] == each.review.id]


@kept
def _signed(meeting_id: int, board_id: int, supplement: int) -> Select[*tuple[Any, ...]]:
    answerer, so_far = aliased(Person), aliased(Pack)
    counted = or_(stands(so_far), col(so_far.id) == col(Pack.id))
    corrections = (
        columns(func.count(col(so_far.corrects_id)))
        .where(
            col(so_far.snapshot_id) == col(Pack.snapshot_id),
            col(so_far.supplement) == col(Pack.supplement),
            col(so_far.id) <= col(Pack.id),
            counted,
        )
        .correlate(Pack)
        .scalar_subquery()
    )
    version = col(Snapshot.version) if not supplement else Pack.contents["version"].as_integer()
    of_meeting = (
        columns(SignOff, version.label("version"), corrections.label("correction"))
        .join(Pack, col(Pack.id) == col(SignOff.pack_id))
        .join(Snapshot, and_(col(Snapshot.id) == col(Pack.snapshot_id), col(Snapshot.meeting_id) == meeting_id))
        .where(col(Pack.supplement) == supplement)
        .subquery()
    )
    its, its_version, correction_of = aliased(SignOff, of_meeting), of_meeting.c.version, of_meeting.c.correction
    signed: Select[*tuple[Any, ...]] = (
        columns(Review, Post.title, its, its_version, correction_of, Person.name, CommentAnswer, answerer.name)  # type: ignore[call-overload]
        .join(Post, col(Post.id) == col(Review.post_id))
        .outerjoin(its, its.review_id == col(Review.id))
        .outerjoin(Person, col(Person.id) == its.by_person_id)
        .outerjoin(CommentAnswer, col(CommentAnswer.sign_off_id) == its.id)
        .outerjoin(answerer, answerer.id == col(CommentAnswer.by_person_id))
        .where(col(Review.board_id) == board_id, or_(col(Review.ended_at).is_(None), col(its.id).is_not(None)))
        .order_by(col(Review.place), col(Review.id), its.id)
    )
    return signed


def _last_set(rows: ReviewRows) -> tuple[bool, int]:
    """By which of several reviews of one name counts: one that is asked for, else the newest."""
    return rows.review.ended_at is None, rows.review.id


def packs_by_id(session: Session, pack_ids: Sequence[int]) -> dict[int, Pack]:
    """These packs, with what is in them."""
    found = session.exec(select(Pack).where(col(Pack.id).in_(pack_ids))) if pack_ids else ()
    return {each.id: each for each in found}


def sign(
    session: Session,
    actor: Actor,
    review: Review,
    pack: Pack,
    subject: str,
    state: SignOffState,
    words: str | None = None,
    place: str | None = None,
    by_author: bool = False,
) -> SignOff:
    """Add a row; `subject` is what the event is about. The caller has taken its turn at the record."""
    row = SignOff(
        review_id=review.id,
        pack_id=pack.id,
        state=state,
        words=words,
        place=place,
        by_author=by_author,
        at=actor.at,
        by_person_id=actor.person_id,
        for_post_id=review.post_id,
    )
    pack.in_review = True
    session.add_all((row, pack))
    session.flush()
    what = "asked" if state is SignOffState.PENDING else state.value.replace(" ", "_")
    record(session, actor, Change(f"sign_off.{what}", subject, None, {"review": review.name, "post": review.post_id}))
    return row


def comment_numbers(session: Session, meeting_id: int, supplement: int = 0) -> dict[int, int]:
    """The numbers by which the comments on a meeting's paper, or on a supplement to it, are called, from 1 in their
    order, by the id of the return that each was made with; one query.
    """
    returned = session.exec(
        select(SignOff.id)
        .join(Pack, col(Pack.id) == SignOff.pack_id)
        .join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
        .where(
            SignOff.state == SignOffState.RETURNED,
            Snapshot.meeting_id == meeting_id,
            col(Pack.supplement) == supplement,
        )
        .order_by(col(SignOff.id))
    )
    return {id: number for number, id in enumerate(returned, 1)}


def comment_with(
    session: Session, organisation_id: int, sign_off_id: int
) -> tuple[SignOff, CommentAnswer | None] | None:
    """The return with this number, where the organisation has one, and the answer to its comment."""
    found = session.exec(
        select(SignOff, CommentAnswer)
        .join(Pack, col(Pack.id) == SignOff.pack_id)
        .outerjoin(CommentAnswer, col(CommentAnswer.sign_off_id) == SignOff.id)
        .where(
            SignOff.id == sign_off_id,
            SignOff.state == SignOffState.RETURNED,
            Pack.organisation_id == organisation_id,
        )
    ).first()
    return (found[0], found[1]) if found else None


def answer_comment(session: Session, actor: Actor, row: SignOff, subject: str, words: str) -> CommentAnswer:
    """Answer the comment of a return, which has no answer yet."""
    answer = CommentAnswer(sign_off_id=row.id, words=words, at=actor.at, by_person_id=actor.person_id)
    session.add(answer)
    session.flush()
    record(session, actor, Change("sign_off.comment_answered", subject, None, {"comment": row.id}))
    return answer


def waiting_sign_offs(session: Session, meeting: Meeting, supplement: int = 0) -> list[Review]:
    """The reviews of a meeting's papers that were asked for and not answered since; one query."""
    return [
        each.review
        for each in sign_offs_of(session, meeting, supplement)
        if each.rows and each.rows[-1].row.state is SignOffState.PENDING
    ]
