#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What LibreOffice and Gnumeric write is read with the same values. Prints TAP.

Usage: office.py DUMP-WORKBOOK

The document is made here, as the standard of OpenDocument has it, in one flat file.
"""

import decimal
import pathlib
import shutil
import subprocess
import sys
import tempfile

DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2">
<office:automatic-styles>
 <number:date-style style:name="day-format"><number:day/><number:text>. </number:text>
  <number:month number:textual="true"/><number:text> </number:text><number:year/></number:date-style>
 <number:percentage-style style:name="share-format"><number:number number:min-integer-digits="1"
  number:decimal-places="1"/><number:text>%</number:text></number:percentage-style>
 <number:number-style style:name="code-format"><number:number number:min-integer-digits="6"
  number:decimal-places="0"/></number:number-style>
 <number:boolean-style style:name="truth-format"><number:boolean/></number:boolean-style>
 <style:style style:name="day" style:family="table-cell" style:data-style-name="day-format"/>
 <style:style style:name="share" style:family="table-cell" style:data-style-name="share-format"/>
 <style:style style:name="code" style:family="table-cell" style:data-style-name="code-format"/>
 <style:style style:name="truth" style:family="table-cell" style:data-style-name="truth-format"/>
 <style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document>
"""


def text(*paragraphs, extra=""):
    inside = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    return f'<table:table-cell office:value-type="string" {extra}>{inside}</table:table-cell>'


def value(kind, attribute, content, extra=""):
    return (f'<table:table-cell office:value-type="{kind}" office:{attribute}="{content}" {extra}>'
            f"<text:p>{content}</text:p></table:table-cell>")


def number(content, extra=""):
    return value("float", "value", content, extra)


def day(content):
    return value("date", "date-value", content, 'table:style-name="day"')


def truth(content):
    return value("boolean", "boolean-value", content, 'table:style-name="truth"')


EMPTY = "<table:table-cell/>"
COVERED = "<table:covered-table-cell/>"

# The cells of a row as they are written, and as they are to be read.
LIST = [
    ([text("Product", extra='table:number-columns-spanned="2"'), COVERED, text("Price"), text("Share")],
     "Product¦¦Price¦Share"),
    ([text("00123"), text("1.2E+15"), number("9.9"),
      value("percentage", "value", "0.125", 'table:style-name="share"')],
     "00123¦1.2E+15¦#9.9¦%0.125"),
    ([number("12345678901"), text("東京 ร้าน &lt;&amp;&gt;"), number("1.2999999999999998"), EMPTY],
     "#12345678901¦東京 ร้าน <&>¦#1.3¦"),
    ([text("two", "lines"), text("a<text:s text:c=\"2\"/>b"), number("-0.001"), number("177.11")],
     "two\nlines¦a  b¦#-0.001¦#177.11"),
    ([day("2024-02-29"), day("2024-02-29T13:45:00"), truth("true"), truth("false")],
     "@2024-02-29¦@2024-02-29T13:45:00¦?TRUE¦?FALSE"),
    ([number("3", 'table:formula="of:=1+2"'),
      value("string", "string-value", "ab", 'table:formula="of:=&quot;a&quot;&amp;&quot;b&quot;"'),
      number("0.1"), number("1000000000000000")],
     "#3¦ab¦#0.1¦#1000000000000000"),
    ([number("123", 'table:style-name="code"'), EMPTY, EMPTY, number("5")], "000123¦¦¦#5"),
    ([text("=1+2"), text("'quoted"), text("-5"), text("&#x1F600;")],
     "=1+2¦'quoted¦-5¦😀"),
]


def table(name, rows, style=""):
    return f'<table:table table:name="{name}" {style}>{"".join(rows)}</table:table>'


def row(cells, attributes=""):
    return f'<table:table-row {attributes}>{"".join(cells)}</table:table-row>'


