"""A list of people to tick, each with what the file says of them; Space or a click anywhere in the row ticks."""

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QWidget

from salesdesk.gui.theme import Theme, set_role
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.elided_label import ElidedLabel
from salesdesk.gui.widgets.layouts import clear_layout
from salesdesk.services.importing.team import NewPerson

HEADS = ("Name", "Role", "Region", "Manager")
STRETCHES = (5, 4, 3, 4, 1)
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PersonTicks(QObject):
    """The rows of a grid; columns the file says nothing in are left out."""

    tick_changed = Signal()
    row_reached = Signal(QWidget)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grid = QGridLayout()
        self._boxes: dict[int, CheckBox] = {}
        self._rows: dict[int, list[QWidget]] = {}

    def put_into(self, frame: QFrame) -> None:
        """Gives the grid its place."""
        frame.setLayout(self._grid)

    def show_people(self, people: Sequence[NewPerson], ticked: Collection[int], counted: str) -> None:
        """Shows these people from top to bottom; `counted` is what the file has of each, such as "Deals"."""
        heads = (*HEADS, counted)
        clear_layout(self._grid)
        self._boxes.clear()
        self._rows.clear()
        texts = {person.key: _texts(person) for person in people}
        used = [c for c in range(len(heads)) if c == 0 or any(row[c] for row in texts.values())]
        for place, column in enumerate(used):
            head = QLabel(heads[column])
            set_role(head, "small")
            self._grid.addWidget(head, 0, place)
            self._grid.setColumnStretch(place, STRETCHES[column])
        for row, person in enumerate(people, start=1):
            self._add_row(row, person, [texts[person.key][column] for column in used], person.key in ticked)

    def show_only(self, keys: Iterable[int]) -> None:
        """Hides all others, which stay as they are ticked."""
        shown = set(keys)
        for key, parts in self._rows.items():
            for part in parts:
                part.setVisible(key in shown)

    def tick(self, keys: Iterable[int], *, ticked: bool) -> None:
        """Ticks people, or takes their ticks away, and tells of it once."""
        for key in keys:
            box = self._boxes[key]
            blocked = box.blockSignals(True)
            box.setChecked(ticked)
            box.blockSignals(blocked)
        self.tick_changed.emit()

    def ticked(self) -> frozenset[int]:
        """Gives the keys of the people who are ticked, hidden ones too."""
        return frozenset(key for key, box in self._boxes.items() if box.isChecked())

    def first(self) -> QCheckBox:
        """Gives the first box that is shown, or the first at all."""
        boxes = list(self._boxes.values())
        return next((box for box in boxes if not box.isHidden()), boxes[0])

    def take_measures(self) -> None:
        """Sets the measures of the present zoom."""
        px = self._theme.px
        self._grid.setContentsMargins(px(12), px(8), px(12), px(10))
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(2))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ticks where a row is clicked beside its box, and walks through the boxes by arrow keys."""
        if isinstance(event, QMouseEvent) and isinstance(watched, QLabel):
            if event.type() is QEvent.Type.MouseButtonRelease:
                self._boxes[watched.property("key")].click()
            return event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease)
        if isinstance(watched, CheckBox):
            if event.type() is QEvent.Type.FocusIn:
                self.row_reached.emit(watched)
            elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                return self._walk(watched, STEPS.get(Qt.Key(event.key()), 0))
        return super().eventFilter(watched, event)

    def _add_row(self, row: int, person: NewPerson, texts: Sequence[str], ticked: bool) -> None:
        box = CheckBox(self._theme, texts[0])
        box.setObjectName("in_team")
        box.setChecked(ticked)
        box.setAccessibleDescription(", ".join(text for text in texts[1:] if text))
        box.toggled.connect(self.tick_changed)
        box.installEventFilter(self)
        labels = [ElidedLabel(text) for text in texts[1:]]
        for label in labels:
            set_role(label, "muted")
            label.setProperty("key", person.key)
            label.installEventFilter(self)
        self._boxes[person.key], self._rows[person.key] = box, [box, *labels]
        for place, part in enumerate((box, *labels)):
            self._grid.addWidget(part, row, place)

    def _walk(self, box: CheckBox, step: int) -> bool:
        shown = [each for each in self._boxes.values() if not each.isHidden()]
        place = shown.index(box) + step if step and box in shown else -1
        if 0 <= place < len(shown):
            shown[place].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(step)


def _texts(person: NewPerson) -> tuple[str, ...]:
    return (
        person.label,
        person.role,
        person.region,
        person.manager,
        f"{person.deals:,}" if person.deals else "",
    )
