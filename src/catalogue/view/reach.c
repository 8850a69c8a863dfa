/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/reach.h"

#include "catalogue/view/view-private.h"

#include <string.h>

/* How many places are gone through before the clock is asked. */
#define STRIDE 256

typedef struct
{
  guint position;
  guint n;
} Span;

typedef enum
{
  IS_TAKEN = 1 << 0, /* a model may be meant twice, by itself and by its item */
  IS_SHOWN = 1 << 1, /* below its header */
} RowFlags;

struct _PasarReach
{
  grefcount n_refs;
  PasarCatalogue *catalogue; /* (owned) */
  GBytes *list;              /* (owned): the numbers of the rows that were shown */
  PasarArrangement asked;    /* (owned): what was asked for then */
  PasarFilterPass pass;
  GArray *spans; /* (owned) Span */
  guint n_listed;

  /* Where it goes on. */
  guint span;
  guint done;
  guint8 *flags; /* (owned) by row, RowFlags */
  guint n_flags;
  gulong moved_id;

  GArray *listed;   /* (owned) guint */
  GArray *editable; /* (owned) guint */
  GArray *keys;     /* (owned) PasarRowKey: of editable */
  guint layout;     /* of the catalogue, when all was found */
  guint n_hidden;
  gboolean has_header;
  gint64 stock;
};

/* Numbers are about to move: what is left is found while they are known. */
static void
rows_will_change_cb (PasarReach *self)
{
  pasar_reach_run (self, G_MAXINT64);
}

/**
 * pasar_reach_new:
 * @view: a view
 *
 * To be told of rows by [method@Reach.add].
 *
 * Returns: (transfer full): a reach of nothing
 */
PasarReach *
pasar_reach_new (PasarView *view)
{
  PasarReach *self = g_new0 (PasarReach, 1);

  g_ref_count_init (&self->n_refs);
  self->catalogue = g_object_ref (view->catalogue);
  self->list = g_bytes_ref (view->list);
  pasar_arrangement_init_copy (&self->asked, &view->shown);
  pasar_filter_pass_init (&self->pass, &self->asked.filter, self->catalogue);
  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  self->listed = g_array_new (FALSE, FALSE, sizeof (guint));
  self->editable = g_array_new (FALSE, FALSE, sizeof (guint));
  self->keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  self->moved_id = g_signal_connect_swapped (self->catalogue,
                                             "rows-will-change",
                                             G_CALLBACK (rows_will_change_cb),
                                             self);
  return self;
}

/**
 * pasar_reach_ref:
 * @self: a reach
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
PasarReach *
pasar_reach_ref (PasarReach *self)
{
  g_ref_count_inc (&self->n_refs);
  return self;
}

/**
 * pasar_reach_unref:
 * @self: (transfer full): a reach, done or not
 *
 * Gives a reference back.
 */
void
pasar_reach_unref (PasarReach *self)
{
  if (!g_ref_count_dec (&self->n_refs))
    return;
  g_clear_signal_handler (&self->moved_id, self->catalogue);
  pasar_arrangement_clear (&self->asked);
  g_array_unref (self->spans);
  g_array_unref (self->listed);
  g_array_unref (self->editable);
  g_array_unref (self->keys);
  g_bytes_unref (self->list);
  g_object_unref (self->catalogue);
  g_free (self->flags);
  g_free (self);
}

static const guint32 *
get_list (PasarReach *self, guint *n)
{
  gsize size;
  const guint32 *list = g_bytes_get_data (self->list, &size);

  *n = (guint) (size / sizeof *list);
  return list;
}

/**
 * pasar_reach_add:
 * @self: a reach that has not been run
 * @position: a place in the list
 * @n: how many rows from there on; what is past the end is left out
 *
 * Adds rows. What is added twice is reached once.
 */
void
pasar_reach_add (PasarReach *self, guint position, guint n)
{
  guint n_rows;
  Span span = { position };

  get_list (self, &n_rows);
  span.n = MIN (n, n_rows - MIN (position, n_rows));
  if (span.n == 0)
    return;
  g_array_append_val (self->spans, span);
  self->n_listed += span.n;
}

