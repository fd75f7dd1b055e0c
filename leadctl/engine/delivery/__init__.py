"""Sends what waits in the outbox: e-mail, webhooks, other services. At least once; repeats carry the same id."""
