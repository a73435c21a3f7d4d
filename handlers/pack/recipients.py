"""`/pack recipients`: the distribution list of the improvement board's papers; `/pack handed`: what was given by hand;
`/pack given`: who was given which version, and when.
"""

import re

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.button_values import two_numbers
from handlers.cards import Card, Element, Table, Text
from handlers.errors import Mistake
from handlers.grammar import nearest, words_of
from handlers.pack.bodies import board_meant
from handlers.pack.command import PACKS_LISTED, PackMeant, newest_pack, pack, pack_meant, seen_by
from handlers.pack.diffing import called
from handlers.pack.distributing import by_hand_elements, distribution, given_table
from handlers.pack.naming import contents_of, subject_of, title_of
from handlers.printed_cells import printed_rows
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.boards.boards import Board, BoardKind
from models.packs.packs import Pack, PackState, SeenPack, packs_of, seen_pack, version_of
from models.packs.recipients import (
    LONGEST_NAME,
    Recipient,
    add_recipient,
    end_recipient,
    hand_over,
    handed_over,
    recipient_by_id,
    recipients_of,
)
from models.people.leave import posts_of
from models.people.people import Post, holders_of, person_with_email
from models.people.posts import posts_of as all_posts
from papers.wording import day, joined, moment, shortened

ADD = "/pack recipients add Director of Children’s Services"
BY_HAND = "/pack recipients add Ministry adviser by hand, by e-mail"
REMOVE = "/pack recipients remove Ministry adviser"
HANDED = "/pack handed Ministry adviser"

_HAND = re.compile(r"\bby hand\b", re.IGNORECASE)


@pack.verb(
    "recipients",
    ("/pack recipients", "who is sent the board’s papers when they are published, and who is given them by hand"),
    ("/pack recipients for Cabinet", "the same of the reports to a body"),
    right=Permission.READ,
    also=("distribution", "distribution list"),
)
def recipients(session: Session, request: Request) -> Card:
    """The distribution list of the improvement board's papers, or of a body's."""
    board, rest = board_meant(session, request)
    if rest:
        raise Mistake(f"I do not understand “{shortened(rest, 80)}”.", example="/pack recipients for Cabinet")
    return _listed(session, request, board, f"Who is given the papers of the {board.name}")


