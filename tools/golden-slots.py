"""Writes test/fixtures/slots/golden.jsonl: the slots of cron rules around the days on which zones change their clock.

An independent witness for shared/recurrence: it shares neither language, nor cron parser, nor zone library with it. It
matches minute by minute, with the zone data of Python. Each line has a zone, a rule, the window, the number of slots and
the SHA-256 of the slots, one per line as YYYY-MM-DDTHH:MM in UTC.

    python3 tools/golden-slots.py > test/fixtures/slots/golden.jsonl
"""

import hashlib
import json
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONES = [
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/St_Johns",  # half an hour from the full hour
    "America/Santiago",  # changes at midnight
    "America/Havana",  # changes at midnight and one o'clock
    "Asia/Beirut",  # changes at midnight
    "Africa/Cairo",  # without such days from 2015 to 2022
    "Africa/Casablanca",  # changes around Ramadan
    "Australia/Lord_Howe",  # by half an hour
    "Australia/Adelaide",
    "Pacific/Chatham",  # at a quarter to three
]
RULES = [
    "30 2 * * *",
    "0,30 0-3 * * *",
    "45 * * * *",
    "*/20 * * * *",
    "10 1-23/2 * * 0,5",
]
SLOTS_PER_ZONE = 2000
YEARS = range(2008, 2026)
MINUTE = timedelta(minutes=1)


def values(field, low, high):
    found = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, last = (low, high) if span == "*" else (int(span.split("-")[0]), int(span.split("-")[-1]))
        found |= set(range(first, last + 1, int(step or 1)))
    return found


def matcher(rule):
    minute, hour, day, month, weekday = rule.split()
    assert day == "*" and month == "*"
    minutes, hours, weekdays = values(minute, 0, 59), values(hour, 0, 23), values(weekday, 0, 6)
    return lambda wall: wall.minute in minutes and wall.hour in hours and wall.isoweekday() % 7 in weekdays



def instant(wall, zone):
    """A skipped wall time with fold=0 takes the offset before the gap, so it moves forward; fold=0 is the first of two."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(timezone.utc)


def slots(rule, zone, begin, end):
    matches = matcher(rule)
    if rule.split()[1] == "*":
        at, found = begin + MINUTE, []
        while at <= end:
            if matches(at.astimezone(zone).replace(tzinfo=None)):
                found.append(at)
            at += MINUTE
        return found
    wall, found = (begin - timedelta(days=2)).replace(tzinfo=None), set()
    while wall < (end + timedelta(days=2)).replace(tzinfo=None):
        if matches(wall):
            found.add(instant(wall, zone))
        wall += MINUTE
    return sorted(at for at in found if begin < at <= end)


def changes(zone):
    at = datetime(YEARS[0], 1, 1, tzinfo=timezone.utc)
    while at.year <= YEARS[-1]:
        later = at + timedelta(hours=6)
        if at.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            yield at
        at = later


def main():
    for name in ZONES:
        zone, left = ZoneInfo(name), SLOTS_PER_ZONE
        for change in changes(zone):
            if left == 0:
                break
            begin, end = change - timedelta(hours=18), change + timedelta(hours=30)
            for rule in RULES:
                found = slots(rule, zone, begin, end)[:left]
                left -= len(found)
                if not found:
                    continue
                lines = "".join(at.strftime("%Y-%m-%dT%H:%M\n") for at in found)
                digest = hashlib.sha256(lines.encode()).hexdigest()[:16]
                window = {"from": begin.strftime("%Y-%m-%dT%H:%MZ"), "until": end.strftime("%Y-%m-%dT%H:%MZ")}
                print(json.dumps({"zone": name, "cron": rule, **window, "count": len(found), "sha256": digest}))


main()
