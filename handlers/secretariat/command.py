"""`/secretariat`: help, leave and a link to the pages for everybody; people, boards, settings, the outbox and the audit
trail for those who keep or watch the record.
"""

from collections.abc import Sequence

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.accounts import WHY
from handlers.cards import Card, Cell, Element, Listing, PersonCell, Table, Text
from handlers.errors import Mistake
from handlers.fillers import is_filler
from handlers.grammar import nearest
from handlers.help_lines import lines_about
from handlers.own_plan import plan_of
from handlers.printed_cells import has_words
from handlers.registry import Unsaid, registry
from handlers.requests import Request
from handlers.secretariat.linked_names import link_account_again, link_board, link_person, unlink_account
from models.boards.boards import aliases_of, boards_of
from models.people.accounts import cut_off_accounts
from models.people.posts import posts_with_holders
from models.plan.actions import Plan, boards_not_linked, owners_not_linked
from papers.plan.contents import KINDS_READ
from papers.wording import joined, plural, shortened

secretariat = registry.command("/secretariat", "Help, people, leave, deliveries, settings and the audit trail")


@secretariat.verb(
    "help",
    ("/secretariat help", "every command, with examples"),
    right=Permission.READ,
    unsaid=(Unsaid.NOTHING,),
    asked=("help", "what/how/which ask/say/type/write/use you/i/me", "what/which commands", "what can you do"),
)
def help_with(_session: Session, request: Request) -> Card:
    """Every command, or those that are named, or what the words are about, with what the asker may ask for."""
    called = {word: "/" + word.casefold().lstrip("/") for word in request.words}
    named = [each for word, each in called.items() if each in registry.commands or not is_filler(word)]
    if unknown := [word for word, each in called.items() if each in named and each not in registry.commands]:
        return _help_about(request, [word for word, each in called.items() if each in named], unknown[0])
    body: list[Element] = []
    for command in registry.commands.values():
        mine = tuple(f"{typed} — {what}" for (typed, what), right in command.lines if may(request.asker, right))
        if mine and (not named or command.name in named):
            body += [Text(f"{command.name}: {command.summary}", "heading"), Listing(mine)]
    if body and not named:
        few = "“help action” lists one command, “help measures” what has to do with a word; below is everything."
        body.insert(0, Text(few))
    if not body:
        body.append(Text("Nothing of that is open to you. “/secretariat help” lists what is."))
    if may(request.asker, Permission.UPDATE) and not named:
        body.append(Text("A reply in the thread of a message about an action is an update of it, too."))
    if may(request.asker, Permission.KEEP_THE_RECORD) and not named:
        body.append(Text(f"Send me a plan as a spreadsheet ({KINDS_READ}) and I show what I read before I import it."))
    return Card("What you can ask for", tuple(body))


def _help_about(request: Request, words: Sequence[str], unknown: str) -> Card:
    """The lines of help that have something to do with words. Raises `Mistake` where none has."""
    found = [] if unknown.startswith("/") else lines_about(request.asker, words, near=0.2)
    if not found:
        said = (
            f"There is no command {unknown}." if unknown.startswith("/") else f"No line of help is about “{unknown}”."
        )
        raise Mistake(said, example=joined(sorted(registry.commands), "or"))
    about = shortened(" ".join(words), 40)
    rest = Text("“help” lists everything that you can ask for.")
    return Card(f"What you can ask for: {about}", (Listing(tuple(f"{typed} — {what}" for typed, what in found)), rest))


SOME_POSTS = "“/secretariat people NAME” shows some of them."

MANY = 50
"""From how many posts on the card says how some of them are found; no platform shows a table of any length."""


@secretariat.verb(
    "people",
    ("/secretariat people", "who holds which post, and names that are not linked yet"),
    ("/secretariat people workforce", "of these, the posts with this name, role, board, holder or address"),
    right=Permission.KEEP_THE_RECORD,
)
def people(session: Session, request: Request) -> Card:
    """The posts and who holds them; with words, those that have all of them."""
    plan = plan_of(session, request)
    known = {board.id: board.name for board in boards_of(session, plan.organisation_id)}
    held = sorted(posts_with_holders(session, plan.organisation_id, request.today), key=lambda row: row[0].title)
    rows = [
        (
            post.title,
            post.role.value,
            known.get(post.board_id, "") if post.board_id else "",
            PersonCell(person.name) if person else "vacant",
            person.email if person else "",
        )
        for post, person in held
    ]
    if words := request.words:
        rows = [row for row in rows if has_words(row, words)]
        if not rows:
            raise _none("post", "name, role, board, holder or address", "people", request)
        return Card("People", (_posts_table(rows),))
    unlinked = owners_not_linked(session, plan.id)
    body = [_posts_table(rows), *_to_link("Owners not linked yet", unlinked), *_cut_off(session, plan)]
    if len(rows) > MANY:
        body.insert(0, Text(f"{len(rows)} posts. {SOME_POSTS}"))
    return Card("People", tuple(body), data={"owners_to_link": unlinked})


