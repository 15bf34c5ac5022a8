"""When: dates and times as reports write them, and the day or span of days they fix.

A time is anchored on the day of publication: "on Tuesday" is the Tuesday nearest before it for what is
done, the next one for what is planned. Values are ISO 8601: a day, a month (2026-05), a year, or a week
(2026-W04).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

from winset.reading.lexicon import rows

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
DAYS = {
    name: k
    for k, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
ZONES = {
    zone: float(hours)
    for row in rows("zones.txt")
    for hours, _, names in [row.partition(":")]
    for zone in names.split()
}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
WEEKDAY = "(?:" + "|".join(DAYS) + ")"
SEASON = "(?:spring|summer|autumn|fall|winter)"
NEARBY = r"(?:next|last|this|coming|previous|earlier\ this|later\ this)"
BEFORE = "(?:in|by|until|since|before|after|from|of|than"
TIME = re.compile(
    rf"""\b(?:
      (?P<iso>\d{{4}}-\d\d-\d\d)
    | (?P<mdy>{MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?(?:,?\ \d{{4}})?)(?!\d)
    | (?P<dmy>\d{{1,2}}(?:st|nd|rd|th)?(?:\ of)?\ {MONTH}(?:,?\ \d{{4}})?)(?!\d)
    | (?P<my>(?<!\d\ ){MONTH}\ \d{{4}})
    | (?P<season>{SEASON}(?:\ of)?\ \d{{4}})
    | (?P<day>(?:(?:next|last|this|coming)\ )?{WEEKDAY})
    | (?P<near>today|tonight|yesterday|tomorrow)
    | (?P<span>{NEARBY}\ (?:week|month|year|weekend|{SEASON}))
    | (?P<month>{BEFORE}|early|late|mid|next|last)\ {MONTH})(?!\ \d)
    | (?P<year>{BEFORE})\ (?:19|20)\d\d)(?!\d|,\d)
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
CLOCK = re.compile(
    r"\b(\d{1,2})[:.](\d\d)(?::\d\d)?\s?([ap]\.?m\b\.?)?|\b(\d{1,2})\s?([ap]\.?m\b\.?)", re.IGNORECASE
)
OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d\d?):?(\d\d)?\b|\b([A-Z]{1,4}T|UTC|GMT|MSK|WIB|Z)\b")
ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?")


def find_time(words: str, anchor: date | None, future: bool) -> tuple[int, int, str | None] | None:
    """The first time named in `words`: where, and its value if `anchor` (the day of publication) fixes it.

    >>> find_time("Services stop on Friday", date(2026, 3, 4), True)
    (17, 23, '2026-03-06')
    >>> find_time("guaranteed until 2031", None, True)
    (17, 21, '2031')
    """
    match = TIME.search(words)
    if match is None:
        return None
    kind = match.lastgroup or ""
    start = match.start()
    if kind in ("month", "year") and not re.match(r"next|last|early|late|mid", match.group(), re.IGNORECASE):
        start += match.group().index(" ") + 1
    return start, match.end(), value_of(kind, match.group().lower(), anchor, future)


def value_of(kind: str, words: str, anchor: date | None, future: bool) -> str | None:
    """The ISO value of a matched time."""
    if kind in ("iso", "year"):
        return words if kind == "iso" else words[-4:]
    if kind in ("mdy", "dmy"):
        return calendar_day(words, anchor, future)
    if kind in ("my", "season"):
        month = MONTHS.get(words.split(maxsplit=1)[0].rstrip("."))
        return f"{words[-4:]}-{month:02d}" if month else words[-4:]
    return near(kind, words, anchor, future) if anchor else None


def near(kind: str, words: str, anchor: date, future: bool) -> str:
    """The ISO value of a time told from the day of publication."""
    if kind == "day":
        return weekday(words, anchor, future).isoformat()
    if kind == "near":
        return (anchor + timedelta({"yesterday": -1, "tomorrow": 1}.get(words, 0))).isoformat()
    return span(words, anchor) if kind == "span" else month_near(words, anchor, future)


