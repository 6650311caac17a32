"""Puts inputs side by side, as tensors."""
import math
from dataclasses import dataclass

import numpy
import torch

import templates
import values

KINDS = {name: number + 1 for number, name in enumerate(sorted(values.MAKERS))}  # 0: no value


def roles():
    """Returns a number for every field of every family, and for every member of its records."""
    named = {
        family.key(field.name, member)
        for family in templates.load().values() for field in family.fields.values() for member in ["", *field.members]
    }
    return {name: number for number, name in enumerate(sorted(named))}


def senses():
    """Returns a number for every option of every choice of every family."""
    named = {
        family.key(field.name, option)
        for family in templates.load().values() for field in family.fields.values() for option in field.options or ()
    }
    return {name: number for number, name in enumerate(sorted(named))}


ROLES, SENSES = roles(), senses()
NONE = -1  # where no kind is asked for


@dataclass
class Packed:
    """Some inputs side by side as one array of whole numbers, so that it goes to another process or a device at once."""

    data: numpy.ndarray
    shapes: dict  # of its parts, by name, in their order


@dataclass
class Batch:
    """Some inputs, and all their questions that have an answer, one after the other."""

    ids: torch.Tensor
    spaced: torch.Tensor
    readable: torch.Tensor  # where there is a token
    owners: torch.Tensor  # for each question, which input it belongs to
    markers: torch.Tensor  # and where it stands there
    allowed: torch.Tensor  # and what it may point at
    starts: torch.Tensor  # and where it should, 1 or 0
    ends: torch.Tensor
    repeated: torch.Tensor  # and whether it may have several values
    kind_starts: torch.Tensor  # for each token, the kind of value that begins there, 0 if none does, NONE outside the text
    kind_ends: torch.Tensor
    roles: tuple  # of every value of a known role and every question: which input it stands in, where, and its role
    senses: tuple  # of every marker of an option and every word that says one, likewise: what it means


def pack(inputs):
    """Returns some inputs, the longer ones' length wide."""
    length = (max(len(one.ids) for one in inputs) + 7) // 8 * 8
    parts = {name: [] for name in ("owners", "markers", "repeated", "chosen", "options", "answers", "marks", "roles", "hints")}
    ids, spaced = (numpy.zeros((len(inputs), length), dtype=numpy.int32) for _ in range(2))
    for owner, one in enumerate(inputs):
        ids[owner, : len(one.ids)] = one.ids
        spaced[owner, : len(one.ids)] = one.spaced
        for target in one.targets:
            if target.answers is not None:
                question(parts, owner, target)
        for mark in one.marks:
            if mark.maker:
                parts["marks"].append((owner, mark.first, mark.last, KINDS[mark.maker]))
            if mark.role:
                parts["roles"].append((owner, mark.first, ROLES[mark.role]))
        parts["hints"] += [(owner, hint.place, SENSES[hint.sense]) for hint in one.hints]
    arrays = {
        "ids": ids, "spaced": spaced,
        "lengths": [len(one.ids) for one in inputs], "begins": [one.text_start for one in inputs], **parts,
    }
    arrays = {name: numpy.asarray(values, dtype=numpy.int32) for name, values in arrays.items()}
    data = numpy.concatenate([array.ravel() for array in arrays.values()])
    return Packed(data, {name: array.shape for name, array in arrays.items()})


def question(parts, owner, target):
    row = len(parts["owners"])
    parts["owners"].append(owner)
    parts["markers"].append(target.marker)
    parts["repeated"].append(target.repeated and not target.options)
    parts["chosen"].append(bool(target.options))
    parts["options"] += [(row, option) for option in target.options]
    parts["answers"] += [(row, start, end) for start, end in target.answers]


def batch(packed, device="cpu"):
    """Returns packed inputs as tensors on a device."""
    data = torch.from_numpy(packed.data)
    if device != "cpu":
        data = data.pin_memory().to(device, non_blocking=True)
    data, at, part = data.long(), 0, {}
    for name, shape in packed.shapes.items():
        size = math.prod(shape)
        part[name] = data[at : at + size].view(shape)
        at += size
    column = torch.arange(part["ids"].shape[1], device=device)
    readable = column < part["lengths"][:, None]
    text = readable & (column >= part["begins"][:, None])
    owners, markers, repeated = part["owners"], part["markers"], part["repeated"].bool()
    allowed = (text[owners] | (column == markers[:, None]) & ~repeated[:, None]) & ~part["chosen"].bool()[:, None]
    starts, ends = (torch.zeros(allowed.shape, device=device) for _ in range(2))
    if len(part["options"]):
        allowed[tuple(part["options"].T)] = True
    if len(part["answers"]):
        rows, first, last = part["answers"].T
        starts[rows, first] = ends[rows, last] = 1
    kind_starts, kind_ends = (torch.where(text, 0, NONE) for _ in range(2))
    if len(part["marks"]):
        mark_owners, first, last, kinds = part["marks"].T
        kind_starts[mark_owners, first] = kinds
        kind_ends[mark_owners, last] = kinds
    roles, senses = (tuple(part[name].view(-1, 3).T) for name in ("roles", "hints"))
    return Batch(part["ids"], part["spaced"].float(), readable, owners, markers, allowed, starts, ends, repeated,
                 kind_starts, kind_ends, roles, senses)
