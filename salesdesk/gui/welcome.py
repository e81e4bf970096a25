"""Greets the first start with a choice: the sample team, an import, a new desk, or an existing one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from salesdesk.gui.theme import Theme, embolden, set_role
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.card import Card

CHOICES = {
    "sample": (
        "Look around with a sample team",
        "Nine invented people with two years of deals and one-on-ones. Change anything; it is yours to play with.",
        "Open the sample team",
    ),
    "import": (
        "Start from your CRM",
        "Takes a CSV or Excel export of your deals. You see what it will do before anything is written.",
        "Import deals",
    ),
    "new": ("Start with an empty desk", "Name your team and add people by hand.", "Make a new desk"),
    "open": (
        "Open a desk you have",
        "A file that ends in .salesdesk, on this laptop or a stick.",
        "Open a desk",
    ),
}
PRIVACY = "Everything stays in one file on this laptop. SalesDesk has no network code and nobody else can read it."


class Welcome(QWidget):
    """The first page a manager ever sees."""

    choice_made = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._build_ui()

    def _build_ui(self) -> None:
        self.setObjectName("welcome")
        set_role(self, "page")
        title, words = QLabel("Welcome to SalesDesk"), QLabel(PRIVACY)
        embolden(title)
        set_role(title, "title")
        set_role(words, "muted")
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid = QGridLayout()
        grid.setSpacing(self._theme.px(16))
        for number, (key, words_of_card) in enumerate(CHOICES.items()):
            grid.addWidget(self._card(key, *words_of_card), number // 2, number % 2)
        holder = QWidget()
        holder.setMaximumWidth(self._theme.px(820))
        holder.setLayout(grid)
        layout = QVBoxLayout(self)
        layout.setSpacing(self._theme.px(12))
        layout.addWidget(BannerArea(self._theme))
        layout.addStretch(2)
        layout.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(words)
        layout.addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def _card(self, key: str, title: str, words: str, verb: str) -> Card:
        card = Card(self._theme, title)
        label, button = QLabel(words), QPushButton(verb)
        label.setWordWrap(True)
        set_role(label, "muted")
        set_role(button, "primary" if key == "sample" else "")
        button.setObjectName(f"welcome_{key}")
        button.clicked.connect(lambda: self.choice_made.emit(key))
        card.body.addWidget(label)
        card.body.addStretch()
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        card.setMinimumSize(self._theme.px(360), self._theme.px(140))
        return card
