"""Any other service (SMS, Slack, Teams, push …) by the URL with which apprise names it; extra leadctl[notify]."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

from leadctl.engine.delivery.message import Message, NotDelivered

MISSING: Final = "apprise is not installed: pip install 'leadctl[notify]'"


@dataclass(frozen=True, slots=True)
class Service:
    """One service. `{to}` in the URL stands for the recipient's own address there (a phone number, a room)."""

    name: str
    url: str

    def send(self, message: Message, now: int) -> None:
        """Hand `message` to the service. Raises NotDelivered."""
        try:
            import apprise
        except ImportError:
            raise NotDelivered(MISSING, endpoint=True) from None
        from urllib.parse import quote

        if "{to}" in self.url and not message.to:
            raise NotDelivered(f"{self.name} needs an address of the recipient", final=True)
        target = apprise.Apprise(asset=apprise.AppriseAsset(app_id="leadctl", async_mode=False))
        logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its words would name what is sent, and to whom
        if not target.add(self.url.replace("{to}", quote(message.to or "", safe=""))):
            raise NotDelivered(f"apprise does not understand the URL of {self.name}", endpoint=True)
        if not target.notify(title=message.subject, body=message.text, body_format=apprise.NotifyFormat.TEXT):
            raise NotDelivered(f"{self.name} did not take the message")

    def close(self) -> None:
        """Nothing is kept open."""
