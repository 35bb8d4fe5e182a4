"""Histogram gradient boosting of scikit-learn on the rows of a split, for bench/accuracy/peers.ts: the path of a job; prints one JSON line.

Cells come as the file has them, and pandas reads them. A column of words becomes numbers where nearly all of its cells hold one number
each, days where they are dates, else a category of at most 254 levels (scikit-learn takes no more; rare ones count as missing), and
it is left out where it has mostly different texts. Everything is learned from training rows; labels of test rows are not in the job.
"""

import json
import sys
import time

import numpy
import pandas
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

MOST_LEVELS = 254
DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d/%m/%Y %H:%M:%S", "%H:%M:%S"]
ONE_NUMBER = r"^[^\d\-+.]*([-+]?\d[\d,]*\.?\d*)[^\d]*$"
NEARLY_ALL = 0.9
CHUNK = 20
PATIENCE = 3
MOST_ITERATIONS = 1000
MOST_TREES = 4000
CLIP = 1e-15
# A trial also predicts validation rows again and again, and goes beyond its best iteration.
REFITS = 1.5


def numbers_of(words, train):
    """The column as numbers where it holds some, else None."""
    given = words.iloc[train].dropna()
    if len(given) == 0:
        return None
    for written in DATE_FORMATS:
        dates = pandas.to_datetime(words, format=written, errors="coerce")
        if dates.iloc[train].notna().sum() >= NEARLY_ALL * len(given):
            return (dates - pandas.Timestamp(1900, 1, 1)).dt.total_seconds() / 86400
    found = words.str.extract(ONE_NUMBER, expand=False).str.replace(",", "")
    parts = pandas.to_numeric(found, errors="coerce")
    if parts.iloc[train].notna().sum() >= NEARLY_ALL * len(given) and given.nunique() > 20:
        return parts
    return None


def features_of(table, train):
    """float64 [rows, features], NaN where missing, and which of them are categories."""
    columns, are_categories = [], []
    for name in table.columns:
        column = table[name]
        if column.dtype == object:
            words = column.astype("string").str.strip().astype(object)
            parts = numbers_of(words, train)
            if parts is None:
                counts = words.iloc[train].value_counts()
                if len(counts) > MOST_LEVELS and len(counts) > 0.5 * words.iloc[train].notna().sum():
                    continue
                codes = {level: code for code, level in enumerate(counts.index[:MOST_LEVELS])}
                columns.append(words.map(codes).to_numpy(float))
                are_categories.append(True)
                continue
            column = parts
        columns.append(column.to_numpy(float))
        are_categories.append(False)
    # A constant where nothing is left: the estimator then says what the labels say.
    if not columns:
        return numpy.zeros((len(table), 1)), [False]
    return numpy.column_stack(columns), are_categories


