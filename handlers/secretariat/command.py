"""`/secretariat`: help, leave and a link to the pages for everybody; people, boards, settings, the outbox and the audit
trail for those who keep or watch the record.
"""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session, col, func, select

from handlers.access import Permission, may, require
from handlers.accounts import WHY
from handlers.cards import Card, Element, Listing, PersonCell, Table, Text
from handlers.errors import Mistake
from handlers.grammar import words_of
from handlers.registry import registry
from handlers.requests import Request
from handlers.secretariat.acronyms import acronyms
from handlers.secretariat.audit import audit
from handlers.secretariat.deliveries import deliveries
from handlers.secretariat.leave import leave
from handlers.secretariat.linked_names import link_account_again, link_board, link_person, unlink_account
from handlers.secretariat.settings import settings
from handlers.secretariat.starting import starting
from handlers.secretariat.web_links import web
from models.boards.boards import Board, BoardAlias
from models.people.people import Account, CutOff, Holding, Person, Post, held_on
from models.plan.actions import Action, Plan, living_plan
from papers.wording import plural


@registry.command(
    "/secretariat",
    "Help, people, leave, deliveries, settings and the audit trail",
    ("/secretariat help", "every command, with examples"),
    ("/secretariat people", "who holds which post, and names that are not linked yet"),
    ('/secretariat people link "Head of Fostering" fostering.sro@example.org', "say who an owner in the plan is"),
    ("/secretariat people unlink fostering.sro@example.org", "cut off their account; “link” lets it in again"),
    ("/secretariat boards", "the boards, their other names, and names that are not linked yet"),
    ('/secretariat boards link "SEND Panel" "SEND Strategic Board"', "say which board a name in the plan is"),
    ("/secretariat leave 12 Jun to 23 Jun delegate fostering@example.org", "no messages while you are away"),
    ("/secretariat web", "a link by which you sign in to the pages: dashboard, actions, returns, calendar, packs"),
    ("/secretariat deliveries failed", "what was sent, what was skipped, and what could not be delivered and why"),
    ("/secretariat settings morning_at 09:00", "the times, offsets and calendar of reminders; alone it lists them"),
    ("/secretariat start tomorrow", "let a new record's messages go out by themselves: now, or tomorrow"),
    ('/secretariat acronyms MASH "multi-agency safeguarding hub"', "what an acronym stands for, for the packs"),
    ("/secretariat audit 2.4", "every recorded change of an action, newest first"),
    permission=Permission.READ,
    verbs={
        "people": Permission.KEEP_THE_RECORD,
        "boards": Permission.KEEP_THE_RECORD,
        "deliveries": Permission.KEEP_THE_RECORD,
        "settings": Permission.KEEP_THE_RECORD,
        "start": Permission.KEEP_THE_RECORD,
        "acronyms": Permission.KEEP_THE_RECORD,
        "audit": Permission.AUDIT,
    },
    writes=True,
)
def secretariat(session: Session, request: Request) -> Card:
    """Help, or one of the verbs."""
    words = words_of(request.text)
    verbs: dict[str, Callable[[Session, Request, list[str]], Card]] = {
        "help": _help,
        "people": _people,
        "boards": _boards,
        "leave": leave,
        "deliveries": deliveries,
        "settings": settings,
        "start": starting,
        "acronyms": acronyms,
        "audit": audit,
        "web": web,
    }
    verb = words[0].casefold() if words else "help"
    if verb not in verbs:
        raise Mistake(
            f"I do not know “{words[0]}” here.", example=" or ".join(f"/secretariat {each}" for each in verbs)
        )
    return verbs[verb](session, request, words[1:])


def _help(_session: Session, request: Request, _words: list[str]) -> Card:
    body: list[Element] = []
    for command in registry.commands.values():
        if may(request.asker, command.permission):
            mine = [line for line in command.usage if may(request.asker, command.right_to(line[0]))]
            lines = tuple(f"{typed} — {what}" for typed, what in mine)
            body += [Text(f"{command.name}: {command.summary}", "heading"), Listing(lines)]
    if may(request.asker, Permission.UPDATE):
        body.append(Text("A reply in the thread of a message about an action is an update of it, too."))
    if may(request.asker, Permission.KEEP_THE_RECORD):
        body.append(Text("Send me a plan as a spreadsheet (.xlsx or .csv) and I show what I read before I import it."))
    return Card("What you can ask for", tuple(body))


