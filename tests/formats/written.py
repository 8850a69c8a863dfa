#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written as a spreadsheet, read by other means: the ZIP and XML of Python's library, and
by LibreOffice and Gnumeric where they are there. Prints TAP.

Usage: written.py WRITE_TABLE
"""

import csv
import datetime
import decimal
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

TEXT, MONEY, PIECES, PERCENT, TIME, BOOLEAN = range(6)
KINDS = (TEXT, MONEY, PIECES, PERCENT, TIME, BOOLEAN, TEXT)
TITLES = ("Item <ID>", "Price", "Stock", "Change", "Updated", "On promotion", 'Name & "more"')
N_ROWS = 300

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TABLE, TEXT_NS = ODF % "office", ODF % "table", ODF % "text"

PIECES_OF_TEXT = (
    "=1+1", "+", "-", "@", "\t", "\n", " ", "  ", "<", "&", ">", '"', "'", "_x0041_", "_", "]]>",
    "e", "0", "00123", "1.5", "泰", "ไทย", "👕", "123456789012345678", "2026-01-02", "{=A1}")
CONTROLS = ("\x01", "\x0b", "\r", "\uffff", "\ufffe", "\x1b")


def random_text(rng, pieces):
    return "".join(rng.choice(pieces) for _ in range(rng.randrange(6)))


def random_number(rng, kind):
    """A number and how it is shown."""
    if kind == MONEY:
        minor = rng.choice((0, 1, 995, -1050, 99999999999999, rng.randrange(10 ** 9),
                            rng.randrange(10 ** rng.randrange(1, 16))))
        number = f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02}"
        return number, number
    if kind == PIECES:
        number = str(rng.choice((0, -3, 999999999, rng.randrange(100000))))
        return number, number
    if kind == PERCENT:
        tenths = rng.randrange(-999, 5000)
        sign = "-" if tenths < 0 else ""
        return f"{sign}{abs(tenths) // 1000}.{abs(tenths) % 1000:03}", f"{tenths / 10}%"
    if kind == TIME:
        time = "%04d-%02d-%02dT%02d:%02d:00" % (
            rng.randrange(1990, 2090), rng.randrange(1, 13), rng.randrange(1, 29),
            rng.randrange(24), rng.randrange(60))
        return time, time
    number = rng.choice("01")
    return number, "Yes" if number == "1" else "No"


def random_rows(rng, pieces):
    """Rows of cells: a text, or a pair of a number and its text."""
    rows = []
    for _ in range(N_ROWS):
        row = [random_text(rng, pieces) if kind == TEXT or rng.random() < 0.1
               else random_number(rng, kind) for kind in KINDS]
        rows.append(row)
    return rows


def write(program, path, rows, title="Items", kinds=KINDS, point=".", titles=TITLES):
    def encode(cell):
        return "t" + cell if isinstance(cell, str) else f"n{cell[0]}\x1d{cell[1]}"

    heads = "".join(f"{kind}:{head}\x1f" for kind, head in zip(kinds, titles))
    text = heads + "\x1e" + "".join(
        "".join(encode(cell) + "\x1f" for cell in row) + "\x1e" for row in rows)
    subprocess.run([program, path.suffix[1:], str(path), title, "SGD", "2", point],
                   input=text.encode(), check=True)


def read_zip(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(set(names)) == len(names)
        return {name: archive.read(name) for name in names}, archive.infolist()


def expected_titles():
    return list(TITLES)


# XLSX


def unescape(text):
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match.group(1), 16)), text)


def column_of(reference):
    column = 0
    for letter in re.match("[A-Z]+", reference).group():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def read_xlsx(path):
    """The cells: texts, or pairs of a type and a number; and the sheet."""
    files, _infos = read_zip(path)
    for name, content in files.items():
        ElementTree.fromstring(content)
    sheet = ElementTree.fromstring(files["xl/worksheets/sheet1.xml"])
    assert sheet.find(f".//{MAIN}f") is None
    rows = []
    for number, row in enumerate(sheet.find(MAIN + "sheetData"), 1):
        assert row.get("r") == str(number)
        cells = [""] * len(KINDS)
        for cell in row:
            column = column_of(cell.get("r"))
            text = cell.find(f"{MAIN}is/{MAIN}t")
            if text is None:
                cells[column] = (cell.get("t"), cell.find(MAIN + "v").text)
                continue
            value = text.text or ""
            preserved = text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
            assert preserved or value == value.strip(), value
            cells[column] = unescape(value)
        rows.append(cells)
    return rows, sheet, files


def as_computed(number):
    """What a program that computes with doubles shows of a number."""
    return decimal.Decimal(f"{float(number):.15g}")


def serial(time):
    span = datetime.datetime.fromisoformat(time) - datetime.datetime(1899, 12, 30)
    return span.days + span.seconds / 86400


def check_xlsx(program, folder):
    """XLSX has every text and number as it was"""
    for seed in range(5):
        rng = random.Random(seed)
        rows = random_rows(rng, PIECES_OF_TEXT + CONTROLS)
        path = folder / "random.xlsx"
        write(program, path, rows)
        read, sheet, _files = read_xlsx(path)
        assert read[0] == expected_titles(), read[0]
        assert len(read) == len(rows) + 1
        for expected, found in zip(rows, read[1:]):
            for kind, cell, value in zip(KINDS, expected, found):
                if isinstance(cell, str):
                    assert value == cell, (cell, value)
                elif kind == TIME:
                    assert value[0] is None
                    assert abs(float(value[1]) - serial(cell[0])) < 1e-6, (cell, value)
                else:
                    assert value[0] == ("b" if kind == BOOLEAN else None), (cell, value)
                    assert as_computed(value[1]) == decimal.Decimal(cell[0]), (cell, value)
        assert sheet.find(MAIN + "autoFilter").get("ref") == f"A1:G{N_ROWS + 1}"
        assert sheet.find(f".//{MAIN}pane").get("state") == "frozen"


def check_locales(program, folder):
    """XLSX has numbers with points wherever it is written"""
    numbers = [[("1234.5", "1.234,5")] * len(KINDS[1:4])]
    for locale in ("de_DE", "id_ID"):
        subprocess.run(["localedef", "-i", locale, "-f", "UTF-8", folder / f"{locale}.UTF-8"],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        path = folder / "locale.xlsx"
        os.environ.update(LOCPATH=str(folder), LC_ALL=f"{locale}.UTF-8")
        write(program, path, [["a", *numbers[0], ("2026-11-22T12:00:00", ""), ("1", ""), "b"]])
        os.environ.update(LC_ALL="C.UTF-8")
        del os.environ["LOCPATH"]
        rows, _sheet, _files = read_xlsx(path)
        assert rows[1] == ["a", *[(None, "1234.5")] * 3, (None, "46348.5"), ("b", "1"), "b"], rows


def check_rounded(program, folder):
    """A number that programs would round is a text"""
    for suffix, read in (("xlsx", read_xlsx), ("ods", read_ods)):
        path = folder / f"rounded.{suffix}"
        write(program, path, [["", ("12345678901234.56", "12,345,678,901,234.56"), *[""] * 5],
                              ["", ("1234567890123.40", "1,234,567,890,123.40"), *[""] * 5]])
        cells = [row[1] for row in read(path)[0]]
        assert cells[1] == "12,345,678,901,234.56", cells
        assert as_computed(cells[2][1]) == decimal.Decimal("1234567890123.4"), cells


def check_title(program, folder):
    """The sheet has a name that every spreadsheet takes"""
    for title, expected in (("Toko: Budi / [Jakarta]", "Toko  Budi    Jakarta"),
                            ("'*?'", "Sheet1"), ("ร้าน" * 20, ("ร้าน" * 20)[:31]),
                            ("👕" * 20, "👕" * 15), ("\x01Toko\tBudi\uffff\n", "Toko Budi"),
                            ("A & B", "A & B")):
        path = folder / "title.xlsx"
        write(program, path, [], title)
        _rows, _sheet, files = read_xlsx(path)
        workbook = ElementTree.fromstring(files["xl/workbook.xml"])
        assert workbook.find(f".//{MAIN}sheet").get("name") == expected, title
        write(program, path.with_suffix(".ods"), [], title)
        _rows, content = read_ods(path.with_suffix(".ods"))
        assert content.find(f".//{TABLE}table").get(TABLE + "name") == expected, title


def check_widths(program, folder):
    """A head of any length stands over a column that can be seen, and that Excel takes"""
    for length in (60, 253, 600):
        path = folder / "wide.xlsx"
        write(program, path, [], titles=("x" * length, *TITLES[1:]))
        _rows, sheet, _files = read_xlsx(path)
        assert all(12 <= float(column.get("width")) <= 255 for column in sheet.iter(MAIN + "col")), length


# ODS


def text_of(element):
    text = element.text or ""
    for child in element:
        text += {"s": " ", "tab": "\t"}[child.tag.removeprefix(TEXT_NS)]
        text += child.tail or ""
    return text


def read_ods(path):
    files, infos = read_zip(path)
    assert infos[0].filename == "mimetype" and infos[0].compress_type == zipfile.ZIP_STORED
    raw = path.read_bytes()
    assert raw[30:84] == b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
    for name, content in files.items():
        if name != "mimetype":
            ElementTree.fromstring(content)
    content = ElementTree.fromstring(files["content.xml"])
    rows = []
    for row in content.iter(TABLE + "table-row"):
        cells = []
        for cell in row:
            assert TABLE + "formula" not in cell.attrib
            kind = cell.get(OFFICE + "value-type")
            text = "\n".join(text_of(paragraph) for paragraph in cell)
            for part in cell.itertext():
                assert not re.search("^ |  | $", part), part
            if kind in (None, "string"):
                cells.append(text)
            else:
                cells.append((kind, next(cell.get(OFFICE + name) for name in
                                         ("value", "date-value", "boolean-value")
                                         if cell.get(OFFICE + name) is not None)))
        rows.append(cells)
    return rows, content


ODS_KINDS = {MONEY: "currency", PIECES: "float", PERCENT: "percentage", TIME: "date",
             BOOLEAN: "boolean"}


def check_ods(program, folder):
    """ODS has every text and number as it was, but for what it cannot hold"""
    for seed in range(5):
        rng = random.Random(seed)
        rows = random_rows(rng, PIECES_OF_TEXT + CONTROLS)
        path = folder / "random.ods"
        write(program, path, rows)
        read, content = read_ods(path)
        assert read[0] == expected_titles(), read[0]
        for expected, found in zip(rows, read[1:], strict=True):
            for kind, cell, value in zip(KINDS, expected, found):
                if isinstance(cell, str):
                    cell = re.sub("\r\n?", "\n", cell)
                    cell = re.sub("[\x01-\x08\x0b-\x1f\ufffe\uffff]", "\ufffd", cell)
                    assert value == cell, (cell, value)
                else:
                    number = {"0": "false", "1": "true"}[cell[0]] if kind == BOOLEAN else cell[0]
                    assert value == (ODS_KINDS[kind], number), (cell, value)
        area = content.find(f".//{TABLE}database-range").get(TABLE + "target-range-address")
        assert area == f"'Items'.A1:'Items'.G{N_ROWS + 1}", area


# Judges


def same_time(suffix, cell, shown):
    """LibreOffice shows some times of ODS a minute early: of the double that it computes, which may
    be a little less, it cuts off the seconds."""
    time = datetime.datetime.fromisoformat(cell[0])
    found = datetime.datetime(*map(int, re.findall("[0-9]+", shown)[:5]))
    return found in (time, time - datetime.timedelta(minutes=suffix == "ods"))


def same_number(suffix, kind, cell, shown):
    if kind == BOOLEAN:
        return shown.upper() == ("TRUE" if cell[0] == "1" else "FALSE")
    if kind == TIME:
        return same_time(suffix, cell, shown)
    number = re.sub("SGD|,| |%", "", shown)
    return as_computed(number) / (100 if "%" in shown else 1) == decimal.Decimal(cell[0])


def check_judged(program, folder, convert, unknown):
    """unknown: a piece of text that it does not read as the standard says"""
    rng = random.Random(1)
    rows = random_rows(rng, [piece for piece in PIECES_OF_TEXT if piece != unknown])
    for suffix in ("xlsx", "ods"):
        write(program, folder / f"judged-{suffix}.{suffix}", rows)
    convert([folder / "judged-xlsx.xlsx", folder / "judged-ods.ods"], folder)
    for suffix in ("xlsx", "ods"):
        with open(folder / f"judged-{suffix}.csv", encoding="utf-8", newline="") as file:
            read = list(csv.reader(file))
        assert read[0] == expected_titles(), read[0]
        for expected, found in zip(rows, read[1:], strict=True):
            for kind, cell, shown in zip(KINDS, expected, found):
                if isinstance(cell, str):
                    assert shown == cell, (suffix, cell, shown)
                else:
                    assert same_number(suffix, kind, cell, shown), (suffix, cell, shown)


# Of CSV spreadsheets make numbers and dates of what looks like them.
PIECES_OF_NAMES = ("=1+1", "+", "-", "@", "\t", " x", "'", '"', ",", ";", "=A1", "泰", "ไทย", "_x0041_")
# Locales by their numbers, and their sign of decimals: American, German, Indonesian, Thai.
LOCALES = ((1033, "."), (1031, ","), (1057, ","), (1054, "."))


def check_csv_judged(program, folder):
    """LibreOffice opens CSV in four locales with the same cells, and none of them a formula"""
    kinds = (TEXT, MONEY, PIECES)
    rng = random.Random(2)
    for language, point in LOCALES:
        path = folder / f"in-{language}.csv"
        rows = [["n" + random_text(rng, PIECES_OF_NAMES) if i % 2 else rng.choice("=+-@\t") + "SUM(A1)",
                 *(random_number(rng, kind) for kind in kinds[1:])] for i in range(N_ROWS)]
        write(program, path, rows, kinds=kinds, point=point)
        separator = {".": 44, ",": 59}[point]
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             f"--infilter=CSV:{separator},34,76,1,,{language},false,true",
             "--convert-to", "txt:Text - txt - csv (StarCalc):44,34,76,1,,1033,true,false",
             "--outdir", str(folder), str(path)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=100)
        # Numbers are what has no quotes.
        with open(path.with_suffix(".txt"), encoding="utf-8", newline="") as file:
            read = list(csv.reader(file, quoting=csv.QUOTE_NONNUMERIC))
        assert read[0] == list(TITLES[:len(kinds)]), read[0]
        for expected, found in zip(rows, read[1:], strict=True):
            name = expected[0] if expected[0][0] == "n" else "'" + expected[0]
            assert found == [name, *(float(cell[0]) for cell in expected[1:])], (language, expected, found)


def check_libreoffice(program, folder):
    """LibreOffice opens both with the same cells"""
    def convert(paths, out):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{out}/profile", "--headless",
             "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true",
             "--outdir", str(out)] + [str(path) for path in paths],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=100)

    # It writes tabs to ODS, but does not read them.
    check_judged(program, folder, convert, "\t")


def check_gnumeric(program, folder):
    """Gnumeric opens both with the same cells"""
    def convert(paths, out):
        for path in paths:
            subprocess.run(["ssconvert", str(path), str(out / (path.stem + ".csv"))],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                           timeout=100)

    check_judged(program, folder, convert, "_x0041_")


CHECKS = (
    (check_xlsx, None),
    (check_ods, None),
    (check_title, None),
    (check_widths, None),
    (check_rounded, None),
    (check_locales, "localedef"),
    (check_libreoffice, "soffice"),
    (check_csv_judged, "soffice"),
    (check_gnumeric, "ssconvert"),
)


def main():
    program = sys.argv[1]
    os.environ["LC_ALL"] = "C.UTF-8"
    status = 0
    print(f"1..{len(CHECKS)}", flush=True)
    for number, (check, needed) in enumerate(CHECKS, 1):
        if needed is not None and shutil.which(needed) is None:
            print(f"ok {number} - {check.__doc__} # SKIP {needed} is not there", flush=True)
            continue
        with tempfile.TemporaryDirectory(prefix="pasar-written-") as folder:
            os.environ["HOME"] = folder
            try:
                check(program, pathlib.Path(folder))
                print(f"ok {number} - {check.__doc__}", flush=True)
            except (AssertionError, subprocess.SubprocessError, ValueError, KeyError, decimal.DecimalException) as error:
                print(f"not ok {number} - {check.__doc__}\n# {error!r}", flush=True)
                status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
