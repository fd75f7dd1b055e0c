"""Import of leads against `csv.reader` → `executemany` of the same columns into one typed, indexed table.

The file is invented by a seeded generator: 15 columns, e-mail, phone, country, date and money in several spellings,
one row in twenty a repeat by e-mail or phone, one in five hundred with an unreadable date.

Both sides run in a process of their own with the same journal, cache and durability, and both keep e-mail and phone
indexed while they insert. CPU seconds, so that a busy machine does not blur the ratio; the wall time is in the note.
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path

from benchmarks.harness import Row, timed

HEADER = (
    "Lead ID",
    "First Name",
    "Last Name",
    "Email",
    "Phone",
    "Company",
    "Job Title",
    "Country",
    "State",
    "City",
    "Postal Code",
    "Lead Source",
    "Campaign",
    "Annual Revenue",
    "Create Date",
)
NOW = "2026-03-31T11:00:00-04:00"
RULES = """
region = "US"
timezone = "America/New_York"
[[duplicate]]
match = ["email"]
[[duplicate]]
match = ["phone"]
within = "90d"
[[gate]]
name = "no contact data"
hold_when = { email = { present = false }, phone = { present = false } }
[[classify]]
when = { value = { min = 100_000 } }
set = { priority = "high" }
[[score]]
name = "budget"
when = { value = { min = 50_000 } }
points = 20
[[score]]
name = "decides"
when = { job_title = { contains = "manager" } }
points = 10
[[score]]
name = "near"
when = { country = ["US", "CA"] }
points = 5
"""

FLOOR = '''
import csv, sqlite3, sys
from pathlib import Path
source, target = sys.argv[1:]
Path(target).unlink(missing_ok=True)
con = sqlite3.connect(target, isolation_level=None)
con.execute("pragma journal_mode = wal")
con.execute("pragma synchronous = full")
con.execute("pragma cache_size = -131072")
con.execute("""create table lead (id integer primary key, external_id text, first_name text, last_name text, email text,
  phone text, company text, job_title text, country text, state text, city text, postal_code text, source text,
  campaign text, value text, received_at text) strict""")
con.execute("create index lead_by_email on lead (email)")
con.execute("create index lead_by_phone on lead (phone)")
con.execute("begin immediate")
with open(source, encoding="utf-8", newline="") as file:
    reader = csv.reader(file)
    next(reader)
    columns = ", ".join(("external_id", "first_name", "last_name", "email", "phone", "company", "job_title", "country",
                         "state", "city", "postal_code", "source", "campaign", "value", "received_at"))
    con.executemany(f"insert into lead ({columns}) values ({', '.join('?' * 15)})", reader)
con.execute("commit")
'''

FIRST = (
    "Ana",
    "Bob",
    "Carla",
    "Deniz",
    "Emil",
    "Fatima",
    "Goran",
    "Hana",
    "Ivan",
    "Jia",
    "Kofi",
    "Lena",
    "Mats",
    "Nora",
    "Omar",
    "Petra",
    "Quinn",
    "Rosa",
    "Sven",
    "Tara",
)
LAST = (
    "Smith",
    "Jones",
    "Garcia",
    "Müller",
    "Rossi",
    "Silva",
    "Nowak",
    "Kim",
    "Chen",
    "Patel",
    "Okafor",
    "Ivanov",
    "Larsen",
    "Dubois",
    "O'Neill",
    "Tanaka",
)
WORDS = (
    "North",
    "Blue",
    "Prime",
    "Global",
    "Urban",
    "Green",
    "Rapid",
    "Silver",
    "Union",
    "Delta",
    "Core",
    "Nova",
    "Apex",
    "Terra",
    "Vertex",
    "Solid",
)
TRADES = (
    "Logistics",
    "Foods",
    "Software",
    "Dental",
    "Motors",
    "Textiles",
    "Energy",
    "Media",
    "Robotics",
    "Bakery",
    "Partners",
    "Clinic",
)
TITLES = (
    "Manager",
    "Sales Manager",
    "CEO",
    "Engineer",
    "Buyer",
    "Head of IT",
    "Assistant",
    "Operations Manager",
)
PLACES = (
    ("US", "CA", "San Diego", "921", "+1 619 2{:06d}"),
    ("USA", "New York", "New York", "100", "(212) 3{:06d}"),
    ("United States", "TX", "Austin", "787", "512-4{:06d}"),
    ("Canada", "ON", "Toronto", "M5V ", "+1 416 5{:06d}"),
    ("Germany", "Bayern", "München", "803", "+49 89 12{:06d}"),
    ("GB", "", "London", "EC1 ", "+44 20 79{:06d}"),
)
MAIL = ("gmail.com", "outlook.com", "yahoo.com", "icloud.com", "gmx.de", "web.de", "proton.me", "aol.com")
SOURCES = (
    "Web",
    "Trade fair",
    "Referral",
    "Partner",
    "Paid search",
    "Newsletter",
)


def generate(path: Path, rows: int, seed: int = 7) -> None:
    """Write a lead file of that many rows; the same seed gives the same bytes."""
    draw = random.Random(seed)
    recent: list[tuple[str, str]] = []
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for n in range(rows):
            first, last = draw.choice(FIRST), draw.choice(LAST)
            country, state, city, post, phone = draw.choice(PLACES)
            company = f"{draw.choice(WORDS)} {draw.choice(WORDS)} {draw.choice(TRADES)} {draw.randrange(5000)}"
            domain = (
                draw.choice(MAIL) if draw.random() < 0.5 else f"{company.split()[0].lower()}{draw.randrange(500)}.com"
            )
            email = f"{first}.{last}.{n}@{domain}".replace("ü", "ue")
            number = phone.format(draw.randrange(1_000_000)) if draw.random() < 0.9 else ""
            if recent and draw.random() < 0.05:
                email, number = draw.choice(recent)
            elif draw.random() < 0.01:
                recent = [*recent[-500:], (email, number)]
            day = f"{2025 + n % 2}-{1 + draw.randrange(12):02d}-{1 + draw.randrange(28):02d}"
            when = f"{day} {draw.randrange(24):02d}:{draw.randrange(60):02d}:{draw.randrange(60):02d}"
            writer.writerow(
                [
                    f"L{n:08d}",
                    first,
                    last,
                    email if draw.random() > 0.02 else "",
                    number,
                    company,
                    draw.choice(TITLES),
                    country,
                    state,
                    city,
                    f"{post}{draw.randrange(100):02d}",
                    draw.choice(SOURCES),
                    f"Push {draw.randrange(40)}",
                    f"${draw.randrange(1, 250) * 1000:,}.00" if draw.random() < 0.7 else "",
                    when if draw.random() > 0.002 else "soon",
                ]
            )


def measure(folder: Path, rows: int) -> dict[str, float]:
    """Return CPU seconds of ours and of the floor, and of ours the seconds on the wall and the peak memory in MB."""
    source = folder / f"leads-{rows}.csv"
    if not source.exists():
        generate(source, rows)
    floor_program, database = folder / "import_floor.py", folder / "import.db"
    floor_program.write_text(FLOOR, "utf-8")
    floor = timed([sys.executable, floor_program, source, folder / "import-floor.db"])
    for old in folder.glob("import.db*"):
        old.unlink()
    rules = folder / "import.toml"
    rules.write_text(RULES, "utf-8")
    leadctl = [sys.executable, "-m", "leadctl", "--db", str(database), "--now", NOW, "--config", str(rules), "--quiet"]
    timed([*leadctl, "init"], cwd=folder)
    timed([*leadctl, "config", "apply", str(rules)], cwd=folder)
    ours = timed([*leadctl, "import", "leads", str(source), "--rejects", str(folder / "import.rejects.csv")])
    for old in (*folder.glob("import.db*"), *folder.glob("import-floor.db*")):
        old.unlink()
    return {"ours": ours.cpu, "wall": ours.wall, "floor": floor.cpu, "peak_mb": ours.peak_mb}


def run(folder: Path, scale: float) -> list[Row]:
    """Return the import of a tenth and of all rows (1,000,000 at scale 1): ratio, growth, memory."""
    whole = max(int(1_000_000 * scale), 1_000)
    part = measure(folder, whole // 10)
    full = measure(folder, whole)
    rows = []
    for count, found, more in ((whole // 10, part, ""), (whole, full, ", peak ≤ 250 MB")):
        note = f"{count / found['ours']:,.0f} rows/s CPU, {found['wall']:.0f} s wall{more}"
        rows.append(Row(f"import {count:,} leads", found["ours"], found["floor"], 6.0, "x", found["peak_mb"], note))
    growth = Row("  the same against a tenth of the rows", full["ours"], part["ours"], 11.0, note="ours against ours")
    return [*rows, growth]
