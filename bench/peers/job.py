"""A whole job in pandas and scikit-learn, for bench/job.ts: file, target and seconds of training; prints one JSON line."""

import json
import resource
import sys
import time

import numpy
import pandas
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score, log_loss
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

path, target, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
phases = {}
wall, cpu = time.perf_counter(), time.process_time()


def peak_mb():
    """Of the process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def end(phase):
    """Ends a part of the job: what went by since the last one is its own."""
    global wall, cpu
    seconds, cpu_seconds = time.perf_counter() - wall, time.process_time() - cpu
    phases[phase] = {"seconds": seconds, "cpuSeconds": cpu_seconds, "peakMb": peak_mb()}
    wall, cpu = time.perf_counter(), time.process_time()


end("starting")
table = pandas.read_csv(path)
end("reading")
job = {}
if seconds > 0:
    y = table.pop(target).to_numpy()
    order = numpy.random.default_rng(0).permutation(len(y))
    train, test = order[: int(0.8 * len(y))], order[int(0.8 * len(y)) :]
    words = table.select_dtypes("object").columns
    numbers = table.columns.difference(words)
    end("splitting")

    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=numpy.nan, encoded_missing_value=numpy.nan)
    prepare = ColumnTransformer([("words", codes, words)], remainder="passthrough")
    boosting = make_pipeline(prepare, HistGradientBoostingClassifier(random_state=0))
    boosting.fit(table.iloc[train], y[train])
    end("boosting")
    shares = boosting.predict_proba(table.iloc[test])
    end("scoring boosting")

    inputs = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), numbers),
            ("words", make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), words),
        ]
    )
    x = inputs.fit_transform(table.iloc[train])
    network = MLPClassifier((64, 64), batch_size=256, learning_rate_init=0.003, random_state=0)
    classes = numpy.unique(y)
    shuffle = numpy.random.default_rng(1)
    spent = time.perf_counter() - wall
    done = 0
    # Pieces of an epoch, so that the budget holds on large tables.
    while spent < seconds:
        rows = shuffle.permutation(len(train))
        for piece in numpy.array_split(rows, max(1, len(rows) // 20000)):
            network.partial_fit(x[piece], y[train][piece], classes)
            done += -(-len(piece) // 256)
            spent = time.perf_counter() - wall
            if spent >= seconds:
                break
    end("network")
    network_shares = network.predict_proba(inputs.transform(table.iloc[test]))
    end("scoring network")
    labels = y[test]
    job = {
        "boosting": {
            "accuracy": accuracy_score(labels, boosting.classes_[shares.argmax(1)]),
            "logLoss": log_loss(labels, shares, labels=boosting.classes_),
        },
        "network": {
            "accuracy": accuracy_score(labels, classes[network_shares.argmax(1)]),
            "logLoss": log_loss(labels, network_shares, labels=classes),
            "steps": done,
        },
    }
print(json.dumps({"phases": phases, "peakMb": peak_mb(), **job}))
