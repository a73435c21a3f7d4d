"""A card in plain words: the text that notifications and screen readers get, with the same figures as the card."""

from typing import assert_never

from handlers.cards import (
    Actions,
    Button,
    Card,
    Divider,
    Element,
    Fields,
    File,
    Files,
    Image,
    Listing,
    Modal,
    Table,
    Text,
)
from handlers.cells import cell_words, printed_rows


def in_words(card: Card | Modal) -> str:
    """The whole card as lines of plain text, tables a line a row; nothing in it is markup."""
    lines = [card.title, *(line for element in card.body for line in _lines(element))]
    if isinstance(card, Modal):
        lines += [f"{each.label}: {each.value}" + (f" ({each.error})" if each.error else "") for each in card.inputs]
    return "\n".join(line for line in lines if line)


def _lines(element: Element) -> list[str]:
    match element:
        case Text(text=text):
            return [text]
        case Listing(items=items):
            return [f"• {item}" for item in items]
        case Fields(pairs=pairs):
            return [f"{label}: {cell_words(value)}" for label, value in pairs]
        case Table(caption=caption, columns=columns):
            return [f"{caption}:", *(_row(columns, row) for row in printed_rows(element))]
        case Divider():
            return []
        case Actions(elements=elements):
            labels = [each.label for each in elements if isinstance(each, Button)]
            return [f"[{'] ['.join(labels)}]"] if labels else []
        case Image(title=title, alt=alt):
            return [title, alt]
        case Files(files=files):
            return [file_words(each) for each in files]
        case _:
            assert_never(element)


def file_words(file: File) -> str:
    """What a file is: `Word: Board pack.docx, 212 KB`."""
    return f"{file.label}: {file.name}, {size_words(file.size)}"


def size_words(size: int) -> str:
    """So many bytes for people: `212 KB`, `1.4 MB`."""
    kilobytes = max(1, round(size / 1000))
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{size / 1_000_000:.1f} MB"


def _row(columns: tuple[str, ...], row: tuple[str, ...]) -> str:
    cells = [f"{column} {cell}" for column, cell in zip(columns[1:], row[1:], strict=True) if cell]
    return f"{row[0]}: {', '.join(cells)}" if cells else row[0]
