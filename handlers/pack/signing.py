"""Signing a draft off: approved, not required for a reason, or returned with a comment; by buttons, forms and lines.

Whoever holds the post of a review signs, or who stands in for them; nobody signs for others. Who compiled the version
or wrote a section of it says why it is them, and that is printed.
"""

import re
from dataclasses import replace

from sqlmodel import Session

from handlers.access import Permission
from handlers.button_values import two_numbers
from handlers.cards import Actions, Answer, Button, Card, Element, Input, Modal, Text
from handlers.errors import Mistake, Refused, giving_back
from handlers.outbox import queue
from handlers.pack.asking import InReview, ask_whose_turn, asked_said
from handlers.pack.bodies import body_in_front, supplement_in_front
from handlers.pack.command import PACKS_LISTED, PackMeant, newest_pack, pack, seen_by
from handlers.pack.naming import send_files_button, subject_of, title_of, value_of
from handlers.pack.standing import Standing, parts_said, said_of, whose_turn
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.packs.errata import has_corrected
from models.packs.packs import PackState, pack_of, packs_of
from models.packs.papers import wrote_any
from models.packs.sign_offs import LONGEST_PLACE, LONGEST_WORDS, SETTLED, SignOffState, packs_by_id, sign
from models.people.people import Role, people_with_role
from models.position.snapshots import Snapshot
from papers.pack.contents import from_json
from papers.pack.parts import parts_changed
from papers.wording import joined

APPROVE = "/pack approve Finance"
NOT_REQUIRED = "/pack not required Finance because nothing is spent"
RETURN = "/pack return Finance at 2.4: the cost is last year’s"

_TITLES = {
    SignOffState.APPROVED: "Approved",
    SignOffState.NOT_REQUIRED: "Not required",
    SignOffState.RETURNED: "Returned",
}
_FORMS = {
    SignOffState.APPROVED: ("approve", "Approve"),
    SignOffState.NOT_REQUIRED: ("not_required", "Not required"),
    SignOffState.RETURNED: ("return", "Return"),
}
"""By what name each state is signed in a form, and what its button says."""


@pack.verb(
    "approve",
    (APPROVE, "sign off the draft that you were asked for"),
    right=Permission.READ,
    writes=True,
    prose=True,
)
def approve(session: Session, request: Request) -> Card:
    """Approve in a line; what stands behind “because” is why, where that needs saying."""
    draft, mine, said = _meant(session, request, APPROVE)
    why = _because(said)
    if said and why is None:
        raise Mistake(
            "To approve needs no words, but for a reason behind “because”. Nothing was recorded.",
            understood=(mine.called,),
            typed=said,
            example=f"/pack approve {mine.review.name}",
        )
    return _sign(session, request, draft, mine, SignOffState.APPROVED, why or "")


@pack.verb(
    "not required",
    (NOT_REQUIRED, "say that your review is not required for this draft, and why"),
    right=Permission.READ,
    writes=True,
    prose=True,
)
def not_required(session: Session, request: Request) -> Card:
    """Say in a line that it is not required."""
    draft, mine, said = _meant(session, request, NOT_REQUIRED)
    return _sign(session, request, draft, mine, SignOffState.NOT_REQUIRED, _because(said) or said)


@pack.verb(
    "return",
    (RETURN, "give the draft back, with a comment at a part or an action"),
    right=Permission.READ,
    writes=True,
    prose=True,
)
def returned(session: Session, request: Request) -> Card:
    """Return in a line."""
    draft, mine, said = _meant(session, request, RETURN)
    place, comment = _placed(said)
    return _sign(session, request, draft, mine, SignOffState.RETURNED, comment, place)


@pack.button("approve_now", right=Permission.READ, writes=True, takes=two_numbers)
def approve_now(session: Session, request: Request) -> Card:
    """Approve by the button; the value is the numbers of the review and of the version of the pack."""
    draft, mine = _by_numbers(session, request)
    return _sign(session, request, draft, mine, SignOffState.APPROVED, "")


def _register(state: SignOffState, name: str) -> None:
    @pack.button(f"{name}_form", right=Permission.READ, takes=two_numbers)
    def opened(session: Session, request: Request) -> Modal:
        """The form for the reason or the comment, and for why it is an author who signs."""
        return _form(session, request, state)

    @pack.form(f"{name}_submit", right=Permission.READ, takes=two_numbers)
    def submitted(session: Session, request: Request) -> Answer:
        """Signed as the form says, with what was filled in."""
        return _submitted(session, request, state)


