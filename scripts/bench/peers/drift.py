"""scipy and numpy as the peer of the drift benchmark: Evidently's default tests for large references, one column at a time, one thread.

Reads one request a line, {"kind": "measure", "shape": "normal", "salts": [12, 14], "shift": 0.15, "rows": 1000000}, makes both sides as
`drift/columns.ts` does, and answers {"ms": ..., "value": ..., "exact": ...}; only scipy's test is timed. `exact` is the value to compare with:
scipy's Jensen-Shannon subtracts nearly equal logarithms, and of two nearly equal columns of 1,000,000 rows 7 to 9 digits are left; so it is
computed again with 50 digits. {"kind": "versions"} names the libraries.
"""

import json
import sys
import time
from decimal import Decimal, getcontext

import numpy as np
import scipy
from scipy.spatial.distance import jensenshannon
from scipy.stats import wasserstein_distance

CATEGORIES = 12
FEW_VALUES = 5


def uniform(salt, rows):
    """MurmurHash3's finaliser over row and salt, in (0, 1)."""
    offset = np.uint32(((salt + 1) * 0x9E3779B9) & 0xFFFFFFFF)
    hashed = np.arange(rows, dtype=np.uint32) + offset
    hashed = (hashed ^ (hashed >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    hashed = (hashed ^ (hashed >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return ((hashed ^ (hashed >> np.uint32(16))) + 0.5) / 2**32


def normal(salt, rows):
    return np.sqrt(-2 * np.log(uniform(salt, rows))) * np.cos(2 * np.pi * uniform(salt + 1, rows))


SHAPES = {
    "normal": lambda salt, shift, rows: normal(salt, rows) + shift,
    "lognormal": lambda salt, shift, rows: np.exp(0.5 * normal(salt, rows)) + shift,
    "exponential": lambda salt, shift, rows: -np.log(uniform(salt, rows)) * (1 + shift),
    "uniform": lambda salt, shift, rows: uniform(salt, rows) + shift,
    "integers": lambda salt, shift, rows: np.floor(100 * uniform(salt, rows) ** 2 * (1 + shift)),
    "flags": lambda salt, shift, rows: (uniform(salt, rows) < 0.3 + shift).astype(np.float64),
    "categories": lambda salt, shift, rows: np.floor(CATEGORIES * uniform(salt, rows) ** (1 + shift)).astype(np.int32),
}


def shares_distance(reference, current, count):
    """Jensen-Shannon distance of codes 0 ... count - 1."""
    return jensenshannon(
        np.bincount(reference, minlength=count) / len(reference), np.bincount(current, minlength=count) / len(current)
    )


def exact_shares_distance(reference, current, count):
    """The same from the counts, with 50 digits."""
    getcontext().prec = 50
    sides = [[Decimal(int(bin)) / len(side) for bin in np.bincount(side, minlength=count)] for side in (reference, current)]
    divergence = Decimal(0)
    for r, c in zip(*sides):
        middle = (r + c) / 2
        divergence += sum((share * (share / middle).ln() for share in (r, c) if share), Decimal(0))
    return (divergence / 2).sqrt()


def as_codes(reference, current):
    """Both sides as codes and how many there are; None where Evidently takes Wasserstein."""
    if reference.dtype == np.int32:
        return reference, current, CATEGORIES
    if has_few_values(reference) and has_few_values(current):
        return reference.astype(np.int32), current.astype(np.int32), FEW_VALUES
    return None


def default_test(reference, current):
    """Evidently's choice above 1,000 reference rows: Jensen-Shannon for categories and few values, else Wasserstein, normed."""
    codes = as_codes(reference, current)
    if codes:
        return shares_distance(*codes)
    return wasserstein_distance(reference, current) / max(np.std(reference), 0.001)


def has_few_values(values):
    """A glance at the first rows spares continuous columns the count."""
    return len(np.unique(values[:1000])) <= FEW_VALUES and len(np.unique(values)) <= FEW_VALUES


def measure(request):
    make = SHAPES[request["shape"]]
    salt_reference, salt_current = request["salts"]
    reference = make(salt_reference, 0, request["rows"])
    current = make(salt_current, request["shift"], request["rows"])
    started = time.perf_counter()
    value = default_test(reference, current)
    ms = 1000 * (time.perf_counter() - started)
    codes = as_codes(reference, current)
    return {"ms": ms, "value": float(value), "exact": float(exact_shares_distance(*codes) if codes else value)}


for line in sys.stdin:
    request = json.loads(line)
    if request["kind"] == "versions":
        answer = {"versions": f"scipy {scipy.__version__}, numpy {np.__version__}"}
    else:
        answer = measure(request)
    print(json.dumps(answer), flush=True)
