/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/change-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PasarChange
{
  GObject parent_instance;

  GObject *plan; /* (owned): which has @info */
  const PasarChangeInfo *info;
  guint index;
};

G_DEFINE_FINAL_TYPE (PasarChange, pasar_change, G_TYPE_OBJECT)

enum
{
  SIGNAL_OUTCOME,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
pasar_change_finalize (GObject *object)
{
  g_object_unref (PASAR_CHANGE (object)->plan);
  G_OBJECT_CLASS (pasar_change_parent_class)->finalize (object);
}

static void
pasar_change_class_init (PasarChangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_change_finalize;

  /**
   * PasarChange::outcome:
   * @self: a change
   *
   * State, reason and advice may have changed.
   */
  signals[SIGNAL_OUTCOME] = g_signal_new ("outcome",
                                          PASAR_TYPE_CHANGE,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);
}

static void
pasar_change_init (PasarChange *self)
{
}

/**
 * pasar_change_new:
 * @plan: what the change is of
 * @info: the change, as long as @plan lives
 * @index: its place in the plan
 *
 * Returns: (transfer full): a handle on the change
 */
PasarChange *
pasar_change_new (GObject *plan, const PasarChangeInfo *info, guint index)
{
  PasarChange *self = g_object_new (PASAR_TYPE_CHANGE, NULL);

  self->plan = g_object_ref (plan);
  self->info = info;
  self->index = index;
  return self;
}

/**
 * pasar_change_get_index:
 * @self: a change
 *
 * Returns: its place in the plan
 */
guint
pasar_change_get_index (PasarChange *self)
{
  return self->index;
}

/**
 * pasar_change_tell_outcome:
 * @self: a change
 *
 * Tells that state, reason and advice may have changed.
 */
void
pasar_change_tell_outcome (PasarChange *self)
{
  g_signal_emit (self, signals[SIGNAL_OUTCOME], 0);
}

/**
 * pasar_change_read:
 * @self: a change
 *
 * What it holds changes with each outcome.
 *
 * Returns: (transfer none): everything of it, as long as @self lives
 */
const PasarChangeInfo *
pasar_change_read (PasarChange *self)
{
  g_return_val_if_fail (PASAR_IS_CHANGE (self), NULL);
  return self->info;
}

static guint64
add_to_print (guint64 print, guint64 number)
{
  print = (print ^ number) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  return print ^ print >> 29;
}

/**
 * pasar_change_info_get_print:
 * @self: a change that was just planned
 *
 * Returns: a number of what makes it another change for the seller
 */
guint64
pasar_change_info_get_print (const PasarChangeInfo *self)
{
  guint64 print = add_to_print ((guint64) self->field + 1, (guint64) self->key.item_id);

  print = add_to_print (print, (guint64) self->key.model_id);
  print = add_to_print (print, (guint64) self->base);
  print = add_to_print (print, (guint64) self->old_value);
  print = add_to_print (print, (guint64) self->new_value);
  for (guint i = 0; self->locations != NULL && i < self->locations->len; i++)
    {
      const PasarJournalLocation *location =
          &g_array_index (self->locations, PasarJournalLocation, i);

      print = add_to_print (print, g_str_hash (location->location_id));
      print = add_to_print (print, (guint64) location->old_stock);
      print = add_to_print (print, (guint64) location->new_stock);
    }
  print = add_to_print (print, (guint64) self->doubts << 8 | self->state);
  return add_to_print (print, self->reason != NULL ? g_str_hash (self->reason) : 0);
}

/**
 * pasar_change_info_is_doubted:
 * @self: a change
 *
 * What is held otherwise is not asked about.
 *
 * Returns: whether it may be a slip and is to be sent, now or when a promotion has ended
 */
gboolean
pasar_change_info_is_doubted (const PasarChangeInfo *self)
{
  return self->doubts != PASAR_DOUBT_NONE
         && (self->state == PASAR_CHANGE_READY || self->postponed_until != 0);
}

/**
 * pasar_change_info_is_unseen:
 * @self: a change
 *
 * What is doubted can be confirmed when the seller has looked at it.
 *
 * Returns: whether that is still to be done
 */
gboolean
pasar_change_info_is_unseen (const PasarChangeInfo *self)
{
  return pasar_change_info_is_doubted (self) && !self->is_seen && !self->is_confirmed;
}

/**
 * pasar_change_info_dup_value:
 * @self: a change
 * @value: a value of its field
 * @digits: decimals of a price
 *
 * Returns: (transfer full): the value as text, e.g. "10.91"
 */
char *
pasar_change_info_dup_value (const PasarChangeInfo *self, gint64 value, guint digits)
{
  return pasar_money_format (value, self->field == PASAR_FIELD_PRICE ? digits : 0, NULL);
}

/**
 * pasar_change_state_get_label:
 * @state: where a change stands
 *
 * Says it in a word or two.
 *
 * Returns: (nullable): translated; %NULL of a change that is ready
 */
const char *
pasar_change_state_get_label (PasarChangeState state)
{
  static const char *const labels[] = {
    [PASAR_CHANGE_READY] = NULL,
    [PASAR_CHANGE_HELD] = N_ ("Held back"),
    [PASAR_CHANGE_SENDING] = N_ ("Being sent"),
    [PASAR_CHANGE_DONE] = N_ ("Done"),
    [PASAR_CHANGE_REFUSED] = N_ ("Not taken"),
    [PASAR_CHANGE_UNKNOWN] = N_ ("Not known yet"),
    [PASAR_CHANGE_UNCERTAIN] = N_ ("Not certain"),
    [PASAR_CHANGE_SKIPPED] = N_ ("Not sent"),
  };

  g_return_val_if_fail (state < G_N_ELEMENTS (labels), NULL);
  return labels[state] != NULL ? g_dgettext (GETTEXT_PACKAGE, labels[state]) : NULL;
}

/**
 * pasar_change_info_get_label:
 * @self: a change
 *
 * Says where it stands, as pasar_change_state_get_label(); what is held for the end of a promotion
 * waits.
 *
 * Returns: (nullable): translated; %NULL of a change that is ready
 */
const char *
pasar_change_info_get_label (const PasarChangeInfo *self)
{
  return self->postponed_until != 0 ? _ ("Waits for the end of a promotion")
                                    : pasar_change_state_get_label (self->state);
}

static gboolean
ends_a_sentence (const char *text)
{
  static const char *const ends[] = { ".", "!", "?", "…", ")", "。", "！", "？" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (text, ends[i]))
      return TRUE;

  return FALSE;
}

/**
 * pasar_change_join_sentences:
 * @reason: (nullable): what happened; the server's own words may end without a full stop
 * @advice: (nullable): what to do, a sentence
 *
 * Puts what is said of a change in one line.
 *
 * Returns: (transfer full) (nullable): both, advice that is in the reason only once;
 * %NULL for neither
 */
char *
pasar_change_join_sentences (const char *reason, const char *advice)
{
  const gboolean has_reason = reason != NULL && *reason != '\0';
  const gboolean has_advice = advice != NULL && *advice != '\0';

  if (!has_reason || !has_advice || strstr (reason, advice) != NULL)
    return g_strdup (has_reason ? reason : has_advice ? advice : NULL);

  return g_strdup_printf (ends_a_sentence (reason) ? "%s %s" : "%s. %s", reason, advice);
}
