/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/saved-view.h"

#include "catalogue/view/condition-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* As a condition is written. */
#define STATE_PREFIX "is:"

#define VERSION      1
#define COLUMNS_TYPE G_VARIANT_TYPE ("a(sib)")
#define SORTS_TYPE   G_VARIANT_TYPE ("a(sb)")

/* The questions of a seller's day. An id is never used for another one. */
static const struct
{
  const char *id;
  const char *title;
  const char *state; /* (nullable) */
} usual[] = {
  { "all", N_ ("All"), NULL },
  { "changed", N_ ("Changed"), "changed" },
  { "problems", N_ ("Problems"), "problem" },
  { "out-of-stock", N_ ("Out of Stock"), "out-of-stock" },
  { "on-promotion", N_ ("On Promotion"), "promo" },
};

/* What a view is kept as: a dictionary of these, in the text form of GVariant. */
static const struct
{
  const char *key;
  const char *type;
} entries[] = {
  { "version", "u" },      { "usual", "s" },     { "is-named", "b" }, { "is-removed", "b" },
  { "columns", "a(sib)" }, { "sorts", "a(sb)" }, { "fold", "s" },     { "search", "s" },
  { "filters", "as" },     { "is-any", "b" },    { "status", "s" },
};

static const char *const folds[] = {
  [PASAR_SAVED_FOLD_NONE] = "",
  [PASAR_SAVED_FOLD_FLAT] = "flat",
  [PASAR_SAVED_FOLD_CLOSED] = "closed",
  [PASAR_SAVED_FOLD_OPEN] = "open",
};

/**
 * pasar_saved_view_new:
 * @name: (nullable): what it is called
 *
 * Where a view begins: nothing is hidden, and the columns are those that there are in general.
 *
 * Returns: (transfer full): all rows, in the order of the shop
 */
PasarSavedView *
pasar_saved_view_new (const char *name)
{
  PasarSavedView *self = g_new0 (PasarSavedView, 1);

  self->name = g_strdup (name);
  self->sorts = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("(sb)"), NULL, 0));
  self->search = g_strdup ("");
  self->filters = g_new0 (char *, 1);
  self->status = g_strdup ("");
  return self;
}

static int
find_usual (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      if (g_strcmp0 (usual[i].id, id) == 0)
        return (int) i;
    }
  return -1;
}

/**
 * pasar_saved_view_new_usual:
 * @n: counts from 0
 *
 * What is there before the seller made any.
 *
 * Returns: (transfer full) (nullable): a usual view; %NULL past the end
 */
PasarSavedView *
pasar_saved_view_new_usual (guint n)
{
  PasarSavedView *self;

  if (n >= G_N_ELEMENTS (usual))
    return NULL;
  self = pasar_saved_view_new (NULL);
  self->usual = g_strdup (usual[n].id);
  if (usual[n].state != NULL)
    {
      g_strfreev (self->filters);
      self->filters = g_new0 (char *, 2);
      self->filters[0] = g_strconcat (STATE_PREFIX, usual[n].state, NULL);
    }
  return self;
}

/**
 * pasar_saved_view_copy:
 * @self: a view
 *
 * For who changes a part of what is kept.
 *
 * Returns: (transfer full): the same
 */
PasarSavedView *
pasar_saved_view_copy (const PasarSavedView *self)
{
  PasarSavedView *copy = g_new (PasarSavedView, 1);

  *copy = (PasarSavedView){
    .name = g_strdup (self->name),
    .usual = g_strdup (self->usual),
    .is_removed = self->is_removed,
    .columns = self->columns != NULL ? g_variant_ref (self->columns) : NULL,
    .sorts = g_variant_ref (self->sorts),
    .fold = self->fold,
    .search = g_strdup (self->search),
    .filters = g_strdupv (self->filters),
    .is_any = self->is_any,
    .status = g_strdup (self->status),
    .unread = g_strdup (self->unread),
  };
  return copy;
}

/**
 * pasar_saved_view_free:
 * @self: a view
 *
 * Frees it with all its texts.
 */
void
pasar_saved_view_free (PasarSavedView *self)
{
  g_free (self->name);
  g_free (self->usual);
  g_clear_pointer (&self->columns, g_variant_unref);
  g_variant_unref (self->sorts);
  g_free (self->search);
  g_strfreev (self->filters);
  g_free (self->status);
  g_free (self->unread);
  g_free (self);
}

