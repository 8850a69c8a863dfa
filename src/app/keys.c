/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/keys.h"

#include "app/grid/keys.h"

#include <glib/gi18n-lib.h>

/* The keys of the windows, in one table; those of the sheet are in the grid's. */

typedef struct
{
  const char *action;  /* NULL: GTK's own, or of another window */
  const char *keys[4]; /* the last is NULL */
  const char *title;   /* NULL: the grid lists it */
  const char *group;   /* NULL: as the one before */
} Key;

/* The views have a key each, by their number. */
#define N_VIEW_KEYS 9

static const Key keys[] = {
  { "win.refresh", { "F5" }, NC_ ("shortcut window", "Refresh"), NC_ ("shortcut window", "Shop") },
  { "win.review", { "<Control>e" }, NC_ ("shortcut window", "Review changes"), NULL },
  { NULL,
    { "<Control><Shift>Return" },
    NC_ ("shortcut window", "Submit, where changes are reviewed"),
    NULL },
  { "win.entry-bar",
    { "<Control><Shift>e" },
    NC_ ("shortcut window", "Change the selected cells"),
    NULL },
  { "win.import", { "<Control>o" }, NC_ ("shortcut window", "Import a file"), NULL },
  { "win.export", { "<Control><Shift>s" }, NC_ ("shortcut window", "Export"), NULL },
  { "win.boost", { "<Control>b" }, NC_ ("shortcut window", "Boost items"), NULL },
  { NULL, { "<Control>1...9" }, NC_ ("shortcut window", "Choose a view"), NULL },
  { "win.details", { "<Alt>Return" }, NC_ ("shortcut window", "Item details"), NULL },
  { "win.side-pane", { "F9" }, NC_ ("shortcut window", "Side pane"), NULL },
  { "win.previous-shop", { "<Control>Page_Up" }, NC_ ("shortcut window", "Previous shop"), NULL },
  { "win.next-shop", { "<Control>Page_Down" }, NC_ ("shortcut window", "Next shop"), NULL },
  { "win.search",
    { "<Control>f" },
    NC_ ("shortcut window", "Search"),
    NC_ ("shortcut window", "Search") },
  { "win.find-replace", { "<Control>h" }, NC_ ("shortcut window", "Find and replace"), NULL },
  { "win.find-next", { "F3" }, NC_ ("shortcut window", "Next cell that was found"), NULL },
  { "win.find-previous",
    { "<Shift>F3" },
    NC_ ("shortcut window", "Previous cell that was found"),
    NULL },
  { "win.go-to", { "<Control>g" }, NC_ ("shortcut window", "Go to a row"), NULL },
  { NULL, { "F10" }, NC_ ("shortcut window", "Main menu"), NC_ ("shortcut window", "General") },
  { "win.next-pane", { "F6" }, NC_ ("shortcut window", "Go to the next part of the window"), NULL },
  { "win.save", { "<Control>s" }, NC_ ("shortcut window", "See that everything is kept"), NULL },
  { "app.preferences", { "<Control>comma" }, NC_ ("shortcut window", "Preferences"), NULL },
  { "app.shortcuts", { "<Control>question" }, NC_ ("shortcut window", "Keyboard shortcuts"), NULL },
  { "app.help", { "F1" }, NC_ ("shortcut window", "Help"), NULL },
  { "win.zoom-normal",
    { "<Control>0", "<Control>KP_0" },
    NC_ ("shortcut window", "Text of the usual size"),
    NULL },
  { "win.zoom-in",
    { "<Control>plus", "<Control>equal", "<Control>KP_Add" },
    NC_ ("shortcut window", "Larger text"),
    NULL },
  { "win.zoom-out",
    { "<Control>minus", "<Control>KP_Subtract" },
    NC_ ("shortcut window", "Smaller text"),
    NULL },
  { "window.close", { "<Control>w" }, NC_ ("shortcut window", "Close window"), NULL },
  { "app.quit", { "<Control>q" }, NC_ ("shortcut window", "Quit"), NULL },
  { "win.undo", { "<Control>z" }, NULL, NULL },
  { "win.redo", { "<Control><Shift>z", "<Control>y" }, NULL, NULL },
};

/**
 * pasar_keys_install:
 * @application: an application
 *
 * Gives the actions of @application and of its windows their keys.
 */
void
pasar_keys_install (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keys[i].action != NULL)
        gtk_application_set_accels_for_action (application, keys[i].action, keys[i].keys);
    }
  for (guint i = 0; i < N_VIEW_KEYS; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.view(uint32 %u)", i);
      g_autofree char *key = g_strdup_printf ("<Control>%u", i + 1);
      g_autofree char *pad_key = g_strdup_printf ("<Control>KP_%u", i + 1);

      gtk_application_set_accels_for_action (application,
                                             action,
                                             (const char *[]){ key, pad_key, NULL });
    }
}

static const char *
translate (const char *text)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "shortcut window", text);
}

/**
 * pasar_keys_dup_shortcuts:
 *
 * Returns: (transfer full) (element-type PasarGridShortcut): all keys of the app and of its sheet,
 *   by group, for help and the window of shortcuts
 */
GArray *
pasar_keys_dup_shortcuts (void)
{
  GArray *shortcuts = pasar_grid_dup_shortcuts ();
  const char *group = NULL;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (keys) && keys[i].title != NULL; i++)
    {
      PasarGridShortcut shortcut;

      if (keys[i].group != NULL)
        group = translate (keys[i].group);
      shortcut = (PasarGridShortcut){ group,
                                      translate (keys[i].title),
                                      g_strjoinv (" ", (char **) keys[i].keys) };
      g_array_insert_val (shortcuts, n++, shortcut);
    }
  return shortcuts;
}
