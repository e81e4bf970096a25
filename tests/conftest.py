"""What every test stands on: no screen, no network, nobody's own folders, and a desk to work with."""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

HOME = Path(tempfile.mkdtemp(prefix="salesdesk-tests-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ |= {
    "HOME": str(HOME),
    "USERPROFILE": str(HOME),
    "APPDATA": str(HOME / "AppData" / "Roaming"),
    "LOCALAPPDATA": str(HOME / "AppData" / "Local"),
    "XDG_CACHE_HOME": str(HOME / ".cache"),
    "XDG_CONFIG_HOME": str(HOME / ".config"),
    "XDG_DATA_HOME": str(HOME / ".local" / "share"),
    "XDG_STATE_HOME": str(HOME / ".local" / "state"),
    # One font cache for all runs: finding every font anew would cost each of them half a second.
    "MPLCONFIGDIR": str(Path(tempfile.gettempdir()) / "salesdesk-tests-matplotlib"),
}

import hypothesis  # noqa: E402
import pytest  # noqa: E402
from PySide6.QtCore import QCoreApplication, QEvent, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: E402
from pytestqt.qtbot import QtBot  # noqa: E402
from shiboken6 import Shiboken  # noqa: E402

from salesdesk.env.clock import FixedClock  # noqa: E402
from salesdesk.env.locale import Formats  # noqa: E402
from salesdesk.env.table_states import TableStates  # noqa: E402
from salesdesk.gui.background import Background  # noqa: E402
from salesdesk.gui.changes import ChangeBus  # noqa: E402
from salesdesk.gui.context import GuiContext  # noqa: E402
from salesdesk.gui.messages import Messages  # noqa: E402
from salesdesk.gui.prompts import Prompts  # noqa: E402
from salesdesk.gui.theme import Theme  # noqa: E402
from salesdesk.gui.widgets.banner import BannerArea  # noqa: E402
from salesdesk.store.desk_file import DeskFile  # noqa: E402
from tests.sample.writing import write_sample  # noqa: E402

# A shared machine may be slow at any moment; a property is about values, not about time.
hypothesis.settings.register_profile(
    "salesdesk",
    deadline=None,
    max_examples=50,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.load_profile("salesdesk")

NETWORK_EVENTS = {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"}


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event in NETWORK_EVENTS:
        raise RuntimeError(f"SalesDesk has no network code, but something used {event} {arguments[1:]}")


sys.addaudithook(_refuse_network)


@pytest.fixture
def clock() -> FixedClock:
    """A Wednesday morning that stands still."""
    return FixedClock(datetime(2026, 11, 11, 9, 0))


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty desk at the newest schema, made once; tests copy it."""
    path = tmp_path_factory.mktemp("template") / "template.salesdesk"
    DeskFile.create(path, FixedClock(datetime(2026, 11, 11, 9, 0))).close()
    return path


@pytest.fixture
def desk_path(desk_template: Path, tmp_path: Path) -> Path:
    """An empty desk of this test's own, closed."""
    return shutil.copyfile(desk_template, tmp_path / "team.salesdesk")


@pytest.fixture
def desk(desk_path: Path, clock: FixedClock) -> Iterator[DeskFile]:
    """An empty desk of this test's own, open."""
    opened = DeskFile.open(desk_path, clock)
    yield opened
    opened.close()


@pytest.fixture
def nothing_writable(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Lets nothing be written in a folder; the tests may run as somebody who may write anywhere."""

    def _make(folder: Path) -> None:
        def may_write(path: Path) -> bool:
            return path.parent != folder

        for name, module in list(sys.modules.items()):
            if name.startswith("salesdesk.") and hasattr(module, "may_write"):
                monkeypatch.setattr(module, "may_write", may_write)

    return _make


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a small sample team, made once; tests copy it."""
    path = tmp_path_factory.mktemp("sample") / "Sample team.salesdesk"
    write_sample(path, 5, 1, 1, date(2026, 11, 11))
    return path


@pytest.fixture
def sample_path(sample_template: Path, tmp_path: Path) -> Path:
    """A desk with a small sample team of this test's own, closed."""
    return shutil.copyfile(sample_template, tmp_path / "Sample team.salesdesk")


@pytest.fixture
def sample_desk(sample_path: Path, clock: FixedClock) -> Iterator[DeskFile]:
    """A desk with a small sample team of this test's own, open."""
    opened = DeskFile.open(sample_path, clock)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Fails a test that leaves a top-level widget or a running timer to the next one."""
    before = _living()
    yield
    if not isinstance(QCoreApplication.instance(), QApplication):
        return
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [thing for key, thing in _living().items() if key not in before]
    names = [f"{type(thing).__name__} {thing.objectName()!r}" for thing in left]
    for thing in left:
        thing.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if names:
        pytest.fail("left behind: " + ", ".join(sorted(names)) + " (use qtbot.addWidget, and stop timers)")


def _living() -> dict[int, Any]:
    """Gives the parentless widgets and the running timers of this moment, by their identity."""
    if not isinstance(QCoreApplication.instance(), QApplication):
        return {}
    widgets = [w for w in QApplication.topLevelWidgets() if w.parent() is None]
    named_by_qt = [w for w in widgets if w.metaObject().className().startswith("QTipLabel")]
    timers = [o for o in Shiboken.getAllValidWrappers() if isinstance(o, QTimer) and o.isActive()]
    return {id(thing): thing for thing in (*widgets, *timers) if thing not in named_by_qt}


@pytest.fixture
def context(qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[GuiContext]:
    """Everything a view needs, with a window of its own for questions; what fails beside it fails the test."""
    window = QMainWindow()
    qtbot.addWidget(window)
    theme = Theme(qapp, "light")

    def fail(problem: BaseException) -> None:
        raise problem

    states = TableStates(tmp_path / "tables.json")
    bus = ChangeBus()
    messages = Messages(BannerArea(theme, window), bus)
    yield GuiContext(bus, Prompts(window), Formats(), theme, Background(fail), states, clock, messages)
    theme.deleteLater()
