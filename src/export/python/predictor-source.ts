/** The part of the Python file that people call: the predictor, CSV files, the command line. */

const PROBABILITIES = `
    def predict_proba(self, X):
        """float64 [rows, classes], in the order of classes_."""
        return self._values(X)

    def predict(self, X):
        """The class that is said of each row, as the training file writes it: the most probable one, or the one that was chosen by a threshold or by costs."""
        return self.classes_[_said(self._values(X))]
`;

const VALUES = `
    def predict(self, X):
        """float64 [rows], in the unit of the training file."""
        return self._values(X)[:, 0]
`;

const INTERVAL = `
    def predict_interval(self, X):
        """float64 [rows, 2]: between which values the target should lie, for the share of rows that "level" says."""
        return _with_interval(self._values(X))[:, 1:]
`;

interface PredictorOptions {
  /** Whether there are classes. */
  readonly isClassifier: boolean;
  /** Whether it is known between which values a number lies. */
  readonly hasInterval: boolean;
  /** Rows that are computed together. */
  readonly rowsAtOnce: number;
}

export function predictorSource({ isClassifier, hasInterval, rowsAtOnce }: PredictorOptions): string {
  return String.raw`
# ---- The predictor ---------------------------------------------------------------------------------------------------

_ROWS_AT_ONCE = ${rowsAtOnce}
_NAME_SIGNS = _re(r"[\s_.-]+")


def _name_key(name):
    """The same text for names that look alike: "monthly_income", " Monthly Income"."""
    plain = _looks_of(name).upper().lower()
    return _strip(_NAME_SIGNS.sub(" ", plain)) or plain


def _match_names(wanted, given):
    """Which given column is meant by each name: the same, or the only one that is alike."""
    matches = {name: name for name in wanted if name in given}
    wanted_keys, given_keys = {}, {}
    for name in wanted:
        if name not in matches:
            wanted_keys.setdefault(_name_key(name), []).append(name)
    for name in given:
        if name not in matches:
            given_keys.setdefault(_name_key(name), []).append(name)
    for key, names in wanted_keys.items():
        if len(names) == 1 and len(given_keys.get(key, ())) == 1:
            matches[names[0]] = given_keys[key][0]
    return matches


def _said(values):
    """The place of the class that is said of each row; of equals the first."""
    rule = _PIPELINE["target"].get("decision")
    if rule is None:
        return np.argmax(values, axis=1)
    if rule["by"] == "threshold":
        others = values.copy()
        others[:, rule["code"]] = -1.0
        return np.where(values[:, rule["code"]] >= rule["threshold"], rule["code"], np.argmax(others, axis=1))
    expected = np.zeros(values.shape)
    for place, costs in enumerate(rule["costs"]):
        expected = expected + values[:, place : place + 1] * np.array(costs, dtype=np.float64)
    return np.argmin(expected, axis=1)


def _with_interval(values):
    """Numbers with the ends of their intervals beside them, where these are known."""
    interval = _PIPELINE["target"].get("interval")
    return values if interval is None else values + np.array([0.0, interval["low"], interval["high"]])


class TrainedPipeline:
    """Raw cells in, predictions out, with the names that scikit-learn has.

    Rows may be a pandas DataFrame, a list of dicts, a dict of columns, or a 2-d array whose columns stand in the order of
    feature_names_in_. Cells may be texts as they are written in files, numbers, dates, or None.

    force: predict also where rows are not like those of training (a column is absent, most cells of one cannot be read).
    """

    _estimator_type = "${isClassifier ? "classifier" : "regressor"}"

    def __init__(self, force=False):
        self.force = force
        self.feature_names_in_ = np.array([rule["name"] for rule in _PIPELINE["rules"]], dtype=object)
        self.n_features_in_ = len(self.feature_names_in_)${
          isClassifier
            ? `
        self.classes_ = np.array(_PIPELINE["target"]["classes"], dtype=object)`
            : ""
        }
${(isClassifier ? PROBABILITIES : `${VALUES}${hasInterval ? INTERVAL : ""}`).trimEnd()}

    def read(self, X):
        """What the cells mean: numbers [rows, n], missing marks [rows, n] and codes of levels [rows, m].

        Raises ValueError where rows are not like those of training; warns of cells that mean nothing.
        """
        columns, n_rows = self._columns(X)
        doubts = _Doubts()
        numbers, codes = [], []
        for rule in _PIPELINE["rules"]:
            cells = columns.get(rule["name"])
            if cells is None:
                doubts.errors.append("%s: no such column here" % rule["name"])
                cells = [""] * n_rows
                quiet = _Doubts()
            else:
                quiet = doubts
            if rule["type"] == "number":
                numbers += _read_numbers(rule, cells, quiet)
            elif rule["type"] == "date":
                numbers += _read_dates(rule, cells, quiet)
            else:
                codes.append(_read_levels(rule, cells, quiet))
        if doubts.errors and not self.force:
            raise ValueError(
                "these rows are not like those of training: " + "; ".join(doubts.errors)
                + ". TrainedPipeline(force=True), or --force on the command line, predicts them all the same."
            )
        for words in doubts.errors + doubts.warnings:
            warnings.warn(words, stacklevel=4)
        table = np.stack(numbers, axis=1) if numbers else np.zeros((n_rows, 0))
        missing = np.isnan(table)
        # Training saw float32 numbers.
        table = np.where(missing, 0.0, table).astype(np.float32).astype(np.float64)
        return table, missing.astype(np.float64), np.stack(codes, axis=1) if codes else np.zeros((n_rows, 0), dtype=np.int64)

    def _columns(self, X):
        """Cells by the name of their column, and how many rows there are."""
        names = list(self.feature_names_in_)
        if hasattr(X, "columns") and hasattr(X, "iloc"):
            matches = _match_names(names, [str(name) for name in X.columns])
            places = {str(name): place for place, name in enumerate(X.columns)}
            return {name: _cells_of(X.iloc[:, places[found]].tolist()) for name, found in matches.items()}, len(X)
        if isinstance(X, dict):
            if not all(_is_row(cells) for cells in X.values()):
                raise ValueError("expected a dict of columns, each a list of its cells; a single row is given as a list, [row]")
            matches = _match_names(names, list(X))
            lengths = {len(cells) for cells in X.values()}
            if len(lengths) > 1:
                raise ValueError("expected columns of one length, got %s" % sorted(lengths))
            return {name: _cells_of(X[found]) for name, found in matches.items()}, lengths.pop() if lengths else 0
        rows = X if isinstance(X, np.ndarray) else list(X) if hasattr(X, "__iter__") and not isinstance(X, (str, bytes)) else [X]
        for row in rows[:1]:
            if not _is_row(row):
                raise ValueError("expected a DataFrame, a list of dicts, a dict of columns or a 2-d array, got %s" % type(X).__name__)
        if len(rows) > 0 and isinstance(rows[0], dict):
            given = list(dict.fromkeys(name for row in rows for name in row))
            matches = _match_names(names, given)
            return {name: _cells_of(row.get(found) for row in rows) for name, found in matches.items()}, len(rows)
        widths = set(rows.shape[1:2]) if getattr(rows, "ndim", 1) > 1 else {len(row) for row in rows}
        for width in sorted(widths - {len(names)}):
            raise ValueError("expected %d cells a row, in the order of feature_names_in_, got %d" % (len(names), width))
        return {name: _cells_of(row[place] for row in rows) for place, name in enumerate(names)}, len(rows)

    def _values(self, X):
        numbers, missing, codes = self.read(X)
        parts = []
        with np.errstate(all="ignore"):
            for start in range(0, len(numbers), _ROWS_AT_ONCE):
                rows = slice(start, start + _ROWS_AT_ONCE)
                parts.append(_compute(numbers[rows], missing[rows], codes[rows]))
        width = ${isClassifier ? "len(self.classes_)" : "1"}
        return np.concatenate(parts) if parts else np.zeros((0, width))


def _is_row(cells):
    return hasattr(cells, "__len__") and hasattr(cells, "__iter__") and not isinstance(cells, (str, bytes))


def _cells_of(cells):
    return [_plain_cell(cell) for cell in cells]


pipeline = TrainedPipeline()


def self_test():
    """The largest difference from what the studio predicted of made-up rows when it wrote this file; infinite where another class is said."""
    test = _PIPELINE["selfTest"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = TrainedPipeline(force=True)._values(dict(zip(test["columns"], zip(*test["rows"]))))
    expected = np.array(test["expected"], dtype=np.float64).reshape(values.shape)
    classes = _PIPELINE["target"]["classes"]
    if classes and [classes[place] for place in _said(expected)] != test["said"]:
        return math.inf
    return float((np.abs(values - expected) / (1.0 + np.abs(expected))).max())


# ---- The command line ------------------------------------------------------------------------------------------------


def _read_file(path):
    data = sys.stdin.buffer.read() if path == "-" else open(path, "rb").read()
    for encoding in ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252", "latin-1"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    raise ValueError("%s: expected a text file in UTF-8, UTF-16 or Windows-1252" % path)


def _read_csv(path):
    """Header and rows. The delimiter is the one with which the header names most of the columns that are read."""
    text = _read_file(path)
    csv.field_size_limit(2**31 - 1)
    names = set(pipeline.feature_names_in_)

    def header_by(delimiter):
        return [_strip(cell) for cell in next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])]

    delimiter = max(",;\t|", key=lambda mark: len(_match_names(names, header_by(mark))))
    header = []
    for place, cell in enumerate(header_by(delimiter)):
        wanted = name = cell or "column %d" % (place + 1)
        copy = 2
        while name in header:
            name, copy = "%s (%d)" % (wanted, copy), copy + 1
        header.append(name)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    next(rows, None)
    cells = []
    for row in rows:
        if len(row) > len(header):
            raise ValueError("%s, line %d: expected %d cells, got %d" % (path, rows.line_num, len(header), len(row)))
        if row:
            cells.append(row + [""] * (len(header) - len(row)))
    return header, cells


def _quoted(text):
    is_odd = any(mark in text for mark in ',"\r\n\ufeff') or text[:1] == " " or text[-1:] == " "
    return '"' + text.replace('"', '""') + '"' if is_odd else text


def _free_name(name, taken):
    free, suffix = name, 2
    while free in taken:
        free, suffix = "%s_%d" % (name, suffix), suffix + 1
    taken.add(free)
    return free


def _predict_file(path, out, force):
    header, rows = _read_csv(path)
    cells = list(zip(*rows)) or [()] * len(header)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        values = TrainedPipeline(force)._values(dict(zip(header, cells)))
    for warning in caught:
        print(warning.message, file=sys.stderr)
    taken = set(header)
    labels = _PIPELINE["target"]["classes"]
    ends = ["prediction_low", "prediction_high"] if "interval" in _PIPELINE["target"] else []
    added = [_free_name(name, taken) for name in ["prediction"] + ends + ["p_" + label for label in labels]]
    out.write(",".join(map(_quoted, header + added)) + "\n")
    said = [[labels[place]] for place in _said(values)] if labels else [[] for _ in rows]
    for row, told, numbers in zip(rows, said, _with_interval(values).tolist()):
        out.write(",".join([_quoted(cell) for cell in row + told] + [_number_text(number) for number in numbers]) + "\n")
    return len(rows)


def _predict_to(path, out, force):
    """Writes the predictions of one file, which has its name when all of it is written. Returns how many rows there are."""
    beside = "%s.%s.part" % (out, os.urandom(6).hex())
    try:
        with open(beside, "w", encoding="utf-8", newline="\n") as stream:
            n_rows = _predict_file(path, stream, force)
        os.replace(beside, out)
    finally:
        if os.path.exists(beside):
            os.remove(beside)
    return n_rows


def predict_folder(folder, out, client=None, force=False):
    """Predicts each CSV file of a folder into a file of the same name in the folder "out". Returns the rows of each.

    client: a dask.distributed.Client, whose workers see both folders: a task a file. Absent: one file after the other, here.

    A file has its name when all of it is written, so that every row is there once, however often Dask runs a task whose worker was lost.
    """
    if os.path.realpath(folder) == os.path.realpath(out):
        raise ValueError("expected another folder for the predictions, got %s" % out)
    names = sorted(name for name in os.listdir(folder) if name.lower().endswith(".csv"))
    if not names:
        raise ValueError("%s: expected CSV files, found none" % folder)
    os.makedirs(out, exist_ok=True)
    paths = [os.path.abspath(os.path.join(folder, name)) for name in names]
    places = [os.path.abspath(os.path.join(out, name)) for name in names]
    if client is None:
        counts = [_predict_to(path, place, force) for path, place in zip(paths, places)]
    else:
        client.upload_file(os.path.abspath(__file__))
        # As workers import it, also where this file is the program that runs.
        module = importlib.import_module(os.path.splitext(os.path.basename(__file__))[0])
        counts = client.gather(client.map(module._predict_to, paths, places, force=force, pure=False))
    # What a worker began that was lost.
    for name in os.listdir(out):
        match = re.fullmatch(r"(.*)\.[0-9a-f]{12}\.part", name)
        if match and match[1] in names:
            os.remove(os.path.join(out, name))
    return dict(zip(names, counts))


def main(words):
    words = words[1:] if words[:1] == ["predict"] else words
    if words == ["self-test"]:
        difference = self_test()
        print("largest difference from what the studio predicted: %.1e" % difference)
        return 0 if difference <= 1e-9 else 1
    parser = argparse.ArgumentParser(
        usage="%(prog)s [predict] rows.csv [--out p.csv] [--force]   or   %(prog)s self-test",
        description="Writes the columns of rows.csv, then the prediction of each row.",
    )
    parser.add_argument("rows", help='a CSV file, or a folder of them; "-" for standard input')
    parser.add_argument("--out", default="-", help='where the predictions go; "-" or nothing for standard output')
    parser.add_argument("--force", action="store_true", help="go on where the rows are not like those of training")
    given = parser.parse_args(words)
    try:
        if given.out == "-" and os.path.isdir(given.rows):
            raise ValueError("%s is a folder: expected --out and a folder for the predictions" % given.rows)
        if given.out == "-":
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
            _predict_file(given.rows, sys.stdout, given.force)
            return 0
        if os.path.isdir(given.rows):
            predict_folder(given.rows, given.out, force=given.force)
        else:
            _predict_to(given.rows, given.out, given.force)
        return 0
    except (OSError, ValueError, csv.Error) as error:
        print("%s: %s" % (os.path.basename(sys.argv[0]), error), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
`.trim();
}
