"""Names with addresses, as people type, paste and list them."""

import pytest

from papers.plan.addresses import Listed, listed


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Workforce SRO <w@example.org>", "Workforce SRO"),
        ("Workforce SRO, w@example.org", "Workforce SRO"),
        ("  w@example.org ; Workforce  SRO.", "Workforce SRO."),
        ("Workforce SRO\tw@example.org", "Workforce SRO"),
        ("“Workforce SRO” – mailto:w@example.org.", "Workforce SRO"),
        ("w@example.org", ""),
        ("(w@example.org)", ""),
    ],
)
def test_one_address_and_the_name_beside_it(line: str, name: str) -> None:
    assert listed(line) == Listed(name, "w@example.org")


@pytest.mark.parametrize(
    "line",
    ["", "Workforce SRO", "w@example", "@example.org", "w@.org", "a@b@example.org", "a@example.org, b@x.org"],
)
def test_what_is_no_address_or_several(line: str) -> None:
    assert listed(line) is None


def test_a_long_word_takes_no_longer_than_it_is() -> None:
    assert listed("a" * 1_000_000 + "@" + "." * 1_000_000) is None
