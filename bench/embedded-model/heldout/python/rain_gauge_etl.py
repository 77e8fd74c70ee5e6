import csv
import io
import sqlite3
import statistics
from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import groupby, islice
from operator import itemgetter

STATIONS_DDL = "create table if not exists obs (station text, day text, mm real, primary key (station, day))"


class BadRow(ValueError):
    def __init__(self, lineno, why):
        super().__init__(f"line {lineno}: {why}")
        self.lineno = lineno


def sniff_delimiter(sample):
    return max(",;\t|", key=sample.count)


def parse_mm(cell):
    cell = cell.strip().replace(",", ".")
    if cell in ("", "-", "NA", "n/a"):
        return None
    if cell.lower() == "trace":
        return 0.05
    return float(cell)


def read_observations(fh, *, strict=False):
    head = fh.read(2048)
    fh.seek(0)
    for row in csv.DictReader(fh, delimiter=sniff_delimiter(head)):
        try:
            yield row["station"], date.fromisoformat(row["day"]), parse_mm(row["mm"])
        except (KeyError, ValueError) as why:
            if strict:
                raise BadRow(0, why) from why


def daterange(start, stop):
    while start < stop:
        yield start
        start += timedelta(days=1)


def fill_gaps(series, default=0.0):
    if not series:
        return {}
    first, last = min(series), max(series)
    return {d: series.get(d, default) for d in daterange(first, last + timedelta(days=1))}


def monthly_totals(obs):
    totals = defaultdict(float)
    for _, day, mm in obs:
        totals[day.year, day.month] += mm or 0
    return dict(totals)


def wettest(obs, n=3):
    return sorted((o for o in obs if o[2]), key=itemgetter(2), reverse=True)[:n]


def chunked(iterable, size):
    it = iter(iterable)
    while batch := list(islice(it, size)):
        yield batch


def upsert(conn: sqlite3.Connection, rows, chunk=500):
    conn.execute(STATIONS_DDL)
    written = 0
    for batch in chunked(rows, chunk):
        conn.executemany("insert or replace into obs values (?, ?, ?)", [(s, d.isoformat(), mm) for s, d, mm in batch])
        written += len(batch)
    conn.commit()
    return written


def z_scores(values):
    if len(values) < 2:
        return [0.0] * len(values)
    mu, sd = statistics.fmean(values), statistics.stdev(values)
    return [(v - mu) / sd if sd else 0.0 for v in values]


def flag_outliers(values, limit=3.5):
    return [i for i, z in enumerate(z_scores(values)) if abs(z) > limit]


def dry_spells(series, min_len=5):
    spells = []
    days = sorted(series.items())
    for is_dry, run in groupby(days, key=lambda kv: kv[1] < 0.2):
        run = list(run)
        if is_dry and len(run) >= min_len:
            spells.append((run[0][0], run[-1][0]))
    return spells


def rolling_sum(values, window):
    if window < 1:
        raise ValueError("window must be at least one day")
    total, out = 0.0, []
    for i, v in enumerate(values):
        total += v
        if i >= window:
            total -= values[i - window]
        out.append(total)
    return out


def to_csv(rows, header=("station", "day", "mm")):
    buf = io.StringIO()
    w = csv.writer(buf, lineterminator="\n")
    w.writerow(header)
    w.writerows(rows)
    return buf.getvalue()


class StationCatalog:
    def __init__(self, conn):
        self.conn = conn
        self.aliases = {}

    def add_alias(self, alias, station):
        self.aliases[alias.casefold()] = station

    def resolve(self, name):
        return self.aliases.get(name.casefold(), name)

    def last_seen(self, station):
        row = self.conn.execute("select max(day) from obs where station = ?", [self.resolve(station)]).fetchone()
        if row is None or row[0] is None:
            return None
        return date.fromisoformat(row[0])

    def silent_since(self, cutoff: datetime) -> list[str]:
        sql = "select station from obs group by station having max(day) < ?"
        return [s for (s,) in self.conn.execute(sql, [cutoff.date().isoformat()])]
