/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/about.h"

#include "app/dialogs/util.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static char *
dup_release_notes (void)
{
  const char *const points[] = {
    _ ("All items and variations of a shop in one sheet"),
    _ ("Bulk changes of prices and stock, reviewed before they are sent"),
    _ ("Boosts, item details and a demo shop"),
  };
  g_autoptr (GString) notes = g_string_new (NULL);
  g_autofree char *first = g_markup_printf_escaped ("<p>%s</p><ul>", _ ("First release."));

  g_string_append (notes, first);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autofree char *point = g_markup_printf_escaped ("<li>%s</li>", points[i]);

      g_string_append (notes, point);
    }
  g_string_append (notes, "</ul>");

  return g_string_free (g_steal_pointer (&notes), FALSE);
}

/**
 * pasar_about_new:
 * @parent: (nullable): the window above
 *
 * Returns: (transfer none): the window about the application, to be presented
 */
GtkWindow *
pasar_about_new (GtkWindow *parent)
{
  GtkWidget *about = adw_about_window_new ();
  g_autofree char *notes = dup_release_notes ();

  g_object_set (about,
                "modal",
                TRUE,
                "application-name",
                "Pasar",
                "application-icon",
                APPLICATION_ID,
                "version",
                PACKAGE_VERSION,
                "developer-name",
                _ ("The Pasar contributors"),
                "comments",
                _ ("Prices and stock of a Shopee shop, edited in bulk as in a spreadsheet."),
                "website",
                "https://github.com/pasar-app/pasar",
                "issue-url",
                "https://github.com/pasar-app/pasar/issues",
                "license-type",
                GTK_LICENSE_GPL_3_0,
                "copyright",
                _ ("© The Pasar contributors"),
                "release-notes-version",
                PACKAGE_VERSION,
                "release-notes",
                notes,
                "translator-credits",
                /* Translators: your names, one a line. */
                _ ("translator-credits"),
                NULL);
  pasar_dialog_set_parent (GTK_WINDOW (about), parent);
  adw_about_window_add_legal_section (
      ADW_ABOUT_WINDOW (about),
      _ ("Shopee"),
      NULL,
      GTK_LICENSE_CUSTOM,
      _ ("Pasar is not affiliated with Shopee. Shopee is a trademark of its owner."));

  return GTK_WINDOW (about);
}
