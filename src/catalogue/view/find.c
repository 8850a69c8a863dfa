/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/find.h"

#include "catalogue/edits/cell-pattern-private.h"
#include "catalogue/view/cell.h"
#include "catalogue/view/view-private.h"

#include <string.h>

/* How many rows are gone through, or cells given away, before the clock is asked. */
#define STRIDE 64

/* A column that is looked at. */
typedef struct
{
  PasarColumn column;
  PasarCellPattern *pattern; /* (owned) (nullable) NULL of what is shown as words */
  gboolean is_of_items;      /* an item with models has a value of its own */
  gboolean is_replaceable;
  gboolean is_meant; /* in the row that has its turn */
} Looked;

/* Cells that alone are meant; columns by their place among those that are looked at. */
typedef struct
{
  guint position;
  guint n;
  guint first_column;
  guint n_columns;
} Limit;

typedef struct
{
  guint position;
  guint row;
  guint column; /* a place among those that are looked at */
} Entry;

struct _PasarFind
{
  grefcount n_refs;
  PasarView *view;       /* (owned) */
  PasarPattern *pattern; /* (owned) */
  GArray *columns;       /* (owned) Looked */
  GArray *limits;        /* (owned) Limit; none: all cells */
  GArray *found;         /* (owned) Entry */
  guint n_replaceable;
  guint first_read_only; /* of what is found */

  /* Where it goes on, and what it goes through. */
  guint next;
  GBytes *list;           /* (owned): as it was shown */
  PasarArrangement asked; /* (owned): what was asked for then */
  PasarFilterPass pass;
  guint header; /* position of the one that the next row may belong to */
  guint stamp;
  guint layout;
  guint n_dead;
};

static void
clear_looked (gpointer data)
{
  g_clear_pointer (&((Looked *) data)->pattern, pasar_cell_pattern_free);
}

/**
 * pasar_find_new:
 * @view: a list
 * @pattern: what is looked for
 * @columns: (array length=n_columns): where, in the order in which they are gone through
 * @n_columns: length of @columns
 *
 * To be run, then asked.
 *
 * Returns: (transfer full): nothing found yet
 */
PasarFind *
pasar_find_new (PasarView *view, PasarPattern *pattern, const PasarColumn *columns, guint n_columns)
{
  PasarFind *self = g_new0 (PasarFind, 1);
  const PasarCatalogue *catalogue = view->catalogue;

  g_ref_count_init (&self->n_refs);
  self->view = g_object_ref (view);
  self->pattern = pasar_pattern_ref (pattern);
  self->columns = g_array_new (FALSE, FALSE, sizeof (Looked));
  g_array_set_clear_func (self->columns, clear_looked);
  self->limits = g_array_new (FALSE, FALSE, sizeof (Limit));
  self->found = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->list = g_bytes_ref (view->list);
  pasar_arrangement_init_copy (&self->asked, &view->shown);
  pasar_filter_pass_init (&self->pass, &self->asked.filter, view->catalogue);
  self->first_read_only = PASAR_FIND_NONE;
  self->header = PASAR_NO_ROW;
  self->stamp = catalogue->stamp;
  self->layout = catalogue->layout;
  self->n_dead = catalogue->n_dead;
  for (guint i = 0; i < n_columns; i++)
    {
      const PasarColumnInfo *info = pasar_catalogue_get_column (view->catalogue, columns[i]);
      Looked looked = { .column = columns[i], .is_meant = TRUE };

      g_return_val_if_fail (info != NULL, self);
      if (info->type == PASAR_COLUMN_TEXT || info->type == PASAR_COLUMN_NUMBER)
        looked.pattern = pasar_cell_pattern_new (pattern, view->catalogue, info, NULL);
      looked.is_of_items = !info->is_editable && info->unit == PASAR_UNIT_NONE;
      looked.is_replaceable = pasar_replace_takes_column (info);
      g_array_append_val (self->columns, looked);
    }
  return self;
}

/**
 * pasar_find_ref:
 * @self: what is looked for
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
PasarFind *
pasar_find_ref (PasarFind *self)
{
  g_ref_count_inc (&self->n_refs);
  return self;
}

/**
 * pasar_find_unref:
 * @self: (transfer full): what is looked for, found or not
 *
 * Gives a reference back.
 */