def make_document():
    rows = [row(cells) for cells, _ in LIST]
    rows.append(row([EMPTY], 'table:number-rows-repeated="91"'))
    rows.append(row([text("far"), EMPTY, EMPTY, text("x")], 'table:visibility="collapse"'))
    sheets = table("Harga &amp; 价目", rows, 'table:protected="true"')
    sheets += table("Setup", [row([text("k"), number("1")])], 'table:style-name="hidden"')
    return DOCUMENT.format(sheets=sheets)


def expected():
    rows = [cells for _, cells in LIST] + ["~[100]far¦¦¦x"]
    return "Harga & 价目\n" + "".join(f"{cells}¶" for cells in rows) + "\n~Setup\nk¦#1¶\n"


def convert(folder, profile, source, suffix, *filters):
    """By LibreOffice, with a profile of its own."""
    subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore",
                    *(f"--infilter={name}" for name in filters), "--convert-to", suffix, "--outdir", folder, source],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


def gnumeric(*arguments):
    subprocess.run(["ssconvert", *arguments], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, timeout=60)


class Judge:
    def __init__(self, dump):
        self.dump = dump
        self.n_cases = 0
        self.n_failed = 0

    def read(self, path, *options):
        return subprocess.run([self.dump, path, *options], stdout=subprocess.PIPE, check=False, timeout=60,
                              encoding="utf-8").stdout

    def case(self, name, is_good, said=""):
        self.n_cases += 1
        self.n_failed += not is_good
        for line in said.splitlines() if not is_good else ():
            print(f"# {line}")
        print(f"{'ok' if is_good else 'not ok'} {self.n_cases} {name}", flush=True)

    def same(self, name, path, wanted):
        values = self.read(path)
        self.case(name, values == wanted, f"wanted:\n{wanted}\nread:\n{values}")

    def skip(self, name, reason):
        self.n_cases += 1
        print(f"ok {self.n_cases} {name} # SKIP {reason}", flush=True)


def judge_libreoffice(judge, folder):
    if shutil.which("soffice") is None:
        judge.skip("libreoffice", "there is no LibreOffice here")
        return
    source = folder / "list.fods"
    source.write_text(make_document(), encoding="utf-8")
    for suffix in ("xlsx", "ods"):
        convert(folder, folder / "profile", source, suffix)
        judge.same(f"libreoffice {suffix}", folder / f"list.{suffix}", expected())


PRICES = ("9.90", "1234.50", "-0.05", "1234567.89", "12000.00")
TEXTS = ("00123", "Größe 1,5; weiß", 'a "quoted" text', "two words", "1.2E+15")

# Locales, the sign between cells, the encodings by LibreOffice's numbers, and the sign of decimals.
LOCALES = (("en-US", ",", 76, "."), ("de-DE", ";", 1, ","), ("id-ID", ";", 76, ","), ("th-TH", ",", 65535, "."))


