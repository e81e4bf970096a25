"""Names the libraries SalesDesk is made of, with their licences."""

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Final


@dataclass(frozen=True)
class Library:
    """One library: its name, what it does here and its licence."""

    name: str
    what_for: str
    licence: str

    @property
    def version(self) -> str:
        """Gives the version in use; a program built without that note gives none."""
        try:
            return version(self.name)
        except PackageNotFoundError:
            return ""


LIBRARIES: Final = (
    Library("PySide6-Essentials", "Windows, printing, PDF writing (Qt)", "LGPL-3.0"),
    Library("SQLAlchemy", "The typed model, queries", "MIT"),
    Library("sqlcipher3", "The desk file (SQLite)", "Zlib"),
    Library("Alembic", "Bringing an older desk up to date", "MIT"),
    Library("matplotlib", "Charts", "PSF-like"),
    Library("python-calamine", "Reading workbooks", "MIT"),
    Library("charset-normalizer", "Finding the encoding of a CSV", "MIT"),
    Library("python-dateutil", "Reading dates", "BSD-3-Clause"),
    Library("RapidFuzz", "Finding which column is meant", "MIT"),
    Library("Babel", "Numbers and dates of each country", "BSD-3-Clause"),
    Library("platformdirs", "Where each system keeps data", "MIT"),
    Library("QtAwesome", "Icons", "MIT; fonts OFL, CC BY, Apache-2.0"),
    Library("fontpkg-inter", "The text font, Inter", "OFL-1.1"),
)
