"""Holds that the two commands of the README work with a shell and python3 alone, or say what to install first."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMANDS = re.findall(r"^    sh (\w+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
PLAIN_TOOLS = ("cat", "cp", "dirname", "find", "id", "ls", "mkdir", "rm", "sh", "touch", "uname")
"""What every Debian has, whatever is installed."""
BARE_PYTHON = """#!/bin/sh
case "$2" in *ensurepip*) exit 1 ;; esac
"""


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A copy of what the commands read, beside a folder of programs without make, apt-get, sudo and python3-venv."""
    shutil.copytree(ROOT / ".ci", tmp_path / "project" / ".ci", ignore=shutil.ignore_patterns("typings"))
    for name in (*COMMANDS, "pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, tmp_path / "project")
    programs = tmp_path / "programs"
    programs.mkdir()
    for tool in PLAIN_TOOLS:
        (programs / tool).symlink_to(str(shutil.which(tool)))
    (programs / "python3").write_text(BARE_PYTHON, encoding="utf-8")
    (programs / "python3").chmod(0o755)
    return tmp_path


def test_that_the_readme_names_the_two_commands() -> None:
    assert COMMANDS == ["run", "test"]


@pytest.mark.parametrize("command", COMMANDS)
def test_that_a_bare_machine_is_told_in_one_go_what_to_install(command: str, bare: Path) -> None:
    done = subprocess.run(
        ["sh", command], cwd=bare / "project", env={"PATH": str(bare / "programs")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "python3-venv" in done.stderr
    assert "nothing was changed" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (bare / "project" / ".venv").exists()