for each, (its_name, _) in _FORMS.items():
    _register(each, its_name)


def _inputs(state: SignOffState, is_author: bool) -> tuple[Input, ...]:
    author = "You wrote or compiled it: why is it you who signs it off? That is printed."
    if state is SignOffState.APPROVED:
        asked = author if is_author else "A reason, if there is one to give"
        return (Input("words", asked, "paragraph", required=is_author, max_length=LONGEST_WORDS),)
    if state is SignOffState.NOT_REQUIRED:
        asked = "Why is it not required? That is printed."
        return (Input("words", asked, "paragraph", required=True, max_length=LONGEST_WORDS),)
    where = Input("place", "Where", hint="A part, or an action: Reds, 2.4. Empty: the paper.", max_length=LONGEST_PLACE)
    return (where, Input("words", "Your comment", "paragraph", required=True, max_length=LONGEST_WORDS))


def _form(session: Session, request: Request, state: SignOffState, error: str = "") -> Modal:
    draft, mine = _by_numbers(session, request)
    if not error:
        _refuse(request, draft, mine)
    name, act = _FORMS[state]
    body = (Text(title_of(draft.contents), "strong"), Text(f"{mine.called}: {parts_said(mine.review)}."))
    inputs = tuple(
        replace(each, value=request.values.get(each.name, ""), error=error if each.name == "words" else "")
        for each in _inputs(state, _wrote(session, request, draft))
    )
    return Modal(act, f"pack.{name}_submit", request.text, body, inputs, act)


def _submitted(session: Session, request: Request, state: SignOffState) -> Answer:
    draft, mine = _by_numbers(session, request)
    try:
        return _sign(
            session, request, draft, mine, state, request.values.get("words", ""), request.values.get("place", "")
        )
    except Mistake as mistake:  # nothing is written yet, and what was typed stays in the form
        return _form(session, request, state, mistake.what)


def _sign(
    session: Session,
    request: Request,
    draft: InReview,
    mine: Standing,
    state: SignOffState,
    words: str,
    place: str = "",
) -> Card:
    """Record a sign-off, ask those whose turn it is then, tell who compiled. Refuses before anything is written."""
    _refuse(request, draft, mine)
    is_author = _wrote(session, request, draft)
    value = f"{mine.review.id} {draft.pack.id}"
    words, place = _checked(request, state, words, is_author, value), _checked_place(request, place)
    if mine.last and mine.settled and mine.last.row.state is state:
        by = f" by {mine.last.by}" if mine.last.by else ""
        raise Mistake(f"{mine.review.name} is {mine.state} already{by}. Nothing was recorded.")
    subject = subject_of(draft.contents)
    row = sign(session, request.actor, mine.review, draft.pack, subject, state, words or None, place or None, is_author)
    now = InReview.of(session, draft.pack, request.asker.organisation_id)
    asked = ask_whose_turn(session, request.actor, now, request.zone)
    waiting = [each for each in whose_turn(now.found) if each.review.id != mine.review.id]
    quoted: list[Element] = [Text(f"{place}: {words}" if place else words, "quote")] if words else []
    body = [*quoted]
    if state is SignOffState.RETURNED:
        body.append(Text("The secretariat is told. You are asked again with an answer, or with the next version."))
        who = Text(f"{request.asker.name} returned it for {mine.called}.")
        answers = Actions((Button("Answer it", "pack.comment_form", str(row.id), opens_form=True),))
        _tell(session, request, now, f"returned {row.id}", "Returned", who, *quoted, answers)
    elif waiting:
        body.append(Text(f"Still to come: {joined([each.called for each in waiting])}."))
    else:
        body.append(Text("All reviews are settled: it can be published."))
        value = value_of(draft.contents)
        publishes = Actions((Button("Publish", "pack.publish", value),))
        last = Text(f"The last was {mine.called}. Nothing that is to be signed off is open any more.")
        _tell(session, request, now, f"signed {row.id}", "Signed off", last, publishes)
    body += [Text(line) for line in asked_said(asked, request.today)]
    name = f"{mine.called}, {title_of(draft.contents)}"
    data = {"review": mine.review.name, "state": state.value, "version": draft.contents.version, "by_author": is_author}
    return Card(f"{_TITLES[state]}: {name}", tuple(body), data=data)


