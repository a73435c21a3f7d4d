"""The ref of a new action follows those of its plan, and none is given twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.decisions.next_ref import next_ref
from models.plan.refs import LONGEST_REF, ref_order


@pytest.mark.parametrize(
    ("refs", "area", "following"),
    [
        (["2.1", "2.7", "10.1"], 2, "2.8"),
        (["2.9", "2.10"], 2, "2.11"),
        (["2.1", "3.1"], 7, "7.1"),
        (["1", "2", "60"], None, "61"),
        (["1", "2", "60"], 3, "61"),
        (["R1", "R2", "R40"], None, "R41"),
        (["FIN-07", "FIN-08", "HR-99"], None, "FIN-09"),
        (["A-STR-073", "A-STR-099"], None, "A-STR-100"),
        (["60/17(h)"], None, "60/18(h)"),
        (["r1", "R2"], None, "R3"),
        (["alpha", "beta"], None, "1"),
        ([], None, "1"),
        ([], 3, "1"),
    ],
)
def test_it_goes_on_as_the_plan_does(refs: list[str], area: int | None, following: str) -> None:
    assert next_ref(refs, area) == following


REFS = st.one_of(
    st.from_regex(r"[A-Z]{0,3}[-/ ]?[0-9]{1,4}[a-z]?", fullmatch=True),
    st.from_regex(r"[0-9]{1,2}\.[0-9]{1,2}", fullmatch=True),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=LONGEST_REF),
)


@given(st.sets(REFS, max_size=30), st.one_of(st.none(), st.integers(1, 12)))
def test_it_is_never_one_that_was_there(refs: set[str], area: int | None) -> None:
    found = next_ref(refs, area)
    assert 0 < len(found) <= LONGEST_REF
    assert ref_order(found) not in {ref_order(ref) for ref in refs}
