"""Checking a paper: reading it by its kind, and all that is found in it, errors first in the order of the paper."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from models.privacy.private_text import looks_private
from papers.checking.against_plan import against_plan
from papers.checking.changes_said import sums_in_sentences
from papers.checking.counting import columns_of
from papers.checking.dates import dates
from papers.checking.derived_columns import derived_columns
from papers.checking.leftovers import leftovers
from papers.checking.named_rows import said_of_named_rows
from papers.checking.names import acronyms, aliased, other_names
from papers.checking.numbering import numbering
from papers.checking.of_rows import said_of_rows_by_name
from papers.checking.own_words import said_of_tables
from papers.checking.paper import Finding, NotReadable, Paper, Severity
from papers.checking.partitions import across
from papers.checking.quantified import quantified
from papers.checking.repeated import repeated
from papers.checking.sentences import held_against_tables
from papers.checking.sign_offs import sign_offs
from papers.checking.sums_said import sums_said
from papers.checking.tables import changed_total, rows_add_up, shares_and_sums
from papers.checking.totals import with_totals
from papers.plan.contents import PlanFile

LARGEST_FILE = 50 * 2**20
"""Bytes."""


def read_paper(content: bytes, name: str) -> Paper:
    """The paper in a file, whose kind its content tells. Raises `NotReadable` for anything but a .docx or a PDF."""
    if len(content) > LARGEST_FILE:
        raise NotReadable(f"{name} is larger than {LARGEST_FILE // 2**20} MB, so it is not read.")
    if content.startswith(b"%PDF"):
        from papers.checking.pdf import read_pdf  # and its library, which no Word paper needs

        return read_pdf(content, name)
    if content.startswith(b"PK"):
        from papers.checking.word import read_word

        return read_word(content, name)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotReadable(
            f"{name} is an old Word document (.doc), or protected by a password. Open it in Word, save it as .docx "
            "without a password, and try again."
        )
    raise NotReadable(f"{name} is no Word document (.docx) and no PDF.")


def check(paper: Paper, today: date, plan: PlanFile | None = None) -> list[Finding]:
    """Everything that is found in a paper, errors before warnings, each in the order of the paper.

    It is held against its own tables and, where it is given, the `plan` that it reports. `today` is the local date.
    """
    paper = with_totals(paper)
    columns = columns_of(paper)
    boards = [name for each in plan.boards for name in (each.name, *each.aliases)] if plan else []
    said = [*held_against_tables(paper, columns), *sums_in_sentences(paper)]
    said += _unsaid(sums_said(paper), said)
    said += _unsaid(said_of_tables(paper, columns, said), said)
    said += _unsaid(said_of_named_rows(paper), said)
    said += _unsaid(quantified(paper), said)
    said += _unsaid(said_of_rows_by_name(paper), said)
    found = [
        *shares_and_sums(columns),
        *rows_add_up(paper, columns),
        *across(paper),
        *derived_columns(paper),
        *said,
        *changed_total(paper, columns),
        *sign_offs(paper),
        *leftovers(paper, today),
        *numbering(paper),
        *repeated(paper),
        *dates(paper),
        *(against_plan(paper, columns, plan) if plan else ()),
        *other_names(paper, boards),
        *acronyms(paper),
    ]
    return _in_order(paper, found, today)


def check_typed(
    paper: Paper, today: date, calendar: str, boards: Mapping[str, str] = MappingProxyType({})
) -> list[Finding]:
    """The same of a paper whose figures are computed: what people have typed for it. Days of rest are those of a
    `calendar`, such as `GB-ENG`; `boards` are the names of boards by their other ones.
    """
    by_alias = list(aliased(paper, boards))
    said = [*held_against_tables(paper, columns_of(paper)), *sums_in_sentences(paper)]
    said += _unsaid(sums_said(paper), said)
    found = [
        *_of_check(said, "figures", "figures"),
        *_of_check(leftovers(paper, today), "template", "unfinished"),
        *_of_check(dates(paper, calendar), "dates", "working_days"),
        *_of_check([*by_alias, *_unsaid(other_names(paper, boards.values()), by_alias)], "boards", "boards"),
    ]
    return _in_order(paper, found, today)


def _unsaid(found: Iterable[Finding], known: list[Finding]) -> list[Finding]:
    """What is found but what is known already: of the same words at the same place."""
    said = [(each.place, each.printed) for each in known if each.printed]
    return [
        each
        for each in found
        if not any(place == each.place and (each.printed in text or text in each.printed) for place, text in said)
    ]


def _of_check(found: Iterable[Finding], errors: str, warnings: str) -> Iterable[Finding]:
    """Findings with the name of the check that they are of, unless they have one."""
    for each in found:
        yield replace(each, check=each.check or (warnings if each.severity is Severity.WARNING else errors))


def _in_order(paper: Paper, found: list[Finding], today: date) -> list[Finding]:
    at = {each.place: number for number, each in reversed(list(enumerate(paper.blocks)))}
    once = [_without_details(each, today) for each in _said_once(found)]
    return sorted(once, key=lambda each: (each.severity is Severity.WARNING, _order(each.place, at)))


def _said_once(found: list[Finding]) -> Iterable[Finding]:
    """What is wrong by its row and by its column is wrong once."""
    known = {(each.place, each.printed, each.should, each.should or each.why): each for each in reversed(found)}
    return reversed(known.values())


def _order(place: str, at: dict[str, int]) -> int:
    """Where in the paper a place is; the cells of a table are where the table is."""
    table = place.partition(", row")[0]
    return at.get(place, at.get(table, len(at)))


def _without_details(finding: Finding, today: date) -> Finding:
    """What is found is printed in other places, where personal details belong as little."""
    return replace(finding, printed="") if looks_private(finding.printed, today) else finding
