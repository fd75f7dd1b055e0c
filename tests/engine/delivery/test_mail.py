"""E-mail to a real SMTP server: what arrives, over TLS, with a login; what refusals come to."""

from __future__ import annotations

import socket
import threading

import pytest

from leadctl.engine.delivery import mail as mail_module
from leadctl.engine.delivery.mail import Mailer, Server
from leadctl.engine.delivery.message import Message, NotDelivered
from tests.conftest import NOW
from tests.servers import TLS, free_port, local_network, mail_server

pytestmark = [
    pytest.mark.usefixtures("local_network"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS"),
]
__all__ = ["local_network"]

ICS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


def a_message(number: int = 1, to: str | None = "ana@example.com", **fields) -> Message:
    told = {"subject": "New lead: José", "text": "Call +1 305 555 0100\n.\nnow"} | fields
    return Message(f"m{number}", "distributed", NOW - 60, to=to, **told)


def a_mailer(port: int, security="none", **options) -> Mailer:
    host = "localhost" if security != "none" else "127.0.0.1"
    return Mailer(Server(host, port, security, "Leads <leads@example.com>", **options))


def refusal(mailer: Mailer, message: Message | None = None) -> NotDelivered:
    with pytest.raises(NotDelivered) as caught:
        mailer.send(message or a_message(), NOW)
    mailer.close()
    return caught.value


def test_what_arrives_is_what_was_written() -> None:
    with mail_server() as mails:
        mailer = a_mailer(mails.port)
        mailer.send(a_message(ics=ICS), NOW)
        mailer.close()
    (mail,) = mails.taken
    assert (mail["From"], mail["To"]) == ("Leads <leads@example.com>", "ana@example.com")
    assert mail["Subject"] == "New lead: José"
    assert mail["Message-ID"] == "<m1@example.com>"
    assert (mail["X-Leadctl-Id"], mail["X-Leadctl-Kind"]) == ("m1", "distributed")
    assert mail["Date"] == "Sun, 01 Mar 2026 09:00:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    text, calendar = mail.iter_parts()
    assert text.get_content().replace("\r\n", "\n") == "Call +1 305 555 0100\n.\nnow\n"
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_filename() == "appointment.ics"
    assert calendar.get_content().replace("\r\n", "\n") == ICS.replace("\r\n", "\n")


def test_many_mails_go_over_one_connection() -> None:
    with mail_server() as mails:
        mailer = a_mailer(mails.port)
        for number in range(20):
            mailer.send(a_message(number), NOW)
        mailer.close()
    assert mails.ids() == [f"m{n}" for n in range(20)]
    assert mails.connections == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_tls_with_a_login(security: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "localhost.pem"))
    asked = []
    with mail_server(security, login=True) as mails:
        mailer = a_mailer(mails.port, security, user="leads", password=lambda: asked.append(1) or "right")
        mailer.send(a_message(1), NOW)
        mailer.send(a_message(2), NOW)
        mailer.close()
    assert mails.ids() == ["m1", "m2"]
    assert (mails.logins, len(asked)) == ([("leads", "right")], 1)


def test_a_wrong_password_may_be_mended_and_holds_up_this_server_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "localhost.pem"))
    with mail_server("tls", login=True) as mails:
        said = refusal(a_mailer(mails.port, "tls", user="leads", password=lambda: "wrong"))
    assert "refused the login: 535" in said.text
    assert "wrong" not in said.text
    assert (said.final, said.endpoint) == (False, True)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_refused(security: str) -> None:
    with mail_server(security) as mails:
        said = refusal(a_mailer(mails.port, security))
        assert mails.taken == []
    assert "certificate" in said.text.lower()
    assert said.endpoint


def test_a_server_without_starttls_gets_neither_password_nor_mail() -> None:
    asked = []
    with mail_server() as mails:
        mailer = Mailer(Server("127.0.0.1", mails.port, "starttls", "l@example.com", "leads", lambda: asked.append(1)))
        assert refusal(mailer).endpoint
    assert (mails.taken, asked) == ([], [])


def test_nobody_listens() -> None:
    said = refusal(a_mailer(free_port()))
    assert said.text == "cannot reach the mail server: Connection refused"
    assert (said.final, said.endpoint) == (False, True)


