"""The first page of a pack, at which a reader may stop: made of its contents, as short as one page has room for.

Every writer prints it before all else. What it leaves out stands in the sections behind it, which it names.
"""

from dataclasses import dataclass

from models.plan.ratings import Rating
from papers.pack.contents import PackContents, Red
from papers.pack.section_numbers import parts_of
from papers.wording import day, plural, shortened

TITLE = "Summary"
MOST_REDS, MOST_QUESTIONS, MOST_ASKED = 4, 3, 4
"""So many of each have room on a page, with a table of seven levels and the longest texts that are not cut."""

_LONGEST_TITLE, _LONGEST_QUESTION, _LONGEST_ASKED = 60, 190, 100


@dataclass(frozen=True)
class RedInShort:
    """A Red in a line: `when` is how late it is, and when it will be recovered."""

    ref: str
    title: str
    activity: Rating
    impact: Rating
    when: str


@dataclass(frozen=True)
class FrontPage:
    """What the first page says beside the headline and the table of ratings.

    `more_reds` and `more_asked` say how many are not named here and where they stand; `asked` are lines, beginning with
    what the first says where nothing is asked. A pack that was kept without questions has none.
    """

    reds: tuple[RedInShort, ...]
    more_reds: str
    questions: tuple[str, ...]
    asked: tuple[str, ...]
    more_asked: str


def front_page(contents: PackContents) -> FrontPage:
    """The first page of these contents."""
    sections = {each.key: each.number for each in parts_of(contents)}
    asked = tuple(
        shortened(f"{each.number}. {each.what}: {each.change}", _LONGEST_ASKED) for each in contents.asked[:MOST_ASKED]
    )
    left = len(contents.asked) - len(asked)
    more = [f"{plural(left, 'more item is', 'more items are')} in section {sections['asked']}."] if left else []
    if contents.arising:
        things = plural(len(contents.arising), "thing", "things")
        are = "is" if len(contents.arising) == 1 else "are"
        more.append(f"{things} that earlier decisions asked for {are} not done yet: section {sections['asked']}.")
    return FrontPage(
        tuple(map(_in_short, contents.reds[:MOST_REDS])),
        _more(len(contents.reds) - MOST_REDS, sections["reds"]),
        tuple(shortened(each, _LONGEST_QUESTION) for each in contents.questions[:MOST_QUESTIONS]),
        asked or ("No decision is asked of the board in this pack.",),
        " ".join(more),
    )


def _more(count: int, section: int) -> str:
    return f"{plural(count, 'more is', 'more are')} in section {section}." if count > 0 else ""


def _in_short(red: Red) -> RedInShort:
    late = f"{plural(red.days_overdue, 'day')} overdue" if red.days_overdue else f"due {red.deadline or 'on no day'}"
    recovery = f"recovery {day(red.recovery_date)}" if red.recovery_date else "no recovery date"
    return RedInShort(red.ref, shortened(red.title, _LONGEST_TITLE), red.activity, red.impact, f"{late}; {recovery}")
