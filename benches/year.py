"""Annual statistics of 1,700 sites from their hours with numpy, pandas and DuckDB: the peers of year.rs.

All answer the same question from the same columns and print the same line of JSON. numpy works on arrays of site, day
and hour, which is the best layout that it can have; pandas and DuckDB have a table with a row an hour.
"""
import json
import sys
import time

import numpy as np

SITES = int(sys.argv[1]) if len(sys.argv) > 1 else 1700
PEERS = sys.argv[2].split(",") if len(sys.argv) > 2 else ["numpy", "pandas", "duckdb"]
ROUNDS = {"numpy": 3, "pandas": 1, "duckdb": 3}
DAYS = 365
NAMES = ["so2", "no2", "co", "o3", "pm10", "pm25"]
MOST = [400, 500, 240, 900, 1200, 700]
PERCENT = [98, 98, 95, 90, 95, 95]
LIMITS = [150, 80, 40, 160, 150, 75]
POINTS = [[0, 50, 150, 475, 800, 1600, 2100, 2620], [0, 40, 80, 180, 280, 565, 750, 940],
          [0, 20, 40, 140, 240, 360, 480, 600], [0, 100, 160, 215, 265, 800],
          [0, 50, 150, 250, 350, 420, 500, 600], [0, 35, 75, 115, 150, 250, 350, 500]]
# A day is good when each of its values is at most the breakpoint of index 100.
GOOD = [points[2] for points in POINTS]


