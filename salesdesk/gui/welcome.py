"""Greets the first start with a choice: the sample team, an import, a new desk, or an existing one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from salesdesk.gui.measures import keep
from salesdesk.gui.scene import Scene
from salesdesk.gui.sight import Sight
from salesdesk.gui.theme import Theme, embolden, set_role
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
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
        self.setObjectName("welcome")
        set_role(self, "page")
        content = QWidget()
        set_role(content, "page")
        self._layout = keep(self._theme, QVBoxLayout(content), spacing=12)
        self._layout.addStretch(2)
        for part in (*self._heading(), self._choices(), self.desks):
            self._layout.addWidget(part)
        self._layout.addStretch(3)
        scroll = QScrollArea()
        set_role(scroll, "page")
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(BannerArea(self._theme))
        outer.addWidget(scroll, 1)
        self._theme.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _heading(self) -> tuple[QLabel, QLabel]:
        title, words = QLabel(_("Welcome to SalesDesk")), QLabel(PRIVACY)
        embolden(title)
        set_role(title, "title")
        set_role(words, "muted")
        for label in (title, words):
            label.setWordWrap(True)
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
        label, button = QLabel(words), QPushButton(verb)
        label.setWordWrap(True)
        set_role(label, "muted")
        set_role(button, "primary" if key == "sample" else "")
        button.setObjectName(f"welcome_{key}")
        button.clicked.connect(lambda: self.choice_made.emit(key))
        card.body.addWidget(label)
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        side = max(px(20), (self.width() - px(860)) // 2)
        self._layout.setContentsMargins(side, px(20), side, px(20))
