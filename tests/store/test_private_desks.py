"""A desk with a passphrase opens with it alone, and says so; what is made of it is as private."""

import contextlib
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from salesdesk.env.errors import DeskFileError, PassphraseNeededError, UserError, WrongPassphraseError
from salesdesk.services.privacy import Privacy
from salesdesk.store import keys
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine
from salesdesk.store.keys import PAGE, forget_keys, is_private, open_with, open_with_recovery
from tests.private import TOKEN, WORDS, filled, name_in, quick_keys

pytestmark = pytest.mark.usefixtures("quick_keys")
__all__ = ["quick_keys"]


def test_that_a_private_desk_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.salesdesk"
    filled(path).close()
    assert is_private(path)
    assert TOKEN.encode() not in path.read_bytes()
    forget_keys()
    before = path.read_bytes()
    for look in (DeskFile.open, examine):
        with pytest.raises(PassphraseNeededError) as needed:
            look(path)
        assert needed.value.file == path
        assert "damaged" not in str(needed.value)
    with pytest.raises(WrongPassphraseError):
        open_with(path, WORDS.upper())
    with pytest.raises(PassphraseNeededError):
        DeskFile.open(path)
    assert path.read_bytes() == before
    open_with(path, "vier Wo\u0308rter, die keiner ra\u0308t")
    with closing(DeskFile.open(path)) as desk:
        assert name_in(desk) == TOKEN
    assert examine(path).sound


def test_that_the_recovery_key_opens_it_however_it_is_typed(tmp_path: Path) -> None:
    path = tmp_path / "a.salesdesk"
    with closing(filled(path)) as desk:
        words = Privacy(desk).recovery_key()
    forget_keys()
    for wrong in (words[:-1], words[:3] + ("A" if words[3] != "A" else "C") + words[4:], ""):
        with pytest.raises(WrongPassphraseError):
            open_with_recovery(path, wrong)
    with (
        closing(filled(tmp_path / "other.salesdesk", "another")) as other,
        pytest.raises(WrongPassphraseError),
    ):
        open_with_recovery(path, Privacy(other).recovery_key())
    open_with_recovery(path, words.lower().replace(" ", "-").replace("o", "0"))
    with closing(DeskFile.open(path)) as desk:
        assert name_in(desk) == TOKEN


def test_that_damage_is_told_from_a_wrong_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "a.salesdesk"
    filled(path).close()
    whole = path.read_bytes()
    forget_keys()
    path.write_bytes(whole[:100] + bytes(50) + whole[150:])  # the first page
    with pytest.raises(WrongPassphraseError):
        open_with(path, "wrong")
    open_with(path, WORDS)
    with pytest.raises(Exception, match="damaged"):
        DeskFile.open(path)
    path.write_bytes(b"SDSJlock" + whole[8:])  # a flipped bit of the letters by which it is known
    assert is_private(path)
    open_with(path, WORDS)
    DeskFile.open(path).close()


def test_that_a_passphrase_is_set_changed_and_removed_while_the_desk_is_open(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.salesdesk", tmp_path / "backups"
    filled(path, "").close()
    with closing(DeskFile.open(path, backups=folder)) as desk:
        privacy, plain = Privacy(desk), desk.back_up(folder)
        assert not privacy.is_private
        assert privacy.recovery_key() == ""
        privacy.set(WORDS)
        assert privacy.is_private
        assert privacy.is_right(WORDS)
        assert name_in(desk) == TOKEN
        with desk.change("Add more") as work:
            from salesdesk.model.team import Salesperson

            work.session.add(Salesperson(name="Later"))
        of_first = desk.back_up(folder)
        with pytest.raises(WrongPassphraseError):
            privacy.change("wrong", "new")
        first = privacy.recovery_key()
        privacy.change(WORDS, "new")
        assert privacy.is_right("new")
        assert not privacy.is_right(WORDS)
        assert privacy.recovery_key() != first
        assert {(each.path, each.private) for each in privacy.other_backups()} == {
            (plain, False),
            (of_first, True),
        }
        assert desk.undo() is not None
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.salesdesk", "backups"]
    forget_keys()
    open_with(path, "new")
    open_with(of_first, WORDS)
    assert examine(of_first).sound
    assert examine(path).sound
    with closing(DeskFile.open(path, backups=folder)) as desk:
        Privacy(desk).remove("new")
        assert not is_private(path)
        assert name_in(desk) == TOKEN
    forget_keys()
    DeskFile.open(path).close()


def test_that_pages_of_a_private_desk_are_as_large_as_those_of_any(tmp_path: Path) -> None:
    path = tmp_path / "a.salesdesk"
    filled(path).close()
    assert path.stat().st_size % PAGE == 0


def test_that_a_key_is_derived_in_the_window_too_which_starts_without_openssl(tmp_path: Path) -> None:
    path = tmp_path / "a.salesdesk"
    filled(path, "four words").close()
    given = [path, "four words", str(keys.COST)]
    program = (
        "import sys; from pathlib import Path; from salesdesk import app; app._leave_out_openssl(); "
        "from salesdesk.store import keys; keys.COST = int(sys.argv[3]); "
        "keys.open_with(Path(sys.argv[1]), sys.argv[2]); print('open')"
    )
    ran = subprocess.run([sys.executable, "-c", program, *given], capture_output=True, text=True, check=False)
    assert ran.stdout == "open\n", ran.stderr


def test_that_threads_read_on_while_a_passphrase_is_set(tmp_path: Path) -> None:
    path = tmp_path / "a.salesdesk"
    with closing(filled(path, "")) as desk:
        wrong, done = list[object](), threading.Event()

        def read_on() -> None:
            while not done.is_set():
                try:
                    wrong.extend({name_in(desk)} - {TOKEN})
                    with desk.read() as session:
                        session.execute(text("SELECT count(*) FROM note"))
                except DeskFileError as error:
                    wrong.extend([] if "Try again" in str(error) else [error])

        readers = [threading.Thread(target=read_on) for _each in range(3)]
        for each in readers:
            each.start()
        passphrase = ""
        for new in (WORDS, "second", "third"):
            with contextlib.suppress(UserError):  # in use, by the readers
                Privacy(desk).change(passphrase, new) if passphrase else Privacy(desk).set(new)
                passphrase = new
        done.set()
        for each in readers:
            each.join()
        assert wrong == []
        assert passphrase
    assert examine(path).sound
