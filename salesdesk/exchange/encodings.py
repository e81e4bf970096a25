"""Finds the encoding of a text by its bytes: by its mark, by what is valid, by which words make sense."""

import codecs
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = ("äöüß", "àâæçèéêëîïôœùûüÿ", "áéíñóúü", "àèéìòù", "áâãàçéêíóôõú", "éëïóöü", "åäöæøé", "áðéíóúýþæö")
_CENTRAL = (
    "äöüß", "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "âăîșțşţ", "čćđšž",
)  # fmt: skip
_TURKISH, _BALTIC = ("äöüß", "çğıi̇öşüâîû"), ("āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž")
_CYRILLIC = (
    "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "абвгдђежзијклљмнњопрстћуфхцчџш",
)
_LATIN: dict[str, tuple[str, ...]] = {
    "cp1252": _WESTERN, "iso8859_15": _WESTERN, "cp1250": _CENTRAL, "iso8859_2": _CENTRAL, "cp1254": _TURKISH,
    "cp1257": _BALTIC, "mac_roman": _WESTERN, "mac_latin2": _CENTRAL, "mac_turkish": _TURKISH,
    "cp850": _WESTERN, "cp852": _CENTRAL,
    "cp857": _TURKISH,
}  # fmt: skip
"""The letters beyond a to z of each language a code page was made for, the rarest language last."""
_SLAVIC: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("cp1251", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic"), _CYRILLIC
)
_RARE = {
    **dict.fromkeys(_WESTERN, 0.0),
    **dict.fromkeys(_CENTRAL[1:], 0.01),
    **dict.fromkeys(_TURKISH[1:], 0.009),
    **dict.fromkeys(_BALTIC, 0.015),
    "áðéíóúýþæö": 0.02,
}
"""How much less usual a language is than the Western ones, which counts only where the letters fit both."""
_EASTERN = ["cp932", "euc_jp", "gb18030", "big5", "cp949"]
_SAMPLE_BYTES = 200_000
_TYPOGRAPHY = frozenset("’‘“”„‚–—…•·€£§°®™©«»‹›´`½¼¾²³% ")


