"""Puts inputs side by side, as tensors."""
from dataclasses import dataclass

import torch

import templates
import values

KINDS = {name: number + 1 for number, name in enumerate(sorted(values.MAKERS))}  # 0: no value


def roles():
    """Returns a number for every field of every family, and for every member of its records."""
    named = {
        f"{family.name}.{field.name}.{member}"
        for family in templates.load().values() for field in family.fields.values() for member in ["", *field.members]
    }
    return {name: number for number, name in enumerate(sorted(named))}


def senses():
    """Returns a number for every option of every choice of every family."""
    named = {
        f"{family.name}.{field.name}.{option}"
        for family in templates.load().values() for field in family.fields.values() for option in field.options or ()
    }
    return {name: number for number, name in enumerate(sorted(named))}


ROLES, SENSES = roles(), senses()


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
    chosen: torch.Tensor  # for each choice, which question it is
    senses: torch.Tensor  # and the sense of what was chosen
    text: torch.Tensor  # where the tokens of the texts are
    kind_starts: torch.Tensor  # for each of these, the kind of value that begins there, or 0
    kind_ends: torch.Tensor
    role_owners: torch.Tensor  # for each value of a known role, which input it stands in
    role_places: torch.Tensor
    roles: torch.Tensor


def batch(inputs):
    """Returns some inputs as one batch."""
    length = (max(len(one.ids) for one in inputs) + 7) // 8 * 8
    ids, spaced, readable, text = (
        torch.zeros(len(inputs), length, dtype=kind) for kind in (torch.long, torch.float, torch.bool, torch.bool))
    for owner, one in enumerate(inputs):
        ids[owner, : len(one.ids)] = torch.tensor(one.ids)
        spaced[owner, : len(one.ids)] = torch.tensor(one.spaced, dtype=torch.float)
        readable[owner, : len(one.ids)] = True
        text[owner, one.text_start : len(one.ids)] = True
    return Batch(ids, spaced, readable, *questions(inputs, length), text, *marks(inputs, length, text))


def questions(inputs, length):
    asked = [(owner, target) for owner, one in enumerate(inputs) for target in one.targets if target.answers is not None]
    allowed = torch.zeros(len(asked), length, dtype=torch.bool)
    starts, ends = torch.zeros(len(asked), length), torch.zeros(len(asked), length)
    for row, (owner, target) in enumerate(asked):
        if target.options:
            allowed[row, target.options] = True
        else:
            allowed[row, inputs[owner].text_start : len(inputs[owner].ids)] = True
            allowed[row, target.marker] = not target.repeated
        for start, end in target.answers:
            starts[row, start] = ends[row, end] = 1
    return (
        torch.tensor([owner for owner, _ in asked]), torch.tensor([target.marker for _, target in asked]), allowed, starts, ends,
        torch.tensor([target.repeated and not target.options for _, target in asked]),
        torch.tensor([row for row, (_, target) in enumerate(asked) if target.sense], dtype=torch.long),
        torch.tensor([SENSES[target.sense] for _, target in asked if target.sense], dtype=torch.long),
    )


def marks(inputs, length, text):
    kind_starts, kind_ends = (torch.zeros(len(inputs), length, dtype=torch.long) for _ in range(2))
    known = []
    for owner, one in enumerate(inputs):
        for mark in one.marks:
            kind_starts[owner, mark.first] = kind_ends[owner, mark.last] = KINDS[mark.maker]
            if mark.role:
                known.append((owner, mark.first, ROLES[mark.role]))
    columns = (torch.tensor([row[column] for row in known], dtype=torch.long) for column in range(3))
    return kind_starts[text], kind_ends[text], *columns
