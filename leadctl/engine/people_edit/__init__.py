"""Adds and changes one account, user or team as typed: the same reading and writing as an import's row."""
