/**
 * How cells are read, in Python: what src/table/cells does, function by function and under the same names. Digits, white space and
 * letters in its expressions are those of JavaScript: "\l" is a letter of any script.
 */
export const CELLS_SOURCE = String.raw`
# ---- Cells: texts as people write them -------------------------------------------------------------------------------

_SPACES = "\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_STRIPPED = "\t\n\x0b\x0c\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))


def _ranges(characters):
    """Code points as ranges of a character class."""
    ranges, start, last = [], None, None
    for code in characters:
        if start is not None and code == last + 1:
            last = code
            continue
        if start is not None:
            ranges.append(chr(start) + "-" + chr(last))
        start = last = code
    return "".join(ranges + [chr(start) + "-" + chr(last)])


_LETTERS = _ranges(code for code in range(0x30000) if unicodedata.category(chr(code))[0] == "L")
_CLASSES = {r"\d": "0-9", r"\s": _SPACES, r"\l": _LETTERS}


def _re(pattern, flags=0):
    """An expression in which \d is 0 to 9, \s any white space and \l a letter of any script."""
    parts, inside = [], False
    for token in re.findall(r"\\.|.", pattern, re.DOTALL):
        if token in _CLASSES:
            token = _CLASSES[token] if inside else "[" + _CLASSES[token] + "]"
        elif token in "[]":
            inside = token == "["
        parts.append(token)
    return re.compile("".join(parts), flags)


def _strip(text):
    return text.strip(_STRIPPED)


def _number_text(value):
    """A number as JavaScript writes it: the shortest text that gives the same number back."""
    if value != value:
        return "NaN"
    if value in (math.inf, -math.inf):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(float(value))).partition("e")
    whole, _, decimals = mantissa.partition(".")
    digits = (whole + decimals).lstrip("0")
    point = int(exponent or 0) + (len(whole) if whole != "0" else -(len(decimals) - len(decimals.lstrip("0"))))
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    power = point - 1
    tail = "e" + ("+" if power > 0 else "-") + str(abs(power))
    return sign + digits[0] + ("." + digits[1:] if count > 1 else "") + tail


_PLAIN_NUMBER = _re(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_BARE_NUMBER = _re(r"[+-]?\d+(?:\.\d+)?")


def _is_plain(text):
    return _PLAIN_NUMBER.fullmatch(text) is not None


def _is_bare(text):
    return len(text) <= 38 and _BARE_NUMBER.fullmatch(text) is not None


def _canonical(text):
    """The number that a text stands for, where writing that number gives the text back; None for any other text."""
    if len(text) > 26 or not _is_plain(text):
        return None
    value = float(text)
    return value if _number_text(value) == text else None


_LARGEST_FLOAT32 = 3.4028234663852886e38

# Numbers of columns whose rule says nothing but the decimal mark.
_CURRENCY = r"[$€£¥₹₽₩₺₪฿]|USD|EUR|GBP|CHF|JPY|CNY|INR|CAD|AUD|SEK|NOK|DKK|PLN|BRL|US\$|R\$|kr\.?"
_DRESSED = _re(
    r"([+-])?\s*(?:" + _CURRENCY + r")?\s*([+-])?\s*([\d.,'’\s]+(?:[eE][+-]?\d+)?)\s*(?:%|" + _CURRENCY + r")?"
)
_BODY_OF_MARK = {
    ".": _re(r"(?:\d+|\d{1,3}(?:([,'’\s])\d{3})(?:\1\d{3})*)?(?:\.\d*)?(?:[eE][+-]?\d+)?"),
    ",": _re(r"(?:\d+|\d{1,3}(?:([.'’\s])\d{3})(?:\1\d{3})*)?(?:,\d*)?(?:[eE][+-]?\d+)?"),
}
_GROUP_SIGNS = {".": _re(r"[,'’\s]"), ",": _re(r"[.'’\s]")}
_HAS_DIGIT = _re(r"\d")


def _parse_number(text, mark):
    """NaN where the text is no number."""
    trimmed = _strip(text)
    if mark == "." and _is_plain(trimmed):
        return float(trimmed)
    if not _HAS_DIGIT.search(trimmed) or len(trimmed) > 40:
        return math.nan
    is_bracketed = trimmed.startswith("(") and trimmed.endswith(")")
    match = _DRESSED.fullmatch((trimmed[1:-1] if is_bracketed else trimmed).replace("−", "-"))
    if match is None or (match[1] is not None and match[2] is not None):
        return math.nan
    body = _strip(match[3])
    if not _BODY_OF_MARK[mark].fullmatch(body):
        return math.nan
    plain = _GROUP_SIGNS[mark].sub("", body).replace(",", ".", 1)
    if not _is_plain(plain):
        return math.nan
    is_negative = is_bracketed != (match[1] == "-" or match[2] == "-")
    return -float(plain) if is_negative else float(plain)


# Numbers with something round them: units, currencies, limits, ranges.
_BODY = _re(
    r"(?:(?<![\l\d])[.,])?\d(?:\d|[.,](?=\d)|['’ʼ´ ](?=\d{3}(?!\d)))*(?:[.,](?=\Z|\s*[-)]*\Z))?(?:[eE][+-]?\d+(?![\l\d]))?"
)
_QUALIFIER = _re(r"(?:[<>≤≥~≈]=?|ca\.?|circa|approx\.?|about|around|under|over|up to)\s*", re.IGNORECASE)
_AT_MOST = _re(r"[<≤]|under|up to", re.IGNORECASE)
_AT_LEAST = _re(r"[>≥]|over", re.IGNORECASE)
_RANGE = _re(r"\s*(?:-|–|—|\.\.|to|bis)\s*(?=[\d.,])", re.IGNORECASE)
_IS_BEHIND = _re(r"\s?-\s*(?!.*\d)")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FULL_WIDTH = re.compile("[０-９．，－＋％]")
_ARABIC = re.compile("[٠-٩۰-۹٫٬٪]")
_ARABIC_MARKS = {"٫": ".", "٬": ",", "٪": "%"}
_TEXT_GUARD = _re(r"'(?=[-+]?(?:[1-9]|0(?:[.,]|\Z)))")
_BRACKETS = _re(r"([^\d()]*)\(([^()]*\d[^()]*)\)([^\d()]*)")
_SPACE = _re(r"\s+")


def _usual_characters(text):
    if all(character in _SUPERSCRIPTS for character in text):
        return "".join(str(_SUPERSCRIPTS.index(character)) for character in text)
    guard = _TEXT_GUARD.match(text)
    text = text[guard.end() :] if guard else text
    text = _ARABIC.sub(lambda found: _ARABIC_MARKS.get(found[0]) or str(ord(found[0]) & 15), text)
    text = _FULL_WIDTH.sub(lambda found: chr(ord(found[0]) - 0xFEE0), text)
    return _SPACE.sub(" ", text).replace("−", "-")


def _split_number(text):
    """A number and what is written round it; None where the text holds none."""
    if len(text) > 60:
        return None
    trimmed = _strip(text)
    if _is_bare(trimmed):
        is_signed = trimmed[0] in "+-"
        body = trimmed[1:] if is_signed else trimmed
        return {"negative": trimmed[0] == "-", "body": body, "upper": "", "qualified": False, "limit": 0, "round": ("", "")}
    plain = _usual_characters(trimmed)
    brackets = _BRACKETS.fullmatch(plain)
    if brackets:
        plain = brackets[1] + brackets[2] + brackets[3]
    match = _BODY.search(plain)
    if match is None:
        return None
    found = _QUALIFIER.match(plain[: match.start()])
    qualifier = found[0] if found else ""
    before = _strip(plain[len(qualifier) : match.start()])
    is_signed, is_minus = False, False
    if before and (before[0] in "+-" or before[-1] in "+-"):
        is_signed = True
        at = 0 if before[0] in "+-" else len(before) - 1
        is_minus = before[at] == "-"
        before = _strip(before[1:] if at == 0 else before[:-1])
    after = plain[match.end() :]
    upper = ""
    span = _RANGE.match(after)
    if span:
        other = _BODY.search(after[span.end() :])
        if other and other.start() == 0:
            upper = other[0]
            after = after[span.end() + len(upper) :]
    is_behind = _IS_BEHIND.match(after) is not None
    signs = [brackets is not None, is_signed and is_minus, is_behind]
    if sum(signs) > 1:
        return None
    limit = -1 if _AT_MOST.match(qualifier) else 1 if _AT_LEAST.match(qualifier) else 0
    if is_behind:
        after = after.replace("-", "", 1)
    return {
        "negative": any(signs),
        "body": match[0],
        "upper": upper,
        "qualified": qualifier != "",
        "limit": limit,
        "round": (before, _strip(after)),
    }


_GROUPED = {
    ".": _re(r"(?:\d+|\d{1,3}([,'’ʼ´ ])\d{3}(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})?(?:\.\d*)?(?:[eE][+-]?\d+)?"),
    ",": _re(r"(?:\d+|\d{1,3}([.'’ʼ´ ])\d{3}(?:\1\d{3})*)?(?:,\d*)?(?:[eE][+-]?\d+)?"),
}
_SEPARATORS = {".": re.compile("[,'’ʼ´ ]"), ",": re.compile("[.'’ʼ´ ]")}
_ONE_GROUP = _re(r"[1-9]\d{0,2}[.,]\d{3}")


def _mark_shown(body):
    """Which mark is decimal, as the number itself shows; "" where it could be either."""
    point, comma = body.rfind("."), body.rfind(",")
    if point < 0 and comma < 0:
        return ""
    if point >= 0 and comma >= 0:
        return "." if point > comma else ","
    mark = "." if point >= 0 else ","
    if body.find(mark) < max(point, comma):
        return "," if mark == "." else "."
    return "" if _ONE_GROUP.fullmatch(body) else mark


def _body_value(body, mark, has_both):
    if mark == "." and not has_both and _is_plain(body):
        return float(body)
    decimal = (_mark_shown(body) or mark) if has_both else mark
    if not _GROUPED[decimal].fullmatch(body) or not _HAS_DIGIT.search(body):
        return math.nan
    return float(_SEPARATORS[decimal].sub("", body).replace(",", ".", 1))


def _unit_key(text):
    return _strip(_SPACE.sub(" ", text.lower()))


# Lengths of time: clocks, numbers with units, ISO 8601.
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_YEAR = 365.2425 * _DAY
_SECONDS = {
    word: seconds
    for seconds, words in [
        (0.001, "ms msec msecs millisecond milliseconds"),
        (1, "s sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos"),
        (_MINUTE, "m min mins minute minutes minuten minuto minutos minuti"),
        (_HOUR, "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore"),
        (_DAY, "d day days tag tage tagen jour jours día días dia dias giorno giorni"),
        (7 * _DAY, "w wk wks week weeks woche wochen semaine semaines semana semanas"),
        (_YEAR / 12, "mo mos month months mon monat monate mois mes meses mese mesi"),
        (_YEAR, "y yr yrs year years jahr jahre jahren an ans année années año años anno anni"),
    ]
    for word in words.split()
}
_LONG_CLOCK = _re(
    r"(-)?(?:(\d{1,5})(?:\s*(?:d|days?)\.?,?\s+|\.))?(\d{1,5}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?", re.IGNORECASE
)
_SHORT_CLOCK = _re(r"(-)?(\d{1,5}):(\d{2})[.,](\d{1,9})")
_TOKEN = _re(r"(\d+(?:[.,]\d+)?)\s*(\l+)\.?")
_ISO_DURATION = _re(
    r"([+-])?P(?=.)(?:(\d+(?:[.,]\d+)?)Y)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?"
    r"(?:T(?=\d)(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?"
)
_AND = re.compile(r"\b(?:and|und|et|y|e)\b", re.IGNORECASE | re.ASCII)
_REST = _re(r"-?[\s,]*")


def _read_duration(text, short):
    """Seconds; None where the text is no length of time."""
    text = _strip(text)
    if len(text) > 60 or not _HAS_DIGIT.search(text):
        return None
    for read in (lambda: _read_clock(text, short), lambda: _read_iso(text), lambda: _read_units(text)):
        seconds = read()
        if seconds is not None:
            return seconds
    return None


def _read_clock(text, short):
    match = _SHORT_CLOCK.fullmatch(text)
    if match:
        if int(match[3]) >= 60:
            return None
        seconds = int(match[2]) * _MINUTE + float(match[3] + "." + match[4])
        return -seconds if match[1] else seconds
    match = _LONG_CLOCK.fullmatch(text)
    if match is None:
        return None
    sign, days, first, second, third, part = match.groups()
    if int(second) >= 60 or int(third or 0) >= 60 or (days is not None and int(first) >= 24):
        return None
    if third is None and days is None and short == "minutes and seconds":
        seconds = int(first) * _MINUTE + int(second)
    else:
        tail = float((third or "0") + "." + (part or "0"))
        seconds = int(days or 0) * _DAY + int(first) * _HOUR + int(second) * _MINUTE + tail
    return -seconds if sign else seconds


def _read_iso(text):
    match = _ISO_DURATION.fullmatch(text)
    if match is None:
        return None
    seconds = 0
    for part, scale in zip(match.groups()[1:], (_YEAR, _YEAR / 12, 7 * _DAY, _DAY, _HOUR, _MINUTE, 1)):
        seconds += float((part or "0").replace(",", ".", 1)) * scale
    return -seconds if match[1] == "-" else seconds


def _read_units(text):
    tokens = list(_TOKEN.finditer(text))
    if not tokens or not _REST.fullmatch(_AND.sub("", _TOKEN.sub("", text))):
        return None
    seconds, last = 0, math.inf
    for token in tokens:
        number, word = token.groups()
        unit = _SECONDS.get(word if len(word) == 1 else word.lower())
        if unit is None or unit >= last:
            return None
        seconds += float(number.replace(",", ".", 1)) * unit
        last = unit
    return -seconds if text.startswith("-") else seconds


class _NumberReader:
    """Numbers as the rule of their column says that they are written. NaN: unreadable."""

    def __init__(self, mark, form):
        self.mark, self.form = mark, form
        if form is not None:
            self.duration = form.get("duration")
            self.has_both = form["hasBothMarks"]
            self.factors = {("", ""): 1}
            for affix in form["affixes"]:
                self.factors[_unit_key(affix["before"]), _unit_key(affix["after"])] = affix["factor"]
            bare = [a["factor"] for a in form["affixes"] if a["before"] == "" and a["after"] == ""]
            self.is_bare_known = bool(bare)
            self.bare = bare[0] if bare else 1

    def of_value(self, value):
        """Of a number that is no text: of a column that somebody has read already."""
        if self.form is None:
            return value
        if self.duration and not self.is_bare_known:
            return 0.0 if value == 0 else math.nan
        return value * self.bare

    def of_cell(self, text):
        number = _canonical(text)
        return self.of_text(text) if number is None else self._of_canonical(number, text)

    def _of_canonical(self, value, text):
        if self.form is None:
            return value if self.mark == "." or value.is_integer() else _parse_number(text, ",")
        if self.duration:
            return 0.0 if value == 0 else self._of_plain(value, text) if self.is_bare_known else math.nan
        return self._of_plain(value, text)

    def _of_plain(self, value, text):
        is_as_written = self.mark == "." or self.has_both
        return value * self.bare if is_as_written or value.is_integer() else self._of_format(text)

    def of_text(self, text):
        if self.form is None:
            return _parse_number(text, self.mark)
        if self.duration:
            seconds = _read_duration(text, self.duration["short"])
            if seconds is not None:
                return seconds / self.duration["unitSeconds"]
            return self._of_format(text) if self.is_bare_known else math.nan
        return self._of_format(text)

    def _of_format(self, text):
        if self.mark == "." and not self.has_both and _is_bare(text):
            return float(text) * self.factors["", ""]
        written = _split_number(text)
        if written is None:
            return math.nan
        before, after = written["round"]
        factor = self.factors.get((_unit_key(before), _unit_key(after)))
        if factor is None or ((written["qualified"] or written["upper"]) and not self.form["areLimitsRead"]):
            return math.nan
        lower = _body_value(written["body"], self.mark, self.has_both)
        upper = _body_value(written["upper"], self.mark, self.has_both) if written["upper"] else lower
        middle = (lower + upper) / 2
        if upper < lower:
            return math.nan
        return (-middle if written["negative"] else middle) * factor
`.trim();
