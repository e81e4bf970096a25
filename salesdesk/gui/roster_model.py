"""Shows the roster to Qt: headings, the whole team, the salespeople, the candidates and the manager."""

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from salesdesk.frozen import frozen
from salesdesk.gui.pages import ME, Whose
from salesdesk.model.words import LEVELS
from salesdesk.practice.rounding import percent_words

if TYPE_CHECKING:
    from salesdesk.services.roster import Roster, RosterEntry

Index = QModelIndex | QPersistentModelIndex
NONE = QModelIndex()
MINE = _("My own work")


class RosterRole(IntEnum):
    """What the delegate asks of a row besides its name."""

    LINE = Qt.ItemDataRole.UserRole + 1


@frozen
class RosterLine:
    """One painted line: a heading, the team or a person."""

    title: str
    detail: str = ""
    person_id: int | None = None
    badge: str = ""
    needs: int = 0
    late: bool = False
    heading: bool = False
    choice: Whose = Whose.TEAM

    @property
    def spoken(self) -> str:
        """Gives the line as a screen reader says it."""
        count = _(", {needs} to look at", needs=self.needs) if self.needs else ""
        return f"{self.title}, {self.detail}{count}" if self.detail else self.title


class RosterModel(QAbstractListModel):
    """The lines of the roster."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[RosterLine] = []

    def show_roster(self, roster: "Roster") -> None:
        """Shows a roster; the rows are told apart by person, so the view can keep its place."""
        self.beginResetModel()
        self._lines = lines_of(roster)
        self.endResetModel()

    def line(self, row: int) -> RosterLine:
        """Gives one line."""
        return self._lines[row]

    def row_of(self, person_id: int | None) -> int:
        """Gives the row of a person, that of the whole team for None, -1 for somebody not listed."""
        for row, line in enumerate(self._lines):
            if not line.heading and line.person_id == person_id:
                return row
        return -1

    def choice_of(self, person_id: int | None) -> Whose:
        """Tells what kind of choice somebody is; who is not listed counts as the whole team."""
        row = self.row_of(person_id)
        return self._lines[row].choice if row >= 0 else Whose.TEAM

    def first_of(self, choice: Whose) -> int | None:
        """Gives the first line of a kind of choice, None for the whole team and where there is none."""
        return next(
            (line.person_id for line in self._lines if not line.heading and line.choice is choice), None
        )

    def neighbour(self, person_id: int | None, step: int) -> int | None:
        """Gives the person one line further up (-1) or down (1), or the same where the list ends."""
        people = [line.person_id for line in self._lines if not line.heading]
        place = people.index(person_id) if person_id in people else 0
        return people[max(0, min(len(people) - 1, place + step))] if people else None

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Gives the name, the spoken words or the whole line."""
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        return line if role == RosterRole.LINE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Lets people be chosen, headings not."""
        if index.isValid() and self._lines[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def lines_of(roster: "Roster") -> list[RosterLine]:
    """Gives the lines of a roster in the order they stand."""
    share = roster.attainment.share
    quota = (
        _("{period_label} · {share} of quota", period_label=roster.period_label, share=percent_words(share))
        if share is not None
        else _("no quota yet")
    )
    lines = [
        RosterLine(_("My team"), heading=True),
        RosterLine(_("Whole team"), quota, badge=str(len(roster.people))),
    ]
    if roster.people:
        lines += [RosterLine(_("Salespeople"), heading=True), *map(_person, roster.people)]
    if roster.candidates:
        lines += [RosterLine(_("Candidates"), heading=True), *map(_candidate, roster.candidates)]
    return [
        *lines,
        RosterLine(_("Me"), heading=True),
        RosterLine(MINE, _("My own log"), ME, "ME", choice=Whose.ME),
    ]


def _person(entry: "RosterEntry") -> RosterLine:
    level = LEVELS.get(entry.level, "")
    return RosterLine(entry.name, level, entry.person_id, "", entry.needs, entry.late, choice=Whose.PERSON)


def _candidate(entry: "RosterEntry") -> RosterLine:
    return RosterLine(entry.name, _("Candidate"), entry.person_id, choice=Whose.CANDIDATE)
