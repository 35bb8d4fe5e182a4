/** How columns are read under their rules, in Python: src/table/cells/read-cells.ts, and what src/table/new-rows does for levels. */
export const COLUMNS_SOURCE = String.raw`
# ---- Columns: cells under the rule of their column -------------------------------------------------------------------

_UNREADABLE = object()
_MISSING_CODE, _UNSEEN_CODE, _FIRST_LEVEL_CODE = 0, 1, 2


class _Doubts:
    """What was odd about the rows: warnings, and what should be asked before they are predicted."""

    def __init__(self):
        self.warnings, self.errors = [], []


def _plain_cell(cell):
    """A cell as a text, a number or a date; "" where there is nothing in it."""
    if isinstance(cell, str):
        return cell
    if cell is None or type(cell).__name__ in ("NAType", "NaTType"):
        return ""
    if isinstance(cell, (bool, np.bool_)):
        return "true" if cell else "false"
    if isinstance(cell, (int, float, np.integer, np.floating)):
        value = float(cell)
        return "" if value != value else value
    if isinstance(cell, np.datetime64):
        return "" if np.isnat(cell) else cell.astype("datetime64[us]").item()
    if isinstance(cell, (datetime.datetime, datetime.date)):
        return cell
    if isinstance(cell, bytes):
        return cell.decode()
    return str(cell)


def _cell_text(cell):
    if isinstance(cell, float):
        return _number_text(cell)
    return cell if isinstance(cell, str) else cell.isoformat()


def _read_once(cells, read):
    """Reads each different cell once."""
    known, values = {}, []
    for cell in cells:
        if cell not in known:
            known[cell] = read(cell)
        values.append(known[cell])
    return values


def _markers_of(rule):
    return {""} | {_strip(marker).lower() for marker in rule["missingMarkers"]}


def _is_missing(cell, markers):
    return _strip(_cell_text(cell)).lower() in markers


def _note_unreadable(rule, cells, values, doubts):
    texts = [_cell_text(cell) for cell, value in zip(cells, values) if value is _UNREADABLE]
    filled = sum(value is not None for value in values)
    usual = rule["usual"]
    if not filled and len(cells) >= 8 and usual.get("missingShare", 1) <= 0.01:
        doubts.errors.append("%s: all cells are empty, and nearly all were filled in training" % rule["name"])
    if not texts:
        return
    words = "%s: %d of %d filled cells cannot be read as %s, such as %r" % (
        rule["name"], len(texts), filled, "dates" if rule["type"] == "date" else "numbers", texts[0]
    )
    is_usual = usual.get("unreadableShare", 0) > 0 or not any(_HAS_DIGIT.search(text) for text in texts[:5])
    is_asked = len(texts) >= filled * 0.5 and (len(texts) >= 5 or not is_usual)
    (doubts.errors if is_asked else doubts.warnings).append(words + "; they count as missing")


def _unread(cell):
    """Texts that mean "nothing" wherever they stand are no mistakes."""
    return None if isinstance(cell, str) and _is_marker(_strip(cell)) else _UNREADABLE


def _to_array(values):
    return np.array([math.nan if value is None or value is _UNREADABLE else value for value in values], dtype=np.float64)


_PLAIN_FORM = {"affixes": [], "hasBothMarks": False}


def _with_limits(rule, cells, values):
    """Cells such as "<5" and "3-5" are read, too, where no row of training had any."""
    form = rule.get("numberFormat") or _PLAIN_FORM
    if form.get("areLimitsRead") or form.get("duration") or _UNREADABLE not in values:
        return values
    reader = _NumberReader(rule["decimalMark"], dict(form, areLimitsRead=True))

    def read(cell):
        value = reader.of_cell(_cell_text(cell))
        return value if abs(value) <= _LARGEST_FLOAT32 else _UNREADABLE

    return [read(cell) if value is _UNREADABLE else value for cell, value in zip(cells, values)]


def _read_numbers(rule, cells, doubts):
    """Numbers in the unit of the training file, NaN where missing; and, where the rule asks for it, which of them are limits."""
    markers = _markers_of(rule)
    reader = _NumberReader(rule["decimalMark"], rule.get("numberFormat"))

    def read(cell):
        if _is_missing(cell, markers):
            return None
        if isinstance(cell, float):
            value = reader.of_value(cell)
        else:
            value = reader.of_cell(_cell_text(cell))
        return value if abs(value) <= _LARGEST_FLOAT32 else _unread(cell)

    values = _with_limits(rule, cells, _read_once(cells, read))
    _note_unreadable(rule, cells, values, doubts)
    columns = [_to_array(values) - rule["offset"]]
    if rule.get("hasLimitColumn"):
        limits = _read_once(cells, lambda cell: (_split_number(cell) or {"limit": 0})["limit"] if isinstance(cell, str) else 0)
        columns.append(np.where(np.isnan(columns[0]), math.nan, np.array(limits, dtype=np.float64)))
    return columns


def _read_dates(rule, cells, doubts):
    """A column for each part of the date, NaN where missing."""
    markers, parse = _markers_of(rule), _date_reader(rule["dateFormat"])

    def read(cell):
        if _is_missing(cell, markers):
            return None
        if isinstance(cell, datetime.date):
            moment = _parse_date(cell.isoformat(), "iso", 1970)
        else:
            moment = parse(_cell_text(cell))
        return _unread(cell) if moment is None else moment

    moments = _read_once(cells, read)
    _note_unreadable(rule, cells, moments, doubts)
    nothing = (math.nan,) * 4
    table = np.array([nothing if m is None or m is _UNREADABLE else m for m in moments]).reshape(-1, 4)
    parts = ("days", "month", "weekday", "hour")
    columns = [table[:, parts.index(part)] for part in rule["dateParts"]]
    return [column - rule["offset"] if part == "days" else column for part, column in zip(rule["dateParts"], columns)]


_PLAIN_TEXT = re.compile(r"(?:[!-~]+ )*[!-~]*[!-\-/-~]")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_NUMBER_KEY = _re(r"[+-]?\d{1,15}(?:\.\d{1,15})?")
_ZERO_DATE = _re(r"0{1,4}([-/.])0{1,2}\1(?:0{4}|0{1,2})(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?)?")
_NO_END = _re(
    r"(?:9999([-/.])12\1(?:31|30)|31([-/.])12\2(?:9999)|12/31/9999)(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_MARKERS = set(
    r"na|n/a|n.a.|#n/a|#na|<na>|nan|-nan|null|(null)|<null>|nil|nat|?|??|-|--|---|–|—|.|..|#null!|#value!|#ref!|#div/0!|#num!|"
    r"#name?|#n/a n/a|\n|n\a|n.a|n/d|n.d.|k.a.|(missing)|(blank)|(empty)|(na)|(n/a)|[null]|missing value|1.#qnan|-1.#qnan|"
    r"1.#ind|-1.#ind".split("|")
)
_YES_NO = [
    pair.split(" ")
    for pair in "yes no|y n|true false|t f|1 0|on off|ja nein|j n|oui non|si no|sí no|sim não|да нет|tak nie".split("|")
]
_POINT_ZERO = re.compile(r"\.0+\Z")


def _is_marker(text):
    return text.lower() in _MARKERS or bool(_ZERO_DATE.fullmatch(text)) or bool(_NO_END.fullmatch(text))


def _looks_of(text):
    """The same text for spellings that differ in white space, in letters that cannot be seen or in a last dot."""
    if len(text) > 1000 or _PLAIN_TEXT.fullmatch(text):
        return text
    plain = _strip(_SPACE.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))))
    return (plain[:-1] if plain.endswith(".") else plain) or plain


def _say_yes_no(texts, labels):
    """What texts say in the words of two labels, where both say yes and no."""
    side = lambda text: _POINT_ZERO.sub("", text.lower())
    if len(labels) != 2 or not 0 < len(texts) <= 4:
        return None
    known = [pair for pair in _YES_NO if all(side(label) in pair for label in labels)]
    said = [pair for pair in _YES_NO if all(side(text) in pair for text in texts)]
    if not known or not said:
        return None
    sides = [known[0].index(side(label)) for label in labels]
    if sides[0] == sides[1]:
        return None
    return {text: labels[0] if said[0].index(side(text)) == sides[0] else labels[1] for text in texts}


def _only(levels, key_of):
    """Which label texts with a key can only mean."""
    labels = {}
    for level in levels:
        for spelling in level["spellings"]:
            labels.setdefault(key_of(spelling), set()).add(level["label"])

    def label(text):
        found = labels.get(key_of(text), ()) if key_of(text) else ()
        return next(iter(found)) if len(found) == 1 else None

    return label


def _number_key(text):
    return _number_text(float(text)) if _NUMBER_KEY.fullmatch(text) else ""


def _labels_of(texts, levels, other):
    own = [level for level in levels if level["label"] != other]
    said = _say_yes_no(texts, [level["label"] for level in own])
    if said is not None:
        return said
    looks, numbers = _only(own, lambda text: _looks_of(text).lower()), _only(own, _number_key)
    return {text: label for text in texts for label in [looks(text) or numbers(text)] if label is not None}


def _read_levels(rule, cells, doubts):
    """0: missing; 1: not seen in training; 2 and on: the levels."""
    levels, other = rule["levels"], rule["otherLabel"]
    exact, folded, places = {}, {}, {}
    for place, level in enumerate(levels):
        places.setdefault(level["label"], place)
        for spelling in level["spellings"]:
            exact.setdefault(spelling, place)
            folded.setdefault(spelling.lower(), place)
    find = lambda text: exact.get(text, folded.get(text.lower(), -1))
    markers = _markers_of(rule)
    texts = [_strip(_cell_text(cell)) for cell in cells]
    strange = [text for text in dict.fromkeys(texts) if text.lower() not in markers and find(text) < 0]
    markers |= {text.lower() for text in strange if _is_marker(text)}
    alike = _labels_of([text for text in strange if not _is_marker(text)], levels, other)
    pool = places.get(other, -1) if other else -1
    unseen = {}

    def read(text):
        if text.lower() in markers:
            return _MISSING_CODE
        place = find(text)
        if place < 0 and text in alike:
            place = places[alike[text]]
        if place < 0:
            unseen[text] = 0
            place = pool
        return _UNSEEN_CODE if place < 0 else _FIRST_LEVEL_CODE + place

    codes = np.array(_read_once(texts, read), dtype=np.int64)
    if unseen and pool < 0:
        count, filled = int((codes == _UNSEEN_CODE).sum()), int((codes != _MISSING_CODE).sum())
        words = "%s: %d cells say what no row of training said, such as %r" % (rule["name"], count, next(iter(unseen)))
        is_asked = filled >= 5 and count >= filled * 0.9 and rule["usual"].get("onceShare", 0) <= 0.2
        (doubts.errors if is_asked else doubts.warnings).append(words)
    return codes
`.trim();
