"""Writes scipy-reference.json: inputs, and what SciPy says of them. Run it with SciPy 1.17.1 in this directory."""

import json

import numpy as np
from scipy import stats
from scipy.spatial.distance import jensenshannon

random = np.random.default_rng(7)


def case(name, reference, current):
    reference = np.asarray(reference, dtype=float)
    current = np.asarray(current, dtype=float)
    ks = stats.ks_2samp(reference, current)
    return {
        "name": name,
        "reference": reference.tolist(),
        "current": current.tolist(),
        "ks": ks.statistic,
        "ksPValue": ks.pvalue,
        "wasserstein": stats.wasserstein_distance(reference, current),
    }


def shares(name, reference, current):
    chi_square = stats.chi2_contingency([reference, current], correction=False)
    return {
        "name": name,
        "reference": reference,
        "current": current,
        "chiSquare": chi_square.statistic,
        "chiSquarePValue": chi_square.pvalue,
        "jensenShannon": jensenshannon(reference, current),
    }


numbers = [
    case("same", random.normal(size=60), random.normal(size=50)),
    case("shifted", random.normal(size=60), random.normal(0.8, size=50)),
    case("one current value", random.normal(size=40), [2.5]),
    case("many", np.round(random.normal(size=400), 3), np.round(random.normal(0.2, size=300), 3)),
    case("one reference value", [0.2], random.normal(size=30)),
    case("few values", random.integers(0, 5, size=80), random.integers(0, 6, size=90)),
    case("far apart", np.arange(10), np.arange(10) + 1e6),
    case("constant", [3.0] * 12, [3.0] * 15),
]
categories = [
    shares("same", [50, 30, 20], [48, 33, 19]),
    shares("moved", [500, 300, 200], [400, 350, 250]),
    shares("large", [500_000, 300_000, 200_000], [499_000, 300_500, 200_500]),
    shares("a new one", [60, 40, 0], [50, 30, 25]),
]
with open("scipy-reference.json", "w", encoding="utf-8") as file:
    json.dump({"numbers": numbers, "categories": categories}, file, indent=1)
    file.write("\n")
