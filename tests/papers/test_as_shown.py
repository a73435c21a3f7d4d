"""What is shown of the columns of a file can be told of them: telling moves no headings, and refuses none of these."""

import pytest

from papers.plan.contents import Column, Meaning, PlanFileError
from papers.plan.layouts import UNUSED, LayoutUnclear, columns_told, told_by
from papers.plan.reading import read_plan
from tests.papers.test_public_layouts import BATCHES, Fresh, in_words

LAYOUTS = [each for number in (4, 6, 8, 17) for each in BATCHES[number] if not each.wanted[0].startswith("! ")]
"""Of these batches some were refused when what they show was told; all of them take half a minute."""


def shown(layout: Fresh) -> tuple[Column, ...]:
    """The columns that the preview, or the question, shows; none where the actions stand under no heading."""
    try:
        columns = layout.read().columns
    except LayoutUnclear as unclear:
        columns = tuple(column for question in unclear.questions for column in question.columns)
    return columns if any(column.meaning is Meaning.TITLE for column in columns) else ()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.kind)
def test_every_column_that_is_shown_can_be_told_to_be_nothing(layout: Fresh) -> None:
    for column in shown(layout):
        if column.meaning in (None, Meaning.TITLE):
            continue
        try:
            plan = layout.read(told_by([f"{column.heading}={UNUSED}"], ()))
        except LayoutUnclear:
            continue
        except PlanFileError as error:
            pytest.fail(f"“{column.heading}”: {error}")
        assert not any(each.meaning for each in plan.columns if each.heading == column.heading)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.kind)
def test_what_is_shown_of_all_columns_told_again_changes_nothing(layout: Fresh) -> None:
    columns = shown(layout)
    if not columns or any(column.unsure for column in columns):
        return
    plan = layout.read()
    told = columns_told(columns, {column.heading: column.meaning for column in columns})
    assert list(map(in_words, layout.read(told).rows)) == list(map(in_words, plan.rows))


def test_telling_a_heading_over_two_columns_does_not_move_the_headings() -> None:
    text = "Action,Lead,Due,RAG,,Notes\n,,,Before,Now,\nMend the roof,Clerk,31/03/2026,Red,Green,Two men\n"
    plan = read_plan(text.encode(), "plan.csv")
    assert "RAG" in {column.heading for column in plan.columns}
    told = read_plan(text.encode(), "plan.csv", told=told_by(["RAG=-"], ()))
    assert (told.header_row, [row.activity for row in told.rows]) == (1, [None])
