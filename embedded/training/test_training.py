"""Tests of the template loader and the generator: python -m unittest, in this folder."""
import json
import pathlib
import random
import re
import struct
import tempfile
import unittest

import evaluate
import generate
import inputs
import sketch
import templates
import tokenizer
import values


def read(text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "family.txt"
        path.write_text(text, "utf-8")
        return templates.read(path)


class TemplateTest(unittest.TestCase):
    def test_alternations_nest_and_brackets_can_be_escaped(self):
        nodes = templates.parse("a[b|c[d|]] \\[x\\] {name}")
        seen = {"".join(n if isinstance(n, str) else n.name for n in templates.choose(nodes, random.Random(i))) for i in range(60)}
        self.assertEqual(seen, {"ab [x] name", "acd [x] name", "ac [x] name"})
        self.assertEqual(templates.expansions(nodes, {}), 3)

    def test_mistakes_are_reported_with_their_place(self):
        for text, message in [
            ("family f\nname = nobody | name\n---\n{name}", "no such maker"),
            ("family f\nname = person | name\n---\n{nane}", "unknown nane"),
            ("family f\nname = person | name\n---\n{name} [a|b", "unmatched"),
            ("family f\nname = person | name\n---\n{name} a]", "unmatched"),
            ("family f\nname = person | name\nage = age | age\n---\n{name}", "no line speaks of age"),
            ("family f\nname = person | name\n---\n{name}\n{name}", "twice"),
            ("family f\nok = flag | ok\n  true: yes\n---\n@ok=maybe Hm.", "no option ok=maybe"),
        ]:
            with self.subTest(text=text), self.assertRaisesRegex(templates.TemplateError, message):
                read(text)


class SketchTest(unittest.TestCase):
    def examples(self, line):
        made = sketch.Reader(line).read()
        generator = generate.Generator(3, "train", {"f": read("family f\nname = person | name\n---\n{name} a.\n{name} b.")}, [made])
        generator.sketches = [made]
        return [one for one in (generator.sketched(made) for _ in range(200)) if one]

    def example(self, line):
        """Returns the example of a sketch that asks for most."""
        return max(self.examples(line), key=lambda one: (len(one["questions"]), len(one["answer"])))

    def test_marks_are_values_lists_records_and_objects(self):
        made = self.example(
            "We sold {items[].count: #2} {items[].what: chairs} and {items[].count: #3} {items[].what: red lamps} to {buyer.name: Ada Li} "
            "of {buyer.town: Ulm}, in {colours[]: blue} or {colours[]: green} {@count}.")
        answer = {name.lower(): value for name, value in made["answer"].items()}
        self.assertEqual([row.get("what", row.get("What")) for row in answer["items"]], ["chairs", "red lamps"])
        self.assertEqual({name.lower(): value for name, value in answer["buyer"].items()}, {"name": "Ada Li", "town": "Ulm"})
        self.assertEqual(answer["colours"], ["blue", "green"])

    def test_notes_are_choices_flags_and_what_is_not_said(self):
        made = sketch.Reader("A {thing: kite}. ;; mood = good / bad / so so ;; paid, is paid (whether it is) = no ;; owner = none").read()
        self.assertEqual((made.said, made.absent), ({"mood": "good", "paid": "false"}, {"owner"}))
        self.assertEqual(made.family.fields["paid"].labels, ["paid", "is paid"])
        self.assertEqual(made.family.fields["paid"].abouts, ["whether it is"])

    def test_a_flag_that_the_text_decides_is_asked_with_its_answer_or_not_at_all(self):
        asked = [one["answer"] for one in self.examples("A {thing: kite}, not paid. ;; paid = no") if "paid" in str(one["schema"]).lower()]
        self.assertTrue(asked)
        self.assertEqual({value for answer in asked for name, value in answer.items() if name.lower() == "paid"}, {False})

    def test_numbers_are_written_in_words_where_a_sketch_says_so(self):
        for made in self.examples("He is {age: ~34} and on his {#3}rd {thing: boat}."):
            self.assertRegex(made["text"].lower(), r"is [a-z-]+ and on his \d+rd")

    def test_an_age_or_a_year_that_is_not_said_is_a_number(self):
        types = {str(kind["type"]) for made in self.examples("{name: Ann} left. ;; age = none ;; pet = none")
                 for name, kind in made["schema"]["properties"].items() if name.lower() == "age"}
        self.assertTrue(any("integer" in one or "number" in one for one in types), types)

    def test_mistakes_are_reported(self):
        for line, message in [
            ("no marks", "nothing to ask"), ("{a: x} {a: y}", "a twice"), ("{a: @nobody}", "no such maker"), ("{a: x} }", "brace"),
            ("{a: x} ;; b = c", "one option"), ("{a: x} ;; a = yes", "cannot read"), ("{a[].b.c: x}", "too deep"),
            ("{a: #3|three or so}", "numbers and texts"),
        ]:
            with self.subTest(line=line), self.assertRaisesRegex(sketch.SketchError, message):
                sketch.Reader(line).read()

    def test_every_sketch_makes_an_example(self):
        generator = generate.Generator(8)
        for one in sketch.load():
            stories = (sketch.Sketched(generator.random, one) for _ in range(20))
            self.assertTrue(any(generator.finished(story, [story.tell()], True) for story in stories), one.text)


class ValueTest(unittest.TestCase):
    def test_names_have_many_shapes_and_a_full_stop_that_ends_the_sentence_too(self):
        source = random.Random(2)
        names = [values.make(source, "person").text for _ in range(3000)]
        for shape in (r"\w+$", r"\w+ van der \w+", r"\w+ O'\w+$", r"\w\. ?\w\. \w+", r".* (Jr\.|III)$", r"\w+-\w+ \w+", r"\w+ \w+-\w+$"):
            self.assertTrue(any(re.match(shape, name) for name in names), shape)
        made = SketchTest().example("This is {name: Sam Hill Jr.}. He left.")
        self.assertIn("jr. he left", made["text"].lower())

    def test_numbers_lie_inside_their_text_and_mean_what_it_says(self):
        source = random.Random(5)
        for name, (_, kind, _) in values.MAKERS.items():
            for _ in range(200):
                value = values.make(source, name)
                self.assertTrue(value.text.strip() and value.core in value.text, name)
                if kind == "string":
                    self.assertIsNone(value.json, name)
                    continue
                core = value.core.replace(",", "")
                if core[-1].isdigit():
                    self.assertEqual(float(core), float(value.json), value)

    def test_number_words(self):
        self.assertEqual(values.in_words(0), "zero")
        self.assertEqual(values.in_words(42), "forty-two")
        self.assertEqual(values.in_words(1205), "one thousand two hundred and five")


class GeneratorTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.families = templates.load()

    def test_what_is_named_is_drawn_often(self):
        generator = generate.Generator(1, "train", self.families, often=["birthday"])
        families = [generator.example()["family"] for _ in range(300)]
        self.assertAlmostEqual(families.count("birthday") / 300, generate.OFTEN, delta=0.1)

    def test_same_seed_gives_the_same_examples_and_another_seed_others(self):
        def some(seed):
            generator = generate.Generator(seed, "train", self.families)
            return [json.dumps(generator.example()) for _ in range(50)]

        self.assertEqual(some(1), some(1))
        self.assertNotEqual(some(1), some(2))

    def test_every_line_makes_examples_whose_spans_are_their_values(self):
        generator = generate.Generator(7, "train", self.families)
        for family in self.families.values():
            generator.pools[family.name] = (family.lines, family.lines)
        for family in self.families.values():
            for line in family.lines:
                for _ in range(40):
                    example = generator.attempt(family, line)
                    if example:
                        break
                self.assertTrue(example, f"{family.name}: {line.text}")
                self.check(example)

    def test_both_splits_make_sound_examples(self):
        for split in ("train", "dev"):
            generator = generate.Generator(3, split, self.families)
            for _ in range(600):
                self.check(generator.example())

    def test_items_on_lines_of_their_own_stand_apart_from_what_is_before_them(self):
        family = read("family f\nitems = list city | items\n---\n> Items{items:lines}")
        generator = generate.Generator(2, "train", {"f": family})
        generator.pools["f"] = (family.lines, family.lines)
        for _ in range(60):
            example = generator.attempt(family, family.lines[0])
            if example and example["questions"]:
                self.assertRegex(example["text"].lower(), "(^|\\s)items\n")

    def test_held_out_families_and_lines_are_not_trained_on(self):
        generator = generate.Generator(1, "train", self.families)
        self.assertLessEqual(generate.HELD_OUT, set(self.families))
        self.assertFalse(generate.HELD_OUT & set(generator.names))
        for opening, following in generator.pools.values():
            self.assertFalse([line.text for line in opening + following if generate.is_dev(line)])

    def check(self, example):
        text, answer = example["text"], example["answer"]
        self.conforms(answer, example["schema"], text)
        self.assertTrue(example["questions"])
        for question in example["questions"]:
            for span in question.get("spans", []):
                if span is not None:
                    start, end = span
                    self.assertTrue(0 <= start < end <= len(text), example)
                    self.assertEqual(text[start:end].strip(), text[start:end], example)
            if question["type"] == "str" and not question["list"]:
                self.spans_are_answered(question, example)
            if question.get("option") is not None:
                self.assertLess(question["option"], len(question["options"]))

    def spans_are_answered(self, question, example):
        """A string's answer is the text of its span, or the date that the span means."""
        value, schema = example["answer"], example["schema"]
        path = list(question["path"])
        only = list(schema["properties"])
        if len(only) == 1 and schema["properties"][only[0]]["type"] == "object":
            path = only + path  # the reader leaves a lone wrapper's name out
        for name in path:
            schema = schema["properties"][name]
            value = (value or {}).get(name)
        spans = question["spans"]
        if not spans:
            self.assertIsNone(value, example)
        elif schema.get("format") == "date":
            self.assertRegex(value, r"^\d{4}-\d\d-\d\d$")
        else:
            start, end = spans[0]
            self.assertEqual(example["text"][start:end], value, example)

    def conforms(self, value, schema, text):
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if value is None:
            self.assertIn("null", kinds)
            return
        kind = kinds[0]
        if "enum" in schema:
            self.assertIn(value, schema["enum"])
            self.assertEqual(len(set(schema["enum"])), len(schema["enum"]))
        if kind == "object":
            self.assertLessEqual(set(value), set(schema["properties"]))
            for name, inner in value.items():
                self.conforms(inner, schema["properties"][name], text)
        elif kind == "array":
            for item in value:
                self.conforms(item, schema["items"], text)
        else:
            types = {"string": str, "integer": int, "number": (int, float), "boolean": bool}
            self.assertIsInstance(value, types[kind])


class TokenizerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        generator = generate.Generator(4)
        cls.examples = [generator.example() for _ in range(300)]
        cls.merges = tokenizer.learn([t for e in cls.examples for t in tokenizer.words_of(e)], 500)
        cls.tokenizer = tokenizer.Tokenizer(cls.merges)

    def test_words_are_split_by_class_and_digits_stand_alone(self):
        parts = ["Zoë's", "(€12.50)"]
        self.assertEqual([[p[a:b] for a, b in tokenizer.split(p)] for p in parts],
                         [["Zoë", "'", "s"], ["(€", "1", "2", ".", "5", "0", ")"]])

    def test_tokens_cover_the_text_and_every_value_begins_and_ends_with_one(self):
        aligned = []
        for example in self.examples:
            tokens = self.tokenizer.encode(example["text"])
            starts, ends = {t[1] for t in tokens}, {t[2] for t in tokens}
            covered = {i for _, a, b, _ in tokens for i in range(a, b)}
            self.assertEqual(covered, {i for i, char in enumerate(example["text"]) if char != " "})
            firsts = {start: spaced for _, start, _, spaced in reversed(tokens)}  # a character can take several tokens
            for start, spaced in firsts.items():
                self.assertEqual(spaced, example["text"][start - 1 : start] == " ", (example["text"], start))
            for question in example["questions"]:
                for span in question.get("spans", []):
                    aligned.append(span is None or (span[0] in starts and span[1] in ends))
        self.assertGreater(sum(aligned), 0.998 * len(aligned))  # "fiftyish" does not: such examples are left out

    def test_saved_and_loaded_it_gives_the_same_tokens(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "tokenizer.json"
            self.tokenizer.save(path)
            again = tokenizer.Tokenizer.load(path)
        self.assertEqual(again.size, 500)
        for example in self.examples[:50]:
            self.assertEqual(again.encode(example["text"]), self.tokenizer.encode(example["text"]))


class InputsTest(unittest.TestCase):
    """The shipped tokenizer and golden.json, which the Java tests are held to as well, show that both sides agree."""

    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(__file__).parent.parent / "src"
        place = "resources/dev/instructor/embedded/internal"
        data = (folder / "main" / place / "extractor.bin").read_bytes()
        *_, count, merges = struct.unpack_from(">4sHHHHHHH", data)
        at, pieces = struct.calcsize(">4sHHHHHHH"), []
        for number in range(count):
            pieces.append(data[at + 1 : at + 1 + data[at]] or f"<|{number}|>".encode())
            at += 1 + data[at]
        pairs = [struct.unpack_from(">HH", data, at + 4 * i) for i in range(merges)]
        ids = {piece: number for number, piece in enumerate(pieces)}
        cls.shipped = tokenizer.Tokenizer([(pieces[left], pieces[right]) for left, right in pairs], ids)
        cls.golden = json.loads((folder / "test" / place / "golden.json").read_text("utf-8"))

    def test_texts_have_the_golden_tokens(self):
        for case in self.golden["tokens"]:
            tokens = self.shipped.encode(case["text"])
            self.assertEqual([number for number, *_ in tokens], case["ids"])
            self.assertEqual([[start, end] for _, start, end, _ in tokens], case["ranges"])
            self.assertEqual([space for *_, space in tokens], [bool(space) for space in case["spaced"]])

    def test_questions_have_the_golden_ids(self):
        for case in self.golden["passes"]:
            questions = [
                {"path": f["name"].split(), "type": f["kind"].rstrip("?"), "optional": f["kind"].endswith("?"),
                 "list": f["list"], "description": f["description"], "options": f["options"] or [],
                 **({"option": 0} if f["options"] else {"spans": []})} for f in case["fields"]]
            made = inputs.make({"text": case["text"], "questions": questions}, self.shipped)
            self.assertEqual((made.ids, made.text_start), (case["ids"], case["begin"]))
            self.assertEqual(made.spaced, [bool(space) for space in case["spaced"]])
            self.assertEqual([t.marker for t in made.targets], [s["marker"] for s in case["scores"]])

    def test_targets_point_at_the_values(self):
        generator = generate.Generator(6)
        learned = tokenizer.Tokenizer([])
        for _ in range(300):
            example = generator.example()
            made = inputs.make(example, learned)
            for question, target in zip(example["questions"], made.targets):
                if question["options"]:
                    right = question["option"]
                    self.assertEqual(target.answers, None if right is None else [(target.options[right],) * 2])
                    continue
                spans = [span for span in question["spans"] if span]
                if not spans:
                    self.assertEqual(target.answers, [] if question["list"] else [(target.marker,) * 2])
                    continue
                ranges = [(made.ranges[a - made.text_start][0], made.ranges[b - made.text_start][1]) for a, b in target.answers]
                self.assertEqual([list(r) for r in ranges], spans)

    def test_long_descriptions_are_cut_and_optional_values_have_a_type_of_their_own(self):
        question = {"path": ["orderItems", "unit_price2"], "type": "num", "optional": True, "list": False,
                    "description": "one two three four five six seven eight nine", "options": []}
        self.assertEqual(inputs.label(question), "order items unit price 2 : one two three four five six seven eight")
        self.assertEqual(inputs.type_name(question), "num?")
        self.assertEqual(inputs.type_name({**question, "list": True}), "num")


class EvaluateTest(unittest.TestCase):
    SCHEMA = {"type": "object", "required": ["name"], "properties": {
        "name": {"type": "string"}, "vip": {"type": ["boolean", "null"]}, "tags": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer"}}}}}}

    def test_right_answers_are_exact_whether_null_or_left_out(self):
        generator = generate.Generator(9)
        examples = [generator.example() for _ in range(200)]
        figures, kinds, failed = evaluate.score(examples, [e["answer"] for e in examples])
        self.assertEqual((figures["all"]["exact"], failed, kinds), (200, [], {}))
        self.assertEqual(figures["all"]["right"], figures["all"]["fields"])
        self.assertEqual(sum(figures[name]["cases"] for name in evaluate.LEVELS), 200)
        self.assertEqual(self.reasons({"name": "A", "vip": None}, {"name": "A"}), [])

    def test_failures_are_told_apart(self):
        answer = {"name": "Ada Li", "vip": True, "tags": ["a", "b"], "rows": [{"n": 1}, {"n": 2}]}
        for change, reason in [
            ({"name": "Ada"}, "string too short"), ({"name": "Ada Li is"}, "string too long"), ({"name": "Bo"}, "wrong string"),
            ({"name": None}, "missing string"), ({"vip": 1}, "wrong boolean"), ({"tags": ["b", "a"]}, "list in another order"),
            ({"tags": ["a"]}, "list too short"), ({"tags": ["a", "b", "c"]}, "list with extra items"),
            ({"rows": [{"n": 1}]}, "missing integer"), ({"rows": [{"n": 1}, {"n": 2}, {"n": 3}]}, "invented integer"),
        ]:
            with self.subTest(change=change):
                self.assertEqual(self.reasons(answer, {**answer, **change}), [reason])
        self.assertEqual(len(self.reasons(answer, None)), 5)

    def reasons(self, expected, given):
        _, _, failed = evaluate.score([{"schema": self.SCHEMA, "answer": expected}], [given])
        return [reason for _, wrong in failed for *_, reason in wrong]


if __name__ == "__main__":
    unittest.main()
