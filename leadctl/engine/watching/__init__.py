"""A folder whose files are imported as they land."""
