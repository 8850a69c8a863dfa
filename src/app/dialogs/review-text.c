/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/review-text.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

static char *
dup_coming (guint n_rows)
{
  return g_strdup_printf (ngettext ("%'u row is being checked…",
                                    "%'u rows are being checked…",
                                    n_rows),
                          n_rows);
}

/**
 * pasar_review_dup_extent:
 * @plan: a plan
 *
 * How much there is to review, in the units that the sheet counts in; before the plan is complete
 * how much will be.
 *
 * Returns: (transfer full): a translated text
 */
char *
pasar_review_dup_extent (PasarPlan *plan)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (plan));
  const guint n_rows = pasar_plan_get_n_rows (plan);
  const guint n_items = pasar_plan_get_n_shop_items (plan);
  g_autofree char *changes = g_strdup_printf (ngettext ("%'u change", "%'u changes", n), n);
  g_autofree char *rows = g_strdup_printf (ngettext ("%'u row", "%'u rows", n_rows), n_rows);
  g_autofree char *items = g_strdup_printf (ngettext ("%'u item", "%'u items", n_items), n_items);

  if (!pasar_plan_is_complete (plan))
    return dup_coming (pasar_catalogue_get_n_changed (pasar_plan_get_catalogue (plan)));
  if (n_rows == n_items)
    /* Translators: "64 changes in 32 items" */
    return g_strdup_printf (_ ("%s in %s"), changes, items);
  /* Translators: "64 changes in 32 rows of 3 items" */
  return g_strdup_printf (_ ("%s in %s of %s"), changes, rows, items);
}

static char *
dup_what (PasarPlan *plan, const GError *error)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (plan));
  const guint n_done = pasar_plan_count_state (plan, PASAR_CHANGE_DONE);
  const guint n_moved = pasar_plan_count_moved (plan);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_ ("You stopped the submission. What is not done stays in the sheet."));
  if (error != NULL)
    return pasar_dialog_dup_error_text (error);
  if (n_moved > 0)
    return g_strdup_printf (
        ngettext (
            "The shop has another value for %'u change than you saw. Review it again to send "
            "yours, or keep the shop’s.",
            "The shop has other values for %'u changes than you saw. Review them again to send "
            "yours, or keep the shop’s.",
            n_moved),
        n_moved);
  if (pasar_plan_count_state (plan, PASAR_CHANGE_UNKNOWN) > 0)
    return g_strdup (
        _ ("What is not known yet stays in the sheet until the shop has been read again."));
  if (pasar_plan_count_state (plan, PASAR_CHANGE_REFUSED) > 0)
    return g_strdup (_ ("What was not taken stays in the sheet, with the reason in its row."));
  if (n_done < n && n_done + pasar_plan_count_postponed (plan) == n)
    return g_strdup (
        _ ("The shop took every change that was sent. The others wait in the sheet for "
           "the end of a promotion."));
  if (n_done < n)
    return g_strdup (_ ("The shop took every change that was sent. The others stay in the sheet."));
  return g_strdup (_ ("The shop took every change."));
}

/* What breaks a rule that Pasar knows is not sent. */
static char *
dup_unforeseen (PasarPlan *plan)
{
  const guint n = pasar_plan_count_state (plan, PASAR_CHANGE_REFUSED);

  if (n == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%'u refusal Pasar did not foresee.",
                                    "%'u refusals Pasar did not foresee.",
                                    n),
                          n);
}

/**
 * pasar_review_dup_result:
 * @plan: a plan that was submitted
 * @error: (nullable): what ended the submission
 *
 * Returns: (transfer full): what became of it, and what to do, translated
 */
char *
pasar_review_dup_result (PasarPlan *plan, const GError *error)
{
  g_autofree char *what = dup_what (plan, error);
  g_autofree char *unforeseen = dup_unforeseen (plan);

  return pasar_change_join_sentences (what, unforeseen);
}
