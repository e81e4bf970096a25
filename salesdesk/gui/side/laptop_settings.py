"""Says which settings of this laptop are chosen by hand, as fields of forms made from their declaration."""

import dataclasses
from typing import Any, Final

from salesdesk.env.paths import locale_dir
from salesdesk.env.settings import ZOOM_PERCENT, Settings
from salesdesk.frozen import frozen
from salesdesk.gui.screen_capture import can_hide_from_capture
from salesdesk.gui.screen_lock import locks_when_idle
from salesdesk.gui.system_signs import tells_of_lock
from salesdesk.gui.theme import ZOOM_STEP
from salesdesk.language import languages_in
from salesdesk.model.fields import Choice, Field, FieldType

IDLE: Final = "lock_when_idle"
UNTOLD: Final = _(
    "This system tells no program when it goes to sleep or locks its screen, so that cannot be chosen."
)


@frozen
class SettingsGroup:
    """Settings that belong together: a title, a line above them, and their fields."""

    title: str
    words: str
    fields: tuple[Field, ...]


def laptop_groups(*, private: bool) -> tuple[SettingsGroup, ...]:
    """Gives the settings to choose from, as far as this system has them, for a desk with a passphrase or without."""
    look = ("theme", "zoom", *(["language"] if languages_in(locale_dir()) else []))
    told = ("lock_on_sleep", "lock_on_screen_lock") if tells_of_lock() else ()
    title = _("Lock by itself") if private else _("Hide by itself")
    words = (
        _("To go on, the passphrase of the desk is asked for.")
        if private
        else _("This desk has no passphrase: that hides the screen and does not protect what is on it.")
    )
    groups = [
        SettingsGroup(_("Look"), "", _fields(look)),
        SettingsGroup(title, words if told else f"{words} {UNTOLD}", _fields((IDLE, "lock_minutes", *told))),
    ]
    if can_hide_from_capture():
        groups.append(SettingsGroup(_("Pictures of the screen"), "", _fields(("hidden_from_capture",))))
    return tuple(groups)


def shown_value(settings: Settings, name: str, *, private: bool) -> Any:
    """Gives the value of a setting as its field shows it."""
    if name == IDLE:
        return locks_when_idle(settings, private=private)
    value = getattr(settings, name)
    return value if isinstance(value, bool) else str(value)


def setting_of(name: str, chosen: Any) -> Any:
    """Turns a chosen value back into the setting's own type."""
    if name == IDLE:
        return "yes" if chosen else "no"
    declared = next(each for each in dataclasses.fields(Settings) if each.name == name)
    return type(declared.default)(chosen)


def _fields(names: tuple[str, ...]) -> tuple[Field, ...]:
    """Gives settings with the words of their declaration, in the order of the names."""
    declared = {each.name: each for each in dataclasses.fields(Settings)}
    return tuple(_field(declared[name]) for name in names)


def _field(each: "dataclasses.Field[Any]") -> Field:
    ticked = each.name == IDLE or isinstance(each.default, bool)
    return Field(
        name=each.name, label=each.metadata["label"], help=each.metadata["help"], required=not ticked,
        type=FieldType.BOOLEAN if ticked else FieldType.CHOICE,
        choices=() if ticked else _choices(each.name, each.metadata["choices"]),
    )  # fmt: skip


def _choices(name: str, choices: dict[str, str]) -> tuple[Choice, ...]:
    if name == "zoom":
        steps = range(ZOOM_PERCENT.start, ZOOM_PERCENT.stop, ZOOM_STEP)
        return tuple(Choice(str(percent), f"{percent}%") for percent in steps)
    if name == "language":
        return (*_plain(choices), *(Choice(code, _own_name(code)) for code in languages_in(locale_dir())))
    return _plain(choices)


def _plain(choices: dict[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, words) for value, words in choices.items())


def _own_name(code: str) -> str:
    """Gives what a language calls itself."""
    from babel import Locale

    return str(Locale.parse(code).get_display_name() or code)
