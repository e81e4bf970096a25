"""Finds the encoding of a text by its bytes: by its mark, by what is valid, by which words make sense."""

import codecs

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = ("cp1252", "cp1250", "mac_roman", "cp850")
_SAMPLE_BYTES = 200_000
_TYPOGRAPHY = frozenset("’‘“”„‚–—…•·€£§°®™©«»‹›´`½²³% ")


def find_encoding(data: bytes) -> str | None:
    """Gives the name of the codec that reads the bytes, or None where they are not text.

    UTF-8 comes first because no other text happens to be valid UTF-8. What is left is cp1252 unless another
    code page gives clearly more sensible words: bytes 0x80 to 0x9f are printable there and nowhere in latin-1.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name if _decodes(data, name) else None
    if b"\x00" in data[:_SAMPLE_BYTES]:
        return _utf16_without_bom(data)
    if _decodes(data, "utf-8"):
        return "utf-8"
    sample = _telling_lines(data)
    return _other_script(sample) or _least_odd(data, sample)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _utf16_without_bom(data: bytes) -> str | None:
    """Tells by the side on which the zero bytes of plain letters stand."""
    sample = data[: _SAMPLE_BYTES // 2 * 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    mostly_plain = max(even, odd) > len(sample) * 0.3 and min(even, odd) == 0
    return name if mostly_plain and _decodes(data, name) else None


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
    in_runs = foreign > 0.25 * len(str(best).replace(" ", ""))
    return best.encoding if in_runs and foreign > 0.9 * len(beyond_ascii) else None


def _least_odd(data: bytes, sample: bytes) -> str:
    possible = [name for name in _WESTERN if _decodes(data, name)]
    return min(possible, key=lambda name: _oddness(sample.decode(name, errors="replace")), default="latin-1")


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
        elif sign in "²³½´`" and before.isalpha() and after.isalpha():
            odd += 1
    return odd
