/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/dialogs/help.h"

#include "app/dialogs/util.h"
#include "app/grid/keys.h"
#include "app/keys.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  const char *name;
  const char *title;
  const char *text;
} Topic;

static const Topic topics[] = {
  { PASAR_HELP_CONNECT,
    N_ ("Connecting a Shop"),
    N_ ("Shopee lets a program into a shop through an app that the seller has registered at its Open "
        "Platform. That app is not a program: it is a partner ID, a number, and a partner key, a "
        "long text that begins with “shpk”. They are like a user name and a password for Pasar, so "
        "keep them to yourself.\n\n"
        "To get them, sign up at open.shopee.com as an individual seller or as a registered "
        "business; the account of your shop does not work there. When Shopee has approved the "
        "account, open the Console, create an app of the type Seller In-house System, enter "
        "https://open.shopee.com as its redirect URL domain, and ask for it to go live. The page of "
        "the app then shows the live partner ID and the live partner key. Shopee checks the account "
        "and the app by hand and promises no date: plan for some working days each. The test ID "
        "and key that are there at once open test shops only.\n\n"
        "Then choose Connect a Shop in Pasar, enter the two, and press Open Browser. Sign in with "
        "the account of the shop, or with the main account of several shops, which connects them "
        "all; a sub-account cannot do it. You choose how long Pasar may use the shop: a week to a "
        "year. At the end the browser goes to the redirect address. Copy that address from the top "
        "of the browser, with all that follows the question mark, and paste it within ten minutes.\n\n"
        "When Shopee refuses the signature, ID, key and the kind of shop do not belong together. "
        "When it names the redirect address, that address is not in the domain that the Console "
        "shows. When it names the address of your computer, the app has an IP whitelist in the "
        "Console. When the connection fails after you authorised, press Try Again: what Shopee "
        "gave is kept.") },
  { "sheet",
    N_ ("The Sheet"),
    N_ ("An item without variations is one row. An item with variations is a row of its own, with "
        "its price range and the sum of its stock, above the rows of its variations; the arrow "
        "before its name folds them. An arrow with a time beside a name says that the item is "
        "boosted, and how long still.\n\n"
        "A cell that you changed is tinted: it shows the new value, the shop’s value struck through, "
        "and the change in percent. A cell with a warning sign would be refused, or was refused: "
        "point at it, or put the cursor on it and read the status bar, to see why. A lock means that "
        "the value cannot be changed now: type into it to see why. Where only a promotion locks it, it "
        "can be changed all the same: a clock says that the new value waits until the promotion has "
        "ended. A shop with several locations has a column for the stock at each, which is changed like "
        "any other; Stock is their sum. More columns are under Columns in the main menu.\n\n"
        "A click on the head of a column sorts by it, with Shift by this one, too. Drag a head to "
        "move its column and the edge of it to change the width; a double click on the edge fits "
        "the column to what it shows. Shift+F6 goes to the heads by keyboard.\n\n"
        "F9 shows the item at the cursor in a pane at the side. Ctrl+G goes to a row by its SKU, ID, "
        "barcode or number.\n\n"
        "When Pasar does not know how prices are written in the region of a shop, the shop can be "
        "looked at, but not changed.") },
  { "filter",
    N_ ("Search and Filters"),
    /* xgettext:no-c-format */
    N_ ("Ctrl+F searches names, variations, SKUs, IDs, barcodes and notes as you type.\n\n"
        "The tabs below are views: All, Changed, Problems, Out of Stock, On Promotion, and your own. "
        "Ctrl+1 to Ctrl+9 choose one. The button after them saves what you see now, with its columns, "
        "sorting, search, filters and folding, under a name, for this shop or for all. A dot says "
        "that a view was changed since; its menu saves the changes or takes them back, renames, moves "
        "and removes it.\n\n"
        "The search field takes conditions, too: stock<5, price=10..20, change<-5%, ratio>3 for the "
        "highest price of an item by its lowest, name:shirt, sku:AB* for what begins with AB, "
        "updated:7d for the last seven days, is:changed, status:banned. Several of them must all "
        "hold; or between two of them and brackets change that, and a minus before one says not. "
        "Names are offered while you type: Down and Enter take one. A text in quotation marks is "
        "searched for as it is.\n\n"
        "The button with a plus builds a condition without typing. Its chip can be changed, made its "
        "opposite, or given another condition of which either is enough. Of an item with variations "
        "each variation is asked for itself, and the item is shown above those that are found.\n\n"
        "F3 finds a text without hiding the other rows, and goes to the next cell with it; Shift+F3 "
        "goes back. Ctrl+H replaces it in prices, stock and your own columns, with a preview, as one "
        "step. Names and SKUs are found, too, but can be changed in Seller Centre only.") },
  { "own",
    N_ ("Cost, Floor and Margin"),
    /* xgettext:no-c-format */
    N_ ("Cost, Floor Price, Target Margin and Note are columns for what only you know; they are "
        "shown under Columns in the main menu. They are edited, pasted, filled and undone like "
        "prices, are kept on this computer, and are never sent to anybody. Formulas know them, as in "
        "=max(cost*1.3; floor).\n\n"
        "Margin is what is left of a price without the cost and the fee, which you set in the menu "
        "of its head. A margin that you type, such as 25%, sets the price. A price below the cost or "
        "the floor price is marked at once, and Review tells it; it can be submitted.\n\n"
        "My Columns, under Columns in the main menu, makes up to ten more for a shop: numbers, money, "
        "texts, and yes or no, which Space switches. A column that is removed keeps its values: add "
        "one of the same name and kind to have them back.") },
  { "import",
    N_ ("Import"),
    /* xgettext:no-c-format */
    N_ ("Ctrl+O imports a file, as does dropping it on the window or pasting one that was copied: "
        "XLSX, ODS, CSV, and tables of web pages. Seller Centre’s workbook of prices and stock, Sales "
        "Info, needs no question. Of any other file Pasar guesses what the columns mean; the menu over "
        "each column changes that. Rows are found by ID, SKU or barcode. A value can also be computed "
        "from the columns of the file, as in =cost*1.6 end .90.\n\n"
        "Nothing changes before you press Import. The list shows what each row comes to, the largest "
        "changes first, and why a row is left out: it is not found, may be several, contradicts "
        "another one, or has an ID that a spreadsheet has spoilt. An empty cell leaves a value as it "
        "is, <clear> empties a column of your own, and a 0 is taken only when you say so. All of it is "
        "one step to undo.\n\n"
        "The rows that are left out can be saved with the reasons, put right, and imported again. The "
        "next file with the same heads is read in the same way.") },
  { "export",
    N_ ("Export"),
    N_ ("Export in the main menu writes the rows that are shown, those that are selected, or all, as "
        "XLSX, ODS or CSV. SKUs and IDs are always among the columns, as texts, so that no "
        "spreadsheet rounds them. In a CSV a text that a spreadsheet could take for a formula begins "
        "with an apostrophe.\n\n"
        "Fill in a Seller Centre Workbook writes your staged prices and stock into a copy of a "
        "workbook that you have downloaded there, for you to upload. It has no place for stock at "
        "several locations. Review writes what became of a submission to a file.") },
  { "read",
    N_ ("Reading the Shop"),
    N_ ("Pasar reads the shop when you open it; F5 reads it again. Your changes stay. You can edit "
        "while it reads, and without a connection: what you change is kept until you submit it.\n\n"
        "Pasar begins slowly with a shop and asks faster as long as Shopee answers. When Shopee says "
        "that it is too fast, it slows down by itself. The number in Preferences is the most that it "
        "may ask in a second.\n\n"
        "The pictures of the items that you see are downloaded as you come to them. Where that costs "
        "too much, turn off the pictures of the sheet in Preferences.") },
  { "edit",
    N_ ("Editing"),
    N_ ("Move with the arrow keys, Tab, Home, End, Page Up and Page Down. Type in a price or stock "
        "cell to replace its value, or press F2 or double click to edit it. Enter keeps the value "
        "and goes down, Tab goes to the right, Escape gives it up.\n\n"
        "A price typed into the row of an item is for its variations. For stock, Pasar asks whether "
        "you mean each variation, each location where there are several, or all of them together. "
        "Rows that a search or a filter hides are never changed.\n\n"
        "Delete takes your change back, so that Shopee’s value counts again; it never writes 0. "
        "Ctrl+Z undoes, Ctrl+Shift+Z does again, also after a restart.\n\n"
        "Select cells by dragging, with Shift and the arrow keys, or with Ctrl and Shift while "
        "clicking; Ctrl+Space takes the whole column. Ctrl+Enter writes what you type into all of "
        "them, Ctrl+D fills down, and the small square at the corner of a selection fills as far as "
        "you drag it; with Ctrl it goes on with a series.\n\n"
        "When several prices or stocks are selected, a bar opens below the sheet: press "
        "Ctrl+Shift+E, type what to do to all of them, such as +10%, see beside it what comes of "
        "it, and press Enter. Escape goes back to the sheet. F4 does the last one again on what is "
        "selected then. An edit of very many rows may take a moment: the status bar says so, and "
        "Escape stops it. Edit Prices and Edit Stock from the menu do the same step by step.") },
  { "clipboard",
    N_ ("Copy and Paste"),
    N_ ("Ctrl+C copies the selected cells for any spreadsheet; Ctrl+Shift+C puts the names of the "
        "columns above them. Nothing can be cut out of a shop, so Ctrl+X copies, too.\n\n"
        "Ctrl+V pastes what you copied in a spreadsheet, from the first selected cell on, into the "
        "rows that are shown; a single value goes into all that is selected. Each value is read as "
        "if you had typed it. When some are refused you are told how many and why, their cells are "
        "selected, and the status bar says the reason at each; Show Refused brings those into view "
        "that are hidden. All that was pasted is one step to undo.\n\n"
        "When a column of the table has SKUs of the shop, as in the price list of a supplier, you "
        "can paste by SKU: each value goes to the row with its SKU, whatever the order is and "
        "whether or not the row is shown. Ctrl+Shift+V asks in any case.") },
  { "keys", N_ ("Keys"), NULL },
  { "arithmetic",
    N_ ("Arithmetic and Formulas"),
    /* xgettext:no-c-format */
    N_ ("A price or stock cell also takes what to do with the value that it has: =price+5 adds, "
        "=stock-5 subtracts, +10% and -10% change by a percentage, *1.1 multiplies, /2 divides. "
        "With an ending, as in +10% end .90, it becomes the nearest price that ends so. A plain "
        "number, or one after =, is the new value. +5 or -5 alone is refused, since it could mean "
        "either. In the bar below the sheet, in Edit Prices and in Edit Stock it adds or subtracts.\n\n"
        "A formula after = may name the values of the row: price and stock with your changes, "
        "shop_price and shop_stock without them, current_price for what buyers pay, reserved for "
        "what promotions hold. It may use + - * / % and brackets, min and max, as in "
        "=max(price*1.1; current_price), and if, as in =if(stock<5; price*1.1; price). round, "
        "roundup and rounddown go to a whole number, to multiples, as in round(price; 0.05), or to "
        "an ending, as in roundup(price; end .90). The English words are understood in every "
        "language. A formula is computed exactly, rounded once, and only when you enter it: later "
        "changes of the row do not change the result.\n\n"
        "Numbers are read the way your language writes them; one that can be read in two ways is "
        "refused rather than guessed, and you are shown how to write either.") },
  { "review",
    N_ ("Review and Submit"),
    N_ ("Nothing goes to Shopee before you submit it. Review says in a sentence what will be sent, and "
        "lists every change with the old value, the new one and the difference. What looks like a slip "
        "stands first, with the reason, and is held back until you have looked at it and ticked its "
        "group; of many the worst twenty are enough. What counts as one, and above which size of a "
        "submission you type how many changes there are, is in Preferences.\n\n"
        "Three items are sent first, and the rest when the shop was seen to have taken them. What breaks "
        "a rule of the shop, or has another value there than you saw, is held back. Pause stops the "
        "sending until you resume it. Without a network, or when Shopee takes no more on a day, it waits "
        "and says so. You may close the window meanwhile: the status bar shows how far it is, and Show "
        "leads back. When you quit, Pasar asks whether it goes on in the background.\n\n"
        "Each row ends as done, or with the reason why not and what to do. What was not taken stays "
        "in the sheet: Show Failed Rows lists it there, to be corrected and sent again alone.\n\n"
        "When no answer comes, a row is not known yet: Pasar looks at the shop for some time to "
        "find out what it took, also after a restart. When the shop then has a value that is "
        "neither the old nor the new one, for example after a sale, the row is not certain: you "
        "choose between your value and the shop’s.\n\n"
        "A change that waits for the end of a promotion is offered when the promotion has ended. Send "
        "When It Ends in Review has it sent by itself then, while Pasar is open, unless the shop has "
        "changed the value or something is worth a look.") },
  { "history",
    N_ ("History"),
    N_ ("History in the main menu lists what you submitted, by day: each value before and after, what it "
        "came from and what the shop took. Search finds the submissions of an item; the menu beside it "
        "shows what changed most. Take Back reads the shop and puts the values from before into the "
        "sheet, to be reviewed like any change; what was changed since is left as it is.\n\n"
        "Each submission is sealed when it ends, so that a history that was changed outside Pasar shows "
        "as such, here and in an exported file. How much is kept is up to you.\n\n"
        "Item Details and the side pane show how the price and the stock changed since Pasar reads the "
        "shop, and the lowest price of 30 days, which some countries want to be told beside a discount. "
        "What happened between two readings is not known.") },
  { "boost",
    N_ ("Boost"),
    N_ ("A shop has five boost slots, and an item stays in its slot for some hours. Boost shows "
        "what is in the slots and how long still. Select rows in the sheet first, or search in the "
        "window, and press Boost. When you select more items than slots are free, or none, tick "
        "those that are to go first.\n\n"
        "A boost cannot be taken back. A boosted item has an arrow with the time that is left beside "
        "its name in the sheet.") },
  { "kept",
    N_ ("Where Things Are Kept"),
    N_ ("Your partner key and the shop’s tokens are kept in the keyring of your desktop, never in "
        "a file of Pasar. Items, changes and the journal of submissions are kept in a database in "
        "your home folder. Small pictures of items are kept among the caches of your home folder, "
        "64 MB at most, until you forget a shop. Pasar talks to nobody but Shopee. The demo shop "
        "runs on this computer only, and needs no account.") },
};

