"""Keeps a secret in the keyring of the system: libsecret's on Linux, the Keychain of macOS, the vault of Windows.

Each by what the system brings: the usual library for all three loads the whole of Python's network for it. A secret
goes through a pipe or a call, never through the arguments of a command, which others could read.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Final, Protocol

SERVICE: Final = "SalesDesk"
_PATIENCE_S: Final = 60
"""So long is waited for a keyring that asks its owner to be unlocked."""


class KeyringError(Exception):
    """Tells that the keyring did not do it, or that its owner did not let it."""


class Keyring(Protocol):
    """Keeps one secret for each name."""

    def keep(self, name: str, secret: str) -> None:
        """Keeps a secret; raises KeyringError where it cannot."""
        ...

    def read(self, name: str) -> str:
        """Gives a secret, empty where there is none or it is not given."""
        ...

    def forget(self, name: str) -> None:
        """Forgets a secret, if there is one."""
        ...


def system_keyring() -> Keyring | None:
    """Gives the keyring of this system, None where it has none that is known here."""
    if sys.platform == "win32":
        return _Vault()
    if sys.platform == "darwin":
        return _Keychain()
    return _LibSecret() if shutil.which("secret-tool") else None


class _LibSecret:
    """The keyring of Linux desktops, by libsecret's own tool."""

    def keep(self, name: str, secret: str) -> None:
        """Keeps a secret; raises KeyringError where it cannot."""
        label = f"{SERVICE} {name}"
        _run(["secret-tool", "store", f"--label={label}", *self._found_by(name)], secret)

    def read(self, name: str) -> str:
        """Gives a secret, empty where there is none or it is not given."""
        return _run_if_it_may(["secret-tool", "lookup", *self._found_by(name)])

    def forget(self, name: str) -> None:
        """Forgets a secret, if there is one."""
        _run_if_it_may(["secret-tool", "clear", *self._found_by(name)])

    def _found_by(self, name: str) -> list[str]:
        return ["application", SERVICE, "desk", name]


class _Keychain:
    """The Keychain of macOS, by the system's own command, which is told what to do by its input. Not tried yet."""

    def keep(self, name: str, secret: str) -> None:
        """Keeps a secret; raises KeyringError where it cannot."""
        _run(["security", "-i"], f'add-generic-password -U -s {SERVICE} -a {name} -w "{secret}"\n')

    def read(self, name: str) -> str:
        """Gives a secret, empty where there is none or it is not given."""
        return _run_if_it_may(["security", "find-generic-password", "-s", SERVICE, "-a", name, "-w"])

    def forget(self, name: str) -> None:
        """Forgets a secret, if there is one."""
        _run_if_it_may(["security", "delete-generic-password", "-s", SERVICE, "-a", name])


class _Vault:
    """The credentials of Windows, which it keeps encrypted for the user who is logged in."""

    def keep(self, name: str, secret: str) -> None:
        """Keeps a secret; raises KeyringError where it cannot."""
        from salesdesk.env.windows_vault import write

        if not write(f"{SERVICE} {name}", secret):
            raise KeyringError

    def read(self, name: str) -> str:
        """Gives a secret, empty where there is none or it is not given."""
        from salesdesk.env.windows_vault import read

        return read(f"{SERVICE} {name}")

    def forget(self, name: str) -> None:
        """Forgets a secret, if there is one."""
        from salesdesk.env.windows_vault import remove

        remove(f"{SERVICE} {name}")


def _run_if_it_may(command: list[str]) -> str:
    """Gives what a command says, and nothing where it did not do it."""
    with suppress(KeyringError):
        return _run(command)
    return ""


def _run(command: list[str], words: str = "") -> str:
    try:
        done = subprocess.run(
            command, input=words, capture_output=True, text=True, timeout=_PATIENCE_S, check=False,
            env=_environment(os.environ),
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise KeyringError from error
    if done.returncode:
        raise KeyringError
    return done.stdout.strip()


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    """Gives a command of the system its own libraries, and not those that a built program brings for itself."""
    theirs = {name: value for name, value in ours.items() if name != "LD_LIBRARY_PATH"}
    before = ours.get("LD_LIBRARY_PATH_ORIG")
    return theirs | ({"LD_LIBRARY_PATH": before} if before else {})
