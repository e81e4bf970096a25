"""Turns the settings of this laptop into declared fields, so that the record form can show them."""

from dataclasses import fields
from typing import Any

from salesdesk.env.settings import ZOOM_PERCENT, Settings
from salesdesk.gui.theme import ZOOM_STEP
from salesdesk.model.fields import Choice, Field, FieldType

SHOWN = ("theme", "zoom")
"""The settings to choose from; the others are what SalesDesk remembers by itself."""


def laptop_fields() -> tuple[Field, ...]:
    """Gives the settings that are chosen by hand, with the words of their declaration."""
    return tuple(
        Field(
            name=each.name, label=each.metadata["label"], type=FieldType.CHOICE, help=each.metadata["help"],
            required=True, choices=_choices(each.name, each.metadata["choices"]),
        )
        for each in fields(Settings)
        if each.name in SHOWN
    )  # fmt: skip


def shown_value(setting: Any) -> str:
    """Gives a setting as the value of its choice field."""
    return str(setting)


def setting_of(name: str, chosen: str) -> Any:
    """Turns a chosen value back into the setting's own type."""
    declared = next(each for each in fields(Settings) if each.name == name)
    return type(declared.default)(chosen)


def _choices(name: str, choices: dict[str, str]) -> tuple[Choice, ...]:
    if name == "zoom":
        steps = range(ZOOM_PERCENT.start, ZOOM_PERCENT.stop, ZOOM_STEP)
        return tuple(Choice(str(percent), f"{percent}%") for percent in steps)
    return tuple(Choice(value, words) for value, words in choices.items())
