"""Makes the values that stand in the sentences: names, numbers, dates, codes and the like.

A maker is a function of a `random.Random` that returns a Value. About half of what can be made up is made up, syllable
by syllable, so that a model must copy words that it has never seen. Numbers and dates are written in the forms that
the Java side reads (NumberText, CalendarText), and the span of "$1,200" is "1,200": the part that is the number.
"""
import re

from makers import MAKERS, Value, maker, make, number, pick
from names import first, full, last
from words import digits, in_words, name_word, word

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@maker("product")
def product(random):
    thing = pick(random, "thing") if random.random() < 0.85 else word(random, 2, 3)
    share = random.random()
    if share < 0.3:
        return thing
    if share < 0.6:
        return f"{pick(random, 'adjective')} {thing}"
    if share < 0.75:
        return f"{name_word(random, 2, 2)} {thing}"
    if share < 0.9:
        series = random.choice(["X", "S", "Pro", "Air", "Mini", "Max", "Plus", "GT", "Mk"])
        return f"{name_word(random, 2, 2)} {series}{random.choice(['', '2', '7', ' 3', '40', '500'])}"
    return f"{pick(random, 'colour')} {thing}"


@maker("brand")
def brand(random):
    return name_word(random, 2, 3) if random.random() < 0.7 else pick(random, "brandword")


@maker("model")
def model(random):
    letters = "".join(random.choice("ABCDEFGHKLMNPRSTVXZ") for _ in range(random.randint(1, 3)))
    return letters + random.choice(["", "-", " "]) + digits(random, random.randint(2, 4))


@maker("car")
def car(random):
    return pick(random, "carmake") if random.random() < 0.5 else f"{name_word(random, 2, 3)} {model(random)}"


@maker("age", "integer")
def age(random):
    return number(random, random.randint(1, 99), words=0.2)


@maker("count", "integer")
def count(random):
    high = random.choice([9, 12, 20, 60, 150])
    return number(random, random.randint(1, high), words=0.3)


@maker("score", "integer")
def score(random):
    return number(random, random.randint(0, random.choice([9, 30, 100, 250])), words=0.1)


@maker("level", "integer")
def level(random):
    return number(random, random.randint(1, 10), words=0.3)


@maker("big", "integer")
def big(random):
    if random.random() < 0.15:
        value = random.randint(2, 900)
        return Value(f"{value} million", value * 1000000)
    if random.random() < 0.1:
        value = random.randint(2, 900)
        return Value(f"{value} thousand", value * 1000)
    return number(random, random.choice([random.randint(100, 9999), random.randint(10000, 9999999)]))


@maker("decimal", "number")
def decimal(random):
    return number(random, round(random.uniform(0, random.choice([1, 10, 100])), random.randint(1, 2)))


@maker("rating", "number")
def rating(random):
    if random.random() < 0.5:
        return number(random, random.randint(1, 10), words=0.2)
    return number(random, round(random.uniform(1, 10), 1))


@maker("temperature", "number")
def temperature(random):
    value = random.randint(-25, 42) if random.random() < 0.7 else round(random.uniform(-20, 40), 1)
    return number(random, value, after=random.choice(["°C", " °C", " degrees", "°", "C", " degrees Celsius", "°F"]))


@maker("percent", "number")
def percent(random):
    value = random.randint(1, 100) if random.random() < 0.6 else round(random.uniform(0, 100), 1)
    return number(random, value, after=random.choice(["%", "%", " percent", " %", " per cent"]))


@maker("money", "number")
def money(random):
    high = random.choice([20, 100, 1000, 20000, 900000])
    value = random.randint(2, high) if random.random() < 0.5 else round(random.uniform(1, high), 2)
    before, after = random.choice(
        [("$", ""), ("$", ""), ("€", ""), ("£", ""), ("", " dollars"), ("", " euros"), ("", " USD"), ("EUR ", ""),
         ("", "€"), ("", " pounds"), ("", " bucks"), ("CHF ", ""), ("US$", "")])
    if random.random() < 0.08:
        value = random.randint(2, 400)
        text = f"{value}{random.choice(['k', ' thousand'])}"
        return Value(before + text + after, value * 1000, len(before), len(before) + len(text))
    return number(random, value, before, after)


