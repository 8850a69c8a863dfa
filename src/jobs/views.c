/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/views.h"

#include "store/kept.h"

/* In the order of their tabs. */
typedef enum
{
  FOR_ALL,
  FOR_SHOP,
  N_LISTS,
} List;

struct _PasarViews
{
  GObject parent_instance;

  PasarStore *store; /* (owned) */
  gint64 shop;
  GPtrArray *lists[N_LISTS]; /* (owned) (element-type PasarSavedView): removed ones among them */
  PasarSavedView *removed;   /* (owned) (nullable): the last one */
  List removed_from;
  guint removed_place;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PasarViews, pasar_views, G_TYPE_OBJECT)

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_saved_view_free);
}

static void
pasar_views_finalize (GObject *object)
{
  PasarViews *self = PASAR_VIEWS (object);

  for (guint i = 0; i < N_LISTS; i++)
    g_ptr_array_unref (self->lists[i]);
  g_clear_pointer (&self->removed, pasar_saved_view_free);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (pasar_views_parent_class)->finalize (object);
}

static void
pasar_views_class_init (PasarViewsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_views_finalize;
  /**
   * PasarViews::changed:
   * @self: views
   *
   * There are others, or they are other ones.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          PASAR_TYPE_VIEWS,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);
  /**
   * PasarViews::failed:
   * @self: views
   * @message: a sentence that says why
   *
   * The last change could not be written; it holds until the app is closed.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed",
                                         PASAR_TYPE_VIEWS,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         1,
                                         G_TYPE_STRING);
}

/* The usual ones that the list does not speak of come in their order, after those before them. */
static void
add_usual (GPtrArray *list)
{
  PasarSavedView *next;
  guint place = 0;

  for (guint n = 0; (next = pasar_saved_view_new_usual (n)) != NULL; n++)
    {
      g_autoptr (PasarSavedView) view = next;
      guint i = 0;

      while (i < list->len
             && g_strcmp0 (((PasarSavedView *) list->pdata[i])->usual, view->usual) != 0)
        i++;
      if (i == list->len)
        g_ptr_array_insert (list, (int) (i = place), g_steal_pointer (&view));
      place = i + 1;
    }
}

static void
pasar_views_init (PasarViews *self)
{
  for (guint i = 0; i < N_LISTS; i++)
    self->lists[i] = new_list ();
  add_usual (self->lists[FOR_ALL]);
}

/**
 * pasar_views_new:
 * @store: where they are kept
 * @shop: the store's id of the shop
 *
 * They can be shown at once; see [method@Views.load_async].
 *
 * Returns: (transfer full): the usual ones, until they are loaded
 */
PasarViews *
pasar_views_new (PasarStore *store, gint64 shop)
{
  PasarViews *self = g_object_new (PASAR_TYPE_VIEWS, NULL);

  self->store = g_object_ref (store);
  self->shop = shop;
  return self;
}

/* Reading and writing. */

static gint64
get_shop (PasarViews *self, List list)
{
  return list == FOR_SHOP ? self->shop : 0;
}

static void listed_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
load_list (PasarViews *self, GTask *task, List list)
{
  g_task_set_task_data (task, GUINT_TO_POINTER (list), NULL);
  pasar_store_list_kept_async (self->store,
                               get_shop (self, list),
                               PASAR_KEPT_VIEW,
                               g_task_get_cancellable (task),
                               listed_cb,
                               task);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarViews *self = g_task_get_source_object (task);
  const List list = GPOINTER_TO_UINT (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) kept = pasar_store_finish_object (PASAR_STORE (source), result, &error);

  if (kept == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_ptr_array_set_size (self->lists[list], 0);
  for (guint i = 0; i < kept->len; i++)
    {
      const PasarKept *one = kept->pdata[i];

      g_ptr_array_add (self->lists[list], pasar_saved_view_read (one->name, one->data));
    }
  if (list == FOR_ALL)
    {
      add_usual (self->lists[list]);
      load_list (self, g_steal_pointer (&task), FOR_SHOP);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  g_task_return_boolean (task, TRUE);
}

/**
 * pasar_views_load_async:
 * @self: views that nobody has changed
 * @cancellable: (nullable): cancels it
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Reads what was kept.
 */
void
pasar_views_load_async (PasarViews *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pasar_views_load_async);
  load_list (self, task, FOR_ALL);
}

/**
 * pasar_views_load_finish:
 * @self: views
 * @result: what the callback got
 * @error: return location of an error of the store
 *
 * On an error they are as they were.
 *
 * Returns: whether they are there
 */
gboolean
pasar_views_load_finish (PasarViews *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarViews) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pasar_store_finish (PASAR_STORE (source), result, &error))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
}

