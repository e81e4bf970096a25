"""Takes the numbers of the week in a grid that is typed and pasted into like a spreadsheet."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.metrics.week_bar import WEEK, WeekBar
from salesdesk.gui.metrics.week_table import (
    NAME,
    SUCCESSES,
    TRIALS,
    WeekModel,
    WeekTable,
    name_of,
    place_of,
    week_of,
)
from salesdesk.gui.models.plain_rows import TEAM_ROW
from salesdesk.gui.models.record_table_model import FIELD_ROLE, ID_ROLE
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.empty_state import EmptyState
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.wishes import ImportTable, OpenList
from salesdesk.services.changes import Changes
from salesdesk.services.numbers.values import Entry, NumbersGrid, Place

TITLE: Final = _("Numbers of the week")
NO_COMPETENCY: Final = _(
    "Each week a few counts tell how a competency develops: how often it was tried, and what became of it. "
    "No competency is in use yet."
)
SET_UP: Final = _("Set up competencies")
NOBODY: Final = _("These numbers belong to salespeople. Add the first one on the Team tab.")
HINT: Final = _("Type a count, then Tab; or paste a range from a spreadsheet. Delete takes counts away.")
SAME: Final = _(" Where “{word}” is the same number as on the left, leave it empty.")
MANY: Final = _(" {count} competencies are many: with up to five, this takes less than two minutes.")
BESIDE: Final = _(" People in brackets are not in the team total.")
FEW: Final = 5
Cell = tuple[int, str, int | None]


class WeekNumbersCard(Card, Block):
    """Folded it says what is entered; unfolded it is the grid of the team, or of one person's last weeks."""

    reads = frozenset({WEEK})

    def __init__(self, place: BlockPlace) -> None:
        context = place.context
        super().__init__(context.theme, TITLE, parent=place.ground)
        self._place, self._numbers, self._context = place, place.services.numbers, context
        self._person_id: int | None = None
        self._grid: NumbersGrid | None = None
        self._model = WeekModel((), context.formats, editable=True, parent=self)
        self.table = WeekTable(self._model, context)
        self._bar, self._hint = WeekBar(context), PlainLabel()
        self._empty, self._open = EmptyState(context.theme, NO_COMPETENCY, SET_UP), QWidget()
        self._fold = self.add_action(_("Enter them"), self._turn)
        self._fill()
        self._wire()

    def show_person(self, person_id: int | None) -> None:
        """Shows the team's numbers of the chosen week, or one person's up to it."""
        self._person_id = person_id
        self._bar.show_week(self._place.state.get(WEEK))
        self._grid = grid = self._numbers.grid(self._bar.week, person_id)
        self.table.typed.about = str(person_id or grid.week)
        rows = self._model.show_grid(grid, by_week=person_id is not None)
        self.table.set_rows(rows)
        self.table.fit()
        ready = bool(grid.measured and grid.lines)
        self._empty.say(NO_COMPETENCY if not grid.measured else NOBODY, "" if grid.measured else SET_UP)
        self._empty.setVisible(not ready)
        self._fold.setVisible(ready)
        if not ready:
            self._open.hide()
        self._say(grid)

    def begin(self) -> None:
        """Opens the grid with the keyboard on the first person without counts, or on the week itself."""
        if self._fold.isHidden():
            (self._empty.first_step or self).setFocus()
        else:
            self._unfold(True)
            lines = self._grid.lines if self._grid is not None else ()
            bare = [row for row, line in enumerate(lines) if not line.entered]
            self.table.begin_at(len(lines) - 1 if self._person_id is not None else bare[0] if bare else 0)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the command that begins to enter numbers."""
        return {"week_numbers": self._enter}

    def _fill(self) -> None:
        configure(self, name="week_card")
        configure(self._hint, "small", name="week_hint", wraps=True)
        configure(self._fold, name="week_fold")
        fill(QVBoxLayout(self._open), self._bar, self.table, self._hint, bare=True)
        self._open.hide()
        fill(self.body, self._empty, self._open)

    def _wire(self) -> None:
        self._bar.week_chosen.connect(self._on_bar_week_chosen)
        self._empty.first_step_requested.connect(partial(self._context.wishes.make, OpenList("competency")))
        self._place.guard(self.table, self.table.edit_settled)
        self.table.edit_refused.connect(self._place.refuse)
        self.table.cell_edited.connect(self._on_table_cell_edited)
        self.table.cells_pasted.connect(self._on_table_cells_pasted)
        self.table.table_pasted.connect(self._on_table_table_pasted)
        self.table.trash_requested.connect(self._on_table_trash_requested)

    def _enter(self) -> None:
        page = self._place.page
        page.catch_up()
        self.begin()
        # The card has its new height only once it is laid out.
        QTimer.singleShot(0, self, lambda: page.bring_into_view(self, self.table))

    def _turn(self) -> None:
        if self._open.isHidden():
            self.begin()
        else:
            self._unfold(False)

    def _unfold(self, wanted: bool) -> None:
        self._open.setVisible(wanted)
        self._fold.setText(_("Close") if wanted else _("Enter them"))
        self._fold.setAccessibleName(f"{self._fold.text()}: {TITLE}")

    def _say(self, grid: NumbersGrid) -> None:
        """Says above the grid what is entered, and below it how to go on or what is odd."""
        formats = self._context.formats
        words = (
            _("{entered} of {count} weeks entered")
            if self._person_id
            else _("{entered} of {count} people entered")
        )
        entered = (
            words.format(entered=grid.entered, count=len(grid.counted))
            if grid.measured and grid.lines
            else ""
        )
        until = _("up to the week of") if self._person_id is not None else _("week of")
        self.set_title(TITLE, f"{until} {formats.plain_day(grid.week)} · {entered}" if entered else "")
        odd = _odd_words(grid, formats.plain_day)
        set_role(self._hint, "small", "soon" if odd else "")
        self._hint.setText(odd or _hint_words(grid))

    def _on_bar_week_chosen(self, week: date) -> None:
        self._place.page.banners.clear()
        self._place.state.choose(WEEK, week)

    def _on_table_cell_edited(self, row: int, column: str, count: int | None) -> None:
        if count is None:
            self._take([], [(row, column)])
        else:
            self._take([(row, column, count)], [])

    def _on_table_cells_pasted(self, cells: Sequence[Cell]) -> None:
        """Takes the counts of a pasted range."""
        if not self._take(cells, []):
            self.table.not_stored()

    def _on_table_table_pasted(self, text: str) -> None:
        """Imports a table with names of people, weeks and competencies, which need not stand as they do here."""
        self._context.wishes.make(ImportTable(text, "numbers"))

    def _on_table_trash_requested(self, _ids: Sequence[int]) -> None:
        """Delete empties the selected cells."""
        chosen = [(index.data(ID_ROLE), index.data(FIELD_ROLE)) for index in self.table.selectedIndexes()]
        self._take([], [(row, column) for row, column in chosen if row != TEAM_ROW and column != NAME])

    def _take(self, typed: Sequence[Cell], emptied: Iterable[tuple[int, str]]) -> bool:
        """Hands typed and emptied counts over, and tells whether they were taken; a pair left empty is taken away."""
        pairs: dict[Place, dict[str, int]] = defaultdict(dict)
        for row, column, count in typed:
            place, which = self._entry_place(row, column)
            pairs[place][which] = count or 0
        gone: dict[Place, set[str]] = defaultdict(set)
        for row, column in emptied:
            place, which = self._entry_place(row, column)
            gone[place].add(which)
        cleared = [
            place for place, counts in gone.items() if len(counts) == 2 or not self._other(place, counts)
        ]
        for place in gone.keys() - set(cleared):
            pairs[place] |= dict.fromkeys(gone[place], 0)
        entries: list[Entry] = [
            (*place, each.get(TRIALS), each.get(SUCCESSES)) for place, each in pairs.items()
        ]
        taken = not entries or self._try(lambda: self._numbers.set_numbers(entries))
        if cleared:
            self._try(lambda: self._numbers.clear_numbers(cleared))
        return taken

    def _entry_place(self, row: int, column: str) -> tuple[Place, str]:
        competency, count = place_of(column)
        if self._person_id is None:
            return (row, competency, self._bar.week), count
        return (self._person_id, competency, week_of(row)), count

    def _other(self, place: Place, counts: set[str]) -> int:
        """Gives the count of a pair that is not emptied."""
        other = SUCCESSES if TRIALS in counts else TRIALS
        row = place[0] if self._person_id is None else place[2].toordinal()
        values = self._model.row_at(self._model.place_of(row)).values
        return values.get(name_of(place[1], other)) or 0

    def _try(self, act: Callable[[], Changes]) -> bool:
        """Stores counts, tells whether, and shows the grid as stored: the page waits until the typing has settled."""
        stored = self._place.attempt(act)
        if stored:
            self.show_person(self._person_id)
        else:
            QTimer.singleShot(0, self, lambda: self.show_person(self._person_id))
        return stored


def _odd_words(grid: NumbersGrid, write: Callable[[date], str]) -> str:
    """Says where more came of something than was tried: it is kept, and what it does to the ratio."""
    for line in grid.lines:
        for measured, cell in zip(grid.measured, line.cells, strict=True):
            if cell is not None and cell.exceeds:
                return _(
                    "{name}, week of {week}: more “{into_what}” than “{of_what}”. Kept; no range is shown.",
                    name=line.name,
                    week=write(line.week),
                    into_what=measured.into_what,
                    of_what=measured.of_what,
                )
    return ""


def _hint_words(grid: NumbersGrid) -> str:
    ends = {each.into_what.casefold() for each in grid.measured}
    same = next((each.of_what for each in grid.measured if each.of_what.casefold() in ends), "")
    many = MANY.format(count=len(grid.measured)) if len(grid.measured) > FEW else ""
    beside = BESIDE if grid.counted != grid.lines else ""
    return HINT + (SAME.format(word=same) if same else "") + beside + many
