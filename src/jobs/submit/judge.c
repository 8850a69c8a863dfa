/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/outcome-private.h"
#include "jobs/session/session-private.h"
#include "jobs/submit/journal-util-private.h"
#include "jobs/submit/judge-private.h"

#include <glib/gi18n-lib.h>

/* What one look at the shop proves of a call without a certain answer. */

/**
 * pasar_look_has_read:
 * @self: a look
 * @item_id: an item
 *
 * An item that another submission wrote meanwhile was not taken from what was read.
 *
 * Returns: whether the catalogue has what the shop had of the item then
 */
gboolean
pasar_look_has_read (const PasarLook *self, gint64 item_id)
{
  return self->load != NULL && pasar_load_job_has_read (self->load, item_id)
         && !pasar_session_was_settled_since (self->session, item_id, self->looked_at);
}

static gboolean
is_unclear (const PasarJournalRow *row)
{
  return row->state == PASAR_CHANGE_UNKNOWN;
}

/**
 * pasar_look_count_unclear:
 * @call: a call that was sent
 *
 * Returns: of how many rows it is not known what became of them
 */
guint
pasar_look_count_unclear (const PasarJournalCall *call)
{
  guint n = 0;

  for (guint i = 0; i < call->rows->len; i++)
    n += is_unclear (g_ptr_array_index (call->rows, i));
  return n;
}

static guint
get_digits (PasarCatalogue *catalogue, PasarField field)
{
  return field == PASAR_FIELD_PRICE ? pasar_catalogue_get_digits (catalogue) : 0;
}

static void
judge_gone (PasarJournalRow *row)
{
  pasar_journal_row_set (row,
                         PASAR_CHANGE_REFUSED,
                         _ ("The shop no longer has this item or variation."),
                         _ ("Discard the change."));
}

/* Such as "SGZ 10, SG2 7". */
static char *
dup_stocks (const PasarLocationStock *stocks, guint n)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *pieces = pasar_money_format (stocks[i].stock, 0, NULL);

      g_ptr_array_add (parts, g_strdup_printf ("%s %s", stocks[i].location_id, pieces));
    }
  g_ptr_array_add (parts, NULL);
  /* Translators: between the parts of a list */
  return g_strjoinv (_ (", "), (char **) parts->pdata);
}

/* What was sent, or was there before; a stock at several locations by location, where that is
 * known. */
static char *
dup_journalled (const PasarJournalRow *row, gboolean is_new, guint digits)
{
  const guint n = row->locations != NULL ? row->locations->len : 0;
  g_autofree PasarLocationStock *stocks = g_new (PasarLocationStock, n + 1);
  gboolean is_known = n > 1;

  for (guint i = 0; i < n; i++)
    {
      const PasarJournalLocation *location =
          &g_array_index (row->locations, PasarJournalLocation, i);

      stocks[i].location_id = location->location_id;
      stocks[i].stock = is_new ? location->new_stock : location->old_stock;
      is_known = is_known && stocks[i].stock != PASAR_NO_VALUE;
    }
  return is_known ? dup_stocks (stocks, n)
                  : pasar_money_format (is_new ? row->new_value : row->old_value, digits, NULL);
}

/* What the shop has now, in the same way. */
static char *
dup_read (PasarCatalogue *catalogue, guint number, PasarField field)
{
  const guint n = field == PASAR_FIELD_STOCK
                      ? pasar_catalogue_row_get_locations (catalogue, number, NULL, 0)
                      : 0;
  g_autofree PasarLocationStock *stocks = g_new (PasarLocationStock, n + 1);

  if (n <= 1)
    return pasar_money_format (pasar_catalogue_read_field (catalogue, number, field).value,
                               get_digits (catalogue, field),
                               NULL);
  pasar_catalogue_row_get_locations (catalogue, number, stocks, n);
  return dup_stocks (stocks, n);
}

/* The shop's value proves a write when it is the new one, a stock at each location. The old one
 * says that nothing was taken, once it is too late for it; a third one says nothing: it may have
 * been taken, and some sold. */