@pack.verb(
    "recipients add",
    (ADD, "put a post on the list: whoever holds it is sent what is published, with its files"),
    (BY_HAND, "put somebody on it whom no door reaches, and say how the papers come to them"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def added(session: Session, request: Request) -> Card:
    """Add a line to the list."""
    board, rest = board_meant(session, request)
    typed = " ".join(words_of(rest)).strip(' ,.;“”"')
    if not typed:
        raise Mistake("Who is to be given the papers? A post, an address, or a name and “by hand”.", example=ADD)
    name, post = _named(session, request, typed)
    there = {each.name.casefold() for each in recipients_of(session, board.id)}
    if name.casefold() in there:
        raise Mistake(f"{name} is on the list already. Nothing was changed.", example="/pack recipients")
    add_recipient(session, request.actor, board, name, post)
    how = "is sent what is published" if post else "is given what is published by hand"
    return _listed(session, request, board, f"{name} {how}")


@pack.verb(
    "recipients remove",
    (REMOVE, "take somebody off the list; what they were given stays told"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def removed(session: Session, request: Request) -> Card:
    """Take a line off the list."""
    board, rest = board_meant(session, request)
    found = _on_the_list(recipients_of(session, board.id), " ".join(words_of(rest)), REMOVE)
    end_recipient(session, request.actor, board, found)
    return _listed(session, request, board, f"{found.name} is on the list no more")


@pack.verb(
    "handed",
    (HANDED, "record that somebody on the list was given the published pack by hand"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def handed(session: Session, request: Request) -> Card:
    """Record that the newest published pack was given to somebody by hand."""
    board, rest = board_meant(session, request)
    typed = re.sub(r"^(?:over\s+)?(?:to\s+)?", "", " ".join(words_of(rest)), flags=re.IGNORECASE)
    found = _on_the_list(recipients_of(session, board.id), typed, HANDED)
    body = board if board.kind is BoardKind.BODY else None
    newest, _, _ = newest_pack(session, request, PackMeant(body=body), published=True)
    return _handed(session, request, found, newest)


@pack.button("handed_now", right=Permission.KEEP_THE_RECORD, writes=True, takes=two_numbers)
def handed_now(session: Session, request: Request) -> Card:
    """The same of a line and a pack by their numbers."""
    recipient_id, pack_id = map(int, request.text.split())
    found = recipient_by_id(session, request.asker.organisation_id, recipient_id)
    its = seen_pack(session, *seen_by(session, request), pack_id)
    if not (found and its and its.pack.state is PackState.PUBLISHED and its.meeting.board_id == found.board_id):
        raise Mistake("That line is on the list no more, or the pack is not published.", example="/pack recipients")
    return _handed(session, request, found, its.pack)


@pack.verb(
    "given",
    ("/pack given", "who was given which version of the newest board’s pack, how, and when"),
    right=Permission.KEEP_THE_RECORD,
)
def given(session: Session, request: Request) -> Card:
    """Who was given which version of a board's pack; of the newest, or of a day's."""
    found, _, _ = newest_pack(session, request, pack_meant(session, request))
    its = seen_pack(session, *seen_by(session, request), found.id)
    assert its is not None
    body = given_elements(session, request, its)
    rows = [row for each in body if isinstance(each, Table) for row in printed_rows(each)]
    data = {"meeting": its.meeting.on.isoformat(), "given": [list(row) for row in rows]}
    return Card(f"Who was given the pack for {day(its.meeting.on)}", tuple(body), data=data)


def given_elements(session: Session, request: Request, its: SeenPack) -> list[Element]:
    """Who was given which version of a meeting's pack, and who is still to be given the one that is asked about."""
    seen, on = seen_by(session, request), its.meeting.on
    packs = packs_of(session, *seen, PACKS_LISTED, on, board_id=its.meeting.board_id, supplement=None)
    named = [(each.id, called(each, version_of(each, version), packs)) for each, version, _ in reversed(packs)]
    table = given_table(session, request.asker.organisation_id, named, request.zone)
    body: list[Element] = [table] if table.rows else [Text("Nobody has been given it yet.")]
    body += _left(session, request, its.meeting.board_id, its.pack)
    return body


def _left(session: Session, request: Request, board_id: int, found: Pack) -> list[Element]:
    if found.state is not PackState.PUBLISHED:
        return []
    lines = distribution(session, request.asker.organisation_id, board_id, request.today)
    return by_hand_elements(lines.by_hand, handed_over(session, [found.id]), found.id)


def _handed(session: Session, request: Request, found: Recipient, newest: Pack) -> Card:
    contents = contents_of(newest)
    for each in handed_over(session, [newest.id]):
        if each.recipient_id == found.id:
            when = moment(each.at, request.zone)
            raise Mistake(f"{title_of(contents)} was given to {found.name}: that was recorded on {when}.")
    hand_over(session, request.actor, found, newest.id, subject_of(contents))
    data = {"recipient": found.name, "meeting": contents.meeting.isoformat(), "version": contents.version}
    left = _left(session, request, found.board_id, newest)
    body = (Text(f"{title_of(contents)} was given to {found.name} by hand."), *left)
    return Card(f"Recorded: given to {found.name}", body, data=data)


def _named(session: Session, request: Request, typed: str) -> tuple[str, Post | None]:
    """What a line of the list is called, and its post, if it is one. Raises `Mistake`; writes nothing."""
    organisation_id = request.asker.organisation_id
    if at := _HAND.search(typed):
        who, how = typed[: at.start()].strip(" ,;("), typed[at.end() :].strip(" ,;:)")
        name = f"{who} ({how})" if how else who
        if not who:
            raise Mistake("Who is to be given them by hand?", example=BY_HAND)
        if len(name) > LONGEST_NAME:
            raise Mistake(f"That is {len(name)} characters; {LONGEST_NAME} at most.", example=BY_HAND)
        refuse_private(name, request.today)
        return name, None
    posts = {each.title.casefold(): each for each in all_posts(session, organisation_id)}
    plain = typed.casefold().replace("'", "’")
    for title, post in posts.items():
        if title.replace("'", "’") in (plain, plain.removeprefix("the ")):
            return post.title, post
    if "@" in typed:
        person = person_with_email(session, organisation_id, typed)
        held = posts_of(session, person.id, request.today)[0] if person else ()
        if len(held) == 1:
            return held[0].title, session.get_one(Post, held[0].post_id)
        several = joined([f"“{each.title}”" for each in held], "or")
        why = f"{typed} holds several posts: name {several}." if held else "Nobody with that address holds a post."
        raise Mistake(f"{why} Nothing was changed.", example=BY_HAND if not held else ADD)
    likely = [posts[each].title for each in nearest(typed, posts)]
    hint = f" Did you mean {joined(likely, 'or')}?" if likely else " Who has no post is given them “by hand”."
    raise Mistake(f"There is no post “{shortened(typed, 80)}”.{hint} Nothing was changed.", example=BY_HAND)


def _on_the_list(lines: list[Recipient], typed: str, example: str) -> Recipient:
    typed = typed.strip(' ,.;“”"').replace("'", "’").casefold()
    for each in lines:
        name = each.name.replace("'", "’").casefold()
        if typed and typed in (name, name.partition(" (")[0]):
            return each
    there = joined([each.name for each in lines], "or") or "nobody is"
    said = f"“{shortened(typed, 60)}” is not on the list" if typed else "Who?"
    raise Mistake(f"{said}: {there}. Nothing was changed.", example=example)


def _listed(session: Session, request: Request, board: Board, title: str) -> Card:
    lines = recipients_of(session, board.id)
    body: list[Element] = []
    if lines:
        rows = tuple((each.name, _served(session, request, each)) for each in lines)
        body.append(Table("The distribution list", ("Who", "How"), rows))
    else:
        body.append(
            Text("Nobody is on it: the board’s channel, its members and the secretariat get what is published.")
        )
    if may(request.asker, Permission.KEEP_THE_RECORD):
        body.append(Text(f"In a line: {ADD}; {BY_HAND}; {REMOVE}.", "muted"))
    data = {"board": board.name, "recipients": [{"name": each.name, "by_hand": not each.post_id} for each in lines]}
    return Card(title, tuple(body), data=data)


def _served(session: Session, request: Request, each: Recipient) -> str:
    if each.post_id is None:
        return "by hand"
    held = joined(holders_of(session, each.post_id, request.today))
    return f"sent to {held}" if held else "vacant: by hand until it is held"
