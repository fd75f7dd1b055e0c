"""Decides: pure code from snapshots, applied chunk by chunk."""
