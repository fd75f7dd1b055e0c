"""What makes two company names, or two addresses in the network, the same company. Pure; no look-up in the network."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Final

_CACHE: Final = 200_000

# What companies are by law; cut from the end of a name, one after the other. From the usual lists of legal forms by
# country (Wikipedia, "List of legal entity types by country"; GLEIF's ISO 20275 code list), only what is written often.
_FORMS: Final = frozenset(
    """ab ad ag amba aps as asa bhd bt bv bvba co company corp corporation cv cvba cyf dd doo dooel ead eireli
    ek eood epe esv eurl ev eg fze fzco fzllc gbr gesmbh ggmbh gmbh haftungsbeschraenkt haftungsbeschrankt
    hf inc incorporated jsc kd kda kft kg kgaa kk kkt ks lda limited limitada llc llp lllp lp ltd ltda ltee
    mbh nv nyrt oao od oe ohg ojsc oo ood ooo ou oy oyj pac pao pjsc plc private pllc psc pte pty pvt pvtltd
    qsc rt sab sac sae sal sapa sapi sarl sas sasu sau sca scs sdn se sgps sha sia sicav sl slne slu snc spa
    spol spzoo srl srls sro ua uab ug ulc unlimited vof wll xk yk zao zoo zrt sa ооо оао зао пао ао тов""".split()  # noqa: SIM905  reads better as text
)
_LONG_FORMS: Final = (  # of several words, longest first
    ("s", "de", "rl", "de", "cv"),
    ("srl", "de", "cv"),
    ("sa", "de", "cv"),
    ("sab", "de", "cv"),
    ("sapi", "de", "cv"),
    ("sp", "z", "oo"),
    ("sp", "zoo"),
    ("sp", "k"),
    ("sp", "j"),
    ("kabushiki", "kaisha"),
    ("a", "s"),
    ("s", "a"),
)
_IN_FRONT: Final = frozenset({"pt", "ooo", "oao", "zao", "ооо", "оао", "зао", "тов", "the", "firma"})
_JOINING: Final = frozenset({"and", "und", "et", "y", "en", "og", "och", "the"})
_ASIAN: Final = re.compile("股份有限公司|有限责任公司|有限公司|株式会社|有限会社|合同会社|주식회사|유한회사")
_INITIALS: Final = re.compile(r"\b(?:[^\W\d_]\.){1,}[^\W\d_]\b\.?")  # S.A., I.B.M.
_QUOTES: Final = re.compile(r"['’`´]")
_WORDS: Final = re.compile(r"[^\W_]+")
_NUMBERS: Final = re.compile(r"\d+")
LONGEST: Final = 120  # letters of a name that are compared


@lru_cache(maxsize=_CACHE)
def company_key(text: str) -> str:
    """Return a company name as it is compared: no case, accents, punctuation or legal form; words parted by a blank.

    `ACME Systems, Inc.` and `Acme Systems GmbH & Co. KG` are `acme systems`. Empty when nothing is left.
    """
    plain = unicodedata.normalize("NFKD", _ASIAN.sub(" ", text).casefold()).casefold()
    bare = "".join(ch for ch in plain if not unicodedata.combining(ch))
    bare = _INITIALS.sub(lambda hit: hit[0].replace(".", ""), _QUOTES.sub("", bare))
    words = [word for word in _WORDS.findall(bare.replace("&", " ").replace("+", " ")) if word not in _JOINING]
    return " ".join(_without_form(words))[:LONGEST].strip()


def _without_form(words: list[str]) -> list[str]:
    """Return the words without the legal forms at their end and front; a name never becomes empty by it."""
    if len(words) > 1 and words[0] in _IN_FRONT:
        words = words[1:]
    while len(words) > 1:
        long = next((f for f in _LONG_FORMS if len(words) > len(f) and tuple(words[-len(f) :]) == f), ())
        cut = len(long) or int(words[-1] in _FORMS)
        if not cut:
            break
        words = words[:-cut]
    return words


@lru_cache(maxsize=_CACHE)
def sorted_key(key: str) -> str:
    """Return a company key with its words in order, so that `systems acme` is `acme systems`."""
    return " ".join(sorted(key.split()))


def numbers(key: str) -> tuple[str, ...]:
    """Return the numbers in a name: names with other numbers are other companies, however alike."""
    return tuple(sorted(_NUMBERS.findall(key)))


# ---------------------------------------------------------------- domains

# Where companies have pages, not domains: the host says nothing, the path would.
SHARED_HOSTS: Final = frozenset(
    """facebook.com fb.com m.facebook.com linkedin.com instagram.com twitter.com x.com youtube.com youtu.be
    tiktok.com pinterest.com xing.com sites.google.com google.com goo.gl business.site wordpress.com
    blogspot.com wixsite.com wix.com weebly.com squarespace.com myshopify.com shopify.com github.io
    github.com gitlab.io medium.com linktr.ee yelp.com etsy.com ebay.com ebay.de amazon.com booking.com
    tripadvisor.com jimdo.com jimdosite.com webflow.io netlify.app vercel.app herokuapp.com
    azurewebsites.net notion.site carrd.co bit.ly t.me wa.me telegram.me crunchbase.com glassdoor.com
    indeed.com angel.co godaddysites.com strikingly.com tumblr.com substack.com""".split()  # noqa: SIM905
)
_PUBLIC: Final = frozenset(
    "ac asn co com edu gob gouv gov govt gv id ltd me mil ne net nom nhs or org plc sch school".split()  # noqa: SIM905
)
_HOST: Final = re.compile(r"(?:[a-z][a-z0-9+.\-]*://|mailto:|//)?(?:[^/@\s]*@)?([^/:?#\s]+)", re.IGNORECASE)
_DOMAIN: Final = re.compile(r"(?:[^\W_](?:[\w\-]{0,61}[^\W_])?\.)+[^\W\d_][\w\-]{1,62}")


@lru_cache(maxsize=1)
def free_mail() -> frozenset[str]:
    """Return the domains of free mail and access providers (leadctl/data/free_mail.txt)."""
    text = (files("leadctl") / "data" / "free_mail.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def mail_domain(address: str) -> str | None:
    """Return the company's domain of an e-mail address, or None where the provider serves everybody."""
    return _of_company(address.rpartition("@")[2])


