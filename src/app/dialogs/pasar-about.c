/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/pasar-about.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

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

  g_object_set (about,
                "transient-for",
                parent,
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
                "<p>First release.</p>"
                "<ul>"
                "<li>All items and models of a shop in one sheet</li>"
                "<li>Bulk changes of prices and stock, reviewed before they are sent</li>"
                "<li>Boosts, item details and a demo shop</li>"
                "</ul>",
                /* Translators: your names, one a line. */
                "translator-credits",
                _ ("translator-credits"),
                NULL);
  adw_about_window_add_legal_section (
      ADW_ABOUT_WINDOW (about),
      _ ("Shopee"),
      NULL,
      GTK_LICENSE_CUSTOM,
      _ ("Pasar is not affiliated with Shopee. Shopee is a trademark of its owner."));

  return GTK_WINDOW (about);
}
