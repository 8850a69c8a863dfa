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

static gboolean
is_taken (const GPtrArray *locations, const char *name)
{
  for (guint i = 0; i < locations->len; i++)
    {
      if (g_ascii_strcasecmp (((Location *) locations->pdata[i])->name, name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* One word, as expressions want it: `stock_SGZ`; of a second location whose code makes the same
 * word, with a number. */
static char *
dup_name (const GPtrArray *locations, const char *location_id)
{
  g_autofree char *word = g_strconcat ("stock_", location_id, NULL);
  char *name;

  for (char *p = word; *p != '\0'; p++)
    *p = g_ascii_isalnum (*p) ? *p : '_';
  name = g_strdup (word);
  for (guint i = 2; is_taken (locations, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", word, i);
    }
  return name;
}

static Location *
location_new (const GPtrArray *locations, const char *location_id)
{
  Location *self = g_new0 (Location, 1);

  self->location_id = g_strdup (location_id);
  self->id = g_strconcat ("location-", location_id, NULL);
  self->name = dup_name (locations, location_id);
  /* Translators: the head of a column; %s is the code of one of the seller's warehouses */
  self->title = g_strdup_printf (_ ("Stock at %s"), location_id);
  self->info = (PasarColumnInfo){
    .column = (PasarColumn) (PASAR_COLUMN_LOCATION + locations->len),
    .id = self->id,
    .title = self->title,
    .name = self->name,
    .local_name = self->name,
    .location_id = self->location_id,
    .type = PASAR_COLUMN_NUMBER,
    .unit = PASAR_UNIT_PIECES,
    .source = PASAR_SOURCE_STAGED,
    .field = (PasarField) (PASAR_FIELD_LOCATION + locations->len),
    .is_editable = TRUE,
    .is_numeric = TRUE,
    .is_shown = TRUE,
    .width = 18,
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

/* Its column; MAX_COLUMNS: there are too many. */
static guint
find_or_add (PasarCatalogue *self, const char *location_id)
{
  GPtrArray *columns = self->location_columns;
  guint i = 0;

  while (i < columns->len
         && !g_str_equal (((Location *) columns->pdata[i])->location_id, location_id))
    i++;
  if (i == columns->len && i < MAX_COLUMNS && *location_id != '\0')
    g_ptr_array_add (columns, location_new (columns, location_id));
  return i;
}

/* Where the id of a location is in the texts. */
guint32
pasar_locations_intern (PasarCatalogue *self, const char *location_id)
{
  gpointer known = NULL;
  guint n;

  if (location_id == NULL || location_id[0] == '\0')
    return 0;
  if (!g_hash_table_lookup_extended (self->location_ids, location_id, NULL, &known))
    {
      const guint32 text = pasar_arena_add (&self->texts, location_id, strlen (location_id));

      known = GUINT_TO_POINTER (text);
      g_hash_table_insert (self->location_ids, g_strdup (location_id), known);
      n = find_or_add (self, location_id);
      if (n < MAX_COLUMNS)
        ((Location *) self->location_columns->pdata[n])->text = text;
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

/* The location whose id is in the texts; FALSE when it has no column. */
gboolean
pasar_locations_find_text (PasarCatalogue *self, guint32 text, guint *n)
{
  for (guint i = 0; text != 0 && i < self->location_columns->len; i++)
    {
      if (((Location *) self->location_columns->pdata[i])->text == text)
        {
          *n = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* What read gives for a row that is alive; of a header the sum of its models. */
static gint64
add_up (PasarCatalogue *self,
        guint row,
        guint n,
        gint64 (*read) (PasarCatalogue *self, guint row, guint n))
{
  gint64 sum = PASAR_NO_VALUE;
  guint first;
  const guint n_rows = pasar_catalogue_get_edited (self, row, &first);

  for (guint i = first; i < first + n_rows; i++)
    {
      const gint64 stock = i == row || (self->rows.flags[i] & PASAR_ROW_GONE) == 0
                               ? read (self, i, n)
                               : PASAR_NO_VALUE;

      if (stock != PASAR_NO_VALUE)
        sum = sum != PASAR_NO_VALUE ? sum + stock : stock;
    }
  return sum;
}

/* The pieces at a location with what is staged, of a header the sum. */
gint64
pasar_locations_read (PasarCatalogue *self, guint row, guint n)
{
  return add_up (self, row, n, pasar_split_read);
}

/* The same as the shop has it. */
gint64
pasar_locations_read_shop (PasarCatalogue *self, guint row, guint n)
{
  return add_up (self, row, n, pasar_split_read_shop);
}

/* Of a header: on one of its models, gone ones included. */
gboolean
pasar_locations_is_staged (PasarCatalogue *self, guint row, guint n)
{
  guint first;
  const guint n_rows = pasar_catalogue_get_edited (self, row, &first);

  for (guint i = first; i < first + n_rows; i++)
    {
      if (pasar_split_is_staged (self, i, n))
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_catalogue_find_location_field:
 * @self: a catalogue
 * @location_id: the shop's id of a location
 * @field: (out): the stock there
 *
 * A location that was not known before gets a column, as with the first stock there.
 *
 * Returns: whether there is a field for it
 */
gboolean
pasar_catalogue_find_location_field (PasarCatalogue *self,
                                     const char *location_id,
                                     PasarField *field)
{
  guint i;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), FALSE);
  g_return_val_if_fail (location_id != NULL, FALSE);

  i = find_or_add (self, location_id);
  if (*location_id == '\0' || i == MAX_COLUMNS)
    return FALSE;
  *field = (PasarField) (PASAR_FIELD_LOCATION + i);
  return TRUE;
}

/**
 * pasar_catalogue_dup_location_ids:
 * @self: a catalogue
 *
 * For what goes on in another thread. More may come later, at the end.
 *
 * Returns: (transfer full): the ids of the shop's locations in the order of their fields
 */
GStrv
pasar_catalogue_dup_location_ids (PasarCatalogue *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  for (guint i = 0; i < self->location_columns->len; i++)
    g_ptr_array_add (ids, g_strdup (((Location *) self->location_columns->pdata[i])->location_id));
  g_ptr_array_add (ids, NULL);
  return (GStrv) g_ptr_array_steal (ids, NULL);
}
