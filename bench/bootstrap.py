"""python3 bootstrap.py REPLICATES < tables.json: the same three-level bootstrap in NumPy, and how long it takes, as JSON."""
import json
import sys
import time

import numpy as np

replicates = int(sys.argv[1])
tables = json.load(sys.stdin)
n, total = (np.array(tables[name], dtype=np.int64) for name in ("n", "sum"))
started = time.perf_counter()
draw = np.random.default_rng(1)
wordings, inputs = n.shape
share = total / n
gaps = []
for size in [500] * (replicates // 500):
    chosen = draw.integers(inputs, size=(size, 1, inputs))
    paraphrases = draw.integers(1, wordings, size=(size, wordings - 1, 1))
    rows = np.concatenate([np.zeros((size, 1, 1), dtype=np.int64), paraphrases], axis=1)
    counts = n[rows, chosen]
    rates = draw.binomial(counts, share[rows, chosen]).sum(axis=2) / counts.sum(axis=2)
    gaps.append(rates[:, 1:].mean(axis=1) - rates[:, 0])
gaps = np.concatenate(gaps)
seconds = time.perf_counter() - started
print(json.dumps({"seconds": seconds, "se": gaps.std(ddof=1)}))
