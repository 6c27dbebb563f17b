DAY = 24 * 60


def parse_time(text):
    """`9:05`, `17`, `5pm` and `12:30 am` as minutes since midnight."""
    cleaned = text.strip().lower().replace(" ", "")
    offset = None
    for suffix in ("am", "pm"):
        if cleaned.endswith(suffix):
            offset = 0 if suffix == "am" else 12
            cleaned = cleaned[: -len(suffix)]
    hours, _, minutes = cleaned.partition(":")
    if not hours.isdigit() or (minutes and not minutes.isdigit()):
        raise ValueError(f"{text!r} is not a time")
    hour = int(hours)
    minute = int(minutes) if minutes else 0
    if offset is not None:
        if not 1 <= hour <= 12:
            raise ValueError(f"{text!r} is not a time")
        hour = hour % 12 + offset
    if hour > 24 or minute > 59 or (hour == 24 and minute > 0):
        raise ValueError(f"{text!r} is not a time")
    return hour * 60 + minute


def format_time(minutes):
    hour, minute = divmod(minutes, 60)
    return f"{hour:02d}:{minute:02d}"


def parse_duration(text):
    """`90`, `1h30`, `2h`, `45m` in minutes."""
    cleaned = text.strip().lower()
    if "h" in cleaned:
        hours, _, minutes = cleaned.partition("h")
        minutes = minutes.rstrip("m")
    else:
        hours, minutes = "0", cleaned.rstrip("m")
    if not hours.isdigit() or (minutes and not minutes.isdigit()):
        raise ValueError(f"{text!r} is not a duration")
    result = int(hours) * 60 + (int(minutes) if minutes else 0)
    if result == 0:
        raise ValueError("a duration is not nothing")
    return result


def format_duration(minutes):
    hours, rest = divmod(minutes, 60)
    if hours == 0:
        return f"{rest}m"
    return f"{hours}h{rest:02d}" if rest else f"{hours}h"
