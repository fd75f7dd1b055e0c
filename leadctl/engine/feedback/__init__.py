"""Feedback: leads that lie untouched, what their owners are asked and what they answer."""
