"""Reads sketches/*.txt: a text a line, each one of its own kind, in which everything is marked that could be asked for.

    The recipe makes {muffins, yield (how many it makes): #12} muffins in {oven: @brand|an old oven} at {heat: #180} degrees.
    I ordered a {ordered size: #39} but got a {received size: #41}. ;; wanted = refund / exchange ;; paid = yes ;; phone = none

In braces stand the property's names, parted by commas, what it is described with (may be missing), and its value: one of
several wordings, `@maker` for a value of values.py, `#12` for another number of that size, or `~12` for one in words. Without
names it is a distractor. `x[]` is a list, an item a mark; `x[].y` a list of records, where a new one begins when a member comes again;
`a.b` an object. After ";;" stand a choice, the right option first, or yes, no, or none: something that is not said. \\n is a new line.
A line that begins with "# " is a comment; one with "#sunset" is not.
"""
import functools
import pathlib
import re
from dataclasses import dataclass, replace

import templates
import values
from story import Piece, Story
from words import in_words

SKETCHES = pathlib.Path(__file__).parent / "sketches"
_MARK = re.compile(r"\{(?:([^:{}]*):)?([^{}]*)\}")
_ARTICLE = re.compile(r"(an?|the) (?=\S)")  # not part of a value; "The" is, in a title
_LABELS = re.compile(r"([^()]*)(?:\((.*)\))?\s*$")

MOST_WORDS_AFTER_ARTICLE = 4  # as in TextLayout: a longer value with an article is a sentence
TOO_MANY = 0.75  # of the flags that are false, which most are, are not asked for: a model must not come to expect it
_NUMBERED = {"age", "aged", "year", "years", "months", "days", "hours", "minutes"}  # in the name of what is a number


class SketchError(Exception):
    """A line does not keep to the language; says where."""


@dataclass(frozen=True)
class Mark:
    """A place in a text: the slot that it tells, () for a distractor, its possible values, and the maker they count as."""

    slot: tuple
    makes: tuple
    maker: str


@dataclass
class Sketch:
    text: str
    nodes: list  # strings and Marks
    family: templates.Family
    said: dict  # of choices and flags: field name -> option
    absent: set
    file: str = ""

    def asked_in_vain(self, random, other):
        """Returns this sketch with a field of another one, which it says nothing about."""
        known = {word for field in self.family.fields.values() for label in field.labels for word in label.split()}
        strange = [
            (name, field) for name, field in other.family.fields.items()
            if field.kind == "value" and field.maker == "phrase" and not known & set(" ".join(field.labels).split())]
        if not strange:
            return self
        name, field = random.choice(strange)
        family = replace(self.family, fields={**self.family.fields, name: field})
        return replace(self, family=family, absent=self.absent | {name})


class Reader:
    """Reads one line."""

    def __init__(self, text):
        self.text = text
        self.fields, self.groups, self.said, self.absent, self.counts = {}, {}, {}, set(), {}

    def read(self):
        body, *notes = [part.strip() for part in self.text.split(";;")]
        nodes, at = [], 0
        body = body.replace("\\n", "\n")
        for match in _MARK.finditer(body):
            nodes += [body[at : match.start()]] * (at < match.start())
            nodes.append(self.mark(match[1], match[2].strip()))
            at = match.end()
        nodes += [body[at:]] * (at < len(body))
        if any(isinstance(node, str) and set(node) & set("{}") for node in nodes):
            raise SketchError(f"a brace too many: {self.text}")
        for note in notes:
            self.note(note)
        if not self.fields:
            raise SketchError(f"nothing to ask for: {self.text}")
        groups = [([label], [], names) for label, names in self.groups.items()]
        family = templates.Family("record", 1, self.fields, groups, [], sketched=True)
        return Sketch(self.text, nodes, family, self.said, self.absent)

    def labels(self, text):
        """Returns the path of the first name, the last parts of all, and the descriptions."""
        names, about = _LABELS.match(text.strip()).groups()
        names = [name.strip() for name in names.split(",") if name.strip()]
        if not names:
            raise SketchError(f"no name in: {self.text}")
        return names[0].split("."), [name.split(".")[-1].replace("[]", "").strip() for name in names], [about] if about else []

    def mark(self, labels, value):
        kind, makes = makers(value, self.text)
        if labels is None or not labels.strip():
            return Mark((), makes, kind)
        path, names, abouts = self.labels(labels)
        field = templates.Field(names[0], "value", kind, names, abouts)
        if len(path) == 2 and path[0].endswith("[]") and not path[1].endswith("[]"):
            return Mark(self.member(path[0][:-2].strip(), field), makes, kind)
        if len(path) > 2 or path[0].endswith("[]") and len(path) > 1:
            raise SketchError(f"too deep: {labels}")
        name = ".".join(path)
        if path[-1].endswith("[]"):
            field.kind, name = "list", name[:-2]
        if name in self.fields and field.kind != "list":
            raise SketchError(f"{name} twice: {self.text}")
        self.fields.setdefault(name, field).name = name
        if len(path) == 2 and name not in self.groups.setdefault(path[0].strip(), []):
            self.groups[path[0].strip()].append(name)
        if field.kind == "value":
            return Mark((name,), makes, kind)
        self.counts[name] = self.counts.get(name, -1) + 1
        return Mark((name, self.counts[name]), makes, kind)

    def member(self, name, field):
        rows = self.fields.setdefault(name, templates.Field(name, "rows", "", [name], []))
        last, told = self.counts.get(name, (-1, ()))
        if last < 0 or field.name in told:
            last, told = last + 1, ()
        self.counts[name] = last, (*told, field.name)
        rows.members.setdefault(field.name, field)
        return name, last, field.name

    def note(self, note):
        names, _, options = (part.strip() for part in note.partition("="))
        path, labels, abouts = self.labels(names)
        name = ".".join(path)
        options = [option.strip() for option in options.split("/") if option.strip()]
        if len(path) > 2 or name in self.fields or not options or len(set(options)) < len(options):
            raise SketchError(f"cannot read: {note}")
        if len(path) == 2:
            self.groups.setdefault(path[0].strip(), []).append(name)
        if options == ["none"]:
            self.absent.add(name)
            kind = "count" if _NUMBERED & set(" ".join(labels).lower().split()) else "phrase"
            self.fields[name] = templates.Field(name, "value", kind, labels, abouts)
        elif options in (["yes"], ["no"]):
            self.said[name] = "true" if options == ["yes"] else "false"
            self.fields[name] = templates.Field(name, "flag", "", labels, abouts, {o: ([o], []) for o in ("true", "false")})
        elif len(options) > 1:
            self.said[name] = options[0].replace(" ", "_")
            self.fields[name] = templates.Field(
                name, "choice", "", labels, abouts, {o.replace(" ", "_"): ([o], []) for o in options})
        else:
            raise SketchError(f"one option only: {note}")


