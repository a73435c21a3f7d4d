"""`/pack appendices`: the files that are attached to the next board's paper, and how one is attached.

A file whose name begins with “appendix” is sent to the bot. It is looked at, kept as it was sent, and listed in the
paper with its title, version and hash. After its pack is published a paper's appendices are changed no more.
"""

import re

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.button_values import number_of
from handlers.cards import Card, Element, Input, Modal, NumberCell, Table, Text
from handlers.errors import Mistake, giving_back
from handlers.grammar import first_word
from handlers.own_process import GaveUp
from handlers.pack.bodies import NEWEST, supplement_in_front
from handlers.pack.command import pack
from handlers.pack.reading_appendix import check_apart
from handlers.pack.restrictions import CLASSES, LONGEST_WHY, restriction
from handlers.pack.section_places import paper_with_value, refuse_published
from handlers.pack.sections import PreparedPaper, paper_meant, prepared_paper, supplement_paper
from handlers.pack.supplements import supplement_meant
from handlers.private_text import refuse_private
from handlers.registry import registry
from handlers.requests import Request
from models.packs.appendices import Appendix, PaperMeant, appendices_in, attach, move, remove, rename, restrict
from models.packs.papers import paper_to_change
from papers.attached import LARGEST, NotAttachable
from papers.wording import plural

_NAMED_SO = re.compile(r"(?P<supplement>supplement[\s_-]+)?appendix(?![a-z])", re.IGNORECASE)
_LONGEST_TITLE = 150
_RENAME = "/pack appendix rename 2 Minutes of the partnership"
HOW = (
    "To attach one, send the bot a PDF, a Word document or a spreadsheet whose name begins with “appendix”, such as "
    f"“appendix minutes of the partnership.pdf”; {LARGEST // 2**20} MB at most. The same name again is a new version."
)
HOW_TO_A_SUPPLEMENT = (
    "To attach one to a supplement, send the bot a file whose name begins with “supplement appendix”, such as "
    "“supplement appendix letter.pdf”. It is numbered on from those of the pack."
)
BESIDE = (
    "Appendices stand beside the pack, in a zip of their own, with their hashes in the paper: joined to its PDF, the "
    "headings and tables of both would be lost to screen readers."
)


def _is_an_appendix(name: str) -> bool:
    return _NAMED_SO.match(name.strip()) is not None


def _looked_at(_session: Session, request: Request) -> None:
    """Raises `Mistake` where the file that was sent is not to be attached."""
    refuse_private(request.text, request.today, "The file’s name")
    try:
        check_apart(request.text, request.content)
    except GaveUp as why:
        raise Mistake(f"Looking at {request.text} {why}. Nothing was attached.") from None
    except NotAttachable as why:
        raise Mistake(f"{request.text} is not attached. {why}", example="/pack appendices") from None


@registry.file("pack.appendix_file", right=Permission.KEEP_THE_RECORD, takes=_is_an_appendix, prepare=_looked_at)
def take_in(session: Session, request: Request) -> Card:
    """Attach a file to the next board's paper, or to the supplement that is planned; the request's text is its name.
    From a page its title comes with it, and who may have it: `attaching` has the questions.
    """
    named = _NAMED_SO.match(request.text.strip())
    paper = _prepared(session, request, of_supplement=bool(named and named["supplement"]))
    refuse_published(session, paper)
    sent = request.text.strip()[len(named["supplement"] or "") :] if named else request.text
    name, values = stored_name(sent), {name: each.strip() for name, each in request.values.items()}
    title = " ".join(values.get("title", "").split())
    if title:
        _refuse_title(title, request)
    what = values.get("what", "")
    if values and not what:
        raise Mistake("Is it open, confidential or exempt? Nothing was attached.")
    restricted = restriction(what, values.get("paragraph", ""), values.get("why", "")) if what else None
    if restricted:
        refuse_private(restricted[1], request.today)
    of = of_paper(paper)
    try:
        attached, place = attach(session, request.actor, of, name, title or _title(sent), request.content)
    except ValueError as full:
        raise Mistake(f"{full} Nothing was attached.", example="/pack appendix remove 2") from None
    if title and title != attached.title:  # a new version keeps the title that it had
        rename(session, request.actor, of, place, title)
    if restricted is not None and restricted != (attached.restricted, attached.why):
        restrict(session, request.actor, of, place, *restricted)
    attached = appendices_in(paper_to_change(session, of.meeting, of.kind, of.body))[place - 1]
    said = f"“{attached.title}”, version {attached.version}, for: {for_whom(attached)}. SHA-256: {attached.sha256}."
    number = place + paper.before
    how = f"In a section, {{{{ ref appendix {number} }}}} refers to it. {_takes_in(paper)}"
    body = (Text(paper.title, "strong"), Text(said), Text(how), Text(BESIDE, "muted"))
    data = {"appendix": number, "version": attached.version, "sha256": attached.sha256}
    return Card(f"Appendix {number} is attached", body, data=data)


