/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/view/condition.h"
#include "fuzz.h"

#include <string.h>

/* Places of a text in which a completion is asked for: one at each letter of a long text would be
 * most of the work, and nothing new. */
#define MAX_CURSORS 64

static const PasarNumberFormat english = { ".", "," };

/* What is written of a condition is read as the same. */
static void
check_written (PasarCatalogue *catalogue,
               const PasarCondition *condition,
               const PasarNumberFormat *format)
{
  g_autofree char *written = pasar_condition_write (condition, catalogue, format);
  g_autofree char *label = pasar_condition_dup_label (condition, catalogue, format);
  g_autoptr (PasarCondition) again = NULL;
  g_autoptr (GError) error = NULL;
  gsize place = 0;

  g_assert_true (g_utf8_validate (written, -1, NULL));
  g_assert_true (label == NULL || g_utf8_validate (label, -1, NULL));
  g_assert_true (pasar_condition_read (written, catalogue, format, &again, &place, &error));
  g_assert_no_error (error);
  g_assert_true (pasar_condition_equal (condition, again));
}

static void
complete (PasarCatalogue *catalogue, const char *text)
{
  const glong n_letters = g_utf8_strlen (text, -1);
  const glong step = 1 + n_letters / MAX_CURSORS;

  for (glong from_end = 0; from_end <= n_letters; from_end += step)
    {
      const gsize cursor = (gsize) (g_utf8_offset_to_pointer (text, n_letters - from_end) - text);
      gsize start = 0;
      g_autoptr (GPtrArray) ways = pasar_condition_complete (text, cursor, catalogue, &start);

      g_assert_true (ways == NULL || ways->len == 0 || start <= cursor);
    }
}

/* What the seller types into the search, or what a view kept of it. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autofree char *text = g_strndup ((const char *) data, length);
  g_autoptr (PasarCatalogue) catalogue = NULL;
  g_autoptr (PasarCondition) condition = NULL;
  g_autoptr (PasarCondition) kept = NULL;
  g_autoptr (PasarView) view = NULL;
  g_autoptr (GError) error = NULL;
  gsize place = 0;

  if (!g_utf8_validate (text, -1, NULL))
    return 0;
  catalogue = fixture_make_catalogue ();
  complete (catalogue, text);
  pasar_condition_read_kept (text, catalogue, &kept);
  if (!pasar_condition_read (text, catalogue, &english, &condition, &place, &error))
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (place, <=, strlen (text));
      return 0;
    }
  g_assert_no_error (error);
  if (condition == NULL)
    return 0;
  check_written (catalogue, condition, &english);
  view = pasar_view_new (catalogue);
  pasar_view_set_condition (view, condition, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)),
                    <=,
                    pasar_catalogue_get_n_rows (catalogue));
  return 0;
}
