#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A day's work of a seller with some 3,000 rows and a supplier's price list, by keys and clipboard: the real app
against a shop's server, with a real keyring. After each step the whole sheet is copied and compared with a plain
model of what must be staged; at the end, what the shop holds. Prints TAP.

Usage: day.py FOLDER [OPTION...]

A picture of each step goes into the folder. For the options, and what else it needs, see run_walk() in
seller_support.py."""

import csv
import fractions
import io
import os
import pathlib
import re
import sys

from desktop import FOCUSED, SENSITIVE
from gi.repository import Atspi
from seller_support import (CALLS_IN_FLIGHT, Walk, is_right_to_left, item_id, open_shop, run_walk,
                            start_again)

N_ITEMS = 640
HEADS = ["Item", "SKU", "Price", "Stock", "Stock at SGZ", "Stock at SG2"]
WATERPROOF_ZH = "防水"
WATERPROOF_TH = "กันน้ำ"


def minor(text):
    return int(fractions.Fraction(text) * 100) if text else None


def money(value):
    return f"{value // 100}.{value % 100:02}"


def end_90(value):
    """The nearest price that ends so; of two the higher one."""
    return (fractions.Fraction(value - 90, 100) + fractions.Fraction(1, 2)).__floor__() * 100 + 90


def raise_by(percent, value):
    """Rounded once, a half up."""
    return (fractions.Fraction(value * (100 + percent), 100) + fractions.Fraction(1, 2)).__floor__()


class Row:
    """What can have a price, as a plain model knows it."""

    def __init__(self, index, number, item, held):
        self.index = index
        self.number = number  # of the item
        self.name = self.sku = None
        self.price = held["price_minor"] or None
        self.stock = list(held["stock"])
        self.at_shopee = held["shopee_stock"]
        # Whether the shop takes another price of it.
        self.is_free = (item["item_status"] in ("NORMAL", "UNLIST")
                        and item["promotion"] == held["promotion"] == 0)

    def __repr__(self):
        return f"{self.name} [{self.sku}] {self.price} {self.stock}"


class Day(Walk):
    """The steps of the day."""

    def __init__(self, folder, things):
        super().__init__(folder, things)
        self.rows = []
        self.done = []  # the steps that can be undone: what their rows had before

    # What the model knows.

    def read_shop(self):
        """The rows as the shop holds them, in its order."""
        items = [self.shop.item(number) for number in range(N_ITEMS)]
        return [Row(index, number, item, held) for index, (number, item, held) in enumerate(
            (number, item, held) for number, item in enumerate(items) for held in item["rows"])]

    def values(self):
        return [(row.price, sum(row.stock)) for row in self.rows]

    def named(self, word):
        return [row for row in self.rows if word in row.name]

    def of_item(self, number):
        return [row for row in self.rows if row.number == number]

    def stage(self, rows, price):
        """Another price for these rows, as one step: price is a function of a row."""
        self.done.append([(row, row.price) for row in rows])
        for row in rows:
            row.price = price(row)

    def take_back(self):
        back = self.done.pop()
        again = [(row, row.price) for row, _ in back]
        for row, price in back:
            row.price = price
        return again

    def is_changed(self, row):
        return row.price != self.held[row.index].price

    def count_changed(self):
        return sum(self.is_changed(row) for row in self.rows)

    # What the sheet shows.

    def read_sheet(self):
        """All rows of the sheet, copied as for another program."""
        lines = list(csv.reader(io.StringIO(self.app.copy("ctrl+shift+c")), dialect="excel-tab"))
        if lines[0] != HEADS:
            raise AssertionError(f"the heads: {lines[0]!r}")
        return lines[1:]

    def wait_prices(self, rows):
        """Until the entry bar is about the prices of these rows."""
        number = f"{len(rows):_}".replace("_", r"\D?")  # as the locale has it
        self.app.wait("label", f"^{number} prices$")

    def select_all(self, rows):
        """All cells, once it is these rows that are shown."""
        self.app.key("ctrl+shift+space")
        self.wait_prices(rows)

    def check(self):
        """The sheet has what the model has, in every row."""
        self.app.wait_changed(self.count_changed())
        self.app.search_for("")
        self.select_all(self.rows)
        shown = [(minor(line[2]), int(line[3])) for line in self.read_sheet()]
        wanted = self.values()
        if shown != wanted:
            wrong = [(row, has) for row, has in zip(self.rows, shown) if has != (row.price, sum(row.stock))]
            raise AssertionError(f"{len(shown)} rows, wanted {len(wanted)}; wrong: {wrong[:5]}")
        self.app.key("ctrl+Home")

    def select_prices(self, word):
        """All prices of the items with that word in their name; by the clipboard, for not every layout of a
        keyboard has its letters."""
        self.app.search_for(word)
        self.app.go_to_price()
        self.app.key("ctrl+space")
        self.wait_prices(self.named(word))

    def drag_handle(self, n_rows):
        """Drags the handle of the cell with the cursor over so many rows below it; the window fills the screen."""
        cell = self.app.wait("table cell", state=FOCUSED).get_component_iface()
        area = cell.get_extents(Atspi.CoordType.WINDOW)
        end = area.x + 1 if is_right_to_left() else area.x + area.width - 1
        self.app.drag(end, area.y + area.height - 1, 0, n_rows * area.height)

    def do_in_bar(self, text):
        self.app.key("ctrl+shift+e")
        self.app.wait("text", "^What to do to the selected cells$", state=FOCUSED)
        self.app.type(text)

    # The day.

    def step_connect(self):
        """Connect a shop of 3,000 rows, names in eight languages; the sheet shows what the shop holds"""
        state = pathlib.Path(os.environ["HOME"]) / "shop.json"
        self.shop, self.app = open_shop(self.things, "--items", str(N_ITEMS), "--mixed-names",
                                        "--state", str(state))
        self.picture("connected")
        self.app.show_flat()
        self.held = self.read_shop()
        self.rows = self.read_shop()
        self.select_all(self.rows)
        for row, line in zip(self.rows, self.read_sheet()):
            row.name, row.sku = line[0], line[1]
        self.check()
        self.picture("all-rows")

    def step_look(self):
        """Sort by price, look at what is out of stock, search"""
        self.app.go_to_price()
        self.app.key("shift+F6", "Return")
        self.picture("sorted")
        self.app.key("Escape")
        self.select_all(self.rows)
        prices = [minor(line[2]) for line in self.read_sheet()]
        if prices != sorted((row.price for row in self.rows), key=lambda price: (price is None, price)):
            raise AssertionError("rows sorted by price")
        self.app.key("shift+F6", "Return", "Return", "Escape")  # the other way round, and not at all
        wanted = [row for row in self.rows if sum(row.stock) + row.at_shopee == 0]
        self.app.press("^Out of Stock", "page tab")
        self.select_all(wanted)
        stocks = [int(line[3]) for line in self.read_sheet()]
        self.picture("out-of-stock")
        if stocks != [sum(row.stock) for row in wanted]:
            raise AssertionError(f"{len(wanted)} rows out of stock: {stocks}")
        self.app.press("^All", "page tab")
        self.app.search_for("SG-00017")
        self.picture("searched")
        self.check()

    def step_raise(self):
        """Raise the prices of a search by 10 %, to an ending, in the entry bar"""
        self.select_prices(WATERPROOF_ZH)
        self.do_in_bar("+10% end .90")
        self.app.wait("label", "prices change")
        self.picture("entry-bar")
        self.app.key("Return")
        self.stage(self.named(WATERPROOF_ZH), lambda row: end_90(fractions.Fraction(row.price * 110, 100)))
        self.app.wait_changed(self.count_changed())
        self.picture("raised")
        self.check()

    def step_repeat(self):
        """The same again by F4 on other rows"""
        self.select_prices(WATERPROOF_TH)
        self.app.key("F4")
        self.stage(self.named(WATERPROOF_TH), lambda row: end_90(fractions.Fraction(row.price * 110, 100)))
        self.app.wait_changed(self.count_changed())
        self.picture("repeated")
        self.check()

    def step_copy(self):
        """Copy prices for a spreadsheet: text and HTML"""
        self.select_prices(WATERPROOF_TH)
        text = self.app.copy()
        if text.splitlines() != [money(row.price) for row in self.named(WATERPROOF_TH)]:
            raise AssertionError(f"the prices of {WATERPROOF_TH}: {text!r}")
        html = self.app.read_clipboard("text/html")
        if len(re.findall("<tr", html)) != len(text.splitlines()):
            raise AssertionError(f"a table: {html[:200]!r}")

    def step_supplier(self):
        """Paste a supplier's list by SKU: some are not known, one is refused, one waits for a promotion to end"""
        listed = [row for row in self.rows if row.is_free and row.sku and 100 <= row.number < 160]
        promoted = next(row for row in self.rows if row.number == 2)
        table = [["Article", "Description", "New price"]]
        table += [[row.sku, "of the supplier", money(raise_by(-5, row.price))] for row in reversed(listed)]
        table += [["OLD-1", "not known", "3.50"], ["OLD-2", "not known", "4.50"],
                  [promoted.sku, "in a promotion", "29.00"], ["SG-00000", "to be asked", "ask us"]]
        self.app.search_for("")
        self.app.go_to_price()
        self.app.paste("".join("\t".join(line) + "\n" for line in table))
        self.app.wait("push button", "SKU$", state=SENSITIVE)
        self.picture("how-to-paste")
        self.app.press("SKU$")
        self.app.wait("push button", "Refused$")
        self.picture("pasted")
        self.app.press("Refused$")
        self.app.wait("table cell", "^Price", state=FOCUSED)
        self.picture("refused")
        self.stage(listed + [promoted], lambda row: 2900 if row is promoted else raise_by(-5, row.price))
        self.check()

    def step_fill(self):
        """Fill: by the handle, down, with one value, with the value of the cursor"""
        rows = self.of_item(17)
        self.app.search_for("SG-00017")
        self.app.go_to_price()
        self.drag_handle(3)
        self.stage(rows[1:4], lambda row: rows[0].price)
        self.app.wait_changed(self.count_changed())
        self.picture("filled")
        self.app.key("Down", "Down", "Down", "Down", *["shift+Down"] * 3, "ctrl+d")
        self.stage(rows[5:8], lambda row: rows[4].price)
        self.app.wait_changed(self.count_changed())
        self.app.key("Down", "Down", "Down", "Down", *["shift+Down"] * 2)
        self.app.type("12.34")
        self.picture("typing")
        self.app.key("ctrl+Return")
        self.stage(rows[8:11], lambda row: 1234)
        self.app.wait_changed(self.count_changed())
        self.app.key("Down", "Down", "Down", *["shift+Down"] * 4, "ctrl+Return")
        self.stage(rows[12:16], lambda row: rows[11].price)
        self.picture("filled-all")
        self.check()

    def step_undo(self):
        """Undo six steps, do four of them again"""
        again = []
        for _ in range(6):
            again.append(self.take_back())
            self.app.key("ctrl+z")
            self.app.wait_changed(self.count_changed())
        self.picture("undone")
        self.check()
        for key in ("ctrl+shift+z", "ctrl+y", "ctrl+shift+z", "ctrl+y"):
            wanted = again.pop()
            prices = {id(row): price for row, price in wanted}
            self.stage([row for row, _ in wanted], lambda row: prices[id(row)])
            self.app.key(key)
            self.app.wait_changed(self.count_changed())
        self.check()

    def step_mistake(self):
        """Type a price with a digit too many: the review points it out; take it back"""
        row = next(row for row in self.rows if row.is_free and row.sku and row.number > 160)
        self.app.search_for(row.sku)
        self.app.go_to_price()
        self.app.type(money(row.price * 10))
        self.app.key("Return")
        self.app.wait_changed(self.count_changed() + 1)
        self.app.review()
        self.picture("review-with-slip")
        self.app.key("Escape")
        self.app.wait_window("^Pasar")
        self.app.key("ctrl+z")
        self.check()

    def step_kill(self):
        """Killed, and started again: nothing is lost"""
        self.app.kill()
        self.app = start_again(self.things)
        self.picture("started-again")
        self.check()
        self.app.key("ctrl+z", "ctrl+shift+z")
        self.check()

    def submit(self, name):
        """Submits, and checks that the sheet has what is left of the changes."""
        self.app.review()
        self.app.submit()
        self.app.wait_submitted()
        self.picture(name)
        self.app.press("Close$")
        self.app.wait_window("^Pasar")
        self.held = self.read_shop()
        self.check()

    def step_network(self):
        """The shop's server gone while it submits, and the seller stops: nothing is done twice, nothing is lost"""
        self.app.submit_into_trouble(self.shop, "update_price")
        sent = self.shop.sent_items("update_price")
        self.picture("submitting")
        self.shop.stop()
        self.app.wait("label", "^The shop cannot be reached", seconds=90)
        self.picture("network-gone")
        self.app.press("Stop$")
        self.app.wait("label", r"\d+ not known yet", seconds=90)
        self.app.press("Close$", seconds=90)
        self.app.wait_window("^Pasar")
        self.picture("without-network")
        self.shop.start()
        self.held = self.read_shop()
        self.app.press("Try Again$")
        self.app.wait_changed(self.count_changed(), seconds=90)
        self.check()
        if len(sent) != len(set(sent)) or len(sent) < CALLS_IN_FLIGHT:
            raise AssertionError(f"one call an item; there were {sorted(sent)}")

    def step_submit(self):
        """Submit the rest, while an item comes into a promotion: its rows are told, and stay"""
        item = [row for row in self.rows if row.is_free and self.is_changed(row)][-1].number
        self.shop.do("set_promotion", item_id=item_id(item), staging="ongoing")
        self.submit("outcomes")
        left = {row.number for row in self.rows if row.is_free and self.is_changed(row)}
        if left != {item}:
            raise AssertionError(f"only the rows of item {item} are left; there are those of {left}")
        self.item = item

    def step_mend(self):
        """The promotion is over: submit its rows once more"""
        self.shop.do("set_promotion", item_id=item_id(self.item), staging="none")
        self.app.key("F5")
        self.app.wait_gone("push button", "^Cancel$", 60)
        self.submit("mended")
        if any(row.is_free and self.is_changed(row) for row in self.rows):
            raise AssertionError("all that the shop takes is done")

    def step_discard(self):
        """Give up what the shop does not take: Delete brings its values back"""
        self.app.press("^Changed", "page tab")
        self.app.go_to_price()
        self.app.key("ctrl+space")
        left = [row for row in self.rows if self.is_changed(row)]
        self.wait_prices(left)
        self.app.wait("table cell", r"^Price, .*, was .*(promotion|Waits until)", state=FOCUSED)  # the reason is heard
        self.picture("left")
        self.app.key("Delete")
        for row in left:
            row.price = self.held[row.index].price
        self.app.wait_changed(0)
        self.app.press("^All", "page tab")
        self.check()

    def step_boost(self):
        """Boost an item"""
        self.app.search_for("SG-00017")
        self.app.key("ctrl+a", "ctrl+b")
        self.app.press("^Boost 1 Item$")
        self.app.wait("label", r"^Boosted\.$")
        self.picture("boosted")
        self.app.key("Escape")
        self.app.wait_window("^Pasar")
        if self.shop.count("boost_item") != 1:
            raise AssertionError("boosted once")
        self.app.key("Home")
        self.app.wait("table cell", r"^Item, .*, Boosted, \d:\d\d left$", state=FOCUSED)

    def step_end(self):
        """Quit; the shop holds what the model has, in every row"""
        self.app.key("ctrl+q")
        self.app.wait_ended()
        wrong = [(row, held.price) for row, held in zip(self.rows, self.read_shop()) if row.price != held.price]
        if wrong:
            raise AssertionError(f"the shop's prices: {wrong[:5]}")


if __name__ == "__main__":
    sys.exit(run_walk(Day))
