"""What makes a value: a function of a `random.Random` that returns a Value, known by its name; and the word lists, each of which is one."""
import pathlib
from dataclasses import dataclass

from words import in_words, name_word, word


@dataclass(frozen=True)
class Value:
    """How a value is written, which part of that is its span, and what it means."""

    text: str
    json: object = None  # a number, or None: the span itself
    start: int = 0
    end: int = -1
    iso: str = ""  # a date in RFC 3339's form, if the text says enough

    @property
    def span(self):
        return (self.start, len(self.text) if self.end < 0 else self.end)

    @property
    def core(self):
        return self.text[self.start : self.span[1]]


def _read_lists():
    """Returns the entries of lists/*.txt, and how what is made up for them is written: (share, capital)."""
    lists, invented = {}, {}
    for path in sorted((pathlib.Path(__file__).parent / "lists").glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("["):
                name, *rest = line.strip("[]").split()
                current = lists.setdefault(name, [])
                if rest:
                    invented[name] = (float(rest[0]), "capital" in rest)
            elif line and not line.startswith("#"):
                current += [entry.strip() for entry in line.split(",") if entry.strip()]
    return lists, invented


LISTS, INVENTED = _read_lists()
MAKERS = {}  # name -> (function, JSON type, format or "")


def maker(name, kind="string", form=""):
    def register(function):
        MAKERS[name] = (function, kind, form)
        return function

    return register


def make(random, name):
    """Returns a value of the named maker; a bare text from a maker is a value whose span is all of it."""
    value = MAKERS[name][0](random)
    return value if isinstance(value, Value) else Value(value)


def pick(random, name):
    return random.choice(LISTS[name])


def number(random, value, before="", after="", words=0.0):
    """Returns a number in digits, now and then with thousands' commas, or in words."""
    if isinstance(value, int) and 0 <= value < 10000 and random.random() < words:
        text = in_words(value)
    elif abs(value) >= 1000 and random.random() < 0.6:
        text = f"{value:,}"
    else:
        text = str(value)
    return Value(before + text + after, value, len(before), len(before) + len(text))


def _from_list(name, invented=0.0, capital=False):
    def function(random):
        if random.random() < invented:
            return name_word(random, 2, 3) if capital else word(random, 2, 3)
        return pick(random, name)

    return function


for _name in LISTS:
    MAKERS[_name] = (_from_list(_name, *INVENTED.get(_name, (0, False))), "string", "")
