"""Greets the first start with a choice: the sample team, an import, a new desk, or an existing one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from salesdesk.gui.layouts import column, configure, fill, scrolled
from salesdesk.gui.measures import keep
from salesdesk.gui.scene import Scene
from salesdesk.gui.sight import Sight
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.recent_list import RecentList

CHOICES = {
    "sample": (
        _("Look around with a sample team"),
        _(
            "Nine invented people with two years of deals and one-on-ones. Change anything; it is yours to play with."
        ),
        _("Open the sample team"),
    ),
    "import": (
        _("Start from your CRM"),
        _("Takes a CSV or Excel export of your deals. You see what it will do before anything is written."),
        _("Import deals"),
    ),
    "new": (_("Start with an empty desk"), _("Name your team and add people by hand."), _("Make a new desk")),
    "open": (
        _("Open a desk you have"),
        _("A file that ends in .salesdesk, on this laptop or a stick."),
        _("Open a desk"),
    ),
}
PRIVACY = _(
    "Everything stays in one file on this laptop. SalesDesk has no network code: it sends nothing anywhere."
)


class Welcome(Scene):
    """The first page a manager ever sees."""

    choice_made = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.desks = RecentList(theme, _("Desks opened lately"))
        self._build_ui()

    @property
    def sight(self) -> Sight:
        """Tells that nothing of a desk is in sight."""
        return Sight.START

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the choices in the middle."""
        super().resizeEvent(event)
        self._on_theme_changed()

    def _build_ui(self) -> None:
        configure(self, "page", name="welcome")
        content = QWidget()
        self._layout = keep(self._theme, QVBoxLayout(content), spacing=12)
        fill(self._layout, (None, 2), *self._heading(), self._choices(), self.desks, (None, 3))
        column(BannerArea(self._theme), (scrolled(content), 1), on=self)
        self._theme.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _heading(self) -> tuple[QLabel, QLabel]:
        title = configure(PlainLabel(_("Welcome to SalesDesk")), "title", bold=True, wraps=True)
        words = configure(PlainLabel(PRIVACY), "muted", wraps=True)
        for label in (title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return title, words

    def _choices(self) -> QWidget:
        holder = QWidget()
        self._columns = keep(self._theme, ColumnsLayout(holder, most=2, in_rows=True), column=340)
        for key, (title, words, verb) in CHOICES.items():
            self._columns.addWidget(self._card(key, title, words, verb))
        return holder

    def _card(self, key: str, title: str, words: str, verb: str) -> Card:
        card = Card(self._theme, title)
        label = configure(PlainLabel(words), "muted", wraps=True)
        button = configure(QPushButton(verb), "primary" if key == "sample" else "", name=f"welcome_{key}")
        button.clicked.connect(lambda: self.choice_made.emit(key))
        fill(card.body, label, (button, 0, Qt.AlignmentFlag.AlignLeft))
        return card

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        side = max(px(20), (self.width() - px(860)) // 2)
        self._layout.setContentsMargins(side, px(20), side, px(20))
