/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/client.h"

#include "shopee/client-private.h"

#include <math.h>
#include <string.h>

#define DEFAULT_TIMEOUT  30
#define IDLE_TIMEOUT     60
#define MAX_PRICE_DIGITS 4

G_DEFINE_INTERFACE (PasarTokenStore, pasar_token_store, G_TYPE_OBJECT)

static void
pasar_token_store_default_init (PasarTokenStoreInterface *iface)
{
}

G_DEFINE_FINAL_TYPE (PasarClient, pasar_client, G_TYPE_OBJECT)

static void
pasar_client_dispose (GObject *object)
{
  PasarClient *self = PASAR_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->token_store);
  G_OBJECT_CLASS (pasar_client_parent_class)->dispose (object);
}

static void
pasar_client_finalize (GObject *object)
{
  PasarClient *self = PASAR_CLIENT (object);

  g_free (self->base_url);
  pasar_secret_free (self->partner_key);
  pasar_tokens_free (self->tokens);
  pasar_tokens_free (self->unsaved_tokens);
  g_clear_error (&self->refusal);
  pasar_turns_unref (self->turns);
  G_OBJECT_CLASS (pasar_client_parent_class)->finalize (object);
}

static void
pasar_client_class_init (PasarClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pasar_client_dispose;
  object_class->finalize = pasar_client_finalize;
}

static void
pasar_client_init (PasarClient *self)
{
  /* As many connections as may ever be in flight: the throttle does. Time-outs are the exchange's.
   */
  self->session = soup_session_new_with_options ("max-conns",
                                                 PASAR_THROTTLE_MAX_IN_FLIGHT + 8,
                                                 "max-conns-per-host",
                                                 PASAR_THROTTLE_MAX_IN_FLIGHT,
                                                 "idle-timeout",
                                                 IDLE_TIMEOUT,
                                                 "user-agent",
                                                 "Pasar/" PACKAGE_VERSION,
                                                 NULL);
  self->turns = pasar_turns_new ();
  g_queue_init (&self->refresh_waiters);
  self->price_digits = 2;
  self->send_normal_stock = TRUE;
  self->timeout_us = DEFAULT_TIMEOUT * G_TIME_SPAN_SECOND;
  self->backoff_scale = 1.0;
}

/**
 * pasar_client_new:
 * @base_url: scheme and host, as pasar_host_check_custom() gives it
 * @partner_id: partner id
 * @partner_key: partner key; blanks around it are dropped
 * @shop_id: shop id, or 0 for a client that only authorises
 *
 * Makes a client of one shop. It is used from one thread, whose main context runs its calls.
 *
 * Returns: (transfer full): a client
 */
PasarClient *
pasar_client_new (const char *base_url, gint64 partner_id, const char *partner_key, gint64 shop_id)
{
  PasarClient *self;

  g_return_val_if_fail (base_url != NULL, NULL);
  g_return_val_if_fail (partner_key != NULL, NULL);

  self = g_object_new (PASAR_TYPE_CLIENT, NULL);
  self->base_url = g_strstrip (g_strdup (base_url));
  for (gsize length = strlen (self->base_url); length > 0 && self->base_url[length - 1] == '/';
       length--)
    self->base_url[length - 1] = '\0';
  /* Only to this computer; a proxy that is set for everything would get the tokens to read. */
  if (g_ascii_strncasecmp (self->base_url, "http:", 5) == 0)
    soup_session_set_proxy_resolver (self->session, NULL);
  self->partner_id = partner_id;
  self->partner_key = g_strstrip (g_strdup (partner_key));
  self->shop_id = shop_id;
  return self;
}

/**
 * pasar_client_set_price_digits:
 * @self: a client
 * @digits: digits of the shop's currency in prices, 0 to 4; 2 unless set
 *
 * Sets what a minor unit is, for the calls that start from now on (reference 5.5).
 */
