"""Turns the laptop: the side both read, the manager's own face built only for the moment, and the curtain."""

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from salesdesk.env.locale import Formats
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import column, configure
from salesdesk.gui.session.header import SessionHeader
from salesdesk.gui.session.own_face import OwnFace
from salesdesk.gui.session.parts import words_label
from salesdesk.gui.session.shared_side import SharedSide
from salesdesk.gui.session.talk_actions import TalkActions
from salesdesk.gui.sight import Sight
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.model.fields import Audience
from salesdesk.services.sessions.values import SessionState

LIFTS: Final = _("Esc, F9 or a click lifts it")
ONLY_OWN: Final = _("Turn the laptop to yourself, then F8 opens your own side")


class Curtain(QWidget):
    """Hides everything; Esc, F9 or a click lifts it to the safe side, and only its button or F8 to the manager's own.

    Every other key does nothing: whoever types a private word too early would else type it on the shared side. Drawn
    by a lock it is the manager's alone, and nothing but the gesture to the own side lifts it.
    """

    lifted = Signal()
    own_side_wanted = Signal()

    def __init__(self, formats: Formats, today: date) -> None:
        super().__init__()
        self._day = words_label(formats.day(today), "calm")
        self._own_side, self.lifts_to_all = QPushButton(ONLY_OWN), True
        self._build_ui()
        self._own_side.clicked.connect(self.own_side_wanted)

    @property
    def offers_own_side(self) -> bool:
        """Tells whether the own side was asked for already, so that it opens with the next press."""
        return self._own_side.isVisibleTo(self)

    def offer_own_side(self, *, offered: bool) -> None:
        """Says how the own side opens, where that is what the curtain was drawn for."""
        self._own_side.setVisible(offered)

    def turn_to_manager(self, *, alone: bool) -> None:
        """Says whether only the way to the own side is left, as after a lock."""
        self.lifts_to_all = not alone
        self.setAccessibleDescription(ONLY_OWN if alone else LIFTS)

    def showEvent(self, event: QShowEvent) -> None:
        """Takes the keys, so that nothing behind it hears them."""
        super().showEvent(event)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lifts with Esc and swallows every other key."""
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat() and self.lifts_to_all:
            self.lifted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Lifts with a click."""
        if self.lifts_to_all:
            self.lifted.emit()

    def _build_ui(self) -> None:
        configure(self, "window", name="curtain", says=_("The curtain is drawn"), about=LIFTS)
        configure(self._own_side, "link", name="open_own_side")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._day.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._own_side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column(self._day, (self._own_side, 0, Qt.AlignmentFlag.AlignHCenter), on=self)
        self.offer_own_side(offered=False)