static void
judge_value (PasarJournalRow *row,
             PasarCatalogue *catalogue,
             guint number,
             PasarField field,
             gboolean is_last)
{
  row->stored_value = pasar_catalogue_read_field (catalogue, number, field).value;
  if (pasar_outcome_is_at_shop (row, field, TRUE, catalogue))
    pasar_journal_row_set (row, PASAR_CHANGE_DONE, NULL, NULL);
  else if (is_last && pasar_outcome_is_at_shop (row, field, FALSE, catalogue))
    pasar_journal_row_set (row, PASAR_CHANGE_READY, NULL, NULL);
  else if (is_last)
    {
      const guint digits = get_digits (catalogue, field);
      g_autofree char *sent = dup_journalled (row, TRUE, digits);
      g_autofree char *before = dup_journalled (row, FALSE, digits);
      g_autofree char *after = dup_read (catalogue, number, field);
      g_autofree char *reason =
          /* Translators: all %s are prices or stocks, e.g. "432", "440", "430". */
          g_strdup_printf (_ ("%s was sent, and no certain answer came. The shop had %s before and "
                              "%s afterwards: it may have been taken and changed since, by sales "
                              "or by somebody."),
                           sent,
                           before,
                           after);

      pasar_journal_row_set (row,
                             PASAR_CHANGE_UNCERTAIN,
                             reason,
                             _ ("Send it again, or keep the shop’s value."));
    }
}

static void
judge_unread (PasarJournalRow *row)
{
  pasar_journal_row_set (row,
                         PASAR_CHANGE_UNKNOWN,
                         _ ("No answer came, and the shop could not be read since."),
                         _ ("It is settled as soon as the shop can be read again."));
}

/**
 * pasar_look_judge_write:
 * @self: a look that has read the item, or could not
 * @call: a call of prices or stocks
 *
 * Sets the outcome of what is unclear of it, where that is proven.
 */
void
pasar_look_judge_write (const PasarLook *self, PasarJournalCall *call)
{
  const PasarField field = pasar_call_kind_get_field (call->kind);
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  const gboolean was_read = pasar_look_has_read (self, call->item_id);
  const gboolean is_missing = pasar_load_job_is_missing (self->load, call->item_id);

  for (guint i = 0; i < call->rows->len; i++)
    {
      PasarJournalRow *row = g_ptr_array_index (call->rows, i);
      guint number;

      if (!is_unclear (row))
        continue;
      number =
          pasar_catalogue_find_editable (catalogue, (PasarRowKey){ row->item_id, row->model_id });
      if (!was_read && !is_missing)
        judge_unread (row);
      else if (is_missing || number == PASAR_NO_ROW
               || pasar_catalogue_read_row (catalogue, number).is_gone)
        judge_gone (row);
      else
        judge_value (row, catalogue, number, field, self->is_last);
    }
}

static gboolean
is_boosted (const GArray *slots, gint64 item_id)
{
  for (guint i = 0; i < slots->len; i++)
    if (g_array_index (slots, PasarBoostSlot, i).item_id == item_id)
      return TRUE;
  return FALSE;
}

/**
 * pasar_look_judge_boost:
 * @self: a look
 * @call: a call that boosts
 * @slots: (nullable) (element-type PasarBoostSlot): what is boosted; %NULL: it could not be read
 *
 * Sets the outcome of its row, which is unclear, where that is proven. Past the time that a boost
 * lasts, the list cannot tell whether one was made; nor where the computer's clock was set by more
 * than that, in whichever direction.
 */
void
pasar_look_judge_boost (const PasarLook *self, PasarJournalCall *call, const GArray *slots)
{
  PasarJournalRow *row = g_ptr_array_index (call->rows, 0);
  const gint64 now = pasar_now_ms ();

  if (slots == NULL)
    {
      judge_unread (row);
      return;
    }
  row->stored_value = is_boosted (slots, row->item_id);
  if (row->stored_value == row->new_value)
    pasar_journal_row_set (row, PASAR_CHANGE_DONE, NULL, NULL);
  else if (call->sent_at_ms < now - PASAR_BOOST_SECS * 1000
           || call->sent_at_ms > now + PASAR_BOOST_SECS * 1000)
    pasar_journal_row_set (row,
                           PASAR_CHANGE_SKIPPED,
                           _ ("Whether this boost was made can no longer be told."),
                           NULL);
  else if (self->is_last)
    pasar_journal_row_set (row, PASAR_CHANGE_READY, NULL, NULL);
}
