"""Reads the sentence templates in families/*.txt.

A file is a family of fields that go together, and the lines that speak of them:

    family order                        the name; "family order 3" is drawn three times as often
    number = code | order number, id | the number of the order; what the order is called
                                        field = maker of values.py | property names | descriptions (may be missing)
    status = choice | status, state     one of several options
      shipped / sent: on its way; [shipped|sent off] already
                                        an option's names : the wordings that say so (may be none)
    paid = flag | paid, is paid         true or false, with wordings in the same way
      true: paid in full; settled
      false: not paid yet
    guests = list person | guests       0 to 6 values
    items = rows | items, line items    0 to 4 records: their own fields, and lines that begin with "- "
      product = product | product, name
      price = money | price
      - {product} for {price}
    group customer | customer, buyer | who bought : name email
                                        fields that may be put into an object of their own
    ---
    Order {number} is {status}.         a line of text
    @status=shipped The parcel left.    a line that says so without a wording; "@phone=none" says there is none
    > To: {email}\\nHello!               a whole document, not mixed with other lines

In a line:
    {field}         the value (of a choice or a flag: one of its wordings; of a list: its items, joined)
    {field:lines}   a list's items, each on a line of its own
    {field:label}   the property's name in words
    {field:first}   the first word of a value that the same line told before
    {?maker}        some value that is nobody's: a distractor
    [a|b|]          one of these, also nested; \\n is a new line, \\[ a bracket; a bar outside brackets is a bar

A name of "*" is a property name drawn at random.
"""
import functools
import math
import pathlib
import re
from dataclasses import dataclass, field as default

import values

FAMILIES = pathlib.Path(__file__).parent / "families"
_SLOT = re.compile(r"\{(\??)(\w+)(?::(\w+))?\}")
_CONDITION = re.compile(r"@(\w+)=(\w+) +")


@dataclass(frozen=True)
class Slot:
    """A place of a line: a field's value, its label, or a distractor of a maker."""

    name: str
    mode: str = "value"


@dataclass(frozen=True)
class Either:
    """One of several sequences."""

    branches: tuple


@dataclass
class Field:
    name: str
    kind: str  # value, choice, flag, list, rows
    maker: str
    labels: list
    abouts: list
    options: dict = default(default_factory=dict)  # canonical name -> (names, wordings)
    members: dict = default(default_factory=dict)
    rows: list = default(default_factory=list)


@dataclass
class Line:
    text: str
    nodes: tuple
    conditions: dict
    document: bool


@dataclass
class Family:
    name: str
    weight: int
    fields: dict
    groups: list  # (labels, abouts, field names)
    lines: list
    sketched: bool = False  # it is of one sketch (sketch.py), whose groups stay together

    def key(self, field, part=""):
        """Returns what a field, a member of its records, or an option is called in all examples."""
        return f"{self.name}.{field}.{part}"


class TemplateError(Exception):
    """A family file does not keep to the language; says where."""


def parse(text):
    """Returns the nodes of a template: strings, Slots and Eithers."""
    nodes, rest = _sequence(text.replace("\\n", "\n"), 0, False)
    if rest != len(text.replace("\\n", "\n")):
        raise TemplateError(f"unmatched ] in: {text}")
    return nodes


def _sequence(text, at, inside):
    nodes, literal = [], ""
    while at < len(text):
        char = text[at]
        if char == "\\" and at + 1 < len(text):
            literal += text[at + 1]
            at += 2
        elif inside and char in "|]":
            break
        elif char == "]":
            raise TemplateError(f"unmatched ] in: {text}")
        elif char == "[":
            branches = []
            while char != "]":
                branch, at = _sequence(text, at + 1, True)
                branches.append(branch)
                if at >= len(text):
                    raise TemplateError(f"unmatched [ in: {text}")
                char = text[at]
            nodes += [literal] * bool(literal) + [Either(tuple(branches))]
            literal = ""
            at += 1
        elif char == "{":
            match = _SLOT.match(text, at)
            if not match:
                raise TemplateError(f"bad place in: {text}")
            mode = "distractor" if match[1] else match[3] or "value"
            nodes += [literal] * bool(literal) + [Slot(match[2], mode)]
            literal = ""
            at = match.end()
        else:
            literal += char
            at += 1
    return tuple(nodes + [literal] * bool(literal)), at


def choose(nodes, random):
    """Returns the nodes with one branch chosen of every alternation: strings and Slots."""
    flat = []
    for node in nodes:
        if isinstance(node, Either):
            flat += choose(random.choice(node.branches), random)
        else:
            flat.append(node)
    return flat


def slots(nodes):
    """Returns every Slot in all branches."""
    found = []
    for node in nodes:
        if isinstance(node, Either):
            for branch in node.branches:
                found += slots(branch)
        elif isinstance(node, Slot):
            found.append(node)
    return found


def expansions(nodes, fields):
    """Returns in how many ways the words of a template can come out, values and property names apart."""
    ways = 1
    for node in nodes:
        if isinstance(node, Either):
            ways *= sum(expansions(branch, fields) for branch in node.branches)
        elif isinstance(node, Slot) and node.mode in ("value", "lines") and node.name in fields:
            field = fields[node.name]
            wordings = [w for _, phrases in field.options.values() for w in phrases]
            if wordings:
                ways *= sum(expansions(w, {}) for w in wordings)
            elif field.rows:
                ways *= sum(expansions(row, field.members) for row in field.rows)
    return ways


