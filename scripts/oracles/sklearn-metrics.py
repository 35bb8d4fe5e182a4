"""Writes src/training/fixtures/sklearn-metrics.json: metrics of small cases by scikit-learn 1.2.

Run from the repository root, then format the file:
  python3 scripts/oracles/sklearn-metrics.py && npx biome format --write src/training/fixtures/sklearn-metrics.json
`counts` says how often each row counts; the metrics are those of the rows repeated so.
Inputs are rounded, to keep the file small; scikit-learn rescales rows of probabilities to sum 1 for the log loss.
"""

import json
import math
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn import metrics

warnings.filterwarnings("ignore")
random = np.random.default_rng(20)


def classification(task, n_classes, labels, probabilities, counts):
    rows = np.repeat(np.arange(len(labels)), counts)
    y, p = labels[rows], probabilities[rows]
    said = p.argmax(axis=1)
    present = np.unique(y)
    values = {
        "accuracy": metrics.accuracy_score(y, said),
        "balancedAccuracy": metrics.balanced_accuracy_score(y, said),
        "logLoss": metrics.log_loss(y, p, labels=np.arange(n_classes)),
        "macroF1": metrics.f1_score(y, said, average="macro", zero_division=0),
    }
    if task == "binary" and len(present) == 2:
        values["rocAuc"] = metrics.roc_auc_score(y, p[:, 1])
    if task == "multiclass" and len(present) == n_classes:
        values["rocAuc"] = metrics.roc_auc_score(y, p, multi_class="ovr", average="macro")
    elif task == "multiclass" and len(present) > 1:
        values["rocAuc"] = np.mean([metrics.roc_auc_score(y == code, p[:, code]) for code in present])
    confusion = metrics.confusion_matrix(y, said, labels=np.arange(n_classes))
    return values, confusion.ravel().tolist()


def regression(labels, predictions, counts):
    rows = np.repeat(np.arange(len(labels)), counts)
    y, said = labels[rows], predictions[rows]
    values = {
        "rmse": math.sqrt(metrics.mean_squared_error(y, said)),
        "mae": metrics.mean_absolute_error(y, said),
    }
    if len(np.unique(y)) > 1:
        values["r2"] = metrics.r2_score(y, said)
    return values, None


cases = []


def add(name, task, n_classes, labels, predictions, counts=None):
    labels = np.asarray(labels)
    predictions = np.asarray(predictions, dtype=np.float64)
    counts = np.ones(len(labels), dtype=int) if counts is None else np.asarray(counts)
    if task == "regression":
        values, confusion = regression(labels.astype(np.float64), predictions, counts)
    else:
        values, confusion = classification(task, n_classes, labels, predictions, counts)
    cases.append(
        {
            "name": name,
            "task": task,
            "nClasses": n_classes,
            "labels": labels.tolist(),
            "predictions": predictions.ravel().tolist(),
            "counts": counts.tolist(),
            "metrics": {key: float(value) for key, value in values.items()},
            "confusion": confusion,
        }
    )


def softmax(logits):
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.round(exponentials / exponentials.sum(axis=1, keepdims=True), 6)


def two(positive):
    positive = np.asarray(positive, dtype=np.float64)
    return np.stack([np.round(1 - positive, 6), positive], axis=1)


def draws(n_rows):
    return np.bincount(random.integers(0, n_rows, n_rows), minlength=n_rows)


labels = random.integers(0, 2, 60)
scores = two(np.round(1 / (1 + np.exp(-(labels - 0.5 + random.normal(size=60)))), 6))
add("binary", "binary", 2, labels, scores)
add("binary, resampled", "binary", 2, labels, scores, draws(60))
add("binary, float32 probabilities", "binary", 2, labels, scores.astype(np.float32))
add("binary, many ties", "binary", 2, labels, two(np.round(scores[:, 1] * 4) / 4), draws(60))
add("binary, all tied", "binary", 2, labels, two(np.full(60, 0.5)))
add("binary, one class in the labels", "binary", 2, np.ones(10, dtype=int), scores[:10])
add("binary, certain and right", "binary", 2, labels[:20], two(labels[:20]))
add("binary, certain and wrong", "binary", 2, labels[:20], two(1 - labels[:20]))
add("binary, imbalanced, always the commonest", "binary", 2, [0] * 19 + [1], two(np.full(20, 0.05)))
add("binary, one row", "binary", 2, [1], two([0.25]))

labels = random.integers(0, 4, 60)
scores = softmax(random.normal(size=(60, 4)) + 1.2 * np.eye(4)[labels])
add("multiclass", "multiclass", 4, labels, scores)
add("multiclass, resampled", "multiclass", 4, labels, scores, draws(60))
add("multiclass, a class absent from the labels", "multiclass", 4, np.where(labels == 2, 0, labels), scores)
hidden = scores.copy()
hidden[:, 1] = 0
hidden = np.round(hidden / hidden.sum(axis=1, keepdims=True), 6)
add("multiclass, a class never predicted", "multiclass", 4, labels, hidden)
add("multiclass, a class in neither", "multiclass", 4, np.where(labels == 1, 3, labels), hidden)
add("multiclass, ties between classes", "multiclass", 4, labels, np.full((60, 4), 0.25))
add("multiclass, coarse ties", "multiclass", 3, labels[:40] % 3, np.eye(3)[random.integers(0, 3, 40)] * 0.5 + np.array([0.125, 0.125, 0.25]))
add("multiclass, two classes present", "multiclass", 3, labels[:30] % 2 * 2, softmax(random.normal(size=(30, 3))))
add("multiclass, one class present", "multiclass", 3, np.full(12, 2), softmax(random.normal(size=(12, 3))))

truth = np.round(random.normal(size=60) * 12 + 40, 4)
said = np.round(truth + random.normal(size=60) * 5, 4)
add("regression", "regression", 0, truth, said)
add("regression, resampled", "regression", 0, truth, said, draws(60))
add("regression, large offset", "regression", 0, 1.7e9 + truth, 1.7e9 + said)
add("regression, tiny unit", "regression", 0, truth * 1e-9, said * 1e-9)
add("regression, worse than the mean", "regression", 0, truth, -truth)
add("regression, exact", "regression", 0, truth, truth)
add("regression, constant labels", "regression", 0, np.full(10, 0.1), said[:10])
add("regression, constant predictions", "regression", 0, truth, np.full(60, truth.mean()))
add("regression, one row", "regression", 0, [3.5], [4.25])

target = pathlib.Path("src/training/fixtures/sklearn-metrics.json")
lines = ",\n".join("    " + json.dumps(case, separators=(",", ":")) for case in cases)
target.write_text(f'{{\n  "scikitLearn": "{sklearn.__version__}",\n  "cases": [\n{lines}\n  ]\n}}\n', encoding="utf-8")
print(f"{target}: {len(cases)} cases, {target.stat().st_size} bytes")
