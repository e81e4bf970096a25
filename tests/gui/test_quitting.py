"""No work beside the window outlives it: a thread at work while the interpreter ends takes the whole program down."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

from pytestqt.qtbot import QtBot

from salesdesk.gui.background import Background

QUIT_WHILE_LOADING = """
    import sys, threading
    from pathlib import Path
    from salesdesk import app
    from salesdesk.gui import loading, workbench

    began, imported = threading.Event(), loading.import_module

    def slowly(name):
        began.set()
        threading.Event().wait(0.3)
        return imported(name)

    def load_and_quit(self):
        load(self)
        began.wait()
        self.window.close()

    loading.import_module = slowly
    load, workbench.Workbench.load_the_rest = workbench.Workbench.load_the_rest, load_and_quit
    code = app._open_window("", Path(sys.argv[1]), False, False, False)
    print([thread.name for thread in threading.enumerate()], "salesdesk.gui.session.session_view" in sys.modules)
    sys.exit(code)
"""


def test_that_quitting_right_after_the_start_waits_for_what_is_being_loaded(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(QUIT_WHILE_LOADING), str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    # It stopped after the module it was at: what comes last was not waited for.
    assert done.stdout.splitlines()[-1] == "['MainThread'] False"


def test_that_the_interpreter_itself_waits_for_a_job_that_nobody_waited_for(qtbot: QtBot) -> None:
    background = Background(print)
    with qtbot.waitSignal(background.job_ended):
        job = background.run("read", lambda _job: None)
        assert not job._thread.daemon
