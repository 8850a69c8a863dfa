#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A seller connects a shop of their own, and the weather is bad: the real app against a shop's server, with a
real keyring. Prints TAP.

Usage: seller.py [FOLDER [PART PARTS]]

A picture of each case that failed goes into the folder. Of so many parts of the cases one can be run. What else it needs: see seller_support.py."""

import os
import pathlib
import re
import sys
import zipfile

from desktop import FOCUSED, INVALID, SELECTED, SENSITIVE, NotShown
from seller_support import (CALLS_IN_FLIGHT, get_setting, is_right_to_left, item_id, open_shop, run_cases,
                            start_again, wait_for)

N_ITEMS = 60
PIECES = "78"  # no row has this stock before


def open_small_shop(things, *arguments):
    return open_shop(things, "--items", str(N_ITEMS), *arguments)


def type_price(seller, text):
    """Types into the price of the row at the cursor."""
    seller.go_to_price()
    seller.type(text)
    seller.key("Return")


def stage_stock(seller, pieces):
    """Stages the same stock for all notebooks and lamps; gives how many rows have changed."""
    seller.search_for("(notebook or lamp)")
    seller.key("ctrl+a", "Menu", "s")
    seller.wait_window("^Edit Stock")
    seller.wait("push button", "Set to$", state=SENSITIVE)
    seller.type(pieces)
    seller.press("^Change Stock")
    seller.wait_window("^Pasar")
    wait_for(seller.count_changed, "changes")
    return seller.count_changed()


def rows_with(shop, pieces):
    """How many rows the shop holds with this stock."""
    return sum(sum(row["stock"]) == int(pieces) for number in range(N_ITEMS)
               for row in shop.rows(number))


def submit_rest(shop, seller, n_rows):
    """Submits what is left, and checks that every row arrived."""
    seller.review()
    seller.submit()
    seller.wait_submitted()
    seller.press("Close$")
    seller.wait_changed(0)
    if rows_with(shop, PIECES) != n_rows:
        raise AssertionError(f"{n_rows} rows at the shop; there are {rows_with(shop, PIECES)}")


def check_once(shop, before=()):
    """Checks that there was one call an item; before: those to an earlier run of the shop."""
    sent = [*before, *shop.sent_items("update_stock")]
    if len(sent) != len(set(sent)):
        raise AssertionError(f"one call an item; there were {sorted(sent)}")


def connect_and_submit(things):
    """connect a shop by its tokens, edit, submit: the shop has the new price"""
    shop, seller = open_small_shop(things)
    seller.search("25000000011")
    type_price(seller, "21.50")
    seller.wait_changed(1)
    seller.review()
    seller.submit()
    seller.wait_submitted()
    seller.press("Close$")
    seller.wait_changed(0)
    if shop.rows(0)[0]["price_minor"] != 2150:
        raise AssertionError(f"21.50 at the shop; it has {shop.rows(0)[0]}")
    seller.wait_window("^Pasar")
    seller.key("ctrl+q")
    seller.wait_ended()
    start_again(things)


def killed_while_submitting(things):
    """killed while it submits: nothing is lost, nothing is done twice"""
    shop, seller = open_small_shop(things)
    n_rows = stage_stock(seller, PIECES)
    seller.submit_into_trouble(shop, "update_stock")
    n_calls = shop.count("update_stock")
    seller.kill()
    shop.end_faults()

    seller = start_again(things)
    seller.wait("label", "taken by the shop")
    if shop.count("update_stock") != n_calls:
        raise AssertionError("nothing sent without being asked for")
    seller.wait_changed(n_rows - rows_with(shop, PIECES))
    submit_rest(shop, seller, n_rows)
    check_once(shop)


def network_gone_while_submitting(things):
    """the server gone while it submits: that is told, and it goes on by itself when it is back"""
    state = pathlib.Path(os.environ["HOME"]) / "shop.json"
    state.unlink(missing_ok=True)
    shop, seller = open_small_shop(things, "--state", str(state))
    n_rows = stage_stock(seller, PIECES)
    seller.submit_into_trouble(shop, "update_stock")
    sent = shop.sent_items("update_stock")
    shop.stop()
    seller.wait("label", "^The shop cannot be reached", seconds=90)
    shop.start()
    seller.wait_submitted()
    seller.press("Close$")
    seller.wait_window("^Pasar")
    seller.wait_changed(0)
    if rows_with(shop, PIECES) != n_rows:
        raise AssertionError(f"{n_rows} rows at the shop; there are {rows_with(shop, PIECES)}")
    check_once(shop, sent)


def quit_while_submitting(things):
    """quit while it submits: the app asks, waits for what is on its way, and goes"""
    shop, seller = open_small_shop(things)
    n_rows = stage_stock(seller, PIECES)
    seller.submit_into_trouble(shop, "update_stock")
    seller.key("ctrl+q")
    seller.press("Keep Submitting$")
    seller.wait_closed("^Stop Submitting")
    seller.key("ctrl+q")
    seller.press("Stop and Quit$")
    seller.wait_closed("^Stop Submitting")
    shop.end_faults()
    seller.wait_ended(90)
    n_sent = rows_with(shop, PIECES)
    if not 0 < n_sent < n_rows:
        raise AssertionError(f"some of {n_rows} rows at the shop; there are {n_sent}")
    seller = start_again(things)
    seller.wait_changed(n_rows - n_sent)
    submit_rest(shop, seller, n_rows)
    check_once(shop)


def quit_while_boosting(things):
    """quit while it boosts: the app asks, waits for what is on its way, and goes"""
    shop, seller = open_small_shop(things)
    shop.fault("call=boost_item,kind=delay,value=600000")
    seller.search("250000001")
    seller.key("ctrl+a", "ctrl+b")
    seller.press(r"^Boost \d Items?$")
    wait_for(lambda: shop.count("boost_item") == 1, "a boost under way")
    seller.key("ctrl+q")
    seller.press("Keep Boosting$")
    seller.wait_closed("^Stop Boosting")
    seller.press("Close$")  # the boost goes on without its window
    seller.wait_closed("^Boost Items")
    seller.key("ctrl+q")
    seller.press("Stop and Quit$")
    seller.wait_closed("^Stop Boosting")
    shop.end_faults()
    seller.wait_ended(90)
    if shop.count("boost_item") != 1:
        raise AssertionError("boosted once")


def revoked_tokens(things):
    """tokens revoked: signed out, the edits are kept; connected again, it goes on"""
    shop, seller = open_small_shop(things)
    seller.search("25000000011")
    type_price(seller, "21.50")
    seller.wait_changed(1)
    shop.do("revoke_tokens")
    seller.key("F5")
    seller.press("Connect Again$")
    seller.wait_window("^Connect Again")  # with all that was entered before
    seller.enter_final_address(shop.final_address())
    seller.press("Done$", seconds=60)
    seller.wait_window("^Pasar")
    seller.wait_gone("push button", "Connect Again$")
    seller.wait_loaded()
    seller.wait_changed(1)
    seller.review()
    seller.submit()
    seller.wait_submitted()
    if shop.rows(0)[0]["price_minor"] != 2150:
        raise AssertionError(f"21.50 at the shop; it has {shop.rows(0)[0]}")


def choose_shop(seller, nth):
    """Opens the menu of shops, the first of the header bar, and goes to its n-th entry by the keyboard: the shops,
    then Connect a Shop. (GTK 4.18 gives entries no names.)"""
    seller.press(r"^Sandbox ..$")
    seller.wait("menu item", state=FOCUSED)
    seller.key(*["Down"] * nth, "Return")


def two_shops(things):
    """two shops: each keeps its own changes while the other is shown"""
    shop, seller = open_small_shop(things, "--second-shop")
    first, second = "Sandbox SG", "Sandbox MY"
    seller.search("25000000011")
    type_price(seller, "21.50")
    seller.wait_changed(1)
    choose_shop(seller, 1)
    seller.connect(shop, second=True)
    seller.wait("push button", f"^{second}")
    seller.wait_loaded()
    seller.wait_changed(0)
    seller.search("26000000048")  # an item with six models: the cursor is on its header
    type_price(seller, "21.50")
    seller.wait_changed(6)
    choose_shop(seller, 0)
    seller.wait("push button", f"^{first}")
    seller.wait_changed(1)
    choose_shop(seller, 1)
    seller.wait("push button", f"^{second}")
    seller.wait_changed(6)


def read_prices(seller, n):
    """What the cells of the cursor and below it are called; the cursor is back then."""
    names = []
    for _ in range(n):
        names.append(seller.wait("table cell", "^Price", state=FOCUSED).get_name())
        seller.key("Down")
    seller.key(*["Up"] * n)
    return [re.match("Price, ([^,]+)", name).group(1) for name in names]


def open_variations(things):
    """An item with 50 variations, the cursor on the first price."""
    shop, seller = open_small_shop(things)
    seller.show_flat()
    seller.search_for("SG-00017")
    seller.go_to_price()
    return seller


def copy_and_paste(things):
    """copy and paste are told of: what was taken, what was refused and why, and which cells those are"""
    seller = open_variations(things)
    prices = read_prices(seller, 3)
    seller.key("shift+Down", "shift+Down")
    cell = seller.wait("table cell", "^Price", state=FOCUSED)
    wait_for(lambda: cell.get_description().startswith("3 cells selected"), cell.get_description)
    copied = seller.copy().splitlines()
    if copied != prices:
        raise AssertionError(f"copied what is shown, {prices}; it was {copied}")

    seller.paste("11.00\nask us\n12.00\n")
    seller.wait("label", "^Pasted 2 prices, 1 refused$")
    seller.wait("label", "“ask us” is not a number")
    seller.wait_changed(2)
    seller.press("Refused$")
    seller.wait("table cell", f"^Price, {prices[1]}, ", state=FOCUSED)
    seller.wait("label", "^“ask us” is not a number")  # in the status bar, as long as the cursor is there
    seller.key("Up")
    seller.wait_gone("label", "^“ask us” is not a number")
    if read_prices(seller, 3) != ["11.00", prices[1], "12.00"]:
        raise AssertionError(f"pasted, but for the second; there is {read_prices(seller, 3)}")
    seller.key("ctrl+z")  # all of it is one step
    seller.wait_changed(0)


def entry_bar(things):
    """the entry bar opens, says what would come of what is typed, and applies it"""
    seller = open_variations(things)
    prices = read_prices(seller, 3)
    seller.wait_gone("label", "prices?$")
    seller.key("shift+Down", "shift+Down")
    seller.wait("label", "^3 prices$")
    seller.wait("table cell", "^Price", state=FOCUSED)  # the keyboard stays where it is
    seller.key("ctrl+shift+e")
    entry = seller.wait("text", "^What to do to the selected cells$", state=FOCUSED)
    seller.type("+10%")
    preview = "^3 prices change, .*11.00–11.22$"
    wait_for(lambda: re.search(preview, entry.get_description()), entry.get_description)
    seller.wait("push button", "Apply$", state=SENSITIVE)
    seller.type(" apples")
    wait_for(lambda: "is not a number" in entry.get_description(), entry.get_description)
    if not any(entry.get_state_set().contains(state) for state in INVALID):
        raise AssertionError("the entry says that it is invalid")
    seller.fill("+10%")
    wait_for(lambda: re.search(preview, entry.get_description()), entry.get_description)
    seller.press("Apply$")
    seller.wait_changed(3)
    seller.wait("table cell", "^Price, 11.00, was 10.00, ", state=FOCUSED)
    if read_prices(seller, 3) != ["11.00", "11.11", "11.22"]:
        raise AssertionError(f"{prices} and 10 %; there is {read_prices(seller, 3)}")


def search_by_condition(things):
    """conditions: completed in the search field, where what is wrong is said and hides no rows; and built"""
    _, seller = open_small_shop(things)
    seller.wait("label", f"^{N_ITEMS} items")
    seller.key("ctrl+f")
    entry = seller.wait("entry", "^Search by")
    seller.type("sto")
    seller.wait("list item", "^stock, Stock$")
    seller.key("ctrl+shift+u", "Escape")  # what is composed is given up first
    seller.wait("list item", "^stock, Stock$")
    seller.key_until("Down", "list item", "^stock, Stock$", FOCUSED)
    seller.key("Return")
    seller.wait_gone("list item", "^stock, ")
    seller.type("<10")
    few = seller.wait("label", rf"^(?!{N_ITEMS} )[1-9]\d* items?\b").get_name()
    seller.type("x")
    wait_for(lambda: "“10x” is not a number" in entry.get_description(), entry.get_description)
    if not any(entry.get_state_set().contains(state) for state in INVALID):
        raise AssertionError("the entry says that it is invalid")
    seller.wait("label", "“10x” is not a number")
    seller.wait("label", f"^{re.escape(few)}$")
    seller.key("BackSpace", "Return")
    seller.wait("table cell", state=FOCUSED)
    seller.wait_gone("label", "is not a number")

    seller.press("^Add a Filter$")
    seller.wait("push button", "^Column, Item$", state=FOCUSED)
    seller.key("Tab", "Tab")
    seller.type("notebook")
    seller.key("Return")
    seller.press("^Change Item contains notebook$")
    seller.wait("text", "^Filter as Text$", state=FOCUSED)
    seller.fill("name:notebook or price<x")
    seller.key("Return")
    seller.wait("label", "“x” is not a number")
    seller.fill("name:notebook or price<0.01")
    seller.key("Return")
    chip = seller.wait("push button", "^Remove Item contains notebook or Price < 0.01$")
    seller.wait("label", rf"^(?!{re.escape(few)}$)\d+ items?\b")
    chip.do_action(0)
    seller.wait("label", f"^{re.escape(few)}$")


def chosen_view(seller):
    """What the chosen tab says."""
    return next((tab.get_name() for tab in seller.find("page tab")
                 if tab.get_state_set().contains(SELECTED)), None)


def wait_view(seller, name):
    wait_for(lambda: re.search(name, chosen_view(seller) or ""), lambda: f"view {name}; {chosen_view(seller)} is chosen")


def do_with_view(seller, name, entry):
    """Presses a key in the menu of a view; n-th of what can be chosen there."""
    seller.press(f"^Menu of {name}$")
    seller.wait("menu item", state=FOCUSED)
    seller.key(*["Down"] * (entry - 1), "Return")


def views(things):
    """views: kept under a name, chosen by a key, changed, reverted, saved, renamed, removed and back; of a shop or of all"""
    shop, seller = open_small_shop(things, "--second-shop")
    seller.wait("page tab", f"^All, {N_ITEMS} items")
    seller.key("ctrl+2")
    wait_view(seller, "^Changed, 0 items")
    seller.wait(name="^Nothing in “Changed”$")
    seller.key("ctrl+1")
    wait_view(seller, "^All, ")

    seller.search_for("stock<10")
    wait_view(seller, "^All, .* not saved as it is now$")
    few = seller.wait("label", rf"^(?!{N_ITEMS} )[1-9]\d* items?\b").get_name()
    seller.press("^Save as a New View$")
    seller.wait(name="^Name of the View$")
    seller.type("Few")
    seller.key("Return")
    wait_view(seller, "^Few$")
    seller.key("ctrl+1")
    seller.wait("label", f"^{N_ITEMS} items")
    wait_view(seller, "^All, .*variations$")
    seller.key("ctrl+6")
    wait_view(seller, "^Few$")
    seller.wait("label", f"^{re.escape(few)}$")

    seller.search_for("stock<3")
    wait_view(seller, "^Few, not saved")
    do_with_view(seller, "Few", 2)  # Revert
    wait_view(seller, "^Few$")
    seller.wait("label", f"^{re.escape(few)}$")
    seller.search_for("stock<3")
    wait_view(seller, "^Few, not saved")
    do_with_view(seller, "Few", 1)  # Save Changes
    wait_view(seller, "^Few$")
    fewer = seller.wait("label", rf"^(?!{re.escape(few)}$)\d+ items?\b").get_name()

    do_with_view(seller, "Few", 1)  # Rename, now that there is nothing to save
    seller.wait(name="^Name of the View$")
    seller.key("ctrl+a")
    seller.type("Fewest")
    seller.key("Return")
    wait_view(seller, "^Fewest$")
    do_with_view(seller, "Fewest", 3)  # Remove
    seller.wait_gone("page tab", "^Fewest$")
    wait_view(seller, "^On Promotion")
    seller.press("Undo$")
    wait_view(seller, "^Fewest$")
    seller.wait("label", f"^{re.escape(fewer)}$")

    seller.key("ctrl+q")
    seller.wait_ended()
    seller = start_again(things)
    wait_view(seller, "^Fewest$")
    seller.wait("label", f"^{re.escape(fewer)}$")
    seller.press("^Save as a New View$")
    seller.wait(name="^Name of the View$")
    seller.type("Everywhere")
    seller.key("Tab", "space", "Tab", "Return")
    wait_view(seller, "^Everywhere$")

    choose_shop(seller, 1)
    seller.connect(shop, second=True)
    seller.wait("push button", "^Sandbox MY")
    wait_view(seller, "^All, ")
    seller.wait("page tab", "^Everywhere$")
    seller.wait_gone("page tab", "^Fewest$")
    choose_shop(seller, 0)
    seller.wait("push button", "^Sandbox SG")
    wait_view(seller, "^Everywhere$")
    seller.wait("page tab", "^Fewest$")


def count_reads(shop):
    """How often anything of the shop was read."""
    calls = shop.ask("log")["calls"]
    return sum(call["count"] for name, call in calls.items() if name.startswith("get_"))


def side_pane(things):
    """the side pane follows the cursor without asking the shop, tells what is staged, and gives the keyboard back"""
    shop, seller = open_small_shop(things)
    seller.show_flat()
    seller.search_for("SG-00000")
    n_reads = count_reads(shop)
    seller.key("F9")
    seller.wait("label", f"^{item_id(0)} Item ID$")
    seller.wait("label", "^2000000000008 Barcode$")
    seller.wait("table cell", state=FOCUSED)  # the keyboard stays where it is
    seller.search_for("SG-00001")
    seller.wait("label", f"^{item_id(1)} Item ID$")
    seller.wait("label", "^2000000010014 Barcode$")
    seller.key("Down")
    seller.wait("label", "^2000000010021 Barcode$")
    type_price(seller, "21.50")
    seller.wait("label", "^Changed Variations$")
    seller.wait("label", "19.90 21.50 .*Price$")
    if count_reads(shop) != n_reads:
        raise AssertionError("nothing was read for the pane")

    seller.key("F6")
    seller.wait("label", "^Everyday Notebook 1$", state=FOCUSED)
    seller.key("shift+Tab")
    seller.wait("separator", "^Width of the Side Pane$", state=FOCUSED)
    seller.key("Right" if is_right_to_left() else "Left")
    wait_for(lambda: get_setting("side-pane-width") == "316", lambda: get_setting("side-pane-width"))
    seller.key("Escape")
    seller.wait("table cell", state=FOCUSED)
    seller.wait("label", "^Changed Variations$")  # it hides nothing, so it stays
    seller.key("F9")
    seller.wait_gone("label", "^Changed Variations$")
    seller.wait("table cell", state=FOCUSED)


def go_to(things):
    """go to a row by its SKU, its id or its number, wherever it is; a filter that hides it is said and taken away"""
    shop, seller = open_small_shop(things)

    def ask(text, found):
        seller.key("ctrl+g")
        entry = seller.wait("text", "^Go to a SKU, an ID, a barcode or a row$", state=FOCUSED)
        seller.fill(text)
        seller.wait("list item", found)
        return entry

    ask("sg-00017-310", "SG-00017-310, Folded$")
    seller.key("Return")
    seller.wait_gone("text", "^Go to a SKU")
    seller.go_to_price()
    seller.wait("table cell", f"^Price, {shop.rows(17)[29]['price_minor'] / 100:.2f}", state=FOCUSED)
    ask("4", "SG-00003, Row 4$")
    seller.key("Escape")
    seller.wait_gone("text", "^Go to a SKU")
    seller.wait("table cell", "^Price", state=FOCUSED)  # where it was

    seller.search_for("SG-00017")
    ask(str(item_id(1)), "Hidden by a filter$")
    seller.key("Return")
    seller.wait("label", "^The filters hide this row.$")
    seller.wait("push button", "Show All Rows$", state=FOCUSED)
    seller.key("Return")
    seller.wait_gone("text", "^Go to a SKU")
    seller.key("Home")
    seller.wait("table cell", "Everyday Notebook 1", state=FOCUSED)


def find_and_replace(things):
    """what is found is counted and gone through without hiding rows, and replaced; what is left out is told"""
    seller = open_variations(things)
    prices = read_prices(seller, 3)

    def said(name, wanted):
        entry = seller.wait("text", name)
        wait_for(lambda: re.search(wanted, entry.get_description()), entry.get_description)

    seller.key("F3")  # with nothing to look for it asks
    seller.wait("text", "^Find$", state=FOCUSED)
    seller.type(prices[2])
    said("^Find$", "^[1-9][0-9]* found · only in rows that are shown$")
    seller.key("Return")
    said("^Find$", "^1 of [1-9]")
    seller.key("shift+Return")
    said("^Find$", " of .* · Went on from the end$")
    seller.key("F3")
    said("^Find$", "^1 of .* · Went on from the beginning$")
    seller.key("Escape")
    seller.wait("table cell", f"^Price, {prices[2]}, ", state=FOCUSED)
    seller.key("Up", "F3")  # what was looked for last
    seller.wait("table cell", f"^Price, {prices[2]}, ", state=FOCUSED)

    seller.key("Up", "Up", "ctrl+h")
    entry = seller.wait("text", "^Find$", state=FOCUSED)
    seller.fill("10.")
    said("^Find$", "^1 of 10 ")
    seller.key("Tab")
    seller.wait("text", "^Replace with$", state=FOCUSED)
    seller.type("x")
    said("^Replace with$", "^0 cells change · 10 left out: “x[0-9]+” is not a number")
    seller.fill("12.")
    said("^Replace with$", "^10 cells change$")
    seller.press("Preview$")
    seller.wait("list item", f", {re.escape(prices[0])} → 12.00$")
    seller.key("Escape")
    seller.wait_gone("list item", " → ")
    seller.key_until("shift+Tab", "text", "^Replace with$", FOCUSED)
    seller.key("Return")  # this one, and on to the next
    seller.wait_changed(1)
    said("^Find$", "^1 of 9 ")
    seller.press(r"Replace All \(9\)$")
    seller.wait("label", "^Replaced “10.” with “12.” in 9 prices$")
    seller.wait_changed(10)
    said("^Find$", "^Not found")
    if not any(entry.get_state_set().contains(state) for state in INVALID):
        raise AssertionError("the entry says that it is invalid")
    seller.key("ctrl+z")  # the keyboard is in the sheet again
    seller.wait_changed(1)
    said("^Find$", "^[1-9].* of 9 |^9 found")
    seller.key("ctrl+z")
    seller.wait_changed(0)


def own_columns(things):
    """columns of the seller's own are made, filled, renamed and removed with the keyboard, and outlive a kill"""

    def open_dialog():
        seller.key("F10", "c", "m")
        seller.wait_window("^My Columns")

    def add(name, kind):
        seller.key("alt+k")
        seller.wait("label", "^Yes or No$")
        seller.key("Home", *["Down"] * kind, "Return")
        seller.fill_row("n", "^Name$", name)
        seller.press("Add Column$")
        seller.wait("push button", f"^Remove “{re.escape(name)}”$")

    def close_dialog():
        seller.key("Escape")
        seller.wait_window("^Pasar")

    _, seller = open_small_shop(things)
    seller.search("Notebook 1")
    open_dialog()
    seller.fill("price")
    seller.key("Return")
    seller.wait("label", "^There is a column of this name already.$")
    add("Supplier", 2)
    add("Organic?", 3)
    seller.settle()
    close_dialog()
    seller.wait("table cell", "^Organic\\?, No", state=FOCUSED)
    seller.key("space")
    seller.wait("table cell", "^Organic\\?, Yes", state=FOCUSED)
    seller.type("perhaps")
    seller.key("Return")
    seller.wait("label", "^“perhaps” cannot be read here. Write Yes or No.$")
    seller.key("Escape", "Left")
    seller.type("Ming & Co")
    seller.key("Return")
    seller.wait_changed(0)  # nothing of it is the shop's
    seller.kill()

    seller = start_again(things)
    seller.search_for("ming co")
    seller.key("End")
    seller.wait("table cell", "^Organic\\?, Yes", state=FOCUSED)
    seller.key("ctrl+z")  # the cursor goes to what was undone
    seller.wait("table cell", "^Supplier, empty", state=FOCUSED)
    seller.key("ctrl+shift+z")
    seller.wait("table cell", "^Supplier, Ming & Co", state=FOCUSED)
    open_dialog()
    seller.press("^Remove “Supplier”$")
    seller.wait("label", "^“Supplier” was removed.$")
    seller.wait_gone("push button", "^Remove “Supplier”$")
    seller.press("Undo$")
    seller.wait("push button", "^Remove “Supplier”$")
    close_dialog()
    seller.key("ctrl+z")
    seller.wait("table cell", "^Supplier, empty", state=FOCUSED)
    seller.key("ctrl+shift+z")
    seller.wait("table cell", "^Supplier, Ming & Co", state=FOCUSED)


