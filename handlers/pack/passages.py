"""`/pack passages`: texts that papers use again, such as that on the equality duty, each with its owner and its day of
review; `/pack passage` writes one.

A section takes one by its name, `{{ passage equality duty }}`. Every version stays; a pack that is compiled keeps the
words as they were.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.button_values import a_number
from handlers.cards import Actions, Answer, Button, Card, DateCell, Element, Input, Modal, NumberCell, Table, Text
from handlers.days import read_day
from handlers.errors import Mistake, Refused, giving_back
from handlers.grammar import nearest
from handlers.pack.command import pack
from handlers.pack.named_passages import passage_said, stands_button
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.packs.passages import (
    OwnedPassage,
    passage_by_id,
    passage_named,
    passages_of,
    write_passage,
)
from models.people.people import Post
from models.people.posts import posts_of
from papers.bound_figures import bound_in, passage_name
from papers.pack.written import paragraphs_of
from papers.wording import day, joined, plural, shortened

EXAMPLE = (
    "/pack passage equality duty by Director of Children’s Services review 1 June: The board has had due regard to …"
)
REMOVE = "/pack passage remove equality duty"
LONGEST, LONGEST_NAME = 2000, 40

_REVIEW = re.compile(r"(?P<before>.*\S)\s+review(?:ed)?(?:\s+(?:by|on|until))?\s+(?P<day>.*\d.*)", re.I | re.S)
_OWNER = re.compile(r"(?P<name>.*\S)\s+by\s+(?P<owner>\S.*)", re.I | re.S)


@dataclass(frozen=True)
class _Said:
    """What was typed of a passage; what is empty stays as it was."""

    name: str
    owner: str
    on: date | None
    text: str


@pack.verb(
    "passages",
    ("/pack passages", "texts that papers use again, such as the equality duty, with their owners and reviews"),
    right=Permission.READ,
    bare=True,
    asked=("passages", "reused passages/texts"),
)
def passages(session: Session, request: Request) -> Card:
    """Every passage as it reads now."""
    return _listed(session, request, "Passages that papers use again")


@pack.verb(
    "passage",
    (EXAMPLE, "write a passage; {{ passage equality duty }} prints it in a section. Without more, a form opens"),
    ("/pack passage equality duty: The board …", "put other words in its place; owner and review stay"),
    ("/pack passage equality duty review 1 June", "say that it still holds, until that day"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    prose=True,
)
def passage(session: Session, request: Request) -> Answer:
    """Write a passage, or write it anew, in a line; its name alone opens the form."""
    refuse_private(request.text, request.today)
    said = _read(request, request.text.strip())
    known = passage_named(session, request.asker.organisation_id, said.name) if said.name else None
    if not (said.owner or said.on or said.text):
        return _form(known, _values(known, said.name))
    return _keep(session, request, said, known)


@pack.button("passage_form", right=Permission.KEEP_THE_RECORD, takes=a_number)
def passage_form(session: Session, request: Request) -> Modal:
    """The form for a passage, by the number of a version of it; 0 is a new one."""
    known = _known(session, request)
    return _form(known, _values(known, ""))


@pack.form("passage_submit", right=Permission.KEEP_THE_RECORD, takes=a_number)
def passage_submitted(session: Session, request: Request) -> Answer:
    """Keep a passage as it was filled in, or give the form back with what is wrong."""
    known, values = _known(session, request), {name: value.strip() for name, value in request.values.items()}
    seen = int(request.text)
    try:
        refuse_private(f"{values.get('name', '')}\n{values.get('text', '')}", request.today)
        if known and known.version.id != seen:
            by = known.by or "an operator"
            raise Mistake(f"{by} has written version {known.version.number} since you opened this: it stands above.")
        name = known.version.name if known else passage_name(values.get("name", ""))
        there = None if known or not name else passage_named(session, request.asker.organisation_id, name)
        if there and there.version.text:
            raise Mistake(f"There is a passage “{name}” already: “/pack passage {name}” changes it.")
        on, rest = read_day(values.get("review", "").split(), request.today, EXAMPLE)
        if rest:
            raise Mistake(f"“{values['review']}” is no day that I can read.")
        said = _Said(name, values.get("owner", ""), on, values.get("text", ""))
        if not said.text:
            raise Mistake("What does it say?")
        checked = _checked(session, request, said, known or there)
    except Mistake as mistake:  # nothing is written yet
        return _form(known, values, mistake.what)
    return _write(session, request, *checked)


@pack.button("passage_stands", right=Permission.READ, writes=True, takes=a_number)
def stands(session: Session, request: Request) -> Card:
    """Say of a passage that it still holds, for a year: by its owner, or by the secretariat. The value is the number of
    the version that they have read.
    """
    known = _known(session, request)
    if known is None or not known.version.text:
        raise Mistake("That passage is used no more.", example="/pack passages")
    if not (known.version.owner_post_id in request.asker.answers_for or may(request.asker, Permission.KEEP_THE_RECORD)):
        raise Refused(f"That is for the {known.owner}, whose passage it is.")
    if known.version.id != int(request.text):
        raise Mistake(
            f"“{known.version.name}” was written anew since: please read it again. Nothing was kept.",
            example="/pack passages",
        )
    was = known.version
    on = a_year_after(request.today)
    write_passage(session, request.actor, was.name, was.text, was.owner_post_id, on, was)
    return _listed(session, request, f"“{was.name}” still holds", f"Its words stay. Its next review is by {day(on)}.")


@pack.verb(
    "passage remove",
    (REMOVE, "use a passage no more; what was compiled keeps its words"),
    name="remove_passage",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def removed(session: Session, request: Request) -> Card:
    """Use a passage no more."""
    name = passage_name(request.text)
    found = passage_named(session, request.asker.organisation_id, name) if name else None
    if found is None or not found.version.text:
        raise Mistake(f"{_none_named(session, request, name)} Nothing was changed.", example=REMOVE)
    was = found.version
    write_passage(session, request.actor, was.name, "", was.owner_post_id, was.review_on, was)
    said = "A section that takes it can be written and compiled without it; packs that are compiled keep its words."
    return _listed(session, request, f"“{was.name}” is used no more", said)


def a_year_after(on: date) -> date:
    """The same day of the next year; of 29 February the day before."""
    return on.replace(year=on.year + 1, day=28) if (on.month, on.day) == (2, 29) else on.replace(year=on.year + 1)


def _read(request: Request, line: str) -> _Said:
    """What a line says: the name, perhaps the owner and the day of review, and after a colon the text."""
    head, _, text = line.partition(":")
    head, owner, on = head.strip(), "", None
    if found := _REVIEW.fullmatch(head):
        with giving_back(line):
            on, rest = read_day(found["day"].split(), request.today, EXAMPLE)
        head = found["before"]
        if rest and rest[0].casefold() == "by" and rest[1:]:
            owner = " ".join(rest[1:])
        elif rest:
            said = f"What is “{' '.join(rest)}”? Nothing was kept."
            raise Mistake(said, typed=line, understood=(day(on),), example=EXAMPLE)
    if not owner and (found := _OWNER.fullmatch(head)):
        head, owner = found["name"], found["owner"]
    return _Said(passage_name(head), owner.strip(), on, text.strip())


def _keep(session: Session, request: Request, said: _Said, known: OwnedPassage | None) -> Card:
    with giving_back(request.text):
        checked = _checked(session, request, said, known)
    return _write(session, request, *checked)


def _checked(
    session: Session, request: Request, said: _Said, known: OwnedPassage | None
) -> tuple[_Said, Post, OwnedPassage | None]:
    """What is to be kept, whole: what was not said as it was. Raises `Mistake`; writes nothing."""
    was = known.version if known and known.version.text else None
    text = "\n\n".join(paragraphs_of(said.text)) or (was.text if was else "")
    on = said.on or (was.review_on if was else None)
    titles = {_plain(each.title): each for each in posts_of(session, request.asker.organisation_id)}
    owner = _plain(said.owner) or (_plain(known.owner) if was and known else "")
    if not said.name or len(said.name) > LONGEST_NAME:
        raise Mistake(f"What is it called, in at most {LONGEST_NAME} characters? Nothing was kept.", example=EXAMPLE)
    lacking = [
        what
        for what, there in (("which post owns it", owner), ("by when it is reviewed", on), ("what it says", text))
        if not there
    ]
    if lacking or on is None:
        raise Mistake(
            f"There is no passage “{said.name}” yet, so say {joined(lacking)}. Nothing was kept.", example=EXAMPLE
        )
    post = titles.get(owner.removeprefix("the ")) or titles.get(owner)
    if post is None:
        likely = [titles[each].title for each in nearest(owner, titles)]
        hint = f" Did you mean {joined(likely, 'or')}?" if likely else ""
        raise Mistake(f"There is no post “{shortened(said.owner, 80)}”.{hint} Nothing was kept.", example=EXAMPLE)
    if (said.on or not was) and on <= request.today:
        raise Mistake(f"A review lies ahead, and {day(on)} does not. Nothing was kept.", example=EXAMPLE)
    if len(text) > LONGEST:
        raise Mistake(f"A passage has {LONGEST} characters at most; that is {len(text)}. Nothing was kept.")
    if named := bound_in(text):
        raise Mistake(
            "A passage names no figure, section or other passage: these differ from paper to paper. Nothing was kept.",
            typed=named[0].typed,
        )
    if was and (was.text, was.owner_post_id, was.review_on) == (text, post.id, on):
        raise Mistake(f"That is how “{said.name}” stands already. Nothing was kept.", example="/pack passages")
    return replace(said, text=text, on=on), post, known


def _plain(title: str) -> str:
    """A title as it is compared, whichever way its apostrophe is typed."""
    return title.strip(' ,.;“”"').casefold().replace("'", "’")


def _write(session: Session, request: Request, said: _Said, post: Post, known: OwnedPassage | None) -> Card:
    assert said.on is not None
    was = known.version if known else None
    written = write_passage(session, request.actor, said.name, said.text, post.id, said.on, was)
    now = OwnedPassage(written, post.title, None)
    lines = [f"{{{{ passage {said.name} }}}} prints it in a section.", passage_said(now, request.today)]
    if was and was.text and was.text != said.text:
        lines.append(
            f"Before it said: “{shortened(was.text, 300)}” Drafts that take it are behind until they are compiled "
            "again, and what was approved of these parts is then asked for again."
        )
    return _listed(session, request, f"“{said.name}”, version {written.number}", *lines)


def _known(session: Session, request: Request) -> OwnedPassage | None:
    number = int(request.text)
    found = passage_by_id(session, request.asker.organisation_id, number) if number else None
    if number and found is None:
        raise Mistake("There is no such passage.", example="/pack passages")
    return found


def _none_named(session: Session, request: Request, name: str) -> str:
    known = [each.version.name for each in passages_of(session, request.asker.organisation_id)]
    if not name:
        return "Which passage?"
    likely = nearest(name, known)
    hint = f" Did you mean {joined(likely, 'or')}?" if likely else ""
    return f"There is no passage “{shortened(name, 60)}”.{hint}"


def _values(known: OwnedPassage | None, name: str) -> dict[str, str]:
    if known is None:
        return {"name": name}
    version = known.version
    on = version.review_on.isoformat()
    return {"name": version.name, "text": version.text, "owner": known.owner, "review": on}


def _form(known: OwnedPassage | None, values: Mapping[str, str], error: str = "") -> Modal:
    asked = [
        Input("text", "What it says", "paragraph", hint="An empty line begins a new paragraph.", required=True),
        Input("owner", "Which post owns it", hint="Its title: whoever holds it is asked to review it.", required=True),
        Input("review", "Its owner looks at it again by", "date", required=True),
    ]
    if known is None:
        asked.insert(0, Input("name", "Name", hint="As in: equality duty", required=True, max_length=LONGEST_NAME))
    inputs = tuple(
        replace(each, value=values.get(each.name, ""), error=error if each.name == "text" else "") for each in asked
    )
    body = [Text("A section takes it by its name; what is compiled keeps the words as they are then.")]
    if known and known.version.text:
        by = known.by or "An operator"
        body.append(Text(f"{by} wrote version {known.version.number}:", "muted"))
        body.append(Text(known.version.text, "quote"))
    title = f"Passage: {known.version.name}" if known else "A passage"
    return Modal(title, "pack.passage_submit", f"{known.version.id if known else 0}", tuple(body), inputs, "Write")


def _listed(session: Session, request: Request, title: str, *said: str) -> Card:
    found = passages_of(session, request.asker.organisation_id)
    keeps = may(request.asker, Permission.KEEP_THE_RECORD)
    body: list[Element] = [Text(each) for each in said]
    if found:
        rows = tuple(
            (version.name, version.text, owner, DateCell(version.review_on), NumberCell(version.number))
            for version, owner, _ in found
        )
        body.append(Table("Passages", ("Name", "What it says", "Owner", "Review by", "Version"), rows))
        past = [each for each in found if each.version.review_on < request.today]
        if past:
            are = f"{plural(len(past), 'passage')} {'is' if len(past) == 1 else 'are'} past the day of review"
            body.append(Text(f"{are}: {joined([each.version.name for each in past])}.", "strong"))
        theirs = [each for each in past if keeps or each.version.owner_post_id in request.asker.answers_for]
        buttons = [stands_button(each.version) for each in theirs]
        if keeps:
            buttons += [
                Button(f"Change: {each.version.name}", "pack.passage_form", f"{each.version.id}", opens_form=True)
                for each in found
            ]
    else:
        body.append(Text("There is none yet."))
        buttons = []
    if keeps:
        buttons.append(Button("Write a passage", "pack.passage_form", "0", opens_form=True))
        body.append(Actions(tuple(buttons)))
        body.append(Text(f"In a line: {EXAMPLE}", "muted"))
    elif buttons:
        body.append(Actions(tuple(buttons)))
    data = {
        "passages": [
            {
                "id": each.version.id,
                "name": each.version.name,
                "version": each.version.number,
                "text": each.version.text,
                "owner": each.owner,
                "review_on": each.version.review_on.isoformat(),
            }
            for each in found
        ]
    }
    return Card(title, tuple(body), data=data)
