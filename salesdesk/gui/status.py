"""Tells, at the foot of the window, that all is saved, how old the backup is and where the file lies."""

from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import QLabel, QStatusBar

from salesdesk.env.locale import Formats
from salesdesk.gui.widgets.elided import ElidedLabel


class StatusLine(QStatusBar):
    """One quiet line."""

    def __init__(self) -> None:
        super().__init__()
        self._left = ElidedLabel()
        self._right = QLabel()
        self._build_ui()

    def show_desk(self, path: Path, backup: datetime | None, today: date, said: str = _("Saved")) -> None:
        """Shows the state of an open desk."""
        parts = (said, _backup_words(backup, today), _("Not encrypted"), str(path))
        self._left.say("  ·  ".join(parts))
        self._right.setText(
            _("{day}  ·  week {week}", day=Formats().day(today), week=today.isocalendar().week)
        )

    def clear_desk(self) -> None:
        """Shows nothing, because no desk is open or the screen is locked."""
        self.clearMessage()
        self._left.say("")
        self._right.setText("")

    def _build_ui(self) -> None:
        self.setObjectName("status")
        self.setSizeGripEnabled(False)
        self._left.setObjectName("status_left")
        self.setContentsMargins(8, 0, 8, 0)
        self.addWidget(self._left, 1)
        self.addPermanentWidget(self._right)


def _backup_words(backup: datetime | None, today: date) -> str:
    if backup is None:
        return _("No backup yet")
    days = (today - backup.date()).days
    named = (_("today"), _("yesterday"))
    when = named[days] if 0 <= days < len(named) else n_("{number} day ago", "{number} days ago", days)
    return (
        _("Backup {when} {backup:%H:%M}", when=when, backup=backup)
        if days < 2
        else _("Backup {when}", when=when)
    )
