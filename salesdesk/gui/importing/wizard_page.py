"""Holds what the pages of the wizard share: they scroll where the room is short, so that nothing is cut."""

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from salesdesk.gui.theme import Theme, set_role


class WizardPage(QScrollArea):
    """One page; parts are put into its `body`."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.setObjectName(name)
        inner = QWidget()
        set_role(inner, "clear")
        self.body = QVBoxLayout(inner)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        theme.theme_changed.connect(self.take_measures)

    def take_measures(self) -> None:
        """Sets the measures of the present zoom; a page with more of them adds its own."""
        px = self.theme.px
        self.body.setContentsMargins(0, px(4), px(6), px(4))
        self.body.setSpacing(px(10))
