#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A seller connects a shop, works, submits, exports, meets failures and a crash: no secret is anywhere but in the
keyring and in memory. The real app, at the highest level of its log, against a shop's server. Prints TAP.

Usage: secrets_seller.py [FOLDER]

A picture of a case that failed goes into the folder. What else it needs: see seller_support.py."""

import hashlib
import os
import pathlib
import re
import signal
import sys

from desktop import FOCUSED
from seller_support import Keyring, Seller, Shop, run_cases, wait_for

# The sandbox makes its secrets of these, one after the other.
SEED = 1
N_KINDS = 3
N_SERIALS = 100

SIGNATURE = re.compile(rb"sign=[0-9a-f]{16}")


def list_secrets(shop):
    """The key, and each token and code that the shop may have given."""
    secrets = [hashlib.sha256(f"sandbox {SEED} {kind} {serial}".encode()).hexdigest()[:32]
               for kind in range(N_KINDS) for serial in range(1, N_SERIALS)]
    if shop.access_token not in secrets or shop.refresh_token not in secrets:
        raise AssertionError("the secrets of the sandbox are known")
    return [secret.encode() for secret in [shop.partner_key, *secrets]]


def check(secrets, content, where):
    if SIGNATURE.search(content) or any(secret in content for secret in secrets):
        raise AssertionError(f"no secret in {where}")


def check_files(secrets):
    """The store with its journal, settings, caches, exports and logs; the keyring's own files are encrypted."""
    paths = [path for path in pathlib.Path(os.environ["HOME"]).rglob("*")
             if path.is_file() and "keyrings" not in path.parts]
    names = {path.name for path in paths}
    if not {"pasar.db", "prices.xlsx", "prices.csv", "app.log"} <= names:
        raise AssertionError(f"all files are there; there are {sorted(names)}")
    for path in paths:
        check(secrets, os.fsencode(path.name), path)
        check(secrets, path.read_bytes(), path)


def list_family(pid):
    """A process and all that it has started."""
    yield pid
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from list_family(int(child))


def check_processes(secrets, seller):
    """What other programs of the user can see; and what a crash would leave."""
    for pid in list_family(seller.process.pid):
        for name in ("cmdline", "environ"):
            check(secrets, pathlib.Path(f"/proc/{pid}/{name}").read_bytes(), f"/proc/{pid}/{name}")
    limits = pathlib.Path(f"/proc/{seller.process.pid}/limits").read_text()
    if not re.search(r"^Max core file size +[01] ", limits, re.MULTILINE):
        raise AssertionError(f"no core dumps; there is {limits}")


def export_as(seller, name):
    path = pathlib.Path(os.environ["HOME"]) / name
    seller.wait_window("^Pasar")
    seller.key("ctrl+shift+s")
    seller.wait_window("^Export")
    seller.press("Export…$")
    seller.wait_window("^Export As")
    seller.wait("text", state=FOCUSED)
    seller.fill(str(path))
    seller.key("Return")
    wait_for(path.exists, "the file")
    seller.wait_window("^Pasar")


def submit_price(seller, text):
    seller.search("25000000011")
    seller.go_to_price()
    seller.type(text)
    seller.key("Return")
    seller.wait_changed(1)
    seller.review()
    seller.submit()
    seller.wait_submitted()
    seller.press("Close$")
    seller.wait_window("^Pasar")


def nothing_leaks(things):
    """connected by a code, edited, submitted, refused, exported, crashed: no secret leaks"""
    os.environ["G_MESSAGES_DEBUG"] = "all"
    shop = Shop("--items", "30")
    things.extend([shop, Keyring()])
    secrets = list_secrets(shop)
    with open(pathlib.Path(os.environ["HOME"]) / "app.log", "wb") as log:
        seller = Seller(output=log)
        things.append(seller)
        seller.press("Connect a Shop$")
        seller.enter_key(shop)
        seller.enter_final_address(shop.final_address())
        seller.press("Done$", seconds=60)
        seller.wait_window("^Pasar")
        seller.wait_loaded()

        # The access token ends; then the shop repeats in a refusal what it was sent.
        shop.do("expire_tokens")
        submit_price(seller, "21.50")
        if shop.rows(0)[0]["price_minor"] != 2150:
            raise AssertionError(f"21.50 at the shop; it has {shop.rows(0)[0]}")
        shop.fault(f"call=update_price,kind=error,when=before,code=error_param,message=Key {shop.partner_key}!")
        submit_price(seller, "22.50")
        shop.end_faults()
        export_as(seller, "prices.xlsx")
        export_as(seller, "prices.csv")
        check_processes(secrets, seller)

        seller.process.send_signal(signal.SIGSEGV)
        seller.process.wait()
        things.remove(seller)
    check_files(secrets)
    dumps = [path for folder in (pathlib.Path.cwd(), pathlib.Path(os.environ["HOME"]))
             for path in folder.glob("core*") if path.is_file()]
    if dumps:
        raise AssertionError(f"no dump; there is {dumps}")


if __name__ == "__main__":
    sys.exit(run_cases([nothing_leaks], sys.argv[1] if len(sys.argv) > 1 else None))
