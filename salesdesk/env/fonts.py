"""Finds the fonts of the program, which are the same on every machine."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

FAMILY: Final = "Inter"
PACKAGE: Final = "fontpkg_inter"
FILE: Final = "Inter[opsz,wght].ttf"


def text_font_file() -> Path:
    """Finds the text font in its package; raises FileNotFoundError."""
    return folder_of(PACKAGE) / "files" / FILE


def folder_of(package: str) -> Path:
    """Finds the folder of an installed package without importing it; raises FileNotFoundError."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the package {package} is not installed")
    return Path(next(iter(spec.submodule_search_locations)))
