# SPDX-License-Identifier: GPL-3.0-or-later
"""What a seller with a shop of their own needs at hand: the shop's server, a keyring, and the app driven by
the things a seller presses.

Needs a display and a session bus with an empty home (see the job "test" of ./run), and in the environment
PASAR_BINARY and PASAR_SANDBOX."""

import argparse
import contextlib
import gettext
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request

from desktop import FOCUSED, SENSITIVE, Desktop, NotShown

SCHEMA = "io.github.pasar_app.Pasar"
SETTINGS = """[Settings]
gtk-font-name=Cantarell 11
gtk-enable-animations=false
gtk-cursor-blink=false
"""
# The first calls go alone, and are seen to be taken before the others.
CALLS_BEFORE_TROUBLE = 3
# The calls that are under way when trouble comes: as many as the app has in flight at once.
CALLS_IN_FLIGHT = 4
FIRST_ITEM = 25000000011
ITEM_STEP = 37


def item_id(number):
    """The id of the nth item of a shop (see "Special items" of the sandbox)."""
    return FIRST_ITEM + ITEM_STEP * number


def wait_for(condition, what, seconds=30):
    """Waits until the condition gives something true, and gives that."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise NotShown(what() if callable(what) else what)
        time.sleep(0.1)


class Shop:
    """A server with a shop, and a second one when asked for."""

    def __init__(self, *arguments):
        self.arguments = list(arguments)
        self.values = {}
        self.process = None
        self.start()

    def start(self):
        port = ["--port", self.uri.rpartition(":")[2]] if self.values else []
        self.process = subprocess.Popen(
            [os.environ["PASAR_SANDBOX"], "--exit-on-eof", *self.arguments, *port],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            name, _, value = line.strip().partition("=")
            if name == "ready":
                return
            self.values[name] = value
        raise AssertionError("the shop's server did not start")

    def __getattr__(self, name):
        try:
            return self.__dict__["values"][name]
        except KeyError:
            raise AttributeError(name) from None

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def ask(self, path, method="GET", body=None):
        request = urllib.request.Request(self.uri + "/_sandbox/" + path, method=method,
                                         data=None if body is None else body.encode())
        with urllib.request.urlopen(request, timeout=20) as answer:
            text = answer.read().decode()
        return json.loads(text) if text.startswith(("{", "[")) else text

    def fault(self, spec):
        self.ask("fault", "POST", spec)

    def end_faults(self):
        self.ask("fault", "DELETE")

    def do(self, what, **members):
        self.ask("state", "POST", json.dumps({"do": what, **members}))

    def count(self, call):
        """How often a call has come in."""
        return self.ask("log")["calls"].get(call, {}).get("count", 0)

    def sent_items(self, call):
        """The item of each call that has come in, in their order."""
        found = []
        for request in self.ask("log")["requests"]:
            if request["path"].endswith("/" + call):
                body = request["body"]
                found.append((json.loads(body) if isinstance(body, str) else body)["item_id"])
        return found

    def item(self, number):
        """What the shop really holds of its nth item."""
        return self.ask(f"item?item_id={item_id(number)}")

    def rows(self, number):
        return self.item(number)["rows"]

    def final_address(self, state=""):
        """Where the browser ends up after the seller has authorised the app."""

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None

        path = f"/_sandbox/authorise?id={self.shop_id}&redirect=https://example.com/&state={state}"
        try:
            urllib.request.build_opener(Stay).open(self.uri + path, timeout=20)
        except urllib.error.HTTPError as answer:
            return answer.headers["Location"]
        raise AssertionError("no redirect")


def has_keyring():
    return b"org.freedesktop.secrets" in subprocess.run(
        ["gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/",
         "--method", "org.freedesktop.DBus.ListNames"], capture_output=True, check=True).stdout


class Keyring:
    """A keyring, unlocked, on the session bus; its home is the one of the test."""

    def __init__(self):
        self.process = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.process.stdin.write(b"password")
        self.process.stdin.close()
        wait_for(has_keyring, "a keyring")


def is_right_to_left():
    """Whether the locale is, as GTK decides it."""
    return gettext.translation("gtk40", fallback=True).gettext("default:LTR") == "default:RTL"


class Seller(Desktop):
    """The app as a seller uses it."""

    def __init__(self, *arguments, output=None):
        super().__init__([os.environ["PASAR_BINARY"], *arguments], "pasar", output)

    def fill(self, text):
        """Types over what the entry with the focus holds."""
        self.key("ctrl+a", "BackSpace")
        self.type(text)

    def fill_row(self, mnemonic, name, text):
        """Types into the row of a form of this name, whose title has this mnemonic, until it holds the text;
        of a secret the bus tells the length only."""
        row = self.wait("text", name)
        for _ in range(10):
            self.key("alt+" + mnemonic)
            self.fill(text)
            if row.get_text_iface().get_character_count() == len(text):
                return
        raise NotShown(f"not typed into {name!r}: {text!r}")

    def walk_to(self, key, name):
        """Presses a key until what has the focus, in the newest window that has it somewhere, has this name."""
        for _ in range(40):
            node = next((node for node in self.find() if node.get_state_set().contains(FOCUSED)), None)
            if node is not None and re.search(name, node.get_name() or ""):
                return
            self.key(key)
        raise NotShown(f"{name!r} reached by {key}")

    def choose_own_server(self):
        """Chooses the last entry of the environments, which shows one more row of the form."""
        self.key_until("alt+h", "label", "^Shop on another server")
        self.key("End", "Return")
        self.wait("text", "Address of the server")

    def wait_window(self, title, seconds=30):
        """Waits until a window of this title is the one that gets the keys."""

        def is_active():
            shown = subprocess.run(["xdotool", "getactivewindow", "getwindowname"],
                                   capture_output=True, text=True, check=False).stdout
            return re.search(title, shown.strip())

        wait_for(is_active, f"a window {title!r}", seconds)

    def wait_closed(self, title, seconds=30):
        """Waits until no window of this title is on the screen."""
        wait_for(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title],
                                        capture_output=True, check=False).returncode != 0,
                 f"no window {title!r}", seconds)

    def enter_key(self, shop):
        """The first page of the dialog that connects a shop."""
        self.wait_window("^Connect a Shop")
        self.choose_own_server()
        self.fill_row("a", "^Address of the server", shop.uri)
        self.fill_row("i", "^Partner ID", shop.partner_id)
        self.fill_row("k", "^Partner key", shop.partner_key)
        self.press("Next$")

    def wait_authorise_page(self):
        """The second page, whose button has the keyboard; until then keys go to the first."""
        self.wait("push button", "Open Browser$", state=FOCUSED)

    def enter_tokens(self, shop_id, access_token, refresh_token):
        self.wait_authorise_page()
        self.key_until("alt+t", "list item", "^Enter tokens", FOCUSED)
        self.fill_row("s", "^Shop ID", shop_id)
        self.fill_row("a", "^Access token", access_token)
        self.fill_row("k", "^Refresh token", refresh_token)
        self.press("Connect$")

    def enter_final_address(self, address):
        self.wait_authorise_page()
        self.fill_row("f", "^Final address", address)
        self.press("Connect$")

    def connect(self, shop, second=False):
        """Connects a shop by its tokens, from the welcome page or the menu of shops."""
        self.enter_key(shop)
        if second:
            self.enter_tokens(shop.second_shop_id, shop.second_access_token,
                              shop.second_refresh_token)
        else:
            self.enter_tokens(shop.shop_id, shop.access_token, shop.refresh_token)
        self.press("Done$", seconds=60)
        self.wait_window("^Pasar")

    def wait_loaded(self, seconds=60):
        """Until the sheet is there and no job runs any more."""
        self.wait("table cell", ", ", seconds)
        self.wait_gone("push button", "^Cancel$", seconds)

    def search(self, text):
        """Shows only the rows that match, with the cursor on one of them and the focus in the sheet."""
        self.key("ctrl+f")
        self.fill(text)
        self.key("Return")
        self.wait("table cell", "^" if text.isdigit() else "(?i)" + ".*".join(text.split()), state=FOCUSED)

    def search_for(self, text):
        """The same of any letters, whatever the keyboard has; no text ends the search."""
        self.key("ctrl+f", "ctrl+a", "BackSpace")
        if text:
            self.paste(text)
        self.key("Return")
        self.wait("table cell", state=FOCUSED)

    def go_to_price(self):
        """Moves the cursor to the price in its row."""
        # An arrow alone would show what is below an item; after Tab, Enter would go back.
        self.key("Home", "Tab", "Left" if is_right_to_left() else "Right")
        self.wait("table cell", "^Price, ", state=FOCUSED)

    def show_flat(self):
        """One row a variation, without rows of items above them."""
        self.key("F10", "h", "Return")

    def count_changed(self):
        """How many rows have changed, as the button says that opens the review."""
        name = self.wait("push button", r"^Review").get_name()
        numbers = re.findall(r"\d+", name.replace(",", ""))
        return int(numbers[0]) if numbers else 0

    def wait_changed(self, wanted, seconds=30):
        wait_for(lambda: self.count_changed() == wanted,
                 lambda: f"{wanted} changes; there are {self.count_changed()}", seconds)

    def review(self):
        self.key("ctrl+e")
        self.wait_window("^Review")
        self.wait("push button", r"^Submit .*\d+ Change")

    def look_at_all(self):
        """Pages through the review, whose list has the keyboard, until all is seen that is to be."""
        unseen = lambda: [node.get_name() for node in self.find("check box", "still to be looked at$")]
        while before := unseen():
            self.key("Page_Down")
            wait_for(lambda: unseen() != before, "a change that was looked at")

    def submit(self):
        """Submits from the review by its key, which does nothing before it was said that all is checked."""
        self.look_at_all()
        for check in list(self.find("check box", "^I have checked")):
            self.key("ctrl+shift+Return")
            check.get_action_iface().do_action(0)
        name = self.wait("push button", r"^Submit .*\d+ Change", state=SENSITIVE).get_name()
        self.key("ctrl+shift+Return")
        self.confirm(re.sub(r"\D", "", name))

    def confirm(self, n_changes):
        """Types how many changes there are, if the review asks for it before it submits them."""
        asked = lambda: any(self.find("text", "^Number of changes$"))
        wait_for(lambda: asked() or not any(self.find("push button", r"^Submit .*\d+ Change")), "a submission")
        if asked():
            self.type(n_changes)
            self.key("Return")

    def submit_into_trouble(self, shop, call):
        """Submits; when this returns, calls are under way that the shop has carried out and not answered."""
        first = CALLS_BEFORE_TROUBLE + 1
        shop.fault(f"call={call},from={first},kind=delay,value=600000")
        self.review()
        self.submit()
        wait_for(lambda: shop.count(call) == CALLS_BEFORE_TROUBLE + CALLS_IN_FLIGHT,
                 lambda: f"calls under way; there were {shop.count(call)}")

    def wait_submitted(self):
        """Waits for the outcome of what was submitted."""
        self.wait("label", r"^\d+ changes? done", seconds=120)

    def kill(self):
        """As when the power fails: nothing of the app gets a chance to tidy up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def open_shop(things, *arguments):
    """A seller who has connected a shop, made of these arguments, and sees it."""
    shop = Shop(*arguments)
    things.append(shop)
    things.append(Keyring())
    seller = Seller()
    things.append(seller)
    seller.press("Connect a Shop$")
    seller.connect(shop)
    seller.wait_loaded()
    return shop, seller


