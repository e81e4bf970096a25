"""Shows who a person is in a few lines: badge, name, facts, level, balance of assignments, meetings."""

from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.env.short_words import IN_A_HEADING, shortened
from salesdesk.gui.layouts import configure, fill, link
from salesdesk.gui.measures import keep
from salesdesk.gui.page_state import PageState, Shared
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.chip import Chip
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.person_badge import PersonBadge
from salesdesk.model.words import PERSON_STATES
from salesdesk.services.team.values import PersonPage

PERSON: Final = Shared[PersonPage]("person", lambda state: state.services.team.page(state.person_id or 0))
BACK_OFF: Final = _(
    "Self-starter: results and a monthly review are enough, so competencies and lanes are folded away."
)
UNFOLDED: Final = Shared[frozenset[int]]("unfolded", lambda _state: frozenset())
"""The self-starters whose competencies and lanes were asked for all the same."""


def is_folded(state: PageState) -> bool:
    """Tells whether competencies and lanes are folded away."""
    return state.get(PERSON).self_starter and state.person_id not in state.get(UNFOLDED)


class PersonHeader(QWidget, Block):
    """The head of a person's page; the balance opens the assignments behind it."""

    def __init__(self, place: BlockPlace) -> None:
        super().__init__()
        self._place, context = place, place.context
        self._context = context
        self._badge = PersonBadge(context.theme, size=44)
        self._name, self._facts, self._meetings = PlainLabel(), PlainLabel(), PlainLabel()
        self._level, self._state = Chip(), Chip()
        self._mix = QPushButton()
        self._alert, self._caution = PlainLabel(), PlainLabel()
        self._warning = QFrame()
        self._build_ui()
        self._mix.clicked.connect(self._on_mix_clicked)

    def show_person(self, person_id: int | None) -> None:
        """Shows a person."""
        page = self._place.state.get(PERSON)
        self._badge.show_person(page.name, page.person_id)
        self._name.setText(shortened(page.name, IN_A_HEADING))
        self._facts.setText(" · ".join(part for part in self._fact_words(page) if part))
        self._level.say(page.level_label, "accent")
        self._level.setToolTip(_("From 1 hands-on to 5 self-starter: how closely you work together"))
        self._state.say(PERSON_STATES[page.status])
        self._state.setVisible(page.status != "active")
        mix = page.mix.share
        share = self._context.formats.percent(mix.share, threshold=page.development_floor)
        self._mix.setText(
            _("Development {share}, {count} of {of}", share=share, count=mix.count, of=mix.of)
            if mix.of
            else _("No assignments in 90 days")
        )
        self._mix.setToolTip(
            _("Development assignments out of development and sales assignments, last 90 days. Opens them.")
        )
        self._alert.setText(page.mix_alert or "")
        self._alert.setVisible(bool(page.mix_alert))
        self._meetings.setText(self._meeting_words(page))
        self._caution.setText(page.caution or "")
        self._warning.setVisible(bool(page.caution))

    def _on_mix_clicked(self) -> None:
        self._place.show_rows(self._place.services.team.assignments_behind(self._place.state.person_id or 0))

    def _fact_words(self, page: PersonPage) -> tuple[str, ...]:
        formats = self._context.formats
        joined = _("joined {joined_on}", joined_on=formats.month(page.joined_on)) if page.joined_on else ""
        amount = formats.money(page.quota, short=True)
        quota = (
            _("quota {amount} in {label}", amount=amount, label=page.period.label)
            if page.quota
            else _("no quota yet")
        )
        return page.role, page.region, joined, quota if page.status == "active" else ""

    def _meeting_words(self, page: PersonPage) -> str:
        formats, today = self._context.formats, self._context.clock.today()
        last, following = page.last_one_on_one, page.next_one_on_one
        talked = (
            _("Last talked {date}{ago}", date=formats.short_day(last.date()), ago=_ago(last.date(), today))
            if last
            else _("Not talked yet")
        )
        return (
            _("{talked} · next {date}", talked=talked, date=formats.short_day(following.date()))
            if following
            else _("{talked} · none planned", talked=talked)
        )

    def _build_ui(self) -> None:
        configure(self._name, "title", name="person_name", bold=True)
        configure(self._caution, name="person_caution", wraps=True)
        for label in (self._facts, self._meetings):
            configure(label, "muted", wraps=True)
        configure(self._mix, "link", name="person_mix")
        configure(self._alert, "", "soon", wraps=True)
        theme = self._context.theme
        line = fill(keep(theme, QHBoxLayout(), spacing=10), self._name, self._level, self._state, None)
        last = fill(QHBoxLayout(), (self._meetings, 1), self._mix)
        words = fill(keep(theme, QVBoxLayout(), spacing=2), line, self._facts, last, self._alert)
        top = keep(theme, QHBoxLayout(), spacing=12)
        top.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        fill(top, (words, 1))
        configure(self._warning, "banner", "soon")
        self._caution.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        fill(QHBoxLayout(self._warning), self._caution)
        fill(QVBoxLayout(self), top, self._warning, bare=True)


class FoldLine(QFrame, Block):
    """Says of a self-starter that competencies and lanes are folded away, and unfolds them."""

    reads = frozenset({UNFOLDED})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__()
        self._place = place
        unfold = link(_("Show them"), self._unfold, name="unfold_competencies")
        words = configure(PlainLabel(BACK_OFF), wraps=True)
        fill(QHBoxLayout(configure(self, "banner", "info")), (words, 1), unfold)

    def show_person(self, person_id: int | None) -> None:
        """Is there while they are folded away."""
        self.setVisible(is_folded(self._place.state))

    def _unfold(self) -> None:
        state = self._place.state
        state.choose(UNFOLDED, state.get(UNFOLDED) | {state.person_id or 0})


def _ago(day: date, today: date) -> str:
    days = (today - day).days
    if days <= 0:
        return _(", today") if days == 0 else ""
    return _(", {days} days ago", days=days) if days > 1 else _(", yesterday")
