"""Trains the extractor on generated examples.

    python train.py FOLDER [--examples 500000] [--cooldown 0.3] [--seed 1] [--compile]
    python train.py FOLDER --device cuda --workers 15 --batch 8192 --seconds 500 --examples 9000000

FOLDER holds tokenizer.json (see tokenizer.py) and gets
- checkpoint.pt: where the training stands; the same command goes on from there after a stop,
- stable.pt: the same from just before the learning rate was lowered: copied to checkpoint.pt, a run with more examples goes
  on from it as if it had been longer from the start,
- weights.npz: the parameters as convert.py reads them, after every evaluation,
- log.jsonl: the loss, and how well the model does on lines and families that were kept out of training.

The examples depend on the seed alone: every CHUNK of them has a seed of its own, whoever makes it. `--workers` makes them in
processes of their own. `--compile` lets PyTorch make machine code of the model (a third faster on a processor; needs a C++
compiler; rounding differs).
"""
import argparse
import collections
import itertools
import json
import math
import multiprocessing
import pathlib
import random as randoms
import time

import numpy
import torch

import generate
import inputs
import model
from batches import batch, pack
from tokenizer import Tokenizer

CHUNK = 4096  # examples that are made, sorted by length and cut into batches together
WARM_UP = 20_000  # examples
MATRIX_RATE, OTHER_RATE = 0.0015, 0.003
EVALUATED = 600  # examples of each split
ENTRIES, EVALUATIONS = 100, 10  # of the log, in a whole run
SECONDS_A_CHECKPOINT = 60


class Chunks:
    """Makes examples, CHUNK by CHUNK, as packed batches: the same for the same arguments."""

    def __init__(self, seed, tokenizer, tokens, often=()):
        self.seed, self.tokenizer, self.tokens, self.often = seed, tokenizer, tokens, often

    def examples(self, number, split="train", count=CHUNK):
        generator = generate.Generator(f"{self.seed}.{number}", split, often=self.often)
        made = (inputs.make(generator.example(), self.tokenizer) for _ in range(count))
        return [one for one in made if one and any(target.answers is not None for target in one.targets)]

    def packed(self, number):
        return [pack(group) for group in grouped(self.examples(number), randoms.Random(number), self.tokens)]

    def endless(self, first, workers):
        """Yields the packed batches of every chunk from the first on; as many processes make them ahead."""
        if not workers:
            yield from map(self.packed, itertools.count(first))
        with multiprocessing.get_context("spawn").Pool(workers, work_for, [self]) as pool:
            ahead = collections.deque(pool.apply_async(work, [first + i]) for i in range(3 * workers))
            for number in itertools.count(first + 3 * workers):
                yield ahead.popleft().get()
                ahead.append(pool.apply_async(work, [number]))


_working_for = None


def work_for(chunks):
    global _working_for
    _working_for = chunks
    torch.set_num_threads(1)


def work(number):
    return _working_for.packed(number)


def grouped(examples, random, tokens):
    """Returns the examples in batches of about the same number of tokens, each of examples of about the same length."""
    result, current = [], []
    for one in sorted(examples, key=lambda one: len(one.ids)):
        if current and len(one.ids) * (len(current) + 1) > tokens:
            result.append(current)
            current = []
        current.append(one)
    result.append(current)
    random.shuffle(result)
    return result


def rate(seen, total, cooldown):
    """Returns the learning rate's factor: up, level, then down to nothing over the last part."""
    return min(1.0, (seen + 1) / min(WARM_UP, 0.02 * total), max(0.0, total - seen) / (cooldown * total))


