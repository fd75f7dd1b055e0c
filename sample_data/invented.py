"""The invented world of the sample data: names, firms, places, people. Nobody here exists.

Phone numbers come from ranges set aside for fiction (US 555-01xx, the German and British drama numbers),
e-mail addresses end in `.example`, which RFC 2606 keeps free.
"""

from __future__ import annotations

FIRST_NAMES = (
    "Abigail Adrian Alma Amara Andre Beatriz Bruno Caleb Camille Cedric Chloe Curtis Daria Deshawn Diego Edith Elena "
    "Elliot Emil Esther Felix Fiona Gabriel Grace Hana Harriet Hector Imani Ines Ivan Jamal Jasmine Joel Julia Kenji "
    "Kiara Laura Leon Lucia Malik Marcus Maren Naomi Nathan Nina Oscar Paula Quentin Rafael Rosa Ruth Samir Selma "
    "Silvia Tariq Theo Uma Valerie Victor Wanda Yusuf Zoe"
).split()
LAST_NAMES = (
    "Abbott Acosta Albrecht Baker Banerjee Barlow Bishop Calloway Castillo Chen Costa Dalton Delgado Dunn Eaton "
    "Farrow Fischer Fuentes Garner Goddard Grant Hadley Haines Ibarra Ingram Jansen Jarvis Kaplan Keller Kowalski "
    "Lambert Lowry Maddox Marsh Mehta Navarro Nolan Okafor Olsen Osborne Pacheco Patel Quinn Ramos Reyes Rowe Sandoval "
    "Sato Shepherd Talbot Thorne Underwood Vance Vega Walsh Whitaker Xu Yates Zamora"
).split()
GERMAN_FIRST = (
    "Anja Björn Bärbel Christof Dörte Elke Friedhelm Gerhard Günter Heike Ingo Jörg Jürgen Karin Käthe Lothar "
    "Manfred Monika Norbert Petra Rüdiger Sabine Stefan Sönke Thorsten Ulrike Uwe Volker Walburga Zoë"
).split()
GERMAN_LAST = (
    "Ackermann Bäcker Böhm Brüning Dörr Eichhorn Fröhlich Gärtner Großmann Häusler Jäger Kühn Köhler Lüders Möbius "
    "Müller Nürnberger Pfeiffer Rößler Schäfer Schröder Strauß Sütterlin Thäle Vößing Wäger Weiß Würz Zöllner"
).split()

TRADES = "Heating Roofing Plumbing Electric Solar Elevators Paving Glazing Landscaping Cooling Masonry".split()
FIRM_WORDS = (
    "Harbor Summit Prairie Cedar Granite Blue-Door Northfork Riverbend Ironwood Beacon Lakeside Copper Juniper Foxhall "
    "Meadow Keystone Pinnacle Redbrick Stonegate Tidewater Union Valley Westbrook Yellowtail Evergreen Orchard"
).split()
FIRM_ENDS = ("Inc", "LLC", "Co", "& Sons", "Group", "Services")
GERMAN_TRADES = "Heizungsbau Dachdecker Sanitärtechnik Elektrotechnik Aufzüge Straßenbau Gerüstbau Kältetechnik".split()
GERMAN_ENDS = ("GmbH", "GmbH & Co. KG", "AG", "e.K.", "OHG")
TITLES = (
    "Owner",
    "Operations Manager",
    "Director of Service",
    "Dispatcher",
    "Office Manager",
    "CFO",
    "IT Lead",
    "Founder",
)
GERMAN_TITLES = ("Geschäftsführer", "Inhaberin", "Betriebsleiter", "Einkauf", "Disponentin", "Prokurist", "Meister")
STREETS = ("Main St", "Oak Ave", "2nd St", "Mill Rd", "Harbor Blvd", "College Ave", "Industrial Pkwy", "Union Sq")
GERMAN_STREETS = (
    "Hauptstraße",
    "Gartenweg",
    "Bahnhofstraße",
    "Am Mühlbach",
    "Lindenallee",
    "Werkstraße",
    "Königsplatz",
)

# city, state, post code, telephone area code
US_PLACES = (
    ("New York", "NY", "10018", "212"),
    ("Buffalo", "NY", "14203", "716"),
    ("Boston", "MA", "02118", "617"),
    ("Newark", "NJ", "07105", "973"),
    ("Philadelphia", "PA", "19123", "215"),
    ("Atlanta", "GA", "30318", "404"),
    ("Charlotte", "NC", "28206", "704"),
    ("Tampa", "FL", "33605", "813"),
    ("Chicago", "IL", "60622", "312"),
    ("Columbus", "OH", "43215", "614"),
    ("Detroit", "MI", "48207", "313"),
    ("Minneapolis", "MN", "55413", "612"),
    ("Dallas", "TX", "75207", "214"),
    ("Austin", "TX", "78702", "512"),
    ("Los Angeles", "CA", "90021", "213"),
    ("Oakland", "CA", "94607", "510"),
    ("San Diego", "CA", "92101", "619"),
    ("Portland", "OR", "97209", "503"),
    ("Seattle", "WA", "98108", "206"),
    ("Phoenix", "AZ", "85007", "602"),
    ("Las Vegas", "NV", "89102", "702"),
)
STATE_NAMES = {
    "NY": "New York",
    "CA": "California",
    "TX": "Texas",
    "FL": "Florida",
    "IL": "Illinois",
    "WA": "Washington",
}
WESTERN = frozenset({"CA", "OR", "WA", "AZ", "NV"})
# city, post code, country as typed, area code of the drama numbers
GERMAN_PLACES = (
    ("Köln", "50667", "Deutschland", "0221 4710"),
    ("Berlin", "10115", "Deutschland", "030 23125"),
    ("Frankfurt am Main", "60311", "Deutschland", "069 90009"),
    ("Hamburg", "20095", "Deutschland", "040 66969"),
    ("München", "80331", "Deutschland", "089 99998"),
    ("Düsseldorf", "40213", "DE", "0211 4710"),
    ("Wien", "1010", "Österreich", ""),
    ("Zürich", "8001", "Schweiz", ""),
)

