"""Writes src/training/diagnostics/fixtures/sklearn-curves.json: curves of small cases by scikit-learn 1.2.

Run from the repository root: python3 scripts/oracles/sklearn-curves.py
Scores have two or six decimals, so that some are equal.
"""

import json
import pathlib

import numpy as np
from sklearn import calibration, metrics

random = np.random.default_rng(54)


def case(name, n_rows, n_classes, decimals, sharpness):
    labels = random.integers(0, n_classes, n_rows)
    logits = random.normal(size=(n_rows, n_classes))
    logits[np.arange(n_rows), labels] += sharpness
    p = np.exp(logits)
    p = np.round(p / p.sum(axis=1, keepdims=True), decimals)
    p[:, -1] = np.round(1 - p[:, :-1].sum(axis=1), decimals)
    p = np.clip(p, 0, 1)
    curves = []
    for code in range(n_classes):
        y, score = (labels == code).astype(int), p[:, code]
        fpr, tpr, _ = metrics.roc_curve(y, score, drop_intermediate=False)
        precision, recall, _ = metrics.precision_recall_curve(y, score)
        found, said = calibration.calibration_curve(y, score, n_bins=5 if n_rows < 200 else 10)
        curves.append(
            {
                "roc": [fpr.tolist(), tpr.tolist()],
                # scikit-learn ends with the point of no row at all, and goes from low thresholds to high ones.
                "precisionRecall": [recall[:-1][::-1].tolist(), precision[:-1][::-1].tolist()],
                "rocAuc": metrics.roc_auc_score(y, score),
                "averagePrecision": metrics.average_precision_score(y, score),
                "said": said.tolist(),
                "found": found.tolist(),
            }
        )
    predicted = p.argmax(axis=1)
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        labels, predicted, labels=np.arange(n_classes), zero_division=0
    )
    return {
        "name": name,
        "nClasses": n_classes,
        "labels": labels.tolist(),
        "predictions": p.ravel().tolist(),
        "curves": curves,
        "confusion": metrics.confusion_matrix(labels, predicted).ravel().tolist(),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "support": support.tolist(),
    }


cases = [
    case("two classes, scores that are all different", 40, 2, 6, 1.0),
    case("two classes, many equal scores", 60, 2, 1, 0.5),
    case("three classes", 45, 3, 2, 1.5),
    case("two hundred rows", 200, 2, 2, 1.0),
]
path = pathlib.Path("src/training/diagnostics/fixtures/sklearn-curves.json")
path.parent.mkdir(exist_ok=True)
path.write_text(json.dumps({"cases": cases}) + "\n")
