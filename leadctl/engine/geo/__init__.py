"""Places: reading files of cities and postal codes, finding a place, and what is known of where."""
