"""Refused text is nowhere afterwards: not in any table, not in the log, whichever way it came in."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook
from sqlmodel import col, select
from structlog.testing import capture_logs

from handlers.plain_text import in_words
from models.outbox.deliveries import Delivery, DeliveryKind
from models.record.database import Database
from tests.asking import Somebody, cancel_every_meeting
from tests.databases import everything_stored, no_sql_differs

Asked = Callable[[str], Somebody]

PRIVATE = "Jamie Brown, 14/02/2012, waits for a placement"
WHAT = "a name with a date of birth"


@pytest.fixture(autouse=True)
def nothing_is_kept(example: Database) -> object:
    with capture_logs() as logged:
        yield
    assert "Jamie" not in everything_stored(example)
    assert "Jamie" not in str(logged)


@no_sql_differs
def test_the_search_finds_what_is_stored(as_person: Asked, example: Database) -> None:
    as_person("workforce.sro@example.org").types("/update 2.4 amber/amber a zeppelin was hired")
    assert "a zeppelin was hired" in everything_stored(example)


@no_sql_differs
@pytest.mark.parametrize("field", ["commentary", "difference", "help_needed", "cause", "corrective_action"])
def test_in_a_form(as_person: Asked, field: str) -> None:
    sro = as_person("workforce.sro@example.org")
    back = sro.submits_wrongly(sro.opens("/update 2.4"), **{"recovery_date": "1 October 2023", field: PRIVATE})
    assert set(back.errors) == {field}
    assert WHAT in back.errors[field]
    assert "nothing of it was stored" in back.errors[field]


@no_sql_differs
def test_in_a_link(as_person: Asked) -> None:
    sro = as_person("workforce.sro@example.org")
    form = sro.opens("/update 2.4")
    link = "https://example.org/case/Jamie?case=1234567"
    assert (
        "a case number" in sro.submits_wrongly(form, recovery_date="1 October 2023", evidence=link).errors["evidence"]
    )


@no_sql_differs
def test_in_a_form_with_another_mistake(as_person: Asked) -> None:
    sro = as_person("workforce.sro@example.org")
    back = sro.submits_wrongly(sro.opens("/update 2.4"), commentary=PRIVATE, recovery_date="soon")
    assert set(back.errors) == {"commentary", "recovery_date"}


@no_sql_differs
@pytest.mark.parametrize(
    "line",
    [
        f"2.4 amber/red {PRIVATE}",
        f"2.4 {PRIVATE}",
        f"2.4 blue {PRIVATE}",
        f"2.4 ambre {PRIVATE}",
        f"2.4 red/red stuck; cause: {PRIVATE}",
        f"2.4 red/red stuck; evidence: {PRIVATE}; recovery: 1 March 2023",
        f"99.1 amber {PRIVATE}",
        f"1.1 amber {PRIVATE}",
        f"hello {PRIVATE}",
    ],
)
def test_in_a_line(as_person: Asked, line: str) -> None:
    for answer in (
        as_person("workforce.sro@example.org").types(f"/update {line}"),
        as_person("workforce.sro@example.org").says(line) if line[0].isdigit() else None,
    ):
        if answer:
            words = in_words(answer)
            assert answer.title.startswith("Not recorded")
            assert WHAT in words
            assert "Nothing of it was stored" in words
            assert "Jamie" not in words


@no_sql_differs
def test_in_one_of_several_lines(as_person: Asked, example: Database) -> None:
    lines = f"2.3 amber/amber pay talks go on\n2.4 amber/red {PRIVATE}"
    card = as_person("workforce.sro@example.org").types(f"/update {lines}")
    assert [each["ref"] for each in card.data["recorded"]] == ["2.3"]
    assert "pay talks go on" in everything_stored(example)


@no_sql_differs
@pytest.mark.parametrize(
    "line",
    [
        f'/secretariat acronyms JB "{PRIVATE}"',
        f'/secretariat boards link "{PRIVATE}" "SEND Strategic Board"',
        f'/secretariat people link "{PRIVATE}" head@example.org',
        f"/board cancel 19 July 2023 {PRIVATE}",
        f"/action 10.8 highlight {PRIVATE}",
    ],
)
def test_in_whatever_else_is_kept(as_person: Asked, line: str) -> None:
    said = in_words(as_person("secretary@example.org").types(line))
    assert f"looks like {WHAT}. Please say it without; nothing of it was stored." in said
    assert "Jamie" not in said


def test_in_an_answer_that_repeats_what_was_asked(as_person: Asked, example: Database) -> None:
    """It is shown to who asked, and the platform has it: a reply in its thread is understood without its words."""
    chair = as_person("chair@example.org")
    repeats, plain = chair.types(f"/action find {PRIVATE}"), chair.types("/action 2.4")
    assert "Jamie" in in_words(repeats)
    for number, card in enumerate((repeats, plain)):
        chair.dispatcher.posted(card, "test", "C1", f"{number}")
    with example.read() as session:
        posted = select(Delivery.about).where(Delivery.kind == DeliveryKind.POSTED).order_by(col(Delivery.id))
        assert session.exec(posted).all() == [[], ["2.4"]]


HEADINGS = "Ref,Action,SRO,Board,Due,Activity,Impact,Progress,Measure,Ended,Ended on,Reason,Area"
PLAIN = {
    "Ref": "2.4",
    "Action": "Foster carers",
    "SRO": "Workforce SRO",
    "Board": "Workforce Board",
    "Due": "30 September 2023",
    "Activity": "Amber",
    "Impact": "Amber",
    "Progress": "a zeppelin",
    "Measure": "Households",
    "Ended": "",
    "Ended on": "",
    "Reason": "",
    "Area": "2 Sufficiency",
}


@no_sql_differs
@pytest.mark.parametrize("ref", ["2.4", "2.8", "2.9"])
@pytest.mark.parametrize("column", ["Action", "SRO", "Board", "Due", "Progress", "Measure", "Reason", "Area"])
def test_in_a_cell_of_a_plan(as_person: Asked, example: Database, column: str, ref: str) -> None:
    """In whatever column: left out when it is imported, not shown before, and the rest of the row is taken; of what is
    only proposed (2.8) no answer is; what is new and has ended is history.
    """
    secretary = as_person("secretary@example.org")
    if ref == "2.9":
        cancel_every_meeting(example)
    before = "2 " if column == "Area" else ""
    cells = PLAIN | {"Ref": ref, column: f"{before}{PRIVATE}"}
    if column == "Reason":
        cells |= {"Ended": "withdrawn", "Ended on": "1 June 2023"}
    row = ",".join(f'"{cells[name]}"' for name in HEADINGS.split(","))
    shown = secretary.sends("plan.csv", f"{HEADINGS}\n{row}\n".encode())
    assert "Jamie" not in f"{in_words(shown)} {shown.data}"
    assert WHAT in in_words(shown)
    imported = secretary.presses(shown, "Import")
    assert imported.title == "Imported."
    assert ("a zeppelin" in everything_stored(example)) is (
        column != "Progress" and (ref != "2.8" or column == "Reason")
    )


@no_sql_differs
def test_in_the_name_of_a_second_owner(as_person: Asked, example: Database) -> None:
    private = "Lead for Jamie (born 3 May 2012)"
    file = f"Ref,Action,SRO,Progress\n2.4,Foster carers,Workforce SRO / {private},a zeppelin\n"
    secretary = as_person("secretary@example.org")
    shown = secretary.sends("plan.csv", file.encode())
    assert "Jamie" not in f"{in_words(shown)} {shown.data}"
    assert "“several owners” looks like" in in_words(shown)
    assert secretary.presses(shown, "Import").title == "Imported."
    assert "a zeppelin" in everything_stored(example)


def test_in_the_comment_of_an_earlier_board(as_person: Asked) -> None:
    workbook = Workbook()
    actions = workbook.active
    assert actions is not None
    actions.append(HEADINGS.split(","))
    actions.append([PLAIN[name] for name in HEADINGS.split(",")])
    meetings = workbook.create_sheet("Meetings")
    meetings.append(["Board", "Date", "Reporting boards"])
    meetings.append(["Improvement Board", "1 March 2022", ""])
    boards = workbook.create_sheet("Previous boards")
    boards.append(["Meeting", "Ref", "Activity", "Impact", "Progress"])
    boards.append(["1 March 2022", "2.4", "Amber", "Red", PRIVATE])
    held = BytesIO()
    workbook.save(held)
    secretary = as_person("secretary@example.org")
    shown = secretary.sends("plan.xlsx", held.getvalue())
    assert f"looks like {WHAT} and was left out" in in_words(shown)
    secretary.presses(shown, "Import")


@no_sql_differs
def test_in_the_name_of_a_file(as_person: Asked) -> None:
    name = f"{PRIVATE.replace('/', '.')}.csv"
    said = in_words(as_person("secretary@example.org").sends(name, b"Ref,Action\n2.4,Foster carers\n"))
    assert f"The file’s name looks like {WHAT}" in said
