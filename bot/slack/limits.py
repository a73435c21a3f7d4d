"""Slack's limits, and how text is kept within them: the one place where anything is shortened, and never silently.

The builders (`blocks.py`, `tables.py`, `forms.py`) ask here. Source: Slack's Block Kit reference, as of September 2026;
slackblocks checks the same limits once more when a block is made.
"""

BLOCKS_IN_A_MESSAGE = 50
BLOCKS_IN_A_VIEW = 100
MESSAGE_TEXT = 40_000
SECTION_TEXT = 3_000
FIELD_TEXT = 2_000
FIELDS_IN_A_SECTION = 10
HEADER_TEXT = 150
BUTTON_LABEL = 75
BUTTON_VALUE = 2_000
ELEMENTS_IN_A_ROW = 25
OPTION_LABEL = 75
OPTIONS_IN_A_GROUP = 100
PLACEHOLDER = 150
VIEW_TITLE = 24
INPUT_LABEL = 2_000
INPUT_TEXT = 3_000
TABLE_ROWS = 100
TABLE_TEXT = 10_000
DATA_TABLE_ROWS = 200
DATA_TABLE_TEXT = 20_000
TABLE_COLUMNS = 20
CAPTION = 3_000
ALT_TEXT = 2_000
IMAGE_TITLE = 2_000
FILE_TITLE = 250


def shortened(text: str, most: int) -> str:
    """`text` in at most `most` characters; what is left out is marked by an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def pieces(text: str, most: int) -> list[str]:
    """`text` in pieces of at most `most` characters, divided at a line or a word if it can be; nothing is lost."""
    found = []
    while len(text) > most:
        cut = max(text.rfind("\n", 0, most), text.rfind(" ", 0, most)) + 1
        cut = cut if cut > most // 2 else most
        found.append(text[:cut])
        text = text[cut:]
    return [*found, text] if text else found


def lines_within(text: str, most: int) -> str:
    """The lines of `text` that fit into `most` characters; says how many more there are."""
    if len(text) <= most:
        return text
    lines = text.split("\n")
    kept, length = 0, 0
    while length + len(lines[kept]) + 1 <= most - 40:
        length += len(lines[kept]) + 1
        kept += 1
    return "\n".join([*lines[:kept], f"… and {len(lines) - kept} more lines"])
