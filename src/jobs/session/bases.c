/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/bases.h"

/* Staged cells whose value at the shop changed since they were staged, with the value that it had
 * then. Kept beside the catalogue, which knows values and staged values only; nearly always empty,
 * so that a bulk edit pays nothing for it. */

typedef struct
{
  gint64 item_id;
  gint64 model_id;
  gint64 field;
  gint64 base;
} Base;

static guint
base_hash (gconstpointer data)
{
  const Base *base = data;

  return (guint) ((base->item_id ^ base->model_id * 31) * 2 + base->field);
}

static gboolean
base_equal (gconstpointer a, gconstpointer b)
{
  const Base *left = a;
  const Base *right = b;

  return left->item_id == right->item_id && left->model_id == right->model_id
         && left->field == right->field;
}

static GQuark
bases_quark (void)
{
  return g_quark_from_static_string ("pasar-bases");
}

static GHashTable *
get_table (PasarCatalogue *catalogue)
{
  return g_object_get_qdata (G_OBJECT (catalogue), bases_quark ());
}

static Base
make_base (PasarRowKey key, PasarField field, gint64 base)
{
  return (Base){ key.item_id, key.model_id, (gint64) field, base };
}

/**
 * pasar_bases_note:
 * @catalogue: a catalogue
 * @key: a row with something staged
 * @field: the staged field
 * @base: the value that the shop had when it was staged
 *
 * Notes that the shop's value is another one now; an earlier note stays.
 */
void
pasar_bases_note (PasarCatalogue *catalogue, PasarRowKey key, PasarField field, gint64 base)
{
  GHashTable *table = get_table (catalogue);
  const Base probe = make_base (key, field, base);

  if (table == NULL)
    {
      table = g_hash_table_new_full (base_hash, base_equal, g_free, NULL);
      g_object_set_qdata_full (G_OBJECT (catalogue),
                               bases_quark (),
                               table,
                               (GDestroyNotify) g_hash_table_unref);
    }
  if (!g_hash_table_contains (table, &probe))
    g_hash_table_add (table, g_memdup2 (&probe, sizeof probe));
}

/**
 * pasar_bases_forget:
 * @catalogue: a catalogue
 * @key: a row
 * @field: a field that was staged anew, or is no longer staged
 *
 * Drops what was noted of a cell.
 */
void
pasar_bases_forget (PasarCatalogue *catalogue, PasarRowKey key, PasarField field)
{
  GHashTable *table = get_table (catalogue);
  const Base probe = make_base (key, field, 0);

  if (table != NULL && g_hash_table_size (table) != 0)
    g_hash_table_remove (table, &probe);
}

/**
 * pasar_bases_get:
 * @catalogue: a catalogue
 * @key: a row
 * @field: a field
 * @base: (out): the value that the shop had when the cell was staged
 *
 * Returns: whether one was noted
 */
gboolean
pasar_bases_get (PasarCatalogue *catalogue, PasarRowKey key, PasarField field, gint64 *base)
{
  GHashTable *table = get_table (catalogue);
  const Base probe = make_base (key, field, 0);
  const Base *found = table != NULL ? g_hash_table_lookup (table, &probe) : NULL;

  if (found == NULL)
    return FALSE;
  *base = found->base;
  return TRUE;
}
