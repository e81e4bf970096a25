"""Shows what is new in this version, and below it what was new before."""

from collections.abc import Callable

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

import salesdesk
from salesdesk.env.brought_along import UNRELEASED, Release, changelog_file, releases
from salesdesk.env.settings import SettingsFile
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.messages import Messages
from salesdesk.gui.side.manual_style import style_page
from salesdesk.gui.side.side_window import SideWindow
from salesdesk.gui.theme import Theme

MARGIN = 14
NOTHING = _("This copy of SalesDesk brings no list of changes.")


class NewsWindow(SideWindow):
    """What changed, version by version; it has nothing of the team in it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "news_window", _("What's new"), (760, 620), parent)
        self._releases = releases(changelog_file())
        self._text = QTextBrowser()
        self._build_ui()
        self.theme.theme_changed.connect(self._render)

    def _build_ui(self) -> None:
        self.say(_("You use version {version}.", version=salesdesk.__version__))
        configure(self._text, name="news_page", says=_("What changed"))
        self._text.setOpenLinks(False)
        fill(self.body, (self._text, 1))
        self.focus_first(self._text)
        self._render()

    def _render(self) -> None:
        document = self._text.document()
        document.setDefaultFont(self.theme.font())
        document.setDocumentMargin(self.theme.px(MARGIN))
        self._text.setMarkdown("\n\n".join(map(_told, self._releases)) or NOTHING)
        style_page(document, self.theme)
        self._text.moveCursor(QTextCursor.MoveOperation.Start)


def tell_news(
    window: MainWindow, settings: SettingsFile, messages: Messages, show: Callable[[], object]
) -> None:
    """Says once after an upgrade that there is something new; where a talk is on the screen the next start does."""
    before = settings.current.last_version
    if before and not window.at_desk:
        return
    settings.change(last_version=salesdesk.__version__)
    if before:
        words = _("SalesDesk is now version {version}.", version=salesdesk.__version__)
        messages.when_free(lambda: messages.say(words, action=_("What's new"), then=show))


def _told(release: Release) -> str:
    # What is not released yet is in the version that reads it.
    version = salesdesk.__version__ if release.version == UNRELEASED else release.version
    title = _("Version {version}", version=version)
    return f"## {title}\n\n{release.text}"
