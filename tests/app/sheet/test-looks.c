/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rendering.h"
#include "sheet-fixture.h"

/* What stands over the sheet while a value is typed: what is drawn, in both styles and with large
 * text. */

static void
test_question (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 2, 0, PASAR_COLUMN_NEW_STOCK);
  sheet_type (self, "999999");
  sheet_press (self, GDK_KEY_Return, 0);
  WAIT_FOR (gtk_widget_is_focus (self->sheet->question_box));
  rendering_check_looks (self->sheet->question, "question");
}

static void
test_message (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "1,990");
  sheet_press (self, GDK_KEY_Return, 0);
  WAIT_FOR (gtk_widget_get_mapped (self->sheet->message));
  rendering_check_contrast (self->window, RENDERING_LEAST_CONTRAST);
  rendering_check_fit (self->window);
  sheet_press (self, GDK_KEY_Escape, 0);

  sheet_go_to (self, 2, 21, PASAR_COLUMN_NAME);
  sheet_press (self, GDK_KEY_5, 0);
  WAIT_FOR (gtk_widget_get_mapped (self->sheet->message));
  rendering_check_looks (self->window, "not-editable");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  rendering_init ();

  sheet_add ("/sheet-looks/question", test_question);
  sheet_add ("/sheet-looks/message", test_message);
  return g_test_run ();
}
