/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/dialogs/help.h"

#include "app/dialogs/util.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  const char *title;
  const char *text;
} Topic;

static const Topic topics[] = {
  { N_ ("The Sheet"),
    N_ ("An item without models is one row. An item with models is a row of its own, with its "
        "price range and the sum of its stock, above the rows of its models; the arrow before its "
        "name folds them. A value typed into the row of the item is for all its models.\n\n"
        "Price and Stock are what the shop has. New Price and New Stock are what you changed and "
        "have not submitted yet. A value with a wavy line would be refused, or was refused: point "
        "at it, or put the cursor on it and read the status bar, to see why. More columns are "
        "under Columns in the main menu.") },
  { N_ ("Editing"),
    N_ ("Move with the arrow keys, Tab, Home, End, Page Up and Page Down. Type in a price or stock "
        "cell to replace its value, or press F2 or double click to edit it. Enter keeps the value "
        "and goes down, Tab goes to the right, Escape gives it up.\n\n"
        "Delete takes your change back, so that Shopee’s value counts again; it never writes 0. "
        "Ctrl+Z undoes, Ctrl+Shift+Z does again, also after a restart.\n\n"
        "Select rows with Shift and the arrow keys, with Space, or with Ctrl and Shift while "
        "clicking; then Edit Prices or Edit Stock from the menu changes all of them at once.") },
  { N_ ("Arithmetic in Cells"),
    /* xgettext:no-c-format */
    N_ ("A price or stock cell also takes what to do with the value that it has: =price+5 adds, "
        "=stock-5 subtracts, +10% and -10% change by a percentage, *1.1 multiplies. A plain "
        "number, or one after =, is the new value. In Edit Prices and Edit Stock +5 and -5 alone "
        "add and subtract.\n\n"
        "Numbers are read the way your language writes them; one that can be read in two ways is "
        "refused rather than guessed, and you are shown how to write either.") },
  { N_ ("Review and Submit"),
    N_ ("Nothing goes to Shopee before you submit it. Review lists every change with the old "
        "value, the new one and the difference, and points out what looks like a slip. Changes "
        "that break a rule of the shop are held back. Each row ends as done, or as refused with "
        "the reason; refused changes stay here for you to correct.\n\n"
        "When the app or the connection is cut off in the middle, Pasar reads the shop again to "
        "find out what it took.") },
  { N_ ("Boost"),
    N_ ("A shop has five boost slots, and an item stays in its slot for some hours. Boost shows "
        "what is in the slots and when they are free again, and puts the selected items into the "
        "free ones.") },
  { N_ ("Where Things Are Kept"),
    N_ ("Your partner key and the shop’s tokens are kept in the keyring of your desktop, never in "
        "a file of Pasar. Items, changes and the journal of submissions are kept in a database in "
        "your home folder. Pasar talks to nobody but Shopee. The demo shop runs on this computer "
        "only, and needs no account.") },
};

static GtkWidget *
make_page (const Topic *topic)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *title = gtk_label_new (_ (topic->title));
  GtkWidget *text = gtk_label_new (_ (topic->text));

  gtk_widget_add_css_class (title, "title-2");
  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (text), 0.0f);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), text);
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

/**
 * pasar_help_new:
 * @parent: the window that it stands before
 *
 * Returns: (transfer none): the help, a window of short pages
 */
GtkWindow *
pasar_help_new (GtkWindow *parent)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *panes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *sidebar = gtk_stack_sidebar_new ();

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    gtk_stack_add_titled (GTK_STACK (stack),
                          make_page (&topics[i]),
                          topics[i].title,
                          _ (topics[i].title));
  gtk_stack_sidebar_set_stack (GTK_STACK_SIDEBAR (sidebar), GTK_STACK (stack));
  gtk_widget_set_size_request (sidebar, 190, -1);
  gtk_box_append (GTK_BOX (panes), sidebar);
  gtk_box_append (GTK_BOX (panes), stack);
  gtk_widget_set_vexpand (panes, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), panes);

  gtk_window_set_title (GTK_WINDOW (window), _ ("Help"));
  gtk_window_set_default_size (GTK_WINDOW (window), 760, 480);
  pasar_dialog_set_parent (GTK_WINDOW (window), parent);
  /* Beside the sheet it may stay open; before a dialog it would get no keys otherwise. */
  gtk_window_set_modal (GTK_WINDOW (window), gtk_window_get_modal (parent));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_focus (GTK_WINDOW (window), sidebar);
  add_close_key (window);
  return GTK_WINDOW (window);
}