/* What this version writes, and nothing that it would not understand. */
static GVariant *
parse (const char *text)
{
  g_autoptr (GVariant) dict = NULL;
  guint32 version;

  if (!g_utf8_validate (text, -1, NULL))
    return NULL;
  dict = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL);
  if (dict == NULL || !g_variant_lookup (dict, "version", "u", &version) || version != VERSION)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (dict, entries[i].key, NULL);

      if (value != NULL && !g_variant_is_of_type (value, G_VARIANT_TYPE (entries[i].type)))
        return NULL;
    }
  return g_steal_pointer (&dict);
}

static void
set_text (GVariant *dict, const char *key, char **text)
{
  char *value;

  if (!g_variant_lookup (dict, key, "s", &value))
    return;
  g_free (*text);
  *text = value;
}

static void
set_value (GVariant *dict, const char *key, const GVariantType *type, GVariant **value)
{
  GVariant *found = g_variant_lookup_value (dict, key, type);

  if (found == NULL)
    return;
  g_clear_pointer (value, g_variant_unref);
  *value = found;
}

/**
 * pasar_saved_view_read:
 * @name: what it is kept under
 * @text: what [method@SavedView.write] gave, or anything else
 *
 * A text that is damaged, or of a newer version, comes to a view of all rows that keeps it.
 *
 * Returns: (transfer full): the view
 */
PasarSavedView *
pasar_saved_view_read (const char *name, const char *text)
{
  PasarSavedView *self = pasar_saved_view_new (name);
  g_autoptr (GVariant) dict = parse (text);
  g_autofree char *fold = NULL;
  gboolean is_named = TRUE;
  char **filters;

  if (dict == NULL)
    {
      self->unread = g_strdup (text);
      return self;
    }
  set_text (dict, "usual", &self->usual);
  g_variant_lookup (dict, "is-named", "b", &is_named);
  if (!is_named && find_usual (self->usual) >= 0)
    g_clear_pointer (&self->name, g_free);
  g_variant_lookup (dict, "is-removed", "b", &self->is_removed);
  self->is_removed = self->is_removed && self->usual != NULL;
  set_value (dict, "columns", COLUMNS_TYPE, &self->columns);
  set_value (dict, "sorts", SORTS_TYPE, &self->sorts);
  set_text (dict, "fold", &fold);
  for (guint i = 0; i < G_N_ELEMENTS (folds); i++)
    {
      if (g_strcmp0 (folds[i], fold) == 0)
        self->fold = (PasarSavedFold) i;
    }
  set_text (dict, "search", &self->search);
  set_text (dict, "status", &self->status);
  g_variant_lookup (dict, "is-any", "b", &self->is_any);
  if (g_variant_lookup (dict, "filters", "^as", &filters))
    {
      g_strfreev (self->filters);
      self->filters = filters;
    }
  return self;
}

static void
add_look (GVariantDict *dict, const PasarSavedView *self)
{
  if (self->columns != NULL)
    g_variant_dict_insert_value (dict, "columns", self->columns);
  g_variant_dict_insert_value (dict, "sorts", self->sorts);
  g_variant_dict_insert (dict, "fold", "s", folds[self->fold]);
  g_variant_dict_insert (dict, "search", "s", self->search);
  g_variant_dict_insert (dict, "filters", "^as", self->filters);
  g_variant_dict_insert (dict, "is-any", "b", self->is_any);
  g_variant_dict_insert (dict, "status", "s", self->status);
}

/**
 * pasar_saved_view_write:
 * @self: a view
 *
 * One that could not be read is written as it was found.
 *
 * Returns: (transfer full): a text that means the same to later versions, and in other shops
 */
char *
pasar_saved_view_write (const PasarSavedView *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) value = NULL;

  if (self->unread != NULL)
    return g_strdup (self->unread);
  g_variant_dict_insert (&dict, "version", "u", VERSION);
  if (self->usual != NULL)
    {
      g_variant_dict_insert (&dict, "usual", "s", self->usual);
      g_variant_dict_insert (&dict, "is-named", "b", self->name != NULL);
      g_variant_dict_insert (&dict, "is-removed", "b", self->is_removed);
    }
  add_look (&dict, self);
  value = g_variant_ref_sink (g_variant_dict_end (&dict));
  return g_variant_print (value, TRUE);
}

