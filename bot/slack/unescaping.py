"""What a person typed, out of what Slack made of it: escapes undone, links and mentions as they were seen.

Called by the listeners before any text reaches the dispatcher.
"""

import re
from collections.abc import Iterator, Mapping

_MARKED = re.compile(r"<([^<>]+)>")


def unescaped(text: str) -> str:
    """The text of a slash command: only `&`, `<` and `>` are escaped in it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mentioned(text: str) -> list[str]:
    """The ids of the people whom a message mentions without saying their names, in the order of the message."""
    marks = _MARKED.findall(text)
    return list(dict.fromkeys(mark[1:] for mark in marks if mark.startswith("@") and "|" not in mark))


def as_typed(text: str, names: Mapping[str, str]) -> str:
    """The text of a message event as its writer saw it. `names` are people by id; an unknown one stays an id."""
    return unescaped("".join(_parts(text, names)))


def _parts(text: str, names: Mapping[str, str]) -> Iterator[str]:
    at = 0
    for found in _MARKED.finditer(text):
        yield text[at : found.start()]
        yield _mark(found[1], names)
        at = found.end()
    yield text[at:]


def _mark(mark: str, names: Mapping[str, str]) -> str:
    target, _, label = mark.partition("|")
    if target.startswith("@"):
        return f"@{label or names.get(target[1:], target[1:])}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    return f"{label} ({target})" if label and label not in target else label or target
