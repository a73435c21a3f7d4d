"""The walk through a sheet's XML gives what openpyxl's read-only mode gives, whatever the cells are."""

import io
import zipfile
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.xml.constants import SHEET_MAIN_NS

from papers.plan.opening import open_sheets
from papers.plan.sheet_cells import rows_of

WIDTH = 6
ESCAPED = ("_x000D_", "a_x005F_b", "x005F_", "_x005F_", "_x0041_", "plain")

ROWS = {
    "numbers": '<row r="1"><c r="A1"><v>12</v></c><c r="B1"><v>2.50</v></c><c r="C1"><v>1E3</v></c><c r="D1"/></row>',
    "dates and durations": '<row r="1"><c r="A1" s="1"><v>45199</v></c><c r="B1" s="2"><v>1.5</v></c></row>',
    "a day that is none": '<row r="1"><c r="A1" s="1"><v>99999999999</v></c></row>',
    "an ISO day": '<row r="1"><c r="A1" t="d"><v>2023-06-07T10:00:00</v></c></row>',
    "truths and errors": '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>'
    '<c r="C1" t="e"><v>#REF!</v></c></row>',
    "shared texts": '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>',
    "texts in the cell": '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a &amp; b </t></is></c>'
    '<c r="B1" t="inlineStr"><is><r><t>half</t></r><r><rPr><b/></rPr><t> bold</t></r></is></c>'
    '<c r="C1" t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh></is></c>'
    '<c r="D1" t="inlineStr"/></row>',
    "formulas": '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"</f><v>a</v></c>'
    "<c r='C1'><f>1</f></c></row>",
    "no places": "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
    "gaps, beyond the width, and back to front": '<row r="2"><c r="C2"><v>3</v></c><c r="A2"><v>1</v></c>'
    '<c r="AB2"><v>9</v></c></row><row r="5.0"><c r="B5"><v>5</v></c></row><row r="4"><c r="A4"><v>4</v></c></row>',
    "nothing but blanks": '<row r="1"><c r="A1" t="inlineStr"><is><t>  </t></is></c></row><row r="2"/>',
}


def opened(rows: str) -> Any:
    """The one sheet of a workbook whose XML has these rows; style 1 is a date and style 2 a duration."""
    saved, changed = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(saved) as workbook:
        sheet = workbook.add_worksheet()
        for column, number_format in enumerate(("dd/mm/yyyy", "[h]:mm")):
            sheet.write(0, column, 1, workbook.add_format({"num_format": number_format}))
        sheet.write_row(1, 0, ("one", " another"))
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(changed, "w") as after:
        for member in before.namelist():
            content = before.read(member)
            if member == "xl/worksheets/sheet1.xml":
                content = f'<worksheet xmlns="{SHEET_MAIN_NS}"><sheetData>{rows}</sheetData></worksheet>'.encode()
            after.writestr(member, content)
    book = openpyxl.load_workbook(changed, read_only=True, data_only=True)
    book.worksheets[0].reset_dimensions()
    return book.worksheets[0]


@pytest.mark.parametrize("in_cells", [True, False])
def test_what_looks_like_an_escape_is_text_wherever_the_workbook_keeps_it(in_cells: bool) -> None:
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved, {"constant_memory": in_cells}) as workbook:
        sheet = workbook.add_worksheet()
        for row, text in enumerate(ESCAPED):
            sheet.write_string(row, 0, text)
    (read,) = open_sheets(saved.getvalue(), "a.xlsx")
    assert [row.values[0] for row in read.rows()] == [*ESCAPED]


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
@pytest.mark.filterwarnings("ignore:Cell A1 is marked as a date")
def test_every_kind_of_cell(rows: str) -> None:
    sheet = opened(rows)
    theirs = {
        number: [(cell.value, cell.data_type == "e" and cell.value is not None, cell.number_format) for cell in row]
        for number, row in enumerate(sheet.iter_rows(max_col=WIDTH), 1)
    }
    ours = {
        number: [
            (value, index in cells.errors, look.number_format)
            for index, (value, look) in enumerate(zip(cells.values, cells, strict=True))
        ]
        for number, _, cells in rows_of(sheet, WIDTH, None)
    }
    assert ours == {number: row for number, row in theirs.items() if number in ours}
    empty = {number for number, row in theirs.items() if all(value is None for value, _, _ in row)}
    assert theirs.keys() - ours.keys() <= empty
    full = {number for number, full, _ in rows_of(sheet, WIDTH, None) if full}
    blank = {
        number for number, row in theirs.items() if all(str(value or "").isspace() for value, _, _ in row if value)
    }
    assert full == theirs.keys() - blank


def test_it_stops_where_it_is_told() -> None:
    sheet = opened("".join(f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>' for number in range(1, 9)))
    assert [number for number, _, _ in rows_of(sheet, WIDTH, 3)] == [1, 2, 3]
    assert [value for _, _, cells in rows_of(sheet, 1, 3) for value in cells.values] == [1, 2, 3]


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
@pytest.mark.filterwarnings("ignore:Cell A1 is marked as a date")
def test_it_does_not_matter_where_a_chunk_ends(rows: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = opened(rows)
    whole = [(number, full, cells.values) for number, full, cells in rows_of(sheet, WIDTH, None)]
    monkeypatch.setattr("papers.plan.sheet_cells._CHUNK", 5)
    assert [(number, full, cells.values) for number, full, cells in rows_of(sheet, WIDTH, None)] == whole
