/** How dates are read, in Python: src/table/cells/parse-date.ts and date-format.ts under the same names. */
export const DATES_SOURCE = String.raw`
# ---- Cells: dates ----------------------------------------------------------------------------------------------------

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_CLOCK = (
    r"(?:[T\s,]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap])?(?:\.?m\.?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?(?:\[[A-Za-z_/+-]{1,40}\])?)?"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s+)?"
_WORD = r"(\l{3,12})\.?"
_DATE_PATTERNS = {
    name: _re(pattern, re.IGNORECASE)
    for name, pattern in {
        "iso": r"(\d{4})-(\d{2})-(\d{2})" + _CLOCK,
        "ymd": r"(?:(\d{4})([-/. ])(\d{1,2}|" + _MONTH + r")\2(\d{1,2})|(\d{4})(\d{2})(\d{2}))" + _CLOCK,
        "dmy": _WEEKDAY
        + r"(\d{1,2})(?:st|nd|rd|th)?\s*[-/. ]\s*(\d{1,2}|(?:" + _MONTH + r")\.?),?\s*[-/. ]\s*(\d{4}|\d{2})"
        + _CLOCK,
        "mdy": _WEEKDAY
        + r"(\d{1,2}|(?:" + _MONTH + r")\.?)\s*[-/. ]\s*(\d{1,2})(?:st|nd|rd|th)?,?\s*[-/. ]\s*(\d{4}|\d{2})"
        + _CLOCK,
        "dmy-words": r"(?:\l{2,12}[.,]{0,2}\s)?(\d{1,2})(?:\.|er|º|ª)?\s?(?:[-/ ]|de\s|d[’'])?"
        + _WORD
        + r"(?:,\s?|\s?[-/]\s?|\sdel?\s|\s)(\d{4}|\d{2})(?:\s?(?:г\.?|года|r\.))?"
        + _CLOCK,
        "month-year": r"(?:"
        + _WORD
        + r"(?:\s?[-/,]\s?|\sdel?\s|\s|\s?['’])(\d{4}|\d{2})|(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4}))",
        "time": r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(?:([ap])\.?m\.?)?",
        "clock-year": r"\l{3}\s(\l{3})\s{1,2}(\d{1,2})\s(\d{1,2}):(\d{2})(?::(\d{2}))?\s"
        r"(?:([A-Z]{3,4}|[+-]\d{4})\s)?(\d{4})",
    }.items()
}
_EPOCH = _re(r"-?\d{1,16}(?:\.\d+)?")
_COMPACT_CLOCK = _re(r"^(\d{8})T(\d{2})(\d{2})(\d{2})?(?!\d)", re.IGNORECASE)
_LOG_CLOCK = _re(r"(\d{2}/[a-z]{3}/\d{4}):(?=\d)", re.IGNORECASE)
_EAST_ASIAN = _re(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_MONTH_NAMES = [names.split() for names in """
january januar janvier enero gennaio januari janeiro janner ianuarie styczen stycznia ocak январь января
february februar fevrier febrero febbraio februari fevereiro februarie luty lutego subat февраль февраля
march marz maerz mars marzo maart marco mrz mrt marts maret martie marzec marca mart март марта
april avril abril aprile aprilie kwiecien kwietnia nisan апрель апреля
may mai mayo maggio mei maio maj maja mayıs маи мая
june juni juin junio giugno junho iunie czerwiec czerwca haziran июнь июня
july juli juillet julio luglio julho iulie lipiec lipca temmuz июль июля
august aout agosto augustus augusti sierpien sierpnia agustos agustus август августа
september septembre septiembre settembre setembro septembrie wrzesien wrzesnia eylul сентябрь сентября
october oktober octobre octubre ottobre outubro octombrie pazdziernik pazdziernika ekim октябрь октября
november novembre noviembre novembro noiembrie listopad listopada kasım ноябрь ноября
december dezember decembre diciembre dicembre dezembro decembrie desember grudzien grudnia aralık декабрь декабря
""".strip().split("\n")]
_MS_PER_DAY = 86400000


def _date_reader(date_format):
    """From a text to (days since 1970-01-01, month, weekday from Monday = 1, hour), or None."""
    readers = [_single_reader(*each.split(":")) for each in date_format.split("|")]

    def read(text):
        for reader in readers:
            moment = reader(text)
            if moment is not None:
                return moment
        return None

    return read


def _single_reader(name, first_year="1970"):
    if name in ("epoch-s", "epoch-ms", "iso", "ymd", "dmy", "mdy"):
        return lambda text: _parse_date(text, name, int(first_year))
    return lambda text: _parse_words(_strip(text), name, int(first_year))


def _with_marks(text):
    if text[8:9] in ("T", "t"):
        return _COMPACT_CLOCK.sub(lambda m: m[1] + "T" + m[2] + ":" + m[3] + ":" + (m[4] or "00"), text, count=1)
    if text[11:12] == ":":
        match = _LOG_CLOCK.match(text)
        return match[1] + " " + text[match.end() :] if match else text
    match = _EAST_ASIAN.match(text)
    return "-".join(match.groups()) + text[match.end() :] if match else text


def _parse_date(text, name, first_year):
    if len(text) > 200:
        return None
    trimmed = _with_marks(_strip(text))
    if name.startswith("epoch"):
        if not _EPOCH.fullmatch(trimmed):
            return None
        return _moment(float(trimmed) * (1000 if name == "epoch-s" else 1), 0)
    match = _DATE_PATTERNS[name].fullmatch(trimmed)
    if match is None:
        return None
    found = match.groups()
    if name == "iso":
        return _moment_of(found[0], _month_of(found[1]), found[2], found[3:], first_year)
    if name == "ymd":
        return _moment_of(
            found[0] or found[4], _month_of(found[2] or found[5]), found[3] or found[6], found[7:], first_year
        )
    if name == "dmy":
        return _moment_of(found[2], _month_of(found[1]), found[0], found[3:], first_year)
    return _moment_of(found[2], _month_of(found[0]), found[1], found[3:], first_year)


def _parse_words(text, name, first_year):
    if len(text) > 60:
        return None
    match = _DATE_PATTERNS[name].fullmatch(text)
    if match is None:
        return None
    found = match.groups()
    if name == "dmy-words":
        return _moment_of(found[2], _month_of_name(found[1]), found[0], found[3:], first_year)
    if name == "month-year":
        month = _month_of_name(found[0]) if found[0] is not None else int(found[3] or found[4])
        year = found[1] or found[2] or found[5]
        is_year = int(year) >= 1800 or len(year) == 2
        return _moment_of(year, month, "1", (None,) * 6, first_year) if is_year else None
    if name == "time":
        return _moment_of("1970", 1, "1", found + (None,), first_year)
    month, day, hour, minute, second, zone, year = found
    return _moment_of(year, _month_of_name(month), day, (hour, minute, second, None, None, zone), first_year)


def _month_of(text):
    if text[0] in "0123456789":
        return int(text)
    return _MONTHS.index(text[:3].lower()) + 1


def _month_of_name(text):
    """1 to 12 for a name, or a beginning of at least three letters that only one month has; 0 for any other text."""
    letters = unicodedata.normalize("NFD", text)
    plain = "".join(c for c in letters if unicodedata.category(c)[0] != "M").lower()
    if len(plain) < 3:
        return 0
    found = [at + 1 for at, names in enumerate(_MONTH_NAMES) if any(name.startswith(plain) for name in names)]
    return found[0] if len(found) == 1 else 0


def _moment_of(year, month, day, clock, first_year):
    number = int(year)
    if len(year) == 2:
        number = first_year + (number - first_year % 100 + 100) % 100
    if number < 1000 or number > 2900:
        return None
    try:
        days = datetime.date(number, month, int(day)).toordinal() - 719163
    except ValueError:
        return None
    hours, minutes, seconds, fraction, half, zone = clock
    milliseconds = 0
    if hours is not None:
        hour = int(hours)
        if half is not None:
            if hour < 1 or hour > 12:
                return None
            hour = hour % 12 + (12 if half in "pP" else 0)
        if hour > 24 or int(minutes) > 59 or int(seconds or 0) > 60:
            return None
        milliseconds = hour * 3600000 + int(minutes) * 60000 + int(seconds or 0) * 1000
        milliseconds += float("0." + (fraction or "0")) * 1000
    ahead = 0
    if zone is not None and zone[0] in "+-":
        ahead = int(zone[1:3]) * 60 + (int(zone[-2:]) if len(zone) > 3 else 0)
        ahead = (-ahead if zone[0] == "-" else ahead) * 60000
    return _moment(days * _MS_PER_DAY + milliseconds, ahead)


def _moment(wall_ms, ahead_ms):
    hour = (wall_ms - math.floor(wall_ms / _MS_PER_DAY) * _MS_PER_DAY) / 3600000
    days = (wall_ms - ahead_ms) / _MS_PER_DAY
    if abs(wall_ms) > 8.64e15:
        return days, math.nan, math.nan, hour
    day = int(wall_ms) // _MS_PER_DAY
    # The month by Howard Hinnant's civil_from_days, since datetime ends with the year 9999.
    of_era = (day + 719468) % 146097
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    shifted = (5 * (of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)) + 2) // 153
    return days, (shifted + 2) % 12 + 1, (day + 3) % 7 + 1, hour
`.trim();