def _wrote(session: Session, request: Request, draft: InReview) -> bool:
    """Whether the asker is an author of the paper: who compiled it, wrote a section that it prints, or corrected it."""
    if draft.pack.by_person_id == request.asker.id or has_corrected(session, draft.pack, request.asker.id):
        return True
    printed = {(each.key, each.version) for each in draft.contents.written}
    body = str(draft.pack.supplement) if draft.pack.supplement else ""
    kind = draft.contents.outline.kind
    return bool(printed) and wrote_any(session, draft.meeting.id, kind, body, request.asker.id, printed)


def _tell(session: Session, request: Request, draft: InReview, key: str, title: str, *body: Element) -> None:
    """Tell who compiled the draft what became of a sign-off; where nobody did, the secretariat."""
    author, organisation_id = draft.pack.by_person_id, request.asker.organisation_id
    people = [author] if author else people_with_role(session, organisation_id, Role.SECRETARIAT, request.today)
    card = Card(f"{title}: {title_of(draft.contents)}", body)
    for person_id in people:
        if person_id != request.asker.id:
            queue(session, request.actor, person_id, f"pack {draft.pack.id} {key} {person_id}", card)


def _checked(request: Request, state: SignOffState, words: str, is_author: bool, value: str) -> str:
    words = " ".join(words.split()).strip(' "“”')
    if len(words) > LONGEST_WORDS:
        raise Mistake(f"That is {len(words)} characters; {LONGEST_WORDS} at most. Nothing was recorded.")
    refuse_private(words, request.today)
    if words:
        return words
    if is_author and state in SETTLED:
        raise Mistake(
            "You wrote or compiled it, and who writes a paper does not sign it off, unless a reason is given: it is "
            "recorded and printed. Nothing was recorded.",
            example="/pack approve Finance because nobody else is in the office",
            next_step=(Actions((Button("Give the reason", "pack.approve_form", value, opens_form=True),)),),
        )
    if state is SignOffState.NOT_REQUIRED:
        raise Mistake("Why is it not required? Nothing was recorded.", example=NOT_REQUIRED)
    if state is SignOffState.RETURNED:
        raise Mistake("What is to be changed? Nothing was recorded.", example=RETURN)
    return ""


def _checked_place(request: Request, place: str) -> str:
    place = " ".join(place.split()).strip(" ,;:")
    if len(place) > LONGEST_PLACE:
        raise Mistake(f"Where is that? I take {LONGEST_PLACE} characters. Nothing was recorded.", example=RETURN)
    refuse_private(place, request.today)
    return place


def _refuse(request: Request, draft: InReview, mine: Standing) -> None:
    """Raise `Refused` for who does not give the review, and `Mistake` where there is nothing to sign."""
    if not mine.is_for(request.asker):
        held = ", ".join(post.title for post in request.asker.posts) or "no post at present"
        raise Refused(f"That is not yours to sign off: it is for the {mine.post}, or their delegate. You hold: {held}.")
    if draft.pack.state is not PackState.READY:
        state = "published" if draft.pack.state is PackState.PUBLISHED else "no draft with files at this moment"
        raise Mistake(f"{title_of(draft.contents)} is {state}, so nothing was recorded.", example="/pack signoffs")
    turn = whose_turn(draft.found)
    if not (mine.asked or mine.last or mine in turn):
        names = joined([each.review.name for each in turn])
        raise Mistake(f"It is not your turn yet: {names} comes first. You are asked then.", example="/pack signoffs")


