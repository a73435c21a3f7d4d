"""What somebody says of a file by hand holds, whatever the file looks like; what is remembered of it, for the next."""

import random
from collections.abc import Sequence
from typing import Any

import pytest

from models.plan.ratings import Rating
from models.updates.answer import FIELDS
from papers.plan.column_names import names_of
from papers.plan.contents import ActionRow, Column, Held, Meaning, PlanFile
from papers.plan.layouts import HeadingRows, LayoutUnclear, Told, columns_told, told_by
from papers.plan.reading import read_plan
from papers.plan.recognising import normal
from tests.papers.trackers import new_sheet, saved

ACTIVITY, IMPACT, COMMENTARY = FIELDS["activity"], FIELDS["impact"], FIELDS["commentary"]


def table(*rows: Sequence[Any], merge: tuple[str, ...] = ()) -> bytes:
    """A workbook with one sheet of these rows."""
    workbook, sheet = new_sheet("Log")
    for row in rows:
        sheet.append(list(row))
    for cells in merge:
        sheet.merge_cells(cells)
    return saved(workbook)


def remembered(plan: PlanFile) -> dict[str, Told]:
    """What a record has of a file after its import, beside something else."""
    return {"another": Told(headings=("0" * 64,)), plan.layout: Told.of(plan.told or {})}


def meanings(plan: PlanFile) -> dict[str, Held | None]:
    """What each column was read as, by what it is called."""
    return {each.heading: each.meaning for each in plan.columns}


STATES = {"Open": Rating.AT_RISK, "Parked": Rating.OFF_TRACK, "In train": Rating.ON_TRACK, "Zzz": None}
SAID = {word.casefold(): rating.value if rating else "-" for word, rating in STATES.items()}
HEADINGS = (
    *("Qwe", "Rty", "Uio", "Asd", "", "", "Action", "Status", "Owner", "Date", "Ref", "Notes", "Impact", "Deadline"),
    *("Lead", "RAG", "Comments", "Update", "Priority"),
)
HELD: dict[str, Held | None] = {
    "title": Meaning.TITLE,
    "owner": Meaning.OWNER,
    "due": Meaning.DUE,
    "activity": ACTIVITY,
    "impact": IMPACT,
    "commentary": COMMENTARY,
    "ref": Meaning.REF,
    "nothing": None,
    "anything": None,
}


class Made:
    """A table with headings that say nothing or something wrong, below rows of anything; and what it says."""

    def __init__(self, seed: int) -> None:
        some = random.Random(seed)
        count = some.randint(4, 8)
        self.columns: dict[str, list[str]] = {
            "title": [f"{some.choice(['Mend', 'Review', 'The'])} thing {at} of the hall" for at in range(count)],
            "owner": [some.choice(["Clerk", "Caretaker", "Head of Care"]) for _ in range(count)],
            "due": [f"{some.randint(1, 28):02}/0{some.randint(1, 9)}/2025" for _ in range(count)],
            "activity": [some.choice(list(STATES)) for _ in range(count)],
            "impact": [some.choice(list(STATES)) for _ in range(count)],
            "commentary": [f"It went {some.choice(['well', 'badly'])} {at}" for at in range(count)],
            "ref": [f"K{at}" for at in range(count)],
            "nothing": ["-"] * count,
            "anything": [some.choice(["a", "b", "31/12/2024", "Done"]) for _ in range(count)],
        }
        self.order = some.sample(list(self.columns), len(self.columns))
        self.headings = [some.choice(HEADINGS) for _ in self.order]
        if not any(self.headings):
            self.headings[0] = "Qwe"
        anything = ["", "Title", "Red", "Action", "31/03/2024", "Status"]
        self.above = [[some.choice(anything) for _ in range(some.randint(1, 4))] for _ in range(some.randint(0, 4))]
        rows = [[self.columns[name][at] for name in self.order] for at in range(count)]
        self.content = table(*([cell or None for cell in row] for row in [*self.above, self.headings, *rows]))
        self.row = HeadingRows(len(self.above) + 1, len(self.above) + 1)

    def said(self, columns: tuple[Column, ...]) -> dict[str, Held | None]:
        """What a person would say of the columns that a form shows."""
        return {each.heading: HELD[self.order[ord(each.letter) - ord("A")]] for each in columns}

    def is_read_by(self, rows: tuple[ActionRow, ...]) -> None:
        """Every row says what it says."""
        written = zip(*(self.columns[name] for name in ("ref", "title", "owner", "commentary")), strict=True)
        assert [(row.ref, row.title, row.owner, row.commentary) for row in rows] == list(written)
        for held in ("activity", "impact"):
            assert [getattr(row, held) for row in rows] == [STATES[word] for word in self.columns[held]]
        assert [f"{row.due.last_day:%d/%m/%Y}" for row in rows if row.due and row.due.last_day] == self.columns["due"]


