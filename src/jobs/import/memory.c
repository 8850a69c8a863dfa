/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/import/memory.h"

#include "jobs/import/meaning.h"
#include "store/kept.h"

#include <string.h>

/* The form is that of GKeyFile. What a later version adds an earlier one does not see; where that
 * would change what it means, the version goes up. */
#define VERSION 1

#define GROUP            "Mapping"
#define KEY_VERSION      "version"
#define KEY_IGNORES_CASE "ignores-case"
#define KEY_LEAVES_ZEROS "leaves-out-zeros"
#define KEY_DECIMAL      "decimal-point"
#define KEY_HEAD_ROW     "head-row"
#define KEY_ENCODING     "encoding"
#define KEY_SEPARATOR    "separator"
#define KEY_SHEET        "sheet"
#define KEY_HEAD         "head"
#define KEY_NTH          "nth" /* of the columns with this head */
#define KEY_TARGET       "target"
#define KEY_EXPRESSION   "expression"

struct _PasarKeptMapping
{
  GKeyFile *file;      /* (owned) */
  GArray *sources;     /* (owned) PasarImportSource: those that fit */
  GStringChunk *texts; /* (owned): of these */
};

/* Groups of what a row is known by; kept in the file. */
static const char *const key_groups[PASAR_MATCH_N_KEYS] = {
  [PASAR_MATCH_MODEL_ID] = "Key model-id", [PASAR_MATCH_ITEM_ID] = "Key item-id",
  [PASAR_MATCH_SKU] = "Key sku",           [PASAR_MATCH_ITEM_SKU] = "Key item-sku",
  [PASAR_MATCH_BARCODE] = "Key barcode",
};

static const char *
get_source_group (guint n, char *group, gsize size)
{
  g_snprintf (group, size, "Source %u", n);
  return group;
}

static PasarKeptMapping *
new_mapping (void)
{
  PasarKeptMapping *self = g_new0 (PasarKeptMapping, 1);

  self->file = g_key_file_new ();
  self->sources = g_array_new (FALSE, FALSE, sizeof (PasarImportSource));
  self->texts = g_string_chunk_new (256);
  return self;
}

static const char *
get_head (const PasarImportTable *table, guint column)
{
  return table->heads != NULL ? table->heads[column] : "";
}

/* How many columns before one have a head like its own. */
static guint
count_alike (const PasarImportTable *table, guint before, const char *head)
{
  g_autofree char *words = pasar_head_normalize (head);
  guint n = 0;

  for (guint i = 0; i < before; i++)
    {
      g_autofree char *others = pasar_head_normalize (get_head (table, i));

      n += strcmp (words, others) == 0;
    }
  return n;
}

static void
set_column (PasarKeptMapping *self, const char *group, const PasarImportTable *table, guint column)
{
  const char *head = get_head (table, column);

  g_key_file_set_string (self->file, group, KEY_HEAD, head);
  g_key_file_set_integer (self->file, group, KEY_NTH, (int) count_alike (table, column, head));
}

static void
set_choices (PasarKeptMapping *self, const PasarReadingChoices *choices, const char *sheet)
{
  const char decimal[] = { choices->decimal_point, '\0' };
  const char separator[] = { choices->separator, '\0' };

  g_key_file_set_string (self->file, GROUP, KEY_DECIMAL, decimal);
  g_key_file_set_integer (self->file, GROUP, KEY_HEAD_ROW, choices->head_row);
  g_key_file_set_string (self->file, GROUP, KEY_SEPARATOR, separator);
  if (choices->encoding != PASAR_ENCODING_UNKNOWN)
    g_key_file_set_string (self->file,
                           GROUP,
                           KEY_ENCODING,
                           pasar_encoding_get_name (choices->encoding));
  if (sheet != NULL)
    g_key_file_set_string (self->file, GROUP, KEY_SHEET, sheet);
}

/**
 * pasar_kept_mapping_new:
 * @catalogue: the shop
 * @table: what was imported
 * @mapping: what its columns meant
 * @choices: how it was read; its sheet is not looked at
 * @sheet: (nullable): the name of the sheet; %NULL: is found
 *
 * Makes a mapping that can be kept.
 *
 * Returns: (transfer full): the same, by names
 */
