"""What holds for every document, whatever it was read from."""

from __future__ import annotations

from dibao.documents import Document, Prose, Table


def check(document: Document) -> None:
    """Blocks and cells lie in the text, in order, apart; cells lie in their table, apart."""
    after = 0
    for block in document.blocks:
        assert after <= block.start < block.end <= len(document.text)
        after = block.end
        assert document.text[block.start : block.end].strip()
        if isinstance(block, Table):
            _check_table(document, block)


def _check_table(document: Document, table: Table) -> None:
    taken: set[tuple[int, int]] = set()
    after = table.start
    order = []
    for cell in table.cells:
        assert after <= cell.start < cell.end <= table.end
        after = cell.end
        order.append((cell.row, cell.column))
        area = {
            (row, column)
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        assert not area & taken
        taken |= area
        assert document.locator(cell.start) == cell.locator
    assert order == sorted(order)
    assert table.cells[0].start == table.start
    assert table.cells[-1].end == table.end
    assert all(0 <= row < table.rows and 0 <= column < table.columns for row, column in taken)


def texts(document: Document) -> list[object]:
    """The blocks in short: a string for prose, {(row, column): text} for a table."""
    short: list[object] = []
    for block in document.blocks:
        if isinstance(block, Prose):
            short.append(document.text[block.start : block.end])
        else:
            short.append({(cell.row, cell.column): document.text[cell.start : cell.end] for cell in block.cells})
    return short


def spans(table: Table) -> dict[tuple[int, int], tuple[int, int]]:
    """(row span, column span) of the merged cells."""
    return {
        (cell.row, cell.column): (cell.row_span, cell.column_span)
        for cell in table.cells
        if (cell.row_span, cell.column_span) != (1, 1)
    }
