"""Spoils files of every form that can be imported, and holds that each ends in a proposal or in a sentence.

`make fuzz MINUTES=10` goes on for so long, each file in bounded time and memory, and keeps what broke the rule.
"""

import faulthandler
import io
import random
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from openpyxl import Workbook

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import ImportChoices, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError
from tests.exchange.binary_books import new_workbook, old_workbook

KINDS: Final = ("deals", "quotas", "numbers")
MOST_S: Final = 60.0
"""So long one file of a few kilobytes may take, on a busy machine and with every question answered."""
MOST_MB: Final = 2_000
QUESTIONS: Final = 12
"""So many questions about one file are answered by their first answer."""
ROWS: Final = (
    ("Deal", "Owner", "Stage", "Amount", "Close date", "Currency", "Quota", "Month", "Calls"),
    ("Crane Sund", "Ada Lind", "Won", "1,250.50", "2024-03-04", "EUR", "10000", "2024-01", "12"),
    ("Zinc Alm", "Bo Ek", "Lost", "0", "2024-03-05", "EUR", "12000", "2024-02", "8"),
    ("Ore Berg", "Cy Dahl", "Negotiation", "9.900,00", "06.03.2024", "USD", "9000", "2024-03", "9"),
    ("Total", "", "", "11,151", "", "", "31000", "", "29"),
)
ODS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
TOKENS: Final = (
    b"\0", b'"', b"'", b"\n", b"\r", b"\t", b",", b";", b"|", b"=cmd()", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xae",
    b"1e999", b"-1e999", b"nan", b"99999999999999999999999999", b"-0", b"1" * 5000, b"(1.5)", b"1.5 Cr", b"%",
    b"2024-13-45", b"0000-00-00", b"31/12/9999", b"1/2/3", b"25:61:61", b"Q5 2024", b"W54 2024", b"45355", b"-1",
    "١٢٣٤".encode(), "一二三".encode(), "İıſß".encode(), b"<", b">", b"&", b"&#0;", b"&#x110000;", b"]]>", b"<!--",
    b'<!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;&b;">]>', b"&d;", b"<td>", b"</table>", b"<tr>" * 50,
    b' r="XFD1048576"', b' ss:Index="999999999"', b' table:number-columns-repeated="1000000"',
    b' table:number-rows-repeated="1000000"', b"<row>", b"x" * 70_000, b"[" * 2000, b"Amount", b"Owner", b"Won",
)  # fmt: skip
"""What has broken readers of files before, theirs or ours."""


def seeds() -> dict[str, bytes]:
    """Gives a small sound file of every form, by its name."""
    lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in ROWS]
    xml = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{c}</Data></Cell>' for c in row) + "</Row>"
        for row in ROWS
    )
    space = " ".join(
        f'{name}="urn:schemas-microsoft-com:office:spreadsheet"' for name in ("xmlns", "xmlns:ss")
    )
    events = "".join(
        f"BEGIN:VEVENT\r\nDTSTART:202403{n:02}T090000Z\r\nSUMMARY:Call, {row[0]}\r\nEND:VEVENT\r\n"
        for n, row in enumerate(ROWS, 1)
    )
    return {
        "a.csv": "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS).encode(),
        "b.csv": "\r\n".join(";".join(row) for row in ROWS).encode("utf-16"),
        "c.tsv": "\n".join("\t".join(row) for row in ROWS).encode("cp1252"),
        "d.xlsx": _workbook(),
        "e.ods": _open_document(),
        "f.xls": f"<html><body><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table></body></html>".encode(),
        "g.xml": f'<?xml version="1.0"?><Workbook {space}><Worksheet ss:Name="A"><Table>{xml}</Table></Worksheet>'
        "</Workbook>".encode(),
        "h.ics": f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode(),
        "i.xls": old_workbook(ROWS, ()),
        "j.xlsb": new_workbook(ROWS, ()),
    }


def _workbook() -> bytes:
    book, made = Workbook(), io.BytesIO()
    sheet: Any = book.active
    for row in ROWS:
        sheet.append(row)
    book.save(made)
    return made.getvalue()