def find_encoding(data: bytes) -> str | None:
    """Gives the name of the codec that reads the bytes, or None where they are not text.

    UTF-8 comes first because no other text happens to be valid UTF-8. What is left is cp1252 unless another
    code page gives clearly more sensible words: bytes 0x80 to 0x9f are printable there and nowhere in latin-1.
    A few stray zero bytes or broken signs do not make a text another one.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return (
                name
                if _decodes(data, name) or (name == "utf-8-sig" and _mostly_utf8(_telling_lines(data)))
                else None
            )
    if b"\x00" in data[:_SAMPLE_BYTES]:
        utf16 = _utf16_without_bom(data)
        if utf16 or _is_binary(data.rstrip(_PADDING)[:_SAMPLE_BYTES]):
            return utf16
        data = data.replace(b"\x00", b"")
    sample = _telling_lines(data)
    if _decodes(data, "utf-8") or _mostly_utf8(sample):
        return "utf-8"
    return _other_script(sample) or _of_words(sample)


def with_money_signs(text: str, encoding: str) -> str:
    """Gives the text with the currency for each backslash before an amount, where such signs are on the keyboard.

    Japanese and Korean code pages show byte 0x5C as the sign of yen and won, and programs write it before amounts;
    a file that was turned into UTF-8 still holds it.
    """
    if "\\" not in text:
        return text
    kana, hangul = (len(signs.findall(text[:_SAMPLE_BYTES])) for signs in (_KANA, _HANGUL))
    japanese = encoding in _JAPANESE or kana > hangul
    korean = encoding in _KOREAN or hangul > 0
    currency = "JPY" if japanese else "KRW" if korean else ""
    return _BACKSLASH_BEFORE_MONEY.sub(f"{currency} ", text) if currency else text


_JAPANESE = ("cp932", "shift_jis", "shift_jisx0213", "shift_jis_2004", "euc_jp", "iso2022_jp")
_KOREAN = ("cp949", "euc_kr", "johab", "iso2022_kr")
_KANA, _HANGUL = re.compile("[\u3041-\u30ff\uff66-\uff9d]"), re.compile("[\uac00-\ud7a3]")
_BACKSLASH_BEFORE_MONEY = re.compile(r"(?<![^\s\"',;|~^>(△▲-])\\(?= ?[-△▲]?\d)")


def _is_binary(sample: bytes) -> bool:
    """Tells by the share of bytes that no text has."""
    return sum(map(sample.count, map(bytes, zip(_CONTROLS)))) > max(2, 0.01 * len(sample))


_PADDING = b"\x00\x1a"
"""What old programs fill the last block of a file with."""
_CONTROLS = [byte for byte in range(32) if byte not in b"\t\n\r\f\v\x1a"]


def _mostly_utf8(data: bytes) -> bool:
    """Tells whether UTF-8 reads nearly all that is beyond ASCII: a file may be cut within a sign."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    return 10 * broken <= sum(sign > "\x7f" for sign in text) - broken


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _utf16_without_bom(data: bytes) -> str | None:
    """Tells by the plain signs of a table, which are one of the two bytes in any language."""
    sample = data[: _SAMPLE_BYTES // 2 * 2]
    for name in ("utf-16-le", "utf-16-be"):
        text = sample.decode(name, errors="replace")
        plain = sum(map(text.count, '\n\t,;"0123456789 '))
        if (
            plain > 0.08 * len(text)
            and "\n" in text.replace("\r", "\n")
            and "\x00" not in text
            and _decodes(data[: len(data) // 2 * 2], name)
        ):
            return name
    return None


def _telling_lines(data: bytes) -> bytes:
    """Gives the lines that hold more than ASCII; only they can tell one encoding from another."""
    lines = (line for line in data[: 20 * _SAMPLE_BYTES].splitlines() if not line.isascii())
    sample = b"\n".join(lines)[:_SAMPLE_BYTES]
    return sample or data[:_SAMPLE_BYTES]


def _other_script(sample: bytes) -> str | None:
    """Asks charset-normalizer whether this is Cyrillic, Greek, Japanese and the like."""
    best = from_bytes(sample).best()
    if best is None:
        return None
    beyond_ascii = [sign for sign in str(best) if ord(sign) > 0x7F and sign.isalpha()]
    foreign = sum(ord(sign) > 0x24F for sign in beyond_ascii)
    in_runs = foreign > 0.25 * len(str(best).replace(" ", "")) or _is_eastern(
        sample, best.encoding, str(best), foreign
    )
    if not in_runs or foreign <= 0.9 * len(beyond_ascii):
        return None
    slavic = sum("Ѐ" <= sign <= "ӿ" for sign in beyond_ascii) > foreign / 2 or _is_plainly_slavic(
        sample, best.encoding
    )
    return _least_odd(sample, _SLAVIC)[0] if slavic else best.encoding


def _is_plainly_slavic(sample: bytes, encoding: str) -> bool:
    """Tells whether what is taken for Thai, which has a letter for nearly every byte, makes Slavic words instead."""
    return encoding in _THAI and _least_odd(sample, _SLAVIC)[1] < _CLEARLY


_THAI = ("tis_620", "cp874", "iso8859_11")


def _is_eastern(sample: bytes, encoding: str, text: str, foreign: int) -> bool:
    """Tells whether words of the East stand among many numbers: as Western ones they make little sense."""
    words = [word for word in _BETWEEN.split(text) if not word.isascii()]
    likely = encoding in _EASTERN and foreign > 0.25 * sum(map(len, words))
    return likely and _least_odd(sample, _LATIN)[1] > 0.2 * sum(byte > 0x7F for byte in sample)


_BETWEEN = re.compile(r"[\s,;|\"]+")


def _of_words(sample: bytes) -> str:
    """Gives the Latin code page with the most sensible words, or an Eastern one where none has any."""
    name, oddness = _least_odd(sample, _LATIN)
    slavic, its_oddness = _least_odd(sample, _SLAVIC)
    if its_oddness < oddness and _in_words_of_their_own(sample.decode(slavic, errors="replace")):
        return slavic
    beyond_ascii = sum(byte > 0x7F for byte in sample)
    if oddness > 0.4 * beyond_ascii:
        parts = b"\n".join(re.findall(rb"[^\x00-\x2f\x3a-\x3f]*[\x80-\xff][^\x00-\x2f\x3a-\x3f]*", sample))
        eastern = from_bytes(parts, cp_isolation=_EASTERN).best()
        if eastern is not None and _decodes(sample, eastern.encoding):
            return eastern.encoding
    return name


def _in_words_of_their_own(text: str) -> bool:
    """Tells whether the letters of another script make whole words, as a few names among columns in English do."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()]
    return len(words) >= _FEW_NAMES and all(sign > "\x7f" for word in words for sign in word)


_FEW_NAMES = 3


def _least_odd(sample: bytes, pages: Mapping[str, tuple[str, ...]]) -> tuple[str, float]:
    """Gives the code page under which the text is least odd, and how odd it is.

    The first page stays unless another reads the signs in which the two differ as more sensible words: names of
    many languages in one file prove nothing by the letters that are the same in both.
    """
    first = next(iter(pages))
    usual = sample.decode(first, errors="replace")
    best, most, odd = first, 0.0, _oddness(usual) + _foreignness(usual, pages[first])
    for name in [name for name in pages if name != first and _decodes(sample, name)]:
        read = sample.decode(name)
        apart = [(mine, its) for mine, its in zip(usual, read, strict=True) if mine != its]
        mine, its = ("".join(signs) for signs in zip(*apart, strict=True)) if apart else ("", "")
        won = (
            _oddness(usual)
            + _foreignness(mine, pages[first])
            - _oddness(read)
            - _foreignness(its, pages[name])
            + _strangers(usual, read, pages[first])
            - _strangers(read, usual, pages[name])
        )
        whole = _foreignness(read, pages[name])
        if won > most and (won >= _CLEARLY or whole < _CLEARLY):
            best, most, odd = name, won, _oddness(read) + whole
    return best, odd


_CLEARLY = 0.5


def _foreignness(text: str, alphabets: Sequence[str]) -> float:
    """Counts the letters that the likeliest language does not have; of two alike the more usual one counts less."""
    letters = Counter(sign.lower()[0] for sign in text if sign > "\x7f" and sign.isalpha())
    return min(
        sum(count for letter, count in letters.items() if letter not in alphabet) + _RARE.get(alphabet, 0)
        for alphabet in alphabets
    )


def _strangers(text: str, other: str, alphabets: Sequence[str]) -> int:
    """Counts, in the words that another page reads in another way, the letters that no one language has together."""
    words = zip(_BETWEEN.split(text), _BETWEEN.split(other), strict=False)
    found = Counter(word.lower() for word, its in words if word != its)
    return sum(
        count * min(_lacking(word, alphabet) for alphabet in alphabets) for word, count in found.items()
    )


def _lacking(word: str, alphabet: str) -> int:
    return sum(sign > "\x7f" and sign not in alphabet and sign not in _TYPOGRAPHY for sign in word)


def _oddness(text: str) -> int:
    """Counts what no writer types: signs inside a word, a capital after a small letter."""
    odd = 0
    for before, sign, after in zip(text, text[1:], text[2:], strict=False):
        if sign.isascii():
            continue
        if sign.isalpha():
            odd += sign.isupper() and before.isalpha() and (before.islower() or after.islower())
        elif sign not in _TYPOGRAPHY:
            odd += 1 + (before.isalpha() and after.isalpha())
        elif (sign in "®©°§" and after.islower()) or (
            sign in "²³½¼¾´`" and before.isalpha() and after.isalpha()
        ):
            odd += 1
    return odd
