"""Makes the box that asks for a file, which looks at names alone and opens no file that it lists.

On POSIX closing any descriptor of a file lets go of all locks that the program has on it. A box that opens what it
lists, to find its type, would so take off the open desk the locks of SQLite, by which other programs know that it is
open.
"""

import sys
from typing import Final

from PySide6.QtCore import QDir, QFileInfo, QMimeDatabase
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QStyle, QWidget

_OWN: Final = sys.platform not in {"win32", "darwin"}
"""Elsewhere the box of the system may be one of this very program, which opens what it lists."""
_Kind = QAbstractFileIconProvider.IconType


class IconsByName(QAbstractFileIconProvider):
    """Gives the icon and the type of a file by its name; it is asked by a thread of Qt's too."""

    def __init__(self) -> None:
        super().__init__()
        style, looks = QApplication.style(), QStyle.StandardPixmap
        self._file = style.standardIcon(looks.SP_FileIcon)
        self._folder = style.standardIcon(looks.SP_DirIcon)
        self._others = {
            _Kind.Computer: style.standardIcon(looks.SP_ComputerIcon),
            _Kind.Desktop: style.standardIcon(looks.SP_DesktopIcon),
            _Kind.Trashcan: style.standardIcon(looks.SP_TrashIcon),
            _Kind.Network: style.standardIcon(looks.SP_DriveNetIcon),
            _Kind.Drive: style.standardIcon(looks.SP_DriveHDIcon),
            _Kind.Folder: self._folder,
        }
        self._types = QMimeDatabase()

    def icon(self, what: "QFileInfo | _Kind") -> QIcon:
        """Gives the icon of a file, or of a kind of place."""
        if isinstance(what, QFileInfo):
            return self._folder if what.isDir() else self._file
        return self._others.get(what, self._file)

    def type(self, info: QFileInfo) -> str:
        """Names the type of a file, as the system calls it; one it does not know by how its name ends."""
        found = self._types.mimeTypeForFile(info, QMimeDatabase.MatchMode.MatchExtension)
        return info.suffix() if found.isDefault() else found.comment()


def file_box(parent: QWidget, caption: str, folder: str, filters: str) -> QFileDialog:
    """Makes a box that opens in a folder, or where the program was started if that is not there."""
    # It begins to list while it is made, before it can be told not to open anything: there no desk lies.
    box = QFileDialog(parent, caption, QDir.rootPath(), filters)
    box.setObjectName("choose_file")
    box.setOption(QFileDialog.Option.DontUseNativeDialog, _OWN)
    icons = IconsByName()
    box.setIconProvider(icons)
    box.setProperty("icons", icons)
    box.setDirectory(folder if QFileInfo(folder).isDir() else QDir.currentPath())
    box.setHistory([])
    return box