@pytest.mark.parametrize("seed", range(60))
def test_any_table_comes_in_as_it_is_said(seed: int) -> None:
    made = Made(seed)
    columns = {normal(name): HELD[held] for name, held in zip(names_of(made.headings), made.order, strict=True)}
    plan = read_plan(made.content, "plan.xlsx", told=Told(columns=columns, rows=made.row, words=SAID))
    made.is_read_by(plan.rows)
    assert plan.doubts == ()
    again = read_plan(made.content, "next.xlsx", remembered=remembered(plan))
    assert (again.rows, again.layout, again.told) == (plan.rows, plan.layout, plan.told)


@pytest.mark.parametrize("seed", range(60, 100))
def test_any_table_comes_in_by_the_forms(seed: int) -> None:
    made = Made(seed)
    told = Told(rows=made.row, words=SAID)
    for _ in range(3):
        try:
            plan = read_plan(made.content, "plan.xlsx", told=told)
            columns = plan.columns
        except LayoutUnclear as unclear:
            columns = next(each.columns for each in unclear.questions if each.columns)
        assert [each.letter for each in columns] == list("ABCDEFGHI"), "a column cannot be chosen"
        told = told.and_then(columns_told(columns, made.said(columns)))
    made.is_read_by(plan.rows)


def test_a_row_is_known_again_in_another_order_and_month_and_far_below() -> None:
    first = table(["Red", "late"], ["Rty", "Qwe", "Update June 2025"], ["Mend the roof of the hall", "Z1", "Begun"])
    told = told_by(["Qwe=ref", "Rty=action"], headings="2")
    plan = read_plan(first, "june.xlsx", told=told)
    below = [["Update July 2025", "Qwe", "Rty"], ["Goes on", "Z1", "Mend the roof of the hall"]]
    later = read_plan(table(*[["Red", "late"]] * 140, *below), "july.xlsx", remembered=remembered(plan))
    assert (later.header_row, later.layout, later.rows[0].ref) == (141, plan.layout, "Z1")
    assert later.as_told[0] == "The headings of “Log” are in row 141."


def test_rows_of_numbers_and_days_alone_are_not_all_alike() -> None:
    plan = read_plan(
        table(["Ref", "Action"], [2024, 2025], ["Z1", "Mend it"]), "a.xlsx", told=told_by(["2025=action"], headings="2")
    )
    other = read_plan(table(["Ref", "Action"], [7, 8], ["Z1", "Mend it"]), "b.xlsx", remembered=remembered(plan))
    assert other.header_row == 1


def test_a_file_without_the_headings_that_were_told_is_read_by_itself() -> None:
    plan = read_plan(table(["Qwe", "Rty"], ["Z1", "Mend it"]), "a.xlsx", told=told_by(["Rty=action"], headings="1"))
    other = table(["Ref", "Action", "Lead"], ["Z1", "Mend the roof", "Clerk"])
    assert read_plan(other, "b.xlsx", remembered=remembered(plan)) == read_plan(other, "b.xlsx")


def test_two_rows_are_one_heading_each_where_cells_stretch_across_and_where_they_do_not() -> None:
    rows = (
        ["Wer", "Rtz", "Dates", None],
        [None, "zzz", "Original", "Revised"],
        ["Z1", "Mend it", "1/3/2025", "1/4/2025"],
    )
    told = told_by(["Wer=ref", "Rtz zzz=action"], headings="1-2")
    for merge in (("C1:D1",), ()):
        plan = read_plan(table(*rows, merge=merge), "plan.xlsx", told=told)
        assert [each.meaning for each in plan.columns] == [Meaning.REF, Meaning.TITLE, Meaning.DUE, Meaning.REVISED]
        assert [row.title for row in plan.rows] == ["Mend it"]


def test_a_column_is_called_by_its_heading_and_no_two_alike() -> None:
    texts = ["Status", "", "status", "Status (2)", "Column B", "—"]
    assert names_of(texts) == ("Status", "Column B (2)", "status (3)", "Status (2)", "Column B", "Column F")


def test_what_was_said_of_a_heading_goes_for_all_columns_that_have_it() -> None:
    content = table(["Ref", "Action", "RAG", "RAG"], ["Z1", "Mend it", "Green", "Red"], ["Z2", "Paint", "Red", "Red"])
    assert not {ACTIVITY, IMPACT} & set(meanings(read_plan(content, "a.xlsx", told=told_by(["RAG=-"]))).values())
    one = read_plan(content, "a.xlsx", told=told_by(["RAG=-", "RAG (2)=activity"]))
    assert [row.activity for row in one.rows] == [Rating.OFF_TRACK] * 2