def _open_document() -> bytes:
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
            for c in row
        )
        + "</table:table-row>"
        for row in ROWS
    )
    made = io.BytesIO()
    with ZipFile(made, "w") as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        pack.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{ODS}office:1.0" xmlns:table="{ODS}table:1.0" '
            f'xmlns:text="{ODS}text:1.0"><office:body><office:spreadsheet><table:table table:name="A">{rows}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
        pack.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{ODS}manifest:1.0"/>')
    return made.getvalue()


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """Gives the bytes changed in some places; of a packed file sometimes what is packed."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        with suppress(BadZipFile, OSError):
            return _spoilt_within(data, chance)
    made = bytearray(data)
    for _time in range(chance.choice((1, 1, 2, 5))):
        _spoil(made, chance)
    return bytes(made)


def _spoilt_within(data: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as pack, ZipFile(made, "w", ZIP_DEFLATED) as other:
        names = pack.namelist()
        sheets = [name for name in names if "sheet" in name.lower() or name == "content.xml"] or names
        wanted = chance.choice(sheets if chance.random() < 0.8 else names)
        for name in names:
            within = bytearray(pack.read(name))
            for _time in range(chance.choice((1, 1, 2, 5)) if name == wanted else 0):
                _spoil(within, chance)
            other.writestr(name, bytes(within))
    return made.getvalue()


def _spoil(made: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(made) + 1)
    end = min(len(made), at + chance.choice((1, 2, 8, 64, 512)))
    match chance.randrange(6):
        case 0 if at < len(made):
            made[at] = chance.randrange(256)
        case 1:
            del made[at:end]
        case 2:
            made[at:at] = made[at:end] * chance.choice((1, 2, 8))
        case 3:
            del made[at:]
        case 4:
            made[at:end] = chance.choice(TOKENS)
        case _:
            made[at:at] = chance.choice(TOKENS)


def outcome(path: Path, kind: str) -> str:
    """Gives the sentence that refuses a file, or nothing where there is a proposal; questions get their first answer.

    Any other error is raised, and so is TimeoutError where it took too long.
    """
    start, service, answers = time.monotonic(), ImportService(None), dict[str, str]()
    try:
        source = read_source(path, kind)
        for _question in range(QUESTIONS):
            try:
                preview_import(service, source, ImportChoices(answers=answers))
                break
            except OpenQuestionError as asked:
                answers[asked.question.key] = next(iter(asked.question.answers), "")
    except UserError as refused:
        return str(refused) or "nothing"
    finally:
        if time.monotonic() - start > MOST_S:
            raise TimeoutError(f"{path.name} took {time.monotonic() - start:.0f} s")
    return ""


def go_on(minutes: float, kept: Path, say: Callable[[str], object] = print) -> int:
    """Spoils and reads files for so long; gives how many broke the rule, which are kept in a folder.

    Each is there before it is read, so one that takes the program down is there afterwards.
    """
    until, broken, tried = time.monotonic() + 60 * minutes, 0, 0
    first, whole = int(time.time()), seeds()
    kept.mkdir(parents=True, exist_ok=True)
    while time.monotonic() < until:
        number = first + tried
        chance = random.Random(number)
        name, kind = chance.choice([*whole]), chance.choice(KINDS)
        path = kept / f"{number}-{kind}-{name}"
        path.write_bytes(spoilt(whole[name], chance))
        tried += 1
        faulthandler.dump_traceback_later(3 * MOST_S, exit=True)
        try:
            outcome(path, kind)
            path.unlink()
        except Exception as error:
            broken += 1
            say(f"{number} {kind} {name}: {type(error).__name__}: {error}"[:300])
        faulthandler.cancel_dump_traceback_later()
    say(f"{tried} files, {broken} of which ended in neither a proposal nor a sentence.")
    return broken


def main(arguments: Sequence[str]) -> int:
    """Takes the minutes; gives 1 where anything broke the rule."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MB << 20, MOST_MB << 20))
    return min(1, go_on(float(arguments[0]) if arguments else 10, Path("fuzz")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
