"""Keeps the settings of this laptop; what belongs to a team is stored in its desk instead."""

import json
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import Field, asdict, field, fields, replace
from pathlib import Path
from typing import Any, cast

from salesdesk.env.whole_file import put_in_place
from salesdesk.frozen import frozen

RECENT_DESKS = 8
ZOOM_PERCENT = range(80, 201)
PLACES = ("last_desk", "recent_desks", "last_folder", "kept_beside")
"""Settings that name files; where the program is carried about, those in its folder are kept by their way from it."""
MOST_BYTES = 16 << 20
LOCK_MINUTES = (1, 2, 5, 10, 15, 30, 60)

log = logging.getLogger(__name__)


def _any(_value: Any) -> bool:
    return True


def _setting(
    default: Any,
    label: str,
    help: str,
    *,
    choices: dict[str, str] | None = None,
    allowed: Callable[[Any], bool] = _any,
) -> Any:
    """Declares a setting: its default, its words on the screen, and which values it takes."""
    if choices is not None and allowed is _any:
        allowed = choices.__contains__
    metadata = {"label": label, "help": help, "choices": choices or {}, "allowed": allowed}
    return field(default=default, metadata=metadata)


def _all_text(values: tuple[Any, ...]) -> bool:
    return all(isinstance(value, str) for value in values)


@frozen
class Settings:
    """Everything SalesDesk remembers about this laptop; the settings page is made from these fields."""

    theme: str = _setting(
        "system",
        _("Look"),
        _("Follows the system, or stays as chosen."),
        choices={
            "system": _("As the system"),
            "light": _("Light"),
            "dark": _("Dark"),
            "contrast": _("High contrast"),
        },
    )
    zoom: int = _setting(
        100,
        _("Text size"),
        _("In percent of the system's text size, 80 to 200."),
        allowed=ZOOM_PERCENT.__contains__,
    )
    language: str = _setting(
        "system",
        _("Language"),
        _("Holds from the next start on."),
        choices={"system": _("As the system"), "en": "English"},
        allowed=bool,
    )
    lock_when_idle: str = _setting(
        "",
        _("After a while without a key or a click"),
        _(
            "In SalesDesk; how long is chosen below. Until you choose, this is on where the desk has a passphrase."
        ),
        choices={"": _("As the desk is"), "yes": _("Yes"), "no": _("No")},
    )
    lock_minutes: int = _setting(
        10,
        _("How long a while is"),
        _("The time without a key, a click or a movement of the mouse in SalesDesk."),
        choices={str(each): n_("{number} minute", "{number} minutes", each) for each in LOCK_MINUTES},
        allowed=LOCK_MINUTES.__contains__,
    )
    lock_on_sleep: bool = _setting(
        True,
        _("When the computer goes to sleep"),
        _("Also when its lid is closed, where that lets it sleep."),
    )
    lock_on_screen_lock: bool = _setting(
        True, _("When the screen of the computer is locked"), _("By you, or by the system after a while.")
    )
    hidden_from_capture: bool = _setting(
        False,
        _("Keep SalesDesk out of pictures and recordings of the screen (best effort)"),
        _(
            "The system is asked for it. Not every program that takes pictures heeds that, and no camera does."
        ),
    )
    recent_desks: tuple[str, ...] = _setting(
        (), _("Recent desks"), _("Offered in the File menu, the last one first."), allowed=_all_text
    )
    last_desk: str = _setting("", _("Last desk"), _("Opened again at the next start."))
    last_folder: str = _setting("", _("Last folder"), _("Where the next file box opens."))
    talk_on_screen: bool = _setting(
        False, _("Talk on the screen"), _("The next start looks for it before its first frame.")
    )
    kept_beside: str = _setting(
        "", _("Kept beside"), _("Where a desk was kept whose file was exchanged, until that is read.")
    )
    in_keyring: tuple[str, ...] = _setting(
        (), _("In the keyring"), _("For which desks the keyring of the system is asked."), allowed=_all_text
    )
    last_version: str = _setting(
        "", _("Last version"), _("Which version ran last, so that what is new is told once.")
    )
    window_geometry: str = _setting("", _("Window"), _("Where the window was and how large."))

    def with_desk(self, path: Path) -> "Settings":
        """Gives the settings after a desk was opened: it is the last one, and first of the recent ones."""
        name = str(path)
        others = tuple(other for other in self.recent_desks if other != name)
        return replace(self, last_desk=name, recent_desks=(name, *others)[:RECENT_DESKS])

    def without_desk(self, path: Path) -> "Settings":
        """Gives the settings after a desk was found to be gone."""
        name = str(path)
        others = tuple(other for other in self.recent_desks if other != name)
        return replace(self, last_desk="" if self.last_desk == name else self.last_desk, recent_desks=others)


