"""By what a lead or a customer is recognised: addresses, numbers, domains, the company's name. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from leadctl.engine.normalise.company import company_key, domain_forms, mail_domain, web_domain

Key = tuple[str, str]  # kind, value
EMAIL, PHONE, DOMAIN, NAME, SIMILAR = KINDS = ("email", "phone", "domain", "name", "similar")  # best first
RANK: Final = {kind: at for at, kind in enumerate(KINDS)}


def domains(emails: Iterable[str | None], website: str | None) -> list[str]:
    """Return the company domains of e-mail addresses and a web address, each once; none of free mail providers."""
    found: dict[str, None] = {}  # in order
    for address in emails:
        domain = mail_domain(address) if address else None
        if domain:
            found[domain] = None
    if website:
        for part in website.replace(";", ",").split(","):
            domain = web_domain(part) if part.strip() else None
            if domain:
                found[domain] = None
    return list(found)


def company_keys(email: str | None, email2: str | None, website: str | None, company: str | None) -> list[Key]:
    """Return the keys of the company behind a lead."""
    found = [(DOMAIN, domain) for domain in domains((email, email2), website)] if email or email2 or website else []
    name = company_key(company) if company else ""
    if name:
        found.append((NAME, name))
    return found


def person_keys(email: str | None, email2: str | None, phone: str | None, mobile: str | None) -> list[Key]:
    """Return the keys of the person of a lead, best first."""
    return [
        *((EMAIL, address.casefold()) for address in dict.fromkeys((email, email2)) if address),
        *((PHONE, number) for number in dict.fromkeys((phone, mobile)) if number),
    ]


def with_parents(keys: Iterable[Key]) -> list[Key]:
    """Return the keys, each domain followed by those above it: a customer may be known by a shorter one."""
    found: dict[Key, None] = {}
    for kind, value in keys:
        for form in domain_forms(value) if kind == DOMAIN else (value,):
            found[kind, form] = None
    return list(found)
