/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/fee.h"
#include "catalogue/table/margin.h"
#include "dialogs-fixture.h"

#include <adwaita.h>

static gint64
get_fee (DialogsFixture *fixture)
{
  return pasar_catalogue_get_fee (pasar_session_get_catalogue (fixture->session));
}

static AdwMessageDialog *
open_dialog (DialogsFixture *fixture, GtkEditable **entry)
{
  GtkWindow *dialog = pasar_fee_dialog_new (NULL, fixture->session);

  *entry = GTK_EDITABLE (gtk_widget_get_first_child (
      adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog))));
  gtk_window_present (dialog);
  return ADW_MESSAGE_DIALOG (dialog);
}

/* What is no fee cannot be set, and says why. */
static void
test_set (DialogsFixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { "", "much", "-1", "100", "1.234" };
  GtkEditable *entry;
  AdwMessageDialog *dialog = open_dialog (fixture, &entry);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "0");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gtk_editable_set_text (entry, wrong[i]);
      g_assert_false (adw_message_dialog_get_response_enabled (dialog, "set"));
    }
  gtk_editable_set_text (entry, "2.5 %");
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "set"));
  adw_message_dialog_response (dialog, "set");
  g_assert_cmpint (get_fee (fixture), ==, 250);

  dialog = open_dialog (fixture, &entry);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "2.50");
  gtk_editable_set_text (entry, "7");
  adw_message_dialog_response (dialog, "cancel");
  g_assert_cmpint (get_fee (fixture), ==, 250);
  /* What was asked of the disk before is done then, too. */
  pasar_session_set_fee_async (fixture->session, 300, pasar_test_keep_result_cb, &result);
  g_assert_true (
      pasar_session_set_fee_finish (fixture->session, pasar_test_wait_result (&result), NULL));
}

int
main (int argc, char *argv[])
{
  if (!dialogs_test_init (&argc, &argv))
    return 77;
  dialogs_add ("/dialogs-fee/set", test_set);
  return g_test_run ();
}
