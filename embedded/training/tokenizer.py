"""The tokenizer: byte pairs that are merged within one word of letters, or within one character, and nowhere else.

    python tokenizer.py tokenizer.json [--size 4096] [--examples 20000] [--seed 1]     learns one from generated examples

So a word has the same tokens wherever it stands, and a value can begin or end at every digit and every punctuation
mark. Spaces are no tokens: every other token knows whether a space came right before it, which makes what the model
reads shorter by a third. The Java side (Tokenizer) splits the text in the same way and applies the merges that convert.py packs; the file
has the form that convert.py reads (byte-level BPE, "model" with "vocab" and "merges"). Learning is deterministic.
"""
import argparse
import collections
import json
import unicodedata

import generate

MAX_WORD = 100  # as in Java: longer runs are cut


def byte_alphabet():
    """The printable stand-in of every byte in a byte-level BPE vocabulary (the GPT-2 table)."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [b for b in range(256) if b not in plain]
    return {b: chr(b) for b in plain} | {b: chr(256 + i) for i, b in enumerate(others)}


def character_class(char):
    category = unicodedata.category(char)
    if category[0] == "L":
        return "letter"
    if category[0] == "Z" or char in "\t\n\x0b\x0c\r\x85":
        return "space"
    return "number" if category[0] == "N" else "other"


def split(text):
    """Yields the (start, end) of every word: a run of letters, a run of punctuation, a digit, a space."""
    at = 0
    while at < len(text):
        kind = character_class(text[at])
        end = at + 1
        if kind in ("letter", "other"):
            while end < len(text) and end - at < MAX_WORD and character_class(text[end]) == kind:
                end += 1
        yield at, end
        at = end


def learnable(text):
    """Yields the pieces of a text inside which merges are learned."""
    for start, end in split(text):
        if character_class(text[start]) == "letter":
            yield text[start:end]
        else:
            yield from (char for char in text[start:end] if not char.isascii())


def learn(texts, size):
    """Returns the merges, best first, that give `size` tokens together with the 256 bytes, fewer if there are no more."""
    counts = collections.Counter(word for text in texts for word in learnable(text))
    words = [([bytes([b]) for b in word.encode()], count) for word, count in sorted(counts.items())]
    pairs, places = collections.Counter(), collections.defaultdict(set)
    for index, (parts, count) in enumerate(words):
        for pair in zip(parts, parts[1:]):
            pairs[pair] += count
            places[pair].add(index)
    merges, known = [], {bytes([b]) for b in range(256)}
    while len(known) < size:
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        known.add(best[0] + best[1])
        for index in places.pop(best):
            parts, count = words[index]
            for pair in zip(parts, parts[1:]):
                pairs[pair] -= count
            parts[:] = merged(parts, best)
            for pair in zip(parts, parts[1:]):
                pairs[pair] += count
                places[pair].add(index)
        del pairs[best]
    return merges


def merged(parts, pair):
    result, at = [], 0
    while at < len(parts):
        both = tuple(parts[at : at + 2]) == pair
        result.append(pair[0] + pair[1] if both else parts[at])
        at += 2 if both else 1
    return result


class Tokenizer:
    """Turns text into ids, each with the characters it covers."""

    def __init__(self, merges, ids=None):
        """Takes the merges, best first, and the ids of the pieces: if not given, the bytes and what the merges make."""
        self.ranks = {pair: rank for rank, pair in enumerate(merges)}
        if ids is None:
            pieces = [bytes([b]) for b in range(256)] + [left + right for left, right in merges]
            ids = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
        self.ids = ids
        self.size = len(ids)
        self.cache = {}

    def encode(self, text):
        """Returns (id, start, end, whether a space came before) for every token; one of part of a character covers it all."""
        tokens, spaced = [], False
        for start, end in split(text):
            if text[start] == " ":
                spaced = True
                continue
            owners = [start + i for i, char in enumerate(text[start:end]) for _ in char.encode()]
            at = 0
            for piece in self.pieces(text[start:end]):
                tokens.append((self.ids[piece], owners[at], owners[at + len(piece) - 1] + 1, spaced))
                at += len(piece)
                spaced = False
        return tokens

    def pieces(self, word):
        if word not in self.cache:
            parts = [bytes([b]) for b in word.encode()]
            while True:
                ranked = [(self.ranks[p], i) for i, p in enumerate(zip(parts, parts[1:])) if p in self.ranks]
                if not ranked:
                    break
                _, at = min(ranked)
                parts[at : at + 2] = [parts[at] + parts[at + 1]]
            self.cache[word] = parts
        return self.cache[word]

    def save(self, path):
        alphabet = byte_alphabet()
        written = lambda piece: "".join(alphabet[b] for b in piece)
        model = {
            "type": "BPE",
            "vocab": {written(piece): number for piece, number in self.ids.items()},
            "merges": [[written(left), written(right)] for left, right in self.ranks],
        }
        with open(path, "w", encoding="utf-8") as out:
            json.dump({"model": model}, out, ensure_ascii=False)

    @staticmethod
    def load(path):
        with open(path, encoding="utf-8") as file:
            model = json.load(file)["model"]
        back = {char: b for b, char in byte_alphabet().items()}
        read = lambda written: bytes(back[char] for char in written)
        ids = {read(written): number for written, number in model["vocab"].items()}
        return Tokenizer([(read(left), read(right)) for left, right in model["merges"]], ids)


def words_of(example):
    """Yields all that the model reads of an example."""
    yield example["text"]
    for question in example["questions"]:
        yield " ".join(question["path"])
        yield question["description"]
        yield from question["options"]


def main():
    parser = argparse.ArgumentParser(description="Learns a tokenizer from generated examples.")
    parser.add_argument("out")
    parser.add_argument("--size", type=int, default=4096)
    parser.add_argument("--examples", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    generator = generate.Generator(options.seed)
    texts = [text for _ in range(options.examples) for text in words_of(generator.example())]
    tokenizer = Tokenizer(learn(texts, options.size))
    tokenizer.save(options.out)
    sample = texts[:2000]
    tokens = sum(len(tokenizer.encode(text)) for text in sample)
    print(json.dumps({"tokens": tokenizer.size, "characters a token": round(sum(map(len, sample)) / tokens, 2)}))


if __name__ == "__main__":
    main()
