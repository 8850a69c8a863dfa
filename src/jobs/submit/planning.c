/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/slices.h"
#include "jobs/submit/planning.h"
#include "jobs/submit/plan-private.h"

/* How long it may take before the plan is there to be shown. */
#define AT_ONCE_US 4000

/* Changes of the catalogue often come one after the other. */
#define DELAY_MS 50

struct _PasarPlanning
{
  GObject parent_instance;

  PasarCatalogue *catalogue; /* (owned) */
  gboolean is_of_failed;     /* plans nothing else */
  PasarPlan *plan;           /* (owned): the one to show */
  PasarPlan *under_way;      /* (owned) (nullable): the same, or the next one */
  GCancellable *cancellable; /* (owned) */
  guint delay_id;            /* until the next one */
  gboolean is_out_of_date;   /* the catalogue has changed since the last one was begun */
};

G_DEFINE_FINAL_TYPE (PasarPlanning, pasar_planning, G_TYPE_OBJECT)

enum
{
  SIGNAL_PLANNED,
  SIGNAL_UNCHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
pasar_planning_dispose (GObject *object)
{
  PasarPlanning *self = PASAR_PLANNING (object);

  pasar_planning_stop (self);
  g_clear_object (&self->under_way);
  g_clear_object (&self->plan);
  G_OBJECT_CLASS (pasar_planning_parent_class)->dispose (object);
}

static void
pasar_planning_finalize (GObject *object)
{
  PasarPlanning *self = PASAR_PLANNING (object);

  g_object_unref (self->catalogue);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (pasar_planning_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name,
                       PASAR_TYPE_PLANNING,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       0);
}

static void
pasar_planning_class_init (PasarPlanningClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_planning_dispose;
  G_OBJECT_CLASS (klass)->finalize = pasar_planning_finalize;

  /**
   * PasarPlanning::planned:
   * @self: a planning
   *
   * There is another plan to show, or the first is complete.
   */
  signals[SIGNAL_PLANNED] = add_signal ("planned");
  /**
   * PasarPlanning::unchanged:
   * @self: a planning
   *
   * The catalogue has changed, and the plan is the same.
   */
  signals[SIGNAL_UNCHANGED] = add_signal ("unchanged");
}

static void
pasar_planning_init (PasarPlanning *self)
{
  self->cancellable = g_cancellable_new ();
}

static void work (PasarPlanning *self);

static gboolean
begin_cb (gpointer user_data)
{
  PasarPlanning *self = user_data;

  self->delay_id = 0;
  self->is_out_of_date = FALSE;
  self->under_way = pasar_plan_begin (self->catalogue, self->is_of_failed);
  work (self);
  return G_SOURCE_REMOVE;
}

static void
begin_soon (PasarPlanning *self)
{
  if (self->under_way == NULL && self->delay_id == 0)
    self->delay_id = g_timeout_add (DELAY_MS, begin_cb, self);
}

static void
catalogue_changed_cb (PasarPlanning *self)
{
  self->is_out_of_date = TRUE;
  begin_soon (self);
}

static void
end (PasarPlanning *self)
{
  g_autoptr (PasarPlan) made = g_steal_pointer (&self->under_way);
  const gboolean is_another = made == self->plan || !pasar_plan_is_like (made, self->plan);

  if (is_another && made != self->plan)
    {
      pasar_plan_choose_as (made, self->plan);
      g_set_object (&self->plan, made);
    }
  if (self->is_out_of_date)
    begin_soon (self);
  g_signal_emit (self, signals[is_another ? SIGNAL_PLANNED : SIGNAL_UNCHANGED], 0);
}

static gboolean
run (gpointer work, gint64 deadline)
{
  return pasar_plan_run (PASAR_PLANNING (work)->under_way, deadline);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarPlanning) self = user_data;

  if (pasar_slices_run_finish (result, NULL))
    end (self);
}

static void
work (PasarPlanning *self)
{
  if (pasar_plan_run (self->under_way, g_get_monotonic_time () + AT_ONCE_US))
    end (self);
  else
    pasar_slices_run_async (run, self, self->cancellable, worked_cb, g_object_ref (self));
}

/**
 * pasar_planning_new:
 * @catalogue: a catalogue
 * @is_of_failed: whether to plan only what the last submission did not settle
 *
 * Plans to send what is staged in it. A plan of some hundred changes is complete at once.
 *
 * Returns: (transfer full): the planning
 */
PasarPlanning *
pasar_planning_new (PasarCatalogue *catalogue, gboolean is_of_failed)
{
  PasarPlanning *self;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);

  self = g_object_new (PASAR_TYPE_PLANNING, NULL);
  self->catalogue = g_object_ref (catalogue);
  self->is_of_failed = is_of_failed;
  self->plan = pasar_plan_begin (catalogue, is_of_failed);
  self->under_way = g_object_ref (self->plan);
  g_signal_connect_swapped (catalogue, "values-changed", G_CALLBACK (catalogue_changed_cb), self);
  work (self);
  return self;
}

/**
 * pasar_planning_get_plan:
 * @self: a planning
 *
 * What the seller leaves out of it stays left out of the next one.
 *
 * Returns: (transfer none): the last plan that is complete; the first one also before it is
 */
PasarPlan *
pasar_planning_get_plan (PasarPlanning *self)
{
  g_return_val_if_fail (PASAR_IS_PLANNING (self), NULL);

  return self->plan;
}

/**
 * pasar_planning_is_current:
 * @self: a planning
 *
 * Where it is not, `planned` or `unchanged` will tell.
 *
 * Returns: whether the plan is complete, and the catalogue has not changed since it was begun
 */
gboolean
pasar_planning_is_current (PasarPlanning *self)
{
  g_return_val_if_fail (PASAR_IS_PLANNING (self), FALSE);

  return self->under_way == NULL && !self->is_out_of_date;
}

/**
 * pasar_planning_stop:
 * @self: a planning
 *
 * The plan stays as it is, since it is submitted or nobody looks at it any more.
 */
void
pasar_planning_stop (PasarPlanning *self)
{
  g_return_if_fail (PASAR_IS_PLANNING (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->delay_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->catalogue, self);
}
