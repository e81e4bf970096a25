"""Every word that a person reads passes through gettext: none is left in a made-up language."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.long
def test_that_no_word_stays_english_in_a_made_up_language() -> None:
    command = [sys.executable, "-m", "tests.gui.made_up_language"]
    environment = os.environ | {"PYTHONUTF8": "1"}
    walk = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert walk.returncode == 0, walk.stderr
    assert not walk.stdout.splitlines()
