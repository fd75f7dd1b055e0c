"""Brings files into the database: one loop for every kind of import, and the lead pipeline."""
