"""The three lead files: a clean CRM export, a German trade-show list, a download from an ad platform."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import invented as world

NEW_YORK = ZoneInfo("America/New_York")
FIRST_DAY = datetime(2026, 2, 27, 7, 0, tzinfo=NEW_YORK)
LAST_MOMENT = datetime(2026, 3, 31, 10, 30, tzinfo=NEW_YORK)


@dataclass
class Lead:
    """What later steps need to know of a lead of the CRM export; `cells` is its row."""

    key: str
    received: datetime
    record_type: str
    state: str
    language: str
    value: float
    status: str = "New"
    cells: dict[str, str] = field(default_factory=dict)


def ascii_word(text: str) -> str:
    """Return `text` as it would stand in an e-mail address: lower case, umlauts spelled out."""
    for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.lower().replace(umlaut, plain)
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if c.isascii() and (c.isalnum() or c == "-")).strip("-")


def moments(rng: Random, count: int, start: datetime = FIRST_DAY, end: datetime = LAST_MOMENT) -> list[datetime]:
    """Return `count` moments in [start, end), ascending: few at night, fewer at week ends."""
    span, found = int((end - start).total_seconds()), []
    while len(found) < count:
        moment = (start + timedelta(seconds=rng.randrange(span))).astimezone(NEW_YORK)
        busy = 1.0 if 8 <= moment.hour < 19 else 0.18
        busy *= 0.25 if moment.weekday() >= 5 else 1.0
        if rng.random() < busy:
            found.append(moment)
    return sorted(found)


def budget(rng: Random) -> float:
    """Return an amount in currency units: median about 12,000, every twelfth above 50,000."""
    return round(rng.lognormvariate(9.4, 1.0) / 50) * 50.0


def firm(rng: Random) -> tuple[str, str]:
    """Return (name, e-mail domain)."""
    word, trade = rng.choice(world.FIRM_WORDS), rng.choice(world.TRADES)
    return f"{word} {trade} {rng.choice(world.FIRM_ENDS)}", f"{ascii_word(word)}-{ascii_word(trade)}.example"


def american_phone(rng: Random, area: str) -> str:
    """Return a fictional number in one of the shapes people type."""
    line = f"01{rng.randrange(100):02d}"
    shapes = (f"({area}) 555-{line}", f"{area}-555-{line}", f"+1 {area} 555 {line}", f"{area}.555.{line}")
    return rng.choice(shapes)


# ---------------------------------------------------------------- the clean one

CRM_HEADER = (
    "Lead ID,Created At,Record Type,First Name,Last Name,Company,Job Title,Email,Phone,Mobile Phone,Street,City,State,"
    "Zip,Country,Language,Industry,Lead Source,Campaign,Product,Lead Status,Budget,Priority,Headcount,Comments"
).split(",")


def crm_leads(rng: Random, count: int = 1030) -> list[Lead]:
    """Return the leads of the CRM export in the order in which they came in."""
    leads: list[Lead] = []
    for number, received in enumerate(moments(rng, count), start=1):
        again = rng.choice(leads) if leads and rng.random() < 0.03 else None
        leads.append(_crm_lead(rng, f"TF-{10_000 + number}", received, again))
    return leads


def _crm_lead(rng: Random, key: str, received: datetime, again: Lead | None) -> Lead:
    city, state, zip_code, area = rng.choice(world.US_PLACES)
    first, last = rng.choice(world.FIRST_NAMES), rng.choice(world.LAST_NAMES)
    company, domain = firm(rng)
    value = budget(rng) if rng.random() < 0.8 else 0.0
    partner = rng.random() < 0.09
    spanish = rng.random() < 0.07
    cells = {
        "Lead ID": key,
        "Created At": received.strftime("%Y-%m-%d %H:%M:%S"),
        "Record Type": "Partner" if partner else "Inbound",
        "First Name": first,
        "Last Name": last,
        "Company": company,
        "Job Title": rng.choice(world.TITLES),
        "Email": f"{ascii_word(first)}.{ascii_word(last)}@{domain}",
        "Phone": american_phone(rng, area) if rng.random() < 0.85 else "",
        "Mobile Phone": american_phone(rng, area) if rng.random() < 0.2 else "",
        "Street": f"{rng.randrange(1, 900)} {rng.choice(world.STREETS)}",
        "City": city,
        "State": world.STATE_NAMES.get(state, state) if rng.random() < 0.3 else state,
        "Zip": zip_code,
        "Country": rng.choice(("United States", "USA", "US", "US")),
        "Language": "Spanish" if spanish else rng.choice(("English", "English", "")),
        "Industry": "Construction" if rng.random() < 0.5 else "Facility Services",
        "Lead Source": "Partner portal" if partner else rng.choice(world.SOURCES),
        "Campaign": rng.choice(world.CAMPAIGNS),
        "Product": rng.choice(world.PRODUCTS),
        "Lead Status": "New",
        "Budget": f"{value:.2f}" if value else "",
        "Priority": rng.choice(("", "", "", "", "", "", "High", "Low")),
        "Headcount": str(rng.randrange(2, 180)) if rng.random() < 0.7 else "",
        "Comments": "",
    }
    if again is not None:  # the same person asks a second time
        same = "First Name,Last Name,Company,Email,Phone,Street,City,State,Zip,Country,Language,Record Type".split(",")
        cells |= {name: again.cells[name] for name in same}
        cells["Comments"] = "Asked before, wants to hear about " + cells["Product"]
        state = again.state
    language = cells["Language"].lower()
    return Lead(key, received, cells["Record Type"], state, language, value, cells=cells)


def crm_file(rng: Random, leads: list[Lead]) -> bytes:
    """Return the file (UTF-8, comma) with its flaws worked in; `leads` keep the statuses given here."""
    untouched = leads[:40]  # the first leads stay clean: the history refers to them
    flawed = rng.sample(leads[40:], 74)
    junk = ("Select", "#N/A", "NULL", "n/a", "-")
    for lead in flawed[:10]:
        lead.cells["Industry"] = rng.choice(junk)
    for lead in flawed[10:28]:
        lead.cells["Phone"] = lead.cells["Phone"] and f"{lead.cells['Phone']} x{rng.randrange(10, 999)}"
    for lead, wrong in zip(
        flawed[28:40], ("{}@", "{} at mail", "{}@@mail.example", "{}.mail.example") * 3, strict=True
    ):
        lead.cells["Email"] = wrong.format(lead.cells["Email"].split("@")[0])
    for lead in flawed[40:46]:
        lead.cells |= {"Email": "", "Phone": "", "Mobile Phone": ""}
    for lead in flawed[46:58]:
        lead.cells["Budget"] = f"${lead.value:,.2f}" if lead.value else ""
    for lead in flawed[58:62]:
        lead.cells["Email"] = f"{lead.cells['Email'].split('@')[0]}@rivalsoft.example"
    for lead, status in zip(
        flawed[62:68], ("Lost", "Lost", "Not a fit", "Unqualified", "Unqualified", "Lost"), strict=True
    ):
        lead.cells["Lead Status"] = lead.status = status
    rejected = flawed[68:]
    rejected[0].cells["Created At"] = "2026-02-30 10:15:00"
    rejected[1].cells["Created At"] = "sometime in March"
    rejected[2].cells["Budget"] = "call us"
    rejected[3].cells["Record Type"] = "Inbond"
    for lead in rejected:
        lead.status = "rejected"
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CRM_HEADER)
    for lead in leads:
        cells = list(lead.cells.values())
        if lead in rejected[4:]:  # an address with an unquoted comma
            cells[10:11] = [cells[10], " Suite 4"]
        writer.writerow(cells)
    for lead in rng.sample(untouched, 5):  # exported twice
        writer.writerow(lead.cells.values())
    return text.getvalue().encode()


# ---------------------------------------------------------------- semicolons, cp1252

FAIR_HEADER = (
    "Nr;Vorname;Nachname;Firma;Funktion;E-Mail;Telefon;Straße;PLZ;Ort;Land;Anfrageart;Produkt;Budget;Erfasst am;"
    "Mitarbeiter;Bemerkung"
).split(";")


def fair_file(rng: Random, count: int = 610) -> bytes:
    """Return the trade-show list: cp1252, semicolons, two title rows, `1.234,56`, day-first dates, quoted newlines."""
    start, end = datetime(2026, 3, 17, 8, 0, tzinfo=NEW_YORK), datetime(2026, 3, 29, 12, 0, tzinfo=NEW_YORK)
    rows: list[list[str]] = []
    for number, moment in enumerate(moments(rng, count, start, end), start=1):
        if rows and rng.random() < 0.03:  # two colleagues at the stand took the same card
            row = [*rng.choice(rows)]
            row[0], row[14] = str(number), _fair_time(moment)
        else:
            row = _fair_row(rng, number, moment)
        rows.append(row)
    for row in rng.sample(rows, 9):
        row[5] = row[5].replace("@", "(at)")
    for row, wrong in zip(rng.sample(rows, 3), ("31.02.2026", "29.02.2026 11:00", "Montag"), strict=True):
        row[14] = wrong
    text = io.StringIO()
    text.write("Messe-Kontakte Köln, Frühjahr 2026;;;;;;;;;;;;;;;;\r\n;;;;;;;;;;;;;;;;\r\n")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(FAIR_HEADER)
    writer.writerows(rows)
    return text.getvalue().encode("cp1252")


def _fair_time(moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(world.BER)).strftime("%d.%m.%Y %H:%M")


def _fair_row(rng: Random, number: int, moment: datetime) -> list[str]:
    city, post, country, area = rng.choice(world.GERMAN_PLACES)
    first, last = rng.choice(world.GERMAN_FIRST), rng.choice(world.GERMAN_LAST)
    trade, end = rng.choice(world.GERMAN_TRADES), rng.choice(world.GERMAN_ENDS)
    value = budget(rng)
    money = f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".") if rng.random() < 0.75 else ""
    mobile = f"0176 040690{rng.randrange(100):02d}"
    phone = f"{area}{rng.randrange(1000):03d}" if area and rng.random() < 0.7 else mobile
    remark = rng.choice(("", "", "", "Bitte anrufen", "Möchte Demo\nin Woche 15", 'Nutzt heute "Zettel"; sucht Lösung'))
    domain = f"{ascii_word(last)}-{ascii_word(trade)}.example"
    return [
        str(number),
        first,
        last,
        f"{last} {trade} {end}",
        rng.choice(world.GERMAN_TITLES),
        f"{ascii_word(first)[0]}.{ascii_word(last)}@{domain}" if rng.random() < 0.94 else "",
        phone if rng.random() < 0.9 else "",
        f"{rng.choice(world.GERMAN_STREETS)} {rng.randrange(1, 120)}",
        post,
        city,
        country,
        "Partner" if rng.random() < 0.12 else "Inbound",
        rng.choice(world.PRODUCTS),
        money,
        _fair_time(moment),
        str(rng.randrange(3, 90)) if rng.random() < 0.6 else "k. A.",
        remark,
    ]


# ---------------------------------------------------------------- UTF-16, tabs

AD_HEADER = (
    "id created_time ad_id ad_name adset_id adset_name campaign_id campaign_name form_id form_name is_organic platform "
    "how_many_technicians_do_you_have? preferred_language? full_name email phone_number city state zip_code "
    "company_name inbox_url lead_status"
).split()


def ad_file(rng: Random, crm: list[Lead], count: int = 385) -> bytes:
    """Return the ad platform's download: UTF-16 with BOM, tabs, prefixed ids, two test leads, people the CRM knows."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(AD_HEADER)
    for number, moment in enumerate(moments(rng, count), start=1):
        known = rng.choice(crm[:400]) if rng.random() < 0.05 else None
        row = _ad_row(rng, number, moment, known)
        if number in (1, 260):
            row[14:17] = [
                "<test lead: dummy data for full_name>",
                "test@meta.com",
                "p:<test lead: dummy data for phone>",
            ]
        writer.writerow(row)
    return text.getvalue().encode("utf-16-le").join((b"\xff\xfe", b""))


