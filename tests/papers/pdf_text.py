"""What a PDF says, page by page, as a reader that is not ours and is quick tells it."""

import pypdfium2  # type: ignore[import-untyped]


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, lines as they stand, without the marks that only say where a long word may break."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\u200b", "") for page in document]
    finally:
        document.close()
