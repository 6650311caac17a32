"""Makes training examples from the templates: a text, a JSON Schema, the right answer, and what the model is asked.

    python generate.py --show 20 [--split dev] [--seed 1]    prints examples
    python generate.py --stats                               counts templates and measures the speed
    python generate.py --write FILE.jsonl --count 100000     writes examples, one a line

An example is {"family", "text", "schema", "answer", "questions"}. A question is one scalar of the schema as the Java
side asks for it (SchemaReader, Prompt): path, type, list, optional, description and options, with the target: `spans`
(one [start, end] in the text for every value; null where a record has none) or `option` (its number or null).

Whole families (HELD_OUT) and a tenth of the lines of every other family are kept for the split `dev`.
"""
import argparse
import json
import random as randoms
import sys
import time
import zlib
from dataclasses import dataclass

import templates
import values

HELD_OUT = {"menu", "parcel", "hotel", "museum", "garden", "recruiting", "energy"}
MAX_TEXT = 700
PEOPLE = {"first": "person", "last": "person", "full": "person"}  # makers whose values look alike
JOINERS = [", ", ", ", ", ", "; ", " and ", " / ", " & ", " + "]
NO_END = tuple(".!?:;,\n")


def is_dev(line):
    """Whether a line is kept out of training."""
    return zlib.crc32(line.text.encode()) % 10 == 0


@dataclass(frozen=True)
class Piece:
    """A stretch of the text; `slot` says whose value it is: (field,) or (field, row, member)."""

    text: str
    slot: tuple = ()
    value: object = None


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
        for name, value in line.conditions.items():
            if value != "none":
                self.told[name] = value
        for node in chosen:
            pieces += [Piece(node)] if isinstance(node, str) else self.slot(node)
        for name in none:
            if self.family.fields[name].kind in ("list", "rows"):
                self.told[name] = []
        return pieces

    def slot(self, slot):
        if slot.mode == "distractor":
            return [Piece(values.make(self.random, slot.name).text)]
        field = self.family.fields[slot.name]
        if slot.mode == "label":
            return [Piece(self.labels[id(field)])]
        if slot.mode == "first":
            return [Piece(self.told[slot.name].text.split()[0])]
        if field.kind in ("choice", "flag"):
            return [Piece(self.wording(field))]
        if field.kind == "value":
            if field.name in self.told:  # said again in the same line
                return [Piece(self.told[field.name].text)]
            value = self.told[field.name] = values.make(self.random, field.maker)
            return [Piece(value.text, (field.name,), value)]
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
                item, told = [Piece(value.text, (field.name, len(items)), value)], value
            if lines:
                item = [Piece("\n" + bullet if items or bullet else bullet), *item]
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
                pieces.append(Piece(value.text))
            else:
                told[node.name] = value
                pieces.append(Piece(value.text, (field.name, number, node.name), value))
        return pieces, told


class Noise:
    """How untidy one text is: the same for all its pieces. Numbers' meanings and spans survive it."""

    def __init__(self, random):
        self.random = random
        share = random.random()
        self.case = str.lower if share < 0.08 else str.upper if share < 0.095 else str
        self.typos = random.random() < 0.06
        self.no_end = random.random() < 0.05
        self.dash = random.random() < 0.04

    def apply(self, piece):
        text = self.case(piece.text)
        if not piece.slot and not piece.value:
            if self.typos:
                text = " ".join(self.typo(word) for word in text.split(" "))
            if self.no_end:
                text = text.replace(". ", " ").rstrip(".") if len(text) > 1 else text.replace(".", "")
            if self.dash:
                text = text.replace(", ", " - ")
        return text

    def typo(self, word):
        if len(word) < 4 or not word.isalpha() or self.random.random() > 0.12:
            return word
        at = self.random.randrange(1, len(word) - 2)
        kind = self.random.random()
        if kind < 0.5:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return word[:at] + word[at + 1 :] if kind < 0.8 else word[:at] + word[at] + word[at:]


class Namer:
    """Writes property names in one style."""

    STYLES = ["camel", "camel", "camel", "snake", "snake", "pascal", "kebab"]

    def __init__(self, random):
        self.style = random.choice(self.STYLES)

    def name(self, words):
        parts = words.replace("-", " ").split()
        if self.style == "snake":
            return "_".join(part.lower() for part in parts)
        if self.style == "kebab":
            return "-".join(part.lower() for part in parts)
        title = "".join(part[:1].upper() + part[1:] for part in parts)
        return title if self.style == "pascal" else parts[0].lower() + title[len(parts[0]) :]


