"""Finds the text font of the program, which is the same on every machine."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

FAMILY: Final = "Inter"
PACKAGE: Final = "fontpkg_inter"
FILE: Final = "Inter[opsz,wght].ttf"


def text_font_file() -> Path:
    """Finds the text font in its package, without importing the package; raises FileNotFoundError."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the package {PACKAGE} is not installed")
    return Path(next(iter(spec.submodule_search_locations))) / "files" / FILE
