"""The grammar that all commands share: `command [verb] [refs] [key:value ...] [free text]`, case and order forgiven.

`legible` is what the dispatcher makes of everything that was typed, before any word of it is read; marks around a word
and quotation marks of every make are dealt with here, too, and nowhere else.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from handlers.errors import Mistake
from papers.spacing import plainly_spaced

DASHES = "-‐‑‒–—−"
"""What people type for a dash, the first one plain."""

MARKS = "*_~`#,;:()[]"
"""What stands around a word and is no part of it: `*2.4*`, `#2.4`, `(2.4)`, `2.4:`."""

DOUBLE = '"“”„‟«»'
"""Quotation marks that are nothing else; a single one may be an apostrophe."""

QUOTES = f"{DOUBLE}'‘’‚"

_PAIR = re.compile(r"([a-z_]+):(.*)", re.IGNORECASE | re.DOTALL)


_BREAKS = re.compile("\\r\\n|[\\r\\x0b\\x0c\\x85\\u2028\\u2029]")
_LABELLED = re.compile(r"<((?:https?://|mailto:)[^<>|\s]+)(?:\|([^<>]*))?>", re.IGNORECASE)
_QUOTED = re.compile(
    rf"""([^\s{DOUBLE}]*)[{DOUBLE}]([^{DOUBLE}]*)[{DOUBLE}](?=\s|$)"""  # "two words", board:"two words"
    r"""|(?<!\S)['‘‚]([^\n]{0,300}?[^\s'‘’])['’‘](?=\s|$)"""  # 'two words', no apostrophe; not to the end for each
    r"""|\S+"""
)


def legible(text: str) -> str:
    """What was typed or pasted, with what only looks different made plain: spaces that do not break, line ends of every
    kind, what cannot be seen, and a pasted link, `<https://a.example|the plan>`, as its label and address.

    Everything that a person reads in it stays as it is: quotation marks, dashes, marks of emphasis.
    """
    text = _BREAKS.sub("\n", plainly_spaced(text))
    return _LABELLED.sub(_link, text)


def _link(found: re.Match[str]) -> str:
    address, label = found[1].removeprefix("mailto:"), (found[2] or "").strip()
    return f"{label} ({address})" if label and label not in address else address


def first_word(text: str) -> tuple[str, str]:
    """The first word of a text, and what follows it after a space or a line break."""
    first, *rest = text.split(maxsplit=1) or [""]
    return first, "".join(rest)


def words_of(text: str) -> list[str]:
    """The words of a command, quoted ones kept together. A lone quotation mark is just a character."""
    return [_without_quotes(found) for found in _QUOTED.finditer(text)]


def _without_quotes(found: re.Match[str]) -> str:
    before, double, single = found.groups()
    return f"{before}{double}" if double is not None else single or found[0]


def typed_again(words: Iterable[str]) -> str:
    """Words as somebody would type them, so that `words_of` gives the same: those with a space in quotation marks."""
    return " ".join(f'"{word}"' if not word or re.search(r"\s", word) else word for word in words)


def pair_of(word: str) -> tuple[str, str] | None:
    """`key:value` as a pair, the key in lower case; None for any other word. A web address is no pair."""
    matched = _PAIR.fullmatch(word)
    if not matched or matched[2].startswith("//"):
        return None
    return matched[1].lower(), matched[2]


def said_once(
    pairs: Iterable[tuple[str, str]],
    nothing: str = "Nothing was recorded.",
    same: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, str]:
    """What is named in a line, by its name, or by the name that `same` has for that. Raises `Mistake` for what is said
    twice, each time otherwise: neither is dropped. `nothing` says what was not done.
    """
    said: dict[str, str] = {}
    for typed, value in pairs:
        name = same.get(typed, typed)
        if said.get(name, value) != value:
            was, now = said[name][:60], value[:60]
            raise Mistake(f"“{typed}” is said twice: “{was}” and “{now}”. {nothing}")
        said[name] = value
    return said


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> list[str]:
    """Known words that `word` is probably meant to be, the likeliest first, three at most; `likeness` is 0 to 1."""
    return get_close_matches(word.casefold(), {each.casefold(): None for each in known}, n=3, cutoff=likeness)
