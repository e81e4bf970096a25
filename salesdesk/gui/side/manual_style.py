"""Gives a page of the manual its typography: air between paragraphs, calm headings, quiet tables."""

from collections.abc import Iterable
from typing import Any, cast

from PySide6.QtGui import (
    QBrush,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from salesdesk.gui.theme import Theme

TEXT_PIXELS = 14
HEADING_PIXELS = {1: 22, 2: 17, 3: 15}
LINE_HEIGHT = 135  # per cent of the font's own
BOLD = 600
FIXED_PITCH = "monospace"


def style_page(document: QTextDocument, theme: Theme) -> None:
    """Styles a document that was read from Markdown; call it again after a change of theme."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        _style_block(block, theme)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _style_table(frame, theme)
    cursor.endEditBlock()


def _style_block(block: QTextBlock, theme: Theme) -> None:
    px, cursor = theme.px, QTextCursor(block)
    level = block.blockFormat().headingLevel()
    # Both are None outside, which Qt's stubs do not say.
    in_table, in_list = bool(cursor.currentTable()), bool(block.textList())
    is_code = block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeLanguage) or _is_fixed(block)
    shape = QTextBlockFormat()
    shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    shape.setTopMargin(px(18) if level > 1 else 0)
    shape.setBottomMargin(0 if in_table or is_code else px(4) if in_list else px(6) if level else px(10))
    cursor.mergeBlockFormat(shape)
    _style_letters(block, theme, level)


def _style_letters(block: QTextBlock, theme: Theme, level: int) -> None:
    """Sets the true weight of the variable font: Qt would smear bold letters instead."""
    pixels = HEADING_PIXELS.get(level, TEXT_PIXELS)
    for piece in _pieces(block):
        letters = piece.charFormat()
        strong = level > 0 or letters.fontWeight() >= BOLD
        font = theme.font(pixels, strong=strong)
        font.setItalic(letters.fontItalic())
        if letters.fontFixedPitch():
            font.setFamily(FIXED_PITCH)
        wanted = QTextCharFormat(letters)
        wanted.clearProperty(QTextFormat.Property.FontSizeAdjustment)
        wanted.setFont(font)
        if letters.isAnchor():
            wanted.setForeground(theme.colour("accent_text"))
        cursor = QTextCursor(block)
        cursor.setPosition(piece.position())
        cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(wanted)


def _style_table(table: QTextTable, theme: Theme) -> None:
    look = QTextTableFormat(table.format())
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderCollapse(True)
    look.setBorder(1)
    look.setBorderBrush(QBrush(theme.colour("line")))
    look.setCellPadding(theme.px(5))
    look.setCellSpacing(0)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    look.setBottomMargin(theme.px(12))
    table.setFormat(look)


def _pieces(block: QTextBlock) -> list[QTextFragment]:
    """Gives the runs of equal letters in a block; Qt's stubs do not know that it can be walked through."""
    return [each.fragment() for each in cast(Iterable[Any], block)]


def _is_fixed(block: QTextBlock) -> bool:
    pieces = _pieces(block)
    return bool(pieces) and all(piece.charFormat().fontFixedPitch() for piece in pieces)
