"""Holds the start path: what the first window needs is imported, and nothing slow beside it."""

import json
import subprocess
import sys

import pytest

from salesdesk.gui import HELPERS

SLOW = ("sqlalchemy", "matplotlib", "numpy", "alembic", "python_calamine", "babel", "rapidfuzz", "dateutil")
# What Python's own ways to keep a log in several files, to draw a number, to sign and to find a median would bring.
UNNEEDED = ("socket", "pickle", "queue", "platform", "hashlib", "secrets", "statistics")

# Every module that is loaded before the window is usable.
START_PATH = (
    "salesdesk.app",
    "salesdesk.gui.main_window",
    "salesdesk.env.paths",
    "salesdesk.env.settings",
    "salesdesk.env.log",
    "salesdesk.store.desk_file",
    "salesdesk.gui.workbench",
    "salesdesk.services.bundle",
    "salesdesk.services.practices",
    "salesdesk.gui.roster_line",
    "salesdesk.gui.desk.day",
    "salesdesk.gui.desk.figures",
    "salesdesk.gui.desk.needs_card",
    "salesdesk.gui.desk.first_week_card",
    "salesdesk.gui.widgets.blocks_page",
)


def imported_by(module: str) -> set[str]:
    """Gives the top-level names of all that a fresh interpreter holds after importing a module."""
    listing = "json.dumps(sorted({m.split('.')[0] for m in sys.modules}))"
    program = f"import json, sys, {module}; print({listing})"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout.splitlines()[-1]))


@pytest.mark.parametrize("module", START_PATH)
def test_that_the_start_loads_nothing_slow(module: str) -> None:
    assert imported_by(module).isdisjoint((*SLOW, *UNNEEDED))


