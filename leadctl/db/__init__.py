"""All SQL, and nothing else. Functions take a sqlite3.Connection and plain values."""
