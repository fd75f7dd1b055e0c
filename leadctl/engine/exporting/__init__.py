"""Rows for other systems: leads, passages and activities as files that import back without a change."""