PasarKeptMapping *
pasar_kept_mapping_new (PasarCatalogue *catalogue,
                        const PasarImportTable *table,
                        const PasarImportMapping *mapping,
                        const PasarReadingChoices *choices,
                        const char *sheet)
{
  PasarKeptMapping *self = new_mapping ();

  g_key_file_set_integer (self->file, GROUP, KEY_VERSION, VERSION);
  g_key_file_set_boolean (self->file, GROUP, KEY_IGNORES_CASE, mapping->ignores_case);
  g_key_file_set_boolean (self->file, GROUP, KEY_LEAVES_ZEROS, mapping->leaves_out_zeros);
  set_choices (self, choices, sheet);
  for (guint key = 0; key < PASAR_MATCH_N_KEYS; key++)
    {
      if (mapping->keys[key] >= 0)
        set_column (self, key_groups[key], table, (guint) mapping->keys[key]);
    }
  for (guint i = 0; i < mapping->n_sources; i++)
    {
      const PasarImportSource *source = &mapping->sources[i];
      const PasarColumnInfo *info = pasar_catalogue_get_column (catalogue, source->target);
      char group[32];

      get_source_group (i, group, sizeof group);
      g_key_file_set_string (self->file, group, KEY_TARGET, info->id);
      if (source->expression != NULL)
        g_key_file_set_string (self->file, group, KEY_EXPRESSION, source->expression);
      else
        set_column (self, group, table, (guint) source->column);
    }
  return self;
}

/**
 * pasar_kept_mapping_read:
 * @text: what was written
 *
 * Reads a mapping back.
 *
 * Returns: (transfer full) (nullable): the mapping; %NULL when the text is none, or one of a later
 * version
 */
PasarKeptMapping *
pasar_kept_mapping_read (const char *text)
{
  g_autoptr (PasarKeptMapping) self = new_mapping ();

  g_return_val_if_fail (text != NULL, NULL);

  if (!g_key_file_load_from_data (self->file, text, strlen (text), G_KEY_FILE_NONE, NULL)
      || g_key_file_get_integer (self->file, GROUP, KEY_VERSION, NULL) != VERSION)
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * pasar_kept_mapping_write:
 * @self: a mapping
 *
 * Writes it as a text.
 *
 * Returns: (transfer full): the text
 */
char *
pasar_kept_mapping_write (const PasarKeptMapping *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_key_file_to_data (self->file, NULL, NULL);
}

/**
 * pasar_kept_mapping_free:
 * @self: (transfer full) (nullable): a mapping
 *
 * Frees @self.
 */
void
pasar_kept_mapping_free (PasarKeptMapping *self)
{
  if (self == NULL)
    return;
  g_key_file_unref (self->file);
  g_array_unref (self->sources);
  g_string_chunk_free (self->texts);
  g_free (self);
}

/* One of some signs; 0: none. */
static char
get_sign (const PasarKeptMapping *self, const char *key, const char *signs)
{
  g_autofree char *text = g_key_file_get_string (self->file, GROUP, key, NULL);

  return text != NULL && strlen (text) == 1 && strchr (signs, *text) != NULL ? *text : '\0';
}

static PasarEncoding
get_encoding (const PasarKeptMapping *self)
{
  g_autofree char *name = g_key_file_get_string (self->file, GROUP, KEY_ENCODING, NULL);

  for (guint i = PASAR_ENCODING_UNKNOWN + 1; i < PASAR_N_ENCODINGS; i++)
    {
      if (g_strcmp0 (name, pasar_encoding_get_name ((PasarEncoding) i)) == 0)
        return (PasarEncoding) i;
    }
  return PASAR_ENCODING_UNKNOWN;
}

static guint
find_sheet (const PasarKeptMapping *self, const PasarTableFile *file)
{
  g_autofree char *name = g_key_file_get_string (self->file, GROUP, KEY_SHEET, NULL);

  for (guint i = 0; name != NULL && i < pasar_table_file_get_n_sheets (file); i++)
    {
      if (strcmp (name, pasar_table_file_get_sheet_name (file, i)) == 0)
        return i;
    }
  return PASAR_READING_SHEET_FOUND;
}

/**
 * pasar_kept_mapping_get_choices:
 * @self: a mapping
 * @file: what is imported now
 *
 * Tells how the file is to be read.
 *
 * Returns: what the seller chose; the sheet is one that @file has
 */
PasarReadingChoices
pasar_kept_mapping_get_choices (const PasarKeptMapping *self, const PasarTableFile *file)
{
  return (PasarReadingChoices){
    .sheet = find_sheet (self, file),
    .encoding = get_encoding (self),
    .separator = get_sign (self, KEY_SEPARATOR, ",;\t|"),
    .decimal_point = get_sign (self, KEY_DECIMAL, ".,"),
    .head_row = g_key_file_get_integer (self->file, GROUP, KEY_HEAD_ROW, NULL),
  };
}

static char *
get_text (PasarKeptMapping *self, const char *group, const char *key)
{
  g_autofree char *text = g_key_file_get_string (self->file, group, key, NULL);

  return text != NULL ? g_string_chunk_insert (self->texts, text) : NULL;
}

/* -1: there is none any more, which is told. */
static int
find_column (PasarKeptMapping *self,
             const char *group,
             const PasarImportTable *table,
             GPtrArray *left_out)
{
  const char *head = get_text (self, group, KEY_HEAD);
  const int nth = g_key_file_get_integer (self->file, group, KEY_NTH, NULL);
  int n = 0;

  for (guint i = 0; head != NULL && i < table->n_columns; i++)
    {
      g_autofree char *words = pasar_head_normalize (head);
      g_autofree char *others = pasar_head_normalize (get_head (table, i));

      if (strcmp (words, others) == 0 && n++ == nth)
        return (int) i;
    }
  g_ptr_array_add (left_out, g_strdup (head != NULL ? head : ""));
  return -1;
}

static gboolean
has_target (const PasarKeptMapping *self, PasarColumn target)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      if (g_array_index (self->sources, PasarImportSource, i).target == target)
        return TRUE;
    }
  return FALSE;
}

