"""The ways out that [notify] names, each opened when the first message for it comes."""

from __future__ import annotations

from functools import cached_property

from leadctl.config.notify_model import EMAIL, Notify, Service, Webhook
from leadctl.engine.delivery.drain import Sender
from leadctl.engine.delivery.mail import Mailer, Server
from leadctl.engine.delivery.message import Message, NotDelivered
from leadctl.engine.delivery.secrets import from_environment, smtp_password
from leadctl.engine.delivery.service import Service as ServiceSender
from leadctl.engine.delivery.webhook import Hook


class Ways:
    """All senders of the rules in force; those of `notify` None know no channel."""

    def __init__(self, notify: Notify | None) -> None:
        self._notify = notify or Notify()
        self.give_up_after = self._notify.give_up_after
        self._open: dict[str, Sender] = {}

    def of(self, message: Message) -> Sender:
        """Return what sends this message. Raises NotDelivered when the rules or the environment do not say how."""
        name = message.channel.casefold()
        if name not in self._open:
            self._open[name] = self._opened(name, message.channel)
        return self._open[name]

    def close(self) -> None:
        """End all connections."""
        while self._open:
            self._open.popitem()[1].close()

    def _opened(self, name: str, written: str) -> Sender:
        notify = self._notify
        if name == EMAIL and notify.host:
            return Mailer(
                Server(notify.host, notify.port, notify.security, notify.sender, notify.user, lambda: self._password)
            )
        for way in (*notify.webhooks, *notify.services):
            if way.name.casefold() == name:
                return _hook(way) if isinstance(way, Webhook) else _service(way)
        raise NotDelivered(f'the rules in force have no channel "{written}"')

    @cached_property
    def _password(self) -> str:
        return smtp_password(self._notify.password_command)


def _hook(way: Webhook) -> Hook:
    url = way.url or from_environment(way.url_env or "")
    if not url.startswith(("http://", "https://")):
        raise NotDelivered(f"{way.url_env} holds no http address", endpoint=True)
    return Hook(url, from_environment(way.secret_env) if way.secret_env else None)


def _service(way: Service) -> ServiceSender:
    return ServiceSender(way.name, from_environment(way.url_env))
