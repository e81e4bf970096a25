"""Compares a row with its stored record field by field."""

import math
from collections.abc import Mapping
from typing import Any

from salesdesk.model import fields_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.importing.directory import Directory
from salesdesk.services.importing.values import FieldChange, Stored


def differences(
    kind: str, values: Mapping[str, Any], stored: Stored, directories: Mapping[str, Directory]
) -> tuple[dict[str, Any], tuple[FieldChange, ...]]:
    """Gives the values that differ from the stored ones, and each difference in words.

    Only what the file says is compared: a field that is not in the row stays as it is.
    """
    changed: dict[str, Any] = {}
    changes: list[FieldChange] = []
    for declared in fields_of(kind):
        if declared.name not in values or _equal(values[declared.name], stored[declared.name]):
            continue
        changed[declared.name] = values[declared.name]
        before = _shown(declared, stored[declared.name], directories)
        after = _shown(declared, values[declared.name], directories)
        changes.append(FieldChange(declared.name, declared.label, before, after))
    return changed, tuple(changes)


def _equal(new: Any, old: Any) -> bool:
    if isinstance(new, float) and isinstance(old, int | float):
        return math.isclose(new, old, rel_tol=1e-9, abs_tol=1e-9)
    return new == old


def _shown(declared: Field, value: Any, directories: Mapping[str, Directory]) -> Any:
    if declared.type is FieldType.REFERENCE and declared.refers_to in directories:
        return directories[declared.refers_to].title(value)
    if declared.type is FieldType.CHOICE:
        return declared.choice_label(value)
    return value
