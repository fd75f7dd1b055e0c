"""Other services through apprise: its JSON service posts to a real web server here."""

from __future__ import annotations

import sys

import pytest

from leadctl.engine.delivery.message import Message, NotDelivered
from leadctl.engine.delivery.service import MISSING, Service
from tests.conftest import NOW
from tests.servers import free_port, local_network, web_server

pytestmark = pytest.mark.usefixtures("local_network")
__all__ = ["local_network"]

MESSAGE = Message("m1", "distributed", NOW, to="+13055550100", subject="New lead", text="José <b>& Co</b>\n*now*")


def refusal(service: Service, message: Message = MESSAGE) -> NotDelivered:
    with pytest.raises(NotDelivered) as caught:
        service.send(message, NOW)
    return caught.value


def test_subject_and_text_arrive_as_they_are() -> None:
    pytest.importorskip("apprise")
    with web_server() as hooks:
        hooks.answer = lambda request: (200, {})
        Service("chat", f"json://127.0.0.1:{hooks.port}/room").send(MESSAGE, NOW)
    (told,) = hooks.told()
    assert (told["title"], told["message"]) == (MESSAGE.subject, MESSAGE.text)


def test_the_recipients_own_address_goes_into_the_url() -> None:
    pytest.importorskip("apprise")
    with web_server() as hooks:
        hooks.answer = lambda request: (200, {})
        url = f"json://127.0.0.1:{hooks.port}/to/{{to}}"
        Service("sms", url).send(MESSAGE, NOW)
        assert [r["path"] for r in hooks.asked] in (["/to/+13055550100"], ["/to/%2B13055550100"])
        said = refusal(Service("sms", url), Message("m2", "distributed", NOW))
    assert said.final
    assert len(hooks.asked) == 1


@pytest.mark.parametrize("status", [403, 500])
def test_a_refusal_is_tried_again(status: int, capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("apprise")
    with web_server() as hooks:
        hooks.answer = lambda request: (status, {})
        said = refusal(Service("chat", f"json://127.0.0.1:{hooks.port}/token"))
    assert said.text == "chat did not take the message"
    assert not said.final
    assert capfd.readouterr() == ("", "")  # apprise would log the URL and what was sent


def test_nobody_listens() -> None:
    pytest.importorskip("apprise")
    assert not refusal(Service("chat", f"json://127.0.0.1:{free_port()}/token")).final


def test_a_url_that_apprise_does_not_know_holds_up_this_service() -> None:
    pytest.importorskip("apprise")
    said = refusal(Service("chat", "nosuch://secret-token"))
    assert said.endpoint
    assert "secret-token" not in said.text


def test_without_apprise_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    said = refusal(Service("chat", "json://127.0.0.1"))
    assert said.text == MISSING
    assert (said.final, said.endpoint) == (False, True)
