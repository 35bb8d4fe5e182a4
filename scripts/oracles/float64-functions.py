"""Writes src/engine/wasm/predict/fixtures/float64-functions.json: functions by mpmath 1.3 at 60 digits, rounded to float64.

Run from the repository root, then format the file:
  python3 scripts/oracles/float64-functions.py && npx biome format --write src/engine/wasm/predict/fixtures/float64-functions.json
"""

import json
import pathlib
import random

import mpmath
from mpmath import mpf

mpmath.mp.dps = 60
random.seed(34)


def spread(low, high, count):
    return [random.uniform(low, high) for _ in range(count)]


def magnitudes(low, high, count):
    return [10 ** random.uniform(low, high) for _ in range(count)]


def signed(values):
    return [value if index % 2 else -value for index, value in enumerate(values)]


def sigmoid(x):
    return 1 / (1 + mpmath.exp(-x))


FUNCTIONS = {
    "exp": (mpmath.exp, spread(-745, 709.7, 120) + spread(-1, 1, 60) + signed(magnitudes(-12, 1, 40))),
    "log": (mpmath.log, magnitudes(-307, 308, 100) + spread(0.5, 2, 80) + magnitudes(-320, -308, 10)),
    "tanh": (mpmath.tanh, spread(-22, 22, 60) + spread(-1.2, 1.2, 120) + signed(magnitudes(-12, 0, 40))),
    "sigmoid": (sigmoid, spread(-700, 40, 60) + spread(-8, 8, 120)),
    "softplus": (lambda x: mpmath.log1p(mpmath.exp(x)), spread(-700, 700, 60) + spread(-8, 8, 120)),
    "normalCdf": (mpmath.ncdf, spread(-37.4, 8, 80) + spread(-6, 6, 120) + spread(-1, 1, 60)),
}

fixture = {}
for name, (function, points) in FUNCTIONS.items():
    # An mpf of a float is exact.
    fixture[name] = [[x, float(function(mpf(x)))] for x in points]

path = pathlib.Path("src/engine/wasm/predict/fixtures/float64-functions.json")
path.write_text(json.dumps(fixture))