def test_a_server_that_says_nothing_is_left_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_module, "CONNECT_TIMEOUT", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        said = refusal(a_mailer(silent.getsockname()[1]))
    assert said.text == "cannot reach the mail server: no answer in time"
    assert said.endpoint


def test_no_answer_after_the_mail_was_handed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_module, "ANSWER_TIMEOUT", 0.3)
    answer = threading.Event()
    with mail_server() as mails:
        mails.answer = lambda mail: answer.wait(5) and None
        said = refusal(a_mailer(mails.port))
        answer.set()
    assert "no answer in time" in said.text
    assert (said.final, said.endpoint) == (False, True)


@pytest.mark.parametrize(
    ("reply", "final"), [("550 5.1.1 no such user", True), ("450 4.2.1 mailbox busy", False), ("452 full", False)]
)
def test_a_refused_address_is_for_good_or_for_now_and_blocks_nobody(reply: str, final: bool) -> None:
    with mail_server() as mails:
        mails.refused["bad@example.com"] = reply
        mailer = a_mailer(mails.port)
        with pytest.raises(NotDelivered, match="refused the address") as caught:
            mailer.send(a_message(1, "bad@example.com"), NOW)
        mailer.send(a_message(2, "good@example.com"), NOW)
        mailer.close()
    assert (caught.value.final, caught.value.endpoint) == (final, False)
    assert reply in caught.value.text
    assert (mails.ids(), mails.connections) == (["m2"], 1)


@pytest.mark.parametrize(("reply", "final"), [("554 looks like spam", True), ("451 try later", False)])
def test_a_refused_message(reply: str, final: bool) -> None:
    with mail_server() as mails:
        mails.answer = lambda mail: reply
        said = refusal(a_mailer(mails.port))
    assert said.text == f"the mail server refused the message: {reply}"
    assert (said.final, said.endpoint) == (final, False)


def test_a_connection_that_was_closed_meanwhile_is_opened_again() -> None:
    with mail_server() as mails:
        mailer = a_mailer(mails.port)
        mailer.send(a_message(1), NOW)
        port = mails.port
    with mail_server(port=port) as later:
        mailer.send(a_message(2), NOW)
        mailer.close()
    assert (mails.ids(), later.ids()) == (["m1"], ["m2"])


@pytest.mark.parametrize("to", [None, "", "ana", "a@x.com\r\nBcc: all@x.com", "<", "Ana <>", "\ud800@x.com"])
def test_what_is_no_address_never_leaves(to: str | None) -> None:
    with mail_server() as mails:
        said = refusal(a_mailer(mails.port), a_message(1, to))
        assert mails.taken == []
    assert said.final


def test_an_address_beyond_ascii_needs_a_server_that_takes_it() -> None:
    with mail_server() as mails:
        mailer = a_mailer(mails.port)
        mailer.send(a_message(1, "josé@example.com"), NOW)
        mailer.close()
    assert mails.ids() == ["m1"]
    with mail_server(utf8=False) as mails:
        said = refusal(a_mailer(mails.port), a_message(1, "josé@example.com"))
    assert "ASCII only" in said.text
    assert said.final


@pytest.mark.parametrize("text", ["x" * 100_000, "\x00\x1b[31m", "=1+1\n..\n.", "日本 \u202e"])
def test_odd_texts_are_sent_whole(text: str) -> None:
    with mail_server() as mails:
        mailer = a_mailer(mails.port)
        mailer.send(a_message(1, text=text), NOW)
        mailer.close()
    (mail,) = mails.taken
    assert mail.get_content().replace("\r\n", "\n") == text + "\n"


def test_half_a_character_is_not_sent() -> None:
    with mail_server() as mails:
        assert refusal(a_mailer(mails.port), a_message(1, text="\ud800")).final
        assert mails.taken == []


def test_the_password_is_never_told() -> None:
    with mail_server(login=True) as mails:
        said = refusal(a_mailer(mails.port, user="leads", password=lambda: "hunter2"))
    assert "hunter2" not in said.text
    assert set(mails.logins) == {("leads", "hunter2")}
