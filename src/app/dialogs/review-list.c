/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/review-list.h"

#include "app/dialogs/change-row.h"
#include "app/dialogs/list.h"
#include "app/dialogs/review-search.h"
#include "app/dialogs/util.h"
#include "jobs/slices.h"
#include "jobs/submit/plan-list.h"

#include <glib/gi18n-lib.h>

/* How long a change is in view before it was looked at. */
#define LOOK_MS 250

/* Fewer changes than these are seen without a search. */
#define MIN_SEARCHED 10

struct _PasarReviewList
{
  GtkWidget parent_instance;

  GtkWidget *search;
  GtkWidget *nothing; /* says that nothing is found */
  GtkWidget *window;  /* the scrolled one */
  GtkListView *list;
  PasarPlan *plan;           /* (owned) (nullable) */
  PasarReviewGroups *groups; /* (owned) (nullable) */
  PasarPlanList *listed;     /* (owned) */
  GPtrArray *bound;          /* (owned) GtkListItem (unowned): those on screen */
  GHashTable *glanced;       /* (owned) (element-type PasarChange): those seen a moment ago */
  guint look_id;             /* until the next look */
  PasarReviewPhase phase;
};

G_DEFINE_FINAL_TYPE (PasarReviewList, pasar_review_list, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_INCLUDED,
  SIGNAL_LOOKED,
  SIGNAL_SHOW_CHANGE,
  SIGNAL_KEEP_CHANGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Of what may still be sent the doubts are said, too. */
static char *
dup_reason (PasarReviewList *self, PasarChange *change)
{
  const PasarChangeInfo *info = pasar_change_read (change);
  const gboolean may_be_sent =
      info->state == PASAR_CHANGE_SKIPPED || pasar_change_info_is_doubted (info);
  g_autofree char *doubts = self->phase == PASAR_REVIEW_PLANNING && may_be_sent
                                ? pasar_plan_dup_doubts (self->plan, change)
                                : NULL;

  return pasar_change_join_sentences (doubts, info->reason);
}

static void
update_row (PasarReviewList *self, GtkListItem *item)
{
  PasarChangeRow *row = PASAR_CHANGE_ROW (gtk_list_item_get_child (item));
  const PasarChangeInfo *change = pasar_change_read (gtk_list_item_get_item (item));
  const PasarChangeState state = change->state;
  const gboolean unseen = pasar_change_info_is_unseen (change);
  const gboolean may_tick =
      (state == PASAR_CHANGE_READY && !unseen) || state == PASAR_CHANGE_SKIPPED;
  const gboolean has_problem = state == PASAR_CHANGE_HELD || state == PASAR_CHANGE_REFUSED
                               || state == PASAR_CHANGE_UNCERTAIN;
  g_autofree char *locations = pasar_change_info_dup_locations (change);
  g_autofree char *why = dup_reason (self, gtk_list_item_get_item (item));
  g_autofree char *reason = pasar_change_join_sentences (locations, why);
  const gboolean has_moved = change->base != PASAR_NO_VALUE && state != PASAR_CHANGE_DONE;

  pasar_change_row_set_values (row,
                               pasar_plan_get_catalogue (self->plan),
                               change->field,
                               change->old_value,
                               change->new_value);
  pasar_change_row_set_change (row, change, reason);
  if (self->phase == PASAR_REVIEW_PLANNING)
    pasar_change_row_set_ticked (row,
                                 state != PASAR_CHANGE_HELD && state != PASAR_CHANGE_SKIPPED
                                     && !unseen,
                                 may_tick);
  else
    pasar_change_row_hide_tick (row);
  pasar_change_row_set_can_show (row, has_problem && self->phase != PASAR_REVIEW_RUNNING);
  /* Of what may have been taken nobody can say which value the shop keeps. */
  pasar_change_row_set_can_keep (row,
                                 has_moved && state != PASAR_CHANGE_UNKNOWN
                                     && self->phase != PASAR_REVIEW_RUNNING);
}

static PasarReviewList *
get_list (GtkListItem *item)
{
  return PASAR_REVIEW_LIST (
      gtk_widget_get_ancestor (gtk_list_item_get_child (item), PASAR_TYPE_REVIEW_LIST));
}

static void
change_outcome_cb (GtkListItem *item)
{
  PasarReviewList *self = get_list (item);

  if (self != NULL)
    update_row (self, item);
}

static void
row_toggled_cb (GtkListItem *item, gboolean ticked)
{
  PasarReviewList *self = get_list (item);

  if (self == NULL)
    return;

  pasar_plan_set_included (self->plan, PASAR_CHANGE (gtk_list_item_get_item (item)), ticked);
  g_signal_emit (self, signals[SIGNAL_INCLUDED], 0);
}

static void
show_change (PasarReviewList *self, PasarChange *change)
{
  if (self->phase != PASAR_REVIEW_RUNNING)
    g_signal_emit (self, signals[SIGNAL_SHOW_CHANGE], 0, change);
}

static void
row_show_cb (GtkListItem *item)
{
  PasarReviewList *self = get_list (item);

  if (self != NULL)
    show_change (self, PASAR_CHANGE (gtk_list_item_get_item (item)));
}

static void
row_keep_cb (GtkListItem *item)
{
  PasarReviewList *self = get_list (item);

  if (self != NULL)
    g_signal_emit (self, signals[SIGNAL_KEEP_CHANGE], 0, gtk_list_item_get_item (item));
}

static void
activate_cb (PasarReviewList *self, guint position)
{
  g_autoptr (PasarChange) change =
      g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)), position);

  show_change (self, change);
}