class Generator:
    """An endless, seeded source of examples of one split."""

    def __init__(self, seed=1, split="train", families=None):
        self.random = randoms.Random(f"{seed}/{split}")
        self.split = split
        self.families = families or templates.load()
        self.pools = {name: self.pool(family) for name, family in self.families.items()}
        self.names = [name for name in self.families if self.pools[name][0]]
        self.weights = [self.families[name].weight for name in self.names]

    def pool(self, family):
        """Returns the lines that may open an example, and those that may follow."""
        if family.name in HELD_OUT:
            return ([], []) if self.split == "train" else (family.lines, family.lines)
        wanted = [line for line in family.lines if is_dev(line) == (self.split == "dev")]
        return wanted, wanted if self.split == "train" else family.lines

    def example(self, family=None, line=None):
        """Returns the next example; with a family and a line one that begins with it."""
        while True:
            chosen = family or self.families[self.random.choices(self.names, self.weights)[0]]
            made = self.attempt(chosen, line)
            if made:
                return made

    def attempt(self, family, line):
        random = self.random
        opening, following = self.pools[family.name]
        story = Story(random, family)
        first = line or random.choice(opening)
        pieces = story.tell(first)
        if pieces is None:
            return None
        parts = [pieces]
        if not first.document:
            wanted = 1 + random.choice([0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5])
            for _ in range(4 * wanted):
                if len(parts) == wanted:
                    break
                next_line = random.choice(following)
                more = None if next_line.document else story.tell(next_line)
                if more is not None:
                    parts.append(more)
        schema = Schema(story, random)
        if not schema.questions:
            return None
        parts = self.with_distractors(family, schema, parts, first.document)
        text, found = self.write(parts)
        return schema.finish(text, found) if len(text) <= MAX_TEXT else None

    def with_distractors(self, family, schema, parts, document):
        """Puts a sentence or two of other families around, whose values could not be meant."""
        random = self.random
        for _ in range(random.choice([0, 0, 0, 0, 0, 1, 1, 2]) if not document or random.random() < 0.2 else 0):
            other = self.families[random.choice(self.names)]
            if other is family or not schema.goes_with(other):
                continue
            line = random.choice(self.pools[other.name][0])
            pieces = None if line.document else Story(random, other).tell(line)
            if pieces:
                at = random.choice([0, len(parts), random.randint(0, len(parts))])
                parts = parts[:at] + [[Piece(piece.text) for piece in pieces]] + parts[at:]
        return parts

    def write(self, parts):
        """Returns the text, and where in it every slot's value stands."""
        random = self.random
        noise = Noise(random)
        between = random.choice([" ", " ", " ", " ", "\n", "\n\n", "  "])
        text, found = "", {}
        for pieces in parts:
            if text:
                bare = not text.endswith(NO_END)
                text += (random.choice([". ", ". ", ", ", "; ", "\n", " - "]) if bare else between)
            for piece in pieces:
                written = noise.apply(piece)
                if piece.slot and piece.slot not in found:
                    found[piece.slot] = (len(text), len(text) + len(written), piece.value)
                text += written
        return text, found


