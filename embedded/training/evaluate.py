"""Scores answers against what was expected.

    python evaluate.py EXAMPLES.jsonl ANSWERS.jsonl [--failures 20]

EXAMPLES has a line for each case, an object with "schema" and "answer" as generate.py writes it ("text" is printed with
failures); ANSWERS has the model's answers, one JSON value a line, in the same order; an empty line is no answer at all.

A case is exact if everything is right. A field is a scalar, a list of scalars, or one property of one record of a list.
Null and left out are the same; 7 and 7.0 are the same; a field that should be empty and is counts as right.
"""
import argparse
import collections
import json

LEVELS = ["person", "flat", "list", "nested"]


def level(example):
    """Returns person for schemas of name and age alone, list where there is a list, nested where an object is in it."""
    kinds, names = [], []
    for name, schema in example["schema"]["properties"].items():
        kind = schema.get("type", "string")
        kinds.append(kind[0] if isinstance(kind, list) else kind)
        names.append(name.lower())
    if "array" in kinds:
        return "list"
    if "object" in kinds:
        return "nested"
    person = any("name" in n for n in names) and all("name" in n or "age" in n or "year" in n for n in names)
    return "person" if person else "flat"


def fields(schema, expected, given, path=""):
    """Yields (path, expected value, given value, kind) for every field of a schema."""
    kind = schema.get("type", "string")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        for name, inner in schema["properties"].items():
            yield from fields(inner, member(expected, name), member(given, name), f"{path}/{name}")
    elif kind == "array" and schema["items"].get("type") == "object":
        wanted, got = as_list(expected), as_list(given)
        if not wanted and not got:
            yield path, None, None, "array"
        for row in range(max(len(wanted), len(got))):
            one = wanted[row] if row < len(wanted) else None
            other = got[row] if row < len(got) else None
            yield from fields(schema["items"], one, other, f"{path}/{row}")
    elif kind == "array":
        yield path, as_list(expected) or None, as_list(given) or None, kind
    else:
        yield path, expected, given, "choice" if "enum" in schema else kind


def member(value, name):
    return value.get(name) if isinstance(value, dict) else None


def as_list(value):
    return value if isinstance(value, list) else []


def same(one, other):
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def failure(expected, given, kind):
    """Returns in a few words how a field is wrong."""
    if given is None:
        return f"missing {kind}"
    if expected is None:
        return f"invented {kind}"
    if kind == "array":
        right = [item for item in given if any(same(item, wanted) for wanted in expected)]
        if len(right) == len(given):
            return "list in another order" if len(given) == len(expected) else "list too short"
        return "list with extra items" if len(right) == len(expected) else "list with wrong items"
    if kind == "string" and isinstance(given, str):
        if expected in given:
            return "string too long"
        if given in expected:
            return "string too short"
    return f"wrong {kind}"


def score(examples, answers):
    """Returns the figures of each level and of all, the failures by kind, and the failed cases."""
    figures = {name: collections.Counter() for name in [*LEVELS, "all"]}
    kinds, failed = collections.Counter(), []
    for example, answer in zip(examples, answers):
        wrong = []
        total = 0
        for path, expected, given, kind in fields(example["schema"], example["answer"], answer):
            total += 1
            if not same(expected, given):
                wrong.append((path, expected, given, failure(expected, given, kind)))
        for name in (level(example), "all"):
            figures[name].update(cases=1, exact=not wrong, fields=total, right=total - len(wrong))
        kinds.update(reason for *_, reason in wrong)
        if wrong:
            failed.append((example, wrong))
    return figures, kinds, failed


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) if line.strip() else None for line in lines]


def main():
    parser = argparse.ArgumentParser(description="Scores answers against what was expected.")
    parser.add_argument("examples")
    parser.add_argument("answers")
    parser.add_argument("--failures", type=int, default=0, metavar="N", help="print so many failed cases")
    options = parser.parse_args()
    examples, answers = read(options.examples), read(options.answers)
    if len(examples) != len(answers):
        parser.error(f"{len(examples)} examples but {len(answers)} answers")
    figures, kinds, failed = score(examples, answers)
    for name, figure in figures.items():
        if figure["cases"]:
            print(json.dumps({
                "level": name, "cases": figure["cases"], "exact": round(figure["exact"] / figure["cases"], 4),
                "fields": figure["fields"], "right": round(figure["right"] / max(1, figure["fields"]), 4)}))
    print(json.dumps({"failures": dict(kinds.most_common())}))
    for example, wrong in failed[: options.failures]:
        print(example.get("text", ""))
        for path, expected, given, reason in wrong:
            print(f"    {path}: {reason}: {json.dumps(given, ensure_ascii=False)}, not {json.dumps(expected, ensure_ascii=False)}")


if __name__ == "__main__":
    main()