UNITS = {
    "mass": "kg kg g mg pounds tonnes kilos lbs grams ounces",
    "length": "cm mm m km miles inches metres feet centimetres yards",
    "volume": "litres ml gallons l pints hl",
    "power": "watts W kW volts V horsepower mAh",
    "speed": "km/h mph knots m/s kph",
    "bytes": "MB GB KB TB",
    "measure": "kg g cm mm m km litres ml hours minutes watts MB GB miles inches pounds",
}


def _measure(units):
    def function(random):
        whole = random.random() < 0.6
        value = random.randint(1, 900) if whole else round(random.uniform(0.1, 300), random.randint(1, 2))
        return number(random, value, after=random.choice(["", " ", " "]) + random.choice(units.split()))

    return function


for _name, _units in UNITS.items():
    MAKERS[_name] = (_measure(_units), "number", "")


@maker("amount")
def amount(random):
    unit = random.choice("kg;g;ml;cups;cup;tbsp;tsp;litres;slices;cloves;pinches;tablespoons;oz".split(";"))
    return f"{random.choice(['1', '2', '3', '4', '250', '500', '1.5', 'half a', 'a', '1/2'])} {unit}"


@maker("size")
def size(random):
    return random.choice(["S", "M", "L", "XL", "XXL", "small", "medium", "large", f"{random.randint(34, 47)}",
                          f"{random.randint(10, 200)} x {random.randint(10, 200)} cm", f"{random.randint(1, 90)} inch"])


@maker("duration")
def duration(random):
    unit = random.choice(["minutes", "hours", "days", "weeks", "months", "years"])
    value = random.randint(2, 48)
    return random.choice([f"{value} {unit}", f"{in_words(value)} {unit}", f"{value % 9 + 1}h {value}m", f"{value} min",
                          f"{value}-{unit[:-1]}" if random.random() < 0.3 else f"{value} {unit}"])


@maker("year", "integer")
def year(random):
    value = random.randint(1850, 2035)
    return Value(str(value), value)


@maker("date", "string", "date")
def date(random):
    year_, month, day = random.randint(1950, 2034), random.randint(1, 12), random.randint(1, 28)
    iso = f"{year_}-{month:02d}-{day:02d}"
    long_, short = MONTHS[month - 1], MONTHS[month - 1][:3]
    ending = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(day, "th")
    whole = [iso, iso, f"{long_} {day}, {year_}", f"{day} {long_} {year_}", f"{short} {day}, {year_}",
             f"{month}/{day}/{year_}", f"{day:02d}.{month:02d}.{year_}", f"{day}{ending} {long_} {year_}",
             f"{day} {short} {year_}", f"{long_} {day}{ending}, {year_}"]
    if random.random() < 0.7:
        return Value(random.choice(whole), iso=iso)
    return Value(random.choice([f"{long_} {day}", f"{day} {long_}", f"{short} {day}", f"{day}{ending} {long_}",
                                random.choice(DAYS), f"{random.choice(DAYS)}, {long_} {day}", f"{long_} {year_}",
                                "tomorrow", f"next {random.choice(DAYS)}", f"the {day}{ending} of {long_}"]))


@maker("time")
def time(random):
    hour, minute = random.randint(0, 23), random.choice([0, 0, 5, 10, 15, 20, 30, 40, 45, 50, 55])
    half = "am" if hour < 12 else "pm"
    twelve = hour % 12 or 12
    forms = [f"{hour:02d}:{minute:02d}", f"{hour}:{minute:02d}", f"{twelve}:{minute:02d} {half}",
             f"{twelve}:{minute:02d} {half.upper()}", f"{twelve}:{minute:02d}{half}"]
    if minute == 0:
        forms += [f"{twelve}{half}", f"{twelve} {half}", f"{twelve} {half.upper()}"] * 2
    return random.choice(forms)