static void
add_source (PasarKeptMapping *self,
            const char *group,
            PasarCatalogue *catalogue,
            const PasarImportTable *table,
            GPtrArray *left_out)
{
  const char *target = get_text (self, group, KEY_TARGET);
  const char *formula = get_text (self, group, KEY_EXPRESSION);
  const PasarColumnInfo *info =
      target != NULL ? pasar_catalogue_find_column (catalogue, target) : NULL;
  g_autoptr (PasarExpression) expression = NULL;
  PasarImportSource source = { .column = -1, .expression = formula };

  if (info == NULL || !info->is_editable || has_target (self, info->column))
    {
      g_ptr_array_add (left_out, g_strdup (target != NULL ? target : ""));
      return;
    }
  source.target = info->column;
  if (formula == NULL)
    source.column = find_column (self, group, table, left_out);
  else if (info->type != PASAR_COLUMN_TEXT)
    expression = pasar_import_parse (catalogue, table, info->column, formula, NULL, NULL);
  if (formula != NULL && expression == NULL)
    g_ptr_array_add (left_out, g_strdup (formula));
  if (source.column >= 0 || expression != NULL)
    g_array_append_val (self->sources, source);
}

/**
 * pasar_kept_mapping_fit:
 * @self: a mapping
 * @catalogue: the shop
 * @table: what is imported now; only its heads are looked at
 * @left_out: (element-type utf8): gets what no longer fits: the head of a column that there is no
 * more, the id of a column of the shop, an expression that cannot be read
 *
 * Makes the mapping one of a table.
 *
 * Returns: what its columns mean; valid until @self is fitted again or freed
 */
