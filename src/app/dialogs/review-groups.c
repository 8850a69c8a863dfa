/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/review-groups.h"

#include "app/dialogs/review-later.h"
#include "app/dialogs/util.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef enum
{
  GROUP_ALL,
  GROUP_DOUBT,
  GROUP_STATE,
  GROUP_POSTPONED,
} GroupKind;

/* What a group holds; value is PasarDoubtKinds or PasarChangeState. */
typedef struct
{
  GroupKind kind;
  guint value;
  const char *icon;
  const char *style;
} GroupInfo;

/* In the order they are shown: what stops the seller first. */
static const GroupInfo group_infos[] = {
  { GROUP_ALL, 0, "view-list-symbolic", "dim-label" },
  { GROUP_STATE, PASAR_CHANGE_REFUSED, "dialog-error-symbolic", "error" },
  { GROUP_STATE, PASAR_CHANGE_UNCERTAIN, "dialog-question-symbolic", "warning" },
  { GROUP_STATE, PASAR_CHANGE_UNKNOWN, "dialog-question-symbolic", "warning" },
  { GROUP_DOUBT, PASAR_DOUBT_HUNDRED_TIMES, "dialog-warning-symbolic", "error" },
  { GROUP_DOUBT, PASAR_DOUBT_TEN_TIMES, "dialog-warning-symbolic", "error" },
  { GROUP_DOUBT, PASAR_DOUBT_COLUMN, "dialog-warning-symbolic", "error" },
  { GROUP_DOUBT, PASAR_DOUBT_DIGITS, "dialog-warning-symbolic", "warning" },
  { GROUP_DOUBT, PASAR_DOUBT_MOVED, "dialog-warning-symbolic", "warning" },
  { GROUP_DOUBT, PASAR_DOUBT_BELOW_COST, "dialog-warning-symbolic", "warning" },
  { GROUP_DOUBT, PASAR_DOUBT_BELOW_FLOOR, "dialog-warning-symbolic", "warning" },
  { GROUP_DOUBT, PASAR_DOUBT_CONSTANT, "dialog-warning-symbolic", "warning" },
  { GROUP_DOUBT, PASAR_DOUBT_FALL, "dialog-warning-symbolic", "warning" },
  { GROUP_DOUBT, PASAR_DOUBT_RISE, "dialog-warning-symbolic", "warning" },
  { GROUP_DOUBT, PASAR_DOUBT_SIBLINGS, "dialog-warning-symbolic", "warning" },
  { GROUP_DOUBT, PASAR_DOUBT_BATCH, "dialog-warning-symbolic", "warning" },
  { GROUP_DOUBT, PASAR_DOUBT_OUT_OF_STOCK, "dialog-warning-symbolic", "warning" },
  { GROUP_STATE, PASAR_CHANGE_HELD, "changes-prevent-symbolic", "warning" },
  { GROUP_POSTPONED, PASAR_CHANGE_HELD, "alarm-symbolic", "dim-label" },
  { GROUP_STATE, PASAR_CHANGE_SKIPPED, "list-remove-symbolic", "dim-label" },
};
#define N_GROUPS G_N_ELEMENTS (group_infos)

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
  Group groups[N_GROUPS];
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

static guint
count_group (PasarReviewGroups *self, const GroupInfo *info)
{
  switch (info->kind)
    {
    case GROUP_DOUBT:
      return self->locked ? 0 : pasar_plan_count_doubt (self->plan, (PasarDoubtKinds) info->value);

    case GROUP_STATE:
      /* A row that the seller unticks does not move the list under the pointer. */
      if (info->value == PASAR_CHANGE_SKIPPED && !self->locked)
        return 0;
      if (info->value == PASAR_CHANGE_HELD)
        return pasar_plan_count_state (self->plan, PASAR_CHANGE_HELD)
               - pasar_plan_count_postponed (self->plan);
      return pasar_plan_count_state (self->plan, (PasarChangeState) info->value);

    case GROUP_POSTPONED:
      return pasar_plan_count_postponed (self->plan);

    case GROUP_ALL:
    default:
      return g_list_model_get_n_items (G_LIST_MODEL (self->plan));
    }
}