@maker("weekday")
def weekday(random):
    return random.choice(DAYS)


@maker("month")
def month(random):
    return random.choice(MONTHS)


@maker("email", "string", "email")
def email(random):
    one, two = (re.sub(r"\W", "", part.lower()) or "x" for part in (first(random), last(random)))
    user = random.choice([one, f"{one}.{two}", f"{one[0]}{two}", f"{one}_{two}", f"{two}{digits(random, 2)}", f"{one}+{word(random, 1, 1)}"])
    user = user.encode("ascii", "ignore").decode() or "info"
    host = random.choice(["example", "mail", "post", word(random, 2, 3), word(random, 1, 2) + "-" + word(random, 1, 1)])
    return f"{user}@{host}.{random.choice(['com', 'org', 'net', 'io', 'co.uk', 'de', 'dev', 'fr', 'edu'])}"


@maker("phone")
def phone(random):
    return random.choice([
        lambda: f"555-{digits(random, 4)}", lambda: f"({digits(random, 3)}) {digits(random, 3)}-{digits(random, 4)}",
        lambda: f"+{random.randint(1, 99)} {digits(random, 3)} {digits(random, 4)}", lambda: "0" + digits(random, 9),
        lambda: f"{digits(random, 3)}-{digits(random, 3)}-{digits(random, 4)}",
        lambda: f"+{random.randint(1, 99)}{digits(random, 9)}", lambda: f"0{digits(random, 2)} {digits(random, 3)} {digits(random, 4)}",
        lambda: f"{digits(random, 3)}.{digits(random, 3)}.{digits(random, 4)}"])()


@maker("url", "string", "uri")
def url(random):
    path = random.choice(["", "/" + word(random), f"/{word(random)}/{digits(random, 3)}", f"/docs/{word(random)}.html"])
    return f"{random.choice(['https', 'https', 'http'])}://{random.choice(['', 'www.', 'shop.'])}{word(random, 2, 3)}.{random.choice(['com', 'org', 'io', 'net'])}{path}"


@maker("ip", "string", "ipv4")
def ip(random):
    return ".".join(str(random.randint(1, 254)) for _ in range(4))


@maker("uuid", "string", "uuid")
def uuid(random):
    text = "".join(random.choice("0123456789abcdef") for _ in range(32))
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


@maker("handle")
def handle(random):
    return random.choice(["@", "@", ""]) + word(random, 1, 3) + random.choice(["", "_" + word(random, 1, 1), digits(random, 2)])


@maker("host")
def host(random):
    return random.choice(["db", "web", "cache", "node", "mail", word(random, 1, 2)]) + "-" + random.choice([digits(random, 2), "prod", "eu-1", "a"])


@maker("version")
def version(random):
    return random.choice(["", "", "v"]) + ".".join(str(random.randint(0, 20)) for _ in range(random.randint(2, 3))) + random.choice(["", "", "", "-beta", "-rc1"])


@maker("code")
def code(random):
    letters = "".join(random.choice("ABCDEFGHJKLMNPQRSTUVWXZ") for _ in range(random.randint(1, 3)))
    prefix = random.choice(["INV", "ORD", "PO", "TKT", "REF", "SO", "CASE", "BUG", "SKU", letters])
    return random.choice([f"#{digits(random, random.randint(3, 6))}", f"{prefix}-{digits(random, random.randint(3, 6))}",
                          digits(random, random.randint(5, 9)), f"{letters}{digits(random, random.randint(3, 5))}",
                          f"{prefix}-{digits(random, 4)}-{random.choice('ABCX')}", f"{prefix}{digits(random, 4)}/{digits(random, 2)}"])


@maker("flight")
def flight(random):
    return "".join(random.choice("ABCDEFHKLMQSTUWX") for _ in range(2)) + random.choice(["", "", " "]) + digits(random, random.randint(2, 4))


@maker("seat")
def seat(random):
    return f"{random.randint(1, 45)}{random.choice('ABCDEFHJK')}"


@maker("gate")
def gate(random):
    return random.choice("ABCDEFG") + str(random.randint(1, 60))


