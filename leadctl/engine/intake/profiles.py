"""Exports recognised by their header line as a whole. A profile's columns go before the general aliases.

Header lines as documented by the vendors or seen in their export files: Salesforce (data export and report labels),
HubSpot, Zoho CRM, SuiteCRM 8, Odoo, Meta lead ads, LinkedIn lead gen forms, Google Ads lead forms, Pipedrive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from leadctl.engine.intake.header import key


@dataclass(frozen=True, slots=True)
class Profile:
    """One system's export.

    `signs`: any of these sets of headers proves it. `columns`: header -> field, best first; None = keep as an
    attribute, whatever the general aliases say. `zones`: columns whose times are in this zone.
    `prefixes`: columns whose values carry one letter and a colon (`p:+1617…`). `test_column`: true = not a real lead.
    """

    name: str
    signs: tuple[frozenset[str], ...]
    columns: Mapping[str, str | None]
    zones: Mapping[str, str] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    test_column: str | None = None
    test_cells: bool = False


def _signs(*sets: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(key(name) for name in one.split(", ")) for one in sets)


def _columns(by_field: Mapping[str, str], attributes: str = "") -> dict[str, str | None]:
    found: dict[str, str | None] = {key(h): f for f, headers in by_field.items() for h in headers.split(", ")}
    found.update({key(h): None for h in attributes.split(", ") if h})
    return found


_NAMES: Final = {"first_name": "First Name", "last_name": "Last Name"}

SALESFORCE = Profile(
    "Salesforce (data export)",
    _signs("Id, LeadSource, OwnerId", "Id, IsConverted, OwnerId", "Id, MasterRecordId, IsDeleted"),
    _columns(
        {
            "external_id": "Id",
            **_NAMES,
            "full_name": "Name",
            "job_title": "Title",
            "postal_code": "PostalCode",
            "phone": "Phone",
            "mobile": "MobilePhone",
            "notes": "Description",
            "source": "LeadSource",
            "status": "Status",
            "received_at": "CreatedDate",
            "do_not_contact": "DoNotCall, HasOptedOutOfEmail",
        },
        "MasterRecordId, OwnerId, RecordTypeId, StateCode, CountryCode, AnnualRevenue, Rating, HasOptedOutOfFax",
    ),
)
SALESFORCE_REPORT = Profile(
    "Salesforce (report)",
    _signs(
        *("Lead Owner, Company / Account", "Lead Owner, Lead Status, Create Date", "Lead ID, Lead Owner, Create Date"),
        "Lead ID, Lead Owner, State/Province",
    ),
    _columns(
        {
            "external_id": "Lead ID",
            **_NAMES,
            "job_title": "Title",
            "company": "Company / Account, Company",
            "source": "Lead Source",
            "status": "Lead Status",
            "received_at": "Create Date, Created Date",
            "record_type": "Lead Record Type",
        },
        "Lead Owner, Rating",
    ),
)
HUBSPOT = Profile(
    "HubSpot",
    _signs("Record ID, Contact owner", "Record ID - Contact", "Record ID, Lifecycle Stage, Create Date"),
    _columns(
        {
            "external_id": "Record ID - Contact, Record ID",
            **_NAMES,
            "email": "Email",
            "email2": "Work email",
            "phone": "Phone Number",
            "mobile": "Mobile Phone Number, WhatsApp Phone Number",
            "company": "Company Name, Associated Company, Primary Associated Company",
            "country": "Country/Region",
            "state": "State/Region",
            "source": "Original Source, Latest Source",
            "status": "Lead Status",
            "received_at": "Create Date",
            "do_not_contact": "Unsubscribed from all email",
            "notes": "Message",
        },
        "Lifecycle Stage, Record ID - Company, Primary Associated Company ID, Lead Rating, Recent Deal Amount",
    ),
)
ZOHO = Profile(
    "Zoho CRM",
    _signs("Lead Owner, Created Time", "LEADID, Lead Owner", "Record Id, Lead Owner"),
    _columns(
        {
            "external_id": "Record Id, LEADID, Lead Id",
            **_NAMES,
            "full_name": "Lead Name",
            "job_title": "Designation, Title",
            "email2": "Secondary Email",
            "postal_code": "Zip Code",
            "source": "Lead Source",
            "status": "Lead Status",
            "received_at": "Created Time",
            "do_not_contact": "Email Opt Out",
            "notes": "Description",
        },
        "Lead Owner, Lead Owner.id, Annual Revenue, Rating, Tag",
    ),
)
SUITECRM = Profile(
    "SuiteCRM",
    _signs("Assigned to, Office Phone", "Assigned User, Primary Address City", "Non Primary E-mails, Date Created"),
    _columns(
        {
            "external_id": "ID",
            **_NAMES,
            "company": "Account Name",
            "email": "Email Address",
            "email2": "Non Primary E-mails",
            "mobile": "Mobile",
            "phone": "Office Phone, Home Phone, Other Phone",
            "street": "Primary Address Street",
            "city": "Primary Address City",
            "state": "Primary Address State",
            "postal_code": "Primary Address Postalcode",
            "country": "Primary Address Country",
            "status": "Status",
            "source": "Lead Source",
            "notes": "Description",
            "value": "Opportunity Amount",
            "received_at": "Date Created",
            "do_not_contact": "Do Not Call",
        },
        "Account Description, Status Description, Lead Source Description, Campaign ID, Opportunity Name",
    ),
)
ODOO = Profile(
    "Odoo",
    _signs("Sales Team, Stage, Sales Person", "Sales Team, Stage, Salesperson", "Opportunity, Stage, Expected Revenue"),
    _columns(
        {
            "external_id": "External ID, ID",
            "full_name": "Contact Name",
            "company": "Company Name, Customer",
            "status": "Stage",
            "value": "Expected Revenue",
            "received_at": "Created on",
            "source": "Source",
            "campaign": "Campaign",
            "notes": "Notes, Internal Notes",
        },
        "Opportunity, Medium, Deadline, Sales Person, Salesperson, Sales Team, Tags",
    ),
)
META = Profile(
    "Meta lead ads",
    _signs("adset_id, form_id", "adset_name, form_name", "ad_id, form_id, is_organic"),
    _columns(
        {
            "external_id": "id, Lead ID",
            "received_at": "created_time",
            "campaign": "campaign_name",
            "source": "platform",
            "full_name": "full_name, nombre_completo, nome_completo",
            "email": "email, correo_electrónico",
            "email2": "work_email",
            "phone": "phone_number, work_phone_number, número_de_teléfono, telefone",
            "postal_code": "zip_code, post_code",
            "state": "state, province, estado",
            "city": "city, ciudad, cidade",
            "street": "street_address",
            "company": "company_name",
        },
        "ad_id, ad_name, adset_id, adset_name, campaign_id, form_id, form_name, is_organic, inbox_url, lead_status",
    ),
    prefixes={
        **{key(h): p for h, p in (("id", "l:"), ("phone_number", "p:"), ("work_phone_number", "p:"))},
        **{key(h): "p:" for h in ("número_de_teléfono", "telefone")},
        **{key(h): "z:" for h in ("zip_code", "post_code")},
        **{key(h): p for h, p in (("ad_id", "ag:"), ("adset_id", "as:"), ("campaign_id", "c:"), ("form_id", "f:"))},
    },
    test_cells=True,
)
LINKEDIN = Profile(
    "LinkedIn lead gen forms",
    _signs("Lead Id, Form Name, Lead Submitted At (UTC)", "Lead Submitted At (UTC)"),
    _columns(
        {
            "external_id": "Lead Id",
            "email": "Email Address, Email",
            "email2": "Work Email",
            "received_at": "Lead Submitted At (UTC)",
            "campaign": "Campaign Name, Form Name",
        },
        "Campaign ID, Creative ID, Seniority, LinkedIn Profile URL",
    ),
    zones={key("Lead Submitted At (UTC)"): "UTC"},
    test_column=key("Test Lead"),
)
GOOGLE = Profile(
    "Google Ads lead forms",
    _signs("Lead ID, GCLID", "lead_id, gcl_id", "GCLID, User Email", "Google Click ID, User Email"),
    _columns(
        {
            "external_id": "Lead ID",
            "full_name": "Full Name, User Name",
            "email": "User Email, Email, Lead Email",
            "phone": "User Phone, Phone Number, Lead Phone",
            "email2": "Work Email",
            "campaign": "Campaign Name, Campaign",
            "state": "Region",
            "received_at": "Date Submitted, Submission Date, lead_submit_time, submission_date_time, Conversion Time",
        },
        "GCLID, gcl_id, Google Click ID, lead_stage, Conversion Name, Conversion Value",
    ),
    test_column=key("is_test"),
)
PIPEDRIVE = Profile(
    "Pipedrive",
    _signs("Lead - Title", "Lead - Owner, Lead - Source channel", "Deal - Title, Person - Name"),
    _columns(
        {
            "external_id": "Lead - Pipedrive System ID, Lead - ID",
            "full_name": "Person - Name, Contact person, Lead - Contact person",
            "company": "Organization - Name, Organization, Lead - Organization",
            "email": "Person - Email (Work), Person - Email",
            "email2": "Person - Email (Home), Person - Email (Other)",
            "phone": "Person - Phone, Person - Phone (Work)",
            "mobile": "Person - Phone (Mobile)",
            "value": "Lead - Value, Deal - Value",
            "source": "Lead - Source channel",
            "received_at": "Lead - Lead created, Lead - Creation date, Person - Creation date",
            "street": "Organization - Address",
            "notes": "Note - Content",
        },
        "Lead - Title, Deal - Title, Lead - Labels, Lead - Owner, Lead - Source channel ID, Deal - Status",
    ),
)

PROFILES: Final = (META, LINKEDIN, GOOGLE, PIPEDRIVE, HUBSPOT, SUITECRM, SALESFORCE, SALESFORCE_REPORT, ZOHO, ODOO)


def recognise(header: Sequence[str]) -> Profile | None:
    """Return the system whose export has this header line, or None."""
    present = frozenset(key(name) for name in header)
    return next((p for p in PROFILES if any(signs <= present for signs in p.signs)), None)
