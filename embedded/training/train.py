"""Trains the extractor on generated examples.

    python train.py FOLDER [--examples 300000] [--cooldown 0.3] [--seed 1] [--compile]

FOLDER holds tokenizer.json (see tokenizer.py) and gets
- checkpoint.pt: where the training stands; the same command goes on from there after a stop,
- stable.pt: the same from just before the learning rate was lowered: copied to checkpoint.pt, a run with more examples goes
  on from it as if it had been longer from the start,
- weights.npz: the parameters as convert.py reads them, after every evaluation,
- log.jsonl: the loss, and how well the model does on lines and families that were kept out of training.

The examples depend on the seed alone: every CHUNK of them has a seed of its own. `--compile` lets PyTorch make machine code
of the model (a third faster; needs a C++ compiler; rounding differs).
"""
import argparse
import json
import pathlib
import random as randoms
import time

import numpy
import torch

import generate
import inputs
import model
import templates
from batches import batch
from tokenizer import Tokenizer

CHUNK = 1024  # examples that are made, sorted by length and cut into batches together
BATCH_TOKENS = 1536
WARM_UP = 2048  # examples
MATRIX_RATE, OTHER_RATE = 0.0015, 0.003
EVALUATED = 600  # examples of each split
CHUNKS_AN_EVALUATION = 20


def chunk(seed, number, split, families, tokenizer, count=CHUNK):
    """Returns the inputs of some examples, the same for the same arguments."""
    generator = generate.Generator(f"{seed}.{number}", split, families)
    made = (inputs.make(generator.example(), tokenizer) for _ in range(count))
    return [one for one in made if one and any(target.answers is not None for target in one.targets)]


def grouped(examples, random):
    """Returns the examples in batches of about the same number of tokens, each of examples of about the same length."""
    result, current = [], []
    for one in sorted(examples, key=lambda one: len(one.ids)):
        if current and len(one.ids) * (len(current) + 1) > BATCH_TOKENS:
            result.append(current)
            current = []
        current.append(one)
    result.append(current)
    random.shuffle(result)
    return result


def rate(seen, total, cooldown):
    """Returns the learning rate's factor: up, level, then down to nothing over the last part."""
    return min(1.0, (seen + 1) / WARM_UP, max(0.0, total - seen) / (cooldown * total))


@torch.no_grad()
def accuracy(net, examples):
    """Returns the shares of questions of one value, of several, and of choices, that are answered exactly."""
    right, asked = [0, 0, 0], [0, 0, 0]
    for group in grouped(examples, randoms.Random(0)):
        read = batch(group)
        starts, ends = net.scores(read, net(read.ids, read.spaced, read.readable))
        targets = [target for one in group for target in one.targets if target.answers is not None]
        for target, start, end in zip(targets, starts, ends):
            kind = 2 if target.options else 1 if target.repeated else 0
            asked[kind] += 1
            right[kind] += pointed(target, start, end) == sorted(target.answers)
    return [round(good / max(1, all_), 4) for good, all_ in zip(right, asked)]


def pointed(target, start, end):
    if target.options:
        best = max(target.options, key=lambda option: (start + end)[option].item())
        return [(best, best)]
    if not target.repeated:
        spans = start[:, None] + end[None, :]
        ordered = torch.ones_like(spans).triu() - torch.ones_like(spans).triu(40)
        spans = spans.masked_fill(ordered == 0, 2 * model.AWAY)
        first, last = divmod(spans.argmax().item(), len(end))
        return [(first, last)]
    lasts = (end > 0).nonzero()[:, 0].tolist()
    found = [(first, [last for last in lasts if last >= first][:1]) for first in (start > 0).nonzero()[:, 0].tolist()]
    return [(first, last[0]) for first, last in found if last]


