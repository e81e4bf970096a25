"""Turns the settings of this laptop into declared fields, so that the record form can show them."""

from dataclasses import fields
from typing import Any

from salesdesk.env.paths import locale_dir
from salesdesk.env.settings import ZOOM_PERCENT, Settings
from salesdesk.gui.theme import ZOOM_STEP
from salesdesk.language import languages_in
from salesdesk.model.fields import Choice, Field, FieldType


def shown_settings() -> tuple[str, ...]:
    """Names the settings to choose from, the language only where there are several; others are only remembered."""
    return ("theme", "zoom", *(["language"] if languages_in(locale_dir()) else []))


def laptop_fields() -> tuple[Field, ...]:
    """Gives the settings that are chosen by hand, with the words of their declaration."""
    return tuple(
        Field(
            name=each.name, label=each.metadata["label"], type=FieldType.CHOICE, help=each.metadata["help"],
            required=True, choices=_choices(each.name, each.metadata["choices"]),
        )
        for each in fields(Settings)
        if each.name in shown_settings()
    )  # fmt: skip


def setting_of(name: str, chosen: str) -> Any:
    """Turns a chosen value back into the setting's own type."""
    declared = next(each for each in fields(Settings) if each.name == name)
    return type(declared.default)(chosen)


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
