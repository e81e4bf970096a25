"""What is stored: one class a thing, and every field declared once.

`fields_of(kind)` gives the declarations as plain values; SQLAlchemy is loaded when it is first asked.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from salesdesk.model.registry import field_of, fields_of, model_of, models

__all__ = ["field_of", "fields_of", "model_of", "models"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("salesdesk.model.registry"), name)
    raise AttributeError(name)
