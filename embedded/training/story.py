"""What one example tells: values are drawn and lines are put into pieces of text that know whose value they are."""
from dataclasses import dataclass

import templates
import values

JOINERS = [", ", ", ", ", ", "; ", " and ", " / ", " & ", " + "]


@dataclass(frozen=True)
class Piece:
    """A stretch of the text; `slot` says whose value it is: (field,) or (field, row, member); `maker` what kind of value; `senses` which
    options it says, such as "order.status.shipped"."""

    text: str
    slot: tuple = ()
    value: object = None
    maker: str = ""
    senses: tuple = ()


class Story:
    """What one example tells: the values of the fields that were told, and the pieces of the text."""

    def __init__(self, random, family):
        self.random = random
        self.family = family
        self.labels = {}
        self.told = {}  # field name -> Value, option name, list of Values, or list of {member: Value}
        self.absent = set()
        self.label_all()

    def label_all(self):
        used = set()
        for field in self.family.fields.values():
            for part in [field, *field.members.values()]:
                self.labels[id(part)] = self.label(part.labels, used)
        for number, (labels, _, _) in enumerate(self.family.groups):
            self.labels["group", number] = self.label(labels, used)

    def label(self, labels, used):
        for _ in range(8):
            chosen = self.random.choice(labels)
            chosen = values.make(self.random, "key").text if chosen == "*" else chosen
            if chosen not in used:
                break
        used.add(chosen)
        return chosen

    def tell(self, line):
        """Returns the pieces of a line, or None if it does not go with what was told before."""
        chosen = templates.choose(line.nodes, self.random)
        names = [node.name for node in chosen if isinstance(node, templates.Slot) and node.mode in ("value", "lines")]
        told = set(names) | {name for name, value in line.conditions.items() if value != "none"}
        none = {name for name, value in line.conditions.items() if value == "none"}
        first = {node.name for node in chosen if isinstance(node, templates.Slot) and node.mode == "first"}
        taken = told & (set(self.told) | self.absent) or none & (set(self.told) | told)
        if taken or not first <= set(self.told) | told:
            return None
        self.absent |= none
        pieces = []
        said = {name: value for name, value in line.conditions.items() if value != "none"}
        self.told |= said
        senses = tuple(self.family.key(name, value) for name, value in said.items())
        for node in chosen:
            pieces += [Piece(node, senses=senses)] if isinstance(node, str) else self.slot(node)
        for name in none:
            if self.family.fields[name].kind in ("list", "rows"):
                self.told[name] = []
        return pieces

    def slot(self, slot):
        if slot.mode == "distractor":
            return [Piece(values.make(self.random, slot.name).text, maker=slot.name)]
        field = self.family.fields[slot.name]
        if slot.mode == "label":
            return [Piece(self.labels[id(field)])]
        if slot.mode == "first":
            return [Piece(self.told[slot.name].text.split()[0], maker="first")]
        if field.kind in ("choice", "flag"):
            wording = self.wording(field)
            return [Piece(wording, senses=(self.family.key(field.name, self.told[field.name]),))]
        if field.kind == "value":
            if field.name in self.told:  # said again in the same line
                return [Piece(self.told[field.name].text, maker=field.maker)]
            value = self.told[field.name] = values.make(self.random, field.maker)
            return [Piece(value.text, (field.name,), value, field.maker)]
        return self.several(field, slot.mode == "lines")

    def wording(self, field):
        if field.name not in self.told:
            able = [name for name, (_, phrases) in field.options.items() if phrases]
            self.told[field.name] = self.random.choice(able)
        phrases = field.options[self.told[field.name]][1]
        chosen = templates.choose(self.random.choice(phrases), self.random)
        return "".join(node if isinstance(node, str) else values.make(self.random, node.name).text for node in chosen)

    def several(self, field, lines):
        random = self.random
        most = 4 if field.kind == "rows" else 6
        count = min(random.choice([1, 2, 2, 3, 3, 4, 5, 6]), most)
        joiner = random.choice(JOINERS)
        last = random.choice([" and ", ", and ", joiner, " and "]) if joiner == ", " else joiner
        bullet = random.choice(["- ", "* ", "", "• "])
        items, pieces, seen = [], [], set()
        row = random.choice(field.rows) if field.rows else None
        for number in range(count):
            if row:
                if random.random() < 0.15:
                    row = random.choice(field.rows)
                item, told = self.row(field, row, number)
            else:
                value = values.make(random, field.maker)
                if value.core in seen:
                    continue
                seen.add(value.core)
                item, told = [Piece(value.text, (field.name, len(items)), value, field.maker)], value
            if lines:
                item = [Piece("\n" + bullet), *item]
            elif items:
                item = [Piece(last if number == count - 1 else joiner), *item]
            items.append(told)
            pieces += item
        self.told[field.name] = items
        return pieces

    def row(self, field, row, number):
        told, pieces = {}, []
        for node in templates.choose(row, self.random):
            if isinstance(node, str):
                pieces.append(Piece(node))
                continue
            maker = node.name if node.mode == "distractor" else field.members[node.name].maker
            value = values.make(self.random, maker)
            if node.mode == "distractor":
                pieces.append(Piece(value.text, maker=maker))
            else:
                told[node.name] = value
                pieces.append(Piece(value.text, (field.name, number, node.name), value, maker))
        return pieces, told
