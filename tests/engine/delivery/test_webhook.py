"""Webhooks to a real web server: what is posted, how it is signed, what answers come to."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.engine.delivery import webhook
from leadctl.engine.delivery.message import Message, NotDelivered
from leadctl.engine.delivery.webhook import Hook, body, signed
from tests.conftest import NOW
from tests.servers import TLS, free_port, local_network, tls_context, web_server

pytestmark = pytest.mark.usefixtures("local_network")
__all__ = ["local_network"]

KEY = b"a key of thirty-two bytes, or so"
SECRET = "whsec_" + base64.b64encode(KEY).decode()
MESSAGE = Message("m1", "distributed", NOW - 60, subject="New lead", text="…", data={"lead": {"id": 7, "name": "José"}})


def refusal(hook: Hook, message: Message = MESSAGE) -> NotDelivered:
    with pytest.raises(NotDelivered) as caught:
        hook.send(message, NOW)
    return caught.value


def genuine(request: dict, key: bytes) -> bool:
    """Return whether the signature of a request holds: as a receiver would check it, from the documents alone."""
    headers = request["headers"]
    signed_text = headers["webhook-id"].encode() + b"." + headers["webhook-timestamp"].encode() + b"." + request["body"]
    wanted = "v1," + base64.b64encode(hmac.new(key, signed_text, hashlib.sha256).digest()).decode()
    return hmac.compare_digest(wanted, headers["webhook-signature"])


def test_what_is_posted() -> None:
    with web_server() as hooks:
        Hook(hooks.url).send(MESSAGE, NOW)
    (request,) = hooks.asked
    assert json.loads(request["body"]) == {
        "type": "distributed",
        "timestamp": "2026-03-01T08:59:00+00:00",
        "id": "m1",
        "data": {"lead": {"id": 7, "name": "José"}},
    }
    headers = request["headers"]
    assert (headers["content-type"], headers["webhook-id"]) == ("application/json", "m1")
    assert headers["webhook-timestamp"] == str(NOW)
    assert "webhook-signature" not in headers


def test_a_message_without_data_tells_its_words() -> None:
    assert json.loads(body(Message("m", "test", 0, subject="s", text="t")))["data"] == {"subject": "s", "text": "t"}


def test_the_signature_holds_for_this_body_and_no_other() -> None:
    with web_server() as hooks:
        Hook(hooks.url, SECRET).send(MESSAGE, NOW)
        Hook(hooks.url, "a plain secret").send(MESSAGE, NOW)
    first, second = hooks.asked
    assert genuine(first, KEY)
    assert genuine(second, b"a plain secret")
    assert not genuine(first, b"a plain secret")
    assert not genuine(first | {"body": first["body"] + b" "}, KEY)
    assert not genuine(first | {"headers": first["headers"] | {"webhook-timestamp": "1"}}, KEY)


def test_the_example_of_the_standard() -> None:
    """From the specification's own test: id, time, body and secret give this signature."""
    told = b'{"test": 2432232314}'
    headers = signed(told, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@given(st.text(max_size=200), st.text(max_size=40), st.integers(0, 2**40))
def test_any_text_is_posted_as_json_and_signed(text: str, secret: str, now: int) -> None:
    message = Message("m", "test", 0, data={"text": text})
    try:
        told = body(message)
    except UnicodeEncodeError:
        assert any("\ud800" <= c <= "\udfff" for c in text)
        return
    assert json.loads(told)["data"] == {"text": text}
    headers = signed(told, "m", now, "s" + secret.encode("utf-8", "replace").decode())
    assert headers["webhook-signature"].startswith("v1,")


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_any_2xx_is_taken(status: int) -> None:
    with web_server() as hooks:
        hooks.answer = lambda request: (status, {})
        Hook(hooks.url).send(MESSAGE, NOW)
    assert hooks.ids() == ["m1"]


@pytest.mark.parametrize(
    ("status", "final"),
    [(400, False), (401, False), (404, False), (410, True), (429, False), (500, False), (503, False)],
)
def test_other_answers_are_tried_again_except_gone(status: int, final: bool) -> None:
    with web_server() as hooks:
        hooks.answer = lambda request: (status, {})
        said = refusal(Hook(hooks.url))
    assert said.text.startswith(f"the webhook answered {status}")
    assert (said.final, said.endpoint) == (final, False)


@pytest.mark.parametrize(("asked", "wait"), [("120", 120), ("9999999", 86_400), ("soon", 0), ("-5", 0), ("٣", 0)])
def test_a_receiver_may_ask_for_time(asked: str, wait: int) -> None:
    assert webhook._refused(429, "Too Many Requests", {"Retry-After": asked}).wait == wait


def test_a_redirect_is_not_followed() -> None:
    with web_server() as elsewhere, web_server() as hooks:
        hooks.answer = lambda request: (302, {"Location": elsewhere.url})
        said = refusal(Hook(hooks.url))
    assert elsewhere.asked == []
    assert "302" in said.text
    assert not said.final


def test_nobody_listens() -> None:
    said = refusal(Hook(f"http://127.0.0.1:{free_port()}/secret-token"))
    assert said.text == "cannot reach the webhook: Connection refused"
    assert "secret-token" not in said.text
    assert (said.final, said.endpoint) == (False, True)


def test_a_receiver_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "TIMEOUT", 0.3)
    answer = threading.Event()
    with web_server() as hooks:
        hooks.answer = lambda request: answer.wait(5) and None
        said = refusal(Hook(hooks.url))
        answer.set()
    assert "no answer in time" in said.text
    assert (said.final, said.endpoint) == (False, True)


def test_a_receiver_that_talks_nonsense() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def talk() -> None:
            taken, _ = server.accept()
            with taken:
                taken.recv(65536)
                taken.sendall(b"hello\r\n\r\n")

        thread = threading.Thread(target=talk)
        thread.start()
        said = refusal(Hook(f"http://127.0.0.1:{server.getsockname()[1]}/"))
        thread.join()
    assert "did not answer" in said.text
    assert said.endpoint


@pytest.mark.parametrize("trusted", [True, False])
def test_https_needs_a_certificate_that_somebody_vouches_for(trusted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "localhost.pem"))
    with web_server(tls=tls_context()) as hooks:
        hook = Hook(hooks.url.replace("http://127.0.0.1", "https://localhost"))
        if trusted:
            hook.send(MESSAGE, NOW)
        else:
            assert "CERTIFICATE_VERIFY_FAILED" in refusal(hook).text
    assert len(hooks.asked) == trusted


def test_a_secret_that_is_no_base64() -> None:
    with web_server() as hooks:
        said = refusal(Hook(hooks.url, "whsec_é"))
    assert "no base64 follows" in said.text
    assert hooks.asked == []
