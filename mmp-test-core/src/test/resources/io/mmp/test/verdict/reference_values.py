"""Compute by other programs what io.mmp.test.verdict computes: python reference_values.py > reference-values.json

The committed copy was made so with scipy 1.17 and statsmodels 0.15. Intervals of Hodges and Lehmann and of quantiles, which neither
has, are computed here in exact fractions from their definitions.
"""
import json
import sys
import warnings
from fractions import Fraction
from math import comb

import numpy
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

warnings.simplefilter("ignore")
random = numpy.random.default_rng(20261128)


def proportions():
    for count, trials in [(0, 1), (1, 1), (0, 59), (0, 100), (1, 100), (2, 100), (50, 100), (99, 100), (100, 100), (0, 299), (1, 473),
                          (2, 628), (3, 773), (16, 500), (38, 1000), (7, 13), (1, 10**6), (999_999, 10**6), (123_456, 10**6), (0, 10**7),
                          (12, 10**8), (5 * 10**8, 10**9)]:
        for confidence in (0.9, 0.95, 0.999):
            interval = stats.binomtest(count, trials).proportion_ci(2 * confidence - 1, method="exact")
            yield {"count": count, "trials": trials, "confidence": confidence, "lower": interval.low, "upper": interval.high}


def binomial_at_most(count, trials, p):
    return sum(comb(trials, k) * p**k * (1 - p) ** (trials - k) for k in range(count + 1))


def quantiles():
    for size in (1, 2, 13, 58, 59, 60, 100, 200, 299):
        for p, confidence in ((0.5, 0.95), (0.95, 0.95), (0.99, 0.9)):
            share, error = Fraction(str(p)), 1 - Fraction(str(confidence))
            lower = max((r for r in range(1, size + 1) if binomial_at_most(r - 1, size, share) <= error), default=None)
            upper = min((r for r in range(1, size + 1) if 1 - binomial_at_most(r - 1, size, share) <= error), default=None)
            yield {"size": size, "probability": p, "confidence": confidence, "lower_rank": lower, "upper_rank": upper}


def samples():
    yield [1.0, 2.0], [3.0, 5.0]
    yield [1.0, 1.0, 2.0], [1.0, 1.0, 1.0]
    for i in range(20):
        m, n = random.integers(3, 60, 2)
        left, right = random.lognormal(3, 0.5, m), random.normal(22, 6, n)
        decimals = 0 if i % 3 == 0 else 6  # some with ties
        yield [float(v) for v in numpy.round(left, decimals)], [float(v) for v in numpy.round(right, decimals)]


def whole_counts(m, n):
    """How many orders of m and n values have each value of the statistic: the coefficients of a Gaussian binomial."""
    coefficients = [1]
    for i in range(1, m + 1):
        product = coefficients + [0] * (n + i)
        for j, c in enumerate(coefficients):
            product[j + n + i] -= c
        for j in range(i, len(product)):
            product[j] += product[j - i]
        coefficients = product[: i * n + 1]
    return coefficients


def comparisons():
    for left, right in samples():
        level = 0.95
        welch = stats.ttest_ind(left, right, equal_var=False).confidence_interval(2 * level - 1)
        pairs = sorted(a - b for a in left for b in right)
        m, n = len(left), len(right)
        if max(m, n) <= 50:
            orders, total, k, below = whole_counts(m, n), comb(m + n, m), 0, 0
            while Fraction(below + orders[k], total) <= 1 - Fraction(str(level)):
                below += orders[k]
                k += 1
        else:
            k = max(0, int(numpy.floor(m * n / 2 + stats.norm.ppf(1 - level) * numpy.sqrt(m * n * (m + n + 1) / 12) - 0.5)))
        ks = stats.ks_2samp(left, right)
        yield {"left": left, "right": right, "confidence": level,
               "welch_lower": welch.low, "welch_upper": welch.high,
               "median": float(numpy.median(pairs)),
               "shift_lower": pairs[k - 1] if k else None, "shift_upper": pairs[-k] if k else None,
               "distance": ks.statistic, "ks_p": ks.pvalue, "ties": len(set(left + right)) < m + n}


