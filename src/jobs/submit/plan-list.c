/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/plan-list.h"

#include "jobs/slices.h"
#include "jobs/submit/plan-private.h"

#include <string.h>

/* How long it may take to make a list at once. */
#define AT_ONCE_US 4000

/* Changes between two looks at the clock. */
#define STRIDE 256

/* The worst changes with each kind of doubt, which are to be looked at; then the others that are
 * doubted; after these the changes that are held, and the rest. */
#define RANK_HELD (2 * PASAR_N_DOUBTS)
#define RANK_REST (RANK_HELD + 1)
#define N_RANKS   (RANK_HELD + 2)

struct _PasarPlanList
{
  GObject parent_instance;

  PasarPlanAskFunc func;
  gpointer user_data;
  PasarPlan *plan;           /* (owned) (nullable) */
  GArray *shown;             /* (owned): guint: changes of the plan */
  GArray *ranked[N_RANKS];   /* (owned): guint: the same of the list that is made */
  guint next;                /* change of the plan to rank */
  GCancellable *cancellable; /* (owned) (nullable): while it is made in slices */
};

static void pasar_plan_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PasarPlanList,
                               pasar_plan_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      pasar_plan_list_model_init))

/**
 * pasar_plan_list_stop:
 * @self: a list
 *
 * Asks no change any more until the list is asked again: who is asked may go.
 */
void
pasar_plan_list_stop (PasarPlanList *self)
{
  g_return_if_fail (PASAR_IS_PLAN_LIST (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
pasar_plan_list_dispose (GObject *object)
{
  PasarPlanList *self = PASAR_PLAN_LIST (object);

  pasar_plan_list_stop (self);
  g_array_set_size (self->shown, 0);
  g_clear_object (&self->plan);
  G_OBJECT_CLASS (pasar_plan_list_parent_class)->dispose (object);
}

static void
pasar_plan_list_finalize (GObject *object)
{
  PasarPlanList *self = PASAR_PLAN_LIST (object);

  for (guint rank = 0; rank < N_RANKS; rank++)
    g_array_unref (self->ranked[rank]);
  g_array_unref (self->shown);
  G_OBJECT_CLASS (pasar_plan_list_parent_class)->finalize (object);
}

static void
pasar_plan_list_class_init (PasarPlanListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_plan_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = pasar_plan_list_finalize;
}

static void
pasar_plan_list_init (PasarPlanList *self)
{
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint rank = 0; rank < N_RANKS; rank++)
    self->ranked[rank] = g_array_new (FALSE, FALSE, sizeof (guint));
}

static GType
pasar_plan_list_get_item_type (GListModel *model)
{
  return PASAR_TYPE_CHANGE;
}

static guint
pasar_plan_list_get_n_items (GListModel *model)
{
  return PASAR_PLAN_LIST (model)->shown->len;
}

static gpointer
pasar_plan_list_get_item (GListModel *model, guint position)
{
  PasarPlanList *self = PASAR_PLAN_LIST (model);

  return position < self->shown->len
             ? g_list_model_get_item (G_LIST_MODEL (self->plan),
                                      g_array_index (self->shown, guint, position))
             : NULL;
}

static void
pasar_plan_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pasar_plan_list_get_item_type;
  iface->get_n_items = pasar_plan_list_get_n_items;
  iface->get_item = pasar_plan_list_get_item;
}

static guint
get_rank (const PasarChangeInfo *change)
{
  if (change->state == PASAR_CHANGE_HELD && !pasar_change_info_is_doubted (change))
    return RANK_HELD;
  if (change->doubts == PASAR_DOUBT_NONE)
    return RANK_REST;
  return (guint) g_bit_nth_lsf (change->doubts, -1) + (change->is_worst ? 0 : PASAR_N_DOUBTS);
}

static int
compare_severity (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const guint index_a = *(const guint *) a;
  const guint index_b = *(const guint *) b;
  const gint64 severity_a = pasar_plan_get_entry (user_data, index_a)->severity;
  const gint64 severity_b = pasar_plan_get_entry (user_data, index_b)->severity;

  return severity_a != severity_b ? (severity_a < severity_b) - (severity_a > severity_b)
                                  : (index_a > index_b) - (index_a < index_b);
}

/* Shows what was made, unless that is what is shown. */
static void
show (PasarPlanList *self)
{
  g_autoptr (GArray) old = self->shown;

  self->shown = g_array_sized_new (FALSE, FALSE, sizeof (guint), old->len);
  for (guint rank = 0; rank < PASAR_N_DOUBTS; rank++)
    g_array_sort_with_data (self->ranked[rank], compare_severity, self->plan);
  for (guint rank = 0; rank < N_RANKS; rank++)
    {
      const GArray *ranked = self->ranked[rank];

      if (ranked->len > 0)
        g_array_append_vals (self->shown, ranked->data, ranked->len);
    }
  if (old->len != self->shown->len
      || (old->len > 0 && memcmp (old->data, self->shown->data, old->len * sizeof (guint)) != 0))
    g_list_model_items_changed (G_LIST_MODEL (self), 0, old->len, self->shown->len);
}

static gboolean
run (gpointer work, gint64 deadline)
{
  PasarPlanList *self = work;
  const guint n = pasar_plan_get_n_entries (self->plan);

  while (self->next < n)
    {
      for (const guint end = MIN (n, self->next + STRIDE); self->next < end; self->next++)
        {
          const PasarChangeInfo *change = pasar_plan_get_entry (self->plan, self->next);

          if (self->func (change, self->user_data))
            g_array_append_val (self->ranked[get_rank (change)], self->next);
        }
      if (g_get_monotonic_time () >= deadline)
        return self->next == n;
    }
  return TRUE;
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarPlanList) self = PASAR_PLAN_LIST (user_data);

  if (!pasar_slices_run_finish (result, NULL))
    return;
  g_clear_object (&self->cancellable);
  show (self);
}