/* "Ctrl+D, Ctrl+R, Ctrl+1…9", of accelerators as the shortcuts window takes them. */
static void
append_keys (GString *text, const char *accelerators)
{
  g_auto (GStrv) names = g_strsplit (accelerators, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_auto (GStrv) ends = g_strsplit (names[i], "...", 2);
      guint keyval;
      GdkModifierType modifiers;
      g_autofree char *label = NULL;

      gtk_accelerator_parse (ends[0], &keyval, &modifiers);
      label = gtk_accelerator_get_label (keyval, modifiers);
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", label);
      if (ends[1] != NULL)
        g_string_append_printf (text, "…%s", ends[1]);
    }
}

/* All keys that there are: a line each. */
static char *
dup_keys_text (void)
{
  g_autoptr (GArray) shortcuts = pasar_keys_dup_shortcuts ();
  GString *text = g_string_new (NULL);
  const char *group = NULL;

  for (guint i = 0; i < shortcuts->len; i++)
    {
      const PasarGridShortcut *shortcut = &g_array_index (shortcuts, PasarGridShortcut, i);

      if (shortcut->group != group)
        g_string_append_printf (text, "%s%s\n", i > 0 ? "\n" : "", shortcut->group);
      group = shortcut->group;
      /* Translators: what keys do, and the keys, in a list */
      g_string_append_printf (text, _ ("• %s: "), shortcut->title);
      append_keys (text, shortcut->accelerators);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
make_page (const Topic *topic)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *title = gtk_label_new (_ (topic->title));
  g_autofree char *keys = topic->text == NULL ? dup_keys_text () : NULL;
  /* GTK 4.8 cannot measure very long labels that wrap. */
  g_auto (GStrv) paragraphs = g_strsplit (keys != NULL ? keys : _ (topic->text), "\n\n", -1);

  gtk_widget_add_css_class (title, "title-2");
  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_box_append (GTK_BOX (box), title);
  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      GtkWidget *text = gtk_label_new (paragraphs[i]);

      gtk_label_set_wrap (GTK_LABEL (text), TRUE);
      gtk_label_set_xalign (GTK_LABEL (text), 0.0f);
      gtk_box_append (GTK_BOX (box), text);
    }
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 560);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static gboolean
close_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
add_close_key (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape,
                                                                                  0),
                                                          gtk_callback_action_new (close_cb,
                                                                                   NULL,
                                                                                   NULL)));
  gtk_widget_add_controller (window, controller);
}