class Sides(QStackedWidget):
    """Shows one side at a time; from the side both read the manager's own is reached through the curtain only."""

    follow_up_wanted = Signal()
    turned = Signal()

    def __init__(
        self, context: GuiContext, talk: TalkActions, header: SessionHeader, shared: SharedSide
    ) -> None:
        super().__init__()
        self._context, self._talk, self._header, self._shared = context, talk, header, shared
        self._own: OwnFace | None = None
        self._first_name = ""
        self._open, self._faces = QWidget(), QStackedWidget()
        self._said = BannerArea(context.theme)
        self._curtain = Curtain(context.formats, context.clock.today())
        self._build_ui()
        self._curtain.lifted.connect(self.lift_curtain)
        self._curtain.own_side_wanted.connect(self.toggle_private)
        talk.replayed.connect(self._on_hand_replayed)
        talk.done.connect(self._said.clear)

    @property
    def own(self) -> OwnFace | None:
        """Gives the manager's own face while it is up."""
        return self._own

    @property
    def curtain_drawn(self) -> bool:
        """Tells whether the curtain hides everything."""
        return self.currentWidget() is self._curtain

    @property
    def sight(self) -> Sight:
        """Tells for whose eyes the side is that is up."""
        if self.curtain_drawn:
            return Sight.CURTAIN
        return Sight.SHARED if self._own is None else Sight.OWN

    @property
    def at_the_table(self) -> bool:
        """Tells whether the side both read is in sight."""
        return self.sight is Sight.SHARED

    def load(self, state: SessionState) -> None:
        """Shows the session on both sides; the manager's part is read only while that face is up."""
        if not self._first_name:
            self._header.load(state)
        self._first_name = state.person.first_name
        self._header.show_step(state.step)
        self._shared.load(state)
        if self._own is not None:
            self._own.load(_own_state(self._talk))

    def toggle_private(self) -> None:
        """Turns to the manager's own face, or back; the first press asks for it on the curtain, the second opens it."""
        if self.curtain_drawn and self._curtain.offers_own_side:
            self._open_own()
        elif self.curtain_drawn:
            self._curtain.offer_own_side(offered=True)
        elif self._own is not None:
            self.turn_back()
        else:
            self.cover(way_in=True)

    def turn_back(self) -> None:
        """Turns to the side both read; the manager's own face is taken down, not hidden."""
        if self._own is not None:
            self._take_own_down()
            self._shared.page.start()
            self.turned.emit()

    def draw_curtain(self) -> None:
        """Draws the curtain, or lifts it, unless a lock has drawn it."""
        if not self.curtain_drawn:
            self.cover()
        elif self._curtain.lifts_to_all:
            self.lift_curtain()

    def cover(self, *, way_in: bool = False, for_manager: bool = False) -> None:
        """Draws the curtain, whatever is up; with `way_in` it offers the own side, `for_manager` nothing but that."""
        self._curtain.turn_to_manager(alone=for_manager)
        if self.curtain_drawn:
            if way_in:
                self._curtain.offer_own_side(offered=True)
            return
        self.settle()
        self._curtain.offer_own_side(offered=way_in)
        self._bring(self._curtain)
        self._take_own_down()
        self._curtain.setFocus()
        self.turned.emit()

    def lift_curtain(self) -> None:
        """Lifts the curtain; behind it always is the side both may read."""
        self._bring(self._open)
        self._shared.page.start()
        self.turned.emit()

    def settle(self) -> None:
        """Hands over everything that is being typed."""
        self._shared.settle()
        if self._own is not None:
            self._own.settle()

    def take_keys(self) -> None:
        """Puts the keyboard where the writing goes on, on the side that is up."""
        if not self.isVisible():
            return
        if self.curtain_drawn:
            self._curtain.setFocus()
        elif self._own is not None:
            self._own.note.setFocus()
        else:
            self._shared.page.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Takes the keyboard when the session gets the window, at its start or after a lock."""
        super().showEvent(event)
        if not event.spontaneous():
            # Only after the window has turned its pages, which moves the focus too.
            QTimer.singleShot(0, self, self.take_keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Closes the fork with Escape, wherever on this side the keyboard stands."""
        if event.key() == Qt.Key.Key_Escape and self.at_the_table:
            self._shared.close_fork()
        else:
            super().keyPressEvent(event)

    def _open_own(self) -> None:
        self._said.clear()
        self._own = OwnFace(self._context, self._talk, _own_state(self._talk))
        self._own.follow_up_wanted.connect(self.follow_up_wanted)
        self._faces.addWidget(self._own)
        self._faces.setCurrentWidget(self._own)
        self._header.show_side(self._first_name, private=True)
        self._bring(self._open)
        self._own.note.setFocus()
        self.turned.emit()

    def _take_own_down(self) -> None:
        if self._own is None:
            return
        self._own.settle()
        own, self._own = self._own, None
        # What was said on the own side may name what only the manager reads.
        self._said.clear()
        self._faces.setCurrentWidget(self._shared)
        self._faces.removeWidget(own)
        own.setParent(None)
        own.deleteLater()
        self._header.show_side(self._first_name, private=False)

    def _bring(self, side: QWidget) -> None:
        """Brings one to the front; the other leaves, so that a screen reader finds nothing behind the curtain."""
        if self.indexOf(side) < 0:
            self.addWidget(side)
        self.setCurrentWidget(side)
        for other in (self._open, self._curtain):
            if other is not side and self.indexOf(other) >= 0:
                self.removeWidget(other)

    def _on_hand_replayed(self, words: str) -> None:
        self._said.clear()
        self._said.show_message(words)

    def _build_ui(self) -> None:
        self._faces.addWidget(self._shared)
        column(self._header, self._said, (self._faces, 1), on=self._open, gap=0)
        self._curtain.setParent(self)
        self._curtain.hide()
        self.addWidget(self._open)


def _own_state(talk: TalkActions) -> SessionState:
    return talk.service.state(talk.one_on_one_id, Audience.MANAGER)