/* Names are kept once in a list. A usual view that has none leaves what it is called to others. */
static char *
dup_free_name (GHashTable *names, const PasarSavedView *view)
{
  const char *wanted = view->name != NULL ? view->name : view->usual;
  char *name = g_strdup (wanted);

  for (guint n = 2; g_hash_table_contains (names, name); n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", wanted, n);
    }
  g_hash_table_add (names, g_strdup (name));
  return name;
}

static void
write_list (PasarViews *self, List list)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_kept_free);

  for (guint i = 0; i < self->lists[list]->len; i++)
    {
      const PasarSavedView *view = self->lists[list]->pdata[i];
      g_autofree char *name = dup_free_name (names, view);
      g_autofree char *data = pasar_saved_view_write (view);

      g_ptr_array_add (kept, pasar_kept_new (name, data));
    }
  pasar_store_set_kept_async (self->store,
                              get_shop (self, list),
                              PASAR_KEPT_VIEW,
                              kept,
                              NULL,
                              written_cb,
                              g_object_ref (self));
}

static void
change (PasarViews *self, List list)
{
  write_list (self, list);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Which they are. */

/* The list of the nth one, and its place there. */
static gboolean
locate (PasarViews *self, guint n, List *list, guint *place)
{
  for (*list = FOR_ALL; *list < N_LISTS; (*list)++)
    {
      const GPtrArray *views = self->lists[*list];

      for (*place = 0; *place < views->len; (*place)++)
        {
          if (!((const PasarSavedView *) views->pdata[*place])->is_removed && n-- == 0)
            return TRUE;
        }
    }
  return FALSE;
}

/* The way back. */
static guint
get_number (PasarViews *self, List list, guint place)
{
  List at_list;
  guint at_place;
  guint n = 0;

  while (locate (self, n, &at_list, &at_place) && (at_list != list || at_place != place))
    n++;
  return n;
}

/**
 * pasar_views_is_of:
 * @self: views
 * @store: a store
 * @shop: its id of a shop
 *
 * To keep them when a shop is connected again.
 *
 * Returns: whether they are those of that shop
 */
gboolean
pasar_views_is_of (PasarViews *self, PasarStore *store, gint64 shop)
{
  return self->store == store && self->shop == shop;
}

/**
 * pasar_views_get_n:
 * @self: views
 *
 * Those that were removed do not count.
 *
 * Returns: how many there are
 */
guint
pasar_views_get_n (PasarViews *self)
{
  return get_number (self, N_LISTS, 0);
}

/**
 * pasar_views_get_nth:
 * @self: views
 * @n: counts from 0
 *
 * Its number is that of its tab and of its key.
 *
 * Returns: (transfer none) (nullable): one of them, until it is changed
 */
const PasarSavedView *
pasar_views_get_nth (PasarViews *self, guint n)
{
  List list;
  guint place;

  return locate (self, n, &list, &place) ? self->lists[list]->pdata[place] : NULL;
}

/**
 * pasar_views_get_is_for_all:
 * @self: views
 * @n: counts from 0
 *
 * Those for all shops come first.
 *
 * Returns: whether that one is there in all shops
 */
gboolean
pasar_views_get_is_for_all (PasarViews *self, guint n)
{
  List list;
  guint place;

  return locate (self, n, &list, &place) && list == FOR_ALL;
}

/**
 * pasar_views_find:
 * @self: views
 * @title: what one is called
 * @n: (out): its number
 *
 * Names differ, so that one is enough to know a view by.
 *
 * Returns: whether there is one
 */
gboolean
pasar_views_find (PasarViews *self, const char *title, guint *n)
{
  const PasarSavedView *view;

  for (*n = 0; (view = pasar_views_get_nth (self, *n)) != NULL; (*n)++)
    {
      if (g_str_equal (pasar_saved_view_get_title (view), title))
        return TRUE;
    }
  return FALSE;
}

/* Changes. */

/**
 * pasar_views_add:
 * @self: views
 * @view: (transfer full): a new one, with a name that no other has
 * @is_for_all: whether it is there in all shops
 *
 * It comes after the others of its kind.
 *
 * Returns: its number
 */
guint
pasar_views_add (PasarViews *self, PasarSavedView *view, gboolean is_for_all)
{
  const List list = is_for_all ? FOR_ALL : FOR_SHOP;

  g_ptr_array_add (self->lists[list], view);
  change (self, list);
  return get_number (self, list, self->lists[list]->len - 1);
}

/* Takes what one shows, and leaves what it is. */
static void
replace (PasarViews *self, List list, guint place, PasarSavedView *view)
{
  pasar_saved_view_free (self->lists[list]->pdata[place]);
  self->lists[list]->pdata[place] = view;
  change (self, list);
}

/**
 * pasar_views_replace:
 * @self: views
 * @n: counts from 0
 * @view: (transfer full): what that one shows from now on; it stays what it is, and is called as it
 *   was
 *
 * What is kept of it is overwritten.
 */
void
pasar_views_replace (PasarViews *self, guint n, PasarSavedView *view)
{
  const PasarSavedView *before;
  List list;
  guint place;

  g_return_if_fail (locate (self, n, &list, &place));
  before = self->lists[list]->pdata[place];
  g_free (view->name);
  view->name = g_strdup (before->name);
  g_free (view->usual);
  view->usual = g_strdup (before->usual);
  replace (self, list, place, view);
}

/**
 * pasar_views_rename:
 * @self: views
 * @n: counts from 0
 * @name: one that no other has
 *
 * A usual one keeps that name in all languages.
 */
void
pasar_views_rename (PasarViews *self, guint n, const char *name)
{
  g_autoptr (PasarSavedView) view = NULL;
  List list;
  guint place;

  g_return_if_fail (locate (self, n, &list, &place));
  view = pasar_saved_view_copy (self->lists[list]->pdata[place]);
  g_free (view->name);
  view->name = g_strdup (name);
  replace (self, list, place, g_steal_pointer (&view));
}

/**
 * pasar_views_can_move:
 * @self: views
 * @n: counts from 0
 * @by: 1 or -1
 *
 * Those for all shops stay before those for one, so that their numbers are the same everywhere.
 *
 * Returns: whether it can go to that side
 */
gboolean
pasar_views_can_move (PasarViews *self, guint n, int by)
{
  const guint other = n + (guint) by;

  return pasar_views_get_nth (self, n) != NULL && pasar_views_get_nth (self, other) != NULL
         && pasar_views_get_is_for_all (self, n) == pasar_views_get_is_for_all (self, other);
}

/**
 * pasar_views_move:
 * @self: views
 * @n: counts from 0
 * @by: 1 or -1
 *
 * Does nothing where it cannot go.
 */
void
pasar_views_move (PasarViews *self, guint n, int by)
{
  List list;
  guint from;
  guint to;
  gpointer view;

  if (!pasar_views_can_move (self, n, by))
    return;
  locate (self, n, &list, &from);
  locate (self, n + (guint) by, &list, &to);
  view = g_ptr_array_steal_index (self->lists[list], from);
  g_ptr_array_insert (self->lists[list], (int) to, view);
  change (self, list);
}

/* (transfer full) What is usual stays known, so that it is not taken for one that never was. */
static PasarSavedView *
take_out (PasarViews *self, List list, guint place)
{
  PasarSavedView *view = self->lists[list]->pdata[place];
  PasarSavedView *taken;

  if (view->usual == NULL)
    return g_ptr_array_steal_index (self->lists[list], place);
  taken = pasar_saved_view_copy (view);
  view->is_removed = TRUE;
  g_clear_pointer (&view->name, g_free);
  return taken;
}

/**
 * pasar_views_set_is_for_all:
 * @self: views
 * @n: counts from 0
 * @is_for_all: whether it is to be there in all shops, or in this one alone
 *
 * It comes after the others of its new kind.
 *
 * Returns: its number now
 */
guint
pasar_views_set_is_for_all (PasarViews *self, guint n, gboolean is_for_all)
{
  PasarSavedView *view;
  List list;
  guint place;

  g_return_val_if_fail (locate (self, n, &list, &place), n);
  if ((list == FOR_ALL) == (is_for_all != FALSE))
    return n;
  view = take_out (self, list, place);
  if (view->name == NULL)
    view->name = g_strdup (pasar_saved_view_get_title (view));
  g_clear_pointer (&view->usual, g_free);
  /* First where it comes to: what is written twice is not lost. */
  n = pasar_views_add (self, view, is_for_all);
  write_list (self, list);
  return n;
}

/**
 * pasar_views_remove:
 * @self: views
 * @n: counts from 0
 *
 * See [method@Views.undo_remove]; a usual one can be brought back at any time.
 */
void
pasar_views_remove (PasarViews *self, guint n)
{
  g_return_if_fail (locate (self, n, &self->removed_from, &self->removed_place));
  g_clear_pointer (&self->removed, pasar_saved_view_free);
  self->removed = take_out (self, self->removed_from, self->removed_place);
  change (self, self->removed_from);
}

/**
 * pasar_views_undo_remove:
 * @self: views
 * @n: (out): the number of the view that is back
 *
 * Brings back the one that was removed last.
 *
 * Returns: whether there was one
 */
gboolean
pasar_views_undo_remove (PasarViews *self, guint *n)
{
  GPtrArray *list = self->lists[self->removed_from];
  guint place = MIN (self->removed_place, list->len);

  if (self->removed == NULL)
    return FALSE;
  for (guint i = 0; self->removed->usual != NULL && i < list->len; i++)
    {
      if (g_strcmp0 (((const PasarSavedView *) list->pdata[i])->usual, self->removed->usual) == 0)
        g_ptr_array_remove_index (list, place = i);
    }
  g_ptr_array_insert (list, (int) place, g_steal_pointer (&self->removed));
  change (self, self->removed_from);
  *n = get_number (self, self->removed_from, place);
  return TRUE;
}

static gboolean
is_gone (const PasarSavedView *view)
{
  return view->usual != NULL && view->is_removed;
}

/**
 * pasar_views_lacks_usual:
 * @self: views
 *
 * To offer [method@Views.bring_back_usual].
 *
 * Returns: whether one of the usual ones was removed
 */
gboolean
pasar_views_lacks_usual (PasarViews *self)
{
  for (guint i = 0; i < self->lists[FOR_ALL]->len; i++)
    {
      if (is_gone (self->lists[FOR_ALL]->pdata[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_views_bring_back_usual:
 * @self: views
 *
 * Shows those of the usual ones that were removed, with what they showed, as they are usually
 * called.
 */
void
pasar_views_bring_back_usual (PasarViews *self)
{
  for (guint i = 0; i < self->lists[FOR_ALL]->len; i++)
    ((PasarSavedView *) self->lists[FOR_ALL]->pdata[i])->is_removed = FALSE;
  change (self, FOR_ALL);
}