class Schema:
    """The part of a family's fields that one example asks for, as JSON Schema, with the answer and the questions."""

    def __init__(self, story, random):
        self.story, self.random = story, random
        self.namer = Namer(random)
        self.questions = []
        self.fields = self.choose_fields()
        self.named = random.random() < 0.45  # how often properties have descriptions
        self.root = self.lay_out() if self.fields else None

    def goes_with(self, other):
        """Whether nothing that another family tells could be meant by what is asked for here."""
        if any(f.kind == "choice" or self.story.labels[id(f)] in ("name", "title") for f in self.fields):
            return False
        makers = {PEOPLE.get(m.maker, m.maker) for f in self.fields for m in [f, *f.members.values()]}
        return not makers & {PEOPLE.get(m.maker, m.maker) for f in other.fields.values() for m in [f, *f.members.values()]}

    def choose_fields(self):
        random, story = self.random, self.story
        told = [f for f in story.family.fields.values() if f.name in story.told]
        absent = [f for f in story.family.fields.values() if f.name not in story.told and not self.is_hidden(f)]
        hinted = [f for f in absent if f.name in story.absent and random.random() < 0.8]
        chosen = random.sample(told, min(len(told), random.choice([1, 2, 2, 3, 3, 4, 5, 6, 8])))
        if absent and random.random() < 0.3:
            chosen += random.sample(absent, min(len(absent), random.choice([1, 1, 2])))
        chosen += [f for f in hinted if f not in chosen]
        if random.random() < 0.5:
            random.shuffle(chosen)
        else:
            order = list(story.family.fields.values())
            chosen.sort(key=order.index)
        return chosen

    def is_hidden(self, field):
        """Whether a field that was not told is, in a way, inside one that was: ingredients in a list of parts."""
        def makers(one):
            return {PEOPLE.get(part.maker, part.maker) for part in [one, *one.members.values()] if part.maker}

        several = field.kind in ("list", "rows")
        told = [self.story.family.fields[name] for name in self.story.told]
        return any(makers(field) & makers(f) for f in told if several or f.kind in ("list", "rows"))

    def lay_out(self):
        """Returns the tree: [(name, description, field or list of the same)], and notes the questions."""
        story, random = self.story, self.random
        tree, grouped, names = [], {}, set()
        for number, (labels, abouts, members) in enumerate(story.family.groups):
            inner = [f for f in self.fields if f.name in members and f.name not in grouped]
            if inner and random.random() < (0.6 if len(inner) > 1 else 0.15):
                grouped |= {f.name: number for f in inner}
        done = set()
        for field in self.fields:
            number = grouped.get(field.name)
            if number is None:
                self.add(tree, names, self.namer.name(story.labels[id(field)]), self.about(field.abouts), field)
            elif number not in done:
                done.add(number)
                inner, inner_names = [], set()
                for other in self.fields:
                    if grouped.get(other.name) == number:
                        name = self.namer.name(story.labels[id(other)])
                        self.add(inner, inner_names, name, self.about(other.abouts), other)
                name = self.namer.name(story.labels["group", number])
                self.add(tree, names, name, self.about(story.family.groups[number][1]), inner)
        if random.random() < 0.04 and len(tree) > 1:
            wrapper = self.namer.name(random.choice(["result", "answer", story.family.name, "data", "record"]))
            tree = [(wrapper, "", tree, "required")]
        self.note(tree, (), "", 0, len(tree) == 1)
        return tree

    def add(self, tree, names, name, about, content):
        if name in names:
            return
        names.add(name)
        need = self.random.choices(["required", "nullable", "optional"], [6, 3, 2])[0]
        if not isinstance(content, list) and content.name not in self.story.told:
            need = self.random.choices(["required", "nullable", "optional"], [2, 6, 2])[0]
        tree.append((name, about, content, need))

    def about(self, abouts):
        return self.random.choice(abouts) if abouts and self.named and self.random.random() < 0.8 else ""

    def note(self, tree, path, around, depth, only):
        """Asks the questions in the order in which the Java side reads the schema."""
        for name, about, content, need in tree:
            inner = (*path, name)
            outer = around if depth else ""
            if isinstance(content, list):
                unnamed = depth == 0 and only
                self.note(content, () if unnamed else inner, about or outer, depth + 1, False)
            elif content.kind == "rows":
                self.note_rows(content, inner, about or outer)
            else:
                self.questions.append(self.question(content, inner, about or outer, need, content.kind == "list"))

    def note_rows(self, field, path, around):
        members = list(field.members.values())
        told = {name for row in self.story.told.get(field.name, []) for name in row}
        members = [m for m in members if m.name in told or self.random.random() < 0.3] or members
        if len(members) > 1 and self.random.random() < 0.25:
            members.pop(self.random.randrange(len(members)))
        names = set()
        for member in members:
            name = self.namer.name(self.story.labels[id(member)])
            if name in names:
                continue
            names.add(name)
            need = self.random.choices(["required", "nullable", "optional"], [6, 2, 1])[0]
            about = self.about(member.abouts)
            self.questions.append(self.question(member, (*path, name), about or around, need, True, field, about))

    def question(self, field, path, description, need, repeated, rows=None, own=None):
        random = self.random
        kind, form = ("string", "")
        if field.kind in ("value", "list"):
            _, kind, form = values.MAKERS[field.maker]
            if kind != "string" and random.random() < 0.06:
                kind = "string"
            elif kind == "integer" and random.random() < 0.12:
                kind = "number"
            form = form if random.random() < 0.6 else ""
        question = {
            "field": field, "path": path, "description": description, "need": need, "list": repeated, "rows": rows,
            "own": description if own is None else own, "kind": kind, "format": form if kind == "string" else "",
            "options": [],
        }
        if field.kind == "choice":
            question["options"] = self.options(field)
        elif field.kind == "flag":
            question["kind"] = "boolean"
            question["options"] = [("false", False), ("true", True)]
        return question

    def options(self, field):
        """Returns (canonical name, value in the schema) for the options of this example, the told one among them."""
        random = self.random
        told = self.story.told.get(field.name)
        others = [name for name in field.options if name != told]
        few = random.sample(others, min(len(others), random.choice([1, 2, 2, 3, 3, 4, 5, 7])))
        chosen = few + ([told] if told else [])
        chosen.sort(key=list(field.options).index)
        if random.random() < 0.5:
            random.shuffle(chosen)
        style = random.choice(["upper", "upper", "snake", "words", "title"])
        written, result = set(), []
        for canonical in chosen:
            words = random.choice(field.options[canonical][0])
            value = {
                "upper": words.upper().replace(" ", "_").replace("-", "_"),
                "snake": words.replace(" ", "_"),
                "title": words[:1].upper() + words[1:],
            }.get(style, words)
            if value not in written:
                written.add(value)
                result.append((canonical, value))
        return result

    def finish(self, text, found):
        """Returns the example, its spans and values taken from the text as it came out."""
        asked = {}
        for question in self.questions:
            self.target(question, text, found)
            asked[question["path"], bool(question["rows"])] = question
        schema, answer = self.build(self.root, iter(self.questions))
        return {
            "family": self.story.family.name,
            "text": text,
            "schema": schema,
            "answer": answer,
            "questions": [self.public(question) for question in self.questions],
        }

    def target(self, question, text, found):
        field, rows = question["field"], question["rows"]
        told = self.story.told.get((rows or field).name)
        if field.kind in ("choice", "flag"):
            names = [str(name) for name, _ in question["options"]]
            question["option"] = names.index(told) if told in names else None
            question["values"] = [] if question["option"] is None else [question["options"][question["option"]][1]]
            return
        if rows:
            places = [(rows.name, number, field.name) for number in range(len(told or []))]
        elif field.kind == "list":
            places = [(field.name, number) for number in range(len(told or []))]
        else:
            places = [(field.name,)]
        question["spans"], question["values"] = [], []
        for place in places:
            span, value = self.place(question, text, found.get(place))
            question["spans"].append(span)
            question["values"].append(value)
        if not rows and question["spans"] == [None]:
            question["spans"], question["values"] = [], []

    def place(self, question, text, found):
        """Returns the span and the JSON value of what was found; None twice if it does not fit the schema."""
        if not found:
            return None, None
        start, end, value = found
        if question["kind"] in ("integer", "number"):
            low, high = value.span
            return [start + low, start + high], value.json
        if question["format"] == "date":
            return ([start, end], value.iso) if value.iso else (None, None)
        return [start, end], text[start:end]

    def build(self, tree, questions):
        """Returns the schema and the answer of an object."""
        properties, required, answer = {}, [], {}
        for name, about, content, need in tree:
            if isinstance(content, list):
                schema, value = self.build(content, questions)
                if about:
                    schema["description"] = about
                need = "required"
            elif content.kind == "rows":
                schema, value = self.build_rows(content, about, questions)
            else:
                question = next(questions)
                schema, found = self.leaf(question), question["values"]
                if question["list"]:
                    schema, value = {"type": "array", "items": schema}, found or None
                else:
                    value = found[0] if found else None
                if about:
                    schema["description"] = about
            properties[name] = self.nullable(schema) if need == "nullable" else schema
            if need != "optional":
                required.append(name)
            listed = not isinstance(content, list) and content.kind in ("list", "rows")
            if value is not None or need == "nullable":
                answer[name] = value
            elif need == "required" and listed:
                answer[name] = []
        return {"type": "object", "properties": properties, "required": required}, answer

    def build_rows(self, field, about, questions):
        inner = []
        count = sum(1 for q in self.questions if q["rows"] is field)
        for _ in range(count):
            inner.append(next(questions))
        properties, required = {}, []
        rows = [{} for _ in range(len(inner[0]["values"]) if inner else 0)]
        hollow = [True] * len(rows)
        for question in inner:
            name = question["path"][-1]
            schema = self.leaf(question)
            if question["own"]:
                schema["description"] = question["own"]
            properties[name] = self.nullable(schema) if question["need"] == "nullable" else schema
            if question["need"] != "optional":
                required.append(name)
            for number, (row, value) in enumerate(zip(rows, question["values"])):
                hollow[number] = hollow[number] and value is None
                if value is not None or question["need"] == "nullable":
                    row[name] = value
        rows = [row for row, empty in zip(rows, hollow) if not empty]
        schema = {"type": "array", "items": {"type": "object", "properties": properties, "required": required}}
        if about:
            schema["description"] = about
        return schema, rows or None

    @staticmethod
    def leaf(question):
        if question["field"].kind == "choice":
            return {"type": "string", "enum": [value for _, value in question["options"]]}
        schema = {"type": question["kind"]}
        if question["format"]:
            schema["format"] = question["format"]
        return schema

    @staticmethod
    def nullable(schema):
        if "enum" in schema:
            schema = {**schema, "enum": [*schema["enum"], None]}
        return {**schema, "type": [schema["type"], "null"]}

    @staticmethod
    def public(question):
        """A question as the model sees it, in the words of Prompt and Question on the Java side."""
        kind = {"string": "str", "integer": "int", "number": "num", "boolean": "bool"}[question["kind"]]
        options = [str(value) if not isinstance(value, bool) else str(value).lower() for _, value in question["options"]]
        result = {
            "path": list(question["path"]),
            "type": "enum" if question["field"].kind == "choice" else kind,
            "list": question["list"],
            "optional": question["need"] != "required" and not (question["list"] and not question["rows"]),
            "description": question["description"],
            "options": [o.lower().replace("_", " ").strip() if o == o.upper() else o for o in options],
        }
        if question["options"]:
            return {**result, "option": question["option"]}
        return {**result, "spans": question["spans"]}


