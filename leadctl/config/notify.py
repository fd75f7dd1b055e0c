"""Reads [notify]: e-mail, webhooks, services, quiet hours and the texts of messages."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterable
from typing import Final

from leadctl.config.channels import format_channels, is_address, is_name, parse_channels, parse_quiet, unknown
from leadctl.config.notify_model import (
    DEFAULT_GIVE_UP,
    EMAIL,
    KINDS,
    PORTS,
    WRITTEN,
    Channel,
    Notify,
    QuietHours,
    Security,
    Service,
    Template,
    Webhook,
)
from leadctl.config.section import Section
from leadctl.config.templates import faults, lead_names, names_of
from leadctl.errors import did_you_mean

SECURITIES: Final[tuple[Security, ...]] = ("starttls", "tls", "none")
PEOPLE_ONLY: Final = ("user", "password_command", "security", "from")
_SERVER: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?")
_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SENDER: Final = re.compile(r"(?:[^<>]*<([^<>\s]+)>|([^<>\s]+))")


def read_notify(top: Section, attributes: Iterable[str]) -> Notify | None:
    """Return [notify], or None when there is none: then nobody is told anything."""
    table = top.table("notify", "notify")
    if table is None:
        return None
    host, port, security = _server(table)
    webhooks, services = _webhooks(table), _services(table)
    _check_names(table)
    if not host and not webhooks and not services:
        table.fault(None, 'tells nobody; add smtp = "mail.example.com:587", [[notify.webhook]] or [[notify.service]]')
    ways = (*((EMAIL,) if host else ()), *(s.name for s in services))
    default = (Channel(EMAIL),) if host else ()
    give_up = table.duration("give_up_after")
    return Notify(
        sender=_sender(table, host),
        host=host,
        port=port,
        security=security,
        user=table.text("user") or None,
        password_command=_command(table),
        webhooks=webhooks,
        services=services,
        channels=_channels(table, "channels", ways) if "channels" in table.data else default,
        ops=_channels(table, "ops", ways, told=True),
        quiet_hours=_quiet(table),
        give_up_after=DEFAULT_GIVE_UP if give_up is None else give_up,
        kinds=_kinds(table) or KINDS,
        templates=_templates(table, list(attributes)),
    )


def _server(table: Section) -> tuple[str, int, Security]:
    security: Security = table.choice("security", SECURITIES, "starttls")
    text = table.text("smtp")
    if not text:
        for key in PEOPLE_ONLY:
            if key in table.data:
                table.fault(key, 'is for e-mail; add smtp = "mail.example.com:587"')
        return "", 0, security
    match = _SERVER.fullmatch(text)
    port = int(match[2]) if match and match[2] else PORTS[security]
    if match is None or not 0 < port < 65_536:
        table.fault("smtp", f'"{text}" is no server; write "mail.example.com:587"')
        return "", 0, security
    return match[1].strip("[]"), port, security


def _sender(table: Section, host: str) -> str:
    sender = table.text("from", required=bool(host))
    match = _SENDER.fullmatch(sender)
    if sender and (match is None or not sender.isprintable() or not is_address(match[1] or match[2])):
        table.fault("from", f'"{sender}" is not an address; write "leads@example.com" or "Leads <leads@example.com>"')
    return sender


def _command(table: Section) -> tuple[str, ...]:
    value = table.data.get("password_command")
    if not isinstance(value, str):
        return table.texts_as_they_are("password_command")
    try:
        return tuple(shlex.split(value))
    except ValueError as error:
        table.fault("password_command", f"cannot be read: {error}")
        return ()


def _channels(table: Section, key: str, ways: Collection[str], *, told: bool = False) -> tuple[Channel, ...]:
    try:
        found = parse_channels(table.texts(key))
    except ValueError as error:
        table.fault(key, str(error))
        return ()
    problem = unknown(found, ways)
    if problem:
        table.fault(key, problem)
    if told and any(c == Channel(EMAIL) for c in found):
        table.fault(key, 'names no address; write ops = ["ops@example.com"]')
    if not told and any(c.name == EMAIL and c.to for c in found):
        table.fault(key, f'"{format_channels(found)}" would send everybody\'s to one address; write "email"')
    return found


def _quiet(table: Section) -> QuietHours | None:
    text = table.text("quiet_hours")
    try:
        return parse_quiet(text)
    except ValueError as error:
        table.fault("quiet_hours", str(error))
        return None


def _kinds(section: Section) -> tuple[str, ...]:
    found = section.texts("kinds")
    for kind in found:
        if kind not in KINDS:
            near = did_you_mean(kind, KINDS) or f"; choose from {', '.join(KINDS)}"
            section.fault("kinds", f'"{kind}" is no kind of message{near}')
    if section.data.get("kinds") == []:
        section.fault("kinds", "is empty; name at least one, or leave it out for all")
    return tuple(kind for kind in found if kind in KINDS)


# ---------------------------------------------------------------- webhooks and services


def _webhooks(table: Section) -> tuple[Webhook, ...]:
    found = []
    for section in table.tables("webhook"):
        url = section.text("url") or None
        if ("url" in section.data) == ("url_env" in section.data):
            section.fault("url", 'give exactly one of url = "https://…" and url_env = "CRM_URL"')
        if url is not None and (not re.fullmatch(r"https?://[^\s/]+\S*", url) or not url.isprintable()):
            section.fault("url", f'"{url}" is no address of a webhook; write "https://crm.example.com/hook"')
        variable, secret = _variable(section, "url_env"), _variable(section, "secret_env")
        found.append(Webhook(section.text("name") or "webhook", url, variable, secret, _kinds(section)))
    return tuple(found)


def _services(table: Section) -> tuple[Service, ...]:
    found = []
    for section in table.tables("service"):
        if "url_env" not in section.data:
            section.fault("url_env", 'is missing; add url_env = "SLACK_URL": the URL holds a secret')
        found.append(Service(section.text("name", required=True), _variable(section, "url_env") or ""))
    return tuple(found)


def _variable(section: Section, key: str) -> str | None:
    name = section.text(key)
    if name and not _VARIABLE.fullmatch(name):
        section.fault(key, f'"{name}" is no environment variable; write its name, such as CRM_URL, never what it holds')
    return name or None


def _check_names(table: Section) -> None:
    seen = {EMAIL}
    for section in [*table.tables("webhook"), *table.tables("service")]:
        name = section.text("name") or ("webhook" if section.kind == "webhook" else "")
        if name and not is_name(name):
            section.fault("name", f'"{name}" cannot be a name: letters, digits, "-", "_" and "." only')
        elif name and name.casefold() in seen:
            section.fault("name", f'"{name}" is the name of another channel; choose another')
        seen.add(name.casefold())


# ---------------------------------------------------------------- texts


def _templates(table: Section, attributes: list[str]) -> tuple[Template, ...]:
    found = []
    for kind in table.raw_table("templates") or {}:
        path, words = (*table.path, "templates"), f"{table.say('templates')}"
        if kind not in WRITTEN:
            near = did_you_mean(kind, WRITTEN) or f"; choose from {', '.join(WRITTEN)}"
            table.faults.add((*path, kind), f"{words}.{kind}", f"is no kind of message{near}")
            continue
        data = (table.raw_table("templates") or {})[kind]
        if not isinstance(data, dict):
            table.faults.add((*path, kind), f"{words}.{kind}", "must be a table such as { subject = …, text = … }")
            continue
        section = Section(table.faults, data, "template", (*path, kind), f"{words}.{kind}")
        names = {"each": [f"lead.{f}" for f in lead_names(attributes)]}
        texts = {key: section.text(key) or None for key in ("subject", "text", "each")}
        for key, text in texts.items():
            for fault in faults(text or "", names.get(key) or names_of(kind, attributes)):
                section.fault(key, fault)
        found.append(Template(kind, texts["subject"], texts["text"], texts["each"]))
    return tuple(found)