static char *
dup_heading (PasarReviewGroups *self, const GroupInfo *info, guint n)
{
  if (info->kind == GROUP_DOUBT)
    return pasar_plan_dup_heading (self->plan, (PasarDoubtKinds) info->value, n);
  if (info->kind == GROUP_ALL)
    return g_strdup_printf (ngettext ("All changes: %'u", "All changes: %'u", n), n);
  if (info->kind == GROUP_POSTPONED)
    return g_strdup_printf (ngettext ("%'u change waits for the end of a promotion",
                                      "%'u changes wait for the end of a promotion",
                                      n),
                            n);

  switch ((PasarChangeState) info->value)
    {
    case PASAR_CHANGE_REFUSED:
      return g_strdup_printf (ngettext ("%'u change was not taken",
                                        "%'u changes were not taken",
                                        n),
                              n);

    case PASAR_CHANGE_UNCERTAIN:
      return g_strdup_printf (ngettext ("The outcome of %'u change is not certain",
                                        "The outcome of %'u changes is not certain",
                                        n),
                              n);

    case PASAR_CHANGE_UNKNOWN:
      return g_strdup_printf (ngettext ("The outcome of %'u change is not known yet",
                                        "The outcome of %'u changes is not known yet",
                                        n),
                              n);

    case PASAR_CHANGE_SKIPPED:
      return g_strdup_printf (ngettext ("%'u change was not sent", "%'u changes were not sent", n),
                              n);

    case PASAR_CHANGE_HELD:
    case PASAR_CHANGE_READY:
    case PASAR_CHANGE_SENDING:
    case PASAR_CHANGE_DONE:
    default:
      return g_strdup_printf (ngettext ("%'u change is held back", "%'u changes are held back", n),
                              n);
    }
}

/* Who looks at one of a group only is to look at this one. */
static char *
dup_worst (PasarReviewGroups *self, const PasarPlanSum *sum, PasarDoubtKinds kind)
{
  PasarCatalogue *catalogue = pasar_plan_get_catalogue (self->plan);
  const PasarChangeInfo *worst = sum->worst[g_bit_nth_lsf (kind, -1)];
  g_autofree char *old_value = NULL;
  g_autofree char *new_value = NULL;

  if (worst == NULL || worst->old_value == PASAR_NO_VALUE)
    return g_strdup ("");
  old_value = pasar_dialog_dup_value (catalogue, worst->field, worst->old_value);
  new_value = pasar_dialog_dup_value (catalogue, worst->field, worst->new_value);
  /* Translators: an item or a variation, the old and the new value: "Worst: White, M 990 → 99". */
  return g_strdup_printf (_ ("Worst: %s %s → %s"),
                          *worst->variation != '\0' ? worst->variation : worst->name,
                          old_value,
                          new_value);
}

static const char *
get_state_subtitle (const GroupInfo *info, guint n)
{
  switch ((PasarChangeState) info->value)
    {
    case PASAR_CHANGE_REFUSED:
      return ngettext ("It stays in the sheet; its row says why, and what to do",
                       "They stay in the sheet; each row says why, and what to do",
                       n);
    case PASAR_CHANGE_UNCERTAIN:
      return ngettext ("It may have been taken and changed since: review it again, and choose",
                       "They may have been taken and changed since: review them again, and choose",
                       n);
    case PASAR_CHANGE_UNKNOWN:
      return ngettext ("It stays in the sheet until the shop has been read again",
                       "They stay in the sheet until the shop has been read again",
                       n);
    case PASAR_CHANGE_HELD:
      return ngettext ("It is not sent and stays in the sheet; its row says why",
                       "They are not sent and stay in the sheet; each row says why",
                       n);
    case PASAR_CHANGE_SKIPPED:
      return ngettext ("It stays in the sheet", "They stay in the sheet", n);
    case PASAR_CHANGE_READY:
    case PASAR_CHANGE_SENDING:
    case PASAR_CHANGE_DONE:
    default:
      return "";
    }
}

/* Of many it also says what the check is for. */
static char *
dup_doubt_subtitle (PasarReviewGroups *self, const PasarPlanSum *sum, PasarDoubtKinds kind)
{
  const guint n = pasar_plan_count_unconfirmed (self->plan, kind);
  g_autofree char *worst = dup_worst (self, sum, kind);
  g_autofree char *rule = NULL;

  if (n <= PASAR_PLAN_N_WORST)
    return g_steal_pointer (&worst);
  /* Translators: two numbers of changes: "The worst 20 stand first; the check is for all 3,412". */
  rule = g_strdup_printf (_ ("The worst %u stand first; the check is for all %'u"),
                          PASAR_PLAN_N_WORST,
                          n);
  return g_strdup_printf ("%s\n%s", worst, rule);
}

/* What waits longer says so in its row. */
static char *
dup_first_end (PasarReviewGroups *self)
{
  const gint64 until = pasar_plan_get_first_end (self->plan);
  g_autofree char *time = until != G_MAXINT64 ? pasar_dialog_dup_time (until) : NULL;

  if (time == NULL)
    return g_strdup (_ ("Nobody knows until when"));
  /* Translators: %s is date and time; of changes that wait for the end of a promotion */
  return g_strdup_printf (_ ("The first until %s; each row says until when"), time);
}

