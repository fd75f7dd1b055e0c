"""Customers with their account managers: bringing them in, and the keys by which leads are recognised as theirs."""
