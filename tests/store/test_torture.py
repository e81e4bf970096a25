"""Kills the program seventy times in the middle of what it does; `make torture` does so a thousand times."""

import os
import subprocess
import sys

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot divide a process")
def test_that_a_kill_at_any_moment_loses_nothing_that_was_stored() -> None:
    command = [sys.executable, "-m", "tests.torture", "70", "8"]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    assert ended.returncode == 0, ended.stdout + ended.stderr
