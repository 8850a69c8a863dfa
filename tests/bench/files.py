#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What it takes to read a file of 100,000 rows and 12 columns, beside LibreOffice, which converts the
same file to CSV; and to write one from CSV, beside LibreOffice, which converts that.

Usage: files.py READ-TABLE WRITE-TABLE
"""

import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

N_ROWS = 100000
N_ROUNDS = 3
# What the columns are: texts, money, whole numbers, other numbers.
KINDS = "000012160000"
HEAD = "id,name,variation,sku,price,stock,cost,weight,brand,category,date,note\n"


def write_rows(path, n_rows):
    chance = random.Random(1)
    with open(path, "w", encoding="utf-8") as out:
        out.write(HEAD)
        for i in range(n_rows):
            out.write(f"{10000000000 + i * 7},Linen shirt number {i} with a longer name,Colour {i % 17},"
                      f"SKU-{i:06d},{chance.randint(100, 99999) / 100:.2f},{chance.randint(0, 999)},"
                      f"{chance.randint(100, 9999) / 100:.2f},{chance.randint(1, 5000) / 1000},"
                      f"Brand {i % 50},Category {i % 30},2024-{i % 12 + 1:02d}-{i % 28 + 1:02d},"
                      f"note {chance.randint(0, 10 ** 9)}\n")


def convert(folder, source, suffix):
    """By LibreOffice; gives the seconds that it took."""
    start = time.monotonic()
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                    "--norestore", "--convert-to", suffix, "--outdir", folder / "converted", source],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - start


def read(program, path):
    secs, rows, megabytes = subprocess.run([program, path], check=True, stdout=subprocess.PIPE,
                                           encoding="ascii").stdout.split()
    assert int(rows) == N_ROWS + 1, rows
    return float(secs), float(megabytes)


def write(program, source, target):
    with open(source, encoding="utf-8") as rows:
        secs, megabytes = subprocess.run([program, target.suffix[1:], target, KINDS], stdin=rows, check=True,
                                         stdout=subprocess.PIPE, encoding="ascii").stdout.split()
    return float(secs), float(megabytes)


def compare(folder, name, source, suffix, work):
    """In turns, so that whatever else the machine does is in both."""
    other, start, own = [], [], []
    for _ in range(N_ROUNDS):
        other.append(convert(folder, source, suffix))
        start.append(convert(folder, folder / "one.csv", suffix))
        own.append(work())
    secs, megabytes = min(own)
    print(f"{name:10} {secs:6.2f} s {megabytes:6.1f} MB   {secs / min(other):.2f} of LibreOffice, "
          f"{secs / (min(other) - min(start)):.2f} of it without its start", flush=True)


def main():
    reader, writer = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="pasar-bench-") as name:
        folder = pathlib.Path(name)
        write_rows(folder / "one.csv", 1)
        write_rows(folder / "list.csv", N_ROWS)
        for suffix in ("xlsx", "ods"):
            convert(folder, folder / "list.csv", suffix)
        for path in (folder / "list.csv", folder / "converted/list.xlsx", folder / "converted/list.ods"):
            compare(folder, f"read {path.suffix[1:]}", path, "txt:Text - txt - csv (StarCalc)",
                    lambda: read(reader, path))
        for suffix in ("xlsx", "ods", "csv"):
            compare(folder, f"write {suffix}", folder / "list.csv", suffix,
                    lambda: write(writer, folder / "list.csv", folder / f"own.{suffix}"))
        print(f"load of the machine at the end: {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