/**
 * pasar_plan_list_new:
 * @func: (scope forever): what is asked of each change; reads nothing that it changes
 * @user_data: for @func; must be there as long as changes are asked for
 *
 * It lists something as soon as it has a plan.
 *
 * Returns: (transfer full): a list of nothing
 */
PasarPlanList *
pasar_plan_list_new (PasarPlanAskFunc func, gpointer user_data)
{
  PasarPlanList *self = g_object_new (PASAR_TYPE_PLAN_LIST, NULL);

  self->func = func;
  self->user_data = user_data;
  return self;
}

/**
 * pasar_plan_list_set_plan:
 * @self: a list
 * @plan: what to list from now on
 *
 * Nothing of a plan is listed before it is complete, and has been set again.
 */
void
pasar_plan_list_set_plan (PasarPlanList *self, PasarPlan *plan)
{
  const guint n = self->shown->len;

  g_return_if_fail (PASAR_IS_PLAN_LIST (self));

  pasar_plan_list_stop (self);
  g_array_set_size (self->shown, 0);
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  g_set_object (&self->plan, plan);
  pasar_plan_list_ask (self);
}

/**
 * pasar_plan_list_ask:
 * @self: a list
 *
 * Asks all changes anew: something else is asked, there are more of them, or they have become
 * others.
 */
void
pasar_plan_list_ask (PasarPlanList *self)
{
  g_return_if_fail (PASAR_IS_PLAN_LIST (self));

  if (self->plan == NULL || !pasar_plan_is_complete (self->plan))
    return;
  pasar_plan_list_stop (self);
  self->next = 0;
  for (guint rank = 0; rank < N_RANKS; rank++)
    g_array_set_size (self->ranked[rank], 0);
  if (run (self, g_get_monotonic_time () + AT_ONCE_US))
    {
      show (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  pasar_slices_run_async (run, self, self->cancellable, made_cb, g_object_ref (self));
}
