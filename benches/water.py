"""Classes of section-months and section-years from a file of four-hourly samples with DuckDB: the peer of water.rs.

The question is that of 环办〔2011〕22号 with the limits of GB 3838-2002 for rivers: monthly means in which half the
detection limit stands for what is below it, pH by hydrogen ions; the year is the mean of the monthly means; each is rounded
half to even to the decimals of its item; the worst of five items is the class. Sums are whole numbers, so that the answers
can be equal. `sql()` is what benches/water.mjs runs in a browser, too.
"""
import json
import sys
import time

# Decimals of the evaluation and limits of class I to V in these decimals.
ITEMS = {
    "oxygen": (1, [75, 60, 50, 30, 20]),
    "codmn": (1, [20, 40, 60, 100, 150]),
    "ammonia": (2, [15, 50, 100, 150, 200]),
    "phosphorus": (3, [20, 100, 200, 300, 400]),
}
# Columns that are numbers but for `--` are read as such; those with detection limits are text.
COLUMNS = ("{'province': 'VARCHAR', 'basin': 'VARCHAR', 'section': 'VARCHAR', 'time': 'TIMESTAMP', 'official': 'VARCHAR', "
           "'temperature': 'DECIMAL(9,3)', 'ph': 'DECIMAL(9,3)', 'oxygen': 'DECIMAL(9,3)', 'codmn': 'DECIMAL(9,3)', "
           "'ammonia': 'VARCHAR', 'phosphorus': 'VARCHAR', 'nitrogen': 'DECIMAL(9,3)', 'salt': 'DECIMAL(9,3)', "
           "'turbidity': 'DECIMAL(9,3)'}")


def half_even(number, divisor):
    quotient = f"({number}) // ({divisor})"
    twice = f"2 * (({number}) % ({divisor}))"
    return f"({quotient} + CASE WHEN {twice} > {divisor} OR ({twice} = {divisor} AND ({quotient}) % 2 = 1) THEN 1 ELSE 0 END)"


def worst(value):
    """The worst class of the five items, by the rounded value of each."""
    def of(item):
        limits = ITEMS[item][1]
        compare = ">=" if item == "oxygen" else "<="
        cases = " ".join(f"WHEN {value(item)} {compare} {limit} THEN {at + 1}" for at, limit in enumerate(limits))
        return f"CASE WHEN {value(item)} IS NULL THEN NULL {cases} ELSE 6 END"
    ph = "CASE WHEN ph IS NULL THEN NULL WHEN round_even(ph, 0) BETWEEN 6 AND 9 THEN 1 ELSE 6 END"
    return f"greatest({ph}, {', '.join(of(item) for item in ITEMS)})"


def sql(file):
    # Twice the thousandths, so that half a detection limit is whole.
    doubled = {
        **{item: f"CAST({item} * 2000 AS BIGINT)" for item in ("oxygen", "codmn")},
        **{item: f"CASE WHEN {item} LIKE '%L' THEN CAST(CAST(rtrim({item}, 'L') AS DECIMAL(9,3)) * 1000 AS BIGINT) "
                 f"ELSE CAST(CAST({item} AS DECIMAL(9,3)) * 2000 AS BIGINT) END" for item in ("ammonia", "phosphorus")},
    }
    sums = ", ".join(f"sum({doubled[item]})::HUGEINT AS {item}_sum, count({item}) AS {item}_count" for item in ITEMS)
    scale = {item: 10 ** (3 - decimals) for item, (decimals, _) in ITEMS.items()}
    monthly = ", ".join(
        f"CASE WHEN {i}_count > 0 THEN {half_even(f'{i}_sum', f'{i}_count * {2 * scale[i]}')} END AS {i}" for i in ITEMS)
    # A monthly mean in 10^-15 of its unit, the year as the mean of these.
    exact = ", ".join(f"CASE WHEN {i}_count > 0 THEN {i}_sum * 1000000000000 // (2 * {i}_count) END AS {i}" for i in ITEMS)
    yearly = ", ".join(
        f"CASE WHEN count({i}) > 0 THEN {half_even(f'sum({i})', f'count({i}) * {scale[i] * 10 ** 12}')} END AS {i}"
        for i in ITEMS)
    return f"""
      WITH months AS MATERIALIZED (
        SELECT province, basin, section, date_trunc('month', time) AS month, {sums}, -log10(avg(pow(10, -ph::DOUBLE))) AS ph
        FROM read_csv('{file}', header = true, nullstr = '--', columns = {COLUMNS})
        GROUP BY ALL),
      years AS (
        SELECT province, basin, section, date_trunc('year', month) AS year, {yearly}, -log10(avg(pow(10, -ph))) AS ph
        FROM (SELECT province, basin, section, month, ph, {exact} FROM months) GROUP BY ALL),
      classes AS (
        SELECT 0 AS what, {worst(lambda item: item)} AS class FROM (SELECT ph, {monthly} FROM months)
        UNION ALL SELECT 6, {worst(lambda item: item)} FROM years)
      SELECT what + class - 1 AS place, count(*)::INT AS number FROM classes WHERE class IS NOT NULL GROUP BY 1"""


def main():
    file, threads, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if threads == 0:
        print(json.dumps(sql(file)))
        return
    import duckdb

    connection = duckdb.connect(config={"threads": threads})
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        counts = dict(connection.execute(sql(file)).fetchall())
        times.append((time.perf_counter() - start) * 1e3)
    print(json.dumps([{"name": "duckdb", "ms": times, "sums": [counts.get(place, 0) for place in range(12)]}]))


main()