class Boosting:
    def __init__(self, job, x, are_categories):
        self.job, self.x, self.are_categories = job, x, are_categories
        self.rows = {split: numpy.array(rows, int) for split, rows in job["rows"].items()}
        self.labels = {split: numpy.array(labels, float) for split, labels in job["labels"].items()}

    def estimator(self, parameters, **more):
        kind = HistGradientBoostingRegressor if self.job["task"] == "regression" else HistGradientBoostingClassifier
        return kind(categorical_features=self.are_categories, random_state=self.job["seed"], **parameters, **more)

    def fitted(self, parameters, splits=("train",)):
        rows = numpy.concatenate([self.rows[split] for split in splits])
        labels = numpy.concatenate([self.labels[split] for split in splits])
        return self.estimator(parameters).fit(self.x[rows], labels)

    def predict(self, estimator, split):
        """Values, or probabilities of all classes: 0 for those that were not trained on."""
        x = self.x[self.rows[split]]
        if self.job["task"] == "regression":
            return estimator.predict(x)
        shares = numpy.zeros((len(x), self.job["nClasses"]))
        shares[:, estimator.classes_.astype(int)] = estimator.predict_proba(x)
        return shares

    def validation_loss(self, estimator):
        said, labels = self.predict(estimator, "validation"), self.labels["validation"]
        if self.job["task"] == "regression":
            return float(numpy.mean((said - labels) ** 2))
        of_label = said[numpy.arange(len(labels)), labels.astype(int)]
        return float(-numpy.mean(numpy.log(numpy.clip(of_label, CLIP, 1 - CLIP))))

    def tried(self, parameters, is_over):
        """The loss of one draw at its best number of iterations; more are added until none of the last ones helped."""
        estimator = self.estimator(parameters, early_stopping=False, warm_start=True)
        best = (numpy.inf, CHUNK)
        # One tree a class and iteration: with many classes the best number of iterations is small.
        most = min(MOST_ITERATIONS, MOST_TREES // max(self.job["nClasses"], 1))
        for iterations in range(CHUNK, most + 1, CHUNK):
            estimator.set_params(max_iter=iterations).fit(self.x[self.rows["train"]], self.labels["train"])
            best = min(best, (self.validation_loss(estimator), iterations))
            if iterations - best[1] >= PATIENCE * CHUNK or is_over():
                break
        return best


def draw(random):
    return {
        "learning_rate": float(numpy.exp(random.uniform(numpy.log(0.01), numpy.log(0.3)))),
        "max_leaf_nodes": int(numpy.exp(random.uniform(numpy.log(8), numpy.log(129)))),
        "min_samples_leaf": int(numpy.exp(random.uniform(numpy.log(2), numpy.log(101)))),
        "l2_regularization": float(numpy.exp(random.uniform(numpy.log(1e-6), numpy.log(10)))),
    }


def tuned(boosting, job, clock, began):
    """Random search on validation rows, the defaults first: so many trials, or until there is only time to fit once more."""
    random = numpy.random.default_rng(job["seed"])
    best, n_trials, fit_seconds = None, 0, 0.0
    seconds = job.get("seconds") or numpy.inf
    start = began

    def is_over():
        """Whether there is only time for the two fits that follow: on training rows, and on validation rows beside them."""
        return clock() - began + REFITS * max(fit_seconds, clock() - start) >= seconds

    while n_trials < (job.get("trials") or numpy.inf) and not (n_trials > 0 and is_over()):
        parameters = {} if n_trials == 0 else draw(random)
        start = clock()
        loss, iterations = boosting.tried(parameters, is_over)
        fit_seconds = max(fit_seconds, clock() - start)
        start = clock()
        n_trials += 1
        if best is None or loss < best[0]:
            best = (loss, {**parameters, "max_iter": iterations, "early_stopping": False})
    return best[1], n_trials


def main():
    with open(sys.argv[1]) as file:
        job = json.load(file)
    clock = time.process_time if job.get("isProcessorTime") else time.perf_counter
    began = clock()
    cells = pandas.read_csv(job["cells"], na_values=job["missing"], low_memory=False, skip_blank_lines=False)
    boosting = Boosting(job, *features_of(cells, numpy.array(job["rows"]["train"], int)))
    fitted_on, n_trials = "train", 0
    if job["method"] == "default":
        parameters = {}
    elif job["method"] == "tuned":
        parameters, n_trials = tuned(boosting, job, clock, began)
        fitted_on = "train and validation"
    else:
        parameters, fitted_on = job["parameters"], job["fittedOn"]
    # What validation rows are told by must not have seen them.
    on_train = boosting.fitted(parameters)
    whole = on_train if fitted_on == "train" else boosting.fitted(parameters, ("train", "validation"))
    with open(job["out"], "wb") as file:
        file.write(numpy.ascontiguousarray(boosting.predict(on_train, "validation"), "<f8").tobytes())
        file.write(numpy.ascontiguousarray(boosting.predict(whole, "test"), "<f8").tobytes())
    versions = f"scikit-learn {sklearn.__version__}, pandas {pandas.__version__}"
    seconds = time.process_time()
    print(json.dumps({"parameters": parameters, "fittedOn": fitted_on, "nTrials": n_trials, "engine": versions, "cpuSeconds": seconds}))


main()
