"""The grammar that all commands share: `command [verb] [refs] [key:value ...] [free text]`, case and order forgiven."""

import re
import shlex
from collections.abc import Iterable
from difflib import get_close_matches

REF = re.compile(r"(?<![\d.])(\d{1,3}\.\d{1,3})(?![\d.]*\d)", re.ASCII)
"""A ref such as 2.4, and not part of a date or a longer number."""

_PAIR = re.compile(r"([a-z_]+):(.*)", re.IGNORECASE | re.DOTALL)


def words_of(text: str) -> list[str]:
    """The words of a command, quoted ones kept together. A lone quotation mark is just a character."""
    text = text.replace("“", '"').replace("”", '"')
    try:
        lexer = shlex.shlex(text, posix=True)
        lexer.whitespace_split = True
        lexer.quotes = '"'
        lexer.escape = ""
        lexer.commenters = ""
        return list(lexer)
    except ValueError:
        return text.split()


def typed_again(words: Iterable[str]) -> str:
    """Words as somebody would type them, so that `words_of` gives the same: those with a space in quotation marks."""
    return " ".join(f'"{word}"' if not word or re.search(r"\s", word) else word for word in words)


def pair_of(word: str) -> tuple[str, str] | None:
    """`key:value` as a pair, the key in lower case; None for any other word. A web address is no pair."""
    matched = _PAIR.fullmatch(word)
    if not matched or matched[2].startswith("//"):
        return None
    return matched[1].lower(), matched[2]


def ref_of(word: str) -> str | None:
    """The word as a ref, without leading zeros and trailing punctuation; None for any other word."""
    matched = REF.fullmatch(word.strip(",;:()"))
    if not matched:
        return None
    area, number = matched[1].split(".")
    return f"{int(area)}.{int(number)}"


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> list[str]:
    """Known words that `word` is probably meant to be, the likeliest first, three at most; `likeness` is 0 to 1."""
    return get_close_matches(word.casefold(), {each.casefold(): None for each in known}, n=3, cutoff=likeness)


def area_and_number(ref: str) -> tuple[int, int]:
    """The two numbers of a well-formed ref, by which refs are ordered: 10.2 comes after 9.9."""
    area, number = ref.split(".")
    return int(area), int(number)
