"""Made-up words, syllable by syllable, and numbers in words."""

ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen""".split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr r s sh sl st t th tr v w z b d g k l m n r s t v".split() + [""]
VOWELS = "a e i o u a e i o u a e i o u ai ea ee ia io ou au y".split()
CODAS = "n r l s t m k d x nd rk ll st ck ng lt n r l s n r".split()
SWEAR = "fuc fuk shit cunt nig fag dick cock tit kok kik rape naz arse piss sex slut wank turd poo pus".split()


def word(random, low=1, high=3):
    """Returns a made-up word of so many syllables, at least three letters long, that is no English swear word."""
    while True:
        text = ""
        for left in range(random.randint(low, high) - 1, -1, -1):
            closed = random.random() < (0.15 if left else 0.6)
            text += random.choice(ONSETS) + random.choice(VOWELS) + (random.choice(CODAS) if closed else "")
        if len(text) > 2 and not any(part in text for part in SWEAR):
            return text


def name_word(random, low=1, high=3):
    return word(random, low, high).capitalize()


def digits(random, count):
    return "".join(random.choice("0123456789") for _ in range(count))


def in_words(number):
    """Returns a whole number below a million in English words."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + ("-" + ONES[number % 10] if number % 10 else "")
    if number < 1000:
        rest = " and " + in_words(number % 100) if number % 100 else ""
        return ONES[number // 100] + " hundred" + rest
    rest = " " + in_words(number % 1000) if number % 1000 else ""
    return in_words(number // 1000) + " thousand" + rest
