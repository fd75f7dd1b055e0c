"""Whatever stands in the file, the answer is a Config or a list of faults with lines: never another error."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.config.keys import ACCEPTED, LATER
from leadctl.config.model import OPERATORS, Config
from leadctl.errors import ConfigError

WORDS = sorted(
    {key for keys in (*ACCEPTED.values(), *LATER.values()) for key in keys}
    | set(OPERATORS)
    | {
        "any",
        "all",
        "not",
        "email",
        "value",
        "received_at",
        "priority",
        "do_not_contact",
        "headcount",
        "touches",
        "age",
    }
)
WRITTEN = ["", " ", "ana", "Lead", "*", "2d", "50%", "high", "new", "link", "next", "UTC", "lead.language", "(", "é"]
TEXTS = st.sampled_from([*WRITTEN, "2026-01-01"])
SCALARS = st.one_of(
    TEXTS.map(lambda t: json.dumps(t, ensure_ascii=False)),
    st.sampled_from(["true", "false", "0", "1", "-5", "1.5", "inf", "nan", "1e400", "2026-01-01", "09:00:00"]),
    st.sampled_from(["2026-01-01T09:00:00", "2026-01-01T09:00:00Z", "99999999999999999999", "[]", "{}"]),
)


def inline(children):
    tables = st.dictionaries(st.sampled_from(WORDS), children, max_size=4).map(
        lambda d: "{ " + ", ".join(f"{k} = {v}" for k, v in d.items()) + " }"
    )
    lists = st.lists(children, max_size=3).map(lambda items: "[" + ", ".join(items) + "]")
    return st.one_of(tables, lists)


VALUES = st.recursive(SCALARS, inline, max_leaves=8)


def section(kind: str):
    keys = st.sampled_from([*ACCEPTED[kind], *LATER.get(kind, ()), "zzz"])
    return st.dictionaries(keys, VALUES, max_size=6).map(
        lambda d: f"[[{kind}]]\n" + "".join(f"{k} = {v}\n" for k, v in d.items())
    )


SETTINGS = st.dictionaries(st.sampled_from(ACCEPTED["settings"]), VALUES, max_size=4).map(
    lambda d: ("".join(f"{k} = {v}\n" for k, v in d.items()), set(d))
)
SECTIONS = st.lists(
    st.sampled_from(["status", "duplicate", "attribute", "gate", "classify", "score", "strategy"]).flatmap(
        lambda kind: section(kind).map(lambda text: (kind, text))
    ),
    max_size=4,
)


@given(SETTINGS, SECTIONS)
def test_any_file_gives_rules_or_faults(settings, sections):
    head, used = settings
    text = head + "".join(body for kind, body in sections if kind not in used)
    try:
        faults = None if isinstance(load_text(text, "f"), Config) else ()
    except ConfigError as error:
        faults = error.faults
    assert faults is None or (faults and all(fault.startswith("f:") for fault in faults))
