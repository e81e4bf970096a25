"""Holds the few things every part of the window shares, handed down by constructor."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from salesdesk.gui.widgets.draft_keeper import DraftKeeper
from salesdesk.gui.wishes import Wishes

if TYPE_CHECKING:
    from salesdesk.env.clock import Clock
    from salesdesk.env.locale import Formats
    from salesdesk.gui.background import Background
    from salesdesk.gui.changes import ChangeBus
    from salesdesk.gui.messages import Messages
    from salesdesk.gui.prompts import Prompts
    from salesdesk.gui.state import StateKeeper
    from salesdesk.gui.theme import Theme
    from salesdesk.gui.widgets.field_editors import EditorTools


@dataclass
class GuiContext:
    """What a view needs besides its own service: how to tell, ask, wish, write figures, paint and remember.

    `formats` change with the desk, whose currency they write; `typed` keeps on disk what is not stored yet;
    `only_read` says that the desk may only be read, and `is_change` whether a command would change it.
    """

    bus: "ChangeBus"
    prompts: "Prompts"
    formats: "Formats"
    theme: "Theme"
    background: "Background"
    state: "StateKeeper"
    clock: "Clock"
    messages: "Messages"
    wishes: Wishes = field(default_factory=Wishes)
    typed: DraftKeeper = field(default_factory=DraftKeeper)
    only_read: bool = False
    is_change: Callable[[str], bool] = lambda _command_id: False

    @property
    def tools(self) -> "EditorTools":
        """Gives what the editors of values are made with."""
        from salesdesk.gui.widgets.field_editors import EditorTools

        return EditorTools(self.theme, self.formats, self.clock, self.typed, self.only_read)
