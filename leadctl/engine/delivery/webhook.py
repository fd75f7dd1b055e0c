"""Webhooks: JSON by POST, signed by the rules of standardwebhooks.com, whose libraries check it in any language.

webhook-id         the stable id: a repeat has the same
webhook-timestamp  seconds UTC of this try
webhook-signature  v1, and the base64 of HMAC-SHA256 over "ID.TIMESTAMP.BODY" with the secret
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any, Final

from leadctl import __version__, clock
from leadctl.engine.delivery.message import Message, NotDelivered

TIMEOUT: Final = 10  # seconds for each step: to connect, to answer
PREFIX: Final = "whsec_"
LONGEST_WAIT: Final = clock.DAY  # of what a Retry-After may ask
GONE: Final = 410


@dataclass(frozen=True, slots=True)
class Hook:
    """A receiver of JSON. `secret` None = unsigned."""

    url: str
    secret: str | None = None

    def send(self, message: Message, now: int) -> None:
        """Post `message`; any 2xx means taken. Raises NotDelivered."""
        import urllib.request
        from http.client import HTTPException
        from urllib.error import HTTPError, URLError

        try:
            told = body(message)
        except ValueError:
            raise NotDelivered("the message holds a character that no text may hold", final=True) from None
        headers = {"Content-Type": "application/json", "User-Agent": f"leadctl/{__version__}"}
        headers |= signed(told, message.key, now, self.secret)
        try:
            request = urllib.request.Request(self.url, told, headers, method="POST")  # noqa: S310  checked to be http
            with _opener().open(request, timeout=TIMEOUT):
                return
        except HTTPError as error:
            error.close()
            raise _refused(error.code, error.reason, error.headers) from None
        except URLError as error:
            raise NotDelivered(f"cannot reach the webhook: {_said(error.reason)}", endpoint=True) from None
        except (OSError, HTTPException, ValueError) as error:
            raise NotDelivered(f"the webhook did not answer: {_said(error)}", endpoint=True) from None

    def close(self) -> None:
        """Nothing is kept open."""


def body(message: Message) -> bytes:
    """Return the JSON that is posted: `type`, `timestamp` of the event, `id`, and `data`."""
    told = {
        "type": message.kind,
        "timestamp": clock.iso(message.event_at),
        "id": message.key,
        "data": message.data or {"subject": message.subject, "text": message.text},
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def signed(told: bytes, key: str, now: int, secret: str | None) -> dict[str, str]:
    """Return the headers that say which message it is and, with a secret, prove who sent it."""
    headers = {"webhook-id": key, "webhook-timestamp": str(now)}
    if secret:
        digest = hmac.new(key_of(secret), f"{key}.{now}.".encode() + told, hashlib.sha256).digest()
        headers["webhook-signature"] = f"v1,{base64.b64encode(digest).decode()}"
    return headers


def key_of(secret: str) -> bytes:
    """Return the bytes to sign with: of `whsec_…` the base64 behind it, of any other text its UTF-8."""
    if not secret.startswith(PREFIX):
        return secret.encode()
    try:
        return base64.b64decode(secret[len(PREFIX) :] + "==")
    except ValueError:
        raise NotDelivered("the webhook's secret begins with whsec_, but no base64 follows", endpoint=True) from None


def _opener() -> Any:
    """Return urllib's opener without redirects: a POST that is led elsewhere would arrive as a GET without body."""
    import urllib.request

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args: Any, **kwargs: Any) -> None:
            return None

    return urllib.request.build_opener(Stay)


def _refused(code: int, reason: str, headers: Any) -> NotDelivered:
    said = f"the webhook answered {code} {reason}".strip()[:200]
    if 300 <= code < 400:
        said += "; put the address it leads to into the rules"
    asked = str((headers or {}).get("Retry-After") or "")
    wait = min(int(asked), LONGEST_WAIT) if asked.isascii() and asked.isdigit() else 0
    return NotDelivered(said, final=code == GONE, wait=wait)


def _said(error: object) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return " ".join(str(getattr(error, "strerror", None) or error).split())[:200]
