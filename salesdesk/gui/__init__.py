"""The window: the only folder that knows Qt widgets."""

import builtins
from collections.abc import Callable
from importlib import import_module
from typing import Any

HELPERS = ("mapping", "errorhandler", "layout", "parser", "enum_sig", "pyi_generator", "tool")
"""Modules inside PySide6 that word what it says of wrong arguments, and which it compiles anew at each start."""
STAND_IN = """
def __getattr__(name):
    if name[:2] == "__":
        raise AttributeError(name)
    become()
    return globals()[name]

def update_mapping():
    become()
    update_mapping()

def become():
    del globals()["__getattr__"]
    exec(compile({source!r}, {filename!r}, "exec"), globals())
"""
_own_import = builtins.__import__
_own_compile: Callable[..., Any] = builtins.compile


def _compile(source: Any, filename: Any, mode: str, *rest: Any, **named: Any) -> Any:
    """Compiles in place of a helper of PySide6 what becomes the helper when something of it is asked for."""
    if str(filename).startswith("shibokensupport/") and str(filename).split("/")[-1][:-3] in HELPERS:
        source = STAND_IN.format(source=source, filename=filename)
    return _own_compile(source, filename, mode, *rest, **named)


# PySide6 puts an import of its own in place of Python's, which from then on reads the source of every imported
# module, to see whether it asks for PySide6's other spelling; nothing here does, so it is put back.
builtins.compile = _compile
try:
    import_module("PySide6.QtCore")
finally:
    builtins.__import__, builtins.compile = _own_import, _own_compile