void
pasar_find_unref (PasarFind *self)
{
  if (!g_ref_count_dec (&self->n_refs))
    return;
  pasar_arrangement_clear (&self->asked);
  g_array_unref (self->found);
  g_array_unref (self->limits);
  g_array_unref (self->columns);
  g_bytes_unref (self->list);
  pasar_pattern_unref (self->pattern);
  g_object_unref (self->view);
  g_free (self);
}

/**
 * pasar_find_limit:
 * @self: what is to be looked for
 * @position: a place in the list
 * @n: how many rows from there on
 * @first_column: a place among the columns
 * @n_columns: how many columns from there on
 *
 * Only these cells are meant, and those of other calls. An item with models stands for those of its
 * models that an edit of it reaches.
 */
void
pasar_find_limit (PasarFind *self, guint position, guint n, guint first_column, guint n_columns)
{
  const Limit limit = { position, n, first_column, n_columns };

  g_array_append_val (self->limits, limit);
}

static Looked *
get_looked (PasarFind *self, guint column)
{
  return &g_array_index (self->columns, Looked, column);
}

/* Columns of the cells of a place are meant, too. */
static void
mean_cells_of (PasarFind *self, guint position)
{
  for (guint i = 0; i < self->limits->len; i++)
    {
      const Limit *limit = &g_array_index (self->limits, Limit, i);

      if (position < limit->position || position - limit->position >= limit->n)
        continue;
      for (guint column = limit->first_column;
           column < self->columns->len && column - limit->first_column < limit->n_columns;
           column++)
        get_looked (self, column)->is_meant = TRUE;
    }
}

/* Sets which cells of a place are meant; FALSE: none. */
static gboolean
find_meant (PasarFind *self, guint position)
{
  if (self->limits->len == 0)
    return TRUE;
  for (guint column = 0; column < self->columns->len; column++)
    get_looked (self, column)->is_meant = FALSE;
  mean_cells_of (self, position);
  if (self->header != PASAR_NO_ROW)
    mean_cells_of (self, self->header);
  for (guint column = 0; column < self->columns->len; column++)
    {
      if (get_looked (self, column)->is_meant)
        return TRUE;
    }
  return FALSE;
}

/* As the cell would be seen: below its item a model goes by its variation, else by both. */
static gboolean
name_matches (PasarFind *self, guint row)
{
  PasarCatalogue *catalogue = self->view->catalogue;
  const gboolean is_model = (catalogue->rows.flags[row] & PASAR_ROW_MODEL) != 0;

  return (is_model
          && pasar_pattern_matches (self->pattern,
                                    pasar_arena_get (&catalogue->texts,
                                                     catalogue->rows.variation[row])))
         || ((!is_model || self->asked.flat)
             && pasar_pattern_matches (self->pattern,
                                       pasar_arena_get (&catalogue->texts,
                                                        pasar_catalogue_item_of (catalogue, row)
                                                            ->name)));
}

static gboolean
matches (PasarFind *self, guint row, const Looked *looked)
{
  PasarCatalogue *catalogue = self->view->catalogue;
  PasarCellInfo info;

  if (pasar_catalogue_is_header (catalogue, row) && !looked->is_of_items)
    return FALSE;
  if (looked->column == PASAR_COLUMN_NAME)
    return name_matches (self, row);
  if (looked->pattern != NULL)
    return pasar_cell_pattern_matches (looked->pattern,
                                       pasar_catalogue_read_value (catalogue, row, looked->column));
  pasar_cell_info_read (&info, catalogue, row, looked->column, self->asked.flat);
  return pasar_pattern_matches (self->pattern, info.word);
}

static void
look_at_row (PasarFind *self, guint position, guint row)
{
  for (guint column = 0; column < self->columns->len; column++)
    {
      const Looked *looked = get_looked (self, column);
      const Entry entry = { position, row, column };

      if (!looked->is_meant || !matches (self, row, looked))
        continue;
      g_array_append_val (self->found, entry);
      if (looked->is_replaceable && pasar_catalogue_is_editable (self->view->catalogue, row))
        self->n_replaceable++;
      else if (self->first_read_only == PASAR_FIND_NONE)
        self->first_read_only = self->found->len - 1;
    }
}

