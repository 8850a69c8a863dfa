/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/review-group.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

/* In the order they are shown: what stops the seller first. */
const PasarReviewGroup pasar_review_groups[PASAR_N_REVIEW_GROUPS] = {
  { PASAR_REVIEW_GROUP_ALL, 0, "view-list-symbolic", "dim-label" },
  { PASAR_REVIEW_GROUP_STATE, PASAR_CHANGE_REFUSED, "dialog-error-symbolic", "error" },
  { PASAR_REVIEW_GROUP_STATE, PASAR_CHANGE_UNCERTAIN, "dialog-question-symbolic", "warning" },
  { PASAR_REVIEW_GROUP_STATE, PASAR_CHANGE_UNKNOWN, "dialog-question-symbolic", "warning" },
  { PASAR_REVIEW_GROUP_DOUBT, PASAR_DOUBT_HUNDRED_TIMES, "dialog-warning-symbolic", "error" },
  { PASAR_REVIEW_GROUP_DOUBT, PASAR_DOUBT_TEN_TIMES, "dialog-warning-symbolic", "error" },
  { PASAR_REVIEW_GROUP_DOUBT, PASAR_DOUBT_COLUMN, "dialog-warning-symbolic", "error" },
  { PASAR_REVIEW_GROUP_DOUBT, PASAR_DOUBT_DIGITS, "dialog-warning-symbolic", "warning" },
  { PASAR_REVIEW_GROUP_DOUBT, PASAR_DOUBT_MOVED, "dialog-warning-symbolic", "warning" },
  { PASAR_REVIEW_GROUP_DOUBT, PASAR_DOUBT_BELOW_COST, "dialog-warning-symbolic", "warning" },
  { PASAR_REVIEW_GROUP_DOUBT, PASAR_DOUBT_BELOW_FLOOR, "dialog-warning-symbolic", "warning" },
  { PASAR_REVIEW_GROUP_DOUBT, PASAR_DOUBT_CONSTANT, "dialog-warning-symbolic", "warning" },
  { PASAR_REVIEW_GROUP_DOUBT, PASAR_DOUBT_FALL, "dialog-warning-symbolic", "warning" },
  { PASAR_REVIEW_GROUP_DOUBT, PASAR_DOUBT_RISE, "dialog-warning-symbolic", "warning" },
  { PASAR_REVIEW_GROUP_DOUBT, PASAR_DOUBT_SIBLINGS, "dialog-warning-symbolic", "warning" },
  { PASAR_REVIEW_GROUP_DOUBT, PASAR_DOUBT_BATCH, "dialog-warning-symbolic", "warning" },
  { PASAR_REVIEW_GROUP_DOUBT, PASAR_DOUBT_OUT_OF_STOCK, "dialog-warning-symbolic", "warning" },
  { PASAR_REVIEW_GROUP_STATE, PASAR_CHANGE_HELD, "changes-prevent-symbolic", "warning" },
  { PASAR_REVIEW_GROUP_POSTPONED, PASAR_CHANGE_HELD, "alarm-symbolic", "dim-label" },
  { PASAR_REVIEW_GROUP_STATE, PASAR_CHANGE_SKIPPED, "list-remove-symbolic", "dim-label" },
};

/**
 * pasar_review_group_count:
 * @self: a group
 * @plan: a plan
 * @is_submitted: whether the submission has begun: doubts are history, outcomes count from then on
 *
 * Returns: how many changes it has, O(1)
 */
guint
pasar_review_group_count (const PasarReviewGroup *self, PasarPlan *plan, gboolean is_submitted)
{
  switch (self->kind)
    {
    case PASAR_REVIEW_GROUP_DOUBT:
      return is_submitted ? 0 : pasar_plan_count_doubt (plan, (PasarDoubtKinds) self->value);

    case PASAR_REVIEW_GROUP_STATE:
      /* A row that the seller unticks does not move the list under the pointer. */
      if (self->value == PASAR_CHANGE_SKIPPED && !is_submitted)
        return 0;
      if (self->value == PASAR_CHANGE_HELD)
        return pasar_plan_count_state (plan, PASAR_CHANGE_HELD) - pasar_plan_count_postponed (plan);
      return pasar_plan_count_state (plan, (PasarChangeState) self->value);

    case PASAR_REVIEW_GROUP_POSTPONED:
      return pasar_plan_count_postponed (plan);

    case PASAR_REVIEW_GROUP_ALL:
    default:
      return g_list_model_get_n_items (G_LIST_MODEL (plan));
    }
}

/**
 * pasar_review_group_matches:
 * @self: a group
 * @change: a change of a plan
 *
 * Returns: whether it belongs to the group, or did until the seller left it out
 */