/* More than half of it. */
static gboolean
is_in_view (PasarReviewList *self, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  graphene_rect_t bounds;
  float middle;

  if (row == NULL || !gtk_widget_get_mapped (row)
      || !gtk_widget_compute_bounds (row, self->window, &bounds))
    return FALSE;
  middle = bounds.origin.y + bounds.size.height / 2;
  return bounds.size.height > 0 && middle > 0
         && middle < (float) gtk_widget_get_height (self->window);
}

/* What is in view at two looks, one after the other, was looked at. Returns whether something else
 * is in view that was not. */
static gboolean
look (PasarReviewList *self, gboolean *has_seen)
{
  gboolean wants_more = FALSE;

  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *item = g_ptr_array_index (self->bound, i);
      PasarChange *change = gtk_list_item_get_item (item);

      if (!pasar_change_info_is_unseen (pasar_change_read (change)))
        continue;
      if (!is_in_view (self, item))
        g_hash_table_remove (self->glanced, change);
      else if (g_hash_table_add (self->glanced, g_object_ref (change)))
        wants_more = TRUE;
      else
        {
          pasar_plan_set_seen (self->plan, change);
          *has_seen = TRUE;
        }
    }
  return wants_more;
}

static gboolean look_cb (gpointer user_data);

static void
look_soon (PasarReviewList *self)
{
  if (self->look_id == 0 && self->phase == PASAR_REVIEW_PLANNING
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->look_id = g_timeout_add (LOOK_MS, look_cb, self);
}

static gboolean
look_cb (gpointer user_data)
{
  PasarReviewList *self = user_data;
  gboolean has_seen = FALSE;

  self->look_id = 0;
  if (self->phase != PASAR_REVIEW_PLANNING || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;
  if (look (self, &has_seen))
    look_soon (self);
  if (has_seen)
    g_signal_emit (self, signals[SIGNAL_LOOKED], 0);
  return G_SOURCE_REMOVE;
}

static void
row_setup_cb (PasarReviewList *self, GtkListItem *item)
{
  GtkWidget *row = pasar_change_row_new ();
  GSignalGroup *change_signals = g_signal_group_new (PASAR_TYPE_CHANGE);

  pasar_change_row_set_show_field (PASAR_CHANGE_ROW (row), TRUE);
  g_signal_connect_object (row, "toggled", G_CALLBACK (row_toggled_cb), item, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "show-in-sheet", G_CALLBACK (row_show_cb), item, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "keep", G_CALLBACK (row_keep_cb), item, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (change_signals,
                                 "outcome",
                                 G_CALLBACK (change_outcome_cb),
                                 item,
                                 G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (item), "pasar-signals", change_signals, g_object_unref);
  gtk_list_item_set_child (item, row);
}

static void
row_bind_cb (PasarReviewList *self, GtkListItem *item)
{
  PasarChangeRow *row = PASAR_CHANGE_ROW (gtk_list_item_get_child (item));
  PasarChange *change = PASAR_CHANGE (gtk_list_item_get_item (item));
  const PasarChangeInfo *info = pasar_change_read (change);
  g_autofree char *detail = pasar_dialog_dup_detail (info->variation, info->sku);

  pasar_change_row_set_subject (row, info->name, detail);
  update_row (self, item);
  g_ptr_array_add (self->bound, item);
  g_signal_group_set_target (g_object_get_data (G_OBJECT (item), "pasar-signals"), change);
  look_soon (self);
}

static void
row_unbind_cb (PasarReviewList *self, GtkListItem *item)
{
  g_ptr_array_remove_fast (self->bound, item);
  g_hash_table_remove (self->glanced, gtk_list_item_get_item (item));
  g_signal_group_set_target (g_object_get_data (G_OBJECT (item), "pasar-signals"), NULL);
}

static gboolean
is_asked_for (const PasarChangeInfo *change, gpointer user_data)
{
  PasarReviewList *self = user_data;

  return pasar_review_groups_matches (self->groups, change)
         && pasar_review_search_finds (PASAR_REVIEW_SEARCH (self->search), change->key);
}

static void
listed_cb (PasarReviewList *self)
{
  gtk_widget_set_visible (self->nothing,
                          g_list_model_get_n_items (G_LIST_MODEL (self->listed)) == 0
                              && pasar_review_search_get_is_active (
                                  PASAR_REVIEW_SEARCH (self->search)));
}

static void
pasar_review_list_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pasar_review_list_parent_class)->map (widget);

  look_soon (PASAR_REVIEW_LIST (widget));
}

static gboolean
pasar_review_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PASAR_REVIEW_LIST (widget)->list));
}

