/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/load/report-private.h"

#include "shopee/error.h"

#include <glib/gi18n-lib.h>

/* So many failed calls in a row are no fault of single items any more, unless the shop says that it
 * does not have them. */
#define MAX_FAILURES_IN_A_ROW 40

/**
 * pasar_load_report_init:
 * @self: a report
 *
 * Makes it empty; clear it last.
 */
void
pasar_load_report_init (PasarLoadReport *self)
{
  self->failed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->missing = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * pasar_load_report_clear:
 * @self: a report
 *
 * Frees what it holds.
 */
void
pasar_load_report_clear (PasarLoadReport *self)
{
  g_clear_pointer (&self->failed, g_hash_table_unref);
  g_clear_pointer (&self->missing, g_hash_table_unref);
}

/**
 * pasar_load_report_add_failed:
 * @self: a report
 * @item_id: an item that could not be read
 *
 * Adds it, once.
 */
void
pasar_load_report_add_failed (PasarLoadReport *self, gint64 item_id)
{
  g_hash_table_add (self->failed, g_memdup2 (&item_id, sizeof item_id));
}

/**
 * pasar_load_report_add_missing:
 * @self: a report
 * @item_id: an item that an answer left out
 *
 * Adds it, once.
 */
void
pasar_load_report_add_missing (PasarLoadReport *self, gint64 item_id)
{
  g_hash_table_add (self->missing, g_memdup2 (&item_id, sizeof item_id));
}

/**
 * pasar_load_is_error_of_item:
 * @error: why a call failed
 *
 * Returns: whether it did because of what it was asked for, so that others may still work
 */
gboolean
pasar_load_is_error_of_item (const GError *error)
{
  return g_error_matches (error, PASAR_ERROR, PASAR_ERROR_NOT_FOUND)
         || g_error_matches (error, PASAR_ERROR, PASAR_ERROR_MALFORMED)
         || g_error_matches (error, PASAR_ERROR, PASAR_ERROR_PARAMETER)
         || g_error_matches (error, PASAR_ERROR, PASAR_ERROR_RULE)
         || g_error_matches (error, PASAR_ERROR, PASAR_ERROR_UNKNOWN);
}

/**
 * pasar_load_report_bears:
 * @self: a report
 * @error: why a call failed
 *
 * Counts the failures of a row, which the first call that works ends.
 *
 * Returns: whether the load may go on without what was asked for
 */
gboolean
pasar_load_report_bears (PasarLoadReport *self, const GError *error)
{
  return g_error_matches (error, PASAR_ERROR, PASAR_ERROR_NOT_FOUND)
         || (pasar_load_is_error_of_item (error) && ++self->n_failures < MAX_FAILURES_IN_A_ROW);
}

/**
 * pasar_load_dup_status:
 * @n_done: items that were read, or failed
 * @n_total: of how many; 0 where it is not known
 *
 * Returns: (transfer full): how far a load is, in words
 */
char *
pasar_load_dup_status (guint n_done, guint n_total)
{
  if (n_total == 0)
    return g_strdup_printf (
        /* Translators: %'u is how many items were read so far. */
        ngettext ("Reading items: %'u", "Reading items: %'u", n_done),
        n_done);
  if (n_done < n_total)
    return g_strdup_printf (
        /* Translators: the first %'u is how many items were read so far, the second how many there
           are. */
        ngettext ("Reading items: %'u of %'u", "Reading items: %'u of %'u", n_total),
        n_done,
        n_total);
  return g_strdup (_ ("Reading promotions"));
}

/**
 * pasar_load_report_dup_summary:
 * @self: a report
 * @n_read: items that were read
 *
 * Returns: (transfer full): what came of the load, in words
 */
char *
pasar_load_report_dup_summary (const PasarLoadReport *self, guint n_read)
{
  const guint n_failed = g_hash_table_size (self->failed);
  GString *text = g_string_new (NULL);

  /* Translators: %'u is a number of items. */
  g_string_append_printf (text, ngettext ("%'u item read.", "%'u items read.", n_read), n_read);
  if (self->n_removed != 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              /* Translators: %'u is a number of items. */
                              ngettext ("%'u is no longer in the shop.",
                                        "%'u are no longer in the shop.",
                                        self->n_removed),
                              self->n_removed);
    }
  if (n_failed != 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              /* Translators: %'u is a number of items. */
                              ngettext ("%'u could not be read.",
                                        "%'u could not be read.",
                                        n_failed),
                              n_failed);
    }
  return g_string_free (text, FALSE);
}
