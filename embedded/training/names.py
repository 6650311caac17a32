"""Makes the names of people and companies, of all shapes: one word or four, with particles, hyphens, initials and endings."""
from makers import maker, pick
from words import name_word

PARTICLES = ["van", "van der", "van den", "de", "de la", "de los", "del", "da", "dos", "di", "von", "zu", "bin", "ibn", "ben", "ten",
             "El", "Le", "La", "St.", "Van", "De"]
PREFIXES = ["O'", "O'", "D'", "Mc", "Mac", "al-", "Al-"]


@maker("first")
def first(random):
    share = random.random()
    if share < 0.3:
        return pick(random, "first")
    return pick(random, "usfirst") if share < 0.7 else name_word(random, 1, 3)


@maker("last")
def last(random):
    share = random.random()
    before = random.choice([f"{random.choice(PARTICLES)} ", random.choice(PREFIXES)]) if random.random() < 0.09 else ""
    if share < 0.6:
        return before + pick(random, "last" if share < 0.3 else "uslast")
    return before + name_word(random, 1, 3) + random.choice(["", "", "", "son", "ski", "ez", "ova", "man", "sen", "ides"])


@maker("person")
def person(random):
    share = random.random()
    if share < 0.22:
        return first(random)
    if share < 0.74:
        return f"{first(random)} {last(random)}"
    if share < 0.79:
        return f"{first(random)} {initial(random)} {last(random)}"
    if share < 0.83:
        return f"{first(random)} {last(random)}-{last(random)}"
    if share < 0.91:
        return f"{first(random)} {random.choice([first, last])(random)} {last(random)}"
    if share < 0.93:
        second = first(random)
        return f"{first(random)}-{random.choice([second, second.lower()])} {last(random)}"
    if share < 0.95:
        return f"{first(random)} {last(random)} {random.choice(['II', 'III', 'IV', 'Jr.', 'Jr.', 'Sr.', 'Jr'])}"
    if share < 0.97:
        return f"{first(random)} {random.choice(['Thi', 'Van', 'y', 'binti', 'Maria', 'Mae', 'Lee', 'Ann', 'St.', 'Kumar'])} {last(random)}"
    between = random.choice(["", " "])
    return initial(random) + random.choice(["", between + initial(random)]) + " " + last(random)


def initial(random):
    return random.choice("ABCDEFGHIJKLMNOPRSTVWYZ") + "."


@maker("full")
def full(random):
    return f"{first(random)} {last(random)}"


@maker("company")
def company(random):
    head = random.choice([name_word(random, 2, 3), name_word(random), last(random), pick(random, "brandword")])
    share = random.random()
    if share < 0.3:
        return head
    if share < 0.4:
        return head + pick(random, "brandword").lower()
    if share < 0.85:
        return f"{head} {pick(random, 'suffix')}"
    return f"{head} {pick(random, 'brandword')} {pick(random, 'suffix')}"
