"""Commands parse, make one call, print. No SQL, no arithmetic."""
