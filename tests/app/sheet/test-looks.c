/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rendering.h"
#include "sheet-fixture.h"

/* What stands over the sheet while a value is typed: what is drawn, in both styles and with large
 * text. */

static void
test_question (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 2, 0, PASAR_COLUMN_STOCK);
  sheet_type (self, "999999");
  g_assert_false (pasar_sheet_end_edit (self->sheet));
  WAIT_FOR (gtk_widget_is_focus (self->sheet->question_box));
  rendering_check_looks (self->sheet->question, "question");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  rendering_init ();

  sheet_add ("/sheet-looks/question", test_question);
  return g_test_run ();
}
