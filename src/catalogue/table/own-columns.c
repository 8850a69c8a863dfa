/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/own-columns.h"

#include "catalogue/table/catalogue-private.h"
#include "catalogue/values/number.h"
#include "catalogue/values/word.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The columns that the seller made, as the registry knows them. */

/* By PasarOwnKind. The names stand in the log and never change. */
static const struct
{
  const char *name;
  PasarField first;
  PasarColumnType type;
  PasarUnit unit;
  guint width;
} kinds[] = {
  { "number", PASAR_FIELD_OWN_NUMBER, PASAR_COLUMN_NUMBER, PASAR_UNIT_NUMBER, 12 },
  { "money", PASAR_FIELD_OWN_MONEY, PASAR_COLUMN_NUMBER, PASAR_UNIT_MONEY, 14 },
  { "text", PASAR_FIELD_OWN_TEXT, PASAR_COLUMN_TEXT, PASAR_UNIT_NONE, 18 },
  { "yes-no", PASAR_FIELD_OWN_YES_NO, PASAR_COLUMN_ENUMERATION, PASAR_UNIT_NONE, 10 },
};

#define ID_PREFIX "own-"

/* What means something else in expressions and conditions. */
static const char *const reserved[] = { "is",  "or",  "and",   "not", "if",
                                        "min", "max", "round", "end", "ratio" };

/* It stays for as long as the catalogue, as cells and steps name it; also when it is removed. */
typedef struct
{
  PasarColumnInfo info;
  gboolean is_removed;
} Own;

/**
 * pasar_own_column_new:
 * @field: what of a row it holds
 * @title: its head
 * @is_removed: whether it is not there any more
 *
 * Makes one to be set; the text is copied.
 *
 * Returns: (transfer full): a column of the seller's own
 */
PasarOwnColumn *
pasar_own_column_new (PasarField field, const char *title, gboolean is_removed)
{
  PasarOwnColumn *self = g_new (PasarOwnColumn, 1);

  *self = (PasarOwnColumn){ field, g_strdup (title), is_removed };
  return self;
}

/**
 * pasar_own_column_free:
 * @self: (transfer full): a column
 *
 * Frees it.
 */
void
pasar_own_column_free (PasarOwnColumn *self)
{
  g_free (self->title);
  g_free (self);
}

/**
 * pasar_own_field_get_kind:
 * @field: a field of a column of the seller's own
 *
 * The fields of each kind are its own, so that what is in the log is always read as what it is.
 *
 * Returns: what it holds, which never changes
 */
PasarOwnKind
pasar_own_field_get_kind (PasarField field)
{
  return (PasarOwnKind) MIN (field / PASAR_N_OWN_FIELDS - 1, PASAR_N_OWN_KINDS - 1);
}

/**
 * pasar_own_field_get_id:
 * @field: a field of a column of the seller's own
 *
 * Names it for good, whatever the seller calls it.
 *
 * Returns: (transfer none): the name that its column has in settings and in the log
 */
const char *
pasar_own_field_get_id (PasarField field)
{
  const PasarOwnKind kind = pasar_own_field_get_kind (field);
  char id[32];

  g_snprintf (id, sizeof id, ID_PREFIX "%s-%u", kinds[kind].name, field - kinds[kind].first + 1);
  return g_intern_string (id);
}

/**
 * pasar_own_field_find:
 * @id: the name of a column
 * @field: (out): the field of which pasar_own_field_get_id() gives it
 *
 * The way back from what was kept.
 *
 * Returns: whether it is one of the seller's own, there or not
 */
gboolean
pasar_own_field_find (const char *id, PasarField *field)
{
  if (!g_str_has_prefix (id, ID_PREFIX))
    return FALSE;
  id += strlen (ID_PREFIX);
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      const gsize length = strlen (kinds[kind].name);
      guint64 n;

      if (strncmp (id, kinds[kind].name, length) != 0 || id[length] != '-')
        continue;
      /* One way to write a number. */
      if (id[length + 1] == '0'
          || !g_ascii_string_to_unsigned (id + length + 1, 10, 1, PASAR_N_OWN_FIELDS, &n, NULL))
        return FALSE;
      *field = (PasarField) (kinds[kind].first + n - 1);
      return TRUE;
    }
  return FALSE;
}

static Own *
get_own (PasarCatalogue *self, guint i)
{
  return g_ptr_array_index (self->own_columns, i);
}

