#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goes through the whole job on the demo shop, as a seller would, and takes a picture of each step.

Usage: tour.py FOLDER

Starts the program named by PASAR_BINARY with an empty home, in a display of its own with a window
manager and a compositor. Prints the outcome of each step; the exit status is 1 when one failed."""

import subprocess
import sys
import traceback

from desktop import SENSITIVE, NotShown
from seller_support import Seller, Walk, check_ends, set_up, setting, wait_for


class Tour(Walk):
    """The steps, in order; the first line of each says what is done."""

    def start(self, *arguments):
        self.app = Seller(*arguments)

    def wait_more_changed(self, before):
        wait_for(lambda: self.app.count_changed() > before, f"more than {before} changes")

    def step_welcome(self):
        """Start Pasar for the first time"""
        self.start()
        self.app.wait("label", "^Welcome to Pasar$")
        self.app.wait("push button", "Try the Demo Shop", state=SENSITIVE)
        self.picture("welcome")

    def step_demo_shop(self):
        """Open the demo shop"""
        self.app.press("Try the Demo Shop")
        self.app.wait_loaded()
        self.app.wait("label", r"items? .* stock")
        self.picture("demo-shop")

    def step_edit_price(self):
        """Type a price into a cell"""
        self.app.search("tote")
        self.app.go_to_price()
        self.app.type("15.90")
        self.picture("edit-price")
        self.app.key("Return", "Up")
        self.app.wait("table cell", "^Price, 15.90")
        self.picture("edited-price")
        if self.app.count_changed() < 1:
            raise NotShown("a changed row")

    def step_refuse_ambiguous(self):
        """Type a price that can be read in two ways: it is refused, and nothing changes"""
        before = self.app.count_changed()
        self.app.type("12,345")
        self.app.key("Return")
        self.picture("ambiguous-price")
        self.app.key("Escape")
        self.app.wait_changed(before)

    def step_undo(self):
        """Undo and redo"""
        before = self.app.count_changed()
        self.app.key("ctrl+z")
        self.app.wait_changed(0)
        self.app.key("ctrl+shift+z")
        self.app.wait_changed(before)

    def step_edit_prices(self):
        """Raise the prices of many rows at once, to an ending"""
        before = self.app.count_changed()
        self.app.search("shirt")
        self.app.key("ctrl+a", "Menu")
        self.picture("context-menu")
        self.app.key("p")
        self.app.wait("push button", "Change by", state=SENSITIVE)
        self.app.key("alt+percent")
        self.app.type("10")
        self.app.key("Tab")
        self.app.type(".90")
        self.app.wait("push button", r"^Change .*\d+ Prices", state=SENSITIVE)
        self.picture("edit-prices")
        self.app.press(r"^Change .*\d+ Prices")
        self.app.wait_gone("push button", "^Cancel$")
        self.wait_more_changed(before)
        self.picture("edited-prices")

    def step_edit_stock(self):
        """Set the stock of many rows at once"""
        before = self.app.count_changed()
        self.app.search("bottle")
        self.app.key("ctrl+a", "Menu", "s")
        self.app.wait("push button", "Set to", state=SENSITIVE)
        self.app.type("120")
        self.app.wait("push button", r"^Change Stock", state=SENSITIVE)
        self.picture("edit-stock")
        self.app.press(r"^Change Stock")
        self.app.wait_gone("push button", "^Cancel$")
        self.wait_more_changed(before)

    def step_refused_value(self):
        """Stage a price that the shop would refuse: the row says why"""
        self.app.search("album")
        self.app.key("ctrl+Home", "Right", "Down")
        self.app.go_to_price()
        self.app.type("350")
        self.app.key("Return", "Up")
        self.picture("refused-value")
        self.app.wait("label", "would cost")

    def step_restart(self):
        """Quit and start again: what was staged is still there"""
        before = self.app.count_changed()
        self.app.key("ctrl+q")
        self.app.wait_ended()
        self.start()
        self.app.wait_loaded()
        self.app.wait_changed(before)
        self.picture("restarted")

    def step_review(self):
        """Review every change"""
        self.app.review()
        self.picture("review")

    def step_submit(self):
        """Submit, and see the outcome of every row"""
        self.app.submit()
        self.app.wait_submitted()
        self.picture("submitted")
        self.app.key("Escape")
        self.picture("after-submit")

    def step_boost(self):
        """Boost items"""
        self.app.search("bottle")
        self.app.key("ctrl+a", "ctrl+b")
        self.app.wait("push button", r"^Boost \d+ Items?", state=SENSITIVE)
        self.picture("boost")
        self.app.press(r"^Boost \d+ Items?")
        self.app.wait("label", r"^Boosted\.$")
        self.picture("boosted")
        self.app.key("Escape")
        self.app.wait_window("^Pasar")

    def step_details(self):
        """Look at an item"""
        self.app.search("linen shirt")
        self.app.key("alt+Return")
        self.app.wait_window("^Item Details")
        self.app.wait("label", "^Shipping$")
        self.picture("details")
        self.app.key("Escape")
        self.app.wait_window("^Pasar")

    def step_connect(self):
        """Look at how a shop of one's own is connected"""
        self.app.key("F10")
        self.picture("menu")
        self.app.key("Escape")

    def step_preferences(self):
        """Look at the preferences, the shortcuts and the help"""
        for key, name, label in (("ctrl+comma", "preferences", "^Connected Shops$"),
                                 ("ctrl+question", "shortcuts", "^Review changes$"),
                                 ("F1", "help", "^Arithmetic and Formulas$")):
            self.app.key(key)
            self.app.wait("label", label)
            self.picture(name)
            self.app.key("Escape")
            self.app.wait_window("^Pasar")

    def step_dark(self):
        """Look at it in the dark style, in a small window"""
        self.app.key("ctrl+q")
        self.app.wait_ended()
        setting("color-scheme", "dark")
        setting("window-width", "1024")
        setting("window-height", "768")
        self.start()
        self.app.wait_loaded()
        self.picture("dark")

    def step_quit(self):
        """Quit"""
        self.app.key("ctrl+q")
        self.app.wait_ended()

    def run(self):
        """Runs the steps; gives whether all went well."""
        failed = []
        for title, step in self.steps():
            try:
                step()
                check_ends([self.app])
                print(f"ok      {title}", flush=True)
            except Exception as error:  # any failure of a step is told, and ends the tour
                failed.append(title)
                print(f"FAILED  {title}: {error}", flush=True)
                if not isinstance(error, NotShown):
                    traceback.print_exc()
                self.keep_failure()
                break
        if self.app is not None and self.app.process.poll() is None:
            self.app.process.kill()
        return not failed


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    subprocess.run(["xsetroot", "-solid", "#c0bfbc"], check=True)
    manager = set_up()
    setting("window-width", "1280")
    setting("window-height", "800")
    subprocess.run(["xdotool", "mousemove", "1279", "799"], check=True)
    tour = Tour(sys.argv[1], [])
    try:
        went_well = tour.run()
    finally:
        manager.kill()
    print(f"{tour.number} pictures in {tour.folder}")
    return 0 if went_well else 1


if __name__ == "__main__":
    sys.exit(main())
