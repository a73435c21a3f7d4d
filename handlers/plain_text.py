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
    Input,
    Listing,
    Modal,
    Select,
    Table,
    Text,
)
from handlers.printed_cells import cell_words, printed_rows


def in_words(card: Card | Modal) -> str:
    """The whole card as lines of plain text, tables a line a row; nothing in it is markup."""
    lines = [card.title, *(line for element in card.body for line in _lines(element))]
    if isinstance(card, Modal):
        lines += [line for each in card.inputs for line in _question(each)]
    return "\n".join(line for line in lines if line)


def _question(asked: Input) -> list[str]:
    """A question of a form with its answer, else with what there is to choose from; its hint and its mistake below."""
    answer = dict(asked.options).get(asked.value, asked.value)
    said = [f"{asked.label}{'' if asked.required else ' (optional)'}: {answer}".rstrip()]
    if asked.options and not answer:
        said.append(f"  One of: {'; '.join(label for _, label in asked.options)}")
    said += [f"  {asked.hint}"] if asked.hint else []
    return [*said, f"  Mistake: {asked.error}"] if asked.error else said


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
            links = [f"{each.label}: {each.url}" for each in elements if isinstance(each, Button) and each.url]
            labels = [f"[{each.label}]" for each in elements if isinstance(each, Select) or not each.url]
            return [*links, " ".join(labels)]
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
