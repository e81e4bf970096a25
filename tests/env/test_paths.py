"""Where SalesDesk keeps its own things."""

import os
import sys
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.env.paths import carried_folder, paths_in, resources_dir, standard_paths


def test_that_one_folder_can_hold_everything(tmp_path: Path) -> None:
    paths = paths_in(tmp_path / "mine")
    paths.make()
    inside = (paths.data, paths.cache, paths.logs, paths.desks, paths.settings_file, paths.sample_desk)
    assert all(path.is_relative_to(tmp_path / "mine") for path in inside)
    assert paths.logs.is_dir()


def test_that_the_standard_folders_are_the_users_own() -> None:
    paths = standard_paths()
    assert all(p.is_relative_to(Path.home()) for p in (paths.data, paths.cache, paths.logs, paths.desks))


def test_that_tests_never_see_the_real_home() -> None:
    assert "salesdesk-tests-" in str(Path.home())


def test_that_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="--data-dir"):
        paths_in(tmp_path / "file").make()


def test_that_the_resources_are_found() -> None:
    assert resources_dir().is_dir()


def test_that_matplotlib_keeps_its_fonts_in_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = paths_in(tmp_path)
    monkeypatch.delenv("MPLCONFIGDIR")
    paths.keep_matplotlib_cache()
    assert os.environ["MPLCONFIGDIR"] == str(paths.matplotlib_cache)


def test_that_a_marker_beside_the_program_keeps_everything_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "SalesDesk"))
    assert standard_paths().carried is None
    (tmp_path / "portable").touch()
    paths = standard_paths()
    assert (paths.carried, paths.desks) == (tmp_path, tmp_path)
    assert all(
        place.is_relative_to(tmp_path) for place in (paths.data, paths.cache, paths.logs, paths.backups)
    )


def test_that_the_marker_lies_beside_what_looks_like_the_program_on_a_mac(tmp_path: Path) -> None:
    (tmp_path / "portable").touch()
    assert carried_folder(tmp_path / "SalesDesk.app/Contents/MacOS/SalesDesk") == tmp_path
