"""Writes alerts into the outbox, in the transaction of what they tell of; engine/delivery sends them afterwards."""
