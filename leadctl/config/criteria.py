"""Reads `when`, `hold_when` and `require`: plain TOML into a Criteria tree, faults collected."""

from __future__ import annotations

from typing import Any

from leadctl.config import values
from leadctl.config.fields import OPERATORS_OF, Field, Fields
from leadctl.config.lines import Path
from leadctl.config.model import ALWAYS, OPERATORS, Clause, Criteria, Value
from leadctl.config.section import Faults, Section, kind_of
from leadctl.errors import did_you_mean
from leadctl.models import SYSTEM_STATUSES

GROUPS = ("any", "all", "not")
TOUCHES = "touches"  # `touches.email_opened = { min = 2 }` arrives as { touches = { email_opened = { min = 2 } } }
AGE_ALONE = "age"  # `age = { max = "7d" }` beside the fields: the age of received_at


class CriteriaReader:
    """Reads the criteria of one file. `statuses` and `record_types` are casefolded name -> name, for warnings."""

    def __init__(
        self, faults: Faults, fields: Fields, statuses: dict[str, str] | None = None, types: tuple[str, ...] = ()
    ) -> None:
        self.faults = faults
        self.fields = fields
        self.names = {"status": statuses or {}, "record_type": {t.casefold(): t for t in types}}

    def read(self, section: Section, key: str, *, unknown_yet: frozenset[str] = frozenset()) -> Criteria:
        """Return the tree at `key`, or ALWAYS when absent; fields of `unknown_yet` are faults there."""
        data = section.raw_table(key)
        if data is None:
            return ALWAYS
        return self._tree(data, (*section.path, key), section.say(key), unknown_yet)

    def _tree(self, data: dict[str, Any], path: Path, words: str, banned: frozenset[str]) -> Criteria:
        clauses: list[Clause] = []
        children: dict[str, list[Criteria]] = {}
        for key, value in data.items():
            here, said = (*path, key), f"{words}.{key}"
            if key in GROUPS:
                children[key] = self._group(key, value, here, said, banned)
            else:
                clauses += self._field(key, value, here, said, banned)
        groups = (tuple(children["any"]),) if "any" in children else ()
        return Criteria(tuple(clauses), tuple(children.get("all", ())), groups, tuple(children.get("not", ())))

    def _group(self, key: str, value: object, path: Path, words: str, banned: frozenset[str]) -> list[Criteria]:
        items = [value] if key == "not" and isinstance(value, dict) else value
        if not isinstance(items, list) or not items or not all(isinstance(i, dict) and i for i in items):
            shape = "{ … }" if key == "not" else "[ { … }, { … } ]"
            self.faults.add(path, words, f"must be written as {key} = {shape}, no part empty")
            return []
        single = items is not value
        return [
            self._tree(item, path if single else (*path, i), words if single else f"{words}[{i + 1}]", banned)
            for i, item in enumerate(items)
        ]

    def _field(self, key: str, value: object, path: Path, words: str, banned: frozenset[str]) -> list[Clause]:
        field = self.fields.find(key)
        if field.name == TOUCHES and isinstance(value, dict):
            value, clauses = self._touches(value, path, words, banned)
            if clauses and not value:
                return clauses
            return clauses + self._operators(field, value, path, words)
        if key == AGE_ALONE and not field.declared:
            return self._age(Field("received_at", "date"), value, path, words)
        if field.name in banned:
            self.faults.add(path, words, f"{field.name} is not known yet where this rule is evaluated")
            return []
        oddity = self.fields.oddity(key)
        if oddity:
            self.faults.warn(path, words, oddity, code="unknown-field")
        if isinstance(value, dict):
            return self._operators(field, value, path, words)
        return self._comparison(field, "is", value, path, words)

    def _touches(
        self, table: dict[str, Any], path: Path, words: str, banned: frozenset[str]
    ) -> tuple[dict[str, Any], list[Clause]]:
        """Split `touches = { … }` into its operators and the clauses of `touches.NAME`, which TOML nests alike."""
        clauses: list[Clause] = []
        for name in [n for n in table if n not in OPERATORS]:
            clauses += self._field(f"{TOUCHES}.{name}", table[name], (*path, name), f"{words}.{name}", banned)
        return {name: value for name, value in table.items() if name in OPERATORS}, clauses

    def _operators(self, field: Field, table: dict[str, Any], path: Path, words: str) -> list[Clause]:
        clauses: list[Clause] = []
        if not table:
            self.faults.add(path, words, f"is empty; write {field.name} = {{ present = true }} or a value")
        for operator, value in table.items():
            here, said = (*path, operator), f"{words}.{operator}"
            if operator not in OPERATORS:
                near = did_you_mean(operator, OPERATORS) or f"; known: {', '.join(OPERATORS)}"
                self.faults.add(here, said, f"unknown operator{near}")
            elif operator not in OPERATORS_OF[field.kind]:
                self.faults.add(here, said, _unfit(field, operator))
            elif operator == "age":
                clauses += self._age(field, value, here, said)
            elif operator == "present":
                clauses += self._present(field, value, here, said)
            else:
                clauses += self._comparison(field, operator, value, here, said)
        return clauses

    def _present(self, field: Field, value: object, path: Path, words: str) -> list[Clause]:
        if not isinstance(value, bool):
            self.faults.add(path, words, f"must be true or false, not {kind_of(value)}")
            return []
        return [Clause(field.name, field.kind, "present", value, f"{field.name} present {str(value).lower()}")]

    def _age(self, field: Field, value: object, path: Path, words: str) -> list[Clause]:
        if not isinstance(value, dict) or not value or not set(value) <= {"min", "max"}:
            self.faults.add(path, words, 'must be { min = "2h" }, { max = "7d" } or both')
            return []
        clauses = []
        for bound, duration in value.items():
            try:
                seconds = values.age(duration)
            except ValueError as error:
                self.faults.add((*path, bound), f"{words}.{bound}", str(error))
                continue
            clauses.append(Clause(field.name, "date", "age", seconds, f"{field.name} age {bound} {duration}", bound))
        return clauses

    def _comparison(self, field: Field, operator: str, value: object, path: Path, words: str) -> list[Clause]:
        many = isinstance(value, list)
        if many and not value:
            self.faults.add(path, words, "an empty list matches nothing")
            return []
        if (many and operator in {"min", "max", "gt", "lt", "before", "after", "matches"}) or isinstance(value, dict):
            self.faults.add(path, words, f"must be one value, not {kind_of(value)}")
            return []
        items: list[object] = value if isinstance(value, list) else [value]
        if field.kind == "date" and operator == "is":
            return self._on_day(field, items, path, words)
        found: list[Value] = []
        for item in items:
            try:
                found.append(values.operand(item, field, operator, self.fields.zone_name))
                self._known_name(field, item, path, words)
            except ValueError as error:
                self.faults.add(path, words, f"{error}{_attribute_remedy(field, item)}")
        if len(found) < len(items):
            return []
        if operator == "in" or (many and operator == "is"):
            operator, many = "in", True
        shown = ", ".join(str(i).lower() if isinstance(i, bool) else str(i) for i in items)
        return [
            Clause(
                field.name, field.kind, operator, tuple(found) if many else found[0], f"{field.name} {operator} {shown}"
            )
        ]

    def _on_day(self, field: Field, items: list[object], path: Path, words: str) -> list[Clause]:
        """A date without a time means that whole day: from its first to its last second."""
        if len(items) > 1:
            self.faults.add(path, words, "dates take no list; write { min = …, max = … } or any = [ … ]")
            return []
        try:
            first = values.moment(items[0], self.fields.zone_name)
            last = values.moment(items[0], self.fields.zone_name, end=True)
        except ValueError as error:
            self.faults.add(path, words, str(error))
            return []
        shown = f"{field.name} is {items[0]}"
        return [Clause(field.name, "date", "min", first, shown), Clause(field.name, "date", "max", last, shown)]

    def _known_name(self, field: Field, item: object, path: Path, words: str) -> None:
        if not isinstance(item, str):
            return
        if field.name == "system_status" and item.strip().casefold() not in SYSTEM_STATUSES:
            near = did_you_mean(item, SYSTEM_STATUSES) or f"; choose from {', '.join(SYSTEM_STATUSES)}"
            raise ValueError(f'"{item}" is not a system status{near}')
        known = self.names.get(field.name)
        if known and item.strip().casefold() not in known:
            what = field.name.replace("_", " ")
            near = did_you_mean(item, known.values())
            self.faults.warn(path, words, f'no {what} is called "{item}"{near}', code="unknown-name")


def _unfit(field: Field, operator: str) -> str:
    fitting = ", ".join(OPERATORS_OF[field.kind])
    message = f"{field.name} is {field.kind}; {operator} does not apply to it (it takes {fitting})"
    if not field.declared:
        kind = "date" if operator in {"before", "after", "age"} else "number"
        return f'{message}; if it is a {kind}, add [[attribute]] name = "{field.name}", type = "{kind}"'
    return message


def _attribute_remedy(field: Field, item: object) -> str:
    if field.declared or isinstance(item, str):
        return ""
    kind = {bool: "bool", int: "number", float: "number"}.get(type(item), "date")
    return f'; or, if it is not text, add [[attribute]] name = "{field.name}", type = "{kind}"'
