"""The rules as plain sentences, to publish to the team. Pure."""
