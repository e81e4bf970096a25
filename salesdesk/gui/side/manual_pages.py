"""Reads the pages of the manual and finds words in them."""

from collections.abc import Sequence
from pathlib import Path

from salesdesk.env.folding import folded
from salesdesk.env.paths import resources_dir
from salesdesk.frozen import frozen
from salesdesk.gui.places import Place
from salesdesk.gui.tabs import TABS


@frozen
class ManualPage:
    """One page: its name as links write it, its title and its text in Markdown."""

    name: str
    title: str
    text: str

    def holds(self, words: Sequence[str]) -> bool:
        """Tells whether every word occurs on the page."""
        text = folded(self.text)
        return all(folded(word) in text for word in words)


def manual_pages(folder: Path | None = None) -> tuple[ManualPage, ...]:
    """Gives the pages in their order: files are called `NN-name.md` and begin with their title."""
    folder = folder or resources_dir() / "manual"
    return tuple(_page(path) for path in sorted(folder.glob("[0-9][0-9]-*.md")))


def page_about(place: Place) -> str:
    """Gives the name of the page that explains what is in front: that of the page there, else that of its tab."""
    tab = next(each for each in TABS if each.key == place.tab)
    return next((page.manual for page in tab.pages if page.key == place.page and page.manual), tab.manual)


def page_named(pages: Sequence[ManualPage], name: str) -> ManualPage:
    """Gives a page by its name, such as "metrics" or "metrics.md"; the first page where there is none."""
    wanted = name.removesuffix(".md")
    return next((page for page in pages if page.name == wanted), pages[0])


def _page(path: Path) -> ManualPage:
    text = path.read_text(encoding="utf-8")
    return ManualPage(path.stem[3:], text.splitlines()[0].removeprefix("# ").strip(), text)
