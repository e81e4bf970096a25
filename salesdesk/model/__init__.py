"""What is stored: one class a thing, and every field declared once.

`kind_of(name)` gives what is true of a kind, `fields_of(kind)` its fields, both as plain values; SQLAlchemy is
loaded when fields are first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from salesdesk.model.kinds import KINDS, Kind, kind_of

if TYPE_CHECKING:
    from salesdesk.model.registry import field_of, fields_of, model_of, models

_LATER = ("field_of", "fields_of", "model_of", "models")
__all__ = ["KINDS", "Kind", "field_of", "fields_of", "kind_of", "model_of", "models"]


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module("salesdesk.model.registry"), name)
    raise AttributeError(name)
