"""Phone numbers: E.164 by the phonenumbers library, with a fast way for the plain ones.

The fast way does what phonenumbers.parse does for a text of digits and punctuation, with patterns and lengths taken
from the library's own metadata, and leaves every unclear case (transform rules, dialling prefixes, letters,
extensions) to the library. A property test compares the two.

A number is kept when it is *possible* (its length fits the country); whether it is also assigned is not asked:
invented and brand-new numbers are kept too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from leadctl.engine.normalise.text import clean

Answer = tuple[str | None, str | None, str | None]  # E.164, extension, problem

_NOTHING: Final[Answer] = (None, None, None)
_PUNCTUATION: Final = {ord(ch): None for ch in " ().-\u00a0"}
_FLOAT: Final = re.compile(r"\+?\d{7,}\.0")  # a number that went through a spreadsheet
_SCIENTIFIC: Final = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE)
_PREFIX: Final = re.compile(r"(?:p:|(?:tel|phone|mobile|cell|fon|ph|t|m)\s*[:.])\s*", re.IGNORECASE)
_SEVERAL: Final = re.compile(r"\s*(?:[;,/|\n\r]|\bor\b|\band\b)\s*", re.IGNORECASE)
_LISTED: Final = re.compile(r"\s*[;,|\n\r]\s*")  # not the slash: 030/1234567 is one number
_TOO_LONG: Final = 250  # characters; the library's own limit


class _Plan(NamedTuple):
    """A region's numbering plan, as far as the fast way needs it."""

    code: str  # country calling code
    general: re.Pattern[str]  # a national number
    prefix: re.Pattern[str] | None  # the national prefix to strip (0, 1 …)
    simple: bool  # the prefix is only stripped, never rewritten
    dial_out: re.Pattern[str] | None  # 00, 011 …
    lengths: frozenset[int]  # of national numbers, by the region and by the main region of the code
    longest: int
    nanp: bool


_plans: dict[str, _Plan | None] = {}
_codes: dict[str, str] = {}  # calling code -> main region


def phone(text: str, region: str | None) -> Answer:
    """Return (E.164, extension or None, None), (None, None, what is wrong), or three None for an empty cell.

    `region`: ISO alpha-2 of the country whose national numbers are meant, None = only `+` numbers are understood.
    Of several numbers in the cell it is the first usable one.
    """
    fast = _fast(text, region)
    return (fast, None, None) if fast else _slow(text, region)


def phones(cells: Sequence[str], regions: Iterable[str | None]) -> list[Answer]:
    """Return phone(cell, region) for a whole column."""
    answers: list[Answer] = []
    add, fast = answers.append, _fast
    for text, region in zip(cells, regions, strict=True):
        if not text:
            add(_NOTHING)
        else:
            number = fast(text, region)
            add((number, None, None) if number else _slow(text, region))
    return answers


def maybe_several(text: str) -> bool:
    """Return whether the cell has anything by which phone numbers are parted."""
    return _SEVERAL.search(text) is not None


def split_phones(text: str, region: str | None) -> list[str]:
    """Return the usable numbers of a cell in E.164, in order, each once."""
    plain = clean(text)
    one = _fast(plain, region) or parse(plain, region)[0]
    parts = (_LISTED if one else _SEVERAL).split(plain)
    found = [number for part in parts if (number := phone(part, region)[0])]
    return list(dict.fromkeys(found)) or ([one] if one else [])


def parse(text: str, region: str | None) -> Answer:
    """Return what the library makes of one number, without any of the clean-up above."""
    import phonenumbers
    from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException as fault:
        if fault.error_type == NumberParseException.INVALID_COUNTRY_CODE:
            known = "its country code does not exist" if "+" in text else "it has no country"
            return None, None, f"not a phone number: {known}"
        if fault.error_type == NumberParseException.TOO_LONG:
            return None, None, "not a phone number: too long"
        return None, None, "not a phone number"
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != ValidationResult.IS_POSSIBLE:
        why = _REASONS.get(reason, "not a phone number: no number of its country has this length")
        return None, None, f"{why} for one of {region}" if reason in _MEASURED and region and "+" not in text else why
    return phonenumbers.format_number(number, PhoneNumberFormat.E164), _extension(number.extension), None


_REASONS: Final = {
    2: "not a phone number: too short",
    3: "not a phone number: too long",
    4: "not a phone number: the area code is missing",
}
_MEASURED: Final = frozenset({2, 3})  # what is too long for a number of one country may be one of another