def attaching() -> Modal:
    """What is asked of a file that is attached on a page, beside the file."""
    inputs = (
        Input("title", "Title", hint="As it is listed. Left empty: the name of the file.", max_length=_LONGEST_TITLE),
        Input("what", "Who may have it?", "choice", required=True, options=CLASSES),
        Input(
            "paragraph",
            "By which paragraph of schedule 12A is it exempt?",
            "choice",
            hint="Of what is exempt alone.",
            options=tuple((str(each), f"Paragraph {each}") for each in range(1, 8)),
        ),
        Input("why", "Why is it not open?", "paragraph", hint="The full version prints that.", max_length=LONGEST_WHY),
    )
    return Modal("Attach an appendix", "pack.appendix_file", "", (Text(BESIDE),), inputs, "Attach")


def _refuse_title(title: str, request: Request) -> None:
    if len(title) > _LONGEST_TITLE:
        raise Mistake(f"What is its title, in at most {_LONGEST_TITLE} characters?", example=_RENAME)
    refuse_private(title, request.today)


def of_paper(paper: PreparedPaper) -> PaperMeant:
    """The paper as the record names it."""
    return PaperMeant(paper.meeting, paper.outline.kind, paper.key)


def paper_as_now(session: Session, request: Request, paper: PreparedPaper) -> PreparedPaper:
    """The same paper after something of it was changed."""
    return paper_with_value(session, request, paper.value)


def _takes_in(paper: PreparedPaper) -> str:
    return f"“/pack compile{' supplement' if paper.supplement else ''}” takes it into the next version."


def _prepared(session: Session, request: Request, of_supplement: bool) -> PreparedPaper:
    if not of_supplement:
        return prepared_paper(session, request)
    return supplement_paper(session, request, supplement_meant(session, request, None, None, NEWEST))


def stored_name(name: str) -> str:
    """The name under which a file is kept: its own, in letters that every computer and zip can hold."""
    stem, _, suffix = name.strip().rpartition(".")
    plain = re.sub(r"[^\w-]+", "-", stem.casefold()).strip("-_")
    rest = re.sub(r"^appendix[-_]*", "", plain)
    return f"{(rest or 'file')[:80]}.{suffix.casefold()}"


def _title(name: str) -> str:
    stem = re.sub(r"[_\s]+", " ", name.strip().rpartition(".")[0])
    rest = re.sub(r"^appendix[\s:,.-]*", "", stem, flags=re.IGNORECASE).strip() or "Untitled"
    return f"{rest[:1].upper()}{rest[1:]}"[:_LONGEST_TITLE]


@pack.verb(
    "appendices",
    ("/pack appendices", "the files that are attached to the next board’s paper, and how to attach one"),
    ("/pack appendices supplement", "the same of a supplement"),
    right=Permission.SEE_DRAFTS,
)
def appendices(session: Session, request: Request) -> Card:
    """The appendices of the next board's paper, or of another that is named."""
    with giving_back(request.text):
        paper, rest = paper_meant(session, request)
    if rest or (paper.figures and not paper.supplement):
        raise Mistake(
            "Files are attached to the board’s paper and to supplements. “/pack appendix” with rename, move or remove "
            "behind it changes one.",
            typed=rest,
            example=_RENAME,
        )
    return listed(request, paper)


