"""`/pack reviewers`: who reviews the improvement board's papers, in which order, and what each review is about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.button_values import a_body
from handlers.cards import Actions, Answer, Button, Card, Element, Input, Modal, NumberCell, Table, Text
from handlers.errors import Mistake
from handlers.grammar import nearest, words_of
from handlers.pack.bodies import board_meant
from handlers.pack.command import pack
from handlers.pack.standing import parts_said
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.boards.boards import Board, BoardKind
from models.packs.own_sections import own_sections
from models.packs.reviews import LONGEST_NAME, Review, add_review, end_review, reviews_of
from models.people.leave import posts_of
from models.people.people import Post, Role, holders_of, person_with_email
from models.people.posts import Register
from models.people.posts import posts_of as all_posts
from models.record.events import Change, record_many
from papers.pack.parts import PARTS, part_called
from papers.wording import joined, plural, shortened

ADD = "/pack reviewers add Finance by finance.lead@example.org for resources"
REMOVE = "/pack reviewers remove Finance"
APPROVER = "Approver"
USUAL: Mapping[str, tuple[str, ...]] = {
    "Governance": (),
    "Finance": ("resources", "asked"),
    "Legal": ("legal", "asked"),
    "Communications": (),
    "Equality Duty": ("equality duty",),
    "Procurement": ("resources",),
    "Risk": ("risk", "reds", "likely"),
    APPROVER: (),
}
"""The usual reviews and what each is about, none the whole paper (`domain.md` 4.3). The approver comes last."""

LAST_PLACE = 9
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
_LINE = re.compile(
    r"(?P<name>.+?)(?:\s+for\s+(?P<ahead>.+?))?\s+by\s+(?P<who>.+?)(?:\s+for\s+(?P<parts>.+?))?(?:\s+(?:in|at)\s+place\s+(?P<place>\S+))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Giver:
    """The post that is to give a review: one that is there, or a new one for the person with an address."""

    title: str
    post: Post | None = None
    email: str = ""
    person: str = ""


@pack.verb(
    "reviewers",
    ("/pack reviewers", "who reviews the papers before they are published, in which order"),
    ("/pack reviewers for Cabinet", "the same of the reports to a body"),
    right=Permission.READ,
)
def reviewers(session: Session, request: Request) -> Card:
    """The reviews of the improvement board's papers, or of a body's."""
    board, rest = board_meant(session, request)
    if rest:
        raise Mistake(f"I do not understand “{shortened(rest, 80)}”.", example="/pack reviewers for Cabinet")
    return _listed(session, request, board, f"Who reviews the papers of the {board.name}")


@pack.verb(
    "reviewers add",
    (ADD, "let a post give a review; it is asked before the approver, for these parts or the whole paper"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def added(session: Session, request: Request) -> Card:
    """Add a review, or give one with the same name to another post."""
    board, rest = board_meant(session, request)
    read = _LINE.fullmatch(" ".join(words_of(rest)))
    if read is None:
        raise Mistake(
            "Which review is it, and who gives it? “by” comes before their address or the title of their post.",
            typed=request.text,
            example=ADD,
        )
    name = _named(read["name"], request)
    about = read["parts"] or read["ahead"]
    parts = _parts(about, board) if about else USUAL.get(name, ())
    present = reviews_of(session, board.id)
    place = _place(read["place"], name, [each for each, _ in present])
    giver = _giver(session, request, read["who"], name)
    (post,) = _settled(session, request, board, [giver])
    add_review(session, request.actor, board, name, post, place, parts)
    return _listed(session, request, board, f"{name} is reviewed by the {post.title}")


@pack.verb(
    "reviewers remove",
    (REMOVE, "ask nobody for that review any more"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def removed(session: Session, request: Request) -> Card:
    """Take a review off."""
    board, rest = board_meant(session, request)
    typed = " ".join(words_of(rest))
    present = [each for each, _ in reviews_of(session, board.id)]
    found = next((each for each in present if each.name.casefold() == typed.casefold()), None)
    if found is None:
        there = joined([each.name for each in present], "or") or "none is set"
        raise Mistake(f"Which review? There is no “{shortened(typed, 60)}”: {there}.", example=REMOVE)
    end_review(session, request.actor, board, found)
    said = "From the next paper on nobody is asked for it; one for which it was asked still needs it."
    return _listed(session, request, board, f"{found.name} is reviewed no more", said)


@pack.button("reviewers_form", right=Permission.KEEP_THE_RECORD, takes=a_body)
def usual_form(session: Session, request: Request) -> Modal:
    """The seven usual reviews and the approver in one form, with who gives each."""
    board, _ = board_meant(session, request)
    by = {review.name: post.title for review, post in reviews_of(session, board.id)}
    titles = [each.title for each in all_posts(session, request.asker.organisation_id) if each.role is Role.REVIEWER]
    guessed = {name: next((title for title in titles if name.casefold() in title.casefold()), "") for name in USUAL}
    return _form(request.text, {_field(name): by.get(name, guessed[name]) for name in USUAL}, {})


@pack.form("reviewers_submit", right=Permission.KEEP_THE_RECORD, takes=a_body)
def usual_submitted(session: Session, request: Request) -> Answer:
    """Set the reviews as they were filled in; one that is left empty is not asked for."""
    board, _ = board_meant(session, request)
    given: dict[str, _Giver] = {}
    errors: dict[str, str] = {}
    for name in USUAL:
        if typed := request.values.get(_field(name), "").strip():
            try:
                given[name] = _giver(session, request, typed, name)
            except Mistake as mistake:
                errors[_field(name)] = mistake.what
    if not given and not errors:
        errors[_field(next(iter(USUAL)))] = "Fill in at least one."
    if errors:
        return _form(request.text, request.values, errors)
    present = {review.name: (review, post) for review, post in reviews_of(session, board.id)}
    posts = dict(zip(given, _settled(session, request, board, list(given.values())), strict=True))
    for name, parts in USUAL.items():
        known = present.get(name)
        if name not in posts and known:
            end_review(session, request.actor, board, known[0])
        elif name in posts and not (known and known[1].id == posts[name].id):
            place = known[0].place if known else 2 if name == APPROVER else 1
            add_review(
                session, request.actor, board, name, posts[name], place, known[0].parts if known else list(parts)
            )
    return _listed(session, request, board, f"{plural(len(given), 'review')} set for the {board.name}")


def _form(value: str, values: Mapping[str, str], errors: Mapping[str, str]) -> Modal:
    said = (
        "An e-mail address each, or the title of a post that there is. A review that is left empty is not asked for. "
        "Governance, Communications and the approver look at the whole paper, the others at what is theirs; the "
        "approver comes last."
    )
    inputs = tuple(
        Input(
            _field(name), name, value=values.get(_field(name), ""), error=errors.get(_field(name), ""), max_length=320
        )
        for name in USUAL
    )
    return Modal("Who reviews the papers?", "pack.reviewers_submit", value, (Text(said),), inputs, "Set")


def _field(name: str) -> str:
    return name.casefold().replace(" ", "_")


def _listed(session: Session, request: Request, board: Board, title: str, said: str = "") -> Card:
    found = reviews_of(session, board.id)
    body: list[Element] = [Text(said)] if said else []
    if found:
        rows = tuple(
            (
                review.name,
                post.title,
                joined(holders_of(session, post.id, request.today)) or "vacant",
                NumberCell(review.place),
                parts_said(review),
            )
            for review, post in found
        )
        body.append(Table("Reviews, in their order", ("Review", "Given by", "Held by", "Place", "About"), rows))
        body.append(
            Text("Reviews of one place are asked for at the same time, those of the next when they are settled.")
        )
    else:
        body.append(
            Text(
                "Nobody is set, so papers are published without a sign-off. Once some are set, a paper that one of "
                "them has not signed off cannot be published."
            )
        )
    if may(request.asker, Permission.KEEP_THE_RECORD):
        whose = f"for {board.name}" if board.kind is BoardKind.BODY else ""
        label = "Change who reviews" if found else "Set the usual seven and the approver"
        body.append(Actions((Button(label, "pack.reviewers_form", whose, opens_form=True),)))
        lines = [each.replace(" Finance", f" {whose} Finance", 1) if whose else each for each in (ADD, REMOVE)]
        body.append(Text(f"In a line: {'; '.join(lines)}.", "muted"))
    data = {
        "board": board.name,
        "reviews": [
            {"name": review.name, "post": post.title, "place": review.place, "parts": review.parts}
            for review, post in found
        ],
    }
    return Card(title, tuple(body), data=data)


def _named(typed: str, request: Request) -> str:
    name = next((each for each in USUAL if each.casefold() == typed.casefold()), typed)
    if len(name) > LONGEST_NAME:
        raise Mistake(f"The name of a review has {LONGEST_NAME} characters at most.", example=ADD)
    refuse_private(name, request.today)
    return name


def _parts(typed: str, board: Board) -> tuple[str, ...]:
    if typed.casefold() in ("the whole paper", "whole paper", "everything", "all"):
        return ()
    own = {each.key: each.title for each in own_sections(board) if each.title}
    found = []
    for each in re.split(r",|;|\sand\s", typed):
        if not each.strip():
            continue
        name = part_called(each, own)
        if name is None:
            likely = [PARTS[one] for one in nearest(each.strip(), PARTS)]
            hint = f" Did you mean {joined(likely, 'or')}?" if likely else ""
            known = joined([*PARTS.values()])
            raise Mistake(
                f"“{shortened(each.strip(), 60)}” is no part of a paper.{hint} There are {known}.", example=ADD
            )
        found.append(name)
    return tuple(dict.fromkeys(found))


def _place(typed: str | None, name: str, present: Sequence[Review]) -> int:
    others = [each.place for each in present if each.name != name]
    if typed is None:
        known = next((each.place for each in present if each.name == name), None)
        return known or (max([1, *others]) + 1 if name == APPROVER else 1)
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= LAST_PLACE):
        raise Mistake(
            f"The place of a review is a number from 1 to {LAST_PLACE}.", typed=typed, example=f"{ADD} in place 2"
        )
    return int(typed)


def _giver(session: Session, request: Request, typed: str, review: str) -> _Giver:
    """Who gives a review, as it was typed. Raises `Mistake`; writes nothing."""
    typed, organisation_id = typed.strip(' ,.;“”"'), request.asker.organisation_id
    new = review if review == APPROVER else f"{review} Reviewer"
    if "@" not in typed:
        posts = {each.title.casefold(): each for each in all_posts(session, organisation_id)}
        if known := posts.get(typed.casefold().removeprefix("the ")) or posts.get(typed.casefold()):
            return _Giver(known.title, known)
        likely = [posts[each].title for each in nearest(typed, posts)]
        hint = f" Did you mean {joined(likely, 'or')}?" if likely else ""
        raise Mistake(
            f"There is no post “{shortened(typed, 80)}”.{hint} An e-mail address makes one. Nothing was changed.",
            example=ADD,
        )
    if not _ADDRESS.fullmatch(typed):
        raise Mistake(f"“{shortened(typed, 80)}” is no e-mail address. Nothing was changed.", example=ADD)
    person = person_with_email(session, organisation_id, typed)
    held = posts_of(session, person.id, request.today)[0] if person else ()
    fitting = [each for each in held if each.role is Role.REVIEWER] or list(held)
    own = [each for each in fitting if review.casefold() in each.title.casefold()]
    if len(own or fitting) > 1:
        titles = joined([f"“{each.title}”" for each in fitting], "or")
        raise Mistake(f"{person.name if person else typed} holds several posts: name {titles}.", example=ADD)
    if own or fitting:
        return _Giver((own or fitting)[0].title, session.get_one(Post, (own or fitting)[0].post_id))
    name = person.name if person else " ".join(re.split(r"[._-]+", typed.partition("@")[0])).title()
    refuse_private(name, request.today)
    return _Giver(new, None, typed.lower(), name)


def _settled(session: Session, request: Request, board: Board, givers: Sequence[_Giver]) -> list[Post]:
    """The posts, those that are new with who holds them."""
    new = [each for each in givers if each.post is None]
    if new:
        changes: list[Change] = []
        register = Register(session, request.asker.organisation_id, changes)
        for each in new:
            register.post(each.title, Role.REVIEWER, board.id, board.name)
            register.person(each.email, each.person)
        register.settle()
        for each in new:
            register.fill(each.title, each.email, request.today, None)
        register.close()
        record_many(session, request.actor, changes)
        givers = [
            replace(each, post=session.get_one(Post, register.post_id(each.title))) if not each.post else each
            for each in givers
        ]
    return [each.post for each in givers if each.post]
