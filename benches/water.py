"""Runs SQL over the file of samples with DuckDB on one thread: the peer of water.rs, asked by native.mjs."""
import json
import sys
import time

import duckdb

SQL, ROUNDS = sys.argv[1], int(sys.argv[2])

connection = duckdb.connect(config={"threads": 1})
times = []
for _ in range(ROUNDS):
    start = time.perf_counter()
    counts = dict(connection.execute(SQL).fetchall())
    times.append((time.perf_counter() - start) * 1e3)
print(json.dumps([{"name": "duckdb", "ms": times, "sums": [counts.get(place, 0) for place in range(12)]}]))
