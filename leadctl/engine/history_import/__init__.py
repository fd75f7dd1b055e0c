"""Brings in a CRM's past: activities, touches, opportunities and distributions, keyed so that twice adds nothing."""
