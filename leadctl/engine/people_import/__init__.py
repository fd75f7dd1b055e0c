"""Imports accounts, users and teams: upsert by name or login, blanks never overwrite, `-` clears."""
