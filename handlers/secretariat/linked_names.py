"""Linking names as a file wrote them to people and boards: the secretariat's word on who "Head of Fostering" is.

And on whose account counts no more.
"""

from sqlmodel import Session

from handlers.accounts import cut_off_by_hand, let_in_again
from handlers.cards import Card, Text
from handlers.errors import Mistake
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.boards.adding import add_alias
from models.boards.boards import Board, board_names
from models.people.people import Person, Role, person_with_email
from models.people.posts import Register, posts_of
from models.people.signing_in import sign_out_everywhere
from models.plan.actions import Action, Plan, actions_of
from models.plan.linking import link_board as link_to_board
from models.plan.linking import link_owner
from models.record.events import Change, record_many
from papers.spacing import folded
from papers.wording import plural


def link_person(session: Session, plan: Plan, request: Request, written: str, email: str, name: str = "") -> Card:
    """Make the person with `email` the SRO of every action whose owner is written so; adds the person if need be, by
    their `name` or else by that of the post.
    """
    refuse_private(" ".join(filter(None, (written, name, email))), request.today)
    actions = actions_written(session, plan, "owner_written", written)
    posts = {folded(each.title): each for each in posts_of(session, plan.organisation_id)}
    post, title = posts.get(folded(written)), written
    if post and post.role is not Role.SRO:  # a lead's post answers for no action: the SRO's is another one
        title = f"{post.title} (SRO)"
        post = posts.get(folded(title))
    if not actions and post is None:
        raise Mistake(f"No action has the owner “{written}”.", example="/secretariat people")
    changes: list[Change] = []
    title = post.title if post else title
    register = Register(session, plan.organisation_id, changes)
    register.post(title, Role.SRO)
    address = register.person(email, name or title)
    register.settle()
    register.fill(title, address, request.today, None)
    register.close()
    link_owner(session, actions, register.post_id(title), changes)
    record_many(session, request.actor, changes)
    said = f"“{title}” is {address} from today: {plural(len(actions), 'action')} linked."
    return Card("Linked", (Text(said),), data={"post": title, "linked": [action.ref for action in actions]})


def link_board(session: Session, plan: Plan, request: Request, written: str, name: str) -> Card:
    """Take `written` as another name of the board `name`, and give that board every action written so."""
    refuse_private(written, request.today)
    board_id = board_names(session, plan.organisation_id).get(name.casefold())
    if board_id is None:
        raise Mistake(f"There is no board “{name}”.", example="/secretariat boards")
    board = session.get_one(Board, board_id)
    changes: list[Change] = []
    if written.casefold() not in board_names(session, plan.organisation_id):
        add_alias(session, board_id, board.name, written, changes)
    actions = actions_written(session, plan, "board_written", written)
    link_to_board(session, actions, board_id, changes)
    record_many(session, request.actor, changes)
    said = f"“{written}” is now another name of {board.name}: {plural(len(actions), 'action')} linked."
    return Card("Linked", (Text(said),), data={"board": board.name, "linked": [action.ref for action in actions]})


def unlink_account(session: Session, request: Request, email: str) -> Card:
    """Cut off the accounts of the person with `email`, and end what they have opened: a right, not a post, is taken."""
    person = _known_person(session, request, email)
    if person.id == request.asker.id:
        raise Mistake("That is your own account: somebody else of the secretariat can cut it off.")
    if not cut_off_by_hand(session, actor := request.actor, person):
        if sign_out_everywhere(session, actor, person.id):
            return _signed_out(person)
        raise Mistake(
            f"No account of {person.email} is linked: there is nothing to cut off.", example="/secretariat people"
        )
    body = (
        Text(f"{person.name} ({person.email}) is no longer let in, and is signed out of the pages."),
        Text("Their posts stay as they are; what they owe is still owed."),
        Text(f"To let them in again: /secretariat people link {person.email}"),
    )
    return Card("Cut off", body, data={"cut_off": person.email})


def _signed_out(person: Person) -> Card:
    """Of somebody whom no account lets in, such as a partner who answers by links, there is but the pages to end."""
    body = (
        Text(f"{person.name} ({person.email}) is signed out of the pages, and no link of theirs works any more."),
        Text("No account of theirs is linked: there is none to cut off. Their posts stay as they are."),
    )
    return Card("Signed out", body, data={"signed_out": person.email})


def link_account_again(session: Session, request: Request, email: str) -> Card:
    """Let the person with `email` in again whose account was cut off."""
    person = _known_person(session, request, email)
    if not let_in_again(session, request.actor, person):
        raise Mistake(
            f"No account of {person.email} is cut off. To link an owner I need the name as the plan writes it, too.",
            example='/secretariat people link "Head of Fostering" fostering.sro@example.org',
        )
    said = f"{person.name} ({person.email}) is let in again when they next write, if they are a full member there."
    return Card("Linked", (Text(said),), data={"linked": person.email})


def _known_person(session: Session, request: Request, email: str) -> Person:
    person = person_with_email(session, request.asker.organisation_id, email)
    if person is None:
        raise Mistake(f"I know nobody with the e-mail address {email}.", example="/secretariat people")
    return person


def actions_written(session: Session, plan: Plan, column: str, written: str) -> list[Action]:
    """The actions in whose column a file has written so: `owner_written` or `board_written`."""
    actions = actions_of(session, plan.id)
    return [action for action in actions if folded(getattr(action, column) or "") == folded(written)]
