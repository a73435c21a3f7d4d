"""Forms in Slack: prefilled, within Slack's limits, and read back as the handlers expect."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.forms import BUTTONS_ELSEWHERE, Carried, answer_view, field_errors, form_view, values_of
from handlers.cards import Actions, Button, Card, Divider, Fields, Input, Modal, Table, Text
from tests.slack_server.block_rules import check_view
from tests.slack_server.reading import read

RATINGS = (("amber", "A Amber"), ("red", "R Red"))
FORM = Modal(
    "Update 2.4",
    "update.submit",
    "2.4",
    body=(Text("By the rules: Red, 41 days overdue."),),
    inputs=(
        Input("activity", "Activity", "choice", "amber", options=RATINGS, required=True),
        Input("change", "What changed", "paragraph", "Fair booked", hint="In a sentence", required=True),
        Input("evidence", "Evidence", "link", "example.org/minutes"),
        Input("forecast", "Forecast date", "date", "2023-09-30"),
    ),
)


def view_of(modal: Modal) -> dict[str, Any]:
    view = form_view(modal, "C01", "https://hooks.example.org/1")
    check_view(view, "modal")
    return view


def elements(view: dict[str, Any]) -> dict[str, Any]:
    return {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}


def test_a_form_is_prefilled_and_says_what_is_required() -> None:
    view = view_of(FORM)
    inputs = elements(view)
    assert inputs["activity"]["initial_option"]["value"] == "amber"
    assert inputs["change"]["initial_value"] == "Fair booked"
    assert inputs["forecast"]["initial_date"] == "2023-09-30"
    assert [block.get("optional", False) for block in view["blocks"] if block["type"] == "input"] == [
        False,
        False,
        True,
        True,
    ]
    assert "By the rules: Red, 41 days overdue." in read(view["blocks"], "").text


def test_verb_state_and_place_travel_in_the_private_metadata() -> None:
    view = view_of(FORM)
    assert Carried.by(view) == Carried("update.submit", "2.4", "C01", "https://hooks.example.org/1")
    assert json.loads(view["private_metadata"])["state"] == "2.4"


def test_a_link_may_be_typed_without_its_scheme() -> None:
    assert elements(view_of(FORM))["evidence"]["type"] == "plain_text_input"


def test_values_are_read_back_by_field() -> None:
    state = {
        "activity": {"activity": {"type": "static_select", "selected_option": {"value": "red"}}},
        "change": {"change": {"type": "plain_text_input", "value": " <!channel> done "}},
        "evidence": {"evidence": {"type": "plain_text_input", "value": None}},
        "forecast": {"forecast": {"type": "datepicker", "selected_date": "2023-10-01"}},
    }
    assert values_of({"state": {"values": state}}) == {
        "activity": "red",
        "change": "<!channel> done",
        "evidence": "",
        "forecast": "2023-10-01",
    }


def test_errors_go_beside_their_fields_unless_the_open_window_lacks_one() -> None:
    mistaken = replace(FORM, inputs=(replace(FORM.inputs[0], error="Choose one."), *FORM.inputs[1:]))
    assert field_errors(mistaken, view_of(FORM)) == {"activity": "Choose one."}
    longer = replace(mistaken, inputs=(*mistaken.inputs, Input("cause", "Cause", error="A Red needs a cause.")))
    assert field_errors(longer, view_of(FORM)) is None
    assert "Cause: A Red needs a cause." in read(view_of(longer)["blocks"], "").text


def test_a_long_title_stands_in_the_form_itself() -> None:
    view = view_of(replace(FORM, title="Update 7.5: health histories of young people"))
    assert view["title"]["text"].endswith("…")
    assert read(view["blocks"], "").lines[0] == "Update 7.5: health histories of young people"


def test_a_value_that_is_no_day_leaves_the_date_empty() -> None:
    odd = replace(FORM, inputs=(Input("forecast", "Forecast", "date", "30 Sept"),))
    assert "initial_date" not in elements(view_of(odd))["forecast"]


def test_more_than_a_hundred_options_keep_the_chosen_one() -> None:
    options = tuple((str(number), f"Action {number}") for number in range(150))
    view = view_of(replace(FORM, inputs=(Input("ref", "Action", "choice", "140", options=options),)))
    assert elements(view)["ref"]["initial_option"]["value"] == "140"


def test_an_answer_in_the_window_has_its_tables_in_words() -> None:
    card = Card(
        "Recorded", (Table("Ratings", ("What", "Now"), (("Activity", "Amber"),)), Actions((Button("Change", "x"),)))
    )
    view = answer_view(card)
    check_view(view, "modal")
    assert "Activity: Now Amber" in read(view["blocks"], "").text
    assert BUTTONS_ELSEWHERE in read(view["blocks"], "").text
    assert "submit" not in view


LINE = st.text(min_size=1, max_size=80).filter(str.strip)


@given(
    st.builds(
        Modal,
        LINE,
        st.just("verb"),
        st.just("state"),
        body=st.lists(
            st.builds(Text, st.text(max_size=50)) | st.just(Divider()) | st.just(Fields((("a", "b"),))), max_size=5
        ).map(tuple),
        inputs=st.lists(
            st.builds(
                Input,
                st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=20),
                LINE,
                st.sampled_from(["line", "paragraph", "choice", "date", "link"]),
                st.text(max_size=50),
                st.text(max_size=20),
                st.booleans(),
                st.just(RATINGS),
                st.integers(1, 4000),
                st.text(max_size=20),
            ),
            max_size=8,
            unique_by=lambda each: each.name,
        ).map(tuple),
        submit=LINE,
    )
)
@settings(max_examples=60, deadline=None)
def test_slack_takes_every_form(modal: Modal) -> None:
    view_of(modal)