PasarImportMapping
pasar_kept_mapping_fit (PasarKeptMapping *self,
                        PasarCatalogue *catalogue,
                        const PasarImportTable *table,
                        GPtrArray *left_out)
{
  PasarImportMapping mapping = {
    .ignores_case = g_key_file_get_boolean (self->file, GROUP, KEY_IGNORES_CASE, NULL),
    .leaves_out_zeros = g_key_file_get_boolean (self->file, GROUP, KEY_LEAVES_ZEROS, NULL),
  };
  char group[32];

  g_array_set_size (self->sources, 0);
  g_string_chunk_clear (self->texts);
  for (guint key = 0; key < PASAR_MATCH_N_KEYS; key++)
    mapping.keys[key] = g_key_file_has_group (self->file, key_groups[key])
                            ? find_column (self, key_groups[key], table, left_out)
                            : -1;
  for (guint i = 0; g_key_file_has_group (self->file, get_source_group (i, group, sizeof group));
       i++)
    add_source (self, group, catalogue, table, left_out);
  mapping.sources = (const PasarImportSource *) (gpointer) self->sources->data;
  mapping.n_sources = self->sources->len;
  return mapping;
}

/* In the store: the one that was used last first. */

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *shape = g_task_get_task_data (task);
  g_autoptr (GPtrArray) list = NULL;
  PasarKeptMapping *mapping = NULL;
  GError *error = NULL;

  list = pasar_store_finish_object (PASAR_STORE (source), result, &error);
  if (list == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < list->len && mapping == NULL; i++)
    {
      const PasarKept *kept = g_ptr_array_index (list, i);

      if (g_str_equal (kept->name, shape))
        mapping = pasar_kept_mapping_read (kept->data);
    }
  g_task_return_pointer (task, mapping, (GDestroyNotify) pasar_kept_mapping_free);
}

/**
 * pasar_kept_mapping_find_async:
 * @session: the shop
 * @shape: the shape of the head of a file: see [method@Recognition.get_shape]
 * @cancellable: (nullable): stops it
 * @callback: (scope async): called at the end
 * @user_data: for @callback
 *
 * Looks for what the columns of such a file meant when one was imported last.
 */
void
pasar_kept_mapping_find_async (PasarSession *session,
                               const char *shape,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (PASAR_IS_SESSION (session) && shape != NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, pasar_kept_mapping_find_async);
  g_task_set_task_data (task, g_strdup (shape), g_free);
  pasar_store_list_kept_async (pasar_session_get_store (session),
                               pasar_session_get_shop (session)->id,
                               PASAR_KEPT_MAPPING,
                               cancellable,
                               found_cb,
                               task);
}

/**
 * pasar_kept_mapping_find_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Ends pasar_kept_mapping_find_async().
 *
 * Returns: (transfer full) (nullable): the mapping; %NULL without @error where none is known, or
 * none that can be read
 */
PasarKeptMapping *
pasar_kept_mapping_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (pasar_store_finish (PASAR_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * pasar_kept_mapping_keep_async:
 * @self: what the columns of a file mean
 * @session: the shop
 * @shape: the shape of its head as it was found: see [method@Recognition.get_shape]
 * @callback: (scope async): called at the end
 * @user_data: for @callback
 *
 * Keeps a mapping in the place of the one of this shape, as the one that was used last. When there
 * are too many the one goes that was not used for longest.
 */
void
pasar_kept_mapping_keep_async (const PasarKeptMapping *self,
                               PasarSession *session,
                               const char *shape,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autofree char *text = NULL;
  GTask *task;

  g_return_if_fail (PASAR_IS_SESSION (session) && shape != NULL);

  text = pasar_kept_mapping_write (self);
  task = g_task_new (session, NULL, callback, user_data);
  g_task_set_source_tag (task, pasar_kept_mapping_keep_async);
  pasar_store_put_kept_async (pasar_session_get_store (session),
                              pasar_session_get_shop (session)->id,
                              PASAR_KEPT_MAPPING,
                              pasar_kept_new (shape, text),
                              PASAR_KEPT_MAPPINGS_MAX,
                              kept_cb,
                              task);
}

/**
 * pasar_kept_mapping_keep_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Ends pasar_kept_mapping_keep_async().
 *
 * Returns: whether it is on the disk
 */
gboolean
pasar_kept_mapping_keep_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