def set_locale(profile, locale):
    """In a new profile."""
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>{locale}</value></prop></item></oor:items>
""", encoding="utf-8")


def make_list():
    """Prices with groups and two decimals."""
    style = ('<number:number-style style:name="price-format"><number:number number:decimal-places="2" '
             'number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/>'
             '</number:number-style><style:style style:name="price" style:family="table-cell" '
             'style:data-style-name="price-format"/></office:automatic-styles>')
    rows = [row([text("SKU"), text("Price"), text("Stock")])]
    rows += [row([text(sku), number(price, 'table:style-name="price"'), number(str(stock))])
             for stock, (sku, price) in enumerate(zip(TEXTS, PRICES))]
    return DOCUMENT.format(sheets=table("List", rows)).replace("</office:automatic-styles>", style)


def judge_locale(judge, folder, locale, separator, encoding, point):
    """What LibreOffice writes as CSV in a locale."""
    set_locale(folder / locale, locale)
    source = folder / f"{locale}.fods"
    source.write_text(make_list(), encoding="utf-8")
    convert(folder, folder / locale, source,
            f"csv:Text - txt - csv (StarCalc):{ord(separator)},34,{encoding},1,,0,false,true")
    said = judge.read(folder / f"{locale}.csv", "--numerals")
    lines = said.split("\n", 1)[-1].rstrip("\n").rsplit("\n", 1)
    cells = [line.split("¦") for line in lines[0].rstrip("\n¶").split("¶")]
    group = {".": ",", ",": "."}[point]
    judge.case(f"libreoffice csv in {locale}",
               lines[-1] == point and cells[0] == ["SKU", "Price", "Stock"] and len(cells) == 1 + len(TEXTS)
               and all(cell[0] == sku and cell[2] == str(stock)
                       and decimal.Decimal(cell[1].replace(group, "").replace(point, "."))
                       == decimal.Decimal(price)
                       for stock, (cell, sku, price) in enumerate(zip(cells[1:], TEXTS, PRICES))), said)


def judge_locales(judge, folder):
    for locale in LOCALES:
        if shutil.which("soffice") is None:
            judge.skip(f"libreoffice csv in {locale[0]}", "there is no LibreOffice here")
        else:
            judge_locale(judge, folder, *locale)


def judge_gnumeric(judge, folder):
    """The document, which it reads only as LibreOffice packs it, and what only it writes."""
    if shutil.which("ssconvert") is None:
        judge.skip("gnumeric", "there is no Gnumeric here")
        return
    # It does not say in XLSX that a sheet is hidden, and in ODS that a number is a share.
    for suffix, as_it_is, as_it_says in (("xlsx", "\n~Setup", "\nSetup"), ("ods", "%0.125", "#0.125")):
        if (folder / "list.ods").exists():
            target = folder / f"gnumeric-list.{suffix}"
            gnumeric(folder / "list.ods", target)
            judge.same(f"gnumeric list {suffix}", target, expected().replace(as_it_is, as_it_says))
    source = folder / "plain.csv"
    source.write_text('sku,name,price\n"A-1","東京, ""x""",9.90\nB-2,two words,-0.5\n', encoding="utf-8")
    for suffix in ("xlsx", "ods"):
        target = folder / f"gnumeric.{suffix}"
        gnumeric(source, target)
        judge.same(f"gnumeric {suffix}", target,
                   'plain.csv\nsku¦name¦price¶A-1¦東京, "x"¦#9.9¶B-2¦two words¦#-0.5¶\n')
    target = folder / "old.xlsx"
    gnumeric("-T", "Gnumeric_Excel:excel_biff8", source, target)
    said = judge.read(target)
    judge.case("gnumeric xls by another name", said.startswith("error 5:"), said)


# What a shop has, and becomes of it when a program reads it as CSV and writes it as a workbook.
CODES = ("A-1", "00123", "2024-01-03", "1E15", "3/4", "Jan-3", "1234567890123456", "8990001112223")
PROGRAMS = {"libreoffice": "soffice", "gnumeric": "ssconvert"}
SPOILT = {"libreoffice.xlsx": "1Z 3R 4D 5D 6R", "gnumeric.xlsx": "1Z 3R 4D 5D", "gnumeric.ods": "1Z 3R 4D 5D"}


def judge_damage(judge, folder):
    """Codes that other programs spoil are found, and no other ones: a day is read as it was written."""
    for name, spoilt in SPOILT.items():
        program, suffix = name.split(".")
        source, target = folder / f"{program}.csv", folder / name
        source.write_text("".join(f"{code}\n" for code in CODES), encoding="utf-8")
        if shutil.which(PROGRAMS[program]) is None:
            judge.skip(f"damage by {name}", f"there is no {program} here")
            continue
        if program == "gnumeric":
            gnumeric(source, target)
        else:
            convert(folder, folder / "profile", source, suffix, "CSV:44,34,76,1,,1033,false,true")
        said = judge.read(target, *CODES)
        judge.case(f"damage by {name}", said.rsplit("\n", 1)[-1].strip() == spoilt, said)


def main():
    judge = Judge(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="pasar-office-") as name:
        judge_libreoffice(judge, pathlib.Path(name))
        judge_locales(judge, pathlib.Path(name))
        judge_gnumeric(judge, pathlib.Path(name))
        judge_damage(judge, pathlib.Path(name))
    print(f"1..{judge.n_cases}")
    return 1 if judge.n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
