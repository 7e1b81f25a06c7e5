"""The daily index of many site-days with numpy, exactly: the peer of days.rs. Prints the same line of JSON."""
import json
import sys
import time

import numpy as np

DAYS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
ROUNDS = 5
NONE = np.uint16(65535)
MOST = [3144, 1128, 720, 960, 720, 600]
IAQI = np.array([0, 50, 100, 150, 200, 300, 400, 500], dtype=np.int32)
POINTS = {
    "2012": [[0, 50, 150, 475, 800, 1600, 2100, 2620], [0, 40, 80, 180, 280, 565, 750, 940],
             [0, 20, 40, 140, 240, 360, 480, 600], [0, 100, 160, 215, 265, 800],
             [0, 50, 150, 250, 350, 420, 500, 600], [0, 35, 75, 115, 150, 250, 350, 500]],
}
POINTS["2026"] = [*POINTS["2012"][:4], [0, 50, 120, 250, 350, 420, 500, 600], [0, 35, 60, 115, 150, 250, 350, 500]]


def mix(place):
    z = (place + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def concentration(place, most):
    z = mix(place)
    low = np.uint64(0xFFFF)
    a, b, c = z & low, z >> np.uint64(16) & low, z >> np.uint64(32) & low
    value = ((a * b >> np.uint64(16)) * c * np.uint64(most) >> np.uint64(32)).astype(np.int32)
    value[(z >> np.uint64(48)) % np.uint64(50) == 0] = -1
    return value


def by_arithmetic(values, points):
    """Formula (1) of HJ 633 in whole numbers, rounded up; -1 is none."""
    points = np.array(points, dtype=np.int32)
    index = IAQI[: len(points)]
    row = np.searchsorted(points[1:-1], values, side="left")
    low, span = points[row], np.diff(points)[row]
    iaqi = index[row] + (np.diff(index)[row] * (values - low) + span - 1) // span
    return np.where(values > points[-1], 500, np.where(values < 0, -1, iaqi)).astype(np.int16)


def by_table(values, points):
    """The same from a table of all steps, as a connoisseur of numpy would write it; -1 is none."""
    table = by_arithmetic(np.arange(-1, points[-1] + 2, dtype=np.int32), points)
    return table.take(values + 1, mode="clip")


def grade(columns, edition, iaqi_of):
    iaqi = [iaqi_of(values, points) for values, points in zip(columns, POINTS[edition])]
    # Notes of the tables: O3 above 800 is 300 by 2026, and has no index by 2012, so that there is no AQI either.
    high = columns[3] > 800
    iaqi[3][high] = 300 if edition == "2026" else -1
    largest = iaqi[0]
    for other in iaqi[1:]:
        largest = np.maximum(largest, other)
    if edition == "2026":
        missing = columns[0] < 0
        for values in columns[1:]:
            missing |= values < 0
        none = (largest < 0) | (missing & (largest <= 100))
        largest = np.maximum(largest, 1)
    else:
        none = (largest < 0) | high
    aqi = largest.astype(np.uint16)
    aqi[none] = NONE
    return [aqi, *(column.astype(np.uint16) for column in iaqi)]


def checksum(column):
    weight = np.arange(len(column), dtype=np.uint64) % np.uint64(65521) + np.uint64(1)
    return str(int((column.astype(np.uint64) * weight).sum(dtype=np.uint64)))


def main():
    place = np.arange(DAYS, dtype=np.uint64) * np.uint64(8)
    columns = [concentration(place + np.uint64(at), MOST[at]) for at in range(6)]
    del place
    results = []
    for edition in POINTS:
        for name, iaqi_of in [("arithmetic", by_arithmetic), ("tables", by_table)]:
            times = []
            for _ in range(ROUNDS):
                start = time.perf_counter()
                graded = grade(columns, edition, iaqi_of)
                times.append((time.perf_counter() - start) * 1e3)
            results.append({"name": f"{name} {edition}", "days": DAYS, "ms": times,
                            "sums": [checksum(column) for column in graded]})
    print(json.dumps(results))


main()
