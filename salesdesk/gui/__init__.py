"""The window: the only folder that knows Qt widgets."""

import builtins
from importlib import import_module

# PySide6 puts an import of its own in place of Python's, which from then on reads the source of every imported
# module, to see whether it asks for PySide6's other spelling; nothing here does, so it is put back.
_own_import = builtins.__import__
import_module("PySide6.QtCore")
builtins.__import__ = _own_import