@maker("airport")
def airport(random):
    return "".join(random.choice("ABCDEFGHIJKLMNOPRSTUVWXYZ") for _ in range(3))


@maker("plate")
def plate(random):
    letters = "".join(random.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(3))
    return random.choice([f"{letters} {digits(random, 3)}", f"{letters[:2]}-{letters[1:]} {digits(random, 4)}", f"{digits(random, 4)} {letters}"])


@maker("iban")
def iban(random):
    return random.choice(["DE", "FR", "GB", "NL", "CH", "ES"]) + digits(random, 2) + " " + " ".join(digits(random, 4) for _ in range(4))


@maker("ticker")
def ticker(random):
    return "".join(random.choice("ABCDEFGHIKLMNOPRSTVXZ") for _ in range(random.randint(3, 4)))


@maker("street")
def street(random):
    name = random.choice([name_word(random, 2, 3), last(random), pick(random, "plant").title(), pick(random, "brandword")])
    place = f"{random.randint(1, 999)}{random.choice(['', '', '', 'A', 'b'])} {name} {pick(random, 'streetword')}"
    return place if random.random() < 0.85 else f"{name}straße {random.randint(1, 200)}"


@maker("zip")
def zip_code(random):
    letters = "".join(random.choice("ABCDEGHLMNPRSTW") for _ in range(4))
    return random.choice([digits(random, 5), digits(random, 5), digits(random, 4), f"{letters[:2]}{digits(random, 1)} {digits(random, 1)}{letters[2:]}"])


@maker("title")
def title(random):
    noun, other = pick(random, "titlenoun"), pick(random, "titlenoun")
    return random.choice([f"The {noun}", f"The {pick(random, 'titleadjective')} {noun}", f"{noun} of {name_word(random)}",
                          f"A {pick(random, 'titleadjective')} {noun}", f"{noun} and {other}", f"The {noun} of {other}s",
                          f"{pick(random, 'titleadjective')} {noun}s", name_word(random, 2, 3), f"The {noun}'s {other}"])


@maker("event")
def event(random):
    return f"{random.choice([pick(random, 'eventadjective'), name_word(random, 2, 3)])} {random.choice([pick(random, 'eventadjective') + ' ', '', ''])}{pick(random, 'eventword')}{random.choice(['', '', f' {random.randint(2019, 2031)}'])}"


@maker("venue")
def venue(random):
    return f"{random.choice([name_word(random, 2, 3), pick(random, 'brandword'), last(random)])} {pick(random, 'venueword')}"


@maker("team")
def team(random):
    return random.choice([f"{city_word(random)} {pick(random, 'teamword')}", f"FC {city_word(random)}", city_word(random), pick(random, "teamword")])


def city_word(random):
    return MAKERS["city"][0](random)


@maker("room")
def room(random):
    return random.choice([f"Room {random.randint(1, 900)}", f"room {random.choice('ABC')}{random.randint(1, 40)}", f"{name_word(random)} Room", f"Hall {random.randint(1, 9)}", f"{random.randint(1, 40)}.{random.randint(10, 40)}"])


@maker("grade")
def grade(random):
    return random.choice(["A", "A-", "B+", "B", "B-", "C+", "C", "D", "F", "pass", "85", "92", "1.3", "distinction"])


@maker("file")
def file(random):
    return pick(random, "file") if random.random() < 0.5 else f"{word(random)}.{random.choice(['pdf', 'csv', 'txt', 'java', 'png', 'docx'])}"


@maker("phrase")
def phrase(random):
    return f"{pick(random, 'adjective')} {pick(random, 'thing')}"


@maker("any")
def anything(random):
    return random.choice([
        lambda: name_word(random, 1, 3), lambda: word(random, 1, 3), lambda: code(random), lambda: full(random),
        lambda: pick(random, "adjective"), lambda: f"{pick(random, 'adjective')} {pick(random, 'thing')}",
        lambda: pick(random, "colour"), lambda: pick(random, "animal"), lambda: f"{name_word(random)} {name_word(random)}"])()
