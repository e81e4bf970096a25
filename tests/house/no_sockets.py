"""Runs SalesDesk where the system itself refuses internet sockets: `python -m tests.house.no_sockets ARGUMENTS`.

On Linux a filter in the kernel ends the program, and whatever it starts, at the first one that is asked for, by
whichever library; elsewhere it runs as it is. Several runs are parted by ";", and each must succeed. At the end no
network module may be loaded.
"""

import ctypes
import platform
import sys
from itertools import groupby

ENDED_BY_FILTER = -31  # SIGSYS
_SOCKET_CALL = {"x86_64": 41, "aarch64": 198}
_AF_INET, _AF_INET6 = 2, 10
_LOAD, _IS, _GIVE = 0x20, 0x15, 0x06
_ALLOW, _END = 0x7FFF0000, 0x80000000


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort), ("true", ctypes.c_ubyte), ("false", ctypes.c_ubyte), ("k", ctypes.c_uint32),
    )  # fmt: skip


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def has_filter() -> bool:
    """Tells whether this system can refuse sockets so."""
    return sys.platform == "linux" and platform.machine() in _SOCKET_CALL


def refuse_sockets() -> None:
    """Lets the kernel end this program at the first internet socket, from now on and for good."""
    steps = (_Step * 7)(
        _Step(_LOAD, 0, 0, 0),  # the number of the call
        _Step(_IS, 0, 4, _SOCKET_CALL[platform.machine()]),
        _Step(_LOAD, 0, 0, 16),  # its first argument
        _Step(_IS, 1, 0, _AF_INET),
        _Step(_IS, 0, 1, _AF_INET6),
        _Step(_GIVE, 0, 0, _END),
        _Step(_GIVE, 0, 0, _ALLOW),
    )
    system = ctypes.CDLL(None, use_errno=True)
    chosen = _Filter(len(steps), steps)
    refused = system.prctl(38, 1, 0, 0, 0) or system.prctl(22, 2, ctypes.byref(chosen), 0, 0)
    if refused:
        raise OSError(ctypes.get_errno(), "the system takes no filter")


def main() -> int:
    """Runs it, and fails where a network module was loaded."""
    if has_filter():
        refuse_sockets()
    from salesdesk.app import main as run
    from salesdesk.env.offline import internet_sockets, network_modules

    for is_run, arguments in groupby(sys.argv[1:], ";".__ne__):
        code = run(list(arguments)) if is_run else 0
        if code:
            return code
    assert not network_modules()
    assert not internet_sockets()
    return 0


if __name__ == "__main__":
    sys.exit(main())
