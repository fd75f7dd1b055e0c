"""Header lines of real exports, recognised as a whole."""

from __future__ import annotations

from leadctl.engine.intake.mapping import Mapping_, lead_vocabulary, map_columns


def export(header: str, samples: list[list[str]] | None = None) -> tuple[Mapping_, dict[str, str | None]]:
    names = header.split(", ")
    found = map_columns(names, samples or [], lead_vocabulary(), {})
    return found, {c.field: c.header for c in found.columns if c.field}


def test_salesforce_data_export():
    found, by_field = export(
        "Id, IsDeleted, MasterRecordId, Salutation, FirstName, LastName, Title, Company, Street, City, State, "
        "PostalCode, Country, StateCode, CountryCode, Phone, MobilePhone, Fax, Email, Website, Description, "
        "LeadSource, Status, "
        "Industry, Rating, AnnualRevenue, NumberOfEmployees, OwnerId, HasOptedOutOfEmail, IsConverted, ConvertedDate, "
        "CreatedDate, LastModifiedDate, LastActivityDate, DoNotCall, EmailBouncedReason, Region__c"
    )
    assert found.profile == "Salesforce (data export)"
    assert by_field == {
        "external_id": "Id",
        "first_name": "FirstName",
        "last_name": "LastName",
        "job_title": "Title",
        "company": "Company",
        "street": "Street",
        "city": "City",
        "state": "State",
        "postal_code": "PostalCode",
        "country": "Country",
        "phone": "Phone",
        "mobile": "MobilePhone",
        "email": "Email",
        "website": "Website",
        "notes": "Description",
        "source": "LeadSource",
        "status": "Status",
        "industry": "Industry",
        "received_at": "CreatedDate",
        "do_not_contact": "DoNotCall",
    }


def test_salesforce_report_with_two_owners():
    found, by_field = export(
        "First Name, Last Name, Title, Company / Account, Email, Lead Source, Street, Rating, Lead Owner, Lead owner, "
        "Lead Status, Create Date, Country, Phone, City"
    )
    assert found.profile == "Salesforce (report)"
    assert (by_field["company"], by_field["status"], by_field["received_at"]) == (
        "Company / Account",
        "Lead Status",
        "Create Date",
    )
    assert "owner" not in by_field


def test_a_salesforce_report_with_ids_is_not_taken_for_zoho():
    found, by_field = export(
        "Lead ID, First Name, Last Name, Company / Account, Email, Phone, Lead Source, Rating, Lead Status, "
        "Lead Owner, Create Date"
    )
    assert found.profile == "Salesforce (report)"
    assert (by_field["external_id"], by_field["company"]) == ("Lead ID", "Company / Account")
    found, _ = export("LEADID, Lead Owner, Company, First Name, Last Name, Email, Lead Status, Created Time")
    assert found.profile == "Zoho CRM"


def test_hubspot_default_view_and_with_companies():
    found, by_field = export(
        "Record ID, First Name, Last Name, Email, Phone Number, Contact owner, Primary Associated Company ID, "
        "Last Activity Date, Lead Status, Marketing contact status, Create Date, Associated Company"
    )
    assert found.profile == "HubSpot"
    assert by_field == {
        "external_id": "Record ID",
        "first_name": "First Name",
        "last_name": "Last Name",
        "email": "Email",
        "phone": "Phone Number",
        "status": "Lead Status",
        "received_at": "Create Date",
        "company": "Associated Company",
    }
    found, by_field = export("Record ID - Contact, Email, Create Date, Record ID - Company, Company name, Create Date")
    assert by_field["external_id"] == "Record ID - Contact"
    assert [c.index for c in found.columns if c.field == "received_at"] == [2]


def test_hubspot_all_properties_traps():
    _, by_field = export(
        "Record ID, Email, Work email, Email Domain, Invalid email address, Phone Number, Mobile Phone Number, "
        "WhatsApp Phone Number, Company Name, Company domain name, IP Country, Country/Region, Lifecycle Stage, "
        "Lead Status, Contact owner, Original Source, Original Source Drill-Down 1, Create Date, Close Date, "
        "Unsubscribed from all email, Recent Deal Amount"
    )
    assert by_field == {
        "external_id": "Record ID",
        "email": "Email",
        "email2": "Work email",
        "phone": "Phone Number",
        "mobile": "Mobile Phone Number",
        "company": "Company Name",
        "country": "Country/Region",
        "status": "Lead Status",
        "source": "Original Source",
        "received_at": "Create Date",
        "do_not_contact": "Unsubscribed from all email",
    }


def test_zoho():
    found, by_field = export(
        "LEADID, Last Name, Company, Lead Owner, Email, Mobile, Website, Industry, Lead Source, Lead Status, "
        "Created Time, CONVERTED"
    )
    assert found.profile == "Zoho CRM"
    assert (by_field["external_id"], by_field["received_at"]) == ("LEADID", "Created Time")
    _, by_field = export(
        "Record Id, Lead Owner, Lead Owner.id, First Name, Last Name, Designation, Email, Secondary Email"
    )
    assert (by_field["job_title"], by_field["email2"]) == ("Designation", "Secondary Email")


