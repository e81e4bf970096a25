"""A new desk takes its place when it is whole; whatever ends it in the middle leaves nothing there."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.whole_desk import written_whole
from tests.sample.writing import write_sample

KILLED_IN_THE_MIDDLE = """
import os, signal, sys
from datetime import date
from pathlib import Path
from tests.sample.writing import write_sample
write_sample(
    Path(sys.argv[1]), 3, 1, 1, date(2026, 1, 5),
    progress=lambda share, words: share > 0.1 and os.kill(os.getpid(), signal.SIGKILL),
)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
def test_that_a_sample_team_killed_in_the_middle_is_made_anew_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "sample.salesdesk"
    ended = subprocess.run(
        [sys.executable, "-c", KILLED_IN_THE_MIDDLE, str(path)], check=False, env=os.environ
    )
    assert ended.returncode == -signal.SIGKILL
    assert not path.exists()
    write_sample(path, 3, 1, 1, date(2026, 1, 5))
    assert list(tmp_path.iterdir()) == [path], "what was begun is cleared away"


def test_that_an_error_leaves_nothing(tmp_path: Path) -> None:
    def fill() -> None:
        with written_whole(tmp_path / "new.salesdesk") as desk:
            assert desk.rows("SELECT count(*) FROM stage")[0][0] == 0
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fill()
    assert list(tmp_path.iterdir()) == []


def test_that_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "new.salesdesk"

    def fill() -> None:
        with written_whole(path):
            path.write_text("mine")

    with pytest.raises(UserError, match="already there"):
        fill()
    assert path.read_text() == "mine"


def test_that_a_desk_in_place_opens(tmp_path: Path) -> None:
    with written_whole(tmp_path / "new.salesdesk") as desk:
        assert desk.path.name.endswith(".part")
    DeskFile.open(tmp_path / "new.salesdesk").close()