PRODUCTS = ("Scheduling", "Dispatch", "Invoicing", "Fleet")
CAMPAIGNS = ("Spring Launch", "Roofing Webinar", "Dispatch Demo Week", "Search Brand", "Newsletter March", "")
SOURCES = ("Web form", "Web form", "Webinar", "Referral", "Search ads", "Purchased list", "Phone call")

ACCOUNTS = (  # name, parent, kind, owner, country, region, level, crm
    ("Corporate", "", "corporate", "helen", "US", "", "", "yes"),
    ("East", "Corporate", "branch", "carla", "US", "", "", ""),
    ("Central", "Corporate", "branch", "frank", "US", "", "", ""),
    ("West", "Corporate", "branch", "ines", "US", "", "", ""),
    ("Bay Area", "West", "branch", "mia", "US", "", "", ""),
    ("Europe", "Corporate", "branch", "anke", "DE", "", "", ""),
    ("Rheinland Systeme", "Europe", "partner", "fabian", "DE", "DACH", "silver", "no"),
    ("Summit Partners", "Central", "partner", "sam", "US", "North America", "gold", "no"),
)
TEAMS = (
    ("Enterprise", "helen", "Corporate"),
    ("East desk", "carla", "East"),
    ("West desk", "ines", "West"),
    ("DACH", "anke", "Europe"),
)

NY, CHI, LA, BER = "America/New_York", "America/Chicago", "America/Los_Angeles", "Europe/Berlin"
FULL, LATE, EARLY = "Mon-Fri 09:00-17:30", "Mon-Fri 10:00-19:00", "Mon-Fri 07:30-16:30"
MORNINGS, THREE_DAYS = "Mon-Fri 09:00-13:00", "Mon,Wed,Thu 08:00-18:00"
USERS = (  # login, name, account, team, tags, zone, shift, per_day, open, weight, skill (share of leads worked)
    ("helen", "Helen Marsh", "Corporate", "", "senior", NY, FULL, "", "", "1", 0.5),
    ("priya", "Priya Raman", "Corporate", "", "senior;partners", NY, FULL, "", "", "1", 0.95),
    ("ana", "Ana Ortega", "East", "Enterprise", "senior;spanish", NY, FULL, "15", "120", "2", 0.97),
    ("bob", "Bob Lindqvist", "East", "East desk", "", NY, FULL, "80", "", "1", 0.74),
    ("carla", "Carla Rossi", "East", "East desk", "senior", NY, FULL, "80", "", "1", 0.91),
    ("dmitri", "Dmitri Orlov", "East", "East desk", "", NY, MORNINGS, "40", "", "0.5", 0.82),
    ("ellen", "Ellen Boyd", "East", "East desk", "", NY, FULL, "80", "", "1", 0.55),
    ("frank", "Frank Novak", "Central", "Enterprise", "senior", CHI, FULL, "15", "120", "1", 0.9),
    ("gita", "Gita Shah", "Central", "East desk", "", CHI, EARLY, "80", "", "1", 0.88),
    ("ines", "Inés Calderón", "West", "West desk", "senior;spanish", LA, EARLY, "80", "", "1.5", 0.93),
    ("jack", "Jack Tanaka", "West", "West desk", "", LA, EARLY, "80", "", "1", 0.7),
    ("kofi", "Kofi Mensah", "West", "West desk", "", LA, EARLY, "80", "", "1", 0.86),
    ("lena", "Lena Park", "West", "West desk", "", LA, THREE_DAYS, "50", "", "0.6", 0.8),
    ("mia", "Mia Duarte", "Bay Area", "Enterprise", "senior;spanish", LA, EARLY, "15", "120", "1", 0.94),
    ("noah", "Noah Pruitt", "Bay Area", "West desk", "", LA, EARLY, "80", "", "1", 0.4),
    ("anke", "Anke Schröder", "Europe", "DACH", "senior;german", BER, FULL, "150", "", "1", 0.96),
    ("bernd", "Bernd Kühn", "Europe", "DACH", "german", BER, FULL, "150", "", "1", 0.77),
    ("claudia", "Claudia Weiß", "Europe", "DACH", "german", BER, LATE, "150", "", "1", 0.85),
    ("dirk", "Dirk Möller", "Europe", "DACH", "german", BER, FULL, "150", "", "1", 0.6),
    ("emre", "Emre Yıldız", "Europe", "DACH", "german;turkish", BER, MORNINGS, "60", "", "0.5", 0.9),
    ("fabian", "Fabian Roth", "Rheinland Systeme", "", "german", BER, FULL, "", "", "1", 0.8),
    ("greta", "Greta Sommer", "Rheinland Systeme", "", "german", BER, LATE, "", "", "1", 0.7),
    ("sam", "Sam Whitfield", "Summit Partners", "", "", CHI, FULL, "", "", "1", 0.65),
    ("tess", "Tess Okoro", "Summit Partners", "", "", CHI, FULL, "", "", "2", 0.85),
)
SKILL = {u[0]: u[10] for u in USERS}
ZONE = {u[0]: u[5] for u in USERS}
