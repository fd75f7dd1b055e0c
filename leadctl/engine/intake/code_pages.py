"""Which code page a text is in that is not UTF-8: an own vote for Latin scripts, charset-normalizer for the others.

On short lists of names charset-normalizer takes Polish for cp1252 and German in cp850 for Japanese, so Latin pages are
told apart here: by the share of the letters over 127 that are usual in the page's languages and stand where they may.
"""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_MIXED: Final = 0.55  # words of Latin scripts are mostly ASCII, words of the others are not
_WEST: Final = "äöüßéèêëàâáãåæçîïíìôòóõøœùûúñÄÖÜÉÈÊÀÂÁÅÆÇÎÍÔÓÕØÙÚÑ’‘“”–—…«»°€§·®™¿¡ªº\u00a0"
_EAST: Final = "ąćęłńóśźżáčďéěíňřšťúůýžőűäöüôĺľŕăâîșțşţđßĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽŐŰÄÖÜÔĽĐ’“”„–—…«»°€§\u00a0"
_TURKISH: Final = "çğıöşüâîûÇĞİÖŞÜ’“”–—…«»°€§\u00a0"
_BALTIC: Final = "āčēģīķļņšūžąęėįųäöõüĀČĒĢĪĶĻŅŠŪŽĄĘĖĮŲÄÖÕÜ’“”„–—…«»°€§\u00a0"
# In the order in which they are preferred when they fit equally.
LATIN: Final = {
    "cp1252": _WEST,
    "mac_roman": _WEST,
    "cp850": _WEST,
    "cp1250": _EAST,
    "cp1254": _TURKISH,
    "cp1257": _BALTIC,
    "cp437": _WEST,
}
OTHERS: Final = (
    *("cp1251", "cp1253", "cp1255", "cp1256", "koi8_r", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
)


def guess(sample: bytes) -> str:
    """Return the likeliest code page of some lines that are not UTF-8; cp1252 when nothing tells."""
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    high = sum(len(_HIGH.findall(word)) for word in words)
    if letters and high / letters > _MIXED:
        from charset_normalizer import from_bytes

        match = from_bytes(sample, cp_isolation=list(OTHERS)).best()
        if match is not None:
            return match.encoding
    return max(LATIN, key=lambda page: _share(words, page, high))  # of equals the first


def _share(words: list[bytes], page: str, high: int) -> float:
    """Return the share of the bytes over 127 that are usual in the page's languages and stand where they may."""
    usual, good = LATIN[page], 0
    for word in words:
        try:
            text = word.decode(page)
        except UnicodeDecodeError:
            continue
        for at, char in enumerate(text):
            if char > "\x7f" and char in usual:
                inside = at > 0 and (text[at - 1].islower() or text[at + 1 : at + 2].islower())
                good += not (char.isupper() and inside)  # a capital stands in front, or among capitals
    return good / high if high else 0.0
