"""Keeps every network module of Python out of the program, and tells whether any is there all the same.

Three libraries ask for `socket` or `asyncio` when they are loaded and never use them here: SQLAlchemy, matplotlib and
Python's own reading of e-mail headers, by which it reads the version of a library. They get a stand-in that can
nothing; whatever else would reach a network is refused, also where it lies on the machine.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CoroutineType, ModuleType
from typing import Any, Final


def _is_coroutine(thing: object) -> bool:
    return isinstance(thing, CoroutineType)


STAND_INS: Final[dict[str, dict[str, Any]]] = {
    # What SQLAlchemy names of it when it is loaded, and asks of every error of a statement.
    "asyncio": {
        "CancelledError": type("CancelledError", (BaseException,), {}),
        "TimeoutError": TimeoutError,
        "iscoroutine": _is_coroutine,
    },
    # By it Python names the computer where Windows is asked what system it is.
    "socket": {"gethostname": str},
}
REFUSED: Final = (
    "_socket", "_ssl", "_overlapped", "ssl", "http", "urllib.request", "urllib.error", "urllib.robotparser", "ftplib",
    "imaplib", "nntplib", "poplib", "smtplib", "smtpd", "telnetlib", "socketserver", "xmlrpc", "asyncore", "asynchat",
    "webbrowser", "wsgiref", "multiprocessing.connection", "PySide6.QtNetwork", "PySide6.QtNetworkAuth",
    "PySide6.QtWebSockets", "PySide6.QtWebEngineCore",
)  # fmt: skip
"""Modules that no part of the program may load; without the first two Python itself can open no connection."""
_QT_NETWORK: Final = "Qt6Network"
_SOL_SOCKET, _SO_DOMAIN, _INTERNET = 1, 39, (2, 10)  # of Linux: the two kinds of addresses


class _NoNetwork:
    """Is asked before all others where a module is: refuses those above, and makes the stand-ins.

    Python's own classes of finders are not its base: they would bring `tempfile` and `random` into every start.
    """

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Gives the stand-in of a name; None leaves the module to others."""
        if fullname in STAND_INS:
            return ModuleSpec(fullname, self)  # pyright: ignore[reportArgumentType]
        if fullname in REFUSED:
            raise ModuleNotFoundError(
                f"SalesDesk has no network code, so {fullname} is left out", name=fullname
            )
        return None

    def create_module(self, spec: ModuleSpec) -> None:
        """Leaves it to Python to make an empty module."""

    def exec_module(self, module: ModuleType) -> None:
        """Fills a stand-in."""
        vars(module).update(STAND_INS[module.__name__])


_none: Final = _NoNetwork()


def stay_offline() -> None:
    """Lets no network module be loaded from now on."""
    if _none not in sys.meta_path:
        sys.meta_path.insert(0, _none)


def network_modules() -> list[str]:
    """Names the network modules that are loaded, stand-ins aside, and Qt's library where the system can be asked."""
    loaded = [name for name in (*STAND_INS, *REFUSED) if sys.modules.get(name) and not _is_stand_in(name)]
    with suppress(OSError):
        if _QT_NETWORK in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace"):
            loaded.append(_QT_NETWORK)
    return loaded


def internet_sockets() -> int | None:
    """Counts the internet sockets that this program has open, connected or not; None but on Linux."""
    if sys.platform != "linux":
        return None
    import ctypes

    ask = ctypes.CDLL(None).getsockopt
    domain, size = ctypes.c_int(), ctypes.c_uint(ctypes.sizeof(ctypes.c_int))
    found = 0
    for number in _own_sockets():
        refused = ask(number, _SOL_SOCKET, _SO_DOMAIN, ctypes.byref(domain), ctypes.byref(size))
        found += not refused and domain.value in _INTERNET
    return found


def _own_sockets() -> Iterator[int]:
    for each in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the one by which the folder is read is closed by now
            if str(each.readlink()).startswith("socket:"):
                yield int(each.name)


def _is_stand_in(name: str) -> bool:
    return getattr(sys.modules[name].__spec__, "loader", None) is _none