def _by_numbers(session: Session, request: Request) -> tuple[InReview, Standing]:
    """The newest version, and the review, that the numbers of a button mean. Raises `Mistake` where the version that
    was shown is not the newest and what is theirs has changed since.
    """
    review_id, pack_id = (int(each) for each in request.text.split())
    shown = packs_by_id(session, [pack_id]).get(pack_id)
    if shown is None or shown.organisation_id != request.asker.organisation_id:
        raise Mistake("There is no such version of a pack.", example="/pack signoffs")
    meeting_id = session.get_one(Snapshot, shown.snapshot_id).meeting_id
    newest = pack_of(session, meeting_id, shown.supplement) or shown
    draft = InReview.of(session, newest, request.asker.organisation_id)
    mine = next((each for each in draft.found if each.review.id == review_id), None)
    if mine is None:
        raise Mistake("That review is not asked for any more. Nothing was recorded.", example="/pack reviewers")
    if draft.pack.id != pack_id:
        changed = parts_changed(from_json(shown.contents), draft.contents)
        theirs = changed & frozenset(mine.review.parts) if mine.review.parts else changed
        if theirs:
            raise Mistake(
                f"There is a version {draft.contents.version} by now, in which {said_of(theirs)} changed. Please look "
                "at that; nothing was recorded.",
                next_step=(Actions((send_files_button(draft.contents),)),),
            )
    return draft, mine


def _meant(session: Session, request: Request, example: str) -> tuple[InReview, Standing, str]:
    """The newest draft, the review that the words begin with or that is the asker's, and the other words."""
    body, typed = body_in_front(session, request, request.text)
    supplement, typed = supplement_in_front(typed)
    with giving_back(request.text):
        its = PackMeant(body=body, supplement=supplement)
        draft = _named(session, request, its) if body or supplement else _awaited(session, request)
    if not draft.found:
        raise Mistake(
            f"Nobody is set to sign off {title_of(draft.contents)}. Nothing was recorded.",
            typed=request.text,
            example="/pack reviewers",
        )
    text = " ".join(typed.split())
    by_length = sorted(draft.found, key=lambda each: -len(each.review.name))
    if named := next((each for each in by_length if _begins(text, each.review.name)), None):
        return draft, named, text[len(named.review.name) :].strip(" ,;:")
    mine = [each for each in draft.found if each.is_for(request.asker)]
    if not mine:
        posts = joined([each.post for each in draft.found])
        raise Refused(f"That is not yours to sign off: it is for {posts}, or their delegates.")
    open_ones = [each for each in mine if not each.settled] or mine
    if len(open_ones) > 1:
        names = joined([each.review.name for each in open_ones], "or")
        raise Mistake(f"Which review: {names}? Nothing was recorded.", typed=text, example=example)
    return draft, open_ones[0], text


def _named(session: Session, request: Request, meant: PackMeant) -> InReview:
    """The newest version of a paper that is named: a report to a body, a supplement."""
    newest, _, _ = newest_pack(session, request, meant)
    return InReview.of(session, newest, request.asker.organisation_id)


def _awaited(session: Session, request: Request) -> InReview:
    """The newest draft; where that waits for nothing of the asker's, a supplement, or a correction of another board's
    pack, that does.
    """
    organisation_id = request.asker.organisation_id
    newest, _, snapshot = newest_pack(session, request)
    found = [InReview.of(session, newest, organisation_id)]
    seen = {(snapshot.meeting_id, 0)}
    for each, its, _ in packs_of(session, *seen_by(session, request), PACKS_LISTED, supplement=None):
        paper = its.meeting_id, each.supplement
        if paper not in seen and each.beside and each.state is PackState.READY:
            found.append(InReview.of(session, each, organisation_id))
        seen.add(paper)
    return next((draft for draft in found if _waits_for(draft, request)), found[0])


def _waits_for(draft: InReview, request: Request) -> bool:
    return any(each.is_for(request.asker) and each.waits and not each.settled for each in draft.found)


def _begins(text: str, name: str) -> bool:
    return re.match(rf"{re.escape(name)}(?=$|[\s,;:])", text, re.IGNORECASE) is not None


def _because(said: str) -> str | None:
    """What stands behind “because”; None where that is not said."""
    found = re.match(r"(?:because|as|:)\s*(.+)", said, re.IGNORECASE)
    return found[1] if found else None


def _placed(said: str) -> tuple[str, str]:
    """The place and the comment of `at 2.4: the cost is last year's`; without a place it is of the paper."""
    found = re.match(rf"at\s+([^:]{{1,{LONGEST_PLACE}}}?)\s*:\s*(.+)", said, re.IGNORECASE) or re.match(
        r"(\d[\w.()/-]{0,20})\s*:\s*(.+)", said
    )
    if found:
        return found[1], found[2]
    return "", said
