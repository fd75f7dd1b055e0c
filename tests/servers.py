"""Real servers on this machine for the tests of alerts: one takes e-mails, one takes webhooks."""

from __future__ import annotations

import _socket
import email
import email.policy
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

TLS = Path(__file__).parent / "data" / "tls"


@pytest.fixture
def local_network(_guards: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test connect to this machine, and to nothing else."""

    def connect(self: socket.socket, address: Any) -> None:
        assert address[0] in ("127.0.0.1", "::1"), f"a test went to {address}"
        _socket.socket.connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tls_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "localhost.pem", TLS / "localhost.key")
    return context


@dataclass
class Mails:
    """What the mail server took. `answer(mail)` may return another reply than 250, or act before it is given."""

    port: int = 0
    taken: list[Any] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    connections: int = 0
    refused: dict[str, str] = field(default_factory=dict)  # address -> reply to RCPT TO
    answer: Callable[[Any], str | None] = lambda mail: None

    def ids(self) -> list[str]:
        return [mail["X-Leadctl-Id"] for mail in self.taken]

    def to(self) -> list[str]:
        return [mail["To"] for mail in self.taken]

    # the hooks of aiosmtpd

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        reply = self.answer(mail) or "250 taken"
        if reply.startswith("250"):
            self.taken.append(mail)
        return reply

    def authenticator(self, server, session, envelope, mechanism, data):
        login = (data.login.decode(), data.password.decode())
        self.logins.append(login)
        return AuthResult(success=login == ("leads", "right"), handled=False)


@contextmanager
def mail_server(security: str = "none", *, login: bool = False, port: int = 0, utf8: bool = True) -> Iterator[Mails]:
    """Run a mail server in a thread; `login`: only for those who say the right password."""
    mails = Mails(port=port or free_port())
    options: dict[str, Any] = {"hostname": "127.0.0.1", "port": mails.port, "enable_SMTPUTF8": utf8}
    if security == "starttls":
        options |= {"tls_context": tls_context(), "require_starttls": True}
    if login:
        options |= {
            "authenticator": mails.authenticator,
            "auth_required": True,
            "auth_require_tls": security == "starttls",
        }
    if security == "tls":
        options |= {"ssl_context": tls_context()}
    controller = Controller(mails, **options)
    controller.start()
    try:
        yield mails
    finally:
        controller.stop()


@dataclass
class Hooks:
    """What the web server took. `answer(request)` may return (status, headers), or act before it is given."""

    port: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)  # path, headers, body (bytes) of every request
    answer: Callable[[dict[str, Any]], tuple[int, dict[str, str]] | None] = lambda request: None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def told(self) -> list[dict[str, Any]]:
        return [json.loads(r["body"]) for r in self.asked]

    def ids(self) -> list[str]:
        return [r["headers"]["webhook-id"] for r in self.asked]


@contextmanager
def web_server(port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[Hooks]:
    """Run a web server in a thread that takes every POST."""
    hooks = Hooks()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            request = {"path": self.path, "headers": {k.lower(): v for k, v in self.headers.items()}, "body": body}
            hooks.asked.append(request)
            status, headers = hooks.answer(request) or (204, {})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    hooks.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield hooks
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