def count_rows(path):
    """The rows of a workbook, with the one of the titles."""
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml").count(b"<row ")


def export_as(seller, path):
    """Exports what the dialog has, to a file of this name."""
    seller.press("Export…$")
    seller.wait_window("^Export As")
    seller.wait("text", state=FOCUSED)
    seller.fill(str(path))
    seller.key("Return")


def export_rows(things):
    """rows are exported as they are shown; what cannot be written is said, and nothing is lost"""
    seller = open_variations(things)
    home = pathlib.Path(os.environ["HOME"])
    path = home / "prices.xlsx"
    seller.key("ctrl+shift+s")
    seller.wait_window("^Export")
    seller.wait("label", r"^Shown \(50\)$")
    export_as(seller, path)
    seller.wait("label", r"^50 rows exported\.")
    seller.wait("push button", "Open$")
    if count_rows(path) != 51:
        raise AssertionError(f"50 rows below the titles; there are {count_rows(path)}")

    seller.wait_window("^Pasar")
    seller.key("ctrl+shift+s")
    seller.wait_window("^Export")
    export_as(seller, "/proc/prices.xlsx")
    seller.wait("label", "^Files cannot be written there")
    seller.press("Try Again$")
    seller.wait_window("^Export")
    seller.key("Escape")
    seller.wait_window("^Pasar")