/* NULL: there never was one. */
static Own *
find (PasarCatalogue *self, PasarField field)
{
  for (guint i = 0; i < self->own_columns->len; i++)
    {
      if (get_own (self, i)->info.field == field)
        return get_own (self, i);
    }
  return NULL;
}

guint
pasar_own_columns_get_n (PasarCatalogue *self)
{
  guint n = 0;

  for (guint i = 0; i < self->own_columns->len; i++)
    n += !get_own (self, i)->is_removed;
  return n;
}

/* Those that are removed are none; NULL: there are not so many. */
const PasarColumnInfo *
pasar_own_columns_get_nth (PasarCatalogue *self, guint n)
{
  for (guint i = 0; i < self->own_columns->len; i++)
    {
      if (!get_own (self, i)->is_removed && n-- == 0)
        return &get_own (self, i)->info;
    }
  return NULL;
}

/* Also one that is removed, which steps may name. */
const PasarColumnInfo *
pasar_own_columns_find (PasarCatalogue *self, PasarField field)
{
  const Own *own = find (self, field);

  return own != NULL ? &own->info : NULL;
}

/* Its place among those that are there; PASAR_OWN_COLUMNS_MAX for none. */
guint
pasar_own_columns_get_place (PasarCatalogue *self, PasarField field)
{
  guint place = 0;

  for (guint i = 0; i < self->own_columns->len; i++)
    {
      const Own *own = get_own (self, i);

      if (own->info.field == field)
        return own->is_removed ? PASAR_OWN_COLUMNS_MAX : place;
      place += !own->is_removed;
    }
  return PASAR_OWN_COLUMNS_MAX;
}

/* What they are called. */

static gboolean
is_same (const char *a, const char *b)
{
  g_autofree char *folded_a = a != NULL ? g_utf8_casefold (a, -1) : NULL;
  g_autofree char *folded_b = b != NULL ? g_utf8_casefold (b, -1) : NULL;

  return folded_a != NULL && g_strcmp0 (folded_a, folded_b) == 0;
}

static gboolean
is_called (const PasarColumnInfo *info, const char *name)
{
  return is_same (info->name, name) || is_same (info->id, name)
         || is_same (pasar_column_info_get_local_name (info), name);
}

/* Whether something else has the name: but for @own, which is looked for among those before it. */
static gboolean
is_taken (PasarCatalogue *self, const char *name, const Own *own)
{
  const guint n = pasar_catalogue_get_n_columns (self);

  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    {
      if (is_same (reserved[i], name))
        return TRUE;
    }
  for (guint i = 0; i < n; i++)
    {
      const PasarColumnInfo *info = pasar_catalogue_get_nth_column (self, i);

      if (info == &own->info)
        return FALSE;
      if (is_called (info, name))
        return TRUE;
    }
  return FALSE;
}

static const char *
keep (PasarCatalogue *self, const char *text)
{
  return pasar_text_get (pasar_texts_put (self->local_texts, text));
}

/* A word that is easily typed, the title where it is one word, and in any case the title in quotes.
 */
static void
name (PasarCatalogue *self, Own *own)
{
  const char *title = own->info.title;
  g_autofree char *word = g_str_is_ascii (title) ? pasar_word_dup_of (title) : g_strdup (title);
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", title);

  own->info.local_name = keep (self, quoted);
  own->info.name = pasar_word_is_one (word) && !is_taken (self, word, own) ? keep (self, word)
                                                                           : own->info.local_name;
}

/* What is there. */

static Own *
own_new (PasarField field)
{
  const PasarOwnKind kind = pasar_own_field_get_kind (field);
  Own *self = g_new0 (Own, 1);

  self->info = (PasarColumnInfo){
    .column = pasar_column_for_field (field),
    .id = pasar_own_field_get_id (field),
    .type = kinds[kind].type,
    .unit = kinds[kind].unit,
    .source = PASAR_SOURCE_APP,
    .field = field,
    .is_editable = TRUE,
    .is_searched = kind == PASAR_OWN_TEXT,
    .is_numeric = kinds[kind].type == PASAR_COLUMN_NUMBER,
    .is_shown = TRUE,
    .width = kinds[kind].width,
  };
  return self;
}

void
pasar_own_columns_init (PasarCatalogue *self)
{
  self->own_columns = g_ptr_array_new_with_free_func (g_free);
}

void
pasar_own_columns_clear (PasarCatalogue *self)
{
  g_clear_pointer (&self->own_columns, g_ptr_array_unref);
}

