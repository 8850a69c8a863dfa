/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/review-groups.h"

#include "app/dialogs/review-group.h"
#include "app/dialogs/review-later.h"
#include "app/dialogs/util.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  AdwActionRow *row;     /* (nullable): until there is something in it */
  GtkCheckButton *check; /* (nullable): of what is doubted */
  guint n;
  guint n_unconfirmed; /* of these */
} Group;

struct _PasarReviewGroups
{
  GtkWidget parent_instance;

  GtkListBox *list;
  Group groups[PASAR_N_REVIEW_GROUPS];
  PasarSession *session; /* (owned) (nullable) */
  PasarPlan *plan;       /* (owned) (nullable) */
  GtkWidget *later;      /* (nullable): of what waits for the end of a promotion */
  guint picked;
  gboolean locked;
};

G_DEFINE_FINAL_TYPE (PasarReviewGroups, pasar_review_groups, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_FILTER_CHANGED,
  SIGNAL_CONFIRMED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
check_toggled_cb (PasarReviewGroups *self)
{
  g_signal_emit (self, signals[SIGNAL_CONFIRMED], 0);
}

static void
add_group (PasarReviewGroups *self, guint index)
{
  const PasarReviewGroup *info = &pasar_review_groups[index];
  Group *group = &self->groups[index];
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name",
                                  info->icon,
                                  "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);
  guint n_before = 0;

  group->row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (group->row), FALSE);
  gtk_widget_add_css_class (icon, info->style);
  adw_action_row_add_prefix (group->row, icon);

  if (info->kind == PASAR_REVIEW_GROUP_DOUBT)
    {
      group->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
      gtk_widget_set_valign (GTK_WIDGET (group->check), GTK_ALIGN_CENTER);
      g_signal_connect_swapped (group->check, "toggled", G_CALLBACK (check_toggled_cb), self);
      adw_action_row_add_suffix (group->row, GTK_WIDGET (group->check));
    }

  if (info->kind == PASAR_REVIEW_GROUP_POSTPONED)
    {
      self->later = pasar_review_later_new (self->session);
      gtk_widget_set_valign (self->later, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (group->row, self->later);
      pasar_review_later_set_plan (PASAR_REVIEW_LATER (self->later), self->plan);
    }

  for (guint i = 0; i < index; i++)
    n_before += self->groups[i].row != NULL;
  gtk_list_box_insert (self->list, GTK_WIDGET (group->row), (int) n_before);
}

static void
update_check (PasarReviewGroups *self, guint index)
{
  const PasarDoubtKinds kind = (PasarDoubtKinds) pasar_review_groups[index].value;
  Group *group = &self->groups[index];
  const guint n_before = group->n_unconfirmed;
  g_autofree char *label = NULL;
  guint n_unseen;

  if (group->check == NULL || self->locked)
    return;

  group->n_unconfirmed = pasar_plan_count_unconfirmed (self->plan, kind);
  n_unseen = pasar_plan_count_unseen (self->plan, kind);
  label = pasar_review_group_dup_check_label (group->n, group->n_unconfirmed, n_unseen);
  gtk_check_button_set_label (group->check, label);
  gtk_widget_set_sensitive (GTK_WIDGET (group->check), n_unseen == 0 && group->n_unconfirmed > 0);
  /* What was not there, or not seen, when the seller ticked it was not checked. */
  if (group->n_unconfirmed == 0)
    gtk_check_button_set_active (group->check, TRUE);
  else if (group->n_unconfirmed > n_before || n_unseen > 0)
    gtk_check_button_set_active (group->check, FALSE);
}

/**
 * pasar_review_groups_update:
 * @self: the groups
 *
 * Counts anew. Where all changes are the only group there is nothing to pick.
 */
void
pasar_review_groups_update (PasarReviewGroups *self)
{
  PasarPlanSum sum;
  guint n_shown = 0;

  g_return_if_fail (PASAR_IS_REVIEW_GROUPS (self));

  if (self->plan == NULL)
    return;

  sum = pasar_plan_sum_up (self->plan);
  for (guint i = 0; i < PASAR_N_REVIEW_GROUPS; i++)
    {
      const PasarReviewGroup *info = &pasar_review_groups[i];
      Group *group = &self->groups[i];
      g_autofree char *heading = NULL;
      g_autofree char *subtitle = NULL;

      group->n = pasar_review_group_count (info, self->plan, self->locked);
      n_shown += group->n > 0;
      if (group->row == NULL && group->n == 0)
        continue;
      if (group->row == NULL)
        add_group (self, i);
      heading = pasar_review_group_dup_heading (info, self->plan, group->n);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (group->row), heading);
      subtitle = pasar_review_group_dup_subtitle (info, self->plan, &sum, group->n);
      adw_action_row_set_subtitle (group->row, subtitle);
      gtk_widget_set_visible (GTK_WIDGET (group->row), group->n > 0);
      update_check (self, i);
    }

  gtk_widget_set_visible (GTK_WIDGET (self), n_shown > 1);
  if (self->groups[0].row != NULL
      && (self->groups[self->picked].n == 0 || gtk_list_box_get_selected_row (self->list) == NULL))
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (self->groups[0].row));
}