def mix(place):
    z = (place + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def concentration(place, most):
    z = mix(place)
    low = np.uint64(0xFFFF)
    a, b, c = z & low, z >> np.uint64(16) & low, z >> np.uint64(32) & low
    value = ((a * b >> np.uint64(16)) * c * np.uint64(most) >> np.uint64(32)).astype(np.int16)
    value[(z >> np.uint64(48)) % np.uint64(50) == 0] = -1
    return value


def half_even(number, divisor):
    quotient, rest = np.divmod(number, divisor)
    return quotient + ((2 * rest > divisor) | ((2 * rest == divisor) & (quotient % 2 == 1)))


def statistics(days):
    """From the day values by site (-1 is none) to the results; the same for numpy and pandas."""
    there = [values >= 0 for values in days]
    within = np.ones(days[0].shape, dtype=bool)
    some = np.zeros(days[0].shape, dtype=bool)
    for values, present, good in zip(days, there, GOOD):
        within &= values <= good
        some |= present
    columns = [(within & some).sum(axis=1)]
    for values, present, percent, limit in zip(days, there, PERCENT, LIMITS):
        count = present.sum(axis=1)
        total = np.where(present, values, 0).sum(axis=1, dtype=np.int64)
        mean = np.where(count > 0, half_even(total * 100, np.maximum(count, 1)), -1)
        ordered = np.sort(np.where(present, values, 32767), axis=1).astype(np.int64)
        hundredths = np.maximum(count - 1, 0) * percent
        low, part = hundredths // 100, hundredths % 100
        rows = np.arange(len(values))
        below, above = ordered[rows, low], ordered[rows, np.minimum(low + 1, np.maximum(count - 1, 0))]
        percentile = np.where(count > 0, below * 100 + (above - below) * part, -1)
        columns += [count, mean, percentile, (values > limit).sum(axis=1)]
    return np.stack(columns, axis=1)


def with_numpy(columns):
    days = []
    for at, column in enumerate(columns):
        hours = column.reshape(SITES, DAYS, 24)
        present = hours >= 0
        values = np.where(present, hours, 0)
        if NAMES[at] != "o3":
            count = present.sum(axis=2, dtype=np.int32)
            mean = half_even(values.sum(axis=2, dtype=np.int32), np.maximum(count, 1))
            days.append(np.where(count >= 20, mean, -1))
            continue
        padded = np.zeros((SITES, DAYS, 25), dtype=np.int32)
        np.cumsum(values, axis=2, dtype=np.int32, out=padded[:, :, 1:])
        sums = padded[:, :, 8:] - padded[:, :, :-8]
        padded[:, :, 0] = 0
        np.cumsum(present, axis=2, dtype=np.int32, out=padded[:, :, 1:])
        counts = padded[:, :, 8:] - padded[:, :, :-8]
        # Over a common multiple of 6, 7 and 8 hours.
        scaled = np.where(counts >= 6, sums * np.array([0, 0, 0, 0, 0, 0, 28, 24, 21], dtype=np.int32)[counts], -168)
        largest = half_even(scaled.max(axis=2), 168)
        windows = (counts >= 6).sum(axis=2)
        days.append(np.where((windows >= 14) | (largest > 160), largest, -1))
    return statistics(days)


def with_pandas(frame):
    grouped = frame.groupby(["site", "day"], sort=False)
    means = grouped[[name for name in NAMES if name != "o3"]].agg(["sum", "count"])
    wide = frame["o3"].to_numpy().reshape(-1, 24)
    import pandas as pd

    windows = pd.DataFrame(wide.T).rolling(8, min_periods=6).mean().iloc[7:]
    largest = np.rint(windows.max()).fillna(-1)
    ozone = largest.where((windows.notna().sum() >= 14) | (largest > 160), -1)
    days = []
    for name in NAMES:
        if name == "o3":
            days.append(ozone.to_numpy().astype(np.int32).reshape(SITES, DAYS))
            continue
        total, count = means[(name, "sum")], means[(name, "count")]
        mean = np.rint(total / count).where(count >= 20, -1)
        days.append(mean.to_numpy().astype(np.int32).reshape(SITES, DAYS))
    return statistics(days)


def with_duckdb(connection):
    gases = [name for name in NAMES if name != "o3"]
    means = ", ".join(
        f"CASE WHEN count({g}) >= 20 THEN round_even(sum({g})::DOUBLE / count({g}), 0)::INT END AS {g}" for g in gases)
    annual = ", ".join(
        f"count({n}), coalesce(round_even(sum({n}) * 100.0::DOUBLE / count({n}), 0)::BIGINT, -1), "
        f"coalesce(round(quantile_cont({n}, {p / 100}) * 100)::BIGINT, -1), count(*) FILTER ({n} > {limit})"
        for n, p, limit in zip(NAMES, PERCENT, LIMITS))
    good = " AND ".join(f"coalesce({n}, -1) <= {most}" for n, most in zip(NAMES, GOOD))
    some = f"coalesce({', '.join(NAMES)}) IS NOT NULL"
    rows = connection.execute(f"""
        WITH windows AS (
          SELECT *, sum(o3) OVER w AS o3_sum, count(o3) OVER w AS o3_count FROM hours
          WINDOW w AS (PARTITION BY site, day ORDER BY hour ROWS BETWEEN 7 PRECEDING AND CURRENT ROW)),
        means AS (
          SELECT site, day, {means}, max(o3_sum::DOUBLE / o3_count) FILTER (hour >= 7 AND o3_count >= 6) AS o3_max,
            count(*) FILTER (hour >= 7 AND o3_count >= 6) AS o3_windows
          FROM windows GROUP BY site, day),
        days AS (
          SELECT *, CASE WHEN o3_windows >= 14 OR round_even(o3_max, 0) > 160 THEN round_even(o3_max, 0)::INT END AS o3
          FROM means)
        SELECT count(*) FILTER ({good} AND {some}), {annual} FROM days GROUP BY site ORDER BY site""").fetchall()
    return np.array(rows, dtype=np.int64)


def checksum(results):
    flat = results.astype(np.int64).astype(np.uint64).ravel()
    weight = np.arange(len(flat), dtype=np.uint64) % np.uint64(65521) + np.uint64(1)
    return str(int((flat * weight).sum(dtype=np.uint64)))


def main():
    hours = SITES * DAYS * 24
    place = np.arange(hours, dtype=np.uint64) * np.uint64(8)
    columns = [concentration(place + np.uint64(at), MOST[at]) for at in range(6)]
    del place
    tasks = {"numpy": lambda: with_numpy(columns)}
    if "pandas" in PEERS or "duckdb" in PEERS:
        import pandas as pd

        at = np.arange(hours)
        frame = pd.DataFrame({"site": (at // (DAYS * 24)).astype(np.int16), "day": (at // 24 % DAYS).astype(np.int16),
                              "hour": (at % 24).astype(np.int8)})
        for name, column in zip(NAMES, columns):
            frame[name] = pd.Series(column).where(column >= 0).astype("float32")
        tasks["pandas"] = lambda: with_pandas(frame)
    if "duckdb" in PEERS:
        import duckdb

        connection = duckdb.connect(config={"threads": 1})
        integers = frame.astype({name: "Int16" for name in NAMES})
        connection.register("given", integers)
        connection.execute("CREATE TABLE hours AS SELECT * FROM given")
        tasks["duckdb"] = lambda: with_duckdb(connection)
    results = []
    for name in PEERS:
        times = []
        for _ in range(ROUNDS[name]):
            start = time.perf_counter()
            answer = tasks[name]()
            times.append((time.perf_counter() - start) * 1e3)
        results.append({"name": name, "hours": hours, "ms": times, "sums": [checksum(answer)]})
    print(json.dumps(results))


main()