static void
take_row (PasarReach *self, guint row)
{
  const PasarRowKey key = pasar_catalogue_row_get_key (self->catalogue, row);
  const gint64 stock = pasar_catalogue_effective (self->catalogue, row, PASAR_FIELD_STOCK);

  if ((self->flags[row] & IS_TAKEN) != 0)
    return;
  self->flags[row] |= IS_TAKEN;
  self->stock += stock != PASAR_NO_VALUE ? stock : 0;
  g_array_append_val (self->editable, row);
  g_array_append_val (self->keys, key);
}

/* A row may have been replaced by another since it was listed. */
static guint
find_row (PasarReach *self, guint row)
{
  PasarRowKey key;

  if (pasar_catalogue_is_alive (self->catalogue, row))
    return row;
  key = pasar_catalogue_row_get_key (self->catalogue, row);
  return pasar_catalogue_find (self->catalogue, key.item_id, key.model_id);
}

/* Those of an item stand together, below it. */
static void
mark_shown (PasarReach *self, guint header, guint position)
{
  const guint32 *item = self->catalogue->rows.item;
  guint n;
  const guint32 *list = get_list (self, &n);

  for (guint i = position + 1; i < n && item[list[i]] == item[header]; i++)
    {
      const guint row = find_row (self, list[i]);

      if (row != PASAR_NO_ROW)
        self->flags[row] |= IS_SHOWN;
    }
}

static void
take_models (PasarReach *self, guint header, guint position)
{
  PasarCatalogue *catalogue = self->catalogue;
  const PasarItemSlot *item = pasar_catalogue_item_of (catalogue, header);
  const gboolean is_folded = pasar_arrangement_is_folded (&self->asked, item);
  const guint end = header + pasar_catalogue_get_n_rows_of (catalogue, header);

  self->has_header = TRUE;
  if (end > header + 1)
    pasar_filter_pass_enter (&self->pass, catalogue->rows.item[header]);
  if (!is_folded)
    mark_shown (self, header, position);
  for (guint row = header + 1; row < end; row++)
    {
      const gint64 stock = pasar_catalogue_effective (catalogue, row, PASAR_FIELD_STOCK);

      if (is_folded ? pasar_filter_pass_matches (&self->pass, row)
                    : (self->flags[row] & IS_SHOWN) != 0)
        {
          take_row (self, row);
          continue;
        }
      self->n_hidden++;
      self->stock += stock != PASAR_NO_VALUE ? stock : 0;
    }
}

static void
take (PasarReach *self, guint position)
{
  guint n;
  const guint was = get_list (self, &n)[position];
  const guint row = find_row (self, was);
  const guint listed = row != PASAR_NO_ROW ? row : was;

  g_array_append_val (self->listed, listed);
  if (row == PASAR_NO_ROW)
    return;
  if (pasar_catalogue_is_editable (self->catalogue, row))
    take_row (self, row);
  else
    take_models (self, row, position);
}

/* There may be more rows than when it was begun. */
static void
make_room (PasarReach *self)
{
  const guint n = self->catalogue->rows.n;

  if (n <= self->n_flags)
    return;
  if (self->n_flags == 0)
    {
      pasar_array_reserve (self->listed, self->n_listed);
      pasar_array_reserve (self->editable, self->n_listed);
      pasar_array_reserve (self->keys, self->n_listed);
    }
  self->flags = g_realloc (self->flags, n);
  memset (self->flags + self->n_flags, 0, n - self->n_flags);
  self->n_flags = n;
}

static void
end (PasarReach *self)
{
  self->layout = self->catalogue->layout;
  g_clear_signal_handler (&self->moved_id, self->catalogue);
  g_clear_pointer (&self->flags, g_free);
}

/**
 * pasar_reach_run:
 * @self: a reach
 * @deadline: of the monotonic clock, in microseconds; %G_MAXINT64: however long it takes
 *
 * Goes on until the deadline.
 *
 * Returns: %TRUE when all is found
 */
