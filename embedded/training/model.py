"""The model: a bidirectional transformer that reads questions and text at once, and two pointers that mark where a value
begins and ends. reference.py spells out the same pass in NumPy, Encoder and Pointer in Java.

Every question points from its own marker: a single value at its first and its last token, or at the marker itself if it
is not in the text; a list at the first and last tokens of all its values; a choice at the marker of one option.

In training it also guesses, for every token of the text, what kind of value begins or ends there (a city, an amount); for
every value and every question what it is to the text (a flight's destination); and for every option, and every word of the
text that says one, what it means, whatever it is called. This is thrown away afterwards: it is there because a text has more
values than are asked for, and because a question and its answer, or an option and the words that say it, come to look alike.
"""
import math
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from batches import KINDS, NONE, ROLES, SENSES
from initial import initialise
from inputs import ROWS, SPACE

EPSILON, ROTARY_BASE = 1e-6, 10000.0
AWAY = -1e4  # the score of what cannot be pointed at
KIND_WEIGHT, ROLE_WEIGHT, SENSE_WEIGHT = 2.0, 0.6, 0.3  # of the guesses beside the answers


@dataclass(frozen=True)
class Shape:
    """How large a model is; the one that ships has these numbers."""

    tokens: int = 4096
    width: int = 256
    layers: int = 6
    heads: int = 8
    hidden: int = 704
    dropout: float = 0.0  # in training, of what every layer adds


class Norm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return functional.rms_norm(x, (x.shape[-1],), self.weight, EPSILON)


class Block(nn.Module):
    """One layer: attention, then a gated network."""

    def __init__(self, shape):
        super().__init__()
        width, self.heads = shape.width, shape.heads
        self.n1, self.n2 = Norm(width), Norm(width)
        self.q, self.k, self.v = (nn.Linear(width, width) for _ in range(3))
        self.o = nn.Linear(width, width, bias=False)
        self.g, self.u = (nn.Linear(width, shape.hidden, bias=False) for _ in range(2))
        self.dn = nn.Linear(shape.hidden, width, bias=False)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, x, turn, readable):
        batch, length, width = x.shape
        h = self.n1(x)
        split = lambda y: y.view(batch, length, self.heads, -1).transpose(1, 2)
        q, k, v = split(self.q(h)), split(self.k(h)), split(self.v(h))
        q, k = (rotated(one, turn).to(v.dtype) for one in (q, k))
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=readable)
        x = x + self.drop(self.o(seen.transpose(1, 2).reshape(batch, length, width)))
        h = self.n2(x)
        return x + self.drop(self.dn(functional.silu(self.g(h)) * self.u(h)))


def rotated(x, turn):
    (cos, sin), (a, b) = turn, x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


class Extractor(nn.Module):
    """The whole model. Parameters have the names that convert.py reads."""

    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.emb = nn.Embedding(shape.tokens + ROWS, shape.width)
        self.bl = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.nf = Norm(shape.width)
        self.qs, self.ks, self.qe, self.ke = (nn.Linear(shape.width, shape.width) for _ in range(4))
        self.kind_start, self.kind_end = (nn.Linear(shape.width, len(KINDS) + 1) for _ in range(2))
        self.role = nn.Linear(shape.width, len(ROLES))
        self.sense = nn.Linear(shape.width, len(SENSES))
        self.register_buffer("frequencies", frequencies(shape.width // shape.heads), persistent=False)
        initialise(self, self.frequencies)

    def forward(self, ids, spaced, readable):
        """Returns the vectors of all tokens. All have the batch first; `readable` is true where there is a token."""
        x = self.emb(ids) + spaced.unsqueeze(-1) * self.emb.weight[self.shape.tokens + SPACE]
        angles = torch.arange(ids.shape[1], device=ids.device)[:, None] * self.frequencies
        turn, mask = (angles.cos(), angles.sin()), readable[:, None, None, :]
        for block in self.bl:
            x = block(x, turn, mask)
        return self.nf(x)

    def scores(self, batch, vectors):
        """Returns the start and end scores of every token for every question of a batch."""
        asking = vectors[batch.owners, batch.markers]

        def pointed(query, key):
            found = (query(asking)[:, None] @ key(vectors)[batch.owners].transpose(1, 2))[:, 0]
            return (found / math.sqrt(self.shape.width)).masked_fill(~batch.allowed, AWAY)

        return pointed(self.qs, self.ks), pointed(self.qe, self.ke)

    def losses(self, batch, guesses=True):
        """Returns the loss of the answers and that of the guesses, weighted, or 0."""
        with torch.autocast(batch.ids.device.type, torch.bfloat16, enabled=batch.ids.device.type != "cpu"):
            vectors = self(batch.ids, batch.spaced, batch.readable).float()
        return loss(*self.scores(batch, vectors), batch), self.guess(batch, vectors) if guesses else 0.0

    def guess(self, batch, vectors):
        heads = ((self.kind_start, batch.kind_starts), (self.kind_end, batch.kind_ends))
        total = KIND_WEIGHT * sum(guessed(head(vectors), wanted) for head, wanted in heads)
        for head, weight, (owners, places, wanted) in (
            (self.role, ROLE_WEIGHT, batch.roles), (self.sense, SENSE_WEIGHT, batch.senses)):
            total = total + weight * guessed(head(vectors[owners, places]), wanted)
        return total


def guessed(scores, wanted):
    """Returns the mean cross-entropy where something is wanted."""
    total = functional.cross_entropy(scores.flatten(0, -2), wanted.flatten(), ignore_index=NONE, reduction="sum")
    return total / (wanted != NONE).sum().clamp(min=1)


def frequencies(size):
    return ROTARY_BASE ** (-torch.arange(0, size, 2).float() / size)


def loss(starts, ends, batch):
    """Returns the mean over the questions: cross-entropy for one value, binary cross-entropy a token for several."""
    total, several = 0.0, batch.repeated[:, None]
    for scores, wanted in ((starts, batch.starts), (ends, batch.ends)):
        one = -functional.log_softmax(scores, -1) * wanted
        each = 0.5 * functional.binary_cross_entropy_with_logits(scores, wanted, reduction="none") * batch.allowed
        total = total + torch.where(several, each, one).sum()
    return total / len(batch.markers)
