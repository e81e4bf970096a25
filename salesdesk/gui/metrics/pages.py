"""Lists the pages of the Metrics tab."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from salesdesk.gui.pages import OTHERS, PageParts, PageSpec, has_any, self_starter

if TYPE_CHECKING:
    from salesdesk.gui.page import Page


def _built(key: str) -> "Callable[[PageParts], Page]":
    def build(parts: PageParts) -> "Page":
        """Builds the page that is declared under the key."""
        from salesdesk.gui.metrics.layouts import LAYOUTS
        from salesdesk.gui.widgets.blocks_page import BlocksPage

        return BlocksPage(parts, LAYOUTS[key])

    return build


PAGES: Final = (
    PageSpec("results", _("Results"), _("Where are we?"), OTHERS, _built("results")),
    PageSpec(
        "competencies", _("Competencies"), _("What may be aimed at?"), OTHERS, _built("competencies"),
        has_any("opportunity", "competency_number"), _("Comes with the first deals or the first own numbers."),
        folds=self_starter,
    ),
    PageSpec(
        "effect", _("Coaching effect"), _("Did coaching move it?"), OTHERS, _built("effect"),
        has_any("assignment"), _("Comes with the first assignment."), folds=self_starter,
    ),
)  # fmt: skip
