"""Edits a cell of a table with the field that fits its kind of value, and paints the quiet row lines."""

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from salesdesk.env.errors import UserError
from salesdesk.gui.models.record_table_model import RecordTableModel, usual_beside
from salesdesk.gui.theme import align_figures
from salesdesk.gui.widgets.check_box import BOX, paint_tick_box
from salesdesk.gui.widgets.elided import elided
from salesdesk.gui.widgets.field_editors import EditorTools, LineField, make_field_editor
from salesdesk.gui.widgets.keyed_form import ENTER
from salesdesk.gui.widgets.steady_table import SteadyTable
from salesdesk.gui.widgets.typed_cells import PUT_BACK, TypedCells
from salesdesk.model.fields import Field, FieldType

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 32
ELSEWHERE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Why the keyboard leaves a field and comes back to it later."""
FOCUSED, TICKABLE = QStyle.StateFlag.State_HasFocus, QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
AMPLE = 40
"""What a cell has around its words is less than this at 100 % zoom; how much, Qt lays the cell out to tell."""
ENDING = (*ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)


class FieldDelegate(QStyledItemDelegate):
    """Stands between a table and its editors; says so where something typed was not understood."""

    edit_refused = Signal(str)
    enter_pressed = Signal()

    def __init__(self, tools: EditorTools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._refused = False
        self.typed: TypedCells | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Makes the editor of a cell."""
        field, options = self._declared(index)
        # A cell has one line: several lines are edited in the form.
        editor = LineField(field, self._tools) if field.type is FieldType.LONG_TEXT else None
        editor = editor or make_field_editor(field, self._tools, options)
        editor.setParent(parent)
        editor.setProperty("role", "cell")
        editor.setAccessibleName(field.label)
        editor.setAutoFillBackground(True)
        if self.typed is not None:
            self.typed.follow(editor, index)
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Lets go of an editor, and of what is kept of its words."""
        if self.typed is not None:
            self.typed.let_go(editor)
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Shows the stored value in the editor."""
        editor.show_value(index.data(Qt.ItemDataRole.EditRole))  # type: ignore[attr-defined]
        model = index.model()
        if isinstance(editor, LineField) and isinstance(model, RecordTableModel):
            name, row = self._declared(index)[0].name, model.row_at(index.row())
            editor.usual = lambda: usual_beside(model, row, name)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hands the edited value to the model, or says why it was not understood."""
        field, _unused = self._declared(index)
        try:
            value: Any = editor.value()  # type: ignore[attr-defined]
            if value is None and field.required:
                raise UserError(_("“{label}” cannot be empty. The old value was kept.", label=field.label))
        except UserError as problem:
            self._refused = True
            self.edit_refused.emit(str(problem))
            return
        self._refused = False
        model.setData(index, value)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Lets the digits of a column of numbers stand beneath one another."""
        super().initStyleOption(option, index)
        if option.displayAlignment & Qt.AlignmentFlag.AlignRight:
            option.font = align_figures(option.font)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Lets the editor cover its cell, and more where it needs more."""
        rect = option.rect
        rect.setWidth(max(rect.width(), min(editor.minimumSizeHint().width(), self._tools.theme.px(160))))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Lets Enter save and go one row down, as in a spreadsheet; what is refused stays, with Tab too."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and editor.property(PUT_BACK):
            # Nobody has said yet that these words are meant, so they are not stored; they wait on.
            if event.reason() not in ELSEWHERE and isinstance(editor, QWidget):
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
            return False
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and isinstance(editor, QWidget)
            and self._key_used(editor, event)
        ):
            return True
        return super().eventFilter(editor, event)

    def _key_used(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Tells whether a key was used up here."""
        if event.key() in ENDING:
            editor.setProperty(PUT_BACK, False)
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return not self._taken(editor)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not plain:
            return False
        if isinstance(editor, LineField):
            editor.confirm()
        if self._taken(editor):
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            self.enter_pressed.emit()
        return True

    def _taken(self, editor: QWidget) -> bool:
        """Hands over what was typed; where it is refused the words stay selected under the keyboard."""
        self._refused = False
        self.commitData.emit(editor)
        if self._refused and isinstance(editor, QLineEdit):
            editor.selectAll()
        return not self._refused

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Gives every row the same quiet height."""
        return QSize(super().sizeHint(option, index).width(), self._tools.theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints a cell, the line under it and, where the keyboard is, a frame."""
        theme, px = self._tools.theme, self._tools.theme.px
        focused = FOCUSED in option.state
        ticked = self._paint_ground(painter, option, index)
        if ticked is not None:
            paint_tick_box(painter, self._tick_box(option.rect), ticked is Qt.CheckState.Checked, theme)
        painter.save()
        painter.setPen(theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if focused:
            painter.setPen(theme.colour("focus"))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -2, -3), px(3), px(3))
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Ticks a box where it is clicked; Space is understood without further ado."""
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is None or not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        inside = self._tick_box(option.rect).contains(event.position().toPoint())
        if (
            event.type() is QEvent.Type.MouseButtonRelease
            and inside
            and event.button() is Qt.MouseButton.LeftButton
        ):
            checked = Qt.CheckState(ticked) is Qt.CheckState.Checked
            wanted = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
            return model.setData(index, wanted, Qt.ItemDataRole.CheckStateRole)
        return False

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> Qt.CheckState | None:
        """Paints all but the box to tick; gives how that stands where there is one."""
        plain, ticked = QStyleOptionViewItem(option), None
        self.initStyleOption(plain, index)
        if FOCUSED in plain.state:
            plain.state &= ~FOCUSED
        if TICKABLE in plain.features:
            ticked = plain.checkState
            plain.features &= ~TICKABLE
        table, words = option.widget, plain.text
        ample = plain.rect.width() - self._tools.theme.px(AMPLE)
        if isinstance(table, SteadyTable) and table.cuts(index.column()):
            plain.text = ""
        elif words and plain.fontMetrics.horizontalAdvance(words) > ample:
            plain.text = elided(plain.fontMetrics, words, room_for_words(plain, table))
        table.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, table)
        return ticked

    def _tick_box(self, cell: QRect) -> QRect:
        px = self._tools.theme.px
        return QRect(cell.left() + px(8), cell.center().y() - px(BOX) // 2, px(BOX), px(BOX))

    def _declared(self, index: Index) -> tuple[Field, tuple[tuple[int, str], ...]]:
        model = index.model()
        assert isinstance(model, RecordTableModel)
        field = model.columns[index.column()]
        return field, model.options(field.name)


def room_for_words(cell: QStyleOptionViewItem, table: QWidget) -> int:
    """Gives the width that words may have in a cell, to which Qt bounds them."""
    style = table.style()
    margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, cell, table) + 1
    return style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, cell, table).width() - 2 * margin
