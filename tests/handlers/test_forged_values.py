"""Buttons and forms whose values somebody wrote themselves: every verb, and none of it is a failure of ours."""

from collections.abc import Callable

import pytest

from handlers.access import Permission
from handlers.commands import registry
from handlers.plain_text import in_words
from handlers.registry import Way
from tests.asking import Somebody
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
OLD = "That button is from an older version of the bot"
NUMBERS = ("9" * 30, "9" * 10, "-1", "1.5", "+1", " 1", "1_0", "1e3", "0x1", "٣", "²", "１", "")
DAYS = ("2023-02-30", "20230607", "2023-W23-3", "9999-12-31", "0001-01-01", "٢٠٢٣-06-07", "9" * 30, "-1", "")
VERSIONS = (
    *(f"2023-06-07 version {each}" for each in NUMBERS),
    *(f"{each} version 1" for each in DAYS),
    "2023-06-07",
    "2023-06-07 version 1 1",
)
REFS = ("9" * 30, f"2.{'9' * 30}", "-2.4", "٢.٤", "2.4.1", "2", "")
FORGED = {
    "highlight.replace": (
        *REFS,
        "2.4",
        "2.4 none",
        "2.4 0123456789ab",
        "2.4 0123456789ab ",
        f"{'9' * 30} 0123456789ab none",
    ),
    "import.answer": (
        *(f"{each} 0123456789ab 0" for each in NUMBERS),
        *(f"1 0123456789ab {each}" for each in NUMBERS),
        "1 0123456789AB 0",
        "1 012345 0",
        "1",
    ),
    **dict.fromkeys(("import.headings", "import.headings.submit", "import.words", "import.words.submit"), NUMBERS),
    "import.confirm": NUMBERS,
    "import.decided": NUMBERS,
    "import.decided.submit": NUMBERS,
    "import.overwrite": NUMBERS,
    "import.discard": NUMBERS,
    "return.seen": NUMBERS,
    "secretariat.setup_later": ("", "owner", "owners ", "1"),
    "return.snooze": DAYS,
    "pack.again": DAYS,
    "pack.compile_early": DAYS,
    "pack.publish_now": VERSIONS,
    "pack.publish_form": VERSIONS,
    "pack.correct_form": VERSIONS,
    "pack.approve_now": (*(f"{each} 1" for each in NUMBERS), *(f"1 {each}" for each in NUMBERS), "1", "1 1 1"),
    "pack.comment_form": NUMBERS,
    "update.open": REFS,
    "update.no_change": REFS,
    "update.clear": [*REFS, "2.4 ", "2.4 title", "2.4 help needed", "cause", "2.4 cause x"],
}
NO_ROOM = ("9" * 30, "9" * 10, "999999999", "9999-12-31")
"""What no column has room for, or no row: PostgreSQL refuses what SQLite takes, and nothing that SQLite refuses."""
OF_EACH_KIND = ("-1", "٣", "2099-12-31", "2.4.1", f"2.{'9' * 30}", "")
"""What else a value may be read as."""


def pressed(somebody: Somebody, verb: str, value: str) -> str:
    reply = somebody.dispatcher.press(somebody.id, verb, value, somebody._origin())
    assert reply is not None
    return in_words(reply.answer)


@no_sql_differs
@pytest.mark.parametrize("verb", FORGED)
def test_a_forged_value_gets_the_answer_for_an_old_button(as_person: Asked, verb: str) -> None:
    asker = as_person("workforce.sro@example.org" if verb.startswith("update") else "secretary@example.org")
    assert {OLD in pressed(asker, verb, value) for value in FORGED[verb]} == {True}


@pytest.mark.parametrize(
    ("engine", "values"), [("postgresql", NO_ROOM), ("sqlite", OF_EACH_KIND)], indirect=["engine"], ids=["room", "kind"]
)
def test_whatever_is_pressed_or_submitted_is_no_failure_of_ours(as_person: Asked, values: tuple[str, ...]) -> None:
    """Over the whole registry, so that a new verb is tried too, by whoever has the right."""
    secretary, owner = as_person("secretary@example.org"), as_person("workforce.sro@example.org")
    for name, each in registry.verbs.items():
        asker = owner if each.right is Permission.UPDATE else secretary
        for value in values:
            if each.way in (Way.TYPED, Way.BUTTON):
                assert "Something went wrong" not in pressed(asker, name, value), (name, value)
            if each.way is Way.FORM:
                forged = dict.fromkeys(("activity", "impact", "forecast", "whom", "until"), value)
                reply = asker.dispatcher.submit(asker.id, name, value, forged, asker._origin())
                assert reply is not None
                assert "Something went wrong" not in in_words(reply.answer), (name, value)


@no_sql_differs
def test_what_is_no_button_cannot_be_pressed_nor_what_is_no_form_submitted(as_person: Asked) -> None:
    askers = as_person("secretary@example.org"), as_person("workforce.sro@example.org")
    for name in (name for name, each in registry.verbs.items() if each.way not in (Way.TYPED, Way.BUTTON)):
        assert OLD in pressed(askers[registry.verbs[name].right is Permission.UPDATE], name, "2.4"), name
    for name in (name for name, each in registry.verbs.items() if each.way is not Way.FORM):
        asker = askers[registry.verbs[name].right is Permission.UPDATE]
        reply = asker.dispatcher.submit(asker.id, name, "2.4", {}, asker._origin())
        assert reply is not None
        assert OLD in in_words(reply.answer), name
