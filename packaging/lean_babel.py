"""Makes Babel's locale data without what SalesDesk never asks for, which is nine tenths of its 32 MB.

Every locale stays, so that numbers, money and dates are written in each as before. Names of currencies stay in the
languages whose files are read. Units, zones, names of languages and regions and other ways of writing numbers go.
"""

import pickle
from pathlib import Path
from typing import Any

KEPT = {
    "character_order", "currency_formats", "currency_symbols", "date_formats", "datetime_formats", "datetime_skeletons",
    "day_periods", "days", "decimal_formats", "default_numbering_system", "eras", "locale_id", "measurement_systems",
    "months", "number_symbols", "numbering_systems", "percent_formats", "plural_form", "quarters", "text_direction",
    "time_formats", "week_data",
}  # fmt: skip
NAMES_OF_CURRENCIES = {"currency_names", "currency_names_plural", "currency_unit_patterns"}
# Asked for what a language calls itself, and its regions; nothing else is left in them.
OWN_NAMES = ("languages", "scripts", "territories", "variants")


def make_lean(source: Path, into: Path, read_languages: set[str]) -> Path:
    """Writes the lean data of one locale into a folder and gives its file."""
    language = source.stem.partition("_")[0]
    parts = {part for file in source.parent.glob(f"{language}*") for part in file.stem.split("_")}
    with source.open("rb") as file:
        whole: dict[str, Any] = pickle.load(file)
    kept = KEPT | NAMES_OF_CURRENCIES if language in read_languages | {"root"} else KEPT
    lean = {key: value for key, value in whole.items() if key in kept}
    for names in OWN_NAMES:
        own = {code: name for code, name in whole.get(names, {}).items() if code in parts}
        lean |= {names: own} if names in whole else {}
    into.mkdir(parents=True, exist_ok=True)
    with (into / source.name).open("wb") as file:
        pickle.dump(lean, file, 2)
    return into / source.name
