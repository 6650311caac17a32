"""Makes training examples from the templates: a text, a JSON Schema, the right answer, and what the model is asked.

    python generate.py --show 20 [--split dev] [--seed 1]    prints examples
    python generate.py --stats                               counts templates and measures the speed
    python generate.py --write FILE.jsonl --count 100000     writes examples, one a line

An example is {"family", "text", "schema", "answer", "questions", "marks"}. A question is one scalar of the schema as the Java
side asks for it (SchemaReader, Prompt): path, type, list, optional, description and options, with the target: `spans`
(one [start, end] in the text for every value; null where a record has none) or `option` (its number or null). `role` is what it asks
for, such as "order.customer.", and `senses` what its options mean, such as "bug.severity.minor". `marks` has every value of
the text, asked for or not: start, end, the maker of the value, and its role. `hints` are the words that say an option: start, end, sense.

Whole families (HELD_OUT) and a tenth of the lines of every other family are kept for the split `dev`.
"""
import argparse
import functools
import json
import random as randoms
import sys
import time
import zlib

import sketch
import templates
from schema import Schema
from story import Piece, Story
from words import word as made_up

HELD_OUT = {"menu", "parcel", "hotel", "museum", "garden", "recruiting", "energy"}
MAX_TEXT = 800
SKETCHED = 0.5  # of the examples are sketches
OFTEN = 0.6  # of the examples are of those that are to be drawn often, if any are
PREFACES = [
    "Extract the {asked}:", "Extract the {asked} from this text:", "Extract:", "Extract the data from the following text.", "Text:",
    "Input:", "Parse this {what}:", "What is the {asked}?", "Please find the {asked}.", "Please extract the {what} from the text below.",
    "Get me the {asked}:", "Here is the {what}:", "Read this and give me the {asked}.", "Return the {asked} as JSON.", "Document:",
    "Extract the {what} information:", "Pull out {asked}:", "The text:", "Given the text below, tell me the {asked}.", "User message:",
    "Fill in the {what} from this:", "I need the {asked} of this {what}.", "Identify the {asked}:", "Convert to a record:",
]
CLOSINGS = ["Thanks!", "Thank you.", "Best regards", "Thanks in advance", "End of message.", "Cheers", "That is all.", "Over.", "---"]
NO_END = tuple(".!?:;,\n")


def is_dev(line):
    """Whether a line is kept out of training."""
    return zlib.crc32(line.text.encode()) % 10 == 0


class Noise:
    """How untidy one text is: the same for all its pieces. Numbers' meanings and spans survive it."""

    def __init__(self, random):
        self.random = random
        share = random.random()
        self.case = str.lower if share < 0.08 else str.upper if share < 0.095 else str
        self.typos = random.random() < 0.06
        self.strange = random.random() < 0.12
        self.no_end = random.random() < 0.05
        self.dash = random.random() < 0.04

    def apply(self, piece):
        text = self.case(piece.text)
        if not piece.slot and not piece.value:
            if self.typos:
                text = " ".join(self.typo(word) for word in text.split(" "))
            if self.strange:
                text = " ".join(self.exchanged(word) for word in text.split(" "))
            if self.no_end:
                text = text.replace(". ", " ").rstrip(".") if len(text) > 1 else text.replace(".", "")
            if self.dash:
                text = text.replace(", ", " - ")
        return text

    def exchanged(self, word):
        """A longer word gives way to one that nobody knows, so that no single word is relied on."""
        unknown = len(word) > 4 and word.isalpha() and word.islower() and self.random.random() < 0.12
        return made_up(self.random) if unknown else word

    def typo(self, word):
        if len(word) < 4 or not word.isalpha() or self.random.random() > 0.12:
            return word
        at = self.random.randrange(1, len(word) - 2)
        kind = self.random.random()
        if kind < 0.5:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return word[:at] + word[at + 1 :] if kind < 0.8 else word[:at] + word[at] + word[at:]


