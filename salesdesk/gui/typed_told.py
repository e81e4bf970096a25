"""Tells, once a desk is open, what was typed last time and not stored, and leads to each of its places."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from salesdesk.env.short_words import shortened
from salesdesk.frozen import frozen
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.pages import ME
from salesdesk.gui.places import Place
from salesdesk.gui.side_windows import SideWindows
from salesdesk.gui.wishes import OpenRecord

if TYPE_CHECKING:
    from salesdesk.gui.coaching.compose_form import What
    from salesdesk.services.bundle import Services
    from salesdesk.services.coaching.drafts import Begun, Drafts

LONGEST: Final = 60
MANY: Final = 3
LOG: Final = ("coaching", "log")


@frozen
class LeftWords:
    """Words that wait: where they were typed, what leads there, what drops them, and who of it is in the Trash."""

    words: str
    where: str
    go: Callable[[], object]
    drop: Callable[[], object]
    in_trash: str

    @property
    def told(self) -> str:
        """Says the words and their place; a meeting that was begun has no words."""
        words = shortened(self.words, LONGEST)
        return _("“{words}” ({where})", words=words, where=self.where) if words else self.where


class TypedTold(QObject):
    """The message about what waits, in lines, cells, questions and forms alike.

    It also says, for whatever is being typed, where that is: the draft keeps it, so that the message can lead there.
    """

    def __init__(
        self, window: MainWindow, context: GuiContext, opening: DeskOpening, sides: SideWindows
    ) -> None:
        super().__init__(window)
        self._shell, self._context, self._opening, self._sides = window.shell, context, opening, sides
        context.typed.here = self.here

    def tell(self, before: str = "") -> None:
        """Says what waits, in a message of its own once that `before` it, if there is any, was read."""
        waiting = self.waiting()
        if before:
            self._context.messages.say(before, action=_("Understood") if waiting else "")
            self._context.messages.when_free(self.tell)
            return
        if not waiting:
            return
        if len(waiting) == 1 and waiting[0].in_trash:
            self._say_in_trash(waiting)
            return
        self._context.messages.say(
            _sentence(waiting),
            action=n_("Drop it", "Drop all {number}", len(waiting)),
            then=lambda: [each.drop() for each in waiting],
            other=(
                _("Go there") if len(waiting) == 1 else _("Go to the first"),
                partial(self._lead, waiting),
            ),
        )

    def waiting(self) -> list[LeftWords]:
        """Gives all that waits: first what was typed in lines, cells and questions, then the forms begun."""
        from salesdesk.services.coaching.drafts import Drafts

        services = self._opening.services
        if services is None:
            return []
        drafts = Drafts(services.desk)
        found = [self._typed(services, name, each) for name, each in self._context.typed.begun.items()]
        return found + [self._form(services, drafts, each) for each in drafts.all()]

    def here(self) -> Mapping[str, Any]:
        """Says where the keyboard is, in values that a draft can keep."""
        name, shows = self._sides.in_front(QApplication.activeWindow())
        if name:
            return {"beside": name, "shows": shows}
        at = self._shell.here()
        return {"person": at.person_id, "tab": at.tab, "page": at.page}

    def _lead(self, waiting: list[LeftWords]) -> None:
        """Goes to the first place, and offers the next one there."""
        first, *rest = waiting
        if first.in_trash:
            self._say_in_trash(waiting)
            return
        first.go()
        if rest:
            self._context.messages.say(
                _("Here waits {first}. Next: {second}.", first=first.told, second=rest[0].told),
                other=(_("Go to the next"), partial(self._lead, rest)),
            )

    def _say_in_trash(self, waiting: list[LeftWords]) -> None:
        """Says of the first words that whoever they are about is in the Trash, where nothing leads."""
        first, *rest = waiting
        words = _(
            "{name} is in the Trash, and what you were typing waits until they are restored: {words}.",
            name=first.in_trash,
            words=first.told,
        )

        def look() -> None:
            """Shows the Trash; the message stays, since the words may be dropped there as well."""
            self._sides.show("trash")
            self._say_in_trash(waiting)

        def drop() -> None:
            """Drops these words alone, and tells what else waits."""
            first.drop()
            self.tell()

        go_on = (_("Go to the next"), partial(self._lead, rest)) if rest else (_("Open the Trash"), look)
        self._context.messages.say(words, action=_("Drop it"), then=drop, other=go_on)

    def _typed(self, services: "Services", name: str, draft: Mapping[str, Any]) -> LeftWords:
        from salesdesk.services.people import name_in_trash

        person_id = draft.get("at", {}).get("person")
        return LeftWords(
            draft["words"], draft["where"], partial(self._go, name, draft),
            partial(self._context.typed.drop, {name: draft}),
            name_in_trash(services.desk, person_id, draft.get("row", "")),
        )  # fmt: skip

    def _go(self, name: str, draft: Mapping[str, Any]) -> None:
        """Shows the place of a draft; what was typed there takes the keyboard when it hears its name."""
        from salesdesk.gui.widgets.blocks_page import BlocksPage

        at, record = draft.get("at", {}), draft.get("record")
        if "beside" in at:
            self._sides.show_place(at["beside"], at["shows"])
        elif record:
            self._context.wishes.make(OpenRecord(record[0], record[1], at["person"]))
        elif at:
            page = self._shell.go(Place(at["person"], at["tab"], at["page"]))
            command = name.partition(" / ")[0].removeprefix("table_")
            if command in page.commands():
                page.perform(command)
        front = self._shell.tabs.page(self._shell.tabs.current_key())
        if isinstance(front, BlocksPage):
            front.be_whole()
        self._context.typed.wanted.emit(name)

    def _form(self, services: "Services", drafts: "Drafts", begun: "Begun") -> LeftWords:
        from salesdesk.gui.coaching.composer import begun_words
        from salesdesk.services.people import name_in_trash

        what = cast("What", begun.form)

        def go() -> None:
            """Opens the form again, in the log of its person."""
            from salesdesk.gui.coaching.compose_block import FORM, WantedForm
            from salesdesk.gui.widgets.blocks_page import BlocksPage

            page = self._shell.go(Place(begun.person_id, *LOG))
            assert isinstance(page, BlocksPage), "the log has the forms"
            page.place.state.choose(FORM, WantedForm(what, begun.person_id or ME))

        def drop() -> None:
            """Empties the form, which undo brings back."""
            self._context.bus.publish(drafts.throw_away(begun.form, begun.person_id, begun.written))

        where = begun_words(what, begun.person or _("Nobody in particular"))
        return LeftWords(begun.words, where, go, drop, name_in_trash(services.desk, begun.person_id))


def _sentence(waiting: list[LeftWords]) -> str:
    places = [each.told for each in waiting[:MANY]]
    if (more := len(waiting) - MANY) > 0:
        places.append(n_("1 more", "{number} more", more))
    return n_(
        "You were typing {places} last time. It waits where you typed it.",
        "You were typing in {number} places last time: {places}. All of it waits where you typed it.",
        len(waiting),
        places=", ".join(places),
    )
