"""Holds the promise that SalesDesk has no network code."""

import ast
import socket
from pathlib import Path

import pytest

import salesdesk

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