def test_columns_beyond_the_last_heading_can_be_told_and_are_shown_where_they_have_cells() -> None:
    content = table(["Ref", "Action"], ["Z1", "Mend it", None, "Clerk"])
    assert meanings(read_plan(content, "a.xlsx")) == {"Ref": Meaning.REF, "Action": Meaning.TITLE, "Column D": None}
    assert read_plan(content, "a.xlsx", told=told_by(["Column D=SRO"])).rows[0].owner == "Clerk"


def test_a_column_without_a_heading_is_told_that_begins_far_below() -> None:
    lines = ["Ref,Fettle", *(f"A{each},Audit {each} files" for each in range(1, 151)), "A151,Audit the rest,,Clerk"]
    plan = read_plan("\n".join(lines).encode(), "a.csv", told=told_by(["Fettle=action", "Column D=SRO"]))
    assert plan.rows[-1].owner == "Clerk"


def test_a_table_without_headings_comes_in_and_is_known_again_while_its_first_rows_stand() -> None:
    rows = [["K1", "Mend the roof of the hall", "Clerk", "Open"], ["K2", "Paint the door", "Caretaker", "Parked"]]
    with pytest.raises(LayoutUnclear) as unclear:
        read_plan(table(*rows), "a.xlsx", told=told_by(headings="0"))
    (question,) = unclear.value.questions
    assert question.text.startswith("The sheet “Log” has no headings.")
    assert [each.heading for each in question.columns] == ["Column A", "Column B", "Column C", "Column D"]
    assert "“Column B” is “Action”" in question.text, "the longest texts"
    columns = ["Column A=ref", "Column B=action", "Column C=SRO", "Column D=activity"]
    plan = read_plan(table(*rows), "a.xlsx", told=told_by(columns, headings="0", words=["Open=Red", "Parked=Blue"]))
    assert [(row.ref, row.owner, row.activity) for row in plan.rows] == [
        ("K1", "Clerk", Rating.OFF_TRACK),
        ("K2", "Caretaker", Rating.DONE),
    ]
    assert (plan.header_row, plan.as_told[0]) == (0, "“Log” has no headings.")
    more = table(*rows, ["K3", "Sweep the floor", "Clerk", "Open"])
    assert [row.ref for row in read_plan(more, "b.xlsx", remembered=remembered(plan)).rows] == ["K1", "K2", "K3"]


def test_of_another_sheet_it_is_not_remembered_that_there_are_no_headings() -> None:
    rows = [["K1", "Mend the roof of the hall", "Clerk"], ["K2", "Paint the door", "Caretaker"]]
    contents = []
    for name in ("Log", "Renamed"):
        workbook, sheet = new_sheet(name)
        notes = workbook.create_sheet("Notes")
        notes.append(["A1", "Bought the paint"])
        for row in rows:
            sheet.append(row)
        contents.append(saved(workbook))
    plan = read_plan(contents[0], "a.xlsx", told=told_by(["Column A=ref", "Column B=action"], headings="Log!0"))
    assert [row.ref for row in plan.rows] == ["K1", "K2"]
    assert read_plan(contents[0], "b.xlsx", remembered=remembered(plan)).rows == plan.rows
    with pytest.raises(LayoutUnclear):
        read_plan(contents[1], "c.xlsx", remembered=remembered(plan))


def test_words_that_were_told_are_on_no_unknown_scale() -> None:
    content = table(
        ["Ref", "Action", "Lead", "RAG"], ["Z1", "Mend", "Clerk", "Open"], ["Z2", "Wash", "Clerk", "Parked"]
    )
    assert "are on no scale that is known here" in " ".join(read_plan(content, "a.xlsx").notes)
    told = read_plan(content, "a.xlsx", told=told_by(words=["Open=Amber", "Parked=-"]))
    assert "are on no scale" not in " ".join(told.notes)


def test_a_level_that_a_scale_has_no_more_is_left_alone() -> None:
    content = table(["Ref", "Action", "RAG"], ["Z1", "Mend it", "Open"])
    plan = read_plan(content, "a.xlsx", told=told_by(words=["Open=Amber"]))
    kept = {**(plan.told or {}), "words": {"open": "at_risk_3"}}
    again = read_plan(content, "a.xlsx", remembered={plan.layout: Told.of(kept)})
    assert again.rows[0].activity is None
    assert len(again.doubts) == 1
