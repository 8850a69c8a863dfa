/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "fuzz.h"

#include <string.h>

/* The largest values there are, beside usual ones and none. */
static const FixtureModel models[] = {
  { .model_id = 11, .name = "White", .price = PASAR_VALUE_MAX, .stock = 0 },
  { .model_id = 12, .name = "Blue", .price = 1, .stock = PASAR_VALUE_MAX },
  { .model_id = 13, .name = "Red", .price = PASAR_NO_VALUE, .stock = PASAR_NO_VALUE },
};

static PasarCatalogue *
new_catalogue (void)
{
  PasarCatalogue *catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put_models (catalogue, 1, "Shirt", models, G_N_ELEMENTS (models));
  fixture_put_plain (catalogue, 2, "Mug", 500, 3);
  return catalogue;
}

/* What all rows come to can be staged. */
static void
compute (PasarCatalogue *catalogue,
         PasarCommandKind kind,
         PasarField field,
         PasarExpression *expression)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (PasarCommand) command = NULL;
  g_autoptr (GArray) edits = NULL;
  g_autoptr (GError) error = NULL;

  for (gint64 model_id = 11; model_id <= 13; model_id++)
    {
      const guint row = pasar_catalogue_find (catalogue, 1, model_id);

      g_array_append_val (rows, row);
    }
  command = pasar_command_new (kind,
                               catalogue,
                               (const guint *) (gpointer) rows->data,
                               rows->len,
                               (int) field,
                               expression);
  edits = pasar_command_compute (command, catalogue, &error);
  g_assert_true ((edits == NULL) == (error != NULL));
  for (guint i = 0; edits != NULL && i < edits->len; i++)
    {
      const gint64 to = g_array_index (edits, PasarEdit, i).to;

      g_assert_true (to == PASAR_NO_VALUE || (to >= 0 && to <= PASAR_VALUE_MAX));
    }
}

static void
check (PasarCatalogue *catalogue, const char *text, PasarField field, gboolean in_bulk)
{
  g_autoptr (GError) error = NULL;
  gsize place = 0;
  g_autoptr (PasarExpression) expression =
      pasar_catalogue_parse (catalogue, field, in_bulk, text, &place, &error);

  if (expression == NULL)
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (error->domain, ==, PASAR_INPUT_ERROR);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (place, <=, strlen (text));
      return;
    }
  g_assert_no_error (error);
  compute (catalogue, PASAR_COMMAND_EACH, field, expression);
  if (field == PASAR_FIELD_STOCK && in_bulk)
    compute (catalogue, PASAR_COMMAND_IN_ALL, field, expression);
}

/* What the seller types for a price or a stock. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autofree char *text = g_strndup ((const char *) data, length);
  g_autoptr (PasarCatalogue) catalogue = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return 0;
  catalogue = new_catalogue ();
  check (catalogue, text, PASAR_FIELD_PRICE, TRUE);
  check (catalogue, text, PASAR_FIELD_STOCK, TRUE);
  check (catalogue, text, PASAR_FIELD_PRICE, FALSE);
  return 0;
}