static void
look_at_folded (PasarFind *self, guint position, guint header)
{
  PasarCatalogue *catalogue = self->view->catalogue;
  const guint end = header + pasar_catalogue_get_n_rows_of (catalogue, header);

  if (end == header + 1)
    return;
  pasar_filter_pass_enter (&self->pass, catalogue->rows.item[header]);
  for (guint row = header + 1; row < end; row++)
    {
      if (pasar_filter_pass_matches (&self->pass, row))
        look_at_row (self, position, row);
    }
}

static const guint32 *
get_list (PasarFind *self, guint *n)
{
  gsize size;
  const guint32 *list = g_bytes_get_data (self->list, &size);

  *n = (guint) (size / sizeof *list);
  return list;
}

static void
look_at (PasarFind *self, guint position)
{
  PasarCatalogue *catalogue = self->view->catalogue;
  guint n;
  const guint row = get_list (self, &n)[position];
  const gboolean is_header = pasar_catalogue_is_header (catalogue, row);

  if (!pasar_catalogue_is_alive (catalogue, row))
    return;
  if (is_header || self->asked.flat || (catalogue->rows.flags[row] & PASAR_ROW_MODEL) == 0)
    self->header = is_header ? position : PASAR_NO_ROW;
  if (!find_meant (self, position))
    return;
  look_at_row (self, position, row);
  if (is_header
      && pasar_arrangement_is_folded (&self->asked, pasar_catalogue_item_of (catalogue, row)))
    look_at_folded (self, position, row);
}

static gboolean
is_late (PasarFind *self)
{
  const PasarCatalogue *catalogue = self->view->catalogue;

  return self->list != self->view->list || self->stamp != catalogue->stamp
         || self->layout != catalogue->layout || self->n_dead != catalogue->n_dead;
}

/**
 * pasar_find_run:
 * @self: what is looked for
 * @deadline: when to stop for now, by the monotonic clock; %G_MAXINT64: however long it takes
 *
 * Goes on looking.
 *
 * Returns: whether all cells were looked at
 */
gboolean
pasar_find_run (PasarFind *self, gint64 deadline)
{
  guint n;

  get_list (self, &n);
  if (is_late (self) || *pasar_pattern_get_text (self->pattern) == '\0')
    {
      g_array_set_size (self->found, 0);
      self->n_replaceable = 0;
      self->first_read_only = PASAR_FIND_NONE;
      self->next = n;
    }
  while (self->next < n)
    {
      look_at (self, self->next++);
      if (self->next % STRIDE == 0 && g_get_monotonic_time () >= deadline)
        break;
    }
  return self->next == n;
}

/**
 * pasar_find_get_n_found:
 * @self: what was looked for
 *
 * May be asked before all were looked at, too.
 *
 * Returns: in how many cells it was found
 */
guint
pasar_find_get_n_found (PasarFind *self)
{
  return self->found->len;
}

/**
 * pasar_find_get_n_replaceable:
 * @self: what was looked for
 *
 * The others are in columns that cannot be edited.
 *
 * Returns: in how many of these cells it can be replaced
 */
guint
pasar_find_get_n_replaceable (PasarFind *self)
{
  return self->n_replaceable;
}

/**
 * pasar_find_get_first_read_only:
 * @self: what was looked for
 *
 * For who says why it cannot be replaced in all of these cells.
 *
 * Returns: the number of the first of them in which it cannot be; %PASAR_FIND_NONE when it can be
 *   in all
 */
guint
pasar_find_get_first_read_only (PasarFind *self)
{
  return self->first_read_only;
}

/**
 * pasar_find_get_found:
 * @self: what was looked for
 * @index: a number below [method@Find.get_n_found]
 *
 * In the order of the list.
 *
 * Returns: a cell in which it was found
 */
PasarFound
pasar_find_get_found (PasarFind *self, guint index)
{
  const Entry *entry = &g_array_index (self->found, Entry, index);

  return (PasarFound){ entry->position, entry->row, get_looked (self, entry->column)->column };
}