def _extension(text: str | None) -> str | None:
    return text or None


def _slow(text: str, region: str | None) -> Answer:
    plain = clean(text)
    plain = _PREFIX.sub("", plain, count=1) if plain[:1].isalpha() else plain
    if not plain:
        return _NOTHING
    if _FLOAT.fullmatch(plain):
        plain = plain[:-2]
    if _SCIENTIFIC.fullmatch(plain):
        return None, None, "not a phone number: a spreadsheet has rounded it"
    if len(plain) > _TOO_LONG:
        return None, None, "not a phone number: too long"
    known = region if region is None or _plan(region) is not None else None
    fast = _fast(plain, known)
    if fast:
        return fast, None, None
    whole = parse(plain, known)
    if whole[0] is None and plain.startswith("00"):  # the world's dialling prefix, also where 011 would be right
        abroad = parse(f"+{plain[2:]}", known)
        whole = abroad if abroad[0] else whole
    if whole[0]:
        return whole
    parts = [part for part in _SEVERAL.split(plain) if part]
    if len(parts) > 1:
        for part in parts:
            found = parse(part[:-2] if _FLOAT.fullmatch(part) else part, known)
            if found[0]:
                return found
    return whole


def _fast(text: str, region: str | None) -> str | None:
    """Return the E.164 form of a plain number, or None where the library must be asked."""
    digits = text.translate(_PUNCTUATION)
    if digits[:1] == "+":
        if text[0] != "+":
            return None
        digits = digits[1:]
        if not (digits.isdecimal() and digits.isascii()) or not 8 <= len(digits) <= 15:
            return None
        return _international(digits)
    if not (digits.isdecimal() and digits.isascii()) or region is None or text[-2:] == ".0":
        return None
    plan = _plans[region] if region in _plans else _plan(region)
    if plan is None or (plan.dial_out is not None and plan.dial_out.match(digits)):
        return None
    if digits.startswith(plan.code):
        size = len(digits)
        if plan.nanp and size == 11 and digits[1] > "1":
            return f"+{digits}"  # longer than any national number, so the 1 is the country code
        if size > plan.longest or not plan.general.fullmatch(digits):
            return None
    return _national(digits, plan)


def _international(digits: str) -> str | None:
    if not _codes:
        _load_codes()
    for size in (1, 2, 3):
        main = _codes.get(digits[:size])
        if main is not None:
            plan = _plans[main] if main in _plans else _plan(main)
            return None if plan is None else _national(digits[size:], plan)
    return None


def _national(digits: str, plan: _Plan) -> str | None:
    match = plan.prefix.match(digits) if plan.prefix is not None else None
    if match is not None and match.end():
        if not plan.simple:
            return None
        rest = digits[match.end() :]
        if plan.general.fullmatch(rest) or not plan.general.fullmatch(digits):
            digits = rest
    if len(digits) not in plan.lengths or digits[0] == "0" == digits[-1] == max(digits):
        return None
    return f"+{plan.code}{digits}"


def _load_codes() -> None:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    _codes.update({str(code): regions[0] for code, regions in COUNTRY_CODE_TO_REGION_CODE.items()})
    for code in [code for code, main in _codes.items() if main == "001"]:  # no country: left to the library
        _codes[code] = "001"


def _plan(region: str) -> _Plan | None:
    """Return the plan of a region from the library's metadata, None for one that it does not know."""
    from phonenumbers import PhoneMetadata, region_code_for_country_code

    found: _Plan | None = None
    data = PhoneMetadata.metadata_for_region(region, None) if region != "001" else None
    if data is not None and data.general_desc is not None:
        code = data.country_code or 0
        main = PhoneMetadata.metadata_for_region(region_code_for_country_code(code), None)
        if main is not None and main.general_desc is not None:
            own, mains = frozenset(data.general_desc.possible_length), frozenset(main.general_desc.possible_length)
            prefix = data.national_prefix_for_parsing
            found = _Plan(
                str(code),
                re.compile(data.general_desc.national_number_pattern or "(?!)"),
                re.compile(prefix) if prefix else None,
                data.national_prefix_transform_rule is None,
                re.compile(data.international_prefix) if data.international_prefix else None,
                own & mains,
                max(own),
                code == 1,
            )
    _plans[region] = found
    return found