def listed(request: Request, paper: PreparedPaper, said: str = "") -> Card:
    """The appendices of a paper; `said` is what was just done."""
    rows = tuple(
        (NumberCell(number), each.title, each.name, NumberCell(each.version), each.sha256, for_whom(each))
        for number, each in enumerate(paper.appendices, 1 + paper.before)
    )
    body: list[Element] = [Text(said)] if said else []
    if rows:
        body.append(Table("Appendices", ("No.", "Title", "File", "Version", "SHA-256", "For whom"), rows))
        body.append(Text(BESIDE, "muted"))
    else:
        body.append(Text("None is attached yet."))
    if may(request.asker, Permission.KEEP_THE_RECORD):
        body.append(Text(HOW_TO_A_SUPPLEMENT if paper.supplement else HOW))
    numbered = enumerate(paper.appendices, 1 + paper.before)
    data = {"appendices": [{"number": at, **_data(each)} for at, each in numbered]}
    return Card(f"{plural(len(rows), 'appendix', 'appendices')}: {paper.title}", tuple(body), data=data)


def _data(each: Appendix) -> dict[str, object]:
    return {
        "title": each.title,
        "name": each.name,
        "version": each.version,
        "sha256": each.sha256,
        "restricted": each.restricted,
    }


def for_whom(each: Appendix) -> str:
    """Who may have it, in words."""
    return f"{each.restricted}: not for the public" if each.restricted else "everybody"


@pack.verb(
    "appendix rename",
    (_RENAME, "give an appendix another title"),
    name="rename_appendix",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    prose=True,
)
def renamed(session: Session, request: Request) -> Card:
    """Give an appendix another title."""
    paper, number, title = appendix_meant(session, request, request.text, _RENAME)
    title = " ".join(title.split())
    if not title:
        raise Mistake(f"What is its title, in at most {_LONGEST_TITLE} characters?", example=_RENAME)
    _refuse_title(title, request)
    rename(session, request.actor, of_paper(paper), number - paper.before, title)
    return _after(session, request, paper, f"Appendix {number} is called “{title}”.")


@pack.verb(
    "appendix move",
    ("/pack appendix move 2 1", "put an appendix at another place in the list"),
    name="move_appendix",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def moved(session: Session, request: Request) -> Card:
    """Put an appendix at another place."""
    example = "/pack appendix move 2 1"
    paper, number, rest = appendix_meant(session, request, request.text, example)
    to = number_of(rest.removeprefix("to "))
    last = paper.before + len(paper.appendices)
    if to is None or not paper.before < to <= last:
        raise Mistake(
            f"To which place, from {paper.before + 1} to {last}? Nothing was moved.", typed=rest, example=example
        )
    move(session, request.actor, of_paper(paper), number - paper.before, to - paper.before)
    return _after(
        session, request, paper, f"Appendix {number} is appendix {to} now. References keep the number they name."
    )


@pack.verb(
    "appendix remove",
    ("/pack appendix remove 2", "take an appendix off the list; its files stay in the record"),
    name="remove_appendix",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def removed(session: Session, request: Request) -> Card:
    """Take an appendix off the list."""
    paper, number, rest = appendix_meant(session, request, request.text, "/pack appendix remove 2")
    if rest:
        raise Mistake(f"What is “{rest}”? Nothing was removed.", example="/pack appendix remove 2")
    remove(session, request.actor, of_paper(paper), number - paper.before)
    return _after(session, request, paper, f"Appendix {number} is off the list. Those after it have moved up.")


def appendix_meant(session: Session, request: Request, text: str, example: str) -> tuple[PreparedPaper, int, str]:
    """The paper that is being prepared, or the supplement that a text begins with; the number of an appendix of it with
    which the text goes on, and the rest.

    Raises `Mistake`, also of a paper that is published.
    """
    which, text = supplement_in_front(text.strip())
    if which:
        paper = supplement_paper(session, request, supplement_meant(session, request, None, None, which))
    else:
        paper = prepared_paper(session, request)
    refuse_published(session, paper)
    word, rest = first_word(text)
    number = number_of(word)
    if number is None or not paper.before < number <= paper.before + len(paper.appendices):
        there = plural(len(paper.appendices), "appendix", "appendices") if paper.appendices else "none yet"
        numbered = f", from {paper.before + 1}" if paper.before and paper.appendices else ""
        raise Mistake(f"Which appendix? The paper has {there}{numbered}.", typed=text, example=example)
    return paper, number, rest.strip()


def _after(session: Session, request: Request, paper: PreparedPaper, said: str) -> Card:
    return listed(request, paper_as_now(session, request, paper), f"{said} {_takes_in(paper)}")
