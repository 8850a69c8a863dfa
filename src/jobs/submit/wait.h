/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PasarSubmitWait:
 * @PASAR_SUBMIT_WAITS_NOT: it is at work
 * @PASAR_SUBMIT_WAITS_FOR_SELLER: it was paused
 * @PASAR_SUBMIT_WAITS_FOR_QUOTA: Shopee takes no more calls that day
 * @PASAR_SUBMIT_WAITS_FOR_NETWORK: the shop cannot be reached
 * @PASAR_SUBMIT_WAITS_FOR_PACE: Shopee wants to be asked more slowly
 *
 * What a submission waits for.
 */
typedef enum
{
  PASAR_SUBMIT_WAITS_NOT,
  PASAR_SUBMIT_WAITS_FOR_SELLER,
  PASAR_SUBMIT_WAITS_FOR_QUOTA,
  PASAR_SUBMIT_WAITS_FOR_NETWORK,
  PASAR_SUBMIT_WAITS_FOR_PACE,
} PasarSubmitWait;

/**
 * PasarSubmitWaiting:
 * @kind: what is waited for
 * @resumes_at: Unix seconds when it is over, or tried again; 0: nobody knows
 * @goes_on: whether the end of the day's quota is enough to go on; else the seller says so
 *
 * What is waited for, and until when. All zero is a new one; pure, the time is told.
 */
typedef struct
{
  PasarSubmitWait kind;
  gint64 resumes_at;
  gboolean goes_on;
  /*< private >*/
  guint n_tries; /* of the network, in a row */
} PasarSubmitWaiting;

PasarSubmitWait pasar_submit_waiting_find_kind (const GError *error);
void pasar_submit_waiting_begin (PasarSubmitWaiting *self, PasarSubmitWait kind, gint64 now);
void pasar_submit_waiting_end (PasarSubmitWaiting *self);
gboolean pasar_submit_waiting_is_due (const PasarSubmitWaiting *self, gint64 now);
guint pasar_submit_waiting_get_interval (const PasarSubmitWaiting *self);

G_END_DECLS