def calendar_day(words: str, anchor: date | None, future: bool) -> str | None:
    """A day of a month, in the year named or the one next to the anchor.

    >>> calendar_day("march 4", date(2026, 3, 5), False), calendar_day("1 march", date(2026, 10, 14), True)
    ('2026-03-04', '2027-03-01')
    """
    month = next((MONTHS[part] for part in re.findall(r"[a-z]+", words) if part in MONTHS), None)
    numbers = [int(part) for part in re.findall(r"\d+", words)]
    year = next((number for number in numbers if number > 31), anchor.year if anchor else None)
    day = next((number for number in numbers if number <= 31), None)
    try:
        if not (year and month and day):
            return None
        found = date(year, month, day)
        if anchor and str(year) not in words:
            apart = (found - anchor).days
            found = date(year + (apart < -30 if future else -(apart > 30)), month, day)
        return found.isoformat()
    except ValueError:
        return None


def weekday(words: str, anchor: date, future: bool) -> date:
    """The named day of the week nearest the anchor, before or after it."""
    target = DAYS[words.rsplit(maxsplit=1)[-1]]
    ahead = (target - anchor.weekday()) % 7
    if words.startswith("last") or (not future and not words.startswith(("next", "coming", "this"))):
        return anchor - timedelta((-ahead) % 7 or (7 if words.startswith("last") else 0))
    return anchor + timedelta(ahead or (7 if words.startswith("next") else 0))


def span(words: str, anchor: date) -> str:
    """A week, month, year or season before, around or after the anchor."""
    step = -1 if words.startswith(("last", "previous")) else 1 if words.startswith(("next", "coming")) else 0
    unit = words.rsplit(maxsplit=1)[-1]
    if unit in ("week", "weekend"):
        year, week, _ = (anchor + timedelta(7 * step)).isocalendar()
        return f"{year}-W{week:02d}"
    if unit == "month":
        count = anchor.year * 12 + anchor.month - 1 + step
        return f"{count // 12}-{count % 12 + 1:02d}"
    return str(anchor.year + step)


def month_near(words: str, anchor: date, future: bool) -> str:
    """A month without a year: the next one for what is to come, the last one for what is past."""
    month = MONTHS[words.rsplit(maxsplit=1)[-1].rstrip(".")]
    year = anchor.year
    if future and month < anchor.month:
        year += 1
    elif not future and month > anchor.month:
        year -= 1
    return f"{year}-{month:02d}"


def stamp(words: str) -> str | None:
    """A publication time as ISO 8601, with offset where a clock and a zone are given; None without a day.

    >>> stamp("January 22, 2026, 10:27 IST")
    '2026-01-22T10:27:00+05:30'
    >>> stamp("07:15 BST, 3 June 2024"), stamp("Published 14 October 2023")
    ('2024-06-03T07:15:00+01:00', '2023-10-14')
    """
    words = words[:200]
    iso = ISO.search(words)
    if iso:
        return datetime.fromisoformat(iso.group().replace("Z", "+00:00").replace(" ", "T")).isoformat()
    match = next((m for m in TIME.finditer(words) if m.lastgroup in ("iso", "mdy", "dmy")), None)
    if match is None:
        return None
    day = value_of(match.lastgroup or "", match.group().lower(), None, False)
    if day is None:
        return None
    rest = words[: match.start()] + " | " + words[match.end() :]
    clock = clock_time(rest)
    if clock is None:
        return day
    zone = zone_of(rest)
    return datetime.combine(date.fromisoformat(day), clock, zone).isoformat()


def clock_time(words: str) -> time | None:
    """The time of day in `words`."""
    match = CLOCK.search(words)
    if match is None:
        return None
    hour, minute = int(match.group(1) or match.group(4)), int(match.group(2) or 0)
    half = (match.group(3) or match.group(5) or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def zone_of(words: str) -> timezone | None:
    """The offset from Greenwich named in `words`."""
    match = OFFSET.search(words)
    if match is None:
        return None
    if match.group(4):
        hours = ZONES.get(match.group(4).lower())
        return None if hours is None else timezone(timedelta(hours=hours))
    minutes = int(match.group(2)) * 60 + int(match.group(3) or 0)
    return (
        timezone(timedelta(minutes=minutes if match.group(1) == "+" else -minutes))
        if minutes < 1440
        else None
    )