@lru_cache(maxsize=_CACHE)
def _of_company(host: str) -> str | None:
    domain = _readable(host.strip().casefold().rstrip("."))
    if not _DOMAIN.fullmatch(domain) or any(form in free_mail() for form in _parents(domain)):
        return None
    return domain


@lru_cache(maxsize=_CACHE)
def web_domain(address: str) -> str | None:
    """Return the company's domain of a web address, without `www.`; None for pages on somebody else's site."""
    hit = _HOST.match(address.strip())
    if hit is None:
        return None
    host = hit[1].casefold().rstrip(".")
    host = _readable(host.removeprefix("www.") if host.count(".") > 1 else host)
    if not _DOMAIN.fullmatch(host) or host in SHARED_HOSTS or host in free_mail():
        return None
    return host


def _readable(host: str) -> str:
    """Return a host with its non-ASCII letters, as normalised e-mail addresses have them."""
    if "xn--" not in host:
        return host
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


@lru_cache(maxsize=_CACHE)
def domain_forms(domain: str) -> tuple[str, ...]:
    """Return a domain and those above it under which the same company may be known: us.acme.com, acme.com."""
    return tuple(form for form in _parents(domain) if form == domain or form not in SHARED_HOSTS)


def _parents(domain: str) -> list[str]:
    labels = domain.split(".")
    least = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _PUBLIC else 2
    return [".".join(labels[at:]) for at in range(max(1, len(labels) - least + 1))]