/**
 * pasar_catalogue_dup_own_columns:
 * @self: a catalogue
 *
 * What [method@Catalogue.set_own_columns] was given last.
 *
 * Returns: (transfer full) (element-type PasarOwnColumn): the columns that the seller made, in
 *   their order, with those that are removed
 */
GPtrArray *
pasar_catalogue_dup_own_columns (PasarCatalogue *self)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_own_column_free);

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), columns);

  for (guint i = 0; i < self->own_columns->len; i++)
    {
      const Own *own = get_own (self, i);

      g_ptr_array_add (columns,
                       pasar_own_column_new (own->info.field, own->info.title, own->is_removed));
    }
  return columns;
}

/**
 * pasar_catalogue_set_own_columns:
 * @self: a catalogue
 * @columns: (element-type PasarOwnColumn): the columns that the seller made, in their order, with
 *   those that are removed; of a field the first one counts
 *
 * Takes the place of those of before, and emits `columns-changed`. Values are not touched: they are
 * kept by field.
 */
void
pasar_catalogue_set_own_columns (PasarCatalogue *self, const GPtrArray *columns)
{
  g_autoptr (GPtrArray) before = NULL;
  guint n_shown = 0;

  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  before = g_steal_pointer (&self->own_columns);
  pasar_own_columns_init (self);
  for (guint i = 0; i < columns->len; i++)
    {
      const PasarOwnColumn *column = g_ptr_array_index (columns, i);
      Own *own = NULL;

      if (find (self, column->field) != NULL)
        continue;
      for (guint k = 0; k < before->len && own == NULL; k++)
        {
          if (((Own *) before->pdata[k])->info.field == column->field)
            own = g_ptr_array_steal_index (before, k);
        }
      if (own == NULL)
        own = own_new (column->field);
      own->info.title = keep (self, column->title);
      own->is_removed = column->is_removed || n_shown == PASAR_OWN_COLUMNS_MAX;
      n_shown += !own->is_removed;
      g_ptr_array_add (self->own_columns, own);
    }
  /* Whoever still names one may do so. */
  while (before->len > 0)
    {
      Own *own = g_ptr_array_steal_index (before, 0);

      own->is_removed = TRUE;
      g_ptr_array_add (self->own_columns, own);
    }
  for (guint i = 0; i < self->own_columns->len; i++)
    name (self, get_own (self, i));
  /* Texts are ordered by the place of their column. */
  self->local_stamp++;
  pasar_catalogue_columns_changed (self);
}

/* What becomes of them. */

