"""What the laptop remembers."""

import ast
import json
import os
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import salesdesk
from salesdesk.env.settings import MOST_BYTES, RECENT_DESKS, Settings, SettingsFile

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(), children, max_size=3),
    max_leaves=5,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_that_a_first_start_has_the_defaults_and_writes_nothing(file: Path) -> None:
    assert SettingsFile(file).load() == Settings()
    assert not file.exists()


def test_that_a_changed_setting_is_there_at_the_next_start(file: Path) -> None:
    SettingsFile(file).change(zoom=140, theme="dark")
    again = SettingsFile(file).load()
    assert (again.zoom, again.theme) == (140, "dark")


def test_that_nothing_is_written_where_nothing_changed(file: Path) -> None:
    settings = SettingsFile(file)
    settings.change(zoom=130)
    before = file.stat()
    again = SettingsFile(file)
    again.save(again.load())
    assert file.stat().st_ino == before.st_ino


def test_that_what_a_newer_version_wrote_stays(file: Path) -> None:
    file.write_text('{"zoom": 120, "voice": "calm"}', encoding="utf-8")
    settings = SettingsFile(file)
    settings.load()
    settings.change(zoom=130)
    assert json.loads(file.read_text(encoding="utf-8"))["voice"] == "calm"


def test_that_a_wrong_value_leaves_only_itself_at_the_default(file: Path) -> None:
    file.write_text('{"zoom": 900, "theme": "dark", "recent_desks": [1]}', encoding="utf-8")
    settings = SettingsFile(file).load()
    assert (settings.zoom, settings.theme, settings.recent_desks) == (100, "dark", ())


def test_that_a_torn_file_is_set_aside_and_the_program_starts(file: Path) -> None:
    file.write_text('{"zoom": 1', encoding="utf-8")
    assert SettingsFile(file).load() == Settings()
    assert (file.parent / "settings.json.unreadable").read_text(encoding="utf-8") == '{"zoom": 1'


@pytest.mark.skipif(sys.platform == "win32", reason="has neither such links nor pipes")
def test_that_what_is_no_file_or_has_no_end_is_set_aside_too(file: Path) -> None:
    def _without_end() -> None:
        file.touch()
        os.truncate(file, MOST_BYTES + 1)

    for spoil in (
        lambda: file.write_text("[" * 200_000, encoding="utf-8"),
        _without_end,
        lambda: os.mkfifo(file),
        lambda: file.symlink_to("/dev/zero"),
    ):
        spoil()
        assert SettingsFile(file).load() == Settings()
        assert not os.path.lexists(file)


def test_that_nothing_else_is_left_beside_the_settings(file: Path) -> None:
    SettingsFile(file).change(theme="dark")
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_that_the_desk_opened_last_is_first_of_a_few_recent_ones() -> None:
    settings = Settings()
    for number in [*range(RECENT_DESKS + 3), 5]:
        settings = settings.with_desk(Path(f"/desks/{number}.salesdesk"))
    assert settings.last_desk == settings.recent_desks[0] == str(Path("/desks/5.salesdesk"))
    assert len(settings.recent_desks) == len(set(settings.recent_desks)) == RECENT_DESKS


def test_that_a_desk_that_is_gone_is_forgotten() -> None:
    here, gone = Path("/desks/here.salesdesk"), Path("/desks/gone.salesdesk")
    settings = Settings().with_desk(here).with_desk(gone).without_desk(gone)
    assert settings.last_desk == ""
    assert settings.recent_desks == (str(here),)


def test_that_every_setting_has_words_for_the_screen() -> None:
    assert all(f.metadata["label"] and f.metadata["help"] for f in fields(Settings))


@given(st.dictionaries(st.sampled_from([f.name for f in fields(Settings)]), json_values))
def test_that_no_file_can_keep_the_program_from_starting(
    tmp_path_factory: pytest.TempPathFactory, stored: dict[str, object]
) -> None:
    file = tmp_path_factory.mktemp("settings") / "settings.json"
    file.write_text(json.dumps(stored), encoding="utf-8")
    settings = SettingsFile(file).load()
    SettingsFile(file).save(settings)
    assert SettingsFile(file).load() == settings


def test_that_every_setting_is_read_somewhere() -> None:
    package = Path(salesdesk.__file__).parent
    sources = [path for path in package.rglob("*.py") if path != package / "env" / "settings.py"]
    app = (package / "app.py").read_text(encoding="utf-8")
    read = {
        node.attr
        for path in sources
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and getattr(node.value, "attr", getattr(node.value, "id", "")) in ("current", "settings")
    }
    # The language is read before any words are, and so out of the file itself.
    read |= {"language"} if 'read_object(paths.settings_file).get("language")' in app else set()
    assert {declared.name for declared in fields(Settings)} <= read


def test_that_desks_on_a_stick_are_found_where_the_stick_is_by_now(tmp_path: Path) -> None:
    before, now = tmp_path / "E", tmp_path / "F"
    elsewhere = str(tmp_path / "own.salesdesk")
    settings = SettingsFile(before / "data/settings.json", before)
    settings.change(last_desk=str(before / "mine/team.salesdesk"), last_folder=elsewhere)
    settings.change(recent_desks=(str(before / "mine/team.salesdesk"), elsewhere))
    assert settings.current.last_desk == str(before / "mine/team.salesdesk")
    before.rename(now)
    again = SettingsFile(now / "data/settings.json", now).load()
    assert again.last_desk == str(now / "mine/team.salesdesk")
    assert again.recent_desks == (again.last_desk, elsewhere)
    assert again.last_folder == elsewhere
    assert str(before) not in (now / "data/settings.json").read_text(encoding="utf-8")
