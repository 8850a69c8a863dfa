/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/kept.h"

#include "store/private.h"

/* A list of one kind, of a shop or of all shops. */
typedef struct
{
  gint64 shop;
  PasarKeptKind kind;
  GPtrArray *kept; /* (owned) (nullable) */
  PasarKept *put;  /* (owned) (nullable): comes first */
  guint max;       /* where one comes first */
} KeptList;

static GPtrArray *
new_array (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_kept_free);
}

static void
kept_list_free (KeptList *self)
{
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->put, pasar_kept_free);
  g_free (self);
}

static KeptList *
kept_list_new (gint64 shop, PasarKeptKind kind)
{
  KeptList *self = g_new0 (KeptList, 1);

  self->shop = shop;
  self->kind = kind;
  return self;
}

/**
 * pasar_kept_new:
 * @name: what it is called
 * @data: what it is
 *
 * Makes one to be kept; its texts are copied.
 *
 * Returns: (transfer full): the new one
 */
PasarKept *
pasar_kept_new (const char *name, const char *data)
{
  PasarKept *self = g_new0 (PasarKept, 1);

  self->name = g_strdup (name);
  self->data = g_strdup (data);
  return self;
}

/**
 * pasar_kept_free:
 * @self: something kept
 *
 * Frees it.
 */
void
pasar_kept_free (PasarKept *self)
{
  g_free (self->name);
  g_free (self->data);
  g_free (self);
}

static gboolean
list_kept (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const KeptList *list = input;
  GPtrArray *found = new_array ();
  g_autoptr (PasarStatement) statement = NULL;

  output->object = found;
  output->object_free = (GDestroyNotify) g_ptr_array_unref;
  statement = pasar_sqlite_query (db,
                                  "SELECT name, data FROM kept NOT INDEXED"
                                  " WHERE coalesce (shop, 0) = ? AND kind = ? ORDER BY position",
                                  PASAR_NUMBERS (list->shop, list->kind),
                                  error);
  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    {
      PasarKept *kept = g_new0 (PasarKept, 1);

      kept->name = pasar_statement_dup_name (statement, 0);
      kept->data = pasar_statement_dup_name (statement, 1);
      g_ptr_array_add (found, kept);
    }
  return pasar_statement_finish (statement, error)
         && pasar_sqlite_check (db,
                                "SELECT count(*) = ?3 FROM kept INDEXED BY kept_name"
                                " WHERE coalesce (shop, 0) = ?1 AND kind = ?2",
                                PASAR_NUMBERS (list->shop, list->kind, found->len),
                                error);
}

/**
 * pasar_store_list_kept_async:
 * @self: a store
 * @shop: row id; 0: what is kept for all shops
 * @kind: of which kind
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Reads a list. [method@Store.finish_object] gives a #GPtrArray of #PasarKept in the order in which
 * they were set.
 */
void
pasar_store_list_kept_async (PasarStore *self,
                             gint64 shop,
                             PasarKeptKind kind,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  pasar_store_run (self,
                   FALSE,
                   list_kept,
                   kept_list_new (shop, kind),
                   (GDestroyNotify) kept_list_free,
                   cancellable,
                   callback,
                   user_data);
}

static gboolean
set_kept (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const KeptList *list = input;

  if (!pasar_sqlite_run (db,
                         "DELETE FROM kept WHERE shop IS nullif (?, 0) AND kind = ?",
                         PASAR_NUMBERS (list->shop, list->kind),
                         error))
    return FALSE;
  for (guint i = 0; i < list->kept->len; i++)
    {
      const PasarKept *kept = g_ptr_array_index (list->kept, i);
      g_autoptr (PasarStatement) statement =
          pasar_sqlite_query (db,
                              "INSERT INTO kept (shop, kind, position, name, data)"
                              " VALUES (nullif (?, 0), ?, ?, ?, ?)",
                              PASAR_NUMBERS (list->shop, list->kind, i),
                              error);

      if (statement == NULL)
        return FALSE;
      pasar_statement_bind_text (statement, 4, kept->name);
      pasar_statement_bind_text (statement, 5, kept->data);
      if (!pasar_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * pasar_store_set_kept_async:
 * @self: a store
 * @shop: row id; 0: for all shops
 * @kind: of which kind
 * @kept: (element-type PasarKept): all there are, each name once
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): ends with [method@Store.finish]
 * @user_data: for @callback
 *
 * Puts a list in the place of the one that was kept.
 */
void
pasar_store_set_kept_async (PasarStore *self,
                            gint64 shop,
                            PasarKeptKind kind,
                            GPtrArray *kept,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  KeptList *list;

  g_return_if_fail (kept != NULL);

  list = kept_list_new (shop, kind);
  list->kept = new_array ();
  for (guint i = 0; i < kept->len; i++)
    {
      const PasarKept *one = g_ptr_array_index (kept, i);

      g_ptr_array_add (list->kept, pasar_kept_new (one->name, one->data));
    }
  pasar_store_run (self,
                   TRUE,
                   set_kept,
                   list,
                   (GDestroyNotify) kept_list_free,
                   cancellable,
                   callback,
                   user_data);
}

static gboolean
put_kept (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  KeptList list = *(const KeptList *) input;
  PasarStoreOutput found = { 0 };
  const gboolean is_listed = list_kept (db, input, &found, error);
  g_autoptr (GPtrArray) kept = found.object;

  if (!is_listed)
    return FALSE;
  for (guint i = kept->len; i > 0; i--)
    {
      const PasarKept *one = g_ptr_array_index (kept, i - 1);

      if (g_str_equal (one->name, list.put->name))
        g_ptr_array_remove_index (kept, i - 1);
    }
  g_ptr_array_insert (kept, 0, pasar_kept_new (list.put->name, list.put->data));
  g_ptr_array_set_size (kept, (int) MIN (kept->len, list.max));
  list.kept = kept;
  return set_kept (db, &list, output, error);
}

/**
 * pasar_store_put_kept_async:
 * @self: a store
 * @shop: row id; 0: for all shops
 * @kind: of which kind
 * @kept: (transfer full): what was used last
 * @max: how many are kept, one at least
 * @callback: (scope async): ends with [method@Store.finish]
 * @user_data: for @callback
 *
 * Puts one at the head of its list, in the place of that of the same name. When there are too many
 * the last ones go. Calls at the same time lose nothing of each other.
 */
void
pasar_store_put_kept_async (PasarStore *self,
                            gint64 shop,
                            PasarKeptKind kind,
                            PasarKept *kept,
                            guint max,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  KeptList *list;

  g_return_if_fail (kept != NULL && max > 0);

  list = kept_list_new (shop, kind);
  list->put = kept;
  list->max = max;
  pasar_store_run (self,
                   TRUE,
                   put_kept,
                   list,
                   (GDestroyNotify) kept_list_free,
                   NULL,
                   callback,
                   user_data);
}
