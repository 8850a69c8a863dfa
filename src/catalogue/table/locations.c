/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* No shop has so many; what a damaged answer names beyond them gets no column. */
#define MAX_COLUMNS 64

/* A location that has had stock at some time. Its place among them is its column. */
typedef struct
{
  PasarColumnInfo info;
  guint32 text; /* its id in the texts */
  char *id;
  char *title;
  char *name;
  char *location_id;
} Location;

static void
location_free (gpointer data)
{
  Location *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->name);
  g_free (self->location_id);
  g_free (self);
}

/* One word, as expressions want it. */
static char *
dup_name (const char *location_id)
{
  char *name = g_strconcat ("stock_", location_id, NULL);

  for (char *p = name; *p != '\0'; p++)
    *p = g_ascii_isalnum (*p) ? g_ascii_tolower (*p) : '_';
  return name;
}

static Location *
location_new (guint n, const char *location_id)
{
  Location *self = g_new0 (Location, 1);

  self->location_id = g_strdup (location_id);
  self->id = g_strconcat ("location-", location_id, NULL);
  self->name = dup_name (location_id);
  /* Translators: the head of a column; %s is the code of one of the seller's warehouses */
  self->title = g_strdup_printf (_ ("Stock at %s"), location_id);
  self->info = (PasarColumnInfo){
    .column = (PasarColumn) (PASAR_COLUMN_LOCATION + n),
    .id = self->id,
    .title = self->title,
    .name = self->name,
    .local_name = self->name,
    .location_id = self->location_id,
    .type = PASAR_COLUMN_NUMBER,
    .unit = PASAR_UNIT_PIECES,
    .is_numeric = TRUE,
    .is_shown = TRUE,
    .width = 14,
  };
  return self;
}

void
pasar_locations_init (PasarCatalogue *self)
{
  self->location_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->location_columns = g_ptr_array_new_with_free_func (location_free);
}

void
pasar_locations_clear (PasarCatalogue *self)
{
  g_clear_pointer (&self->location_ids, g_hash_table_unref);
  g_clear_pointer (&self->location_columns, g_ptr_array_unref);
}

/* The texts are new: ids have to be put into them again. */
void
pasar_locations_forget_texts (PasarCatalogue *self)
{
  g_hash_table_remove_all (self->location_ids);
  for (guint i = 0; i < self->location_columns->len; i++)
    ((Location *) self->location_columns->pdata[i])->text = 0;
}

static void
set_column_text (PasarCatalogue *self, const char *location_id, guint32 text)
{
  GPtrArray *columns = self->location_columns;
  guint i = 0;

  while (i < columns->len
         && !g_str_equal (((Location *) columns->pdata[i])->location_id, location_id))
    i++;
  if (i == MAX_COLUMNS)
    return;
  if (i == columns->len)
    g_ptr_array_add (columns, location_new (i, location_id));
  ((Location *) columns->pdata[i])->text = text;
}

/* Where the id of a location is in the texts. */
guint32
pasar_locations_intern (PasarCatalogue *self, const char *location_id)
{
  gpointer known = NULL;

  if (location_id == NULL || location_id[0] == '\0')
    return 0;
  if (!g_hash_table_lookup_extended (self->location_ids, location_id, NULL, &known))
    {
      const guint32 text = pasar_arena_add (&self->texts, location_id, strlen (location_id));

      known = GUINT_TO_POINTER (text);
      g_hash_table_insert (self->location_ids, g_strdup (location_id), known);
      set_column_text (self, location_id, text);
    }
  return GPOINTER_TO_UINT (known);
}

/* A shop with one location has all its stock there. */
guint
pasar_locations_get_n_columns (PasarCatalogue *self)
{
  return self->location_columns->len > 1 ? self->location_columns->len : 0;
}

const PasarColumnInfo *
pasar_locations_get_column (PasarCatalogue *self, guint n)
{
  return &((Location *) g_ptr_array_index (self->location_columns, n))->info;
}

static gint64
read_row (PasarCatalogue *self, guint row, guint32 text)
{
  const PasarRows *rows = &self->rows;
  const guint n = rows->n_locations[row];

  if (n == 1)
    return rows->location[row] == text ? pasar_numbers_get (&rows->value[PASAR_FIELD_STOCK], row)
                                       : PASAR_NO_VALUE;
  for (guint i = 0; i < n; i++)
    {
      const PasarPooledLocation *location =
          &g_array_index (self->locations, PasarPooledLocation, rows->location[row] + i);

      if (location->location_id == text)
        return location->stock;
    }
  return PASAR_NO_VALUE;
}

/* The pieces at a location of a row that is alive; of a header the sum. */
gint64
pasar_locations_read (PasarCatalogue *self, guint row, guint n)
{
  const guint32 text =
      n < self->location_columns->len ? ((Location *) self->location_columns->pdata[n])->text : 0;
  gint64 sum = PASAR_NO_VALUE;
  guint first;
  const guint n_rows = text != 0 ? pasar_catalogue_get_edited (self, row, &first) : 0;

  for (guint i = 0; i < n_rows; i++)
    {
      const gint64 stock = read_row (self, first + i, text);

      if (stock != PASAR_NO_VALUE
          && (first + i == row || (self->rows.flags[first + i] & PASAR_ROW_GONE) == 0))
        sum = sum != PASAR_NO_VALUE ? sum + stock : stock;
    }
  return sum;
}
