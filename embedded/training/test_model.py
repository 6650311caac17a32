"""Tests of the model and the loop: python -m unittest. They are skipped where PyTorch is not installed."""
import argparse
import math
import pathlib
import random as randoms
import tempfile
import unittest

try:
    import numpy
    import torch

    import convert
    import model
    import reference
    import train
    from batches import batch, pack
except ImportError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed") from missing

import generate
import inputs
import tokenizer


class ModelTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        generator = generate.Generator(11)
        cls.examples = [generator.example() for _ in range(60)]
        cls.tokenizer = tokenizer.Tokenizer(tokenizer.learn([t for e in cls.examples for t in tokenizer.words_of(e)], 400))
        cls.inputs = [made for made in (inputs.make(example, cls.tokenizer) for example in cls.examples) if made]

    def test_what_is_packed_computes_what_was_trained(self):
        torch.manual_seed(1)
        net = model.Extractor(model.Shape(self.tokenizer.size, width=64, layers=2, heads=4, hidden=96))
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            self.tokenizer.save(folder / "tokenizer.json")
            train.export(net, folder / "weights.npz")
            convert.main(str(folder / "weights.npz"), str(folder / "tokenizer.json"), str(folder / "extractor.bin"))
            packed = reference.Model(str(folder / "extractor.bin"))
        for one in self.inputs[:5]:
            read = batch(pack([one]))
            with torch.no_grad():
                expected = net(read.ids, read.spaced, read.readable)[0, : len(one.ids)].numpy()
            given = packed.hidden_states(one.ids, numpy.array(one.spaced))
            # Matrices are packed as signed bytes: about one part in a hundred is lost.
            self.assertLess(numpy.abs(given - expected).mean(), 0.05 * numpy.abs(expected).mean())

    def test_padding_changes_nothing(self):
        torch.manual_seed(1)
        net = model.Extractor(model.Shape(self.tokenizer.size, width=64, layers=2, heads=4, hidden=96))
        long, short = (choose(self.inputs, key=lambda one: len(one.ids)) for choose in (max, min))
        with torch.no_grad():
            both, alone = batch(pack([long, short])), batch(pack([short]))
            together = net(both.ids, both.spaced, both.readable)[1, : len(short.ids)]
            single = net(alone.ids, alone.spaced, alone.readable)[0, : len(short.ids)]
        self.assertTrue(torch.allclose(together, single, atol=1e-4))

    def test_right_scores_have_no_loss_and_are_read_back(self):
        read = batch(pack(self.inputs))
        scores = [torch.where(wanted > 0, 30.0, -30.0).masked_fill(~read.allowed, model.AWAY) for wanted in (read.starts, read.ends)]
        self.assertLess(model.loss(*scores, read).item(), 1e-3)
        targets = [target for one in self.inputs for target in one.targets if target.answers is not None]
        for target, start, end in zip(targets, *scores):
            if len({first for first, _ in target.answers}) == len(target.answers):
                self.assertEqual(train.pointed(target, start, end), sorted(target.answers))


class TrainingTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        torch.set_num_threads(1)  # several add up in any order

    def test_a_training_that_was_stopped_goes_on_as_if_it_had_not(self):
        options = argparse.Namespace(
            examples=10_000, cooldown=0.3, seed=1, batch=1536, rate=1.0, shape={}, device="cpu", compile=False, begin=None,
            guesses=True, often=(), dropout=0.1, seconds=math.inf)
        examples = [pack(group) for group in train.grouped(ModelTest.inputs[:24], randoms.Random(1), 512)]
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            ModelTest.tokenizer.save(folder / "tokenizer.json")
            through = train.Training(folder, options)
            through.learn(examples)
            through.save("checkpoint.pt")
            state = torch.get_rng_state()
            again = train.Training(folder, options)
            self.assertEqual(again.seen, 24)
            self.assertTrue(torch.equal(torch.get_rng_state(), state))
            losses = []
            for training in (through, again):
                torch.set_rng_state(state)
                losses.append(training.learn(examples))
            self.assertEqual(*(loss.item() for loss in losses))
            for one, other in zip(through.net.parameters(), again.net.parameters()):
                self.assertTrue(torch.equal(one, other))


if __name__ == "__main__":
    unittest.main()
