"""What `config plan` says when who is told of what changes."""

from __future__ import annotations

import pytest

from leadctl.config import load_text
from leadctl.engine.rule_changes import changes

MAIL = '[notify]\nsmtp = "mail.example.com"\nfrom = "leads@example.com"\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", MAIL, ["notify added"]),
        (MAIL, "", ["notify removed"]),
        (MAIL, MAIL, []),
        (MAIL, MAIL.replace("leads@", "sales@") + 'kinds = ["held"]\n', ["notify changed: from, kinds"]),
        (MAIL, MAIL.replace("mail.example.com", "post.example.com:25"), ["notify changed: smtp"]),
        (MAIL, MAIL + '[[notify.service]]\nname = "s"\nurl_env = "S"\n', ["notify changed: service"]),
    ],
)
def test_each_key_is_named_once(old, new, said):
    assert [str(c) for c in changes(load_text(old, "old"), load_text(new, "new"))] == said