static int
compare (const Entry *a, const Entry *b)
{
  if (a->position != b->position)
    return a->position < b->position ? -1 : 1;
  if (a->row != b->row)
    return a->row < b->row ? -1 : 1;
  /* PASAR_FIND_NONE stands before all of them. */
  return (a->column + 1 > b->column + 1) - (a->column + 1 < b->column + 1);
}

/* The first that is not before @entry. */
static guint
find_from (PasarFind *self, const Entry *entry)
{
  guint first = 0;
  guint end = self->found->len;

  while (first < end)
    {
      const guint middle = first + (end - first) / 2;

      if (compare (&g_array_index (self->found, Entry, middle), entry) < 0)
        first = middle + 1;
      else
        end = middle;
    }
  return first;
}

static Entry
make_entry (PasarFind *self, guint position, PasarColumn column)
{
  guint n;
  const guint32 *list = get_list (self, &n);
  Entry entry = { position, position < n ? list[position] : PASAR_NO_ROW, PASAR_FIND_NONE };

  for (guint i = 0; i < self->columns->len; i++)
    {
      if (get_looked (self, i)->column == column)
        entry.column = i;
    }
  return entry;
}

/**
 * pasar_find_find_cell:
 * @self: what was looked for
 * @position: a place in the list
 * @column: a column
 *
 * For who marks what is found, or says where in it the cursor is.
 *
 * Returns: the number of that cell among those in which it was found; %PASAR_FIND_NONE when it is
 *   none of them
 */
guint
pasar_find_find_cell (PasarFind *self, guint position, PasarColumn column)
{
  const Entry entry = make_entry (self, position, column);
  const guint index = self->list == self->view->list ? find_from (self, &entry) : self->found->len;

  return index < self->found->len
                 && compare (&g_array_index (self->found, Entry, index), &entry) == 0
             ? index
             : PASAR_FIND_NONE;
}

/**
 * pasar_find_find_next:
 * @self: what was looked for
 * @position: where the cursor is in the list
 * @column: its column
 * @backwards: whether it goes up
 * @is_round: (out): whether it went on at the other end
 *
 * Goes from cell to cell.
 *
 * Returns: the number of the next cell in which it was found; %PASAR_FIND_NONE when there is none
 */
guint
pasar_find_find_next (PasarFind *self,
                      guint position,
                      PasarColumn column,
                      gboolean backwards,
                      gboolean *is_round)
{
  const Entry entry = make_entry (self, position, column);
  const guint n = self->found->len;
  guint index;

  *is_round = FALSE;
  if (n == 0)
    return PASAR_FIND_NONE;
  index = find_from (self, &entry);
  if (backwards)
    {
      *is_round = index == 0;
      return index > 0 ? index - 1 : n - 1;
    }
  if (index < n && compare (&g_array_index (self->found, Entry, index), &entry) == 0)
    index++;
  *is_round = index == n;
  return index < n ? index : 0;
}

/**
 * pasar_find_is_replaceable:
 * @self: what was looked for
 * @index: a number below [method@Find.get_n_found]
 *
 * For who replaces one after the other.
 *
 * Returns: whether it can be replaced in that cell
 */
gboolean
pasar_find_is_replaceable (PasarFind *self, guint index)
{
  const Entry *entry = &g_array_index (self->found, Entry, index);

  return get_looked (self, entry->column)->is_replaceable
         && pasar_catalogue_is_editable (self->view->catalogue, entry->row);
}

/**
 * pasar_find_add_to:
 * @self: what was looked for and is not out of date
 * @replace: what stands in its place then
 * @next: (inout): how far that is: 0, then as it was left
 * @deadline: when to stop for now, by the monotonic clock; %G_MAXINT64: however long it takes
 *
 * Tells of all cells in which it can be replaced.
 *
 * Returns: whether all were told
 */
gboolean
pasar_find_add_to (PasarFind *self, PasarReplace *replace, guint *next, gint64 deadline)
{
  while (*next < self->found->len)
    {
      const guint index = (*next)++;
      const Entry *entry = &g_array_index (self->found, Entry, index);

      if (pasar_find_is_replaceable (self, index))
        pasar_replace_add (replace, entry->row, get_looked (self, entry->column)->column);
      if (*next % STRIDE == 0 && g_get_monotonic_time () >= deadline)
        break;
    }
  return *next >= self->found->len;
}
