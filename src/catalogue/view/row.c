/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"
#include "catalogue/view/row-private.h"

struct _PasarRow
{
  GObject parent_instance;

  PasarCatalogue *catalogue; /* (owned) */
  PasarRowKey key;
};

G_DEFINE_FINAL_TYPE (PasarRow, pasar_row, G_TYPE_OBJECT)

static void
pasar_row_finalize (GObject *object)
{
  PasarRow *self = PASAR_ROW (object);

  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (pasar_row_parent_class)->finalize (object);
}

static void
pasar_row_class_init (PasarRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_row_finalize;
}

static void
pasar_row_init (PasarRow *self)
{
}

PasarRow *
pasar_row_new (PasarCatalogue *catalogue, guint number)
{
  PasarRow *self = g_object_new (PASAR_TYPE_ROW, NULL);

  self->catalogue = g_object_ref (catalogue);
  self->key = pasar_catalogue_row_get_key (catalogue, number);
  return self;
}

/**
 * pasar_row_get_catalogue:
 * @self: a row
 *
 * A row carries no values: they are read from here.
 *
 * Returns: (transfer none): where its values are
 */
PasarCatalogue *
pasar_row_get_catalogue (PasarRow *self)
{
  g_return_val_if_fail (PASAR_IS_ROW (self), NULL);

  return self->catalogue;
}

/**
 * pasar_row_get_key:
 * @self: a row
 *
 * Stays the same for as long as the object lives, also when the row is gone.
 *
 * Returns: who it is
 */
PasarRowKey
pasar_row_get_key (PasarRow *self)
{
  PasarRowKey none = { 0, 0 };

  g_return_val_if_fail (PASAR_IS_ROW (self), none);

  return self->key;
}