def start_again(things):
    seller = Seller()
    things.append(seller)
    seller.wait_loaded()
    return seller


def set_up():
    """Makes the desktop ready; gives what is to be stopped at the end."""
    config = pathlib.Path(os.environ["HOME"]) / ".config" / "gtk-4.0"
    config.mkdir(parents=True, exist_ok=True)
    (config / "settings.ini").write_text(SETTINGS)
    # On a busy machine a key that is let go of late would come again and again.
    subprocess.run(["xset", "r", "off"], check=True)
    manager = subprocess.Popen(["xfwm4", "--compositor=on"], stderr=subprocess.DEVNULL)
    wait_for(lambda: subprocess.run(["xdotool", "get_desktop"], capture_output=True,
                                    check=False).returncode == 0, "a window manager")
    return manager


def use_new_home():
    """Everything of the tests happens in a home of its own; gives the folder."""
    home = tempfile.mkdtemp(prefix="pasar-seller-")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ.pop(name, None)
    os.environ["HOME"] = home
    os.environ["GSETTINGS_BACKEND"] = "keyfile"
    return home


def what_is_missing():
    """Why the tests cannot be run here; None when they can."""
    for program in ("xfwm4", "xdotool", "xclip", "xset", "gnome-keyring-daemon", "gdbus", "gsettings"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    if "DISPLAY" not in os.environ:
        return "there is no display"
    if has_keyring():
        return "there is a keyring on the session bus"
    return None


def setting(key, value):
    subprocess.run(["gsettings", "set", SCHEMA, key, value], check=True)


def get_setting(key):
    return subprocess.run(["gsettings", "get", SCHEMA, key], check=True, capture_output=True,
                          text=True).stdout.strip()


def forget_all():
    """An empty data folder, no shop and the usual view, as on the first day."""
    shutil.rmtree(pathlib.Path(os.environ["HOME"]) / ".local" / "share" / "pasar",
                  ignore_errors=True)
    for key in ("last-shop", "views", "flat-view", "side-pane", "side-pane-width"):
        subprocess.run(["gsettings", "reset", SCHEMA, key], check=True)


class Walk:
    """Steps, one after the other, with pictures; the first line of each says what is done."""

    def __init__(self, folder, things):
        self.things = things
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in [*self.folder.glob("*.png"), self.folder / "failed.txt"]:
            old.unlink(missing_ok=True)
        self.number = 0
        self.app = None

    def picture(self, name):
        self.number += 1
        self.app.picture(self.folder / f"{self.number:02}-{name}.png")

    def steps(self):
        """Gives the title of each step and what does it."""
        return [(value.__doc__.splitlines()[0], value.__get__(self))
                for name, value in vars(type(self)).items() if name.startswith("step_")]

    def keep_failure(self):
        """What is shown after a failure, as a picture and as text."""
        if self.app is not None and self.app.process.poll() is None:
            self.picture("failed")
            (self.folder / "failed.txt").write_text(self.app.tree())


def stop_all(things):
    """Ends what was started, the last one first."""
    for thing in reversed(things):
        if thing.process.poll() is None:
            thing.process.kill()
            thing.process.wait()


def check_ends(things):
    """A program that ended was asked to, or killed by the case; the others have handled all that they were sent."""
    for thing in things:
        if isinstance(thing, Seller):
            thing.settle()
            if thing.process.poll() not in (None, 0, -signal.SIGKILL):
                raise AssertionError(f"no crash; the program ended with {thing.process.returncode}")


@contextlib.contextmanager
def working_place():
    """A new home on a desktop that is ready."""
    home = use_new_home()
    manager = set_up()
    try:
        setting("requests-per-second", "100.0")
        setting("write-looks-seconds", "1")  # the shop does at once what it does at all
        yield
    finally:
        Desktop.release_clipboard()
        manager.kill()
        shutil.rmtree(home, ignore_errors=True)


def in_one_line(error):
    """As a line of TAP has to be, in which nothing is taken for a directive."""
    return " ".join(str(error).replace("#", " ").split())


def run_cases(cases, pictures=None):
    """Runs the cases, one after the other, each as on the first day; prints TAP. Gives the exit status."""
    missing = what_is_missing()
    if missing is not None:
        print(f"1..0 # SKIP {missing}")
        return 0
    failed = 0
    print(f"1..{len(cases)}", flush=True)
    with working_place():
        for number, case in enumerate(cases, 1):
            started = time.monotonic()
            forget_all()
            things = []
            try:
                case(things)
                check_ends(things)
                print(f"ok {number} - {case.__doc__}", flush=True)
            except Exception as error:  # whatever went wrong, the other cases are run
                failed += 1
                print(f"not ok {number} - {case.__doc__}: {in_one_line(error)}", flush=True)
                sellers = [thing for thing in things if isinstance(thing, Seller)]
                if sellers and sellers[-1].process.poll() is None:
                    print(sellers[-1].tree(), file=sys.stderr)
                    if pictures is not None:
                        sellers[-1].picture(pathlib.Path(pictures) / f"failed-{case.__name__}.png")
                traceback.print_exc()
            finally:
                stop_all(things)
            print(f"# {time.monotonic() - started:.1f} s", flush=True)
    return 1 if failed else 0


def arrange(options):
    """The desktop as the options have it."""
    subprocess.run(["xrdb", "-nocpp", "-merge"], input=f"Xft.dpi: {96 * options.text:.0f}\n", text=True, check=True)
    width, height = options.size.split("x")
    setting("window-width", width)
    setting("window-height", height)
    if options.dark:
        setting("color-scheme", "dark")
    if options.locale is not None:
        os.environ.update(LC_ALL=options.locale)


def read_options():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", help="for a picture of each step")
    parser.add_argument("--dark", action="store_true", help="the dark style")
    parser.add_argument("--size", default="1280x800", help="of the window; the display must have it")
    parser.add_argument("--text", type=float, default=1, help="size of texts")
    parser.add_argument("--locale", help="one from right to left is shown so where there is a translation, if an "
                                         "empty one")
    return parser.parse_args()


def run_walk(kind):
    """Runs the steps of a walk, as the options of the program have it; prints TAP. Gives the exit status."""
    options = read_options()
    missing = what_is_missing()
    if missing is not None:
        print(f"1..0 # SKIP {missing}")
        return 0
    things = []
    walk = kind(options.folder, things)
    steps = walk.steps()
    print(f"1..{len(steps)}", flush=True)
    with working_place():
        arrange(options)
        try:
            for number, (title, step) in enumerate(steps, 1):
                started = time.monotonic()
                step()
                check_ends(things)
                print(f"ok {number} - {title}", flush=True)
                print(f"# {time.monotonic() - started:.1f} s", flush=True)
        except Exception as error:  # each step needs those before
            print(f"not ok {number} - {title}: {in_one_line(error)}", flush=True)
            traceback.print_exc()
            walk.app = next((thing for thing in reversed(things) if isinstance(thing, Seller)), None)
            walk.keep_failure()
            return 1
        finally:
            stop_all(things)
    return 0