/* What is in the rows first: those that can be seen may stand anywhere in the list. */
static gboolean
take_down (gpointer work, gint64 deadline)
{
  PasarReviewList *self = work;

  while (self->bound->len > 0 && g_get_monotonic_time () < deadline)
    {
      GtkListItem *item = g_ptr_array_index (self->bound, self->bound->len - 1);

      g_ptr_array_set_size (self->bound, (int) self->bound->len - 1);
      g_signal_group_set_target (g_object_get_data (G_OBJECT (item), "pasar-signals"), NULL);
      gtk_list_item_set_child (item, NULL);
    }
  if (self->bound->len > 0
      || (self->list != NULL && !pasar_dialog_list_take_away (self->list, deadline)))
    return FALSE;
  g_object_unref (self);
  return TRUE;
}

static void
pasar_review_list_dispose (GObject *object)
{
  PasarReviewList *self = PASAR_REVIEW_LIST (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  pasar_dialog_list_clear (&self->list);
  g_clear_pointer (&self->window, gtk_widget_unparent);
  g_clear_pointer (&self->nothing, gtk_widget_unparent);
  g_clear_pointer (&self->search, gtk_widget_unparent);
  if (self->listed != NULL)
    pasar_plan_list_stop (self->listed);
  g_clear_object (&self->listed);
  g_clear_object (&self->groups);
  g_clear_object (&self->plan);

  G_OBJECT_CLASS (pasar_review_list_parent_class)->dispose (object);
}

static void
pasar_review_list_finalize (GObject *object)
{
  PasarReviewList *self = PASAR_REVIEW_LIST (object);

  g_ptr_array_unref (self->bound);
  g_hash_table_unref (self->glanced);

  G_OBJECT_CLASS (pasar_review_list_parent_class)->finalize (object);
}

static void
pasar_review_list_class_init (PasarReviewListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_review_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = pasar_review_list_finalize;
  widget_class->map = pasar_review_list_map;
  widget_class->grab_focus = pasar_review_list_grab_focus;

  signals[SIGNAL_INCLUDED] = pasar_dialog_class_add_signal (klass, "included", 0);
  signals[SIGNAL_LOOKED] = pasar_dialog_class_add_signal (klass, "looked", 0);
  signals[SIGNAL_SHOW_CHANGE] =
      pasar_dialog_class_add_signal (klass, "show-change", 1, PASAR_TYPE_CHANGE);
  signals[SIGNAL_KEEP_CHANGE] =
      pasar_dialog_class_add_signal (klass, "keep-change", 1, PASAR_TYPE_CHANGE);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
add_search (PasarReviewList *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  self->search = pasar_review_search_new ();
  gtk_widget_set_visible (self->search, FALSE);
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (pasar_review_list_filter), self);
  gtk_widget_set_parent (self->search, GTK_WIDGET (self));
  self->nothing = gtk_label_new (_ ("No change matches the search."));
  gtk_widget_set_visible (self->nothing, FALSE);
  gtk_widget_add_css_class (self->nothing, "dim-label");
  gtk_widget_set_parent (self->nothing, GTK_WIDGET (self));
}

static void
pasar_review_list_init (PasarReviewList *self)
{
  GtkAdjustment *adjustment;

  self->bound = g_ptr_array_new ();
  self->glanced = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->listed = pasar_plan_list_new (is_asked_for, self);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, NULL));
  gtk_list_view_set_show_separators (self->list, TRUE);
  pasar_dialog_set_accessible_label (self->list, _ ("Changes"));
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);
  pasar_dialog_list_init (self->list,
                          self,
                          G_CALLBACK (row_setup_cb),
                          G_CALLBACK (row_bind_cb),
                          G_CALLBACK (row_unbind_cb));
  pasar_dialog_list_set_model (self->list, G_LIST_MODEL (self->listed));

  add_search (self);
  g_signal_connect_object (self->listed,
                           "items-changed",
                           G_CALLBACK (listed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  self->window = gtk_scrolled_window_new ();
  gtk_widget_set_vexpand (self->window, TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->window),
                                  GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->window), 180);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->window), GTK_WIDGET (self->list));
  gtk_widget_set_overflow (self->window, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (self->window, "card");
  gtk_widget_set_parent (self->window, GTK_WIDGET (self));

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->window));
  g_signal_connect_object (adjustment,
                           "value-changed",
                           G_CALLBACK (look_soon),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
}