def _posts_table(rows: Sequence[tuple[Cell, ...]]) -> Table:
    columns = ("Post", "Role", "Board", "Held by", "E-mail")
    return Table("Posts and who holds them today", columns, tuple(rows), sortable=True, narrower=SOME_POSTS)


def _none(what: str, where: str, verb: str, request: Request) -> Mistake:
    """That nothing of a list has the words that were typed, which may have been meant as a verb of it."""
    likely = [f"/secretariat {verb} {each}" for each in nearest(request.words[0].casefold(), ("link", "unlink"))]
    hint = f" Did you mean {joined(likely, 'or')}?" if likely else ""
    said = f"No {what} has “{shortened(request.text, 80)}” in its {where}.{hint}"
    return Mistake(said, example=f"/secretariat {verb} workforce")


@secretariat.verb(
    "people link",
    ('/secretariat people link "Head of Fostering" fostering.sro@example.org', "say who an owner in the plan is"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def link(session: Session, request: Request) -> Card:
    """Say who an owner in the plan is; with an e-mail address alone, let that account in again."""
    *written, email = request.words or [""]
    if "@" not in email:
        raise Mistake(
            "To link an owner I need the name as the plan writes it, and an e-mail address.",
            typed=request.text,
            example='/secretariat people link "Head of Fostering" fostering.sro@example.org',
        )
    if not written:
        return link_account_again(session, request, email)
    return link_person(session, plan_of(session, request), request, " ".join(written), email)


@secretariat.verb(
    "people unlink",
    ("/secretariat people unlink fostering.sro@example.org", "cut off their account; “link” lets it in again"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def unlink(session: Session, request: Request) -> Card:
    """Cut off the accounts of the person with an e-mail address."""
    if len(request.words) != 1 or "@" not in request.words[0]:
        raise Mistake(
            "Whose account is to be cut off? I need the e-mail address, and nothing else.",
            typed=request.text,
            example="/secretariat people unlink fostering.sro@example.org",
        )
    return unlink_account(session, request, request.words[0])


def _cut_off(session: Session, plan: Plan) -> list[Element]:
    """Whose account counts no more, and why."""
    cut = cut_off_accounts(session, plan.organisation_id)
    lines = tuple(f"{person.name} ({person.email}): {WHY[why]}" for person, why in cut)
    return [Text("Accounts that are cut off", "heading"), Listing(lines)] if lines else []


@secretariat.verb(
    "boards link",
    ('/secretariat boards link "SEND Panel" "SEND Strategic Board"', "say which board a name in the plan is"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def name_board(session: Session, request: Request) -> Card:
    """Say which board a name in the plan is."""
    if len(request.words) != 2:
        raise Mistake(
            "To link a board I need the name as the plan writes it, and the board, each in quotation marks.",
            typed=request.text,
            example='/secretariat boards link "SEND Panel" "SEND Strategic Board"',
        )
    return link_board(session, plan_of(session, request), request, *request.words)


@secretariat.verb(
    "boards",
    ("/secretariat boards", "the boards, their other names, and names not linked yet; with words, some of them"),
    right=Permission.KEEP_THE_RECORD,
)
def boards(session: Session, request: Request) -> Card:
    """The boards and their names; with words, those that have all of them."""
    plan = plan_of(session, request)
    known = sorted(boards_of(session, plan.organisation_id), key=lambda board: board.name)
    aliases = aliases_of(session)
    rows = tuple(
        (board.name, board.short_name or "", board.kind.value, ", ".join(sorted(aliases.get(board.id, ()))))
        for board in known
    )
    if request.words:
        rows = tuple(row for row in rows if has_words(row, request.words))
        if not rows:
            raise _none("board", "names or kind", "boards", request)
    columns, narrower = (
        ("Board", "Short name", "Kind", "Also known as"),
        "“/secretariat boards NAME” shows some of them.",
    )
    table = Table("Boards", columns, rows, narrower=narrower)
    if request.words:
        return Card("Boards", (table,))
    unlinked = boards_not_linked(session, plan.id)
    return Card("Boards", (table, *_to_link("Boards not linked yet", unlinked)), data={"boards_to_link": unlinked})


def _to_link(heading: str, unlinked: dict[str, int]) -> list[Element]:
    if not unlinked:
        return []
    lines = tuple(f"{name} ({plural(count, 'action')})" for name, count in unlinked.items())
    return [Text(heading, "heading"), Listing(lines)]