/**
 * pasar_saved_view_get_title:
 * @self: a view
 *
 * A usual view has a name of its own only once the seller gave it one.
 *
 * Returns: (transfer none): what it is called, a usual one in the language of the seller
 */
const char *
pasar_saved_view_get_title (const PasarSavedView *self)
{
  const int n = find_usual (self->usual);

  if (self->name != NULL || n < 0)
    return self->name != NULL ? self->name : "";
  return _ (usual[n].title);
}

/**
 * pasar_saved_view_get_state:
 * @self: a view
 * @state: (out): a single state, or %PASAR_STATE_ANY for all rows
 *
 * Which state it filters by, where it filters by nothing else: how many rows are in that state is
 * known already.
 *
 * Returns: whether there is such a state
 */
gboolean
pasar_saved_view_get_state (const PasarSavedView *self, PasarStates *state)
{
  PasarConditionKind kind;

  *state = PASAR_STATE_ANY;
  if (*self->search != '\0' || *self->status != '\0' || self->unread != NULL)
    return FALSE;
  if (self->filters[0] == NULL)
    return TRUE;
  return self->filters[1] == NULL && g_str_has_prefix (self->filters[0], STATE_PREFIX)
         && pasar_condition_find_state (self->filters[0] + strlen (STATE_PREFIX), &kind, state)
         && kind == PASAR_CONDITION_STATE;
}

/**
 * pasar_saved_view_shows_same:
 * @self: a view
 * @other: another one
 *
 * To tell whether what is shown was changed since a view was chosen.
 *
 * Returns: whether both show the same, whatever they are called
 */
gboolean
pasar_saved_view_shows_same (const PasarSavedView *self, const PasarSavedView *other)
{
  if ((self->columns == NULL) != (other->columns == NULL)
      || (self->columns != NULL && !g_variant_equal (self->columns, other->columns)))
    return FALSE;
  return g_variant_equal (self->sorts, other->sorts) && self->fold == other->fold
         && g_str_equal (self->search, other->search)
         && g_strv_equal ((const char *const *) self->filters, (const char *const *) other->filters)
         /* Of a single chip all and any are the same. */
         && (!self->is_any == !other->is_any || g_strv_length (self->filters) < 2)
         && g_str_equal (self->status, other->status);
}

/* What a shop has of it. */

static const char *
get_column_id (PasarCatalogue *catalogue, PasarColumn column)
{
  const guint n = pasar_catalogue_get_n_columns (catalogue);

  for (guint i = 0; i < n; i++)
    {
      const PasarColumnInfo *info = pasar_catalogue_get_nth_column (catalogue, i);

      if (info->column == column)
        return info->id;
    }
  return NULL;
}

/**
 * pasar_saved_view_set_sorts:
 * @self: a view
 * @catalogue: whose columns are sorted by
 * @sorts: (array length=n_sorts) (nullable): the most important one first
 * @n_sorts: 0: the shop's order
 *
 * Columns are kept by their ids, as numbers of them differ between shops.
 */
void
pasar_saved_view_set_sorts (PasarSavedView *self,
                            PasarCatalogue *catalogue,
                            const PasarSort *sorts,
                            guint n_sorts)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (SORTS_TYPE);

  for (guint i = 0; i < n_sorts; i++)
    {
      const char *id = get_column_id (catalogue, sorts[i].column);

      if (id != NULL)
        g_variant_builder_add (&builder, "(sb)", id, sorts[i].descending);
    }
  g_variant_unref (self->sorts);
  self->sorts = g_variant_ref_sink (g_variant_builder_end (&builder));
}

/**
 * pasar_saved_view_dup_sorts:
 * @self: a view
 * @catalogue: what is sorted
 *
 * The way back from the ids.
 *
 * Returns: (transfer full) (element-type PasarSort): by what, as far as @catalogue has it
 */
GArray *
pasar_saved_view_dup_sorts (const PasarSavedView *self, PasarCatalogue *catalogue)
{
  GArray *sorts = g_array_new (FALSE, FALSE, sizeof (PasarSort));
  GVariantIter iter;
  const char *id;
  gboolean descending;

  g_variant_iter_init (&iter, self->sorts);
  while (g_variant_iter_next (&iter, "(&sb)", &id, &descending))
    {
      const PasarColumnInfo *info = pasar_catalogue_find_column (catalogue, id);
      const PasarSort sort = { info != NULL ? info->column : PASAR_COLUMN_NONE, descending };

      if (info != NULL)
        g_array_append_val (sorts, sort);
    }
  return sorts;
}