class Generator:
    """An endless, seeded source of examples of one split."""

    def __init__(self, seed=1, split="train", families=None, sketches=(), often=()):
        """Takes families and sketches; loads both if there are no families. OFTEN of the examples are of those named in `often`."""
        self.random = randoms.Random(f"{seed}/{split}")
        self.split = split
        self.families = families or templates.load()
        sketches = sketches if families else sketch.load()
        self.sketches = [one for one in sketches if is_dev(one) == (split == "dev")]
        self.pools = {name: self.pool(family) for name, family in self.families.items()}
        self.names = [name for name in self.families if self.pools[name][0]]
        self.weights = [self.families[name].weight for name in self.names]
        self.often = [functools.partial(self.sketched, one) for one in self.sketches if one.file in often]
        for name in self.names:
            if name in often:
                self.often += [functools.partial(self.attempt, self.families[name], line) for line in self.pools[name][0]]

    def pool(self, family):
        """Returns the lines that may open an example, and those that may follow."""
        if family.name in HELD_OUT:
            return ([], []) if self.split == "train" else (family.lines, family.lines)
        wanted = [line for line in family.lines if is_dev(line) == (self.split == "dev")]
        return wanted, wanted if self.split == "train" else family.lines

    def example(self, family=None, line=None):
        """Returns the next example; with a family and a line one that begins with it."""
        often = not family and self.often and self.random.random() < OFTEN
        sketched = not family and self.sketches and self.random.random() < SKETCHED
        while True:
            if often:
                made = self.random.choice(self.often)()
            elif sketched:
                made = self.sketched(self.random.choice(self.sketches))
            else:
                made = self.attempt(family or self.drawn(), line)
            if made:
                return made

    def drawn(self):
        return self.families[self.random.choices(self.names, self.weights)[0]]

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
        return self.finished(story, parts, first.document)

    def sketched(self, chosen):
        if self.random.random() < 0.2:
            chosen = chosen.asked_in_vain(self.random, self.random.choice(self.sketches))
        story = sketch.Sketched(self.random, chosen)
        return self.finished(story, [story.tell()], self.random.random() < 0.5)

    def finished(self, story, parts, document):
        """Returns the example that asks for some of what a story tells; None if there is nothing to ask."""
        schema, family = Schema(story, self.random), story.family
        if not schema.questions:
            return None
        parts = self.with_distractors(family, schema, parts, document)
        parts = self.framed(schema, parts)
        text, found, marks, hints = self.write(parts, family)
        return {**schema.finish(text, found), "marks": marks, "hints": hints} if len(text) <= MAX_TEXT else None

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
                strange = [Piece(piece.text, maker=piece.maker, senses=piece.senses) for piece in pieces]
                parts = parts[:at] + [strange] + parts[at:]
        return parts

    def framed(self, schema, parts):
        """Puts what people write to a model around what they want to be read."""
        random = self.random
        if random.random() < 0.1:
            labels = [schema.story.labels[id(field)] for field in schema.fields]
            wanted = random.sample(labels, random.randint(1, len(labels)))
            asked = random.choice([", ", " and "]).join(wanted)
            parts = [[Piece(random.choice(PREFACES).format(asked=asked, what=schema.story.family.name))], *parts]
        if random.random() < 0.03:
            parts = [*parts, [Piece(random.choice(CLOSINGS))]]
        return parts

    @staticmethod
    def role(family, slot):
        """Returns what a value is to the text, empty if nothing: a distractor, or a name said again."""
        return family.key(slot[0], *slot[2:]) if slot and not family.sketched else ""

    def write(self, parts, family):
        """Returns the text, where in it every slot's value stands, the marks of all values, and the hints at options."""
        random = self.random
        noise = Noise(random)
        between = random.choice([" ", " ", " ", " ", "\n", "\n\n", "  "])
        text, found, marks, hints = "", {}, [], []
        for pieces in parts:
            if text:
                bare = not text.endswith(NO_END)
                text += (random.choice([". ", ". ", ", ", "; ", "\n", " - "]) if bare else between)
            for piece in pieces:
                written = noise.apply(piece)
                if text.endswith(".") and written.startswith(".") and not piece.slot:
                    written = written[1:]  # "Davis Jr." ends a sentence as well
                if piece.maker:
                    marks.append((len(text), len(text) + len(written), piece.maker, self.role(family, piece.slot)))
                hints += [(len(text), len(text) + len(written), sense) for sense in piece.senses]
                if piece.slot and piece.slot not in found:
                    found[piece.slot] = (len(text), len(text) + len(written), piece.value)
                text += written
        return text, found, marks, hints


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