class SettingsFile:
    """The settings on disk; keys it does not know, written by a newer version, stay as they are."""

    def __init__(self, path: Path, carried: Path | None = None) -> None:
        self._path, self._carried = path, carried
        self._stored: dict[str, Any] = {}
        self._current = Settings()

    @property
    def current(self) -> Settings:
        """Gives the settings as last read or written."""
        return self._current

    def load(self) -> Settings:
        """Reads the settings; a value that cannot be right is left at its default."""
        self._stored = _each_place(read_object(self._path), self._found)
        known = {f.name: _value_of(f, self._stored) for f in fields(Settings)}
        self._current = Settings(**known)
        return self._current

    def save(self, settings: Settings) -> None:
        """Writes the settings in one step; nothing is written where the file says so already."""
        if settings != self._current or not self._path.exists():
            self._stored.update(asdict(settings))
            self._current = settings
            write_object(self._path, _each_place(self._stored, self._left))

    def remember_folder(self, folder: str) -> None:
        """Keeps in which folder a file was chosen last."""
        self.change(last_folder=folder)

    def change(self, **values: Any) -> Settings:
        """Changes the named settings and writes them; nothing is written where nothing changed."""
        changed = replace(self._current, **values)
        if changed != self._current:
            self.save(changed)
        return changed

    def _left(self, name: str) -> str:
        """Gives how a file is kept: by its way from the folder that is carried about, where it lies in it."""
        if self._carried is None or not name or not Path(name).is_relative_to(self._carried):
            return name
        return f"./{Path(name).relative_to(self._carried).as_posix()}"

    def _found(self, kept: str) -> str:
        """Gives where a file is by now that was kept so."""
        return kept if self._carried is None or not kept.startswith("./") else str(self._carried / kept)


def _each_place(stored: dict[str, Any], told: Callable[[str], str]) -> dict[str, Any]:
    """Gives stored settings with each name of a file told otherwise."""
    changed = dict(stored)
    for name in PLACES:
        value: Any = stored.get(name)
        if isinstance(value, str):
            changed[name] = told(value)
        elif isinstance(value, list | tuple):
            values = cast("list[Any] | tuple[Any, ...]", value)
            changed[name] = [told(each) if isinstance(each, str) else each for each in values]
    return changed


def _value_of(declared: Field[Any], stored: dict[str, Any]) -> Any:
    """Gives the stored value where it has the declared type and is allowed, else the default."""
    kind: type = type(cast(object, declared.default))
    value: Any = stored.get(declared.name, declared.default)
    if kind is tuple and isinstance(cast(object, value), list):
        value = tuple(value)
    right = isinstance(cast(object, value), kind) and declared.metadata["allowed"](value)
    return value if right else declared.default


def read_object(path: Path) -> dict[str, Any]:
    """Gives the object in a file; a missing file is an empty object, and so is one that is no JSON object.

    What cannot be understood is set aside as `*.unreadable`, so that nothing typed by hand is lost; what the disk does
    not give stays where it is.
    """
    try:
        value: object = json.loads(_words_in(path))
    except OSError:
        return {}
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict):
        return cast(dict[str, Any], value)
    with suppress(OSError):
        path.replace(path.with_name(path.name + ".unreadable"))
    return {}


def _words_in(path: Path) -> str:
    """Reads a file; raises ValueError where there is far too much in it, or it is none and may have no end."""
    if path.exists() and not (path.is_file() and path.stat().st_size <= MOST_BYTES):
        raise ValueError(path)
    return path.read_text(encoding="utf-8")


def write_object(path: Path, value: dict[str, Any]) -> bool:
    """Writes an object in one step: a new file is finished on disk before it takes the old one's name.

    Gives False where that cannot be, which is logged and no more: it holds until the program ends, and a desk must
    open, turn its pages and close on a full disk too.
    """
    words = json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Two programs may write at the same moment.
        with put_in_place(path, path.with_name(f"{path.name}.{os.getpid()}.new")) as beside:
            # Half a letter, as in the name of a file that no code page knows, is told as JSON tells it.
            beside.write_text(f"{words}\n", encoding="utf-8", errors="backslashreplace")
    except OSError:
        log.warning("a file of the program's own could not be written", exc_info=True)
        return False
    return True