class Training:
    """A model, its optimizers, and how many examples it has seen."""

    def __init__(self, folder, options):
        self.folder, self.options = folder, options
        torch.manual_seed(options.seed)
        self.tokenizer = Tokenizer.load(folder / "tokenizer.json")
        self.families = templates.load()
        self.net = model.Extractor(model.Shape(tokens=self.tokenizer.size))
        named = list(self.net.named_parameters())
        matrices = [p for name, p in named if p.dim() == 2 and not name.startswith("emb")]
        others = [p for name, p in named if p.dim() != 2 or name.startswith("emb")]
        self.optimizers = [
            torch.optim.AdamW(matrices, lr=MATRIX_RATE, betas=(0.9, 0.98), weight_decay=0),
            torch.optim.AdamW(others, lr=OTHER_RATE, betas=(0.9, 0.95), weight_decay=0),
        ]
        self.chunk, self.seen, self.seconds, self.cooling = 0, 0, 0.0, False
        if (folder / "checkpoint.pt").exists():
            self.restore(torch.load(folder / "checkpoint.pt"))
        if options.compile:
            self.net.compile(dynamic=True)

    def restore(self, saved):
        self.net.load_state_dict(saved["model"])
        for optimizer, state in zip(self.optimizers, saved["optimizers"]):
            optimizer.load_state_dict(state)
        self.chunk, self.seen, self.seconds, self.cooling = (saved[key] for key in ("chunk", "seen", "seconds", "cooling"))

    def save(self, name):
        torch.save({
            "model": self.net.state_dict(), "optimizers": [o.state_dict() for o in self.optimizers],
            "chunk": self.chunk, "seen": self.seen, "seconds": self.seconds, "cooling": self.cooling,
        }, self.folder / "new.pt")
        (self.folder / "new.pt").replace(self.folder / name)

    def run(self):
        total, cooldown = self.options.examples, self.options.cooldown
        kept_out = chunk("evaluation", 0, "dev", self.families, self.tokenizer, EVALUATED)
        like = chunk("evaluation", 0, "train", self.families, self.tokenizer, EVALUATED)
        while self.seen < total:
            if not self.cooling and self.seen >= total * (1 - cooldown):
                self.cooling = True
                self.save("stable.pt")
            begin = time.time()
            made = chunk(self.options.seed, self.chunk, "train", self.families, self.tokenizer)
            loss = self.learn(made, randoms.Random(self.chunk))
            self.seconds += time.time() - begin
            self.chunk += 1
            entry = {"examples": self.seen, "seconds": round(self.seconds), "loss": round(loss, 4)}
            if self.chunk % CHUNKS_AN_EVALUATION == 0 or self.seen >= total:
                self.net.eval()
                entry |= {"train": accuracy(self.net, like), "dev": accuracy(self.net, kept_out)}
                self.net.train()
                export(self.net, self.folder / "weights.npz")
            self.save("checkpoint.pt")
            with open(self.folder / "log.jsonl", "a", encoding="utf-8") as log:
                log.write(json.dumps(entry) + "\n")

    def learn(self, examples, random):
        """Learns from some examples; returns the mean loss."""
        groups = grouped(examples, random)
        total_loss = 0.0
        for group in groups:
            answers, guesses = self.net.losses(batch(group))
            (answers + guesses).backward()
            total_loss += answers.item()
            self.seen += len(group)
            factor = rate(self.seen, self.options.examples, self.options.cooldown)
            torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
            for optimizer, full in zip(self.optimizers, (MATRIX_RATE, OTHER_RATE)):
                for settings in optimizer.param_groups:
                    settings["lr"] = full * factor
                optimizer.step()
            self.net.zero_grad(set_to_none=True)
        return total_loss / len(groups)


def export(net, path):
    """Writes the parameters as convert.py reads them."""
    shape = net.shape
    numpy.savez(
        path, cfg=numpy.array([shape.width, shape.layers, shape.heads, shape.hidden, shape.tokens]),
        **{name: value.numpy() for name, value in net.state_dict().items()})


def main():
    parser = argparse.ArgumentParser(description="Trains the extractor on generated examples.")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--examples", type=int, default=300_000)
    parser.add_argument("--cooldown", type=float, default=0.3, help="the share of the examples over which the rate falls")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--compile", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    Training(options.folder, options).run()


if __name__ == "__main__":
    main()
