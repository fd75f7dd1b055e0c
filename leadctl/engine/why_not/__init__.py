"""Where leads went that somebody did not get, or that a strategy did not take: from the stored traces alone."""