/* The row of the sidebar that is shown, which takes the keyboard; the sidebar itself does not. */
static GtkWidget *
find_chosen (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LIST_BOX (widget))
    return GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_chosen (child);

  return found;
}

/**
 * pasar_help_new:
 * @parent: the window that it stands before
 *
 * Returns: (transfer none): the help, a window of short pages
 */
GtkWindow *
pasar_help_new (GtkWindow *parent)
{
  return pasar_help_new_at (parent, NULL);
}

/**
 * pasar_help_new_at:
 * @parent: the window that it stands before
 * @topic: (nullable): `PASAR_HELP_…`, the page that it opens with; %NULL for the first
 *
 * Returns: (transfer none): the help
 */
GtkWindow *
pasar_help_new_at (GtkWindow *parent, const char *topic)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *panes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *sidebar = gtk_stack_sidebar_new ();

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    gtk_stack_add_titled (GTK_STACK (stack),
                          make_page (&topics[i]),
                          topics[i].name,
                          _ (topics[i].title));
  if (topic != NULL)
    gtk_stack_set_visible_child_name (GTK_STACK (stack), topic);
  gtk_stack_sidebar_set_stack (GTK_STACK_SIDEBAR (sidebar), GTK_STACK (stack));
  gtk_widget_set_size_request (sidebar, 190, -1);
  gtk_box_append (GTK_BOX (panes), sidebar);
  gtk_box_append (GTK_BOX (panes), stack);
  gtk_widget_set_vexpand (panes, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), panes);

  gtk_window_set_title (GTK_WINDOW (window), _ ("Help"));
  gtk_window_set_default_size (GTK_WINDOW (window), 860, 600);
  pasar_dialog_set_parent (GTK_WINDOW (window), parent);
  /* Beside the sheet it may stay open; before a dialog it would get no keys otherwise. */
  gtk_window_set_modal (GTK_WINDOW (window), gtk_window_get_modal (parent));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_focus (GTK_WINDOW (window), find_chosen (sidebar));
  add_close_key (window);
  return GTK_WINDOW (window);
}
