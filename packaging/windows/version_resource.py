"""What Windows shows of SalesDesk.exe among its properties; build.spec puts it in."""

from PyInstaller.utils.win32.versioninfo import (
    FixedFileInfo,
    StringFileInfo,
    StringStruct,
    StringTable,
    VarFileInfo,
    VarStruct,
    VSVersionInfo,
)

ENGLISH, UNICODE = 0x0409, 1200


def version_resource(version: str) -> VSVersionInfo:
    """Gives the resource that says name and version of the program."""
    numbers = (*map(int, version.split(".")), 0)
    words = {
        "CompanyName": "SalesDesk contributors",
        # Also the name by which "Open with" and the task manager call the program.
        "FileDescription": "SalesDesk",
        "FileVersion": version,
        "InternalName": "SalesDesk",
        "LegalCopyright": "MIT licence",
        "OriginalFilename": "SalesDesk.exe",
        "ProductName": "SalesDesk",
        "ProductVersion": version,
    }
    table = StringTable(f"{ENGLISH:04X}{UNICODE:04X}", [StringStruct(*each) for each in words.items()])
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=numbers, prodvers=numbers, mask=0x3F, OS=0x40004, fileType=1),
        kids=[StringFileInfo([table]), VarFileInfo([VarStruct("Translation", [ENGLISH, UNICODE])])],
    )
