"""What the model knows before it has seen an example.

Answers stand beside words that the question names ("age: 25", "25 years of age"). A model finds that out by itself after
some ten thousand examples; it takes half as many if its first layer begins with it: four heads fetch the two neighbours on
either side, in the same numbers, what came before into one part of a token's vector and what comes next into another, and
the pointers begin by comparing what follows a question's marker, its name, with what comes before a token of the text.
Training is free to change all of this.
"""
import math

import torch
from torch import nn

BEFORE, AFTER = (1, 2), (-1, -2)  # how far back the heads look
SHARPNESS = 8.0
PAIRS = 5  # of coordinates that tell positions apart, those that turn fastest


@torch.no_grad()
def initialise(net, frequencies):
    """Fills in all parameters; depends on PyTorch's seed alone."""
    width, size = net.shape.width, net.shape.width // net.shape.heads
    for parameter in net.parameters():
        if parameter.dim() == 2:
            nn.init.normal_(parameter, std=0.5 / math.sqrt(parameter.shape[1]))
    nn.init.normal_(net.emb.weight, std=0.06)
    for block in net.bl:
        for linear in (block.q, block.k, block.v):
            linear.bias.zero_()
    for block in net.bl[1:]:
        block.o.weight *= 0.3
        block.dn.weight *= 0.3
    before, after = slice(0, size), slice(size, 2 * size)
    net.emb.weight[:, : 2 * size] *= 0.1
    fetched = torch.randn(size, width) / math.sqrt(width)
    for head, offset in enumerate(BEFORE + AFTER):
        look_at(net.bl[0], slice(head * size, (head + 1) * size), offset, frequencies)
        hand_on(net.bl[0], slice(head * size, (head + 1) * size), fetched, before if offset > 0 else after)
    for query, key in ((net.qs, net.ks), (net.qe, net.ke)):
        query.weight[:size] *= 0.1
        key.weight[:size] *= 0.1
        query.weight[:size, after] += 1.2 * torch.eye(size)
        key.weight[:size, before] += 1.2 * torch.eye(size)


def look_at(block, rows, offset, frequencies):
    """Makes a head look so many tokens back: its queries and keys are about the same for all tokens and turn with them."""
    size = rows.stop - rows.start
    block.q.weight[rows] *= 0.1
    block.k.weight[rows] *= 0.1
    for pair, frequency in enumerate(frequencies[:PAIRS].tolist()):
        block.k.bias[rows.start + pair] = SHARPNESS
        block.q.bias[rows.start + pair] = SHARPNESS * math.cos(-offset * frequency)
        block.q.bias[rows.start + size // 2 + pair] = SHARPNESS * math.sin(-offset * frequency)


def hand_on(block, rows, fetched, into):
    """Makes a head put what it looks at into one part of the vector."""
    block.v.weight[rows] = fetched
    block.o.weight[:, rows] *= 0.1
    block.o.weight[into, rows] = 0.6 * torch.eye(rows.stop - rows.start)
