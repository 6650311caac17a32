"""Finds the numbers of Tuning.java: tries others, one after the other, and keeps what gives more right fields.

    python tune.py CLASSPATH extractor.bin EXAMPLES.jsonl ... [--rounds 2]

CLASSPATH holds the module's classes and test classes and what they need; EXAMPLES are generated ones of the split `dev` and
cases that are not judged by. Prints what it ends with.
"""
import argparse
import json
import os
import re
import subprocess
from concurrent import futures

import evaluate

STEPS = {
    "requiredPresence": 2, "optionalPresence": 1, "optionalFormPresence": 2, "perWord": 0.15, "perSentence": 2, "perClause": 0.5,
    "overlap": 2, "literal": 1.5, "optionalMargin": 0.5, "several": 0.5, "severalSpare": 1, "severalEnd": 1, "ruleRange": 2,
}


class Tuner:
    def __init__(self, options):
        self.options = options
        self.known = {}

    def right(self, numbers):
        """Returns the mean share of right fields over the files of examples."""
        key = tuple(numbers.values())
        if key not in self.known:
            settings = [f"-Dtuning.{name}={value}" for name, value in numbers.items()]
            shares = []
            for path in self.options.examples:
                command = ["java", "-XX:+UseSerialGC", "-Xlog:disable", *settings, "-cp", self.options.classpath,
                           "dev.instructor.embedded.internal.Answers", path, self.options.weights]
                lines = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.split("\n")[:-1]
                figures, *_ = evaluate.score(evaluate.read(path), [json.loads(line) for line in lines])
                shares.append(figures["all"]["right"] / figures["all"]["fields"])
            self.known[key] = sum(shares) / len(shares)
        return self.known[key]

    def run(self, numbers):
        best = self.right(numbers)
        print(f"{best:.4f} {numbers}", flush=True)
        with futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for factor in [1.0] * self.options.rounds + [0.5]:
                for name in numbers:
                    tried = [{**numbers, name: round(numbers[name] + sign * factor * STEPS[name], 3)} for sign in (-1, 1)]
                    for share, one in zip(pool.map(self.right, tried), tried):
                        if share > best:
                            best, numbers = share, one
                            print(f"{best:.4f} {name} {one[name]}", flush=True)
        return numbers


def main():
    parser = argparse.ArgumentParser(description="Finds the numbers of Tuning.java.")
    parser.add_argument("classpath")
    parser.add_argument("weights")
    parser.add_argument("examples", nargs="+")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--from", dest="begin", default="", help="such as 'several=1,overlap=2'; the rest as in Tuning.java")
    options = parser.parse_args()
    source = os.path.join(os.path.dirname(__file__), "../src/main/java/dev/instructor/embedded/internal/Tuning.java")
    with open(source, encoding="utf-8") as file:
        tuning = file.read()
    names = re.findall(r"^    float (\w+)", tuning, re.MULTILINE)
    bundled = re.search(r"new Tuning\(([^)]*)\)", tuning)[1]
    numbers = {name: float(number.strip().rstrip("f")) for name, number in zip(names, bundled.split(","))}
    numbers |= {name: float(value) for name, value in (pair.split("=") for pair in options.begin.split(",") if pair)}
    print(Tuner(options).run(numbers))


if __name__ == "__main__":
    main()
