/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/slices.h"

/* Half of a frame: the other half is for what is drawn. */
#define SLICE_US 8000

typedef struct
{
  PasarSliceFunc func;
  gpointer work; /* (unowned) */
} Slices;

static gboolean
slice_cb (gpointer user_data)
{
  GTask *task = user_data;
  const Slices *slices = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (!slices->func (slices->work, g_get_monotonic_time () + SLICE_US))
    return G_SOURCE_CONTINUE;
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

/**
 * pasar_slices_run_async:
 * @func: (scope async): does a part of the work
 * @work: what is worked at; must be there until @callback
 * @cancellable: (nullable): stops between two slices
 * @callback: (scope async): called when all is done
 * @user_data: for @callback
 *
 * Does long work that only the main thread can do: half a frame at a time, when nothing else is
 * due.
 */
void
pasar_slices_run_async (PasarSliceFunc func,
                        gpointer work,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GSource) source = NULL;
  Slices *slices;

  g_return_if_fail (func != NULL);

  slices = g_new (Slices, 1);
  *slices = (Slices){ func, work };
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, pasar_slices_run_async);
  g_task_set_task_data (task, slices, g_free);
  g_task_set_priority (task, G_PRIORITY_DEFAULT_IDLE);
  source = g_idle_source_new ();
  g_source_set_static_name (source, "[pasar] slices");
  g_task_attach_source (task, source, slice_cb);
}

/**
 * pasar_slices_run_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Ends pasar_slices_run_async().
 *
 * Returns: whether all is done; %FALSE with `G_IO_ERROR_CANCELLED` when it was stopped before
 */
gboolean
pasar_slices_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
