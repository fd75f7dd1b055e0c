"""JSON and NDJSON: whatever services send, records with a line, or one clear error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.engine.intake import json_records, json_stream
from leadctl.engine.intake.json_records import MAX_JSON
from leadctl.engine.intake.source import open_source
from leadctl.errors import UsageError


def opened(folder: Path, data: str | bytes, name: str = "in.json"):
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return open_source(str(path))


def table(source) -> list[dict[str, str]]:
    return [dict(zip(source.header, record.cells, strict=True)) for record in source.records() if record.cells]


def faults(source) -> list[tuple[int, str]]:
    return [(record.line, record.error) for record in source.records() if record.error]


def test_an_array_and_its_types(tmp_path):
    source = opened(
        tmp_path, '[{"a": 1.50, "b": true, "c": null, "d": ["x", "y"]}, {"a": 12345678901234567890, "e": ""}]'
    )
    assert source.header == ["a", "b", "c", "d", "e"]
    assert table(source) == [
        {"a": "1.50", "b": "true", "c": "", "d": "x; y", "e": ""},
        {"a": "12345678901234567890", "b": "", "c": "", "d": "", "e": ""},
    ]
    assert [record.line for record in source.records()] == [1, 2]


def test_lines_have_their_numbers_and_bad_ones_their_reason(tmp_path):
    source = opened(tmp_path, '{"a": 1}\n\nnonsense\n[1]\n{"a": 2, "b": {"c": 3}}\n{"a": "\\ud800"}\n', "in.ndjson")
    assert table(source) == [{"a": "1", "b.c": ""}, {"a": "2", "b.c": "3"}]
    assert [line for line, _ in faults(source)] == [3, 4, 6]
    assert [record.line for record in source.records()] == [1, 3, 4, 5, 6]
    assert [record.line for record in source.records(start_line=4)] == [4, 5, 6]


@pytest.mark.parametrize(
    "data",
    [
        {"results": [{"id": "1", "properties": {"email": "a@x.io"}}], "paging": {"next": 1}},
        {"data": [{"id": "1", "field_data": [{"name": "email", "values": ["a@x.io"]}]}]},
        [{"id": "1", "user_column_data": [{"column_name": "email", "string_value": "a@x.io", "column_id": "E"}]}],
        {"id": "1", "email": "a@x.io"},
        {"id": "1", "field_data": [{"name": "email", "values": ["a@x.io"]}]},
    ],
)
def test_envelopes_of_services_are_opened(tmp_path, data):
    source = opened(tmp_path, json.dumps(data))
    [found] = table(source)
    assert (found["id"], found["email"]) == ("1", "a@x.io")


def test_what_it_is_is_seen_by_its_content(tmp_path):
    assert opened(tmp_path, '\ufeff{"a": 1}\n{"a": 2}\n', "export.txt").header == ["a"]
    assert opened(tmp_path, "[id],{name}\n1,2\n", "odd.csv").header == ["[id]", "{name}"]
    assert opened(tmp_path, '{\n "a": 1\n}\n', "one.csv").header == ["a"]
    path = tmp_path / "said.json"
    path.write_text('a;b\n{"x";2\n')
    assert open_source(str(path), delimiter=";").header == ["a", "b"]  # the user's word goes before


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        ('[{"a": 1}', "not-json"),
        ("[" * 100_000, "not-json"),
        ('["a", "b"]', "empty-file"),
        ("[]", "empty-file"),
        ('"text"', "not-json"),
        ("{}", "empty-file"),
        (json.dumps([{f"k{n}": n for n in range(5000)}]), "too-many-columns"),
        (b'[{"a": "\xff"}]', "not-json"),
    ],
)
def test_what_is_no_table(tmp_path, data, slug):
    with pytest.raises(UsageError) as caught:
        opened(tmp_path, data)
    assert caught.value.slug == slug
    assert caught.value.hint


def test_a_giant_object_is_refused_and_its_remedy_named(tmp_path):
    path = tmp_path / "big.json"
    path.write_bytes(b'{"all": [{"a": 1},')
    with path.open("r+b") as file:
        file.truncate(MAX_JSON + 1)
    with pytest.raises(UsageError, match="MB") as caught:
        open_source(str(path))
    assert caught.value.slug == "too-large"
    assert "NDJSON" in caught.value.hint


@pytest.mark.parametrize("chunk", [1, 7, 1 << 20])
def test_an_array_is_read_piece_by_piece(tmp_path, monkeypatch, chunk):
    monkeypatch.setattr(json_stream, "CHUNK", chunk)
    monkeypatch.setattr(json_stream, "MAX_FIELD", 40)
    monkeypatch.setattr(json_records, "MAX_FIELD", 40)
    long = [{"b": "x" * 500}, {"b": {"c": ["}", '"', "\\"] * 80}}, "y" * 500, {"b": "é" * 41}]
    values = [{"a": 12345}, *long, {"a": "ü"}, 7, {}, {"a": -1.5}]
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        source = opened(tmp_path, json.dumps(values, ensure_ascii=False).encode(encoding))
        assert table(source) == [{"a": "12345"}, {"a": "ü"}, {"a": ""}, {"a": "-1.5"}]
        assert [line for line, _ in faults(source)] == [2, 3, 4, 5, 7]
        assert {line for line, why in faults(source) if why.startswith("too long")} - {4} == {2, 3, 5}


@pytest.mark.parametrize("data", ['[{"a": 1} {"a": 2}]', '[{"a": 1},]', '[{"a": 1}] [', '[{"a": 1', "[{} x", "[,]"])
def test_an_array_with_a_fault_is_refused_and_the_object_named(tmp_path, data):
    with pytest.raises(UsageError, match=r"object|missing") as caught:
        opened(tmp_path, data)
    assert caught.value.slug == "not-json"


def test_keys_that_grow_with_what_is_around_them_fill_no_memory(tmp_path):
    inner = ",".join(f'"k{n}": 1' for n in range(3_000))
    source = opened(tmp_path, f'{{"a": 1}}\n{{"{"k" * 100_000}": {{{inner}}}}}\n', "in.ndjson")
    assert source.header == ["a"]
    assert faults(source) == [(2, "too long: a key of more than 1000 characters")]


def test_a_file_of_one_unusable_line_says_why(tmp_path, monkeypatch):
    monkeypatch.setattr(json_records, "MAX_FIELD", 40)
    with pytest.raises(UsageError, match="line 1 is too long: a line of more than 40 bytes"):
        opened(tmp_path, '{"a": "%s"}' % ("x" * 100), "in.ndjson")
    with pytest.raises(UsageError, match='object 1 is too long: "a" has more than 40 characters'):
        opened(tmp_path, '[{"a": "%s"}]' % ("x" * 100))


def test_the_same_import_rules_hold(leadctl, tmp_path):
    (tmp_path / "l.ndjson").write_text(
        '{"properties": {"hs_object_id": "1", "email": "Ann@X.io", "firstname": "Ann"}, "id": "1"}\n'
        '{"id": "2", "email": "bo@x.io", "status": "Nonsense"}\n'
    )
    done = leadctl("import", "leads", "l.ndjson", "--json")
    told = json.loads(done.out)
    assert (done.code, told["new"], told["rejected_by_reason"]) == (1, 1, {"unknown-status": 1})
    mended = Path("l.rejects.csv").read_text().replace("Nonsense", "New")
    Path("l.rejects.csv").write_text(mended)
    assert json.loads(leadctl("import", "leads", "l.rejects.csv", "--json").out)["new"] == 1
    assert json.loads(leadctl("import", "leads", "l.ndjson", "--json").out)["imported_before_id"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(JSON | st.lists(JSON, max_size=4), st.booleans())
def test_any_json_is_read_or_refused(tmp_path_factory, value, lines):
    folder = tmp_path_factory.mktemp("j")
    text = "\n".join(map(json.dumps, value)) if lines and isinstance(value, list) else json.dumps(value)
    path = folder / ("in.ndjson" if lines else "in.json")
    path.write_text(text or " ", "utf-8")
    try:
        source = open_source(str(path))
    except UsageError:
        return
    for record in source.records():
        assert record.cells is None or len(record.cells) == len(source.header)


@given(st.binary(max_size=200))
def test_any_bytes_named_json_are_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("j") / "in.ndjson"
    path.write_bytes(b'{"a":1}\n' + data)
    for record in open_source(str(path)).records():
        assert record.cells is None or len(record.cells) == len(open_source(str(path)).header)