static gboolean
can_read (const char *text, PasarCatalogue *catalogue)
{
  g_autoptr (PasarCondition) condition = NULL;

  return pasar_condition_read_kept (text, catalogue, &condition);
}

static void
list_unknown_ids (GVariant *array, PasarCatalogue *catalogue, GPtrArray *unknown)
{
  for (gsize i = 0; i < g_variant_n_children (array); i++)
    {
      g_autoptr (GVariant) tuple = g_variant_get_child_value (array, i);
      const char *id;

      g_variant_get_child (tuple, 0, "&s", &id);
      if (pasar_catalogue_find_column (catalogue, id) == NULL
          && !g_ptr_array_find_with_equal_func (unknown, id, g_str_equal, NULL))
        g_ptr_array_add (unknown, g_strdup (id));
    }
}

/**
 * pasar_saved_view_list_unknown:
 * @self: a view
 * @catalogue: what is looked at
 *
 * To tell the seller what is left out.
 *
 * Returns: (transfer full) (element-type utf8): the columns and conditions that @catalogue has
 *   nothing for, as they were kept
 */
GPtrArray *
pasar_saved_view_list_unknown (const PasarSavedView *self, PasarCatalogue *catalogue)
{
  GPtrArray *unknown = g_ptr_array_new_with_free_func (g_free);

  if (self->columns != NULL)
    list_unknown_ids (self->columns, catalogue, unknown);
  list_unknown_ids (self->sorts, catalogue, unknown);
  if (!can_read (self->search, catalogue))
    g_ptr_array_add (unknown, g_strdup (self->search));
  for (guint i = 0; self->filters[i] != NULL; i++)
    {
      if (!can_read (self->filters[i], catalogue))
        g_ptr_array_add (unknown, g_strdup (self->filters[i]));
    }
  if (!can_read (self->status, catalogue))
    g_ptr_array_add (unknown, g_strdup (self->status));
  return unknown;
}

/* (transfer full) What is known, and what was not before. */
static GVariant *
add_unknown_ids (GVariant *now, GVariant *before, PasarCatalogue *catalogue)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (g_variant_get_type (now));

  for (gsize i = 0; i < g_variant_n_children (now); i++)
    {
      g_autoptr (GVariant) tuple = g_variant_get_child_value (now, i);

      g_variant_builder_add_value (&builder, tuple);
    }
  for (gsize i = 0; i < g_variant_n_children (before); i++)
    {
      g_autoptr (GVariant) tuple = g_variant_get_child_value (before, i);
      const char *id;

      g_variant_get_child (tuple, 0, "&s", &id);
      if (pasar_catalogue_find_column (catalogue, id) == NULL)
        g_variant_builder_add_value (&builder, tuple);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static void
replace_value (GVariant **value, GVariant *with)
{
  g_variant_unref (*value);
  *value = with;
}

/**
 * pasar_saved_view_keep_unknown:
 * @self: a view of what is shown now
 * @before: what was kept of it
 * @catalogue: what is looked at
 *
 * Adds what @catalogue has nothing for: another shop may have it.
 */
void
pasar_saved_view_keep_unknown (PasarSavedView *self,
                               const PasarSavedView *before,
                               PasarCatalogue *catalogue)
{
  g_autoptr (GStrvBuilder) filters = g_strv_builder_new ();

  if (self->columns != NULL && before->columns != NULL)
    replace_value (&self->columns, add_unknown_ids (self->columns, before->columns, catalogue));
  replace_value (&self->sorts, add_unknown_ids (self->sorts, before->sorts, catalogue));
  g_strv_builder_addv (filters, (const char **) self->filters);
  for (guint i = 0; before->filters[i] != NULL; i++)
    {
      if (!can_read (before->filters[i], catalogue))
        g_strv_builder_add (filters, before->filters[i]);
    }
  if (*self->search == '\0' && !can_read (before->search, catalogue))
    {
      g_free (self->search);
      self->search = g_strdup (before->search);
    }
  g_strfreev (self->filters);
  self->filters = g_strv_builder_end (filters);
}