def tables():
    cases = [(0, 10, 0, 10), (10, 10, 0, 10), (1, 10, 5, 10), (3, 20, 9, 20), (0, 50, 5, 50), (7, 12, 5, 17), (1, 100, 9, 100), (50, 100, 60, 100)]
    cases += [tuple(int(v) for v in (random.integers(0, n + 1), n, random.integers(0, m + 1), m)) for n, m in random.integers(2, 30, (12, 2))]
    cases += [(3, 1000, 17, 1200), (100, 5000, 130, 4000), (0, 299, 1, 150)]
    for k1, n1, k2, n2 in cases:
        table = [[k1, k2], [n1 - k1, n2 - k2]]
        yield {"count": k1, "trials": n1, "other_count": k2, "other_trials": n2,
               "fisher": stats.fisher_exact(table).pvalue,
               "boschloo": None if max(n1, n2) > 100 else stats.boschloo_exact(table, alternative="two-sided", n=256).pvalue,
               "boschloo_less": None if max(n1, n2) > 100 else stats.boschloo_exact(table, alternative="less", n=256).pvalue,
               "boschloo_greater": None if max(n1, n2) > 100 else stats.boschloo_exact(table, alternative="greater", n=256).pvalue}


def categories():
    for i in range(22):
        k = int(random.integers(2, 8))
        shares = random.dirichlet(numpy.ones(k) * 3)
        shares = numpy.round(shares, 4)
        shares[-1] = round(1 - shares[:-1].sum(), 4)
        counts, others = random.multinomial(int(random.integers(20, 3000)), random.dirichlet(shares * 200 + 0.01), 2)
        expected = shares * counts.sum()
        both = numpy.array([counts, others])[:, counts + others > 0]
        yield {"shares": [float(s) for s in shares], "counts": [int(c) for c in counts], "others": [int(c) for c in others],
               "chi_square": stats.chisquare(counts, expected).pvalue,
               "g": stats.power_divergence(counts, expected, lambda_="log-likelihood").pvalue,
               "two_chi_square": stats.chi2_contingency(both, correction=False).pvalue if both.shape[1] > 1 else 1.0}


def several():
    for size in list(range(1, 12)) + [20, 50]:
        for high in (1.0, 0.1):
            p = numpy.round(random.uniform(0, high, size), 3)
            yield {"p": [float(v) for v in p],
                   "holm": [float(v) for v in multipletests(p, method="holm")[1]],
                   "benjamini_hochberg": [float(v) for v in multipletests(p, method="fdr_bh")[1]]}


def pairs():
    """McNemar's exact test by statsmodels; the interval by scipy's, nine tenths of the error for what speaks for the first."""
    for size, first, second in [(1, 0, 0), (1, 1, 0), (50, 0, 0), (50, 50, 0), (20, 3, 1), (100, 5, 0), (100, 0, 6), (200, 12, 3),
                                (200, 3, 12), (200, 20, 20), (314, 59, 6), (1600, 150, 86), (1000, 40, 25), (1000, 1, 0),
                                (10_000, 300, 250), (10_000, 2, 2), (10**6, 5000, 4800), (77, 11, 4), (640, 33, 17), (500, 249, 251),
                                (88, 1, 7), (1000, 500, 500)]:
        for confidence in (0.9, 0.95, 0.99):
            rare = 0.1 * (1 - confidence)
            differing = first + second
            share = stats.binomtest(differing, size).proportion_ci(1 - 2 * rare, method="exact")
            sided = stats.binomtest(first, differing).proportion_ci(1 - 2 * 9 * rare, method="exact") if differing else None
            lower, upper = (2 * sided.low - 1, 2 * sided.high - 1) if differing else (-1, 1)
            yield {"size": size, "first": first, "second": second, "confidence": confidence,
                   "p": float(mcnemar([[0, first], [second, 0]], exact=True).pvalue),
                   "lower": lower * (share.high if lower < 0 else share.low), "upper": upper * (share.high if upper > 0 else share.low)}


json.dump({f.__name__: list(f()) for f in (proportions, quantiles, comparisons, tables, categories, several, pairs)}, sys.stdout, indent=None, separators=(",", ":"), allow_nan=False)