def test_suitecrm():
    found, by_field = export(
        "First Name, Last Name, ID, Salutation, Job Title, Department, Account Name, Account Description, Website, "
        "Email Address, Non Primary E-mails, Mobile, Office Phone, Home Phone, Fax, Primary Address Street, "
        "Primary Address City, Primary Address State, Primary Address Postalcode, Primary Address Country, "
        "Alt Address Street, Status, Status Description, Lead Source, Lead Source Description, Description, Converted, "
        "Opportunity Name, Opportunity Amount, Campaign ID, Do Not Call, Assigned to, Assigned User, Date Created"
    )
    assert found.profile == "SuiteCRM"
    assert by_field == {
        "first_name": "First Name",
        "last_name": "Last Name",
        "external_id": "ID",
        "job_title": "Job Title",
        "company": "Account Name",
        "website": "Website",
        "email": "Email Address",
        "email2": "Non Primary E-mails",
        "mobile": "Mobile",
        "phone": "Office Phone",
        "street": "Primary Address Street",
        "city": "Primary Address City",
        "state": "Primary Address State",
        "country": "Primary Address Country",
        "postal_code": "Primary Address Postalcode",
        "status": "Status",
        "source": "Lead Source",
        "notes": "Description",
        "value": "Opportunity Amount",
        "do_not_contact": "Do Not Call",
        "received_at": "Date Created",
    }


def test_odoo():
    found, by_field = export(
        "Opportunity, Customer, Contact Name, Email, Phone, City, State, Country, Sales Person, Sales Team, Priority, "
        "Deadline, Medium, Source, Stage"
    )
    assert found.profile == "Odoo"
    assert (by_field["company"], by_field["status"], by_field["full_name"]) == ("Customer", "Stage", "Contact Name")
    assert by_field["priority"] == "Priority"


META = (
    "id, created_time, ad_id, ad_name, adset_id, adset_name, campaign_id, campaign_name, form_id, form_name, "
    "is_organic, platform, what_property_are_you_interested_in?, full_name, email, phone_number, zip_code, "
    "estado, inbox_url, "
    "lead_status, CONSULTOR , STATUS"
)


def test_meta():
    found, by_field = export(META)
    assert found.profile == "Meta lead ads"
    assert by_field == {
        "external_id": "id",
        "received_at": "created_time",
        "campaign": "campaign_name",
        "source": "platform",
        "full_name": "full_name",
        "email": "email",
        "phone": "phone_number",
        "postal_code": "zip_code",
        "state": "estado",
        "status": "STATUS",
    }
    by_header = {c.header: c for c in found.columns}
    assert by_header["phone_number"].cut(["p:+16175550100", ""]) == ["+16175550100", ""]
    assert by_header["zip_code"].cut(["z:01960"]) == ["01960"]
    assert by_header["id"].cut(["l:2046983545902460"]) == ["2046983545902460"]
    assert by_header["lead_status"].attribute == "lead_status"
    assert by_header["CONSULTOR "].attribute == "CONSULTOR"


def test_meta_test_leads():
    found, _ = export(META)
    width = len(META.split(", "))
    real = ["x"] * width
    assert found.is_test is not None
    assert not found.is_test(real)
    assert found.is_test([*real[:-1], "<test lead: dummy data for full_name>"])
    assert found.is_test(["test@meta.com", *real[1:]])


def test_linkedin_times_are_utc():
    found, by_field = export(
        "Lead Id, First Name, Last Name, Email Address, Company Name, Job Title, Phone Number, Country/Region, "
        "Form Name, Lead Submitted At (UTC), How many seats?, Test Lead"
    )
    assert found.profile == "LinkedIn lead gen forms"
    column = next(c for c in found.columns if c.field == "received_at")
    assert (column.header, column.zone) == ("Lead Submitted At (UTC)", "UTC")
    assert by_field["campaign"] == "Form Name"
    assert found.is_test is not None
    assert found.is_test([*["x"] * 11, "TRUE"])
    assert not found.is_test([*["x"] * 11, "false"])


def test_google():
    found, by_field = export(
        "Lead ID, GCLID, Campaign Name, Ad Group Name, Lead Form Name, Date Submitted, User Phone, User Email, "
        "User Name"
    )
    assert found.profile == "Google Ads lead forms"
    assert by_field == {
        "external_id": "Lead ID",
        "campaign": "Campaign Name",
        "received_at": "Date Submitted",
        "phone": "User Phone",
        "email": "User Email",
        "full_name": "User Name",
    }


def test_pipedrive_with_asterisks():
    found, by_field = export(
        "Lead - Title*, Lead - Owner, Lead - Source channel, Person - Name*, Person - Phone, Person - Email (Work), "
        "Person - Email (Home), Organization - Name*, Deal - Value, Person - Creation date"
    )
    assert found.profile == "Pipedrive"
    assert by_field == {
        "source": "Lead - Source channel",
        "full_name": "Person - Name*",
        "phone": "Person - Phone",
        "email": "Person - Email (Work)",
        "email2": "Person - Email (Home)",
        "company": "Organization - Name*",
        "value": "Deal - Value",
        "received_at": "Person - Creation date",
    }


def test_a_plain_list_is_nobodys_export():
    found, _ = export("First Name, Last Name, Email, Phone, Company, Lead Source, Status")
    assert found.profile is None
    assert found.is_test is None
