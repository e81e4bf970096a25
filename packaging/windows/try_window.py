"""Tries on the open window what Windows says to windows; `check_setup` runs it by a Python of Wine's, while it is open.

    try_window.py FOLDER DESK PASSPHRASE

FOLDER is the program's own of modules, DESK how the window is called that shows the desk. Each message of Windows must
lock it, so that its title names no desk, and the passphrase alone, typed into it, must unlock it. The vault must give
back what it was given.
"""

import ctypes
import sys
import time
from ctypes import wintypes
from typing import Any, Final

USER32: Final[Any] = getattr(ctypes, "windll").user32  # noqa: B009 - only Windows has it
NOTHING, POWER, SUSPENDS, WAKES = 0, 0x0218, 0x0004, 0x0007
SESSION, LOCKED, UNLOCKED = 0x02B1, 0x0007, 0x0008
KEY_DOWN, KEY_UP, ENTER = 0x0100, 0x0101, 0x0D
NAME: Final = "SalesDesk"
PATIENCE_S, AT_ONCE_S, QUICK_ANSWERS = 180, 0.2, 8


def open_window() -> tuple[int, str]:
    """Gives the window of the program and its title."""
    found: list[tuple[int, str]] = []

    @ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)  # type: ignore[attr-defined, untyped-decorator]
    def look(handle: int, _unused: int) -> bool:
        words = ctypes.create_unicode_buffer(300)
        USER32.GetWindowTextW(wintypes.HWND(handle), words, len(words))
        if USER32.IsWindowVisible(wintypes.HWND(handle)) and NAME in words.value:
            found.append((handle, words.value))
        return True

    USER32.EnumWindows(look, 0)
    return found[0] if found else (0, "")


def is_so(title: str, seconds: float) -> bool:
    """Waits until the window is called so; tells whether that came."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if open_window()[1] == title:
            return True
        time.sleep(0.5)
    return False


def wait_for(title: str, what: str) -> int:
    """Gives the window once it is called so; ends all where it never is."""
    if not is_so(title, PATIENCE_S):
        sys.exit(f"{what}: the window is called {open_window()[1]!r}, not {title!r}")
    return open_window()[0]


def let_settle(handle: int) -> None:
    """Waits until the window answers at once for a while: what is typed before it asks presses something else."""
    answers = 0
    while answers < QUICK_ANSWERS:
        began = time.monotonic()
        say(handle, NOTHING, 0)
        answers = answers + 1 if time.monotonic() - began < AT_ONCE_S else 0
        time.sleep(1)


def say(handle: int, message: int, word: int) -> None:
    """Says something to the window, as Windows does."""
    USER32.SendMessageW(wintypes.HWND(handle), message, wintypes.WPARAM(word), wintypes.LPARAM(0))


def press(handle: int, key: int) -> None:
    """Presses a key in the window."""
    scan = USER32.MapVirtualKeyW(key, 0) << 16
    for message, more in ((KEY_DOWN, 1), (KEY_UP, 0xC0000001)):
        USER32.PostMessageW(
            wintypes.HWND(handle), message, wintypes.WPARAM(key), wintypes.LPARAM(scan | more)
        )


def unlock(handle: int, passphrase: str) -> None:
    """Types the passphrase, of small letters alone."""
    let_settle(handle)
    for letter in passphrase:
        press(handle, ord(letter.upper()))
    press(handle, ENTER)


def try_signs(desk: str, passphrase: str) -> None:
    """Says what Windows says before sleep and at its locked screen, and what is no reason to lock."""
    unlock(wait_for(NAME, "the start"), passphrase)
    handle = wait_for(desk, "the passphrase at the start")
    print(f"opened by the passphrase: {desk}", flush=True)
    for message, word, harmless in ((POWER, SUSPENDS, WAKES), (SESSION, LOCKED, UNLOCKED)):
        let_settle(handle)
        say(handle, message, harmless)
        let_settle(handle)
        wait_for(desk, f"harmless {message:#x}")
        say(handle, message, word)
        unlock(wait_for(NAME, f"{message:#x}"), "wrong")
        let_settle(handle)
        wait_for(NAME, "a wrong passphrase")
        unlock(handle, passphrase)
        wait_for(desk, f"the passphrase after {message:#x}")
        print(f"{message:#x} {word}: locked, and unlocked by the passphrase alone", flush=True)


def tell_affinity() -> None:
    """Tells how the window may be captured."""
    how = wintypes.DWORD()
    took = USER32.GetWindowDisplayAffinity(wintypes.HWND(open_window()[0]), ctypes.byref(how))
    print(f"captured: answer {took}, affinity {how.value:#x}", flush=True)


def try_vault(folder: str) -> None:
    """Keeps a secret in the vault of Windows by the program's own code, and forgets it."""
    sys.path.insert(0, folder)
    from salesdesk.env.windows_vault import read, remove, write

    name = f"{NAME} trial"
    for secret in ("ABCD EFGH ä€", "another"):
        if not write(name, secret) or read(name) != secret:
            sys.exit(f"the vault keeps {read(name)!r}, not what it was given")
    remove(name)
    if read(name):
        sys.exit("the vault does not forget")
    print("vault: kept, written anew, read, forgotten", flush=True)


if __name__ == "__main__":
    try_vault(sys.argv[1])
    try_signs(*sys.argv[2:])
    tell_affinity()
