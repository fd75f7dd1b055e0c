"""The ways out that [notify] names, each opened when the first message for it comes."""

from __future__ import annotations

from functools import cached_property

from leadctl.config.notify_model import EMAIL, Notify, Webhook
from leadctl.engine.delivery.drain import Sender
from leadctl.engine.delivery.mail import Mailer, Server
from leadctl.engine.delivery.message import NotDelivered
from leadctl.engine.delivery.secrets import from_environment, smtp_password
from leadctl.engine.delivery.service import Service
from leadctl.engine.delivery.webhook import Hook


class Ways:
    """All senders of the rules in force; those of `notify` None know no channel."""

    def __init__(self, notify: Notify | None) -> None:
        self._notify = notify or Notify()
        self.give_up_after = self._notify.give_up_after
        self._open: dict[str, Sender] = {}

    def of(self, channel: str) -> Sender:
        """Return what sends by this channel. Raises NotDelivered when the rules or the environment do not say how."""
        name = channel.casefold()
        if name not in self._open:
            self._open[name] = self._opened(name, channel)
        return self._open[name]

    def close(self) -> None:
        """End all connections."""
        while self._open:
            self._open.popitem()[1].close()

    def _opened(self, name: str, written: str) -> Sender:
        notify = self._notify
        if name == EMAIL and notify.host:
            if notify.user:
                _ = self._password  # before anything is tried: another shell may have it
            return Mailer(
                Server(notify.host, notify.port, notify.security, notify.sender, notify.user, lambda: self._password)
            )
        for hook in notify.webhooks:
            if hook.name.casefold() == name:
                return _hook(hook)
        for service in notify.services:
            if service.name.casefold() == name:
                return Service(service.name, from_environment(service.url_env))
        raise NotDelivered(f'the rules in force have no channel "{written}"')

    @cached_property
    def _password(self) -> str:
        return smtp_password(self._notify.password_command)


def _hook(way: Webhook) -> Hook:
    url = way.url or from_environment(way.url_env or "")
    if not url.startswith(("http://", "https://")):
        raise NotDelivered(f"{way.url_env} holds no http address", endpoint=True)
    return Hook(url, from_environment(way.secret_env) if way.secret_env else None)