/**
 * pasar_review_groups_set_session:
 * @self: new groups
 * @session: the open shop
 *
 * What waits for the end of a promotion is marked there.
 */
void
pasar_review_groups_set_session (PasarReviewGroups *self, PasarSession *session)
{
  g_return_if_fail (PASAR_IS_REVIEW_GROUPS (self));

  g_set_object (&self->session, session);
}

/**
 * pasar_review_groups_set_plan:
 * @self: the groups
 * @plan: the plan to show from now on
 *
 * What was checked in the plan before must be checked again.
 */
void
pasar_review_groups_set_plan (PasarReviewGroups *self, PasarPlan *plan)
{
  g_return_if_fail (PASAR_IS_REVIEW_GROUPS (self));
  g_return_if_fail (PASAR_IS_PLAN (plan));

  g_set_object (&self->plan, plan);
  for (guint i = 0; i < PASAR_N_REVIEW_GROUPS; i++)
    self->groups[i].n = self->groups[i].n_unconfirmed = 0;
  if (self->later != NULL)
    pasar_review_later_set_plan (PASAR_REVIEW_LATER (self->later), plan);
  pasar_review_groups_update (self);
}

/**
 * pasar_review_groups_get_confirmed:
 * @self: the groups
 *
 * Returns: the doubts whose check is ticked
 */
PasarDoubtKinds
pasar_review_groups_get_confirmed (PasarReviewGroups *self)
{
  PasarDoubtKinds confirmed = PASAR_DOUBT_NONE;

  g_return_val_if_fail (PASAR_IS_REVIEW_GROUPS (self), PASAR_DOUBT_NONE);

  for (guint i = 0; i < PASAR_N_REVIEW_GROUPS; i++)
    if (self->groups[i].n_unconfirmed > 0 && gtk_check_button_get_active (self->groups[i].check))
      confirmed |= pasar_review_groups[i].value;

  return confirmed;
}

/**
 * pasar_review_groups_lock:
 * @self: the groups
 *
 * The submission begins: doubts are history, outcomes count from now on.
 */
void
pasar_review_groups_lock (PasarReviewGroups *self)
{
  g_return_if_fail (PASAR_IS_REVIEW_GROUPS (self));

  self->locked = TRUE;
  pasar_review_groups_update (self);
}

/**
 * pasar_review_groups_matches:
 * @self: the groups
 * @change: a change of the plan
 *
 * Returns: whether it belongs to the group that is picked
 */
gboolean
pasar_review_groups_matches (PasarReviewGroups *self, const PasarChangeInfo *change)
{
  g_return_val_if_fail (PASAR_IS_REVIEW_GROUPS (self), FALSE);

  return pasar_review_group_matches (&pasar_review_groups[self->picked], change);
}

static void
row_selected_cb (PasarReviewGroups *self, GtkListBoxRow *row)
{
  for (guint i = 0; row != NULL && i < PASAR_N_REVIEW_GROUPS; i++)
    if ((gpointer) self->groups[i].row == row && self->picked != i)
      {
        self->picked = i;
        g_signal_emit (self, signals[SIGNAL_FILTER_CHANGED], 0);
        return;
      }
}

static void
pasar_review_groups_dispose (GObject *object)
{
  PasarReviewGroups *self = PASAR_REVIEW_GROUPS (object);

  if (self->list != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->list));
  self->list = NULL;
  g_clear_object (&self->plan);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pasar_review_groups_parent_class)->dispose (object);
}

static void
pasar_review_groups_class_init (PasarReviewGroupsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pasar_review_groups_dispose;

  signals[SIGNAL_FILTER_CHANGED] = pasar_dialog_class_add_signal (klass, "filter-changed", 0);
  signals[SIGNAL_CONFIRMED] = pasar_dialog_class_add_signal (klass, "confirmed", 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
pasar_review_groups_init (PasarReviewGroups *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_show_separators (self->list, TRUE);
  pasar_dialog_set_accessible_label (self->list, _ ("Groups of changes"));
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (row_selected_cb), self);
}
