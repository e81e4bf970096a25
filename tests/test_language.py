"""The language of the program: chosen once and before all else, by one file, and for nothing where it is English."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from salesdesk import language

HELLO = "{name} has {what}."
DAYS = ("{number} day", "{number} days")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one language, Polish: it has three forms of a plural."""
    words = Catalog(locale="pl")
    words.add(HELLO, "{what} ma {name}.")
    words.add("broken {name}", "popsute {nazwa}")
    words.add(DAYS, ("{number} dzień", "{number} dni", "{number} dnia"))
    place = tmp_path / "pl" / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "salesdesk.mo").open("wb") as file:
        write_mo(file, words)
    return tmp_path


def said(folder: Path, *wished: str) -> list[str]:
    """Gives what a fresh program says in the first of these languages that it has."""
    program = (
        "import json, sys; from pathlib import Path; from salesdesk.language import choose; "
        f"choose({list(wished)!r}, Path({str(folder)!r})); "
        f"print(json.dumps([_({HELLO!r}, name='Ada', what='time'), _('broken {{name}}', name='x'), "
        f"*(n_({DAYS[0]!r}, {DAYS[1]!r}, n) for n in (1, 3)), 'gettext' in sys.modules]))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_that_a_language_may_put_values_in_another_order_and_has_its_own_plurals(folder: Path) -> None:
    assert said(folder, "pl_PL") == ["time ma Ada.", "broken x", "1 dzień", "3 dni", True]


@pytest.mark.parametrize("wished", [("en_GB", "pl"), ("xx",), ()])
def test_that_english_and_what_is_not_there_are_as_the_source_says(
    folder: Path, wished: tuple[str, ...]
) -> None:
    assert said(folder, *wished)[:4] == ["Ada has time.", "broken x", "1 day", "3 days"]


def test_that_english_loads_nothing(tmp_path: Path) -> None:
    assert said(tmp_path, "pl")[4] is False


def test_that_the_languages_are_those_that_have_a_file(folder: Path) -> None:
    assert language.languages_in(folder) == ["pl"]


def test_that_the_setting_goes_before_the_language_of_the_system(folder: Path, tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; import salesdesk.app as app; "
        f"app.locale_dir = lambda: Path({str(folder)!r}); "
        "app._choose_language(['--data-dir', r'{}']); print(n_({!r}, {!r}, 3))"
    ).format(tmp_path, *DAYS)
    for chosen, system, expected in (
        ("", "pl_PL.UTF-8", "3 dni"),
        ("en", "pl", "3 days"),
        ("pl", "en", "3 dni"),
    ):
        (tmp_path / "settings.json").write_text(json.dumps({"language": chosen}))
        run = subprocess.run(
            [sys.executable, "-c", program], env=os.environ | {"LANGUAGE": system},
            capture_output=True, text=True, check=False, encoding="utf-8",
        )  # fmt: skip
        assert run.stdout.strip() == expected, run.stderr
