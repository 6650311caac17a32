"""Packs a trained span-pointer checkpoint and its tokenizer into the resource that the Java module reads.

usage: python convert.py WEIGHTS.npz TOKENIZER.json ../src/main/resources/dev/instructor/embedded/internal/extractor.bin

Layout, big-endian:
  "IXSP", version u16 = 2, width, layers, heads, hidden width, tokens, merges (u16 each)
  every token: length u8, its bytes (special tokens have length 0)
  every merge, best first: left id u16, right id u16
  the matrices: input rows x output columns, as one f32 scale a column, then signed bytes (value = byte * scale)
  the vectors: f32
in the order of `main` below. A matrix is stored input-major, so that the inner loop of a product runs over outputs.
The embedding has 16 rows after the tokens': the markers and types, and in row 12 what is added to a token after a space.
"""
import json
import struct
import sys

import numpy as np

VERSION = 2  # 1 had spaces as tokens


def byte_alphabet():
    """The printable stand-in of every byte in a byte-level BPE vocabulary (the GPT-2 table)."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table, extra = {chr(b): b for b in plain}, 0
    for b in range(256):
        if b not in plain:
            table[chr(256 + extra)] = b
            extra += 1
    return table


def vector(out, values):
    out.append(values.astype(">f4").tobytes())


def matrix(out, values):
    """values: input rows x output columns."""
    values = values.astype(np.float32)
    scale = np.maximum(np.abs(values).max(0), 1e-12) / 127
    vector(out, scale)
    out.append(np.clip(np.rint(values / scale), -127, 127).astype("i1").tobytes())


def main(weights_path, tokenizer_path, out_path):
    w = {k: v.astype(np.float32) if v.dtype.kind == "f" else v for k, v in np.load(weights_path).items()}
    width, layers, heads, hidden = (int(v) for v in w["cfg"][:4])
    model = json.load(open(tokenizer_path, encoding="utf-8"))["model"]
    vocabulary, merges = model["vocab"], [m if isinstance(m, list) else m.split(" ") for m in model["merges"]]
    assert len(w["emb.weight"]) == len(vocabulary) + 16, "16 rows for the markers and the types"
    alphabet = byte_alphabet()
    out = [struct.pack(">4sHHHHHHH", b"IXSP", VERSION, width, layers, heads, hidden, len(vocabulary), len(merges))]
    for piece, _ in sorted(vocabulary.items(), key=lambda kv: kv[1]):
        data = b"" if piece.startswith("<|") else bytes(alphabet[c] for c in piece)
        out.append(bytes([len(data)]) + data)
    for left, right in merges:
        out.append(struct.pack(">HH", vocabulary[left], vocabulary[right]))

    def linear(name):
        matrix(out, w[name + ".weight"].T)
        vector(out, w[name + ".bias"])

    matrix(out, w["emb.weight"])
    for i in range(layers):
        block = f"bl.{i}."
        vector(out, w[block + "n1.weight"])
        for name in "qkv":
            linear(block + name)
        matrix(out, w[block + "o.weight"].T)
        vector(out, w[block + "n2.weight"])
        for name in ("g", "u", "dn"):
            matrix(out, w[block + name + ".weight"].T)
    vector(out, w["nf.weight"])
    for name in ("qs", "ks", "qe", "ke"):
        linear(name)
    data = b"".join(out)
    open(out_path, "wb").write(data)
    print(len(data), "bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
