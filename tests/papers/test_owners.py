"""Several owners in one cell are told from one owner whose title has an "and" in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.plan.contents import SeveralOwners
from papers.plan.owners import names_in
from papers.plan.reading import read_plan
from tests.papers.trackers import new_sheet, saved


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Head of Housing / Head of Planning", ("Head of Housing", "Head of Planning")),
        ("Practice SRO\nWorkforce SRO", ("Practice SRO", "Workforce SRO")),
        ("Practice SRO; Workforce SRO", ("Practice SRO", "Workforce SRO")),
        ("A and B", ("A", "B")),
        ("AB/CD", ("AB", "CD")),
        ("Owner A, Owner B and Owner C", ("Owner A", "Owner B", "Owner C")),
        ("Chief Nurse, Medical Director", ("Chief Nurse", "Medical Director")),
        ("Head of Education and Head of Skills", ("Head of Education", "Head of Skills")),
        (
            "Medical Director and Director of Nursing and Quality",
            ("Medical Director", "Director of Nursing and Quality"),
        ),
        (
            "Learning and Development Manager / HR Manager",
            ("Learning and Development Manager", "HR Manager"),
        ),
        ("Orange, Alex; Lemon, Jo", ("Orange, Alex", "Lemon, Jo")),
        ("head.one@example.org; head.two@example.org", ("head.one@example.org", "head.two@example.org")),
    ],
)
def test_several_names_are_divided(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Head of Education and Skills",
            "Director of Finance, HR and IT",
            "Education & Skills Manager",
            "HR & OD",
            "Orange, Alex",
        ),
        *("Director of\nChildren's Services", "Workforce\nSRO", "Housing/Planning lead", "Children's/Adults' SRO"),
        *("Service lead, care leavers", "Adult Services and Public Health", "Lead and Support Officer", "DCS"),
        "Head of Legal and Democratic Services (Monitoring Officer)",
        "Head of Strategy, Policy and Performance",
    ],
)
def test_one_title_stays_one_name(text: str) -> None:
    assert names_in(text) == (text,)


ROLES = st.sampled_from(["Head of {}", "Director of {}", "Service Manager, {}", "Assistant Director ({})", "{} Lead"])
UNITS = st.sampled_from(["Housing", "Education and Skills", "Policy, Performance and Audit", "Adults", "HR & OD"])
OWNERS = st.builds(lambda role, unit: role.format(unit), ROLES, UNITS)


@given(OWNERS)
def test_any_title_with_and_in_it_is_one_owner(owner: str) -> None:
    assert names_in(owner) == (owner,)


@given(st.lists(OWNERS, min_size=2, max_size=3, unique=True), st.sampled_from(["; ", " / ", "\n"]))
def test_any_two_titles_with_a_mark_between_them_are_two(owners: list[str], mark: str) -> None:
    assert names_in(mark.join(owners)) == tuple(owners)


@given(st.text(max_size=60))
def test_no_letter_of_any_text_is_lost(text: str) -> None:
    names = names_in(text)
    assert names == (text,) or all(name and name in text for name in names)


def test_the_first_of_several_owners_is_taken_and_all_are_told() -> None:
    plan = read_plan(b"Ref,Action,SRO\n1.1,Audit,Owner A / Owner B\n1.2,Share,Owner A\n1.3,Meet,n/a\n", "plan.csv")
    assert [row.owner for row in plan.rows] == ["Owner A", "Owner A", None]
    several = SeveralOwners("plan!C2", "Owner A / Owner B", ("Owner A", "Owner B"))
    assert [row.several_owners for row in plan.rows] == [several, None, None]


def test_an_owner_in_a_further_line_of_an_action_is_one_of_several() -> None:
    workbook, sheet = new_sheet("Actions")
    for cells in (("Ref", "Action", "SRO"), ("1.1", "Audit", "Owner A"), (None, None, "Owner B")):
        sheet.append(cells)
    sheet.merge_cells("A2:A3")
    (row,) = read_plan(saved(workbook), "plan.xlsx").rows
    assert (row.owner, row.several_owners) == (
        "Owner A",
        SeveralOwners("Actions!C3", "Owner A\nOwner B", ("Owner A", "Owner B")),
    )