def _people(session: Session, request: Request, words: list[str]) -> Card:
    require(request.asker, Permission.KEEP_THE_RECORD)
    plan = _plan(session, request)
    if words:
        verb = {"unlink": unlink_account, "link": link_account_again}.get(words[0].casefold())
        if verb and len(words) == 2 and "@" in words[1]:
            return verb(session, request, words[1])
        if len(words) < 3 or words[0].casefold() != "link" or "@" not in words[-1]:
            raise Mistake(
                "To link an owner I need the name as the plan writes it, and an e-mail address.",
                example='/secretariat people link "Head of Fostering" fostering.sro@example.org',
            )
        return link_person(session, plan, request, " ".join(words[1:-1]), words[-1])
    rows = session.exec(
        select(Post, Person, Board.name)
        .outerjoin(Board, col(Board.id) == col(Post.board_id))
        .outerjoin(
            Holding, (col(Holding.post_id) == col(Post.id)) & held_on(request.today)[0] & held_on(request.today)[1]
        )
        .outerjoin(Person, col(Person.id) == col(Holding.person_id))
        .where(Post.organisation_id == plan.organisation_id)
        .order_by(Post.title)
    ).all()
    table = Table(
        "Posts and who holds them today",
        ("Post", "Role", "Board", "Held by", "E-mail"),
        tuple(
            (
                post.title,
                post.role.value,
                board or "",
                PersonCell(person.name) if person else "vacant",
                person.email if person else "",
            )
            for post, person, board in rows
        ),
        sortable=True,
    )
    unlinked = _unlinked(session, plan, col(Action.owner_post_id), col(Action.owner_written))
    body = (table, *_to_link("Owners not linked yet", unlinked), *_cut_off(session, plan))
    return Card("People", body, data={"owners_to_link": unlinked})


def _cut_off(session: Session, plan: Plan) -> list[Element]:
    """Whose account counts no more, and why."""
    rows = session.exec(
        select(Person.name, Person.email, Account.cut_off)
        .join(Account, col(Account.person_id) == Person.id)
        .where(Person.organisation_id == plan.organisation_id, col(Account.cut_off).is_not(None))
        .order_by(Person.name, col(Account.id))
    )
    lines = tuple(f"{name} ({email}): {WHY[CutOff(why)]}" for name, email, why in rows if why)
    return [Text("Accounts that are cut off", "heading"), Listing(lines)] if lines else []


def _boards(session: Session, request: Request, words: list[str]) -> Card:
    require(request.asker, Permission.KEEP_THE_RECORD)
    plan = _plan(session, request)
    if words:
        if len(words) != 3 or words[0].casefold() != "link":
            raise Mistake(
                "To link a board I need the name as the plan writes it, and the board, each in quotation marks.",
                example='/secretariat boards link "SEND Panel" "SEND Strategic Board"',
            )
        return link_board(session, plan, request, words[1], words[2])
    boards = session.exec(select(Board).where(Board.organisation_id == plan.organisation_id).order_by(Board.name)).all()
    aliases: dict[int, list[str]] = {}
    for alias in session.exec(select(BoardAlias).order_by(BoardAlias.alias)):
        aliases.setdefault(alias.board_id, []).append(alias.alias)
    rows = tuple(
        (board.name, board.short_name or "", board.kind.value, ", ".join(aliases.get(board.id, ()))) for board in boards
    )
    table = Table("Boards", ("Board", "Short name", "Kind", "Also known as"), rows)
    unlinked = _unlinked(session, plan, col(Action.board_id), col(Action.board_written))
    return Card("Boards", (table, *_to_link("Boards not linked yet", unlinked)), data={"boards_to_link": unlinked})


def _plan(session: Session, request: Request) -> Plan:
    plan = living_plan(session, request.asker.organisation_id)
    if plan is None:
        raise Mistake("There is no plan yet.")
    return plan


def _unlinked(session: Session, plan: Plan, link: Any, written: Any) -> dict[str, int]:
    counted: list[tuple[str, int]] = list(
        session.exec(
            select(written, func.count())
            .where(Action.plan_id == plan.id, link.is_(None), written.is_not(None))
            .group_by(written)
            .order_by(written)
        )
    )
    return dict(counted)


def _to_link(heading: str, unlinked: dict[str, int]) -> list[Element]:
    if not unlinked:
        return []
    lines = tuple(f"{name} ({plural(count, 'action')})" for name, count in unlinked.items())
    return [Text(heading, "heading"), Listing(lines)]