static char *
dup_subtitle (PasarReviewGroups *self, const PasarPlanSum *sum, const GroupInfo *info, guint n)
{
  if (info->kind == GROUP_DOUBT && n > 1)
    return dup_doubt_subtitle (self, sum, (PasarDoubtKinds) info->value);
  if (info->kind == GROUP_POSTPONED && n > 0)
    return dup_first_end (self);
  return g_strdup (info->kind == GROUP_STATE ? get_state_subtitle (info, n) : "");
}

static void
check_toggled_cb (PasarReviewGroups *self)
{
  g_signal_emit (self, signals[SIGNAL_CONFIRMED], 0);
}

static void
add_group (PasarReviewGroups *self, guint index)
{
  const GroupInfo *info = &group_infos[index];
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

  if (info->kind == GROUP_DOUBT)
    {
      group->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
      gtk_widget_set_valign (GTK_WIDGET (group->check), GTK_ALIGN_CENTER);
      g_signal_connect_swapped (group->check, "toggled", G_CALLBACK (check_toggled_cb), self);
      adw_action_row_add_suffix (group->row, GTK_WIDGET (group->check));
    }

  if (info->kind == GROUP_POSTPONED)
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

/* Of many only the worst are looked at, and nobody says of the others that they were. */
static char *
dup_check_label (const Group *group, guint n_unseen)
{
  const guint n = group->n_unconfirmed;

  if (n == 0)
    return g_strdup_printf (ngettext ("You have checked this change",
                                      "You have checked these %'u changes",
                                      group->n),
                            group->n);
  if (n_unseen > 0 && n > PASAR_PLAN_N_WORST)
    /* Translators: %u is a number of changes, at most 20. */
    return g_strdup_printf (ngettext ("%u of the worst is still to be looked at",
                                      "%u of the worst are still to be looked at",
                                      n_unseen),
                            n_unseen);
  if (n_unseen > 0)
    return g_strdup_printf (ngettext ("%'u change is still to be looked at",
                                      "%'u changes are still to be looked at",
                                      n_unseen),
                            n_unseen);
  if (n > PASAR_PLAN_N_WORST)
    /* Translators: two numbers of changes: "I have checked the worst 20 of 3,412". */
    return g_strdup_printf (_ ("I have checked the worst %u of %'u"), PASAR_PLAN_N_WORST, n);
  return g_strdup_printf (ngettext ("I have checked this change",
                                    "I have checked these %'u changes",
                                    n),
                          n);
}

static void
update_check (PasarReviewGroups *self, guint index)
{
  const PasarDoubtKinds kind = (PasarDoubtKinds) group_infos[index].value;
  Group *group = &self->groups[index];
  const guint n_before = group->n_unconfirmed;
  g_autofree char *label = NULL;
  guint n_unseen;

  if (group->check == NULL || self->locked)
    return;

  group->n_unconfirmed = pasar_plan_count_unconfirmed (self->plan, kind);
  n_unseen = pasar_plan_count_unseen (self->plan, kind);
  label = dup_check_label (group, n_unseen);
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
  for (guint i = 0; i < N_GROUPS; i++)
    {
      const GroupInfo *info = &group_infos[i];
      Group *group = &self->groups[i];
      g_autofree char *heading = NULL;
      g_autofree char *subtitle = NULL;

      group->n = count_group (self, info);
      n_shown += group->n > 0;
      if (group->row == NULL && group->n == 0)
        continue;
      if (group->row == NULL)
        add_group (self, i);
      heading = dup_heading (self, info, group->n);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (group->row), heading);
      subtitle = dup_subtitle (self, &sum, info, group->n);
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
  for (guint i = 0; i < N_GROUPS; i++)
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

  for (guint i = 0; i < N_GROUPS; i++)
    if (self->groups[i].n_unconfirmed > 0 && gtk_check_button_get_active (self->groups[i].check))
      confirmed |= group_infos[i].value;

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
  const GroupInfo *info;

  g_return_val_if_fail (PASAR_IS_REVIEW_GROUPS (self), FALSE);

  info = &group_infos[self->picked];
  switch (info->kind)
    {
    case GROUP_DOUBT:
      return pasar_doubt_kinds_get_gravest (change->doubts) == (PasarDoubtKinds) info->value;

    case GROUP_STATE:
      return change->state == (PasarChangeState) info->value && change->postponed_until == 0;

    case GROUP_POSTPONED:
      return change->postponed_until != 0;

    case GROUP_ALL:
    default:
      return TRUE;
    }
}

static void
row_selected_cb (PasarReviewGroups *self, GtkListBoxRow *row)
{
  for (guint i = 0; row != NULL && i < N_GROUPS; i++)
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
