"""Turns the laptop: the side both read, the manager's own face built only for the moment, and the curtain."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.session.curtain import Curtain
from salesdesk.gui.session.hand import SessionHand
from salesdesk.gui.session.header import SessionHeader
from salesdesk.gui.session.own_face import OwnFace
from salesdesk.gui.session.shared_side import SharedSide
from salesdesk.model.fields import Audience
from salesdesk.services.sessions.values import SessionState


class Sides(QStackedWidget):
    """Shows one side at a time; every way back leads to the side that both may read."""

    follow_up_wanted = Signal()

    def __init__(
        self, context: GuiContext, hand: SessionHand, header: SessionHeader, shared: SharedSide
    ) -> None:
        super().__init__()
        self._context, self._hand, self._header, self._shared = context, hand, header, shared
        self._own: OwnFace | None = None
        self._first_name = ""
        self._open, self._faces = QWidget(), QStackedWidget()
        self._curtain = Curtain(context.formats, context.clock.today())
        self._build_ui()
        self._curtain.lifted.connect(self.lift_curtain)

    @property
    def own(self) -> OwnFace | None:
        """Gives the manager's own face while it is up."""
        return self._own

    @property
    def curtain_drawn(self) -> bool:
        """Tells whether the curtain hides everything."""
        return self.currentWidget() is self._curtain

    @property
    def at_the_table(self) -> bool:
        """Tells whether the side both read is in sight."""
        return self._own is None and not self.curtain_drawn

    def load(self, state: SessionState) -> None:
        """Shows the session on both sides; the manager's part is read only while that face is up."""
        if not self._first_name:
            self._header.load(state)
        self._first_name = state.person.first_name
        self._shared.load(state)
        if self._own is not None:
            self._own.load(self._own_state())

    def toggle_private(self) -> None:
        """Turns to the manager's own face, or back."""
        if self.curtain_drawn:
            return
        if self._own is not None:
            self.turn_back()
            return
        self._shared.settle()
        self._own = OwnFace(self._context, self._hand, self._own_state())
        self._own.follow_up_wanted.connect(self.follow_up_wanted)
        self._faces.addWidget(self._own)
        self._faces.setCurrentWidget(self._own)
        self._header.show_side(self._first_name, private=True)
        self._own.note.setFocus()

    def turn_back(self) -> None:
        """Turns to the side both read; the manager's own face is taken down, not hidden."""
        if self._own is None:
            return
        self._own.settle()
        own, self._own = self._own, None
        self._faces.setCurrentWidget(self._shared)
        self._faces.removeWidget(own)
        own.setParent(None)
        own.deleteLater()
        self._header.show_side(self._first_name, private=False)
        self._shared.page.start()

    def draw_curtain(self) -> None:
        """Draws the curtain, or lifts it."""
        if self.curtain_drawn:
            self.lift_curtain()
            return
        self.settle()
        self.turn_back()
        self.setCurrentWidget(self._curtain)
        self._curtain.setFocus()

    def lift_curtain(self) -> None:
        """Lifts the curtain; behind it always is the side both may read."""
        self.setCurrentWidget(self._open)
        self._shared.page.start()

    def settle(self) -> None:
        """Hands over everything that is being typed."""
        self._shared.settle()
        if self._own is not None:
            self._own.settle()

    def take_keys(self) -> None:
        """Puts the keyboard where the writing goes on, on the side that is up."""
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

    def _own_state(self) -> SessionState:
        return self._hand.service.state(self._hand.one_on_one_id, Audience.MANAGER)

    def _build_ui(self) -> None:
        self._faces.addWidget(self._shared)
        layout = QVBoxLayout(self._open)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(self._faces, 1)
        self.addWidget(self._open)
        self.addWidget(self._curtain)