def test_that_qt_reads_no_source_of_ours() -> None:
    program = (
        "import builtins; own = builtins.__import__; import linecache, salesdesk.gui.main_window; "
        "assert builtins.__import__ is own; "
        "assert not [name for name in linecache.cache if 'salesdesk' in name]"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def printed_by(program: str) -> str:
    """Gives what a program prints that a fresh interpreter runs."""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_that_no_class_of_the_start_has_its_methods_compiled() -> None:
    compiled = (
        "{f'{c.__module__}.{c.__name__}' for n, m in [*sys.modules.items()] if n.startswith('salesdesk') "
        "for c in vars(m).values() if '__dataclass_params__' in getattr(c, '__dict__', ()) "
        "and c.__dataclass_params__.frozen and '__slots__' not in vars(c)}"
    )
    loading = "; ".join(f"import {module}" for module in START_PATH)
    assert printed_by(f"import sys; {loading}; print(*sorted({compiled}))").split() == []


def test_that_the_first_frame_waits_for_nothing_that_works_behind_the_window() -> None:
    behind = (
        "salesdesk.services.",
        "salesdesk.practice.",
        "salesdesk.gui.workbench",
        "salesdesk.gui.desk.day",
    )
    said = printed_by(
        "import salesdesk.gui.application, sys; print(*(n for n in sys.modules if 'salesdesk.' in n))"
    )
    # How a number is rounded in the roster comes first.
    allowed = {"salesdesk.env.short_words", "salesdesk.practice.rounding"}
    assert {name for name in said.split() if name.startswith(behind)} <= allowed


def test_that_the_first_frame_asks_no_desk_and_makes_no_type_that_only_dialogs_need() -> None:
    shown = (
        "import os, sys; os.environ['QT_QPA_PLATFORM'] = 'offscreen'; from pathlib import Path; "
        "from salesdesk.env.clock import SystemClock; from salesdesk.env.paths import paths_in; "
        "from salesdesk.env.settings import SettingsFile; "
        "from salesdesk.gui.application import Application, StartOptions; "
        "home = Path('nowhere'); "
        "made = Application(paths_in(home), SettingsFile(home / 'settings.json'), SystemClock(), StartOptions()); "
        "made.show_window(); made.qt.processEvents(); "
        "import enum, gc; kinds = {each.__name__ for each in gc.get_objects() if isinstance(each, enum.EnumType)}; "
        "print(*sorted({'sqlcipher3', 'salesdesk.gui.search_results'} & {*sys.modules}), "
        "*sorted(kinds & {'PixelMetric', 'StandardButton', 'StandardPixmap'}))"
    )
    assert printed_by(shown).split() == []


def test_that_the_desk_makes_no_type_of_styles_and_loads_no_charts() -> None:
    seen = (
        "salesdesk.gui.workbench",
        "salesdesk.gui.roster_line",
        "salesdesk.gui.desk.day",
        "salesdesk.gui.desk.figures",
    )
    made = "{each.__name__ for each in gc.get_objects() if isinstance(each, enum.EnumType)}"
    said = printed_by(
        f"import enum, gc, sys, {', '.join(seen)}; "
        f"print(*({made} & {{'PixelMetric'}}), *({{'salesdesk.charts', 'encodings.ascii'}} & {{*sys.modules}}))"
    )
    assert said.split() == []


def test_that_no_second_openssl_is_loaded_beside_that_of_the_store() -> None:
    program = (
        "from salesdesk import app; app._leave_out_openssl(); "
        "import asyncio, hashlib, sys, salesdesk.model.registry; assert hashlib.sha256(b'') and hashlib.md5(b''); "
        "print(*(n for n in ('_hashlib', '_ssl') if sys.modules[n]))"
    )
    assert printed_by(program).split() == []


HELPERS_ASLEEP = (
    "[n for n in sys.modules if n.startswith('shibokensupport') and 'become' in vars(sys.modules[n])]"
)


def test_that_qt_compiles_its_helpers_when_they_are_asked_for() -> None:
    listed = printed_by(f"import salesdesk.gui.main_window, sys; print(len({HELPERS_ASLEEP}))")
    assert int(listed) == len(HELPERS)


def test_that_qt_still_says_what_is_wrong_with_an_argument() -> None:
    program = (
        "from PySide6.QtCore import QObject, QTimer\n"
        "for act in (lambda: QObject().setObjectName(3), lambda: QTimer.singleShot(1), lambda: QObject(none=1)):\n"
        "    try: act()\n"
        "    except Exception as error: print(type(error), error)\n"
        "print(QObject.setObjectName.__doc__)"
    )
    said = printed_by(program)
    assert "setObjectName(name: str" in said.replace("self, ", "")
    assert printed_by(f"import salesdesk.gui\n{program}") == said


@pytest.mark.parametrize("module", ["salesdesk.cli", "salesdesk.exchange", "salesdesk.services"])
def test_that_the_command_line_loads_no_window(module: str) -> None:
    assert "PySide6" not in imported_by(module)


LOADED_AHEAD = """
import sys
from importlib import import_module
from salesdesk.gui.loading import CHARTS, REST
from salesdesk.services.bundle import Services
from tests.house.test_start_imports import START_PATH

def of_qt():
    return {(name, *vars(module)) for name, module in sys.modules.items() if name.startswith("PySide6.Qt")}

for name in START_PATH:
    import_module(name)
for ahead in (REST, CHARTS):
    before = of_qt()
    for name in ahead.beside:
        import_module(name)
    named, loaded = of_qt() == before, {*sys.modules}
    print(named, *(name for name in ("matplotlib", "numpy") if name in sys.modules))
    most = 0
    for name in ahead.here:
        before = {*sys.modules}
        import_module(name)
        most = max(most, len({*sys.modules} - before))
    late = {name for name in {*sys.modules} - loaded if not name.startswith(("salesdesk.gui.", "PySide6"))}
    print(most, *late)
"""


def test_that_what_is_loaded_beside_the_window_makes_no_class_of_qt_and_the_rest_comes_in_small_steps() -> (
    None
):
    rest, steps, charts, canvas = printed_by(LOADED_AHEAD).splitlines()
    assert (rest, charts) == ("True", "True matplotlib numpy"), "names of Qt in what another thread loads"
    assert int(steps) <= 5, "the steps are too long, or bring in what can be loaded beside"
    assert canvas == "1"


PAINTED = """
import sys
from salesdesk.exchange.sheets.blocks import CellLine, PenLine, TextLine
from salesdesk.exchange.sheets.writing import SheetContent, _application, sheet_bytes

application = _application()
before = {(name, *vars(module)) for name, module in sys.modules.items() if name.startswith("PySide6.Qt")}
blocks = [TextLine("Words"), CellLine(("a", "b"), link="salesdesk:deal/1"), PenLine(boxed=True), TextLine("Foot")]
sheet_bytes(SheetContent("Title", "Whose", "Edge", lambda _page, _width: [blocks], False))
print({(name, *vars(module)) for name, module in sys.modules.items() if name.startswith("PySide6.Qt")} == before)
"""


def test_that_a_sheet_may_be_painted_beside_the_window() -> None:
    assert printed_by(PAINTED).strip() == "True"
