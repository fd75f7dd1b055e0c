"""Replays of a past period under other rules, with the engine itself in a world beside the file."""
