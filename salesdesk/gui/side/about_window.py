"""Tells what SalesDesk is, which version runs, under which licence, and where the data is."""

import os
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

import salesdesk
from salesdesk.env.offline import internet_sockets, network_modules
from salesdesk.frozen import frozen
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.side.side_window import SideWindow
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.labels import PlainLabel


@frozen
class Library:
    """One library: its name, what it does here and its licence."""

    name: str
    what_for: str
    licence: str

    @property
    def version(self) -> str:
        """Gives the version in use; a program built without that note gives none."""
        try:
            return version(self.name)
        except PackageNotFoundError:
            return ""


LIBRARIES: Final = (
    Library("PySide6-Essentials", _("Windows, printing, PDF writing (Qt)"), "LGPL-3.0"),
    Library("SQLAlchemy", _("The typed model, queries"), "MIT"),
    Library("sqlcipher3", _("The desk file (SQLite), and its encryption"), "Zlib"),
    Library("Alembic", _("Bringing an older desk up to date"), "MIT"),
    Library("matplotlib", _("Charts"), "PSF-like"),
    Library("python-calamine", _("Reading workbooks"), "MIT"),
    Library("charset-normalizer", _("Finding the encoding of a CSV"), "MIT"),
    Library("python-dateutil", _("Reading dates"), "BSD-3-Clause"),
    Library("RapidFuzz", _("Finding which column is meant"), "MIT"),
    Library("Babel", _("Numbers and dates of each country"), "BSD-3-Clause"),
    Library("zxcvbn", _("How long a passphrase would hold"), "MIT"),
    Library("platformdirs", _("Where each system keeps data"), "MIT"),
    Library("QtAwesome", _("Icons"), "MIT; fonts OFL, CC BY, Apache-2.0"),
    Library("fontpkg-inter", _("The text font, Inter"), "OFL-1.1"),
)


WORDS = _("An offline desktop program in which a sales manager runs a team.")
PRIVACY = _(
    "SalesDesk has no network code: nothing is sent, fetched, counted or reported, not even a check for updates. "
    "What you write stays in your desk file, its backups and what you export or print."
)
LICENCE = _(
    "MIT licence. You may use, copy, change and pass on SalesDesk, also for money, as long as the licence stays with "
    "it. It comes without any warranty."
)
NO_DESK = _("none is open")


class AboutWindow(SideWindow):
    """Version, licence, libraries and places; everything can be copied."""

    def __init__(self, theme: Theme, data: Path, backups: Path, desk: Path | None, parent: QWidget) -> None:
        super().__init__(theme, "about_window", _("About SalesDesk"), (680, 600), parent)
        self._places = (
            (_("Desk"), str(desk) if desk else NO_DESK),
            (_("Backups"), str(backups)),
            (_("Settings and log"), str(data)),
        )
        self._offline = _offline_now()
        self._licences = self.add_button(_("All licences"), "about_licences")
        self._copy = self.add_button(_("Copy all of this"), "about_copy")
        self._build_ui()
        self._licences.clicked.connect(self._on_licences_clicked)
        self._copy.clicked.connect(self._on_copy_clicked)

    def text(self) -> str:
        """Gives everything as text, such as for a colleague who helps."""
        lines = [_version_line(), "", PRIVACY, *(f"{label}: {words}" for label, words in self._offline)]
        lines += ["", LICENCE, ""]
        lines += [f"{label}: {place}" for label, place in self._places]
        lines += ["", *(f"{each.name} {each.version}: {each.licence}" for each in LIBRARIES)]
        return "\n".join(lines)

    def _build_ui(self) -> None:
        self.say(f"{WORDS}\n{_version_line()}")
        content = QWidget()
        cards = (
            (_("Nothing leaves this laptop"), [("", PRIVACY), *self._offline]), (_("Where the data is"), self._places),
            (_("Licence"), [("", LICENCE)]), (_("Made with"), [(each.name, _words_of(each)) for each in LIBRARIES]),
        )  # fmt: skip
        column = keep(self.theme, QVBoxLayout(content), spacing=12)
        fill(column, *(self._card(title, rows) for title, rows in cards), None, bare=True)
        self.add_scrolled(content, _("About SalesDesk"), "window")

    def _card(self, title: str, rows: Sequence[tuple[str, str]]) -> Card:
        card, grid = Card(self.theme, title), QGridLayout()
        keep(self.theme, grid, across=16, down=6)
        grid.setColumnStretch(1, 1)
        for place, (label, words) in enumerate(rows):
            text = _selectable(words)
            if label:
                name = configure(PlainLabel(label), bold=True)
                name.setAlignment(Qt.AlignmentFlag.AlignTop)
                grid.addWidget(name, place, 0)
                grid.addWidget(text, place, 1)
            else:
                grid.addWidget(text, place, 0, 1, 2)
        fill(card.body, grid)
        return card

    def _on_licences_clicked(self) -> None:
        from salesdesk.gui.side.licences_window import LicencesWindow

        LicencesWindow(self.theme, self).show()

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self._copy.setText(_("Copied"))


def _selectable(words: str) -> QLabel:
    label = configure(PlainLabel(words), wraps=True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def _offline_now() -> tuple[tuple[str, str], ...]:
    """Says what of a network this very program has at the moment, and how anybody can look for themselves."""
    modules, sockets = network_modules(), internet_sockets()
    if sockets is None:
        opened = _("this system does not tell a program")
    else:
        opened = n_("{number} is open", "{number} are open", sockets) if sockets else _("none is open")
    return (
        (_("Parts for networks"), ", ".join(modules) or _("none is loaded")),
        (_("Internet sockets"), opened),
        (_("Look for yourself"), _how_to_look()),
    )


def _how_to_look() -> str:
    number = os.getpid()
    if sys.platform == "linux":
        return _(
            "“ss -tup” in a terminal lists every connection; none is of process {number}. “strace -f -e trace=network "
            "salesdesk” shows what it asks the system for: AF_INET would be the internet, AF_UNIX is this computer.",
            number=number,
        )
    if sys.platform == "win32":
        return _("Resource Monitor, Network: no line is of process {number}.", number=number)
    return _("Activity Monitor, Network: process {number} sends and receives nothing.", number=number)


def _version_line() -> str:
    return _(
        "Version {version}, with Python {python_version} and Qt {qVersion}",
        version=salesdesk.__version__,
        python_version=platform.python_version(),
        qVersion=qVersion(),
    )


def _words_of(library: Library) -> str:
    number = f"{library.version}, " if library.version else ""
    return f"{number}{library.licence}. {library.what_for}."
