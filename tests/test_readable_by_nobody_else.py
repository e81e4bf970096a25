"""What the program writes in a day of work is for its owner alone, whatever the system would usually allow."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from salesdesk.env.paths import paths_in, standard_paths
from salesdesk.env.whole_file import whole_file
from salesdesk.store.desk_file import DeskFile

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights are another matter there")

A_DAY = """
import os, sys, threading
from pathlib import Path
home, desk, deals = (Path(each) for each in sys.argv[1:])
os.umask(0o022)
seen, over = set(), threading.Event()
def watch():
    while not over.wait(0.01):
        for folder, folders, files in os.walk(home):
            for name in (*folders, *files):
                try:
                    if os.lstat(os.path.join(folder, name)).st_mode & 0o077:
                        seen.add(name)
                except OSError:
                    pass
from salesdesk.app import main
assert main(["--version"]) == 0
threading.Thread(target=watch, daemon=True).start()
for run in (
    [desk, "--report-start"],
    ["import", "deals", deals, "--desk", desk, "--everybody", "--apply"],
    ["report", "practices", "--desk", desk, "--out", home / "sheet.pdf"],
    ["export", desk, home / "all.zip"],
    ["backup", "--desk", desk, "--to", home / "copies"],
):
    assert main([str(word) for word in run]) == 0, run
over.set()
print("seen:", *sorted(seen))
"""


def modes(folder: Path) -> dict[str, int]:
    """Gives what others may do with everything below a folder, where it is more than nothing."""
    found = {str(each.relative_to(folder)): each.lstat().st_mode & 0o077 for each in folder.rglob("*")}
    return {name: mode for name, mode in found.items() if mode}


def test_that_a_day_of_work_leaves_nothing_that_others_can_read(sample_path: Path, tmp_path: Path) -> None:
    home, deals = tmp_path / "home", tmp_path / "deals.csv"
    deals.write_text("Deal,Owner,Amount,Stage\nNorth,Mira Holm,1000,Won\n", encoding="utf-8")
    for folder in ("data/SalesDesk/backups", "tmp"):
        (home / folder).mkdir(parents=True)
    older = home / "data" / "SalesDesk" / "backups" / "older.salesdesk"
    desk = sample_path.rename(home / "Mira.salesdesk")
    older.write_bytes(desk.read_bytes())
    for each in (home, home / "data", home / "tmp"):
        each.chmod(0o700)
    for each in (older, desk):
        each.chmod(0o644)  # as an older version made them
    places = {f"XDG_{each}_HOME": str(home / each.lower()) for each in ("DATA", "CACHE", "CONFIG", "STATE")}
    ran = subprocess.run(
        [sys.executable, "-c", A_DAY, home, desk, deals], capture_output=True, text=True, check=False,
        env=os.environ | places | {"HOME": str(home), "TMPDIR": str(home / "tmp")},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    # As the older version left it when the day began; nothing that was there for a moment only.
    assert set(ran.stdout.partition("seen:")[2].split()) <= {"SalesDesk", "backups", older.name, desk.name}
    assert modes(home) == {}
    assert {"settings.json", "sheet.pdf", "all.zip", "copies"} <= {each.name for each in home.rglob("*")}


def test_that_what_an_older_version_left_open_is_kept_to_its_owner_from_the_next_start_on(
    tmp_path: Path,
) -> None:
    paths = standard_paths()
    (paths.backups / "of a desk").mkdir(parents=True, exist_ok=True)
    copy = paths.backups / "of a desk" / "copy.salesdesk"
    copy.touch()
    for each in (paths.data, paths.backups, copy.parent):
        each.chmod(0o755)
    copy.chmod(0o664)
    paths.logs.mkdir(exist_ok=True)
    paths.logs.chmod(0o755)
    (paths.logs / "salesdesk.log.1").write_text("Mira Holm")
    paths.make()
    assert modes(paths.data) == {}
    assert not [*paths.logs.iterdir()], "names may stand in the logs of older versions"
    assert paths.data.stat().st_mode & 0o777 == 0o700
    assert copy.stat().st_mode & 0o777 == 0o600


def test_that_a_folder_that_was_named_for_everything_keeps_its_rights_and_what_else_is_in_it(
    tmp_path: Path,
) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "of others").write_text("")
    (tmp_path / "of others").chmod(0o644)
    (tmp_path / "settings.json").write_text("{}")
    (tmp_path / "settings.json").chmod(0o644)
    paths_in(tmp_path).make()
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "of others").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "settings.json").stat().st_mode & 0o777 == 0o600


def test_that_a_desk_given_to_a_group_stays_with_it_and_so_does_what_stands_beside(desk_path: Path) -> None:
    desk_path.chmod(0o660)
    desk = DeskFile.open(desk_path)
    with desk.change("First") as work:
        work.session.execute(text("UPDATE team_settings SET team_name = 'North'"))
    beside = {each.name: each.stat().st_mode & 0o777 for each in desk_path.parent.glob(f"*{desk_path.name}*")}
    desk.close()
    assert len(beside) > 2
    assert set(beside.values()) == {0o660}


def test_that_what_takes_the_place_of_a_file_has_its_group(tmp_path: Path) -> None:
    place = tmp_path / "given.txt"
    for given, kept in ((0o640, 0o640), (0o644, 0o600), (0o600, 0o600)):
        before = os.umask(0o077)
        place.write_text("older")
        place.chmod(given)
        with whole_file(place) as file:
            file.write(b"newer")
        os.umask(before)
        assert place.stat().st_mode & 0o777 == kept


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere only the size of such a file is bounded")
def test_that_a_crash_writes_no_memory_of_the_program_anywhere() -> None:
    program = (
        "import resource; from pathlib import Path; from salesdesk.app import main; main(['--version']); "
        "print(int(Path('/proc/self/coredump_filter').read_text(), 16), resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.stdout.splitlines()[-1] == "0 0", ran.stderr
