/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/review-result.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

static void
add_count (GPtrArray *parts, const char *format, guint n)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (n > 0)
    g_ptr_array_add (parts, g_strdup_printf (format, n));
#pragma GCC diagnostic pop
}

/**
 * pasar_review_dup_counts:
 * @plan: a plan that was submitted
 *
 * Returns: (transfer full): how many changes came to what, e.g. "12 sent, 1 refused"
 */
char *
pasar_review_dup_counts (PasarPlan *plan)
{
  const guint n_done = pasar_plan_count_state (plan, PASAR_CHANGE_DONE);
  const guint n_refused = pasar_plan_count_state (plan, PASAR_CHANGE_REFUSED);
  const guint n_uncertain = pasar_plan_count_state (plan, PASAR_CHANGE_UNCERTAIN);
  const guint n_unknown = pasar_plan_count_state (plan, PASAR_CHANGE_UNKNOWN);
  const guint n_held = pasar_plan_count_state (plan, PASAR_CHANGE_HELD);
  const guint n_skipped = pasar_plan_count_state (plan, PASAR_CHANGE_SKIPPED);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u sent", "%u sent", n_done), n_done));
  add_count (parts, ngettext ("%u refused", "%u refused", n_refused), n_refused);
  add_count (parts, ngettext ("%u not certain", "%u not certain", n_uncertain), n_uncertain);
  add_count (parts, ngettext ("%u not known yet", "%u not known yet", n_unknown), n_unknown);
  add_count (parts, ngettext ("%u held back", "%u held back", n_held), n_held);
  add_count (parts, ngettext ("%u not sent", "%u not sent", n_skipped), n_skipped);

  return pasar_dialog_join (parts);
}

/**
 * pasar_review_dup_text:
 * @plan: a plan that was submitted
 * @error: (nullable): what the submission ended with
 *
 * Returns: (transfer full): what that means for the seller
 */
char *
pasar_review_dup_text (PasarPlan *plan, const GError *error)
{
  const guint n_moved = pasar_plan_count_moved (plan);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_ ("You stopped the submission. What was not sent stays in the sheet."));
  if (error != NULL)
    return pasar_dialog_dup_error_text (error);
  if (n_moved > 0)
    return g_strdup_printf (
        ngettext (
            "The shop has another value for %u change than you saw. Review it again to send "
            "yours, or keep the shop’s.",
            "The shop has other values for %u changes than you saw. Review them again to send "
            "yours, or keep the shop’s.",
            n_moved),
        n_moved);
  if (pasar_plan_count_state (plan, PASAR_CHANGE_UNKNOWN) > 0)
    return g_strdup (
        _ ("What is not known yet stays in the sheet until the shop has been read again."));
  if (pasar_plan_count_state (plan, PASAR_CHANGE_REFUSED) > 0)
    return g_strdup (_ ("What was refused stays in the sheet, with the reason in its row."));
  if (pasar_plan_count_state (plan, PASAR_CHANGE_DONE)
      < g_list_model_get_n_items (G_LIST_MODEL (plan)))
    return g_strdup (_ ("The shop took every change that was sent. The others stay in the sheet."));
  return g_strdup (_ ("The shop took every change."));
}