def show(examples):
    for example in examples:
        print(f"[{example['family']}]\n{example['text']}")
        print("  schema:", json.dumps(example["schema"]["properties"], ensure_ascii=False))
        print("  answer:", json.dumps(example["answer"], ensure_ascii=False), "\n")


def stats(seed):
    print(json.dumps(templates.count(templates.load())))
    for split in ("train", "dev"):
        generator = Generator(seed, split)
        begin = time.process_time()
        examples = [generator.example() for _ in range(2000)]
        took = time.process_time() - begin
        questions = [q for e in examples for q in e["questions"]]
        absent = sum(not any(q.get("spans", [])) and q.get("option") is None for q in questions)
        print(json.dumps({
            "split": split, "examples a second": round(2000 / took), "distinct texts": len({e["text"] for e in examples}),
            "characters a text": round(sum(len(e["text"]) for e in examples) / 2000),
            "questions an example": round(len(questions) / 2000, 2), "absent": round(absent / len(questions), 3),
            "with lists": sum(any(q["list"] for q in e["questions"]) for e in examples) / 2000,
            "with choices": sum(any(q["options"] for q in e["questions"]) for e in examples) / 2000,
            "nested": sum(any(len(q["path"]) > 1 for q in e["questions"]) for e in examples) / 2000,
        }))


def main():
    parser = argparse.ArgumentParser(description="Makes training examples from the templates.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", choices=["train", "dev"], default="train")
    parser.add_argument("--show", type=int, metavar="N")
    parser.add_argument("--stats", action="store_true")
    parser.add_argument("--write", metavar="FILE")
    parser.add_argument("--count", type=int, default=10000)
    options = parser.parse_args()
    generator = Generator(options.seed, options.split)
    if options.show:
        show(generator.example() for _ in range(options.show))
    if options.stats:
        stats(options.seed)
    if options.write:
        with open(options.write, "w", encoding="utf-8") as out:
            for _ in range(options.count):
                out.write(json.dumps(generator.example(), ensure_ascii=False) + "\n")
    if not (options.show or options.stats or options.write):
        parser.print_usage(sys.stderr)


if __name__ == "__main__":
    main()
