"""Keeps what the blocks of a page share: a chosen period, a line, a span of time, figures read once for all of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from salesdesk.frozen import frozen

if TYPE_CHECKING:
    from salesdesk.gui.pages import PageParts

T = TypeVar("T")


def _always(_state: "PageState", _value: Any) -> bool:
    return True


@frozen(eq=False)
class Shared(Generic[T]):
    """One thing that blocks share, declared by name; `read` gives what it is until a block chooses something else.

    What was chosen stands while it `holds`; what is `of_person` is forgotten when the page turns to somebody else, and
    what is `of_tab` is the same on every page of the tab.
    """

    name: str
    read: "Callable[[PageState], T]"
    holds: "Callable[[PageState, T], bool]" = _always
    of_person: bool = False
    of_tab: bool = False


class PageState(QObject):
    """What is shared on one page; a block reads it by its declaration, and whoever else does is refreshed."""

    changed = Signal(object)

    def __init__(self, parts: "PageParts", parent: QObject) -> None:
        super().__init__(parent)
        self.services, self.context = parts.services, parts.context
        self.person_id: int | None = None
        self._of_tab: dict[str, Any] = parts.left_at
        self._chosen = dict[str, Any]()
        self._of_person = set[str]()
        self._found = dict[Shared[Any], Any]()

    def get(self, shared: Shared[T]) -> T:
        """Gives what is chosen, or what stands there otherwise; that is read once until the page reads anew."""
        if shared not in self._found:
            kept = self._kept(shared)
            if shared.name in kept and not shared.holds(self, kept[shared.name]):
                del kept[shared.name]
            self._found[shared] = kept[shared.name] if shared.name in kept else shared.read(self)
        return self._found[shared]

    def choose(self, shared: Shared[T], value: T) -> None:
        """Lets a value stand from now on, and tells it to the page."""
        self._kept(shared)[shared.name] = value
        if shared.of_person:
            self._of_person.add(shared.name)
        self._found.clear()
        self.changed.emit(shared)

    def read_anew(self) -> None:
        """Forgets what was read, such as before the page is refreshed."""
        self._found.clear()

    def turn_to(self, person_id: int | None) -> None:
        """Turns to a person, or to the whole team; what was chosen about the one before is forgotten."""
        self.person_id = person_id
        self._found.clear()
        for name in self._of_person:
            self._chosen.pop(name, None)

    def overtaken(self) -> bool:
        """Tells whether another page of the tab has chosen something else than was last read here."""
        return any(each.of_tab and self._of_tab.get(each.name, v) != v for each, v in self._found.items())

    def _kept(self, shared: Shared[Any]) -> dict[str, Any]:
        return self._of_tab if shared.of_tab else self._chosen
