/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/origins.h"

#include "catalogue/edits/private.h"

/* Edits between two looks at the clock. */
#define STRIDE 256

typedef struct
{
  char *label;   /* (owned) */
  GArray *edits; /* (owned) (element-type PasarEdit) */
} Step;

struct _PasarOrigins
{
  GArray *steps;                      /* (owned) Step, the newest first */
  GHashTable *labels[PASAR_N_FIELDS]; /* (owned): PasarRowKey of an edit → label of its step */
  guint next_step;
  guint next_edit;
};

static void
step_clear (gpointer data)
{
  Step *step = data;

  g_free (step->label);
  g_array_unref (step->edits);
}

/**
 * pasar_origins_new:
 * @catalogue: a catalogue
 *
 * Nothing is looked at before [method@Origins.run]. Values of steps whose edits are in the log
 * alone, and of steps before these, have no label.
 *
 * Returns: (transfer full): where its values come from
 */
PasarOrigins *
pasar_origins_new (PasarCatalogue *catalogue)
{
  PasarOrigins *self;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);

  self = g_new0 (PasarOrigins, 1);
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->steps, step_clear);
  for (guint i = 0; i < PASAR_N_FIELDS; i++)
    self->labels[i] = g_hash_table_new (pasar_row_key_hash, pasar_row_key_equal);
  for (guint i = catalogue->undo->len; i > 0; i--)
    {
      const PasarHistoryEntry *entry = g_ptr_array_index (catalogue->undo, i - 1);
      Step step;

      if (entry->edits == NULL)
        break;
      step = (Step){ g_strdup (entry->label), g_array_ref (entry->edits) };
      g_array_append_val (self->steps, step);
    }
  return self;
}

/**
 * pasar_origins_free:
 * @self: (transfer full) (nullable): origins
 *
 * Frees @self.
 */
void
pasar_origins_free (PasarOrigins *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < PASAR_N_FIELDS; i++)
    g_hash_table_unref (self->labels[i]);
  g_array_unref (self->steps);
  g_free (self);
}

static GHashTable *
get_labels (PasarOrigins *self, PasarField field)
{
  if (pasar_field_is_local (field))
    return NULL;
  return self->labels[pasar_field_is_stock (field) ? PASAR_FIELD_STOCK : PASAR_FIELD_PRICE];
}

static void
note (PasarOrigins *self, Step *step, guint index)
{
  PasarEdit *edit = &g_array_index (step->edits, PasarEdit, index);
  GHashTable *labels = get_labels (self, edit->field);

  if (labels != NULL && !g_hash_table_contains (labels, &edit->key))
    g_hash_table_insert (labels, &edit->key, step->label);
}

/**
 * pasar_origins_run:
 * @self: origins
 * @deadline: when to stop for now, by the monotonic clock
 *
 * Goes on to look where values come from.
 *
 * Returns: whether that is known of all
 */
gboolean
pasar_origins_run (PasarOrigins *self, gint64 deadline)
{
  while (self->next_step < self->steps->len)
    {
      Step *step = &g_array_index (self->steps, Step, self->next_step);
      const guint end = MIN (step->edits->len, self->next_edit + STRIDE);

      for (; self->next_edit < end; self->next_edit++)
        note (self, step, self->next_edit);
      if (self->next_edit == step->edits->len)
        {
          self->next_step++;
          self->next_edit = 0;
        }
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return self->next_step == self->steps->len;
}

/**
 * pasar_origins_get:
 * @self: origins that are known
 * @key: a row
 * @field: a value of it; of a stock that at all locations
 *
 * Tells where a value comes from.
 *
 * Returns: (nullable): the label of the step that set it last; %NULL where it is not known
 */
const char *
pasar_origins_get (PasarOrigins *self, PasarRowKey key, PasarField field)
{
  GHashTable *labels = get_labels (self, field);

  return labels != NULL ? g_hash_table_lookup (labels, &key) : NULL;
}
