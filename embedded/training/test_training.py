"""Tests of the template loader and the generator: python -m unittest, in this folder."""
import json
import pathlib
import random
import tempfile
import unittest

import generate
import templates
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


class ValueTest(unittest.TestCase):
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


if __name__ == "__main__":
    unittest.main()
