"""Keeps generic credentials of Windows by its own calls."""

import ctypes
from ctypes import (
    POINTER,
    Structure,
    byref,
    c_char,
    c_void_p,
    c_wchar_p,
    cast,
    create_string_buffer,
    string_at,
)
from typing import Any, Final

_GENERIC: Final = 1
_ON_THIS_COMPUTER: Final = 2
_DWORD: Final = ctypes.c_uint32


class _Credential(Structure):
    """One credential as Windows lays it out (CREDENTIALW)."""

    _fields_ = [
        ("flags", _DWORD), ("type", _DWORD), ("name", c_wchar_p), ("comment", c_wchar_p), ("written", ctypes.c_uint64),
        ("size", _DWORD), ("blob", c_void_p), ("persist", _DWORD), ("attribute_count", _DWORD),
        ("attributes", c_void_p), ("alias", c_wchar_p), ("user", c_wchar_p),
    ]  # fmt: skip


def write(name: str, secret: str) -> bool:
    """Keeps a secret for this user on this computer; tells whether Windows did."""
    blob = create_string_buffer(secret.encode("utf-16-le"))
    one = _Credential(
        type=_GENERIC, name=name, size=len(blob) - 1, blob=cast(blob, c_void_p), persist=_ON_THIS_COMPUTER,
        user=name,
    )  # fmt: skip
    return bool(_calls().CredWriteW(byref(one), 0))


def read(name: str) -> str:
    """Gives a secret, empty for none."""
    calls, found = _calls(), POINTER(_Credential)()
    if not calls.CredReadW(c_wchar_p(name), _GENERIC, 0, byref(found)):
        return ""
    try:
        return string_at(found.contents.blob, found.contents.size).decode("utf-16-le")
    finally:
        calls.CredFree(cast(found, POINTER(c_char)))


def remove(name: str) -> None:
    """Forgets a secret, if there is one."""
    _calls().CredDeleteW(c_wchar_p(name), _GENERIC, 0)


def _calls() -> Any:
    return getattr(ctypes, "windll").advapi32  # noqa: B009 - only Windows has it
