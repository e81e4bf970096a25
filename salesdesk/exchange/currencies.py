"""Tells which currency a sign, a code or a name means, as “kr”, “zł”, “US Dollar” or “EUR - Euro”."""

import re
from functools import cache
from typing import Final

from salesdesk.exchange.currency_names import can_be_named, code_named, codes_of_noun
from salesdesk.services.importing.values import ImportQuestion

_SHARED: Final = {
    "$": frozenset({"USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "TWD"}),
    "KR": frozenset({"SEK", "NOK", "DKK", "ISK"}),
    "¥": frozenset({"JPY", "CNY"}),
    "£": frozenset({"GBP", "EGP", "LBP"}),
    "RS": frozenset({"INR", "PKR", "LKR", "NPR", "MUR", "SCR"}),
    "KRONA": frozenset({"SEK", "ISK"}), "RUBLE": frozenset({"RUB", "BYN"}), "LEI": frozenset({"RON", "MDL"}),
    "FCFA": frozenset({"XOF", "XAF"}), "DH": frozenset({"AED", "MAD"}), "BS": frozenset({"BOB", "VES"}),
}  # fmt: skip
_USUALLY: Final = {"$": "USD", "£": "GBP", "RS": "INR", "KRONA": "SEK", "RUBLE": "RUB", "LEI": "RON"}
CURRENCY: Final = "currency"
"""The key of the question which currency a sign of several stands for."""
_WHOSE: Final = {
    "SEK": _("Swedish kronor (SEK)"), "NOK": _("Norwegian kroner (NOK)"), "DKK": _("Danish kroner (DKK)"),
    "ISK": _("Icelandic krónur (ISK)"), "JPY": _("Japanese yen (JPY)"), "CNY": _("Chinese yuan (CNY)"),
}  # fmt: skip
_PERHAPS: Final = {"real": "BRL", "r": "ZAR"}
_WORDS: Final = re.compile(r"[^\W\d_]+|[¥￥]")
_SAME_SIGN: Final = {
    "DOLLAR": "$", "DOLLARS": "$", "KRONE": "KR", "KRONER": "KR", "POUND": "£", "POUNDS": "£", "￥": "¥",
    "RUPEE": "RS", "RUPEES": "RS", "KRONOR": "KRONA", "CFA": "FCFA", "F CFA": "FCFA", "DHS": "DH", "LEU": "LEI",
    "STERLINA": "£", "STERLINE": "£",
    **dict.fromkeys(("DÓLAR", "DÓLARES", "DOLAR", "DOLARES", "DOLLARO", "DOLLARI", "DOLARY", "DOLARÓW", "DOLARŮ"), "$"),
    **dict.fromkeys(("ДОЛЛАР", "ДОЛЛАРЫ", "ДОЛЛАРОВ", "ДОЛЛАРАХ"), "$"),
    **dict.fromkeys(("RUBEL", "RUBLES", "ROUBLE", "ROUBLES", "РУБЛЬ", "РУБЛЕЙ", "РУБЛЯХ"), "RUBLE"),
}  # fmt: skip
_SIGNS: Final = {
    "€": "EUR", "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW", "₴": "UAH", "₪": "ILS", "₫": "VND", "₱": "PHP",
    "฿": "THB", "₦": "NGN", "US$": "USD", "R$": "BRL", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "NZ$": "NZD", "S$": "SGD", "HK$": "HKD", "NT$": "TWD", "MX$": "MXN", "ZŁ": "PLN", "ZL": "PLN", "KČ": "CZK",
    "KC": "CZK", "FT": "HUF", "FR": "CHF", "SFR": "CHF", "TL": "TRY", "РУБ": "RUB", "Р": "RUB", "円": "JPY",
    "日本円": "JPY", "元": "CNY", "人民币": "CNY", "RMB": "CNY", "CN¥": "CNY", "ЛВ": "BGN",
    "RENMINBI": "CNY",
    "DKR": "DKK", "SKR": "SEK", "NKR": "NOK", "EURO": "EUR", "EUROS": "EUR", "STERLING": "GBP", "ZLOTY": "PLN",
    "YEN": "JPY", "YUAN": "CNY", "WON": "KRW", "R": "ZAR", "RM": "MYR", "RP": "IDR", "POUND STERLING": "GBP",
    "米ドル": "USD", "AMERIKANISCHER DOLLAR": "USD", "U$S": "USD", "MEX$": "MXN", "S/": "PEN", "₵": "GHS", "GH₵": "GHS",
    "KSH": "KES", "RD$": "DOP", "B/": "PAB", "₲": "PYG", "₡": "CRC", "₸": "KZT", "₾": "GEL", "₼": "AZN", "৳": "BDT",
    "ГРН": "UAH", "KORUNA": "CZK", "KORUN": "CZK", "KORUNY": "CZK", "LEV": "BGN", "LEVA": "BGN", "DONG": "VND",
    **dict.fromkeys(("HRYVNIA", "HRYVNIAS", "HRYWNJA", "HRIVNA", "GRIVNA", "ГРИВНА", "ГРИВЕН"), "UAH"),
    "加元": "CAD", "澳元": "AUD", "港币": "HKD", "豪ドル": "AUD", "英ポンド": "GBP", "イギリスポンド": "GBP",
    "加ドル": "CAD", "KOREAN WON": "KRW",
}  # fmt: skip
_CODE: Final = re.compile(r"(?<![^\W\d_])[A-Z]{3}(?![^\W\d_])")


_LONGEST_NAME: Final = 60


class UnknownCurrencyError(ValueError):
    """Says that some words name no currency."""


def currency_of(words: str, home_currency: str = "USD") -> str | None:
    """Gives the code of a currency by its sign, code or name in one of our languages.

    A sign of several currencies means the desk's own where that is one of them, else the usual one; “kr” and “¥” have
    no usual one, so None leaves it to an answer. Raises UnknownCurrencyError for other words.
    """
    unit, several = _sign(words), possible_currencies(words)
    if several:
        return home_currency if home_currency in several else _USUALLY.get(unit)
    code = _told_by(unit) or _named(words)
    if code is None:
        raise UnknownCurrencyError(words)
    return code


@cache
def possible_currencies(words: str) -> frozenset[str]:
    """Gives the currencies that a sign or a word of several may mean, as “kr” and “Franc”; else none."""
    unit = _sign(words)
    if unit in _SHARED or _told_by(unit) or not can_be_named(unit):
        return _SHARED.get(unit, frozenset())
    found = frozenset[str]() if _named(words) else codes_of_noun(words)
    return found if len(found) > 1 else frozenset()


def is_sign(words: str) -> bool:
    """Tells whether a word is a sign of a currency, or of several, of more than one letter: “Rs”, “TL”, “Euro”."""
    unit = _sign(words)
    return len(words.rstrip(".")) > 1 and unit != "WON" and (unit in _SIGNS or unit in _SHARED)


def names_currency(words: str) -> bool:
    """Tells whether words mean a currency, or one of several."""
    try:
        return bool(currency_of(words) or possible_currencies(words))
    except UnknownCurrencyError:
        return False


def perhaps_in(words: str) -> str:
    """Gives the currency that a word in brackets may mean, or something else: “Amount (Real)” may be the actual one."""
    return _PERHAPS.get(words.strip().rstrip(".").casefold(), "")


def is_code(words: str) -> bool:
    """Tells whether a word is the code of a currency in capital letters, as “CHF”."""
    return bool(_CODE.fullmatch(words)) and _told_by(words) is not None


def shared_sign(words: str) -> bool:
    """Tells whether a sign is that of several currencies of which none is the usual one, as “kr”."""
    return bool(possible_currencies(words)) and _sign(words) not in _USUALLY


def in_crowns(sign: str) -> bool:
    """Tells whether a sign is that of crowns, which people write in files of one country without saying whose."""
    return _sign(sign) in ("KR", "KRONA")


def taken_for(words: str, home_currency: str, answer: str) -> str | None:
    """Gives the currency of some words, an answer for that of a sign of several where it is one of those.

    Without an answer it stays unsaid. Raises UnknownCurrencyError where the answer was meant for another sign.
    """
    code = currency_of(words, home_currency)
    if code is None and answer and answer not in possible_currencies(words):
        raise UnknownCurrencyError(words)
    return code or answer or None


def sign_of_several(text: str) -> str | None:
    """Gives the sign of several currencies that stands in the text of an amount, as “kr”."""
    return next(filter(shared_sign, _WORDS.findall(text)), None)


def currency_question(sign: str, file_name: str) -> ImportQuestion:
    """Asks which currency a sign of several stands for."""
    sentence = _(
        "“{sign}” in “{file_name}” is the sign of several currencies: which is it?",
        sign=sign,
        file_name=file_name,
    )
    codes = sorted(possible_currencies(sign))
    return ImportQuestion(CURRENCY, sentence, "--currency", {code: _WHOSE.get(code, code) for code in codes})


def perhaps_question(header: str, code: str, home_currency: str) -> ImportQuestion:
    """Asks whether amounts are in the currency that the name of their column may tell."""
    sentence = _("In which currency are the amounts under “{header}”?", header=header)
    return ImportQuestion(CURRENCY, sentence, "--currency", {each: each for each in (code, home_currency)})


def _sign(words: str) -> str:
    unit = words.strip().rstrip(".").upper()
    return _SAME_SIGN.get(unit, unit)


@cache
def _told_by(unit: str) -> str | None:
    if unit in _SIGNS:
        return _SIGNS[unit]
    from babel.numbers import is_currency

    return unit if len(unit) == 3 and unit.isalpha() and is_currency(unit) else None


@cache
def _named(words: str) -> str | None:
    """Finds a currency by the one code in some words, as in “EUR - Euro”, else by its name."""
    if len(words) > _LONGEST_NAME:
        return None
    codes = {code for code in _CODE.findall(words) if _told_by(code)}
    if len(codes) == 1:
        return codes.pop()
    return code_named(words) if can_be_named(words) else None