gboolean
pasar_review_group_matches (const PasarReviewGroup *self, const PasarChangeInfo *change)
{
  switch (self->kind)
    {
    case PASAR_REVIEW_GROUP_DOUBT:
      /* What breaks a rule is not asked about. */
      return pasar_doubt_kinds_get_gravest (change->doubts) == (PasarDoubtKinds) self->value
             && (change->state != PASAR_CHANGE_HELD || change->postponed_until != 0);

    case PASAR_REVIEW_GROUP_STATE:
      return change->state == (PasarChangeState) self->value && change->postponed_until == 0;

    case PASAR_REVIEW_GROUP_POSTPONED:
      return change->postponed_until != 0;

    case PASAR_REVIEW_GROUP_ALL:
    default:
      return TRUE;
    }
}

/**
 * pasar_review_group_dup_heading:
 * @self: a group
 * @plan: the plan
 * @n: how many changes of it the group has
 *
 * Returns: (transfer full): what it is called, translated
 */
char *
pasar_review_group_dup_heading (const PasarReviewGroup *self, PasarPlan *plan, guint n)
{
  if (self->kind == PASAR_REVIEW_GROUP_DOUBT)
    return pasar_plan_dup_heading (plan, (PasarDoubtKinds) self->value, n);
  if (self->kind == PASAR_REVIEW_GROUP_ALL)
    return g_strdup_printf (ngettext ("All changes: %'u", "All changes: %'u", n), n);
  if (self->kind == PASAR_REVIEW_GROUP_POSTPONED)
    return g_strdup_printf (ngettext ("%'u change waits for the end of a promotion",
                                      "%'u changes wait for the end of a promotion",
                                      n),
                            n);

  switch ((PasarChangeState) self->value)
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
dup_worst (PasarPlan *plan, const PasarPlanSum *sum, PasarDoubtKinds kind)
{
  PasarCatalogue *catalogue = pasar_plan_get_catalogue (plan);
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
get_state_subtitle (PasarChangeState state, guint n)
{
  switch (state)
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
dup_doubt_subtitle (PasarPlan *plan, const PasarPlanSum *sum, PasarDoubtKinds kind)
{
  const guint n = pasar_plan_count_unconfirmed (plan, kind);
  g_autofree char *worst = dup_worst (plan, sum, kind);
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
dup_first_end (PasarPlan *plan, guint n)
{
  const gint64 until = pasar_plan_get_first_end (plan);
  g_autofree char *time = until != G_MAXINT64 ? pasar_dialog_dup_time (until) : NULL;

  if (time == NULL)
    return g_strdup (_ ("Nobody knows until when"));
  if (n == 1)
    /* Translators: %s is date and time; of a change that waits for the end of a promotion */
    return g_strdup_printf (_ ("Until %s"), time);
  /* Translators: %s is date and time; of changes that wait for the end of a promotion */
  return g_strdup_printf (_ ("The first until %s; each row says until when"), time);
}

/**
 * pasar_review_group_dup_subtitle:
 * @self: a group
 * @plan: the plan
 * @sum: what it comes to
 * @n: how many changes of it the group has
 *
 * Returns: (transfer full): more of it, translated; "" where there is nothing to say
 */
char *
pasar_review_group_dup_subtitle (const PasarReviewGroup *self,
                                 PasarPlan *plan,
                                 const PasarPlanSum *sum,
                                 guint n)
{
  if (self->kind == PASAR_REVIEW_GROUP_DOUBT && n > 1)
    return dup_doubt_subtitle (plan, sum, (PasarDoubtKinds) self->value);
  if (self->kind == PASAR_REVIEW_GROUP_POSTPONED && n > 0)
    return dup_first_end (plan, n);
  return g_strdup (self->kind == PASAR_REVIEW_GROUP_STATE
                       ? get_state_subtitle ((PasarChangeState) self->value, n)
                       : "");
}

/**
 * pasar_review_group_dup_check_label:
 * @n: how many changes a group of what is doubted has
 * @n_unconfirmed: how many of these are still to be confirmed
 * @n_unseen: how many are to be looked at before
 *
 * Of many only the worst are looked at, and nobody says of the others that they were.
 *
 * Returns: (transfer full): what its check says, translated
 */
char *
pasar_review_group_dup_check_label (guint n, guint n_unconfirmed, guint n_unseen)
{
  if (n_unconfirmed == 0)
    return g_strdup_printf (ngettext ("You have checked this change",
                                      "You have checked these %'u changes",
                                      n),
                            n);
  if (n_unseen > 0 && n_unconfirmed > PASAR_PLAN_N_WORST)
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
  if (n_unconfirmed > PASAR_PLAN_N_WORST)
    /* Translators: two numbers of changes: "I have checked the worst 20 of 3,412". */
    return g_strdup_printf (_ ("I have checked the worst %u of %'u"),
                            PASAR_PLAN_N_WORST,
                            n_unconfirmed);
  return g_strdup_printf (ngettext ("I have checked this change",
                                    "I have checked these %'u changes",
                                    n_unconfirmed),
                          n_unconfirmed);
}
