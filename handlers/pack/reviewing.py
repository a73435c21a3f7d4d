"""`/pack review`, `signoffs` and `comments`: sending a draft to its reviewers, where their sign-offs stand, and
answering what they returned it for.
"""

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.button_values import a_number, number_of
from handlers.cards import (
    Actions,
    Answer,
    Button,
    Card,
    Element,
    Input,
    Modal,
    Text,
)
from handlers.errors import Mistake, giving_back
from handlers.grammar import first_word
from handlers.pack.asking import InReview, ask_whose_turn, asked_said
from handlers.pack.bodies import body_in_front, day_in_front, supplement_in_front
from handlers.pack.command import PackMeant, newest_pack, pack, pack_meant
from handlers.pack.naming import contents_of, full_contents_of, paper_of, subject_of, title_of, value_of
from handlers.pack.seeing import may_have_all
from handlers.pack.sign_off_words import sign_offs_table, sign_offs_to_do
from handlers.pack.standing import said_of, whose_turn
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.boards.boards import Meeting
from models.packs.packs import PackState, pack_of
from models.packs.sign_offs import (
    LONGEST_WORDS,
    CommentAnswer,
    SignOff,
    SignOffState,
    answer_comment,
    comment_numbers,
    comment_with,
    packs_by_id,
    sign_offs_of,
)
from models.position.snapshots import Snapshot
from papers.pack.contents import PackContents
from papers.pack.public import has_restricted
from papers.wording import joined, moment, plural, shortened

ANSWER = "/pack comments answer 3 the cost is that of this year, from the ledger of 12 May"
NOBODY_SET = "Nobody is set to review papers, so there is nobody to ask."