/* As it is kept: one line without quotes, which names are written in. */
static char *
dup_title (PasarCatalogue *self, const char *typed, PasarField field, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (typed, -1);
  g_autofree char *title = NULL;
  const guint n = pasar_catalogue_get_n_columns (self);

  g_strdelimit (valid, "\"\r\n\t", ' ');
  title = pasar_number_strip (valid);
  if (*title == '\0' || g_utf8_strlen (title, -1) > PASAR_OWN_TITLE_MAX)
    {
      g_set_error (error,
                   PASAR_INPUT_ERROR,
                   PASAR_INPUT_ERROR_EMPTY,
                   /* Translators: of a column; %u is a number of characters */
                   ngettext ("The name must have 1 to %u character.",
                             "The name must have 1 to %u characters.",
                             PASAR_OWN_TITLE_MAX),
                   PASAR_OWN_TITLE_MAX);
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    {
      const PasarColumnInfo *info = pasar_catalogue_get_nth_column (self, i);

      if ((info->source == PASAR_SOURCE_APP && info->field == field)
          || (!is_same (pasar_column_info_get_title (info), title) && !is_called (info, title)))
        continue;
      g_set_error_literal (error,
                           PASAR_INPUT_ERROR,
                           PASAR_INPUT_ERROR_AMBIGUOUS,
                           _ ("There is a column of this name already."));
      return NULL;
    }
  return g_steal_pointer (&title);
}

/* The next one of a kind that no column has ever had, nor any value. */
static gboolean
find_free (PasarCatalogue *self, PasarOwnKind kind, PasarField *field)
{
  guint n = 0;

  for (guint i = 0; i < self->own_columns->len; i++)
    {
      const PasarField taken = get_own (self, i)->info.field;

      if (pasar_own_field_get_kind (taken) == kind)
        n = MAX (n, taken - kinds[kind].first + 1);
    }
  for (guint i = 0; i < self->locals.columns->len; i++)
    {
      const PasarField taken = g_array_index (self->locals.columns, PasarLocalColumn, i).field;

      if (pasar_field_is_own (taken) && pasar_own_field_get_kind (taken) == kind)
        n = MAX (n, taken - kinds[kind].first + 1);
    }
  *field = (PasarField) (kinds[kind].first + n);
  return n < PASAR_N_OWN_FIELDS;
}

/**
 * pasar_catalogue_add_own_column:
 * @self: a catalogue
 * @kind: what the column is to hold
 * @title: what the seller calls it
 * @field: (out): that of the column
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * A column of the same kind and name that was removed comes back with its values, to where it was.
 *
 * Returns: (transfer full) (nullable) (element-type PasarOwnColumn): what is to be set; %NULL when
 *   there are too many, or the name cannot be had
 */
GPtrArray *
pasar_catalogue_add_own_column (PasarCatalogue *self,
                                PasarOwnKind kind,
                                const char *title,
                                PasarField *field,
                                GError **error)
{
  g_autoptr (GPtrArray) columns = NULL;
  g_autofree char *kept = NULL;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  kept = dup_title (self, title, PASAR_FIELD_PRICE, error);
  if (kept == NULL)
    return NULL;
  if (pasar_own_columns_get_n (self) == PASAR_OWN_COLUMNS_MAX || !find_free (self, kind, field))
    {
      g_set_error (error,
                   PASAR_INPUT_ERROR,
                   PASAR_INPUT_ERROR_TOO_LARGE,
                   /* Translators: %u is how many columns the seller can make */
                   ngettext ("There can be %u column of your own.",
                             "There can be %u columns of your own.",
                             PASAR_OWN_COLUMNS_MAX),
                   PASAR_OWN_COLUMNS_MAX);
      return NULL;
    }
  columns = pasar_catalogue_dup_own_columns (self);
  for (guint i = 0; i < columns->len; i++)
    {
      PasarOwnColumn *old = g_ptr_array_index (columns, i);

      if (!old->is_removed || pasar_own_field_get_kind (old->field) != kind
          || !is_same (old->title, kept))
        continue;
      *field = old->field;
      g_free (old->title);
      old->title = g_steal_pointer (&kept);
      old->is_removed = FALSE;
      return g_steal_pointer (&columns);
    }
  g_ptr_array_add (columns, pasar_own_column_new (*field, kept, FALSE));
  return g_steal_pointer (&columns);
}

static PasarOwnColumn *
find_in (const GPtrArray *columns, PasarField field)
{
  for (guint i = 0; i < columns->len; i++)
    {
      PasarOwnColumn *column = g_ptr_array_index (columns, i);

      if (column->field == field)
        return column;
    }
  return NULL;
}

/**
 * pasar_catalogue_rename_own_column:
 * @self: a catalogue
 * @field: that of the column
 * @title: what the seller calls it now
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Its values stay.
 *
 * Returns: (transfer full) (nullable) (element-type PasarOwnColumn): what is to be set; %NULL when
 *   the name cannot be had
 */
GPtrArray *
pasar_catalogue_rename_own_column (PasarCatalogue *self,
                                   PasarField field,
                                   const char *title,
                                   GError **error)
{
  g_autoptr (GPtrArray) columns = NULL;
  g_autofree char *kept = NULL;
  PasarOwnColumn *column;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  kept = dup_title (self, title, field, error);
  columns = pasar_catalogue_dup_own_columns (self);
  column = find_in (columns, field);
  g_return_val_if_fail (column != NULL, NULL);
  if (kept == NULL)
    return NULL;
  g_free (column->title);
  column->title = g_steal_pointer (&kept);
  return g_steal_pointer (&columns);
}

/**
 * pasar_catalogue_remove_own_column:
 * @self: a catalogue
 * @field: that of the column
 *
 * Its values stay, and are there again when a column of the same kind and name is added.
 *
 * Returns: (transfer full) (element-type PasarOwnColumn): what is to be set
 */
GPtrArray *
pasar_catalogue_remove_own_column (PasarCatalogue *self, PasarField field)
{
  GPtrArray *columns;
  PasarOwnColumn *column;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  columns = pasar_catalogue_dup_own_columns (self);
  column = find_in (columns, field);
  if (column != NULL)
    column->is_removed = TRUE;
  return columns;
}