gboolean
pasar_reach_run (PasarReach *self, gint64 deadline)
{
  make_room (self);
  while (self->span < self->spans->len)
    {
      const Span *span = &g_array_index (self->spans, Span, self->span);
      const guint stop = MIN (span->n, self->done + STRIDE);

      for (; self->done < stop; self->done++)
        take (self, span->position + self->done);
      if (self->done == span->n)
        {
          self->done = 0;
          self->span++;
        }
      if (deadline != G_MAXINT64 && g_get_monotonic_time () >= deadline)
        break;
    }
  if (self->span == self->spans->len && self->moved_id != 0)
    end (self);
  return self->span == self->spans->len;
}

/**
 * pasar_reach_get_catalogue:
 * @self: a reach
 *
 * For who computes what is done to them.
 *
 * Returns: (transfer none): whose rows they are
 */
PasarCatalogue *
pasar_reach_get_catalogue (PasarReach *self)
{
  return self->catalogue;
}

/**
 * pasar_reach_get_n_listed:
 * @self: a reach
 *
 * Known at once.
 *
 * Returns: how many rows were added
 */
guint
pasar_reach_get_n_listed (PasarReach *self)
{
  return self->n_listed;
}

/**
 * pasar_reach_get_listed:
 * @self: a reach that is done
 *
 * For a paste, which is laid row by row.
 *
 * Returns: (transfer none) (element-type guint): the catalogue's numbers of the rows that were
 *   added, as they were when it was done; also of those that were gone by then
 */
GArray *
pasar_reach_get_listed (PasarReach *self)
{
  return self->listed;
}

/**
 * pasar_reach_get_editable:
 * @self: a reach that is done
 *
 * For a paste; an edit of them all is made by [method@Reach.make_command].
 *
 * Returns: (transfer none) (element-type guint): the plain items and models that are reached, each
 *   once, by their numbers when it was done
 */
GArray *
pasar_reach_get_editable (PasarReach *self)
{
  return self->editable;
}

/**
 * pasar_reach_get_keys:
 * @self: a reach that is done
 *
 * Stay true when rows move.
 *
 * Returns: (transfer none) (element-type PasarRowKey): who the rows of
 *   [method@Reach.get_editable] are
 */
GArray *
pasar_reach_get_keys (PasarReach *self)
{
  return self->keys;
}

/**
 * pasar_reach_get_n_hidden:
 * @self: a reach that is done
 *
 * They stay as they are, which the seller is told.
 *
 * Returns: how many models of the headers that were added are left out
 */
guint
pasar_reach_get_n_hidden (PasarReach *self)
{
  return self->n_hidden;
}

/**
 * pasar_reach_has_header:
 * @self: a reach
 *
 * Of what was gone through until now.
 *
 * Returns: whether one of the rows is an item with models
 */
gboolean
pasar_reach_has_header (PasarReach *self)
{
  return self->has_header;
}

/**
 * pasar_reach_get_stock:
 * @self: a reach that is done
 *
 * For a question about it.
 *
 * Returns: what all that was added has together, models that are left out included
 */
gint64
pasar_reach_get_stock (PasarReach *self)
{
  return self->stock;
}

static gboolean
prepare (PasarCommand *command, gpointer work, gint64 until)
{
  PasarReach *self = work;

  if (!pasar_reach_run (self, until))
    return FALSE;
  command->rows = g_array_ref (self->editable);
  command->keys = g_array_ref (self->keys);
  command->layout = self->layout;
  command->n_hidden = self->n_hidden;
  return TRUE;
}

/**
 * pasar_reach_make_command:
 * @self: a reach, done or not
 * @kind: what is asked
 * @field: for which value; with %PASAR_COMMAND_DISCARD also -1 for all
 * @expression: (nullable): what to do to it
 *
 * The rows are found when the edit has its turn, so that nothing waits for them.
 *
 * Returns: (transfer full): the edit of what is reached
 */
PasarCommand *
pasar_reach_make_command (PasarReach *self,
                          PasarCommandKind kind,
                          int field,
                          PasarExpression *expression)
{
  return pasar_command_new_later (kind,
                                  field,
                                  expression,
                                  prepare,
                                  pasar_reach_ref (self),
                                  (GDestroyNotify) pasar_reach_unref);
}
