"""Turns an example into what the model reads and what it is to answer, in the way of Prompt on the Java side.

Every question is a marker, its type, its name and description, and its options, each behind a marker of its own; then
comes the mark of the text, then the text. The markers and types have the 16 ids after the tokenizer's.
"""
import re
from dataclasses import dataclass

FIELD, OPTION, TEXT, FIRST_TYPE, SPACE, ROWS = 0, 1, 2, 3, 12, 16
TYPES = ["str", "int", "num", "enum", "bool", "str?", "int?", "num?", "list"]
DESCRIPTION_WORDS = 8
PHRASE_CHARACTERS, PHRASE_TOKENS = 200, 24
_NAME_WORD = re.compile(r"[A-Za-z][a-z]*|[A-Z]+|[0-9]")


@dataclass
class Target:
    """Where one question stands and what is right for it, as positions in the ids.

    `answers` holds (start, end) pairs, end included: of a span its first and last token; of an option twice its marker;
    of a single value that is not there twice the question's own marker. A list has several or none. It is None where the
    question cannot be trained: no option is right.
    """

    marker: int
    options: list
    repeated: bool
    answers: list


@dataclass
class Mark:
    """A value in the text, asked for or not, as positions in the ids, with its maker and its role."""

    first: int
    last: int
    maker: str
    role: str


@dataclass
class Hint:
    """A token that says an option, or the marker of an option, with what it means, whatever it is called here."""

    place: int
    sense: str


@dataclass
class Input:
    ids: list
    spaced: list  # for each id whether a space came before
    text_start: int
    ranges: list  # the characters of each of the text's tokens
    targets: list
    marks: list  # also one for every question, without a maker
    hints: list


def type_name(question):
    single = not question["options"] and not question["list"]
    return question["type"] + ("?" if question["optional"] and single else "")


def label(question):
    name = " ".join(_NAME_WORD.findall(" ".join(question["path"]))).lower() if question["path"] else "value"
    words = question["description"].split()[:DESCRIPTION_WORDS]
    return name + (" : " + " ".join(words) if words else "")


def make(example, tokenizer):
    """Returns the Input for an example, or None if a value does not begin and end with a token."""
    ids, spaced, places, hints = [], [], [], []

    def mark(*rows):
        ids.extend(tokenizer.size + row for row in rows)
        spaced.extend(False for _ in rows)

    def read(tokens):
        ids.extend(number for number, *_ in tokens)
        spaced.extend(space for *_, space in tokens)

    def phrase(text):
        read(tokenizer.encode(text[:PHRASE_CHARACTERS])[:PHRASE_TOKENS])

    for question in example["questions"]:
        marker, options = len(ids), []
        mark(FIELD, FIRST_TYPE + TYPES.index(type_name(question)))
        if question["list"]:
            mark(FIRST_TYPE + TYPES.index("list"))
        phrase(label(question))
        for option, sense in zip(question["options"], question.get("senses") or question["options"]):
            options.append(len(ids))
            hints += [Hint(len(ids), sense)] if "senses" in question else []
            mark(OPTION)
            phrase(option)
        places.append((marker, options))
    mark(TEXT)
    begin = len(ids)
    tokens = tokenizer.encode(example["text"])
    read(tokens)
    starts = {token[1]: begin + i for i, token in reversed(list(enumerate(tokens)))}
    ends = {token[2]: begin + i for i, token in enumerate(tokens)}
    targets = []
    for question, (marker, options) in zip(example["questions"], places):
        answers = answers_of(question, marker, options, starts, ends)
        if answers is not None and any(None in answer for answer in answers):
            return None
        targets.append(Target(marker, options, question["list"], answers))
    marks = [
        Mark(starts[start], ends[end], maker, role)
        for start, end, maker, role in example.get("marks", []) if start in starts and end in ends
    ]
    marks += [Mark(marker, marker, "", q["role"]) for q, (marker, _) in zip(example["questions"], places) if q.get("role")]
    for start, end, sense in example.get("hints", []):
        hints += [Hint(begin + i, sense) for i, token in enumerate(tokens) if start <= token[1] and token[2] <= end]
    return Input(ids, spaced, begin, [(start, end) for _, start, end, _ in tokens], targets, marks, hints)


def answers_of(question, marker, options, starts, ends):
    if options:
        chosen = question.get("option")
        return None if chosen is None else [(options[chosen], options[chosen])]
    spans = [span for span in question.get("spans", []) if span is not None]
    if not spans and not question["list"]:
        return [(marker, marker)]
    return [(starts.get(start), ends.get(end)) for start, end in spans]