def _field(text):
    name, rest = (part.strip() for part in text.split("=", 1))
    parts = [part.strip() for part in rest.split("|")]
    kind, _, maker = parts[0].partition(" ")
    if kind not in ("choice", "flag", "list", "rows"):
        kind, maker = "value", kind
    if kind in ("value", "list") and maker not in values.MAKERS:
        raise TemplateError(f"no such maker: {text}")
    labels = [label.strip() for label in parts[1].split(",")]
    abouts = [about.strip() for about in parts[2].split(";")] if len(parts) > 2 else []
    return Field(name, kind, maker, labels, abouts)


def _detail(owner, text):
    """Reads an indented line: an option, a record's field, or a record's wording."""
    if text.startswith("- "):
        owner.rows.append(parse(text[2:]))
    elif owner.kind == "rows":
        member = _field(text)
        owner.members[member.name] = member
    else:
        names, _, wordings = text.partition(":")
        names = [name.strip() for name in names.split("/")]
        phrases = [parse(wording.strip()) for wording in wordings.split(";") if wording.strip()]
        owner.options[names[0].replace(" ", "_")] = (names, phrases)


def _line(text):
    document = text.startswith("> ")
    text = text[2:] if document else text
    conditions, whole = {}, text
    while match := _CONDITION.match(text):
        conditions[match[1]] = match[2]
        text = text[match.end() :]
    return Line(whole, parse(text), conditions, document)


def read(path):
    """Returns the family in a file.

    Raises TemplateError, with the file and the line, for what is not in the language.
    """
    family, owner, header = None, None, True
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = raw.strip()
        if not text or text.startswith("#"):
            continue
        try:
            if text == "---":
                header = False
            elif not header:
                family.lines.append(_line(text))
            elif family is None:
                _, name, *weight = text.split()
                family = Family(name, int(weight[0]) if weight else 1, {}, [], [])
            elif text.startswith("group "):
                head, _, names = text[6:].rpartition(":")
                _, labels, *abouts = [part.strip() for part in head.split("|")]
                family.groups.append(
                    ([label.strip() for label in labels.split(",")], [a for a in abouts if a], names.split()))
            elif raw.startswith(" "):
                _detail(owner, text)
            else:
                owner = _field(text)
                family.fields[owner.name] = owner
        except (TemplateError, ValueError, IndexError, AttributeError) as error:
            raise TemplateError(f"{path.name}:{number}: {error}") from error
    _check(family, path)
    return family


def _check(family, path):
    def fail(message):
        raise TemplateError(f"{path.name}: {message}")

    def check_slots(nodes, fields, where):
        for slot in slots(nodes):
            known = values.MAKERS if slot.mode == "distractor" else fields
            if slot.name not in known:
                fail(f"unknown {slot.name} in: {where}")
            field = fields.get(slot.name)
            if slot.mode == "value" and field.kind in ("choice", "flag"):
                if not any(phrases for _, phrases in field.options.values()):
                    fail(f"{slot.name} has no wordings in: {where}")

    for field in family.fields.values():
        for _, phrases in field.options.values():
            for phrase in phrases:
                check_slots(phrase, {}, field.name)
    spoken, seen = set(), set()
    for line in family.lines:
        check_slots(line.nodes, family.fields, line.text)
        if line.text in seen:
            fail(f"twice: {line.text}")
        seen.add(line.text)
        here = {slot.name for slot in slots(line.nodes) if slot.mode != "first"} | set(line.conditions)
        for slot in slots(line.nodes):
            if slot.mode == "first" and slot.name not in here:
                fail(f"{slot.name} is not told in: {line.text}")
        spoken |= here
        for name, value in line.conditions.items():
            field = family.fields.get(name) or fail(f"unknown condition {name}: {line.text}")
            if value != "none" and value not in field.options:
                fail(f"no option {name}={value}: {line.text}")
    for field in family.fields.values():
        for row in field.rows:
            check_slots(row, field.members, field.name)
        if field.name not in spoken:
            fail(f"no line speaks of {field.name}")
        if (field.kind in ("choice", "flag")) != bool(field.options) or (field.kind == "rows") != bool(field.rows):
            fail(f"{field.name} lacks its options or rows")
    for _, _, names in family.groups:
        for name in names:
            if name not in family.fields:
                fail(f"unknown {name} in a group")


@functools.cache
def load():
    """Returns all families, by name, in the order of the files' names. Reads them once."""
    families = [read(path) for path in sorted(FAMILIES.glob("*.txt"))]
    return {family.name: family for family in families}


def count(families):
    """Returns the numbers of families, lines, distinct lines and distinct expansions of their words."""
    lines = [(family, line) for family in families.values() for line in family.lines]
    return {
        "families": len(families),
        "lines": len(lines),
        "distinct lines": len({line.text for _, line in lines}),
        "record wordings": sum(len(f.rows) for family in families.values() for f in family.fields.values()),
        "option wordings": sum(
            len(phrases) for family in families.values() for f in family.fields.values()
            for _, phrases in f.options.values()),
        "expansions": sum(
            min(expansions(line.nodes, family.fields), math.inf) for family, line in lines),
    }
