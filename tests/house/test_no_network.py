"""Holds the promise that SalesDesk has no network code."""

import ast
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import salesdesk
from tests.house.no_sockets import ENDED_BY_FILTER, has_filter

PACKAGE = Path(salesdesk.__file__).parent
NETWORK = (
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "PySide6.QtNetwork",
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebSockets",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib",
    "urllib3",
    "webbrowser",
    "xmlrpc",
)


def imports_of(path: Path) -> set[str]:
    """Gives the full names that a file imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_that_no_file_imports_a_network_module() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for name in sorted(imports_of(path))
        if any(name == network or name.startswith(network + ".") for network in NETWORK)
    ]
    assert not found


def test_that_a_connection_tried_in_a_test_fails_it() -> None:
    with socket.socket() as plug, pytest.raises(RuntimeError, match="no network code"):
        plug.connect(("127.0.0.1", 9))


ROOT = PACKAGE.parent
STRACE = shutil.which("strace")


def run_watched(arguments: Sequence[str], home: Path) -> subprocess.CompletedProcess[str]:
    """Runs SalesDesk where the kernel refuses internet sockets, and traces its calls where strace is there."""
    trace = home / "trace"
    watch = [STRACE, "--seccomp-bpf", "-f", "-qq", "-e", "trace=network", "-o", str(trace)] if STRACE else []
    ran = subprocess.run(
        [*watch, sys.executable, "-m", "tests.house.no_sockets", *arguments],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    traced = trace.read_text(encoding="utf-8", errors="replace") if trace.exists() else ""
    assert re.findall(r".*AF_INET.*", traced) == [], f"{arguments} asked for the internet"
    return ran


def test_that_the_smoke_test_asks_for_no_internet_socket_and_loads_no_network_module(tmp_path: Path) -> None:
    ran = run_watched(["--smoke-test"], tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "every screen opened" in ran.stdout


@pytest.mark.long
def test_that_no_command_does_either(tmp_path: Path) -> None:
    desk, deals = tmp_path / "team.salesdesk", tmp_path / "deals.csv"
    deals.write_text("Deal,Owner,Amount,Stage\nNorth,Mira Holm,1000,Won\n", encoding="utf-8")
    runs = (
        ["sample", desk],
        ["import", "deals", deals, "--desk", desk, "--everybody", "--apply"],
        ["report", "practices", "--desk", desk, "--out", tmp_path / "sheet.pdf"],
        ["export", desk, tmp_path / "all.zip"],
        ["check", "--desk", desk],
        ["backup", "--desk", desk, "--to", tmp_path / "copies"],
    )
    ran = run_watched([word for each in runs for word in (*map(str, each), ";")], tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.skipif(not has_filter(), reason="this system cannot refuse sockets to one program")
def test_that_the_watch_would_see_one() -> None:
    program = (
        "import socket; from tests.house.no_sockets import refuse_sockets; refuse_sockets(); "
        "socket.socket(socket.AF_UNIX).close(); print('of the machine itself', flush=True); "
        "socket.socket(socket.AF_INET)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (ENDED_BY_FILTER, "of the machine itself\n")


@pytest.mark.parametrize(
    "name", ["_socket", "_ssl", "ssl", "http.client", "urllib.request", "PySide6.QtNetwork"]
)
def test_that_the_program_refuses_to_load_a_network_module(name: str) -> None:
    program = (
        "from salesdesk.env.offline import stay_offline; stay_offline()\n"
        f"try: import {name}\nexcept ImportError as error: print(error)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.stdout.startswith("SalesDesk has no network code"), ran.stderr


def test_that_open_internet_sockets_and_loaded_modules_are_told_of() -> None:
    program = (
        "import socket; from salesdesk.env.offline import *; stay_offline(); held = socket.socket(socket.AF_INET); "
        "near = socket.socket(socket.AF_UNIX); print(network_modules(), internet_sockets()); "
        "held.close(); print(internet_sockets())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    counted = ("1", "0") if sys.platform == "linux" else ("None", "None")
    assert ran.stdout == f"['socket', '_socket'] {counted[0]}\n{counted[1]}\n", ran.stderr


def test_that_python_can_still_tell_what_system_it_is_where_that_asks_for_the_name_of_the_computer() -> None:
    program = (
        "from salesdesk.env.offline import stay_offline; stay_offline(); import platform\n"
        "assert platform._node('') == '' and platform.platform()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr


def test_that_marked_up_pages_are_the_programs_own_and_only_files_are_handed_to_the_system() -> None:
    shows = re.compile(
        r"\.(setMarkdown|setHtml|insertHtml)\(|QTextBrowser\(|openUrl\((?!QUrl\.fromLocalFile\()|<img"
    )
    found = {path.name for path in PACKAGE.rglob("*.py") if shows.search(path.read_text(encoding="utf-8"))}
    assert found == {"manual_window.py", "news_window.py"}, (
        "what else shows marked-up text may name a picture"
    )
    pages = (ROOT / "resources" / "manual").glob("*.md")
    assert not [
        page.name for page in pages if re.search(r"!\[|<img|https?://", page.read_text(encoding="utf-8"))
    ]
