"""Which headers mean which lead field in lists that no profile knows. Compared by header.key; the first name wins.

Collected from the import guides and export files of CRMs, ad platforms and public lists; spellings that differ only
in case, blanks, accents or punctuation are written once.
"""

from __future__ import annotations

from typing import Final

LEAD_ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "external_id": (
        *("external id", "lead id", "lead pipedrive system id", "lead number", "prospect id", "id", "record id"),
        *("record id contact", "mql id", "opportunity id", "hoi", "guid", "uuid", "crm id"),
    ),
    "full_name": (
        *("full name", "name", "lead name", "contact name", "contact person", "person name", "customer name"),
        *(
            "client name",
            "prospect name",
            "user name",
            "nombre completo",
            "nombre y apellidos",
            "nombre",
            "nom complet",
        ),
        *("nome completo", "nome", "ansprechpartner", "vollständiger name", "contact"),
    ),
    "first_name": (
        *("first name", "given name", "person first name", "forename", "vorname", "prénom", "primer nombre"),
        *("voornaam", "imię", "fname"),
    ),
    "last_name": (
        *("last name", "family name", "surname", "person last name", "cognome", "nachname", "nom de famille"),
        *("apellido", "apellidos", "sobrenome", "achternaam", "nazwisko", "lname"),
    ),
    "email": (
        *("email", "email address", "primary email", "email id", "email 1", "user email", "lead email", "work email"),
        *("person email work", "person email", "business email", "contact email", "emails", "correo electrónico"),
        *("correo", "adresse email", "email adresse", "courriel", "emial", "mail"),
    ),
    "email2": (
        *("email 2", "secondary email", "alt email", "alternate email", "other email", "non primary emails"),
        *("person email home", "personal email", "second email"),
    ),
    "phone": (
        *("phone", "phone number", "phone 1", "user phone", "lead phone", "work phone", "work number", "office phone"),
        *("business phone", "direct phone", "primary phone", "contact number", "telephone", "telephone number", "tel"),
        *("telefon", "telefonnummer", "telefono", "número de teléfono", "telefone", "person phone", "ph number"),
        *("work phone number", "phone no", "home phone", "other phone", "work"),
    ),
    "phone_ext": ("phone ext", "phone extension", "extension", "ext"),
    "mobile": (
        *("mobile", "mobile phone", "mobile number", "mobile phone number", "cell", "cell phone", "cell number"),
        *("cellphone", "handy", "mobil", "mobiltelefon", "celular", "portable", "whatsapp number"),
        *("whatsapp phone number", "whatsapp", "phone 2", "alt phone", "alternate number", "alternate phone"),
    ),
    "company": (
        *("company", "company name", "company account", "account name", "organization", "organisation"),
        *("organization name", "organisation name", "business name", "associated company", "employer", "firm", "firma"),
        *("firmenname", "unternehmen", "empresa", "entreprise", "société", "azienda", "bedrijf"),
    ),
    "job_title": (
        "job title",
        "title",
        "designation",
        "position",
        "job position",
        "role",
        "función",
        "funktion",
        "cargo",
    ),
    "country": (
        *("country", "country region", "country name", "country code", "primary address country", "address country"),
        *("billing country", "mailing country", "land", "pays", "país", "paese"),
    ),
    "state": (
        *("state", "state region", "state province", "province", "state code", "primary address state", "bundesland"),
        *("mailing state", "billing state", "provincia", "region"),
    ),
    "city": (
        *("city", "city name", "town", "location city", "primary address city", "mailing city", "billing city", "ort"),
        *("stadt", "ville", "ciudad", "cidade", "città", "plaats"),
    ),
    "postal_code": (
        *("postal code", "zip code", "zip", "postcode", "primary address postalcode", "zip postal code"),
        *("mailing zip postal code", "billing zip postal code", "plz", "postleitzahl", "code postal", "código postal"),
        *("codigo postal", "cep", "pincode", "pin code"),
    ),
    "street": (
        *("street", "street address", "address", "address 1", "address line 1", "primary address street"),
        *("mailing street", "billing street", "straße", "strasse", "adresse", "dirección", "direccion", "endereço"),
    ),
    "website": ("website", "web site", "website url", "url", "homepage", "web page", "webseite", "site web"),
    "industry": ("industry", "sector", "branche", "industria"),
    "language": ("language", "preferred language", "lang", "sprache", "langue", "idioma"),
    "product": ("product", "produkt", "product name", "product interest", "product of interest", "product line"),
    "source": (
        *("lead source", "source", "original source", "lead source channel", "utm source", "origin", "data source"),
        *("how did you hear about us", "quelle", "fuente", "origem"),
    ),
    "source_type": ("source type", "lead source type", "source category"),
    "campaign": (
        *("campaign", "campaign name", "campaign source", "utm campaign", "kampagne", "campaña", "adset name"),
        *("ad name", "form name"),
    ),
    "record_type": ("record type", "lead record type", "lead type"),
    "status": (
        *("lead status", "status", "crm status", "lead stage", "stage", "deal stage", "disposition"),
        *("lifecycle stage", "estado", "statut"),
    ),
    "value": (
        *("value", "lead value", "amount", "deal value", "opportunity value", "opportunity amount", "close value"),
        *("expected revenue", "estimated value", "deal amount", "budget"),
        *("wert", "betrag", "auftragswert", "valor", "importe", "montant", "valeur", "valore"),
    ),
    "priority": ("priority", "lead priority", "prio", "priorität", "prioridad"),
    "confidence": ("confidence", "confidence level"),
    "urgency": ("urgency",),
    "notes": (
        *("notes", "note", "description", "comments", "comment", "remarks", "message", "crm note", "note content"),
        *("details", "notizen", "bemerkung", "bemerkungen", "notas", "commentaires", "obs"),
    ),
    "do_not_contact": (
        *("do not contact", "do not call", "dnc", "do not email", "email opt out", "has opted out of email"),
        *("unsubscribed from all email", "opt out", "opted out"),
    ),
    "received_at": (
        *("received at", "created at", "created time", "created date", "create date", "creation date", "date created"),
        *(
            "date added",
            "lead created date",
            "lead created",
            "created on",
            "created",
            "submitted at",
            "submission date",
        ),
        *("submitted date", "date submitted", "lead submitted at utc", "lead submit time", "submission time"),
        *("person creation date", "first contact date", "conversion time", "erstellt am", "fecha", "timestamp", "date"),
        *("erstellt", "erstellungsdatum", "eingang"),
    ),
}

# Names that now and then mean something else: taken only when the cells look the part.
DOUBTFUL: Final = frozenset({"work", "contact", "budget", "date", "mail", "title", "fecha", "role", "hoi", "portable"})

# Never mapped by themselves: the importer names the column (--owner-column, --recipient-column).
OWNER_ALIASES: Final = (
    *("lead owner", "owner", "contact owner", "record owner", "sales owner", "owner email", "lead owner email"),
    *("salesperson", "sales person", "sales rep", "sales agent", "assigned to", "assigned user", "agent name"),
    *("agent email", "agent", "user id", "sr id", "lead owner id", "owner id"),
)
PSEUDO_FIELDS: Final = ("owner", "recipient", "owned_since", "leadctl_key")