void
pasar_client_set_price_digits (PasarClient *self, guint digits)
{
  g_return_if_fail (PASAR_IS_CLIENT (self));
  g_return_if_fail (digits <= MAX_PRICE_DIGITS);

  self->price_digits = digits;
}

/**
 * pasar_client_set_send_normal_stock:
 * @self: a client
 * @send: whether update_stock sends `normal_stock` beside `seller_stock`; %TRUE unless set
 *
 * The seed requires the old field; the reference reports that it is ignored today (4.2).
 */
void
pasar_client_set_send_normal_stock (PasarClient *self, gboolean send)
{
  g_return_if_fail (PASAR_IS_CLIENT (self));

  self->send_normal_stock = send;
}

/**
 * pasar_client_set_turns:
 * @self: a client that has no call under way
 * @turns: turns
 *
 * Shares turns with others: the server counts by partner and shop, not by client.
 */
void
pasar_client_set_turns (PasarClient *self, PasarTurns *turns)
{
  g_return_if_fail (PASAR_IS_CLIENT (self));

  pasar_turns_ref (turns);
  pasar_turns_unref (self->turns);
  self->turns = turns;
}

/**
 * pasar_client_set_limits:
 * @self: a client
 * @max_in_flight: requests in flight at most, 1 to 64; 4 unless set
 * @requests_per_second: requests a second at most, 0.5 to 1000; 8 unless set
 *
 * Sets the limits, for all who share it (reference 6.5: nothing is published). Values
 * out of bounds are brought into them.
 */
void
pasar_client_set_limits (PasarClient *self, guint max_in_flight, double requests_per_second)
{
  g_return_if_fail (PASAR_IS_CLIENT (self));

  pasar_throttle_set_limits (pasar_turns_get_throttle (self->turns),
                             max_in_flight,
                             requests_per_second);
}

/**
 * pasar_client_get_max_in_flight:
 * @self: a client
 *
 * Callers that keep as many calls going lose no time; more would only wait for their turn.
 *
 * Returns: requests in flight at most
 */
guint
pasar_client_get_max_in_flight (PasarClient *self)
{
  g_return_val_if_fail (PASAR_IS_CLIENT (self), 0);

  return pasar_throttle_get_max_in_flight (pasar_turns_get_throttle (self->turns));
}

/**
 * pasar_client_get_rest_secs:
 * @self: a client
 *
 * Servers ask for a rest when they are asked too fast.
 *
 * Returns: for how many seconds still nothing is sent because of it
 */
guint
pasar_client_get_rest_secs (PasarClient *self)
{
  g_return_val_if_fail (PASAR_IS_CLIENT (self), 0);

  return pasar_throttle_get_rest_secs (pasar_turns_get_throttle (self->turns));
}

/**
 * pasar_client_set_timeout:
 * @self: a client
 * @seconds: seconds without an answer, or without a further piece of it; 30 unless set, at least 1
 *
 * Sets after which time a request is given up. All that is sent for one call, again and again,
 * may be under way for four times as long.
 */
void
pasar_client_set_timeout (PasarClient *self, guint seconds)
{
  g_return_if_fail (PASAR_IS_CLIENT (self));

  self->timeout_us = MAX (seconds, 1) * G_TIME_SPAN_SECOND;
}

/**
 * pasar_client_set_backoff_scale:
 * @self: a client
 * @scale: factor of all back-off delays, 0 to 1; 1 unless set
 *
 * Shortens the back-off, for tests.
 */
void
pasar_client_set_backoff_scale (PasarClient *self, double scale)
{
  g_return_if_fail (PASAR_IS_CLIENT (self));

  self->backoff_scale = isfinite (scale) ? CLAMP (scale, 0.0, 1.0) : 1.0;
}

/**
 * pasar_client_get_server_time:
 * @self: a client
 *
 * Returns: Unix seconds by the server's clock, as far as it is known
 */
gint64
pasar_client_get_server_time (PasarClient *self)
{
  return g_get_real_time () / G_USEC_PER_SEC + self->clock_offset;
}
