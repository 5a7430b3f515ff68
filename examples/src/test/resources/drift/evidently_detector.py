"""A drift detector on Evidently: a line of JSON with two tables in, the columns that drifted out.

The argument is the method; without, Evidently chooses it by the number of rows.
"""

import json
import sys
import warnings

warnings.simplefilter("ignore")

import pandas
from evidently import Report
from evidently.presets import DataDriftPreset

method = sys.argv[1] if len(sys.argv) > 1 else None
for line in sys.stdin:
    tables = json.loads(line)
    reference = pandas.DataFrame(tables["reference"])
    current = pandas.DataFrame(tables["current"])
    drifted = []
    for column in reference.columns:
        preset = DataDriftPreset(columns=[column], method=method)
        metrics = Report([preset]).run(current[[column]], reference[[column]]).dict()["metrics"]
        if metrics[0]["value"]["count"] > 0:
            drifted.append(column)
    print(",".join(drifted), flush=True)
