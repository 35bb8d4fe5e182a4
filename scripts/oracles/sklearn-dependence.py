"""Writes src/training/fixtures/sklearn-dependence.json: partial dependence of a known function by scikit-learn 1.2.

Run from the repository root: python3 scripts/oracles/sklearn-dependence.py
The probability of the second class is sigmoid(0.8 a - 1.5 + 0.4 a b); columns have so few values that each is a point of the curve.
"""

import json
import pathlib

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.inspection import partial_dependence

rows = np.arange(60)
table = np.c_[((7 * rows) % 10) / 2.0, ((3 * rows) % 7) - 3.0]


class Known(ClassifierMixin, BaseEstimator):
    def fit(self, x, y):
        self.classes_ = np.array([0, 1])
        return self

    def predict_proba(self, x):
        p = 1 / (1 + np.exp(-(0.8 * x[:, 0] - 1.5 + 0.4 * x[:, 0] * x[:, 1])))
        return np.c_[1 - p, p]


known = Known().fit(table, rows % 2)
found = partial_dependence(
    known, table, [0], kind="both", method="brute", response_method="predict_proba", percentiles=(0, 1)
)
rows_alone = found["individual"][0]
mean = found["average"][0]
centred = rows_alone - rows_alone.mean(axis=1, keepdims=True) + mean.mean()
told = {
    "rows": table.tolist(),
    "values": found["values"][0].tolist(),
    "mean": mean.tolist(),
    "low": np.quantile(centred, 0.1, axis=0).tolist(),
    "high": np.quantile(centred, 0.9, axis=0).tolist(),
}
path = pathlib.Path("src/training/fixtures/sklearn-dependence.json")
path.write_text(json.dumps(told) + "\n")