def makers(value, where):
    """Returns the maker that a value counts as, and all that can be drawn: makers, numbers, wordings."""
    makes = tuple(one.strip() for one in value.split("|"))
    kinds = set()
    for one in makes:
        if one.startswith("@"):
            if one[1:] not in values.MAKERS:
                raise SketchError(f"no such maker: {one} in: {where}")
            kinds.add(one[1:])
        elif re.fullmatch(r"#\d[\d,]*|~\d+", one):
            kinds.add("count")
        elif re.fullmatch(r"#\d[\d,]*\.\d+", one):
            kinds.add("decimal")
        elif one.startswith("#") and one[1:2].isdigit() or not one:
            raise SketchError(f"no value: {value} in: {where}")
        else:
            kinds.add("phrase")
    types = {values.MAKERS[kind][1] for kind in kinds}
    if len(types) > 1:
        raise SketchError(f"numbers and texts: {value} in: {where}")
    return kinds.pop() if len(kinds) == 1 else "phrase" if types == {"string"} else "decimal", makes


def drawn(random, makes):
    """Returns one of the values."""
    one = random.choice(makes)
    if one.startswith("@"):
        return values.make(random, one[1:])
    if one[0] not in "#~" or not one[1:2].isdigit():
        return values.Value(one)
    digits = one[1:].replace(",", "")
    whole, _, rest = digits.partition(".")
    if rest:
        number = round(random.uniform(0.4, 1.9) * float(digits), len(rest))
        text = f"{number:,.{len(rest)}f}" if "," in one else f"{number:.{len(rest)}f}"
        return values.Value(text, float(text.replace(",", "")))
    if 1500 < int(whole) < 2100 and "," not in one:
        number = int(whole) + random.randint(-40, 30)
    else:
        most = max(5, round(int(whole) * 1.9))
        number = random.randint(max(1, round(int(whole) * 0.4)), min(105, most) if int(whole) <= 100 else most)  # ages end there
    if one[0] == "~" or number <= 20 and random.random() < 0.15:
        return values.Value(in_words(number), number)
    return values.Value(f"{number:,}" if "," in one else str(number), number)


class Sketched(Story):
    """What one sketch tells."""

    def __init__(self, random, sketch):
        dropped = {name for name, option in sketch.said.items() if option == "false" and random.random() < TOO_MANY}
        fields = {name: field for name, field in sketch.family.fields.items() if name not in dropped}
        super().__init__(random, replace(sketch.family, fields=fields))
        self.sketch = sketch

    def tell(self, line=None):
        self.told |= {name: option for name, option in self.sketch.said.items() if name in self.family.fields}
        self.absent |= self.sketch.absent
        pieces = []
        for node, after in zip(self.sketch.nodes, [*self.sketch.nodes[1:], ""]):
            if isinstance(node, str):
                pieces.append(Piece(node))
                continue
            value = drawn(self.random, node.makes)
            if isinstance(value.json, int) and isinstance(after, str) and after[:1].isalpha() and not value.text[:1].isdigit():
                value = values.Value(str(value.json), value.json)  # the 3rd and 5kg have no words
            article = _ARTICLE.match(value.text)
            if article and value.json is None and value.text.count(" ") <= MOST_WORDS_AFTER_ARTICLE:
                pieces.append(Piece(article[0]))
                value = values.Value(value.text[article.end() :])
            pieces.append(Piece(value.text, node.slot, value, node.maker))
            self.note(node.slot, value)
        return pieces

    def note(self, slot, value):
        if len(slot) == 1:
            self.told[slot[0]] = value
        elif len(slot) == 2:
            self.told.setdefault(slot[0], []).append(value)
        elif slot:
            rows = self.told.setdefault(slot[0], [])
            if slot[1] == len(rows):
                rows.append({})
            rows[slot[1]][slot[2]] = value


def read(path):
    """Returns the sketches of a file. Raises SketchError, with the file and the line, for what is not in the language."""
    result = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("# "):
            try:
                result.append(replace(Reader(line.strip()).read(), file=path.stem))
            except SketchError as error:
                raise SketchError(f"{path.name}:{number}: {error}") from error
    return result


@functools.cache
def load():
    """Returns all sketches. Reads them once."""
    return [one for path in sorted(SKETCHES.glob("*.txt")) for one in read(path)]
