"""The scale of a file: its plan's, or told by its cells, by its own sheet, or by somebody who was asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan.ratings import BRAG, Colour, Rating, RatingClass, Scale, in_scale
from models.plan.scales import DELIVERY_CONFIDENCE, PROGRESS, RAG, SHIPPED, own_scale
from models.updates.answer import FIELDS
from papers.plan.contents import PlanFile, PlanFileError
from papers.plan.layouts import NOTHING_SETTLED, NOTHING_TOLD, LayoutUnclear, Settled, Told
from papers.plan.reading import read_plan
from papers.plan.writing import write_plan

OWN = own_scale(
    [
        ("Going well", "W", RatingClass.ON_TRACK, None),
        ("Good enough", "E", RatingClass.ON_TRACK, Colour.LIME),
        ("Poor", "P", RatingClass.OFF_TRACK, Colour.PURPLE),
    ]
)


def read(
    heading: str, *cells: str, settled: Settled = NOTHING_SETTLED, told: Told = NOTHING_TOLD, more: str = ""
) -> PlanFile:
    rows = "".join(f'{number},Action {number},"{cell}"\n' for number, cell in enumerate(cells, 1))
    return read_plan(f"Ref,Action,{heading}\n{rows}{more}".encode(), "plan.csv", told=told, settled=settled)


def activities(plan: PlanFile) -> list[Rating | None]:
    return [row.activity for row in plan.rows]


@pytest.mark.parametrize(
    ("heading", "cells", "scale"),
    [
        ("Delivery confidence", ("Amber/Green", "Amber/Red", "Green"), DELIVERY_CONFIDENCE),
        ("RAG", ("A/G", "R"), DELIVERY_CONFIDENCE),
        ("Status", ("Green", "AR ↓", ""), DELIVERY_CONFIDENCE),
        ("BRAG", ("Amber / Green – risks need attention", "Red"), DELIVERY_CONFIDENCE),
        ("Status", ("Delivered", "On track", "Some issues", "Not on track"), PROGRESS),
        ("RAG status", ("Delivered", "Not on track"), PROGRESS),
        ("Status", ("Some issues", "Complete", "on-track"), PROGRESS),
        ("RAG", ("Red", "Amber", "Green"), RAG),
        ("ragStatus", ("G", "Complete", "n/a", "Overdue"), RAG),
        ("RAG Status", ("Green - on track", "not started"), RAG),
        ("RAG", ("Red", "Amber", "Blue"), BRAG),
        ("RAG", ("Complete", "Overdue"), BRAG),
        ("RAG", ("", "tbc"), BRAG),
        ("BRAG", ("Red", "Amber", "Green"), BRAG),
        ("Status", ("Red", "Amber", "Green"), BRAG),
        ("Status", ("Complete", "On track", "Not on track"), BRAG),
        ("Status", ("Some issues", "On track", "Red"), BRAG),
        ("Status", ("Overdue", "Orange"), BRAG),
    ],
)
def test_the_scale_is_recognised_by_how_the_cells_are_written(
    heading: str, cells: tuple[str, ...], scale: Scale
) -> None:
    plan = read(heading, *cells)
    assert (plan.scale, plan.scale_is_its_own) == (replace(scale, rates_impact=False), True)


def test_two_columns_of_ratings_are_two_ratings() -> None:
    plan = read("RAG Activity,RAG Impact", 'Red","Green')
    assert plan.scale == RAG
    assert [(row.activity, row.impact) for row in plan.rows] == [(Rating.OFF_TRACK, Rating.ON_TRACK)]
    plan = read("Activity,Impact", 'Red","Green', 'Amber/Green","Amber/Red')
    assert plan.scale == DELIVERY_CONFIDENCE
    assert [row.impact for row in plan.rows] == [Rating.ON_TRACK, Rating.OFF_TRACK]
    plan = read("BRAG", "Blue/Green", "Amber/Green")
    assert plan.scale == BRAG
    assert [row.impact for row in plan.rows] == [Rating.ON_TRACK, Rating.ON_TRACK]


@given(st.data())
def test_a_column_in_the_words_of_a_scale_is_told_and_comes_back_as_it_was(data: st.DataObject) -> None:
    scale = data.draw(st.sampled_from(SHIPPED))
    levels = [each for each in scale.given if each.letter.isalnum() or each.name == "Grey"]
    telling = {
        BRAG.name: ["Blue"],
        RAG.name: ["Red"],
        DELIVERY_CONFIDENCE.name: ["Amber/Green", "Amber/Red"],
        PROGRESS.name: ["Delivered", "Not on track", "Some issues"],
    }[scale.name]
    drawn = data.draw(st.lists(st.sampled_from(levels), max_size=8))
    drawn += [level for level in levels if level.name in telling]
    drawn = data.draw(st.permutations(drawn))
    spell: st.SearchStrategy[Callable[[str], str]] = st.sampled_from(
        [str, str.upper, str.lower, "{} ".format, lambda name: name.replace("/", " / ")]
    )
    cells = [data.draw(spell)(level.name) for level in drawn]
    plan = read("RAG" if scale is RAG else "Status", *cells)
    assert plan.scale == replace(scale, rates_impact=False)
    assert activities(plan) == [level.rating for level in drawn]
    assert plan.doubts == ()


def test_what_may_be_one_level_or_two_ratings_is_asked_and_the_answer_holds() -> None:
    for cells in (("Amber/Green", "Blue"), ("Amber/Green", "Green/Amber")):
        with pytest.raises(LayoutUnclear) as unclear:
            read("Status", *cells)
        (question,) = unclear.value.questions
        assert f"“Amber/Green” beside “{cells[1]}”" in question.text
        one, two = question.options
        assert one.in_terminal == "--scale 'Delivery confidence'"
        plan = read("Status", *cells, told=one.told)
        assert (plan.scale.name, activities(plan)[0]) == ("Delivery confidence", Rating.ON_TRACK_2)
        assert Told.of(plan.told or {}) == one.told
        plan = read("Status", *cells, told=two.told)
        assert plan.scale == BRAG
        assert (plan.rows[0].activity, plan.rows[0].impact) == (Rating.AT_RISK, Rating.ON_TRACK)


def test_a_scale_that_is_told_is_one_that_there_is_and_the_plans() -> None:
    assert read("BRAG", "Red", told=Told(scale="rag")).scale == replace(RAG, rates_impact=False)
    with pytest.raises(PlanFileError, match=r"no scale “Reds”. There are BRAG, RAG, Delivery confidence and Progress"):
        read("BRAG", "Red", told=Told(scale="Reds"))
    with pytest.raises(PlanFileError, match="The plan’s ratings are on the scale BRAG"):
        read("BRAG", "Red", told=Told(scale="RAG"), settled=Settled(BRAG, True))


def test_a_file_of_a_plan_with_ratings_is_read_on_its_scale() -> None:
    plan = read("Status", "Blue", "Complete", "Closed", "Amber", settled=Settled(RAG, True))
    assert (plan.scale, plan.scale_is_its_own) == (RAG, False)
    assert activities(plan) == [None, Rating.DONE, Rating.DONE, Rating.AT_RISK]
    assert [doubt.text for doubt in plan.doubts] == [
        "“Blue” is not on the scale RAG (Red, Amber, Green); left empty.",
        "“Closed” was read as Complete.",
    ]
    plan = read("RAG", "On track", "Overdue", "Amber/Green", settled=Settled(DELIVERY_CONFIDENCE, True))
    assert activities(plan) == [Rating.ON_TRACK, Rating.OFF_TRACK, Rating.ON_TRACK_2]
    assert [doubt.text for doubt in plan.doubts] == [
        "“On track” was read as Green; it may be Green or Amber/Green.",
        "“Overdue” was read as Amber/Red; it may be Amber/Red or Red.",
    ]
    # One column into a plan with both ratings leaves it as it is, and so does one whose impact somebody has begun.
    assert read("RAG", "Red", settled=Settled(BRAG, True)).scale == BRAG
    assert read("RAG", "Red", settled=Settled(RAG)).scale == replace(RAG, rates_impact=False)
    assert read("RAG", "Red", settled=Settled(None, True)).scale == RAG


def test_names_of_an_organisation_s_own_are_read_and_tell_the_column() -> None:
    assert activities(read("Verdict", "Good enough", "Poor", settled=Settled(OWN, True))) == [
        Rating.ON_TRACK_2,
        Rating.OFF_TRACK,
    ]
    told = Told(columns={"verdict": FIELDS["activity"]})
    plan = read("Verdict", "Good enough", "Poor", "Going wel", "W", settled=Settled(OWN, True), told=told)
    assert activities(plan) == [Rating.ON_TRACK_2, Rating.OFF_TRACK, Rating.ON_TRACK, Rating.ON_TRACK]
    assert [doubt.text for doubt in plan.doubts] == ["“Going wel” was read as Going well."]


@pytest.mark.parametrize("rates_impact", [True, False])
@pytest.mark.parametrize("scale", [RAG, DELIVERY_CONFIDENCE, PROGRESS, OWN], ids=lambda scale: str(scale.name))
def test_a_workbook_of_ours_carries_its_scale(scale: Scale, rates_impact: bool) -> None:
    scale = replace(scale, rates_impact=rates_impact)
    levels = [*scale.given, *(level for level in scale.levels if not level.given)]
    one = read("Activity", "Green", settled=Settled(BRAG, True)).rows[0]
    rows = tuple(
        replace(one, ref=str(at), activity=level.rating, impact=level.rating if rates_impact else None)
        for at, level in enumerate(levels, 1)
    )
    written = BytesIO()
    with in_scale(scale):
        write_plan(PlanFile("Actions", 1, (), rows), written, datetime(2026, 1, 1, tzinfo=UTC))
    again = read_plan(written.getvalue(), "plan.xlsx")
    assert (again.scale.name, again.scale.ratings, again.scale.given) == (scale.name, scale.ratings, scale.given)
    assert again.doubts == ()
    assert [row.activity for row in again.rows] == [level.rating for level in levels]
    # In the plan that it came from a level may be called otherwise by now.
    renamed = replace(scale, levels=tuple(replace(each, name=f"{each.name} now") for each in scale.levels))
    again = read_plan(written.getvalue(), "plan.xlsx", settled=Settled(renamed, True))
    assert again.scale == renamed
    assert [row.activity for row in again.rows] == [level.rating for level in levels]


def test_what_stands_far_down_is_a_doubt_and_no_other_scale() -> None:
    plan = read("RAG", *["Red", "Amber", "Green"] * 340, "Amber/Green")
    assert plan.scale.name == RAG.name
    assert [doubt.place for doubt in plan.doubts] == ["plan!C1022"]
    assert plan.rows[-1].activity is None