def write_workbook(path, item, price):
    """The workbook of prices and stock that Seller Centre lets sellers download, of one item."""
    rows = [["et_title_product_id", "et_title_variation_id", "et_title_variation_price",
             "et_title_variation_stock", "et_title_reason"],
            ["sales_info", "b9c7d1", "", "", ""],
            ["Product ID", "Variation ID", "Price", "Stock", ""],
            [item, "0", price, "7", ""]]
    cells = "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>"
                    for row in rows)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{office}/officeDocument"'
                       ' Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="a"'
                                      f' Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Sheet1" sheetId="1"'
                           ' r:id="a"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def read_texts(path):
    """All parts of a workbook with texts of its cells."""
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist()
                        if name.startswith(("xl/worksheets/", "xl/sharedStrings"))).decode()


def open_as(seller, path, then):
    """Opens a file of this name; a key that comes while the name is completed is lost."""
    seller.key("ctrl+l")
    seller.wait("text", state=FOCUSED)
    seller.fill(str(path))
    for _ in range(5):
        seller.key("Return")
        try:
            return seller.wait_window(then, 10)
        except NotShown:
            pass
    raise NotShown(f"a window {then!r}")


def fill_in_and_submit(things):
    """a workbook of Seller Centre is filled in with what is staged, and the outcome of a submission exported"""
    _, seller = open_small_shop(things)
    home = pathlib.Path(os.environ["HOME"])
    came, filled, outcomes = home / "came.xlsx", home / "filled.xlsx", home / "outcomes.csv"
    write_workbook(came, item_id(0), "19.99")
    seller.search(str(item_id(0)))
    type_price(seller, "21.50")
    seller.wait_changed(1)
    seller.key("ctrl+shift+s")
    seller.wait_window("^Export")
    seller.wait("label", "^Fill in a Seller Centre Workbook")
    seller.key("alt+h")
    seller.wait_window("^Choose the Workbook")
    open_as(seller, came, "^Save the Filled-in")
    seller.wait("text", state=FOCUSED)
    seller.fill(str(filled))
    seller.key("Return")
    seller.wait("label", r"^1 row of the workbook filled in\.")
    if "21.50" not in read_texts(filled) or "19.99" in read_texts(filled):
        raise AssertionError(f"the new price in the workbook; it has {read_texts(filled)}")

    seller.wait_window("^Pasar")
    seller.review()
    seller.submit()
    seller.wait_submitted()
    seller.press("Export…$")
    seller.wait_window("^Export Outcomes As")
    seller.wait("text", state=FOCUSED)
    seller.key("Escape")
    seller.wait_window("^Review")
    seller.walk_to("Tab", "Export…$")
    seller.key("Return")
    seller.wait_window("^Export Outcomes As")
    seller.wait("text", state=FOCUSED)
    seller.fill(str(outcomes))
    seller.key("Return")
    seller.wait("label", r"^1 row exported\.")
    if not re.search(r",21\.50,Done,", outcomes.read_text(encoding="utf-8")):
        raise AssertionError(f"the outcome; the file has {outcomes.read_text(encoding='utf-8')}")
    seller.wait("push button", "Export…$", state=FOCUSED)
    seller.wait_window("^Review")
    seller.key("Escape")
    seller.wait_gone("label", r"^1 row exported\.")
    seller.key("Escape")
    seller.wait_closed("^Review")
    seller.wait_changed(0)


CASES = [connect_and_submit, killed_while_submitting, network_gone_while_submitting, quit_while_submitting,
         quit_while_boosting, revoked_tokens, two_shops, copy_and_paste, entry_bar,
         search_by_condition, views, side_pane, go_to, find_and_replace,
         export_rows, fill_in_and_submit, own_columns]


def main():
    only = [case for case in CASES if re.search(os.environ.get("PASAR_SELLER_CASES", ""), case.__name__)]
    if len(sys.argv) > 3:
        part, parts = map(int, sys.argv[2:])
        only = only[part - 1::parts]
    return run_cases(only, sys.argv[1] if len(sys.argv) > 1 else None)


if __name__ == "__main__":
    sys.exit(main())
