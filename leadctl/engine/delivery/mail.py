"""E-mail by SMTP: one connection for many messages; the calendar file of an appointment goes along."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Final, Literal

from leadctl import clock
from leadctl.engine.delivery.message import Message, NotDelivered

CONNECT_TIMEOUT: Final = 10  # seconds
# Once a message is under way, leaving early means that it is sent again: its answer is waited for longer.
ANSWER_TIMEOUT: Final = 30
Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class Server:
    """Where e-mail is handed in. `password` is called once per connection, and only with a `user`."""

    host: str
    port: int
    security: Security
    sender: str  # what stands in From
    user: str | None = None
    password: Callable[[], str] | None = None


class Mailer:
    """A sender of e-mails; connects with the first one and again when the server hung up."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def send(self, message: Message, now: int) -> None:
        """Hand `message` in. Raises NotDelivered."""
        try:
            mail = written(message, self._server.sender, now)
            sender, to = parseaddr(self._server.sender)[1], parseaddr(message.to or "")[1]
        except (ValueError, IndexError):
            raise NotDelivered("the address or a header cannot be written", final=True) from None
        if not to or "@" not in to:
            raise NotDelivered("there is no e-mail address", final=True)
        fresh = self._smtp is None
        smtp = self._connected()
        try:
            _hand_in(smtp, mail, sender, to)
        except smtplib.SMTPServerDisconnected as error:
            self.close()
            if fresh or _timed_out(error):  # what was not answered in time may have been taken
                raise _refusal(error) from None
            self.send(message, now)  # an idle or full connection was closed: once more on a new one
        except ValueError:  # a character that no mail may hold
            raise NotDelivered("the address or a header cannot be written", final=True) from None
        except (OSError, smtplib.SMTPException) as error:
            if not isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused):
                self.close()
            raise _refusal(error) from None

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                self._smtp = _connect(self._server)
            except smtplib.SMTPAuthenticationError as error:
                raise NotDelivered(f"the mail server refused the login: {_said(error)}", endpoint=True) from None
            except (OSError, smtplib.SMTPException) as error:
                raise NotDelivered(f"cannot reach the mail server: {_said(error)}", endpoint=True) from None
        return self._smtp

    def close(self) -> None:
        """Hang up."""
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        try:
            smtp.quit()
        except (OSError, smtplib.SMTPException):
            smtp.close()


def _connect(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=CONNECT_TIMEOUT, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=CONNECT_TIMEOUT)
    try:
        if server.security == "starttls":
            smtp.starttls(context=context)
        if server.user and server.password:
            smtp.login(server.user, server.password())
    except BaseException:
        smtp.close()
        raise
    if smtp.sock is not None:
        smtp.sock.settimeout(ANSWER_TIMEOUT)
    return smtp


def _hand_in(smtp: smtplib.SMTP, mail: EmailMessage, sender: str, to: str) -> None:
    """Send one mail to one address; addresses beyond ASCII only to servers that take them."""
    smtp.ehlo_or_helo_if_needed()
    if not (sender + to).isascii() and not smtp.has_extn("smtputf8"):
        raise smtplib.SMTPNotSupportedError("the mail server takes addresses in ASCII only")
    smtp.send_message(mail, sender, [to])


def written(message: Message, sender: str, now: int) -> EmailMessage:
    """Return the e-mail. Its Message-ID is the stable id: a repeat has the same. Raises ValueError."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, message.to or "", message.subject
    mail["Date"] = format_datetime(clock.local_time(now, "UTC"))
    mail["Message-ID"] = message_id(message.key, sender)
    mail["X-Leadctl-Id"], mail["X-Leadctl-Kind"] = message.key, message.kind
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    mail.set_content(message.text + "\n")
    if message.ics:
        mail.add_attachment(
            message.ics.encode(), maintype="text", subtype="calendar", filename="appointment.ics",
            params={"charset": "utf-8", "method": "CANCEL" if "\r\nMETHOD:CANCEL\r\n" in message.ics else "PUBLISH"},
        )  # fmt: skip
    return mail


def message_id(key: str, sender: str) -> str:
    """Return the Message-ID of a stable id, at the domain that sends."""
    domain = parseaddr(sender)[1].rpartition("@")[2]
    return f"<{key}@{domain if domain.isascii() and domain else 'leadctl.invalid'}>"


CLOSING: Final = 421  # come back later, whatever it is about
TOO_LARGE: Final = 552


def _refusal(error: Exception) -> NotDelivered:
    """Return what a failed try comes to: 5xx for this message is for good, everything else may pass."""
    said = _said(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, _ = next(iter(error.recipients.values()))
        return NotDelivered(f"the mail server refused the address: {said}", final=code >= 500, endpoint=code == CLOSING)
    if isinstance(error, smtplib.SMTPSenderRefused):  # the answer to MAIL FROM, where a size may be refused as well
        code = error.smtp_code
        return NotDelivered(
            f"the mail server refused the sender: {said}", final=code == TOO_LARGE, endpoint=code == CLOSING
        )
    if isinstance(error, smtplib.SMTPResponseException):
        code = error.smtp_code
        return NotDelivered(f"the mail server refused the message: {said}", final=code >= 500, endpoint=code == CLOSING)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return NotDelivered(str(error), final=True)
    return NotDelivered(f"the mail server did not answer: {said}", endpoint=True)


def _timed_out(error: Exception) -> bool:
    """Return whether nothing was heard for too long; smtplib wraps that into a lost connection."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _said(error: Exception) -> str:
    """Return the server's answer or the system's in one line, of readable length."""
    words: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    elif _timed_out(error):
        return "no answer in time"
    elif isinstance(error, smtplib.SMTPServerDisconnected):
        return "it hung up"
    else:
        return " ".join(str(getattr(error, "strerror", None) or error).split())[:200]
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return f"{code} {' '.join(text.split())}"[:200]
