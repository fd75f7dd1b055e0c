"""Cells as typed by people, to values that compare: e-mail, phone, place, dates, money, text. Pure, no database."""