/**
 * pasar_review_list_set_plan:
 * @self: the list
 * @plan: what to show from now on
 * @groups: its groups
 */
void
pasar_review_list_set_plan (PasarReviewList *self, PasarPlan *plan, PasarReviewGroups *groups)
{
  g_return_if_fail (PASAR_IS_REVIEW_LIST (self));

  g_set_object (&self->plan, plan);
  g_set_object (&self->groups, groups);
  g_hash_table_remove_all (self->glanced);
  pasar_review_search_set_catalogue (PASAR_REVIEW_SEARCH (self->search),
                                     pasar_plan_get_catalogue (plan));
  gtk_widget_set_visible (self->search,
                          g_list_model_get_n_items (G_LIST_MODEL (plan)) >= MIN_SEARCHED);
  pasar_plan_list_set_plan (self->listed, plan);
}

/**
 * pasar_review_list_set_phase:
 * @self: the list
 * @phase: how far the review has come
 */
void
pasar_review_list_set_phase (PasarReviewList *self, PasarReviewPhase phase)
{
  g_return_if_fail (PASAR_IS_REVIEW_LIST (self));

  self->phase = phase;
  for (guint i = 0; i < self->bound->len; i++)
    update_row (self, g_ptr_array_index (self->bound, i));
}

/**
 * pasar_review_list_take_down_async:
 * @self: the list, which is not shown any more
 * @callback: (scope async): called when it can be freed in no time
 * @user_data: for @callback
 *
 * Frees the widgets of its rows between frames.
 */
void
pasar_review_list_take_down_async (PasarReviewList *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (PASAR_IS_REVIEW_LIST (self));

  pasar_dialog_list_stop (self->list);
  pasar_slices_run_async (take_down, g_object_ref (self), NULL, callback, user_data);
}

/**
 * pasar_review_list_filter:
 * @self: the list
 *
 * Another group was picked, or changes went from one group to another.
 */
void
pasar_review_list_filter (PasarReviewList *self)
{
  g_return_if_fail (PASAR_IS_REVIEW_LIST (self));

  pasar_plan_list_ask (self->listed);
}
