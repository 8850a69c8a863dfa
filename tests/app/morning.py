#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A seller's morning with files: a supplier's list is dropped, mapped, looked at and applied, and what it leaves
out is kept; then Seller Centre's workbook comes in, is edited, and goes out. The real app against a shop's server,
with a real keyring; the files are read back and compared with a plain model. Prints TAP.

Usage: morning.py FOLDER [OPTION...]

A picture of each step goes into the folder. For the options, and what else it needs, see run_walk() in
seller_support.py."""

import csv
import fractions
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree
import zipfile

from desktop import FOCUSED, SENSITIVE
from seller_support import Walk, item_id, open_shop, run_walk, start_again

N_ITEMS = 60
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
FORMULA = "=cost*1.6 end .90"
NOTE = "ลดราคาจากโรงงาน"
# Style, code, name, cost, stock, note: as the supplier writes them.
HEADS = ["รหัสแบบ", "รหัสโรงงาน", "รายการ", "Cost", "คงเหลือ", "หมายเหตุ"]
LIST = [
    ["SG-00000", "SG-00000", "แก้วน้ำสแตนเลสเก็บความเย็นได้นานพิเศษสำหรับเดินทาง", "12.53", "100", ""],
    ["SG-00001", "SG-00001-11", "ผ้าขนหนู", "12.57", "25", NOTE],
    ["SG-00001", "SG-00001-12", "ผ้าขนหนู", "13.07", "30", ""],
    ["SG-00019", "SG-00019", "ขวดน้ำ", "5.03", "7", ""],
    ["SG-00007", "", "เสื้อยืด", "9.01", "5", ""],  # two variations have this style
    ["XX-1", "XX-1", "ของใหม่", "3.11", "4", ""],  # the shop has no such item
    ["SG-00023", "SG-00023", "กระเป๋า", "62.51", "0", ""],  # is there really none left?
    ["SG-00040", "1.2E+15", "ตะกร้า", "7.13", "7", ""],  # a spreadsheet was here
    ["SG-00002", "SG-00002", "ผ้าเช็ดตัว", "20.03", "", ""],  # its price is a promotion's
]
KEYS = ["et_title_product_id", "et_title_product_name", "et_title_variation_id", "et_title_variation_name",
        "et_title_parent_sku", "et_title_variation_sku", "et_title_variation_price", "et_title_variation_stock",
        "et_title_reason"]
WORKBOOK_HEAD = [
    KEYS,
    ["sales_info", "b9c7d1e24f", "", "", "", "", "", "", ""],
    ["รหัสสินค้า", "ชื่อสินค้า", "รหัสตัวเลือกสินค้า", "ชื่อตัวเลือกสินค้า", "Parent SKU", "SKU", "ราคา", "คลัง", ""],
    ["ห้ามแก้ไข", "ห้ามแก้ไข", "ห้ามแก้ไข", "ห้ามแก้ไข", "", "", "จำเป็น", "จำเป็น", ""],
]
COUNTS = ("All, 9", "Changed, 4", "Waiting, 1", "Left Out, 1", "Not Found, 1", "Ambiguous, 1", "Damaged, 1")


def money(minor):
    return f"{minor // 100}.{minor % 100:02}"


def number(text):
    return fractions.Fraction(text) if text else None


def compute(cost):
    """1.6 times the cost, to the nearest price that ends in .90; of two the higher one."""
    return (fractions.Fraction(cost) * fractions.Fraction("1.6") - fractions.Fraction("0.4")).__floor__() * 100 + 90


def write_workbook(path, rows):
    """A workbook with one sheet, all of whose cells are texts, as Seller Centre's are."""
    cells = "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>"
                    for row in rows)
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{OFFICE}/officeDocument"'
                       ' Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a"'
                                      f' Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Sheet1" sheetId="1"'
                           ' r:id="a"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def get_column(reference):
    """A: 0, B: 1, AA: 26."""
    number = 0
    for letter in re.match("[A-Z]+", reference)[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def read_workbook(path):
    """The texts of all cells of the first sheet, row by row."""
    with zipfile.ZipFile(path) as archive:
        if archive.testzip() is not None:
            raise AssertionError(f"{path} is whole")
        sheet = xml.etree.ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        shared = []
        if "xl/sharedStrings.xml" in archive.namelist():
            strings = xml.etree.ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
            shared = ["".join(node.itertext()) for node in strings]
    rows = []
    for line in sheet.iter(f"{{{MAIN}}}row"):
        row = []
        for cell in line:
            place = get_column(cell.get("r")) if cell.get("r") else len(row)
            text = "".join(cell.itertext())
            row += [""] * (place - len(row))
            row.append(shared[int(text)] if cell.get("t") == "s" else text)
        rows.append(row)
    return rows


class Morning(Walk):
    """The steps of the morning."""

    def path(self, name):
        return pathlib.Path(os.environ["HOME"]) / name

    def write_list(self, name, rows):
        """As the spreadsheet of a supplier in Thailand writes it."""
        text = io.StringIO()
        csv.writer(text).writerows([HEADS, *rows])
        self.path(name).write_bytes(text.getvalue().encode("tis-620"))
        return self.path(name)

    def hold_over_sheet(self, x, y):
        """As a hand does, which is never still, until the sheet says what would happen."""
        for step in range(300):
            subprocess.run(["xdotool", "mousemove", str(x + step % 2), str(y)], check=True)
            self.app.settle()
            if next(self.app.find("label", "^Drop the File to Import It$"), None) is not None:
                return
        raise AssertionError("the sheet says that the file can be dropped")

    def drop(self, path):
        """Drags a file from another program onto the sheet."""
        title = "Files of the Supplier"
        program = pathlib.Path(__file__).with_name("drag_source.py")
        source = subprocess.Popen(["/usr/bin/python3", program, title, path])
        try:
            self.app.wait_window(f"^{title}$")
            shown = subprocess.run(["xdotool", "getactivewindow", "getwindowgeometry", "--shell"], check=True,
                                   capture_output=True, text=True).stdout
            place = dict(line.split("=") for line in shown.split())
            x, y = (int(place[side]) + int(place[size]) // 2 for side, size in (("X", "WIDTH"), ("Y", "HEIGHT")))
            subprocess.run(["xdotool", "mousemove", str(x), str(y), "mousedown", "1"], check=True)
            self.hold_over_sheet(x + 2 * int(place["WIDTH"]), y)
            self.picture("dragged")
            subprocess.run(["xdotool", "mouseup", "1"], check=True)
            self.app.wait_window("^Import")
        finally:
            source.kill()
            source.wait()
        self.app.wait_gone("label", "^Drop the File")

    def map_column(self, head, meaning):
        self.app.walk_to("Tab", f"^{head}: ")
        self.app.key("space")
        self.app.walk_to("Down", f"^{meaning}$")
        self.app.key("Return")
        self.app.wait("push button", f"^{head}: {meaning}$")

    def check_counts(self, *wanted):
        """The rows of the file by what they come to, as the buttons over their list say."""
        self.app.wait("push button", "^Import .*", state=SENSITIVE)
        shown = [node.get_name() for node in self.app.find("push button", r"^[A-Z][A-Za-z ]+, \d+$")]
        if shown != list(wanted):
            raise AssertionError(f"the counts {wanted}; there are {shown}")

    def save_as(self, path):
        """Gives the window that asks for a file its name."""
        self.app.wait("text", state=FOCUSED)
        self.app.fill(str(path))
        self.app.key("Return")

    def stage(self, number, index=0, price=None, stock=None):
        row = self.wanted[number][index]
        row["price_minor"] = row["price_minor"] if price is None else price
        row["stock"] = row["stock"] if stock is None else [stock, *row["stock"][1:]]

    def list_changed(self):
        return [(number, index) for number in range(N_ITEMS) for index, row in enumerate(self.wanted[number])
                if row != self.held[number][index]]

    def check_sheet(self):
        """The sheet shows the prices and stocks that are wanted, in every row."""
        self.app.wait_changed(len(self.list_changed()))
        self.app.key("ctrl+shift+space")
        self.app.wait("label", f"^{sum(map(len, self.wanted))} prices$")
        lines = list(csv.DictReader(io.StringIO(self.app.copy("ctrl+shift+c")), dialect="excel-tab"))
        shown = [(line["Price"], line["Stock"]) for line in lines]
        wanted = [(money(row["price_minor"]) if row["price_minor"] else "", str(sum(row["stock"])))
                  for rows in self.wanted for row in rows]
        if shown != wanted:
            raise AssertionError(f"wrong: {[both for both in zip(shown, wanted) if both[0] != both[1]]}")
        self.app.key("ctrl+Home")

    def read_shop(self):
        return [self.shop.rows(number) for number in range(N_ITEMS)]

    def dup_workbook(self, rows_of):
        """The rows of Seller Centre's workbook for these items."""
        return [[str(item_id(number)), f"สินค้า {number}", str(row["model_id"]), "", "", "", money(row["price_minor"]),
                 str(sum(row["stock"])), ""] for number, rows in rows_of for row in rows]

    # The morning.

    def step_connect(self):
        """Connect a shop; the sheet shows what it holds"""
        self.shop, self.app = open_shop(self.things, "--items", str(N_ITEMS), "--mixed-names")
        self.app.show_flat()
        self.held, self.wanted = self.read_shop(), self.read_shop()
        self.check_sheet()

    def step_list(self):
        """Drop a supplier's list in Thai, say by keyboard what its columns are, have the prices computed"""
        self.drop(self.write_list("พฤศจิกายน.csv", LIST))
        self.app.wait("push button", r"^พฤศจิกายน\.csv · 9 rows$")
        self.app.wait("label", "^Choose above which column has the SKUs or IDs")
        self.picture("dropped")
        self.map_column("รหัสแบบ", "SKU of Item")
        self.map_column("รหัสโรงงาน", "SKU")
        self.app.walk_to("Tab", "Add a Computed Column$")
        self.app.key("space")
        self.app.wait("text", "^Formula$", state=FOCUSED)
        self.app.type(FORMULA)
        self.picture("computed")
        self.check_counts(*COUNTS)
        self.app.press("^Changed, ")
        self.app.wait("label", "Price: 19.99 → 19.90 ")

    def step_leftovers(self):
        """Keep the rows that are left out, as they came, with the reasons"""
        self.app.press("Save Rows That Are Left Out…$")
        self.app.wait_window("^Save Rows")
        self.save_as(self.path("left out.xlsx"))
        self.app.wait("label", r"^4 rows exported\.")
        self.picture("leftovers")
        rows = read_workbook(self.path("left out.xlsx"))
        if rows[0] != [*HEADS, "Reason", "Candidates"]:
            raise AssertionError(f"the heads: {rows[0]}")
        reasons = ("2 rows of the shop may be meant: .*Taza Diario 7", "The shop has no such item",
                   "Stock: It would become 0", "damaged by another program")
        for row, came, reason in zip(rows[1:], LIST[4:8], reasons, strict=True):
            # Numbers are compared as such: a spreadsheet has no zeros after them.
            if row[:3] + [row[5]] != came[:3] + [came[5]] or not re.search(reason, row[6]):
                raise AssertionError(f"{came}, {reason!r}; there is {row}")
            if [number(text) for text in row[3:5]] != [number(text) for text in came[3:5]]:
                raise AssertionError(f"cost and stock of {came}; there is {row}")
        if not all(code in rows[1][7] for code in ("SG-00007-", str(item_id(7)))):
            raise AssertionError(f"the candidates: {rows[1][7]!r}")

    def step_apply(self):
        """Import the list as one step; undo it, and do it again"""
        self.app.press("^Import 14 Values$")
        self.app.wait("label", r"^Import of พฤศจิกายน\.csv: ")  # it goes after some seconds
        self.app.wait_closed("^Import$")
        self.app.wait_window("^Pasar")
        for place, (_, _, _, cost, stock, _) in {(0, 0): LIST[0], (1, 0): LIST[1], (1, 1): LIST[2], (19, 0): LIST[3],
                                                 (23, 0): LIST[6], (2, 0): LIST[8]}.items():
            self.stage(*place, price=compute(cost), stock=int(stock or 0) or None)
        self.picture("imported")
        self.check_sheet()
        done, self.wanted = self.wanted, self.read_shop()
        self.app.key("ctrl+z")
        self.check_sheet()
        self.wanted = done
        self.app.key("ctrl+shift+z")
        self.check_sheet()

    def step_promotion(self):
        """The promotion is over: the price that waited for it can be sent"""
        self.app.wait("label", "1 row waits for a promotion to end")
        self.shop.do("set_promotion", item_id=item_id(2), staging="none")
        self.app.key("F5")
        self.app.wait_gone("label", "1 row waits for a promotion to end", 60)

    def step_again(self):
        """Start again: the next list with these heads needs no question"""
        self.app.key("ctrl+q")
        self.app.wait_ended()
        self.app = start_again(self.things)
        self.check_sheet()
        self.app.paste(self.write_list("ธันวาคม.csv", LIST).as_uri() + "\r\n", target="text/uri-list")
        self.app.wait_window("^Import")
        for head, meaning in (("รหัสแบบ", "SKU of Item"), ("รหัสโรงงาน", "SKU"), ("รายการ", "Ignore"),
                              ("Cost", "Cost"), ("คงเหลือ", "Stock"), ("หมายเหตุ", "Note")):
            self.app.wait("push button", f"^{head}: {meaning}$")
        formula = self.app.wait("text", "^Formula$").get_text_iface()
        shown = formula.get_text(0, formula.get_character_count())
        if shown != FORMULA:
            raise AssertionError(f"the formula is known; there is {shown!r}")
        self.app.wait("push button", "^Unchanged, 5$")  # it was imported already
        self.picture("known")
        self.app.key("Escape")
        self.app.wait_window("^Pasar")

    def step_workbook(self):
        """Seller Centre's workbook, with a price changed in another program, comes in without a question"""
        self.plain = [number for number in range(30, N_ITEMS) if len(self.held[number]) == 1
                      and self.shop.item(number)["item_status"] == "NORMAL"
                      and self.shop.item(number)["promotion"] == 0 and self.held[number][0]["price_minor"]]
        self.stage(self.plain[0], price=self.held[self.plain[0]][0]["price_minor"] + 100)
        rows = self.dup_workbook((number, self.wanted[number]) for number in self.plain)
        write_workbook(self.path("mass_update.xlsx"), [*WORKBOOK_HEAD, *rows])
        self.app.paste(self.path("mass_update.xlsx").as_uri() + "\r\n", target="text/uri-list")
        self.app.wait_window("^Import")
        self.app.wait("push button", "^Import 1 Price$", state=SENSITIVE)
        self.picture("workbook")
        self.app.key("ctrl+Return")
        self.app.wait_window("^Pasar")
        self.check_sheet()

    def step_edit(self):
        """Edit a price in the sheet"""
        self.stage(self.plain[1], price=self.held[self.plain[1]][0]["price_minor"] + 50)
        self.app.search_for(str(item_id(self.plain[1])))
        self.app.go_to_price()
        self.app.type(money(self.wanted[self.plain[1]][0]["price_minor"]))
        self.app.key("Return")
        self.app.search_for("")
        self.check_sheet()

    def step_fill(self):
        """Fill in the workbook that was downloaded: what is staged is new, all else is as it came"""
        came = [*WORKBOOK_HEAD, *self.dup_workbook(enumerate(self.held)), ["77", "ไม่มี", "0", *[""] * 3, "1.50", "3", ""]]
        filled = [*WORKBOOK_HEAD, *self.dup_workbook(enumerate(self.wanted)), came[-1]]
        write_workbook(self.path("download.xlsx"), came)
        self.app.key("ctrl+shift+s")
        self.app.wait_window("^Export")
        self.app.wait("label", "^Fill in a Seller Centre Workbook")
        self.picture("export")
        self.app.key("alt+h")
        self.app.wait_window("^Choose the Workbook")
        self.app.key("ctrl+l")
        self.app.wait("text", state=FOCUSED)
        self.app.fill(str(self.path("download.xlsx")))
        self.app.press("Choose$")  # Return may only end the completion of the name
        self.app.wait_window("^Save the Filled-in")
        self.save_as(self.path("upload.xlsx"))
        self.app.wait("label", rf"^{len(self.list_changed())} rows of the workbook filled in\.")
        self.picture("filled-in")
        for row, wanted in zip(read_workbook(self.path("upload.xlsx")), filled, strict=True):
            if [*row, *[""] * (len(wanted) - len(row))] != wanted:
                raise AssertionError(f"{wanted}; there is {row}")

    def step_submit(self):
        """Submit all of it, and export what became of it"""
        changed = self.list_changed()
        n_prices = sum(self.wanted[n][i]["price_minor"] != self.held[n][i]["price_minor"] for n, i in changed)
        n_stocks = sum(self.wanted[n][i]["stock"] != self.held[n][i]["stock"] for n, i in changed)
        self.app.review()
        self.picture("review")
        self.app.submit()
        self.app.wait_submitted()
        self.app.press("Export…$")
        self.app.wait_window("^Export Outcomes As")
        self.save_as(self.path("outcomes.csv"))
        self.app.wait("label", rf"^{n_prices + n_stocks} rows exported\.")
        self.picture("outcomes")
        with self.path("outcomes.csv").open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
        outcomes = {(int(line["Item ID"]), line["Changed"], number(line["After"]), line["Outcome"]) for line in lines}
        wanted = {(item_id(n), "Price", number(money(self.wanted[n][i]["price_minor"])), "Done") for n, i in changed
                  if self.wanted[n][i]["price_minor"] != self.held[n][i]["price_minor"]}
        wanted |= {(item_id(n), "Stock", number(self.wanted[n][i]["stock"][0]), "Done") for n, i in changed
                   if self.wanted[n][i]["stock"] != self.held[n][i]["stock"]}
        if outcomes != wanted or len(lines) != len(wanted):
            raise AssertionError(f"{wanted}; there is {lines}")
        self.app.press("Close$")
        self.app.wait_changed(0)

    def step_end(self):
        """Quit; the shop has every change, and heard nothing of costs and notes"""
        self.app.wait_window("^Pasar")
        self.app.key("ctrl+q")
        self.app.wait_ended()
        if self.read_shop() != self.wanted:
            raise AssertionError("the shop has what was wanted")
        sent = [json.dumps([request["path"], request["query"], request["body"]], ensure_ascii=False)
                for request in self.shop.ask("log")["requests"]]
        if not any("7.9" in text for text in sent):
            raise AssertionError("prices are sent")
        told = [text for text in sent if any(word in text for word in (NOTE, *(row[3] for row in LIST)))]
        if told:
            raise AssertionError(f"costs and notes stay here; there was {told}")


if __name__ == "__main__":
    sys.exit(run_walk(Morning))