@torch.no_grad()
def accuracy(net, examples, device):
    """Returns the shares of questions of one value, of several, and of choices, that are answered exactly."""
    right, asked = [0, 0, 0], [0, 0, 0]
    for group in grouped(examples, randoms.Random(0), 4096):
        read = batch(pack(group), device)
        starts, ends = (scores.cpu() for scores in net.scores(read, net(read.ids, read.spaced, read.readable)))
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
        self.folder, self.options, self.device = folder, options, options.device
        torch.manual_seed(options.seed)
        torch.set_float32_matmul_precision("high")
        self.tokenizer = Tokenizer.load(folder / "tokenizer.json")
        self.chunks = Chunks(options.seed, self.tokenizer, options.batch, options.often)
        self.net = model.Extractor(model.Shape(tokens=self.tokenizer.size, dropout=options.dropout, **options.shape)).to(self.device)
        named = list(self.net.named_parameters())
        matrices = [p for name, p in named if p.dim() == 2 and not name.startswith("emb")]
        others = [p for name, p in named if p.dim() != 2 or name.startswith("emb")]
        self.rates = [MATRIX_RATE * options.rate, OTHER_RATE * options.rate]
        self.optimizers = [
            torch.optim.AdamW(matrices, lr=self.rates[0], betas=(0.9, 0.98), weight_decay=0, fused=True),
            torch.optim.AdamW(others, lr=self.rates[1], betas=(0.9, 0.95), weight_decay=0, fused=True),
        ]
        self.chunk, self.seen, self.seconds, self.cooling = 0, 0, 0.0, False
        if options.begin:
            with numpy.load(options.begin) as begun:
                given = {name: torch.tensor(begun[name]).float() for name in begun.files if name != "cfg"}
            self.net.load_state_dict(given, strict=False)
        if (folder / "checkpoint.pt").exists():
            self.restore(torch.load(folder / "checkpoint.pt", map_location=self.device))
        if options.compile:
            self.net.compile(dynamic=True)

    def restore(self, saved):
        self.net.load_state_dict(saved["model"])
        for optimizer, state in zip(self.optimizers, saved["optimizers"]):
            optimizer.load_state_dict(state)
        self.chunk, self.seen, self.seconds, self.cooling = (saved[key] for key in ("chunk", "seen", "seconds", "cooling"))
        torch.set_rng_state(saved["random"].cpu())
        if self.cooling and self.options.seconds < math.inf:
            self.options.examples = saved["examples"]  # what fits into the time is decided once

    def save(self, name):
        torch.save({
            "model": self.net.state_dict(), "optimizers": [o.state_dict() for o in self.optimizers],
            "chunk": self.chunk, "seen": self.seen, "seconds": self.seconds, "cooling": self.cooling,
            "random": torch.get_rng_state(), "examples": self.options.examples,
        }, self.folder / "new.pt")
        (self.folder / "new.pt").replace(self.folder / name)

    def run(self):
        total, cooldown = self.options.examples, self.options.cooldown
        judging = Chunks("evaluation", self.tokenizer, 0)
        like, kept_out = (judging.examples(0, split, EVALUATED) for split in ("train", "dev"))
        batches = self.chunks.endless(self.chunk, self.options.workers)
        begin = saved = time.time() - self.seconds
        losses = []
        while self.seen < total:
            if not self.cooling and self.seconds > self.options.seconds * (1 - cooldown):
                total = self.options.examples = round(self.seen / (1 - cooldown))
            if not self.cooling and self.seen >= total * (1 - cooldown):
                self.cooling = True
                self.save("stable.pt")
            before = self.seen
            losses.append(self.learn(next(batches)))
            self.chunk += 1
            self.seconds = time.time() - begin
            if self.seen * ENTRIES // total > before * ENTRIES // total:
                entry = {"examples": self.seen, "seconds": round(self.seconds), "loss": round(torch.stack(losses).mean().item(), 4)}
                losses = []
                if self.seen * EVALUATIONS // total > before * EVALUATIONS // total:
                    entry |= self.evaluated({"train": like, "dev": kept_out})
                with open(self.folder / "log.jsonl", "a", encoding="utf-8") as log:
                    log.write(json.dumps(entry) + "\n")
            if time.time() - saved > SECONDS_A_CHECKPOINT or self.seen >= total:
                self.save("checkpoint.pt")
                saved = time.time()

    def evaluated(self, sets):
        """Returns how well the model does on some sets of examples, and writes it down."""
        self.net.eval()
        result = {name: accuracy(self.net, examples, self.device) for name, examples in sets.items()}
        self.net.train()
        export(self.net, self.folder / "weights.npz")
        return result

    def learn(self, packed):
        """Learns from some batches; returns their mean loss, as a tensor."""
        total_loss = 0.0
        for one in packed:
            answers, guesses = self.net.losses(batch(one, self.device), self.options.guesses)
            (answers + guesses).backward()
            total_loss = total_loss + answers.detach()
            self.seen += one.shapes["ids"][0]
            factor = rate(self.seen, self.options.examples, self.options.cooldown)
            torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
            for optimizer, full in zip(self.optimizers, self.rates):
                for settings in optimizer.param_groups:
                    settings["lr"] = full * factor
                optimizer.step()
            self.net.zero_grad(set_to_none=True)
        return total_loss / len(packed)


def export(net, path):
    """Writes the parameters as convert.py reads them."""
    shape = net.shape
    numpy.savez(
        path, cfg=numpy.array([shape.width, shape.layers, shape.heads, shape.hidden, shape.tokens]),
        **{name: value.cpu().numpy() for name, value in net.state_dict().items()})


def main():
    parser = argparse.ArgumentParser(description="Trains the extractor on generated examples.")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--examples", type=int, default=500_000)
    parser.add_argument("--cooldown", type=float, default=0.3, help="the share of the examples over which the rate falls")
    parser.add_argument(
        "--seconds", type=float, default=math.inf, help="as many examples as take so long; they are written down as if they had been asked for")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=1536, help="tokens")
    parser.add_argument("--rate", type=float, default=1.0, help="what the learning rates are multiplied with")
    parser.add_argument("--dropout", type=float, default=0.1, help="in training, of what every layer adds")
    parser.add_argument("--shape", type=json.loads, default={}, help='such as {"width": 256, "heads": 8, "hidden": 704}')
    parser.add_argument("--begin", help="a weights.npz to go on from, with or without what it guesses with")
    parser.add_argument("--no-guesses", dest="guesses", action="store_false", help="learn from the answers alone")
    parser.add_argument("--often", nargs="*", default=(), help="families and files of sketches that most examples are of")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--workers", type=int, default=0, help="processes that make examples")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--compile", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    Training(options.folder, options).run()


if __name__ == "__main__":
    main()
