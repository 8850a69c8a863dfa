#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A seller imports files: the real app against a shop's server. Prints TAP.

Usage: import_seller.py [FOLDER]

A picture of each case that failed goes into the folder. What else it needs: see seller_support.py."""

import os
import pathlib
import re
import subprocess
import sys

from desktop import FOCUSED, INVALID
from seller_support import item_id, open_shop, run_cases, wait_for


def write_file(name, content):
    path = pathlib.Path(os.environ["HOME"]) / name
    path.write_bytes(content)
    return path


def paste_file(seller, name, content):
    """Pastes a file that was copied in another program; waits for the window that imports it."""
    path = write_file(name, content)
    seller.paste(path.as_uri() + "\r\n", target="text/uri-list")
    seller.wait_window("^Import")


def choose_file(seller, path):
    """Chooses a file by its name; waits for the window that imports it."""
    seller.key("ctrl+o")
    seller.wait_window("^Import")
    seller.key("ctrl+l")
    seller.wait("text", state=FOCUSED)
    seller.fill(str(path))
    seller.press("Import$")  # Return may only end the completion of the name


def import_list(things):
    """a supplier's list is mapped, looked at, imported as one step, and undone"""
    shop, seller = open_shop(things, "--items", "60")
    price = shop.rows(0)[0]["price_minor"] / 100
    lines = ["SKU,Name,HPP,Nothing", "SG-00000,Mug,20.00,1", "SG-00002,Towel,31.00,1", "XX-1,Gone,1,1"]
    paste_file(seller, "supplier.csv", "\n".join(lines).encode())
    seller.wait("push button", r"^supplier\.csv · 3 rows$")
    seller.wait("push button", "^SKU: SKU$", state=FOCUSED)
    seller.press("Add a Computed Column$")
    entry = seller.wait("text", "^Formula$", state=FOCUSED)
    seller.type("=hpp*")
    wait_for(lambda: any(entry.get_state_set().contains(state) for state in INVALID), "the formula refused")
    seller.type("2")
    seller.press("^Not Found, 1$")
    seller.wait("label", "^The shop has no such item or variation.$")
    seller.press("^Changed, ")
    seller.wait("label", f"Price: {price:.2f} → 40.00 ")
    seller.press("^Import ")
    seller.wait("label", r"^Import of supplier\.csv: ")  # it goes after some seconds
    seller.wait_window("^Pasar")
    wait_for(seller.count_changed, "changes")
    seller.key("ctrl+z")
    seller.wait_changed(0)

    # What was said is known of the next such file, and what is left out is kept.
    paste_file(seller, "next.csv", "\n".join(lines).encode())
    seller.wait("text", "^Formula$")
    seller.wait("label", f"Price: {price:.2f} → 40.00 ")
    seller.press("Save Rows That Are Left Out…$")
    seller.wait_window("^Save Rows")
    seller.wait("text", state=FOCUSED)
    seller.key("Escape")
    seller.wait_window("^Import")
    seller.walk_to("Tab", "Save Rows That Are Left Out…$")
    seller.key("Return")
    seller.wait_window("^Save Rows")
    seller.wait("text", state=FOCUSED)
    rest = pathlib.Path(os.environ["HOME"]) / "rest.csv"
    seller.fill(str(rest))
    seller.key("Return")
    wait_for(rest.exists, "the file")
    seller.wait("label", "rows? exported")
    if "XX-1,Gone,1,1," not in rest.read_text(encoding="utf-8-sig"):
        raise AssertionError(f"the row that the shop does not have; there is {rest.read_text()!r}")
    seller.wait("push button", "Save Rows That Are Left Out…$", state=FOCUSED)
    seller.wait_window("^Import")
    seller.key("Escape")  # as everywhere, the toast goes first
    seller.wait_gone("label", "rows? exported")
    seller.key("Escape")
    seller.wait_closed("^Import")
    seller.wait_window("^Pasar")


def import_workbook(things):
    """Seller Centre's workbook needs no question; another one is told apart, and what is no table, from outside"""
    _, seller = open_shop(things, "--items", "60")
    keys = ("et_title_product_id\tet_title_variation_id\tet_title_variation_price\t"
            "et_title_variation_stock\n{}\ttoken\t\t\nProduct ID\tVariation ID\tPrice\tStock\n")
    rows = f"{item_id(0)}\t0\t25.50\t\n"
    choose_file(seller, write_file("mass_update_sales_info.csv", (keys.format("sales_info") + rows).encode()))
    seller.press("^Import 1 Price$")
    seller.wait_window("^Pasar")
    seller.wait_changed(1)

    paste_file(seller, "mass_update_basic_info.csv", (keys.format("basic_info") + rows).encode())
    seller.wait("label", "^This is Seller Centre’s workbook “basic_info”.")
    subprocess.run([os.environ["PASAR_BINARY"], write_file("empty.csv", b"")], check=True, timeout=30)
    seller.key("Escape")
    seller.wait("label", "^There is no table in it.$")
    seller.wait_window("^Import")
    seller.key("Escape")
    seller.wait_window("^Pasar")
    seller.wait_changed(1)


CASES = [import_list, import_workbook]


def main():
    only = [case for case in CASES if re.search(os.environ.get("PASAR_SELLER_CASES", ""), case.__name__)]
    return run_cases(only, sys.argv[1] if len(sys.argv) > 1 else None)


if __name__ == "__main__":
    sys.exit(main())
