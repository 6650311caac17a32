"""Draws the curve of a training: python plot.py log.jsonl curve.png

Above the loss of every chunk of examples and its running mean, below the share of questions that are answered exactly, on
lines that were trained on (dashed) and on lines and families that were kept out (full).
"""
import json
import sys

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402 (the backend comes first: there is no screen)

KINDS = ["one value", "several values", "choices"]


def smooth(values, span=10):
    return [sum(values[max(0, i - span + 1) : i + 1]) / len(values[max(0, i - span + 1) : i + 1]) for i in range(len(values))]


def main(log, out):
    with open(log, encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    evaluated = [entry for entry in entries if "dev" in entry]
    figure, (above, below) = pyplot.subplots(2, 1, figsize=(8, 7), sharex=True)
    examples = [entry["examples"] / 1000 for entry in entries]
    losses = [entry["loss"] for entry in entries]
    above.plot(examples, losses, color="0.8", linewidth=0.8)
    above.plot(examples, smooth(losses), color="C3")
    above.set_yscale("log")
    above.set_ylabel("loss")
    for number, kind in enumerate(KINDS):
        for split, style in (("train", "--"), ("dev", "-")):
            shares = [entry[split][number] for entry in evaluated]
            below.plot([e["examples"] / 1000 for e in evaluated], shares, style, color=f"C{number}", label=f"{kind}, {split}")
    below.set_ylim(0, 1)
    below.set_ylabel("answered exactly")
    below.set_xlabel("thousand examples")
    below.legend(fontsize=8, ncol=3, loc="lower right")
    for axes in (above, below):
        axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(out, dpi=90)


if __name__ == "__main__":
    main(*sys.argv[1:])