def _ad_row(rng: Random, number: int, moment: datetime, known: Lead | None) -> list[str]:
    city, state, zip_code, area = rng.choice(world.US_PLACES)
    first, last = rng.choice(world.FIRST_NAMES), rng.choice(world.LAST_NAMES)
    campaign = rng.randrange(2)
    email = f"{ascii_word(first)}{ascii_word(last)}{rng.randrange(90)}@mailbox.example"
    phone = f"p:+1{area}55501{rng.randrange(100):02d}"
    name = f"{first} {last}"
    if known is not None:
        email, name = known.cells["Email"], f"{known.cells['First Name']} {known.cells['Last Name']}"
    language = "español" if rng.random() < 0.12 else "english"
    return [
        f"l:20260300{number:08d}",
        moment.isoformat(),
        f"ag:71200{campaign}",
        ("Truck video", "Before and after")[campaign],
        f"as:71100{campaign}",
        ("Owners 30-60", "Lookalike 2 %")[campaign],
        f"c:71000{campaign}",
        ("Spring Launch", "Dispatch Demo Week")[campaign],
        "f:8841",
        "Get a demo",
        "false" if rng.random() < 0.9 else "true",
        rng.choice(("fb", "fb", "ig")),
        rng.choice(("1_to_5", "6_to_20", "21_to_50", "more_than_50")),
        language,
        name if rng.random() < 0.97 else name.upper(),
        email if rng.random() < 0.97 else email.replace("@", ""),
        phone,
        city,
        state,
        f"z:{zip_code}",
        firm(rng)[0] if rng.random() < 0.6 else "",
        "",
        "CREATED",
    ]
