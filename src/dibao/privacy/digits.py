"""Check digits, dates, regions and ranges of numbers that are somebody's.

Sources: GB 11643 (identity numbers), GB/T 2260 (regions), ISO/IEC 7812 (cards, Luhn), the ministry's numbering plan.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

from dibao.privacy.words import column, rows

_PROVINCES = frozenset(
    region + place
    for region, places in {"1": "12345", "2": "123", "3": "1234567", "4": "123456", "5": "01234", "6": "12345"}.items()
    for place in places
) | {"71", "81", "82", "83"}
_LAST_PREFECTURE, _DIRECT, _LAST_YEAR = 53, "90", 2039
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def is_id_number(number: str) -> bool:
    """Whether 18 characters are an identity number: region, day of birth and check digit fit."""
    if not (regional(number) and number[:17].isdigit() and dated(number[6:14])):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECKS[total % 11] == number[17].upper()


@lru_cache(16384)
def _is_region(code: str) -> bool:
    return code[:2] in _PROVINCES and code[2:].isdigit() and (int(code[2:]) <= _LAST_PREFECTURE or code[2:] == _DIRECT)


def regional(number: str) -> bool:
    """Whether it begins with what may be, or was, a region's code."""
    return _is_region(number[:4])


def dated(digits: str) -> bool:
    """Whether YYYYMMDD is a day on which somebody may be born who may be spoken of."""
    if not "1900" <= digits[:4] <= str(_LAST_YEAR):
        return False
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


_ONCE = bytes.maketrans(b"0123456789", bytes(range(10)))
_TWICE = bytes.maketrans(b"0123456789", bytes(sum(divmod(digit * 2, 10)) for digit in range(10)))


def luhn(number: str) -> bool:
    """Whether the last digit is the check digit of a card."""
    digits = number.encode()
    return (sum(digits[-1::-2].translate(_ONCE)) + sum(digits[-2::-2].translate(_TWICE))) % 10 == 0


def issued(number: str) -> bool | None:
    """Whether an issuer's number stands without a label; None where no issuer has such numbers."""
    found: bool | None = None
    for prefix, lengths, alone in _issuers().get(number[:2], ()):
        if number.startswith(prefix) and len(number) in lengths:
            found = found or alone
    return found


def is_mobile(number: str) -> bool:
    """Whether 11 digits lie in a range of mobile numbers."""
    return number[:3] in _ranges()


@cache
def _ranges() -> frozenset[str]:
    return column("mobile_ranges.csv", "prefix")


@cache
def _issuers() -> dict[str, list[tuple[str, frozenset[int], bool]]]:
    """Issuers by the first two digits of their numbers."""
    issuers: dict[str, list[tuple[str, frozenset[int], bool]]] = {}
    for row in rows("issuers.csv"):
        lengths = frozenset(map(int, row["lengths"].split()))
        begins = [row["prefix"][:2]] if len(row["prefix"]) > 1 else [row["prefix"] + digit for digit in "0123456789"]
        for digits in begins:
            issuers.setdefault(digits, []).append((row["prefix"], lengths, row["alone"] == "yes"))
    return issuers
