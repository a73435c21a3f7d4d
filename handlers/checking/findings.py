"""What was found in a paper, as a card and as JSON: for chat and for the terminal."""

from collections.abc import Sequence

from handlers.cards import Card, Cell, Element, Table, Text
from papers.checking.paper import Finding, Severity
from papers.wording import plural, shortened

CHECKED = (
    "Checked: shares, signs and sums of tables; sentences against them; changed totals; sign-offs; text of a template, "
    "comments and tracked changes; numbers and references; days; names of boards; acronyms; personal details."
)

_LONGEST = 300


def findings_card(name: str, findings: Sequence[Finding], most: int | None = None) -> Card:
    """The findings of the paper with this name, errors first; at most so many of either are listed, and all counted."""
    errors = [each for each in findings if each.severity is Severity.ERROR]
    warnings = [each for each in findings if each.severity is Severity.WARNING]
    body: list[Element] = []
    for title, found in (("Errors", errors), ("Warnings", warnings)):
        if not found:
            continue
        shown = found[:most]
        body.append(Table(title, ("Where", "Printed", "Should be", "How it is known"), rows_of(shown)))
        if len(shown) < len(found):
            more = f"{len(found) - len(shown)} more are not listed here: “secretariat check” in a terminal lists all."
            body.append(Text(more))
    if not findings:
        body.append(
            Text("Nothing was found. What only a reader can judge, such as whether it is true, was not checked.")
        )
    body.append(Text(CHECKED, "muted"))
    said = f"{plural(len(errors), 'error')}, {plural(len(warnings), 'warning')}"
    return Card(f"{name}: {said}", tuple(body), data=as_data(findings))


def as_data(findings: Sequence[Finding]) -> dict[str, object]:
    """The same as JSON."""
    return {
        "findings": [
            {
                "place": each.place,
                "printed": each.printed,
                "should": each.should,
                "why": each.why,
                "severity": each.severity.value,
            }
            for each in findings
        ]
    }


def rows_of(findings: Sequence[Finding]) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a table of findings: where, what is printed, what should be, why."""
    return tuple((each.place, _quoted(each.printed), _quoted(each.should), each.why) for each in findings)


def _quoted(text: str) -> str:
    return f"“{shortened(text, _LONGEST)}”" if text else "-"
