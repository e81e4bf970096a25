"""One competency at the table: the own number and the own rating first, then the record beside them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from salesdesk.charts.ratio_trend import draw_ratio_spark
from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.env.short_words import brief
from salesdesk.exchange.competency_chart import ratio_trend_of
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import column, configure, row
from salesdesk.gui.measures import keep
from salesdesk.gui.session.parts import labelled, words_label
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.chart_view import ChartView
from salesdesk.gui.widgets.combo_box import ComboBox
from salesdesk.gui.widgets.draft_keeper import DraftKeeper, KeptLine
from salesdesk.gui.widgets.key_button import KeyButton
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.practice.rounding import whole_percent
from salesdesk.services.sessions.values import RATINGS, CompetencyRecord, CompetencyState

CHART_WIDTH, CHART_HEIGHT = 110, 84
HUNDRED = 100
CLOSE = 0.05
"""Own numbers within five points of the record count as known."""


class CompetencyCard(Card):
    """Asks "What do you think your number is?" and shows the record only after the answer."""

    given = Signal(int, object, object)
    reveal_requested = Signal(int)
    refused = Signal(str)

    def __init__(self, context: GuiContext, draft: DraftKeeper) -> None:
        super().__init__(context.theme)
        self._formats = context.formats
        self._number, self._rating = QLineEdit(), ComboBox(context.theme)
        self._kept = KeptLine(self._number, draft, lambda _words: self._give() if self.asks else None)
        self._show = KeyButton(context.theme, _("Compare with the data"))
        self._figure = words_label("", "figure", strong=True)
        self._goal = PlainLabel()
        self._trend = ChartView(context.theme, None, _("How it moved"), draw_ratio_spark)
        self._words = words_label("", "small")
        self._faces = QStackedWidget()
        self._competency_id = 0
        self._build_card()
        self._connect_card()

    def show_item(self, competency: CompetencyState) -> None:
        """Shows one competency, asked or revealed."""
        self._competency_id = competency.id
        self.set_title(competency.name)
        self._goal.setText(
            _("goal {goal}", goal=self._formats.percent(competency.goal))
            if competency.goal is not None
            else ""
        )
        self._name_parts(competency)
        if competency.revealed and competency.record is not None:
            self._show_record(competency, competency.record)
            self._faces.setCurrentIndex(1)
        else:
            self._show_question(competency)
            self._faces.setCurrentIndex(0)

    def start(self) -> None:
        """Puts the cursor on the own number."""
        self._number.setFocus()

    @property
    def asks(self) -> bool:
        """Tells whether it still asks."""
        return self._faces.currentIndex() == 0

    def _show_question(self, competency: CompetencyState) -> None:
        number = competency.own.number
        self._kept.show_text(f"own_number {competency.id}", "" if number is None else f"{100 * number:g}")
        self._rating.setCurrentIndex(competency.own.rating or 0)

    def _show_record(self, competency: CompetencyState, record: CompetencyRecord) -> None:
        now = record.now
        self._figure.setText(self._formats.percent(now.share) if now.share is not None else "–")
        self._trend.show_data(ratio_trend_of(record, None, self._formats))
        self._words.setText(record_words(competency, self._formats))

    def _name_parts(self, competency: CompetencyState) -> None:
        self.setObjectName(f"competency_{competency.id}")
        self._number.setObjectName(f"own_number_{competency.id}")
        self._rating.setObjectName(f"own_rating_{competency.id}")
        self._show.setObjectName(f"reveal_{competency.id}")
        self._number.setAccessibleName(
            _("What do you think your number is? {name}, per cent", name=competency.name)
        )
        self._rating.setAccessibleName(_("How does it feel to you? {name}", name=competency.name))
        self._number.setToolTip(
            _(
                "{into_what} out of {of_what}, in per cent",
                into_what=competency.into_what,
                of_what=competency.of_what.lower(),
            )
        )

    def _build_card(self) -> None:
        self.add_to_header(configure(self._goal, "small"))
        self._number.setPlaceholderText("%")
        keep(self._theme, self._number, width=72)
        self._rating.addItem(_("choose what fits"))
        for number, words in RATINGS.items():
            self._rating.addItem(f"{number}  {words}")
        self._rating.setMinimumContentsLength(6)
        self._faces.addWidget(self._question_face())
        self._faces.addWidget(self._record_face())
        self.body.addWidget(self._faces)

    def _question_face(self) -> QWidget:
        face = configure(QWidget(), "clear")
        feels = labelled(_("How does it feel?"), self._rating)
        answers = keep(self._theme, row(labelled(_("Your number"), self._number), (feels, 1)), spacing=10)
        column(answers, row(self._show, None), None, on=face)
        return face

    def _record_face(self) -> QWidget:
        face = configure(QWidget(), "clear")
        self._figure.setWordWrap(False)
        keep(self._theme, self._trend, least_width=CHART_WIDTH, height=CHART_HEIGHT)
        self._trend.menu_button.hide()
        column(row(self._figure, (self._trend, 1), gap=8), self._words, None, on=face)
        return face

    def _connect_card(self) -> None:
        self._rating.activated.connect(self._give)
        self._show.clicked.connect(self._on_show_clicked)
        self._number.returnPressed.connect(self._on_enter_pressed)
        self._trend.explanation_requested.connect(self.toggle_explanation)

    def _on_enter_pressed(self) -> None:
        # The question is asked once: a key that was pressed too early must not answer it with the record.
        if self._number.text().strip():
            self._on_show_clicked()
        else:
            self.refused.emit(
                _("No number is typed yet, so the record stays covered; “{button}” shows it without one.",
                  button=self._show.words)
            )  # fmt: skip

    def _on_show_clicked(self) -> None:
        self._kept.settle()
        if not self._number.isModified():
            self.reveal_requested.emit(self._competency_id)

    def _give(self) -> bool:
        """Hands the answer over and tells True; what is no share stays to be mended."""
        try:
            typed = self._formats.parse_number(self._number.text())
            if typed is not None and not 0 <= typed <= HUNDRED:
                raise UserError(
                    _(
                        "“{typed}” is no share: it is a number from 0 to 100.",
                        typed=brief(self._number.text()),
                    )
                )
        except UserError as problem:
            self.refused.emit(str(problem))
            return False
        number = None if typed is None else float(typed) / HUNDRED
        self.given.emit(self._competency_id, number, self._rating.currentIndex() or None)
        return True


def record_words(competency: CompetencyState, formats: Formats) -> str:
    """Says the counts, the likely range and how near the own number came; no word of it blames."""
    record = competency.record
    if record is None or record.now.share is None:
        return _("No tries in these weeks yet.")
    words = [record.now.say(formats.percent)]
    difference = competency.difference
    if difference is not None:
        said = _("you said {number}", number=formats.percent(competency.own.number))
        points = whole_percent(abs(difference))
        near = (
            _("as you said")
            if abs(difference) <= CLOSE
            else n_("{number} point above it", "{number} points above it", points)
            if difference > 0
            else n_("{number} point below it", "{number} points below it", points)
        )
        words.append(f"{said}, {near}")
    if competency.own.rating:
        words.append(f"“{RATINGS[competency.own.rating]}”")
    return " · ".join(words)
