"""What one example asks for: a JSON Schema over some of a story's fields, the questions in it, and the right answer."""
import values

PEOPLE = {"first": "person", "last": "person", "full": "person"}  # makers whose values look alike


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
            if inner and (story.family.sketched or random.random() < (0.6 if len(inner) > 1 else 0.15)):
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
        for question in self.questions:
            self.target(question, text, found)
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
            if value is None and field.kind == "list":
                continue  # a date that cannot be told in full
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

    def role(self, field, rows):
        """Returns what a field is called in all examples; nothing if its property names say nothing."""
        if field.labels == ["*"] or self.story.family.sketched:
            return ""
        family = self.story.family
        return family.key(rows.name, field.name) if rows else family.key(field.name)

    def public(self, question):
        """A question as the model sees it, in the words of Prompt and Question on the Java side."""
        kind = {"string": "str", "integer": "int", "number": "num", "boolean": "bool"}[question["kind"]]
        options = [str(value) if not isinstance(value, bool) else str(value).lower() for _, value in question["options"]]
        result = {
            "path": list(question["path"]),
            "type": "enum" if question["field"].kind == "choice" else kind,
            "list": question["list"],
            "optional": question["need"] != "required" and not (question["list"] and not question["rows"]),
            "description": question["description"],
            "role": self.role(question["field"], question["rows"]),
            "options": [o.lower().replace("_", " ").strip() if o == o.upper() else o for o in options],
        }
        if question["options"] and self.story.family.sketched:
            return {**result, "option": question["option"]}
        if question["options"]:
            senses = [self.story.family.key(question["field"].name, name) for name, _ in question["options"]]
            return {**result, "option": question["option"], "senses": senses}
        return {**result, "spans": question["spans"]}