@pack.verb(
    "review",
    ("/pack review", "send the newest draft to those who are to sign it off"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def review(session: Session, request: Request) -> Card:
    """Ask those whose turn it is, as far as they have not been asked with what there is now."""
    found, contents, _ = newest_pack(session, request, pack_meant(session, request))
    draft = InReview.of(session, found, request.asker.organisation_id)
    if not draft.found:
        raise Mistake(NOBODY_SET, understood=(title_of(contents),), example="/pack reviewers")
    if found.state is PackState.PUBLISHED:
        raise Mistake(
            f"{title_of(contents)} is published: nothing of it is to be signed off.", example="/pack signoffs"
        )
    if found.state is not PackState.READY:
        raise Mistake("A draft is sent to its reviewers when its files are there.", understood=(title_of(contents),))
    asked = ask_whose_turn(session, request.actor, draft, request.zone)
    lines = asked_said(asked, request.today)
    turn = whose_turn(draft.found)
    if not turn:
        lines.append("All reviews are settled: it can be published.")
    elif not lines:
        lines.append(f"Nobody was asked again: it waits for {joined([each.called for each in turn])}.")
    later = [each for each in draft.found if turn and each.review.place > turn[0].review.place and not each.settled]
    if later:
        lines.append(f"When these are settled, {joined([each.called for each in later])} comes next.")
    body: list[Element] = [*map(Text, lines), Actions((_signoffs_button(draft),))]
    data = {"version": contents.version, "asked": [each.review.name for each in asked.reviews]}
    return Card(f"{title_of(contents)} is with its reviewers" if turn else title_of(contents), tuple(body), data=data)


@pack.verb(
    "signoffs",
    ("/pack signoffs", "where each review of the newest draft stands: who, when, on which version"),
    right=Permission.READ,
    also=("sign-offs", "sign offs"),
)
def signoffs(session: Session, request: Request) -> Card:
    """Where the reviews of a pack stand; with the buttons of those that are the asker's."""
    found, contents, _ = newest_pack(session, request, pack_meant(session, request))
    draft = InReview.of(session, found, request.asker.organisation_id)
    if not draft.found:
        said = Text("Nobody is set to review papers: this one can be published without a sign-off.")
        return Card(f"Sign-offs of {title_of(contents)}", (said,), data={"sign_offs": []})
    body: list[Element] = [sign_offs_table(draft.found, request)]
    for each in draft.found:
        if each.withdrawn and not each.settled and each.last and each.last.row.state is not SignOffState.RETURNED:
            since = f"since version {each.last.called}"
            body.append(Text(f"{each.review.name}: withdrawn, for {said_of(each.withdrawn)} changed {since}."))
    body += sign_offs_to_do(draft, request)
    data = {
        "sign_offs": [
            {
                "review": each.review.name,
                "post": each.post,
                "state": each.state,
                "version": each.last.version if each.last else None,
                "due": each.due.isoformat(),
            }
            for each in draft.found
        ]
    }
    return Card(f"Sign-offs of {title_of(contents)}", tuple(body), data=data)


@pack.verb(
    "comments",
    ("/pack comments", "what reviewers returned the paper for, and what was answered"),
    right=Permission.READ,
)
def comments(session: Session, request: Request) -> Card:
    """The comments on all versions of the newest pack, those that stand open first."""
    found, contents, snapshot = newest_pack(session, request, pack_meant(session, request))
    meeting = session.get_one(Meeting, snapshot.meeting_id)
    rows = [
        (each, one)
        for each in sign_offs_of(session, meeting, found.supplement)
        for one in each.rows
        if one.row.state is SignOffState.RETURNED
    ]
    rows.sort(key=lambda each: (each[1].answer is not None, each[1].row.id))
    numbers = comment_numbers(session, meeting.id, found.supplement) if rows else {}
    keeps = may(request.asker, Permission.KEEP_THE_RECORD)
    hidden = has_restricted(full_contents_of(found)) and not may_have_all(session, request, meeting.board_id)
    body: list[Element] = []
    for each, one in rows:
        where = f" at {one.row.place}" if one.row.place and not hidden else ""
        by = f"{one.by or 'Somebody'}, {moment(one.row.at, request.zone)}"
        number = numbers[one.row.id]
        body.append(Text(f"{number}. {each.review.name}, version {one.called}{where} ({by})", "strong"))
        if not hidden:
            body.append(Text(one.row.words or "", "quote"))
        if one.answer and hidden:
            body.append(Text("It was answered."))
        elif one.answer:
            who = one.answered_by or "Somebody"
            body.append(Text(f"Answered by {who}, {moment(one.answer.at, request.zone)}: {one.answer.words}"))
        else:
            body.append(Text("It stands open."))
            if keeps:
                answers = Button(f"Answer {number}", "pack.comment_form", str(one.row.id), opens_form=True)
                body.append(Actions((answers,)))
    still = sum(one.answer is None for _, one in rows)
    said = f"{plural(len(rows), 'comment')}, {still} open." if rows else "No reviewer has returned it."
    if rows and hidden:
        said += " Parts of the paper are not public, so their words are for those who may have the full version."
    data = {
        "comments": [
            {
                "number": numbers[one.row.id],
                "review": each.review.name,
                "version": one.version,
                "open": one.answer is None,
            }
            for each, one in rows
        ]
    }
    return Card(f"Comments on {_the_paper(contents)}", (Text(said), *body), data=data)


@pack.verb(
    "comments answer",
    (ANSWER, "answer a comment, by its number in its paper; whoever made it is asked again"),
    ("/pack comments answer for Cabinet 1 it is in the budget of May", "the same of the report to a body"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    prose=True,
)
def answered(session: Session, request: Request) -> Card:
    """Answer a comment in a line."""
    body, typed = body_in_front(session, request, request.text.strip())
    with giving_back(request.text):
        on, typed = day_in_front(request, typed, "/pack comments answer for 7 June 2023 1 it is in the budget")
    supplement, typed = supplement_in_front(typed)
    first, said = first_word(typed)
    number = number_of(first.strip("#.:,"))
    if number is None:
        raise Mistake("Which comment? Its number comes first.", typed=request.text, example=ANSWER)
    with giving_back(said):
        row, given = _numbered(session, request, PackMeant(on, body=body, supplement=supplement), number)
    return _answer(session, request, row, given, said)


@pack.button("comment_form", right=Permission.KEEP_THE_RECORD, takes=a_number)
def comment_form(session: Session, request: Request) -> Modal:
    """The form for an answer."""
    row, given = _comment(session, request, int(request.text))
    if given:
        raise Mistake(f"It was answered: “{given.words}” Nothing was recorded.", example="/pack comments")
    return _form(request, row, "")


@pack.form("comment_submit", right=Permission.KEEP_THE_RECORD, takes=a_number)
def comment_submitted(session: Session, request: Request) -> Answer:
    """The answer that was filled in."""
    row, given = _comment(session, request, int(request.text))
    try:
        return _answer(session, request, row, given, request.values.get("words", ""))
    except Mistake as mistake:  # nothing is written yet, and what was typed stays in the form
        return _form(request, row, mistake.what)


def _form(request: Request, row: SignOff, error: str) -> Modal:
    body = (Text(f"{row.place}: {row.words}" if row.place else row.words or "", "quote"),)
    value = request.values.get("words", "")
    asked = Input("words", "Your answer", "paragraph", value, required=True, max_length=LONGEST_WORDS, error=error)
    return Modal("Answer a comment", "pack.comment_submit", request.text, body, (asked,), "Answer")


def _numbered(
    session: Session, request: Request, meant: PackMeant, number: int
) -> tuple[SignOff, CommentAnswer | None]:
    """The comment with a number in its paper, as `_comment` gives it."""
    found, contents, snapshot = newest_pack(session, request, meant)
    by_number = {its: id for id, its in comment_numbers(session, snapshot.meeting_id, found.supplement).items()}
    if number not in by_number:
        has = plural(len(by_number), "comment") if by_number else "no comments"
        raise Mistake(
            f"There is no comment {number}: {_the_paper(contents)} has {has}. Nothing was recorded.",
            example="/pack comments",
        )
    return _comment(session, request, by_number[number])


def _comment(session: Session, request: Request, id: int) -> tuple[SignOff, CommentAnswer | None]:
    """The return that a button names by its id, and the answer to it. Raises `Mistake`."""
    found = comment_with(session, request.asker.organisation_id, id)
    if found is None:
        raise Mistake("There is no such comment. Nothing was recorded.", example="/pack comments")
    return found


def _answer(session: Session, request: Request, row: SignOff, given: CommentAnswer | None, said: str) -> Card:
    words = " ".join(said.split()).strip(' "“”')
    if given:
        raise Mistake(
            f"It was answered: “{shortened(given.words, 200)}” Nothing was recorded.", example="/pack comments"
        )
    if not words:
        raise Mistake("What is your answer? Nothing was recorded.", example=ANSWER)
    if len(words) > LONGEST_WORDS:
        raise Mistake(f"That is {len(words)} characters; {LONGEST_WORDS} at most. Nothing was recorded.")
    refuse_private(words, request.today)
    its = packs_by_id(session, [row.pack_id])[row.pack_id]
    answer_comment(session, request.actor, row, subject_of(contents_of(its)), words)
    meeting_id = session.get_one(Snapshot, its.snapshot_id).meeting_id
    newest = pack_of(session, meeting_id, its.supplement) or its
    number = comment_numbers(session, meeting_id, its.supplement)[row.id]
    asked = ask_whose_turn(
        session, request.actor, InReview.of(session, newest, request.asker.organisation_id), request.zone
    )
    lines = asked_said(asked, request.today) or ["Whoever made it sees it with the next version."]
    title = f"Answered: comment {number} on {_the_paper(contents_of(its))}"
    return Card(title, (Text(words, "quote"), *map(Text, lines)), data={"comment": number})


def _the_paper(contents: PackContents) -> str:
    """The paper with its article: “the board pack for 7 June 2023”, “supplement 1 to the board pack for …”."""
    return f"{'' if contents.supplement else 'the '}{paper_of(contents)}"


def _signoffs_button(draft: InReview) -> Button:
    value = value_of(draft.contents)
    return Button("See the sign-offs", "pack.signoffs", value)
