"""The extractor's forward pass in NumPy: the yardstick for the Java one.

usage: python reference.py extractor.bin > ../src/test/resources/dev/instructor/embedded/internal/golden.json

A space is no token: the one that comes after it gets the row SPACE of the markers added to its own.

Reads the binary resource itself (not the training checkpoint), so that what is checked is what is shipped.
"""
import json
import re
import struct
import sys

import numpy as np

EPSILON = 1e-6
SPACE = 12
SPLIT = re.compile(r"[A-Za-z][a-z]*|[A-Z]+|\d")
CLASSES = re.compile(r"[^\W\d_]+|\d|\s|(?:[^\w\s]|_)+")
TYPES = ["str", "int", "num", "enum", "bool", "str?", "int?", "num?", "list"]


class Model:
    """Weights and vocabulary as read from the resource; see convert.py for the layout."""

    def __init__(self, path):
        data = open(path, "rb").read()
        magic, version, self.width, self.layers, self.heads, self.hidden, self.tokens, merges = struct.unpack_from(
            ">4sHHHHHHH", data
        )
        assert magic == b"IXSP" and version == 2
        self.at, self.data = 18, data
        self.pieces = [self._bytes() for _ in range(self.tokens)]
        self.ids = {piece: number for number, piece in enumerate(self.pieces) if piece}
        pairs = np.frombuffer(data, ">u2", merges * 2, self.at).reshape(-1, 2)
        self.at += merges * 4
        self.rank = {(int(a), int(b)): rank for rank, (a, b) in enumerate(pairs)}
        self.embedding = self._matrix(self.tokens + 16, self.width)
        self.blocks = [self._block() for _ in range(self.layers)]
        self.norm = self._vector(self.width)
        self.start_query, self.start_key, self.end_query, self.end_key = (self._linear() for _ in range(4))
        assert self.at == len(data)

    def _bytes(self):
        size = self.data[self.at]
        piece = self.data[self.at + 1 : self.at + 1 + size]
        self.at += 1 + size
        return piece

    def _vector(self, n):
        v = np.frombuffer(self.data, ">f4", n, self.at).astype(np.float32)
        self.at += 4 * n
        return v

    def _matrix(self, rows, columns):
        """rows x columns of signed bytes, one scale a column."""
        scale = self._vector(columns)
        q = np.frombuffer(self.data, "i1", rows * columns, self.at).reshape(rows, columns)
        self.at += rows * columns
        return q.astype(np.float32) * scale

    def _linear(self):
        return self._matrix(self.width, self.width), self._vector(self.width)

    def _block(self):
        d, f = self.width, self.hidden
        return dict(
            norm1=self._vector(d),
            query=self._linear(),
            key=self._linear(),
            value=self._linear(),
            out=self._matrix(d, d),
            norm2=self._vector(d),
            gate=self._matrix(d, f),
            up=self._matrix(d, f),
            down=self._matrix(f, d),
        )

    def encode(self, text):
        """Token ids of a text, with the character range of each, and whether a space comes before it (0 or 1)."""
        ids, ranges, spaced, space = [], [], [], 0
        for m in CLASSES.finditer(text):
            word = m.group()
            if word == " ":
                space = 1
                continue
            owner = [i for i, c in enumerate(word) for _ in c.encode("utf-8")]
            parts = [self.ids[bytes([b])] for b in word.encode("utf-8")]
            sizes = [1] * len(parts)
            while True:
                ranked = [(self.rank.get(p, 1 << 30), i) for i, p in enumerate(zip(parts, parts[1:]))]
                if not ranked or min(ranked)[0] == 1 << 30:
                    break
                i = min(ranked)[1]
                parts[i : i + 2] = [self.ids[self.pieces[parts[i]] + self.pieces[parts[i + 1]]]]
                sizes[i : i + 2] = [sizes[i] + sizes[i + 1]]
            at = 0
            for part, size in zip(parts, sizes):
                ids.append(part)
                ranges.append((m.start() + owner[at], m.start() + owner[at + size - 1] + 1))
                spaced.append(space)
                at, space = at + size, 0
        return ids, ranges, spaced

    def hidden_states(self, ids, spaced):
        n, d, heads = len(ids), self.width, self.heads
        size = d // heads
        frequency = 10000.0 ** (-np.arange(0, size, 2, dtype=np.float32) / size)
        angle = np.arange(n, dtype=np.float32)[:, None] * frequency
        cos, sin = np.cos(angle), np.sin(angle)

        def norm(x, weight):
            return x / np.sqrt((x * x).mean(-1, keepdims=True) + EPSILON) * weight

        def split(x, weights, turn):
            y = (x @ weights[0] + weights[1]).reshape(n, heads, size).transpose(1, 0, 2)
            if not turn:
                return y
            a, b = y[..., : size // 2], y[..., size // 2 :]
            return np.concatenate([a * cos - b * sin, b * cos + a * sin], -1)

        x = self.embedding[ids] + np.array(spaced, np.float32)[:, None] * self.embedding[self.tokens + SPACE]
        for b in self.blocks:
            h = norm(x, b["norm1"])
            q, k, v = split(h, b["query"], True), split(h, b["key"], True), split(h, b["value"], False)
            s = q @ k.transpose(0, 2, 1) / np.sqrt(np.float32(size))
            s = np.exp(s - s.max(-1, keepdims=True))
            s /= s.sum(-1, keepdims=True)
            x = x + (s @ v).transpose(1, 0, 2).reshape(n, d) @ b["out"]
            h = norm(x, b["norm2"])
            g = h @ b["gate"]
            x = x + (g / (1 + np.exp(-g)) * (h @ b["up"])) @ b["down"]
        return norm(x, self.norm)

    def scores(self, states, position):
        """Start and end scores of every token for the field whose marker stands at position."""

        def score(query, key):
            q = states[position] @ query[0] + query[1]
            return (states @ key[0] + key[1]) @ q / np.sqrt(np.float32(self.width))

        return score(self.start_query, self.start_key), score(self.end_query, self.end_key)

    def prompt(self, fields, text):
        """fields: (path, type, description, is list, options or None). Gives ids, spaces, where the text begins, markers."""
        base, ids, spaced, marks = self.tokens, [], [], []

        def mark_of(*rows):
            ids.extend(base + row for row in rows)
            spaced.extend(0 for _ in rows)

        def phrase(text):
            numbers, _, spaces = self.encode(text)
            ids.extend(numbers)
            spaced.extend(spaces)

        for path, kind, description, is_list, options in fields:
            words = " ".join(SPLIT.findall(path)).lower()
            mark, places = len(ids), []
            mark_of(0, 3 + TYPES.index(kind), *([3 + TYPES.index("list")] if is_list else []))
            phrase(words + (" : " + description if description else ""))
            for option in options or []:
                places.append(len(ids))
                mark_of(1)
                phrase(option)
            marks.append((mark, places))
        mark_of(2)
        begin = len(ids)
        phrase(text)
        return ids, spaced, begin, marks


GOLDEN = [
    ([("name", "str", "", False, None), ("age", "int", "", False, None)], "Jason is 25 years old"),
    (
        [("sentiment", "enum", "overall sentiment", False, ["positive", "negative", "neutral"]),
         ("people", "str", "names of the people", True, None),
         ("contact email", "str?", "", False, None)],
        "Kofi, Zoë and Ingrid loved it — 5 stars! 🎉",
    ),
]

TEXTS = [
    "Jason is 25 years old",
    "Jason_Lee paid $1,250.00 to jason@example.com!!",
    "  two  spaces\n and a line ",
    "Zoë — naïve café 日本語 🎉👍 ½! ３４ x\u0301\u00a0y\r\n\tz\u2028",
    "St. Louis; INV-2093 (due 3/4/2025)...",
    "",
]


def rounded(values):
    return [round(float(value), 4) for value in values]


def golden_case(model, fields, text):
    ids, spaced, begin, marks = model.prompt(fields, text)
    states = model.hidden_states(ids, spaced)
    scored = []
    for mark, options in marks:
        start, end = model.scores(states, mark)
        scored.append(
            dict(
                marker=mark,
                start=rounded(start[begin:]),
                end=rounded(end[begin:]),
                none=rounded([start[mark], end[mark]]),
                options=rounded(start[p] + end[p] for p in options),
            )
        )
    return dict(
        fields=[dict(zip(("name", "kind", "description", "list", "options"), field)) for field in fields],
        text=text,
        ids=ids,
        spaced=spaced,
        begin=begin,
        first=rounded(states[0][:8]),
        last=rounded(states[-1][:8]),
        scores=scored,
    )


if __name__ == "__main__":
    model = Model(sys.argv[1])
    encoded = [model.encode(text) for text in TEXTS]
    golden = dict(
        tokens=[dict(text=text, ids=i, ranges=r, spaced=s) for text, (i, r, s) in zip(TEXTS, encoded)],
        passes=[golden_case(model, fields, text) for fields, text in GOLDEN],
    )
    print("{" + ",\n".join(f"\"{name}\": [\n" + ",\n".join(map(json.dumps, cases)) + "]" for name, cases in golden.items()) + "}")
