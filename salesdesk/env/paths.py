"""Knows the folders: where SalesDesk keeps its own things, and where its resources lie."""

import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import salesdesk
from salesdesk.env.errors import UserError
from salesdesk.env.owner_only import keep_folder_to_owner, keep_to_owner
from salesdesk.frozen import frozen

DESK_SUFFIX = ".salesdesk"
MARKER = "portable"
"""The file beside the program that makes it keep all of its own beside itself, such as on a stick."""
KEPT_BESIDE = "SalesDesk data"


def name_to_show(path: Path) -> str:
    """Gives the name of a file as it can be stored and printed; a letter no code page knows becomes a "?"."""
    return path.name.encode("utf-8", "replace").decode()


def real_file(path: Path) -> Path:
    """Gives the file to which a link leads: SQLite goes by its name, so what lies beside it must too."""
    # Only of links: elsewhere it would give another name to a disk in the network.
    with suppress(OSError, RuntimeError):
        return path.resolve() if path.is_symlink() else path
    return path


@frozen
class Paths:
    """The folders of one installation; `desks` is where a new desk is offered a place.

    `carried` is the folder that is carried about with the program in it, None where the program is installed.
    """

    data: Path
    cache: Path
    logs: Path
    desks: Path
    carried: Path | None = None

    @property
    def settings_file(self) -> Path:
        """Gives the file of the laptop's settings."""
        return self.data / "settings.json"

    @property
    def tables_file(self) -> Path:
        """Gives the file that keeps how the tables were left."""
        return self.data / "tables.json"

    @property
    def backups(self) -> Path:
        """Gives the folder of the backups, outside the folder of any desk."""
        return self.data / "backups"

    @property
    def left_words(self) -> Path:
        """Gives the folder of what was typed and a desk did not take before it was closed."""
        return self.data / "left words"

    @property
    def sample_desk(self) -> Path:
        """Gives the desk of the invented team."""
        return self.data / f"Sample team{DESK_SUFFIX}"

    @property
    def matplotlib_cache(self) -> Path:
        """Gives the folder where matplotlib remembers which fonts it found."""
        return self.cache / "matplotlib"

    def make(self) -> None:
        """Makes the folders that are missing; raises UserError where the system refuses.

        What an older version left open to everybody on this machine is kept to its owner from then on.
        """
        for folder in (self.data, self.cache, self.logs):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise UserError(
                    _(
                        "SalesDesk could not make its folder {folder}. Nothing was changed; "
                        "start it with --data-dir and a folder that you may write to.",
                        folder=folder,
                    )
                ) from error
        if keep_folder_to_owner(self.logs):
            self._forget_older_logs()
        # A folder that was named for everything may hold what is nobody's business here.
        own = () if self.data == self.desks else (self.data,)
        for folder in (*own, self.cache, self.backups, self.left_words):
            keep_folder_to_owner(folder)
        keep_to_owner((self.settings_file, self.tables_file, self.sample_desk))

    def _forget_older_logs(self) -> None:
        """Removes what an older version logged, in which names may stand."""
        for each in self.logs.glob("*.log*"):
            with suppress(OSError):
                each.unlink()

    def keep_matplotlib_cache(self) -> None:
        """Lets matplotlib keep its font cache here; call it before matplotlib is first imported.

        A frozen program would otherwise get a new temporary folder, and look for all fonts, at every start.
        """
        if getattr(sys, "frozen", False) or "MPLCONFIGDIR" not in os.environ:
            os.environ["MPLCONFIGDIR"] = str(self.matplotlib_cache)


def carried_folder(program: Path) -> Path | None:
    """Gives the folder that a program lies in and is carried about with, None where no marker lies beside it."""
    # On macOS the program is a folder of its own, which looks like a file.
    app = next((folder for folder in program.parents if folder.suffix == ".app"), program)
    return app.parent if (app.parent / MARKER).is_file() else None


def standard_paths() -> Paths:
    """Gives the folders that the operating system has for programs like this one, or those beside the program."""
    import platformdirs

    carried = carried_folder(Path(sys.executable).resolve()) if getattr(sys, "frozen", False) else None
    if carried is not None:
        return replace(paths_in(carried / KEPT_BESIDE), desks=carried, carried=carried)

    data = platformdirs.user_data_path("SalesDesk", appauthor=False)
    return Paths(
        data=data,
        cache=platformdirs.user_cache_path("SalesDesk", appauthor=False),
        logs=data / "log",
        desks=platformdirs.user_documents_path() / "SalesDesk",
    )


def paths_in(folder: Path) -> Paths:
    """Gives the folders of an installation that keeps everything under one folder (`--data-dir`)."""
    folder = folder.absolute()
    return Paths(data=folder, cache=folder / "cache", logs=folder / "log", desks=folder)


def locale_dir() -> Path:
    """Gives the folder with a catalogue for each language."""
    return resources_dir() / "locale"


def resources_dir() -> Path:
    """Gives the folder of icons, themes, templates, manual and translations.

    Installed, it lies inside the package; in the source tree and in the frozen program, beside it.
    """
    package = Path(salesdesk.__file__).parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"
