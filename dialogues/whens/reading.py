"""Reading a time out of a message: slang, typing errors and all; what is not there stays open.

Each reader takes its words out of the text, so that no word is read twice ("half 7" is no 7).
Nothing is guessed here but the half of the day, which is marked as a guess (`Wish.sure`): an
hour from 1 to 8 with nothing beside it is in the afternoon or evening, 9 to 11 in the morning.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from rapidfuzz import fuzz, process

from dialogues.whens.repeating import repeated
from dialogues.whens.wish import Wish
from dialogues.whens.wording import Wording, wording

LONGEST = 400
"""Characters looked at."""
SATURDAY = 5
CLOSE = 84.0
"""rapidfuzz ratio (0-100) from which a word of six letters and more is a misspelt weekday."""
_MARKS = re.compile(r"[^a-z0-9:+./ -]")
_COUNT = r"(?P<count>\d{1,3}|[a-z]+)"
_WAIT = re.compile(
    rf"\b(?:in|after|give me)? ?(?:about |around |another )?(?:(?P<half>half an? hour)"
    rf"|(?P<and>an? hour and a half)|(?:a )?{_COUNT} ?(?:of )?(?:more )?"
    rf"(?P<unit>minutes|hours?|h|days?|weeks?|m))(?P<now> from now| time)?\b"
)
_CLOCK = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-4])[:.h](?P<minute>[0-5]\d) ?(?P<half>[ap]\.?m\b\.?)?"
)
_HALF = re.compile(r"\b(?P<hour>1[0-2]|0?[1-9]) ?(?:ish)? ?(?P<half>[ap]\.? ?m)\b\.?")
_PAST = re.compile(
    r"\b(?P<part>half|quarter|\d{1,2}|ten|twenty|five)"
    r"(?: (?P<way>past|to|after|before|til|till))? (?P<hour>\d{1,2}|[a-z]+)\b"
)
_FOUR = re.compile(r"\b(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?: ?h(?:rs|ours)?)?\b")
_AT = re.compile(
    r"\b(?:(?P<at>at|@|around|by|from|between|bout|about|near|for|after|before|til|till|past) )?"
    r"(?P<hour>\d{1,2}|[a-z]+)(?P<mark> ?(?:ish|o ?clock|oclock|h)\b)?"
)
_NOT_THEN = re.compile(
    r"\b(?:not|never|hate|t do)\b(?: \w+){0,3} (?:morning|afternoon|evening|night)\b|\btoo early\b"
)
_ALONE = re.compile(r"^\W*[a-z]{3,6}\W*$")
"""An hour in letters and nothing beside it any more."""
_DAY = r"(?:the )?(?P<day{}>\d{{1,2}})(?:st|nd|rd|th)?"
_RANGE = re.compile(r"\b(\d{1,2}) ?(?:-|to|or|and|/) ?(\d{1,2}) ?([ap]\.?m)\b")


def read(text: str, language: str = "en") -> Wish | None:
    """Return what was understood of a time in `text`; None if there is no time in it."""
    words = wording(language)
    rest = plain(text, words)
    wish, rest = _waited(rest, words)
    if wish.wait is not None:
        return wish
    found = repeated(wish, rest, words)
    if found is None:
        return None
    wish, rest = found
    wish, rest = _dated(wish, rest, words)
    wish, rest = _days(wish, rest, words)
    wish, rest = _timed(wish, rest, words)
    return wish if wish.timed or wish.dated else None


def in_month(text: str, days: tuple[int, ...], language: str = "en") -> Wish | None:
    """Return what `text` says to "which day of the month": "15", "the first one", "last friday".

    `days` are the weekdays that were named before. Something weekly is taken as that.
    """
    wish, words = read(text, language), wording(language)
    if wish is not None and wish.repeats:
        return wish
    weekday = words.weekdays[days[0]] if days and not (wish and wish.days) else ""
    said = re.sub(r"^\W*(\d{1,2})\W*$", r"the \1", text).replace(" one", "")
    return read(f"{said} {weekday} monthly", language)


def half(text: str, language: str = "en") -> str:
    """Return am or pm if that is all a short message says ("no, in the morning"), else ""."""
    words = wording(language)
    said = plain(text, words).strip()
    if re.search(r"\d", said):
        return ""
    return next((name for name, one in words.halves.items() if one.fullmatch(said)), "")


def hour(text: str, language: str = "en") -> tuple[int | None, bool]:
    """Return the minute of the day that `text` names, and whether its half is known."""
    words = wording(language)
    wish, _ = _timed(Wish(), plain(text, words), words)
    return wish.minute, wish.sure


def plain(text: str, words: Wording) -> str:
    """Return the text in small letters without marks, its slang and typing errors put right."""
    said = _MARKS.sub(" ", text[:LONGEST].lower().replace("'", " ").replace("@", " at "))
    names = "|".join(sorted(words.weekday_of, key=len, reverse=True))
    said = re.sub(rf"\b({names})-({names})\b", r"\1 to \2", said)
    said = re.sub(r"\s+|(?<!\d)[.](?!\d)|(?<=[a-z])[.-](?=[a-z ])", " ", said)
    said = re.sub(r"\b(\d{1,2}) ([0-5]\d) ?([ap]m)\b", r"\1:\2 \3", said)
    for pattern, word in words.spelling:
        said = pattern.sub(word, said)
    return f" {' '.join(_weekday(one, words) for one in said.split())} "


def _weekday(word: str, words: Wording) -> str:
    """Return the word, a misspelt weekday put right."""
    if len(word) < 6 or not word.isalpha() or word in words.weekday_of:
        return word
    plural = word.endswith("s")
    found = process.extractOne(
        word.removesuffix("s"), [name.lower() for name in words.weekdays], scorer=fuzz.ratio,
        score_cutoff=CLOSE,
    )  # fmt: skip
    return f"{found[0]}{'s' * plural}" if found and word != "someday" else word


def _number(word: str, words: Wording) -> int | None:
    return int(word) if word.isdigit() else words.numbers.get(word)


def _waited(text: str, words: Wording) -> tuple[Wish, str]:
    """Read "in three hours", "half an hour from now", "in two days"."""
    for found in _WAIT.finditer(text):
        if (
            found[0].strip() != text.strip()
            and not re.match(r" ?(?:in|after|give)\b", found[0])
            and not found["now"]
        ):
            continue
        rest = text[: found.start()] + " " + text[found.end() :]
        if found["half"] or found["and"]:
            return Wish(wait=30 if found["half"] else 90), rest
        count, unit = _number(found["count"], words), found["unit"]
        if count is None or (len(unit) == 1 and not found["count"].isdigit()):
            continue
        if unit[0] == "m":
            return Wish(wait=count), rest
        if unit[0] == "h":
            more = 30 if re.match(r" and a half\b", rest[found.start() + 1 :]) else 0
            return Wish(wait=count * 60 + more), rest
        return Wish(offset=count * (7 if unit[0] == "w" else 1)), rest
    return Wish(), text


def _dated(wish: Wish, text: str, words: Wording) -> tuple[Wish, str]:
    """Read "14 march", "march 14th", "14/3", "the 14th"."""
    for found in _pattern(tuple(words.month_of)).finditer(text):
        groups = found.groupdict()
        day = next(int(value) for name, value in groups.items() if value and name[0] == "d")
        named = next((value for name, value in groups.items() if value and name[0] == "m"), "0")
        month = int(named) if named.isdigit() else words.month_of[named]
        if month > 12 and day <= 12:
            day, month = month, day
        if 1 <= day <= 31 and month <= 12:
            rest = text[: found.start()] + " " + text[found.end() :]
            return replace(wish, date=(month, day)), rest
    return wish, text


@cache
def _pattern(months: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(sorted(months, key=len, reverse=True))
    return re.compile(
        rf"\b{_DAY.format(1)}(?: of)? (?P<month1>{names})\b"
        rf"|\b(?P<month2>{names}) {_DAY.format(2)}\b(?! ?(?:[ap]m|:))"
        rf"|\b(?P<day3>\d{{1,2}})/(?P<month3>\d{{1,2}})(?:/\d{{2,4}})?\b"
        rf"|\bthe (?P<day4>\d{{1,2}})(?:st|nd|rd|th)\b"
    )


def _days(wish: Wish, text: str, words: Wording) -> tuple[Wish, str]:
    """Read today, tomorrow, weekdays, "mon to fri", "weekends"."""
    days = list(wish.days)
    repeats = wish.repeats
    names = "|".join(sorted(words.weekday_of, key=len, reverse=True))
    span = re.search(rf"\b({names}) ?(?:-|to|til|till|thru|through) ?({names})\b", text)
    if span:
        first, last = words.weekday_of[span[1]], words.weekday_of[span[2]]
        days = [(first + one) % 7 for one in range((last - first) % 7 + 1)]
        repeats, text = True, text.replace(span[0], " ")
    later = bool(re.search(rf"\bnext (?:{names}|weekend)\b", text))
    text = re.sub(r"\b(?:this|next) weekend\b", words.weekdays[SATURDAY].lower(), text)
    week_on = rf"\b(?:(?:a )?week on ({names})|a week ({names})|({names}) week)\b"
    if found := re.search(week_on, text):
        later, text = True, text.replace(found[0], f" {found[1] or found[2] or found[3]} ")
    for pattern, group in ((r"\bweekday(s?)\b", range(5)), (r"\bweekend(s?)\b", (5, 6))):
        found = re.search(pattern, text)
        if found:
            days.extend(group)
            repeats = repeats or bool(found[1]) or len(group) > 2
            text = text.replace(found[0], " ")
    for found in re.finditer(rf"\b({names})(s?)\b", text):
        days.append(words.weekday_of[found[1]])
        repeats = repeats or bool(found[2] and len(found[1]) > 3)
    text = re.sub(rf"\b(?:{names})s?\b", " ", text)
    repeats = repeats or len(set(days)) > 1
    offset = wish.offset
    if "tonight" in text:
        text = text.replace("tonight", "today night")
    for pattern, ahead in (
        (r"\bnext week\b(?! on)|\ba week today\b|\bthis time next week\b", 7),
        (r"\b(?:the )?day after tomorrow\b|\bovermorrow\b", 2), (r"\btomorrow\b", 1),
        (r"\btoday\b|\b(?:later|this) (?=evening|afternoon|morning|night)", 0),
    ):  # fmt: skip
        if offset is None and not days and re.search(pattern, text):
            offset = ahead
            text = re.sub(pattern, " ", text)
    if re.search(r"\bnext week\b", text):
        later, text = True, text.replace("next week", " ")
    return replace(wish, days=tuple(sorted(set(days))), repeats=repeats, offset=offset,
                   later_week=later), text  # fmt: skip


def _timed(wish: Wish, text: str, words: Wording) -> tuple[Wish, str]:
    """Read the time of day; "not great in mornings" names none."""
    text = _NOT_THEN.sub(" ", text)
    part = half = None
    for one in words.parts:
        found = one.words.search(text)
        if found:
            part, half = one.minute, one.half
            text = text[: found.start()] + " , " + text[found.end() :]
            break
    minute, sure = _clock(text, words, half or "")
    if minute is None:
        minute, sure = part, True
    return replace(wish, minute=minute, sure=sure), text


def _clock(text: str, words: Wording, half: str) -> tuple[int | None, bool]:
    """Return the minute of the day the clock time in `text` stands for, and whether it is sure."""
    text = _RANGE.sub(r"\1 \3", text)
    if found := _CLOCK.search(text):
        hour, minute = int(found["hour"]), int(found["minute"])
        given = found["half"] or ""
        written = len(found["hour"]) == 2 and hour < 10
        return _minute(hour, minute, given[:1] + "m" if given else half, written=written)
    if found := _HALF.search(text):
        return _minute(int(found["hour"]), 0, found["half"][0] + "m")
    if found := _PAST.search(text):
        past = _number(found["hour"], words)
        away = {"half": 30, "quarter": 15}.get(found["part"]) or _number(found["part"], words)
        if past and 1 <= past <= 12 and away and (found["way"] or found["part"] == "half"):
            before = found["way"] in ("to", "before", "til", "till")
            return _minute(past - before or 12, 60 - away if before else away, half)
    if found := _FOUR.search(text):
        return int(found["hour"]) * 60 + int(found["minute"]), True
    return _hour(text, words, half)


def _hour(text: str, words: Wording, half: str) -> tuple[int | None, bool]:
    for found in _AT.finditer(text):
        hour = _number(found["hour"], words)
        if hour is None or hour > 24 or not found["hour"].strip("an"):
            continue
        named = found["at"] or found["mark"] or found["hour"].isdigit() or _ALONE.search(text)
        if not named or found["hour"] in ("couple", "few"):
            continue
        if (found["mark"] or "").strip() == "h":
            return hour % 24 * 60, True
        return _minute(hour, 0, half)
    return None, True


def _minute(
    hour: int, minute: int, half: str, *, written: bool = False
) -> tuple[int | None, bool]:
    """Return the minute of the day, and whether its half is known; `written` as in 07:30."""
    if hour > 24 or (hour == 24 and minute):
        return None, True
    if hour in (0, 24) or hour > 12 or written:
        return hour % 24 * 60 + minute, True
    if half == "am":
        return hour % 12 * 60 + minute, True
    if half == "pm":
        return (hour % 12 + 12) * 60 + minute, True
    guess = hour if 9 <= hour <= 12 else hour + 12
    return guess * 60 + minute, False
