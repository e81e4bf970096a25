"""Encodings and delimiters are found as a person would find them by looking at the text."""

import codecs

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.encodings import find_encoding
from salesdesk.exchange.import_file import read_source
from salesdesk.exchange.read_file import find_delimiter, sniff

GERMAN = "Kunde;Phase;Wert\nMüller & Söhne – „Café ’Zoë’“;Gewonnen;1.054,00 €\n" * 3
PLAIN_WESTERN = "Firma;Ort\nMüller & Söhne;Köln\nGärtner;Nürnberg\n"
POLISH = "Klient;Kwota\nŁódź Śrubex;100\nŻółta Gęś Sp. z o.o.;250\n"
RUSSIAN = "Название сделки;Ответственный;Сумма\nПоставка оборудования;Иванов Сергей;100\n" * 5


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (GERMAN, "utf-8", "utf-8"),
        (GERMAN, "cp1252", "cp1252"),
        (PLAIN_WESTERN, "latin-1", "cp1252"),
        (PLAIN_WESTERN, "mac_roman", "mac_roman"),
        (POLISH, "cp1250", "cp1250"),
        (RUSSIAN, "cp1251", "cp1251"),
        ("name,stage\nAda,Won\n", "ascii", "utf-8"),
        (GERMAN, "utf-8-sig", "utf-8-sig"),
        (GERMAN, "utf-16", "utf-16"),
        ("name,stage\nAda,Won\n", "utf-16-le", "utf-16-le"),
        ("name,stage\nAda,Won\n", "utf-16-be", "utf-16-be"),
    ],
)
def test_that_the_encoding_reads_the_text_as_it_was_written(text: str, encoding: str, found: str) -> None:
    data = text.encode(encoding)
    assert find_encoding(data) == found
    assert data.decode(found) == text


def test_that_typographic_quotes_and_the_euro_sign_are_not_taken_for_control_characters() -> None:
    data = "Müller’s – 5 €".encode("cp1252")
    encoding = find_encoding(data)
    assert encoding is not None
    assert data.decode(encoding) == "Müller’s – 5 €"


def test_that_bytes_that_are_no_text_have_no_encoding() -> None:
    assert find_encoding(bytes(range(256)) * 20) is None
    assert find_encoding(codecs.BOM_UTF8 + b"\xff\xfe\xfa") is None


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1,5;2,5;3\n", ";"),
        ("a\tb\n1,2\t3\n", "\t"),
        ("a|b|c\nx, y|2|3\n", "|"),
        ("sep=;\na;b\n1;2\n", ";"),
        ('a,b\n"x; y; z",2\n"p; q",3\n', ","),
        ("only one column\nAda\n", ","),
    ],
)
def test_that_the_delimiter_is_the_one_that_cuts_the_lines_evenly(text: str, delimiter: str) -> None:
    assert find_delimiter(text) == delimiter


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("nothing.csv", b"", "is empty"),
        ("blank.csv", b" \r\n\r\n", "is empty"),
        ("offer.csv", b"%PDF-1.7 ...", "is a PDF"),
        ("logo.csv", b"\x89PNG\r\n\x1a\n" + bytes(50), "is a picture"),
        ("page.xls", b"<html><table><tr><td>1</td></tr></table></html>", "a web page"),
        ("program.csv", bytes(range(256)) * 4, "not a text file"),
        (
            "mine.ics",
            b"\xef\xbb\xbfBEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
            "is a calendar .iCalendar.*CSV, as Outlook",
        ),
        ("people.vcf", b"BEGIN:VCARD\nFN:Ada Lind\nEND:VCARD\n", "is a list of contacts"),
        ("deals.json", b'[{"id": 1, "title": "Pump"},\n {"id": 2, "title": "Valve"}]', "is a JSON file"),
    ],
)
def test_that_a_file_that_is_no_table_is_refused_in_one_sentence(tmp_path, name, data, word) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError, match=word) as refused:
        sniff(path)
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_that_a_missing_file_and_a_folder_are_refused(tmp_path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        sniff(tmp_path / "none.csv")
    with pytest.raises(UserError, match="is a folder"):
        sniff(tmp_path)


TURKISH = "Sahibi;Aşama\nAyşe Şahin;Kazanıldı\nGüneş Öz;Kaybedildi\n"
JAPANESE = "商談名,担当者,金額\nポンプ,佐藤 花子,1000\n"
CZECH_BY_WORDS = "Obchodník;Rok;Měsíc;Plán (Kč)\nBožetěcha Malá;2025;leden;9\nMatěj Tichý;2025;únor;8\n"
CZECH = "Obchodník;Fáze\nJiří Dvořák;Vyhráno\nŽaneta Černá;Ztraceno\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TURKISH, "cp1254"), (TURKISH, "iso8859_9"), (TURKISH, "cp857"), (TURKISH, "mac_turkish"),
        ("Owner;Stage\nCan Yıldız;Won\n", "cp1254"), (POLISH, "iso8859_2"), (POLISH, "cp852"), (POLISH, "mac_latin2"),
        (CZECH, "cp1250"), (CZECH_BY_WORDS, "cp1250"), (CZECH, "iso8859_2"),
        ("Értékesítő\nKovács Győző\nTóth Ödön, űrlap\n", "cp1250"),
        ("Pārdevējs\nJānis Bērziņš\nĢirts Ķēniņš\n", "cp1257"), ("Sælger\nSøren Ågård\n", "cp1252"),
        ("Eigandi\nÞórður Ægisson\n", "cp1252"), (RUSSIAN, "koi8_r"), (RUSSIAN, "cp866"), (RUSSIAN, "mac_cyrillic"),
        (RUSSIAN, "utf-16-le"), ("Deal,Owner,Stage\nPump,佐藤 花子,Won\nHose,鈴木,Lost\n", "cp932"),
        (JAPANESE, "euc_jp"), (JAPANESE, "utf-16-be"), ("Deal;Owner\nA;Анна Лин\nB;Борис Эк\n", "koi8_r"),
        ("Deal;Owner\nA;Анна Лин\nB;Борис Эк\n", "cp1251"), ("Deal;Owner\nA;Zoé Lœuil\nB;Noël Œhm\n", "iso8859_15"),
        ("Affaire;Montant\nPompe à œillet;1 200 €\n", "iso8859_15"),
        ("Kunde;Maß\nMüller;3½ Zoll\nGärtner;5¼\n", "cp1252"),
        ("商机名称,负责人,金额\n水泵,王小明,1000\n", "gb18030"), ("거래명,담당자,금액\n펌프,김영희,1000\n", "cp949"),
    ],
)  # fmt: skip
def test_that_the_letters_of_the_languages_tell_one_code_page_from_another(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert data.decode(find_encoding(data) or "ascii") == text


def test_that_a_stray_zero_byte_or_a_sign_cut_in_two_makes_no_other_text_of_it() -> None:
    assert find_encoding(b"name,stage\nAda\x00,Won\n") == "utf-8"
    assert find_encoding(("name;stage\nJürgen Müller;Wäre\n" * 9).encode() + b"J\xc3") == "utf-8"


def test_that_what_old_programs_fill_a_file_up_with_does_not_make_it_another_than_text(tmp_path) -> None:
    path = tmp_path / "deals.csv"
    path.write_bytes(b"name,stage\nM\x00ia\x00,Won\nJon,Lost\n\x1a" + b"\x00" * 40)
    assert find_encoding(path.read_bytes()) == "utf-8"
    table = read_source(path, "deals").table
    assert [row.cells for row in table.rows] == [("Mia", "Won"), ("Jon", "Lost")]
