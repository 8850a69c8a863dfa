/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * PasarChangeInfo:
 * @key: the row of the shop, whatever its number in the table is by now
 * @field: which value of the row changes: a row with a price and a stock to send has two changes
 * @state: whether it is still to be sent, and then what became of it
 * @doubts: why it may be a slip: worked out when the plan was made; later readings of the shop may
 *   add %PASAR_DOUBT_MOVED
 * @severity: of those with the same gravest doubt what is worse has more
 * @is_worst: whether it is among the worst of these, which are to be looked at one by one
 * @is_seen: whether the seller has looked at it in a review
 * @is_confirmed: whether the seller had found it right before the plan was made
 * @postponed_until: when the promotion ends for which it waits, in seconds of Unix time;
 *   %G_MAXINT64: no end is known, 0: it waits for none
 * @base: the value that the shop had when the change was edited or last sent, where it has another
 *   one now; else %PASAR_NO_VALUE. With it a seller sees what would be undone by sending
 * @old_value: the value at the shop when the plan was made, or when it was seen to have moved,
 *   %PASAR_NO_VALUE when it is not known
 * @new_value: the value to send, as it was staged when the plan was made
 * @locations: (nullable) (element-type PasarJournalLocation): of a stock at several locations all
 * of these, as they were when the plan was made
 * @name: the item's name
 * @variation: the model's name, "" for an item without models
 * @sku: the row's SKU, "" when it has none
 * @reason: (nullable): why it stands so, a translated sentence; %NULL where the state says it all
 * @advice: (nullable): what to do about it, a translated sentence
 * @request_id: (nullable): by what the server knows the call that sent it
 *
 * A changed cell of a plan. Values are minor units of a price or pieces of a stock; texts are
 * copied when the plan is made, so they are there when the item is gone.
 */
typedef struct
{
  PasarRowKey key;
  PasarField field;
  PasarChangeState state;
  PasarDoubtKinds doubts;
  gint64 severity;
  gboolean is_worst;
  gboolean is_seen;
  gboolean is_confirmed;
  gint64 postponed_until;
  gint64 base;
  gint64 old_value;
  gint64 new_value;
  GArray *locations;
  const char *name;
  const char *variation;
  const char *sku;
  char *reason;
  char *advice;
  const char *request_id;
} PasarChangeInfo;

gboolean pasar_change_info_is_doubted (const PasarChangeInfo *self);
gboolean pasar_change_info_is_unseen (const PasarChangeInfo *self);
char *pasar_change_info_dup_locations (const PasarChangeInfo *self);
const char *pasar_change_info_get_label (const PasarChangeInfo *self);
const char *pasar_change_state_get_label (PasarChangeState state);
char *pasar_change_join_sentences (const char *reason, const char *advice);

/**
 * PasarChange:
 *
 * A handle on a changed cell of a plan, for what shows it.
 */
#define PASAR_TYPE_CHANGE (pasar_change_get_type ())
G_DECLARE_FINAL_TYPE (PasarChange, pasar_change, PASAR, CHANGE, GObject)

const PasarChangeInfo *pasar_change_read (PasarChange *self);

G_END_DECLS
