/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/pasar-sandbox-json.h"
#include "sandbox/pasar-sandbox-private.h"

#include <string.h>

/* A change of the world that a test asks for. */
typedef struct
{
  PasarSandboxCall *call;
  JsonObject *body;
  PasarSandboxShop *shop;
  PasarSandboxItem *item; /* (nullable): where an item_id was given */
  PasarSandboxSku *sku;   /* (nullable) */
} Change;

static gint64
number (const Change *change, const char *name, gint64 otherwise)
{
  gint64 value = otherwise;

  return pasar_sandbox_member_int (change->body, name, &value) ? value : otherwise;
}

static const char *
text (const Change *change, const char *name)
{
  JsonNode *node = json_object_get_member (change->body, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return "";
  return json_node_get_string (node);
}

static gboolean
set_status (Change *change)
{
  PasarSandboxStatus status;

  if (!pasar_sandbox_status_parse (text (change, "status"), &status))
    return FALSE;
  change->item->status = status;
  return TRUE;
}

static gboolean
delete_item (Change *change)
{
  if (strcmp (text (change, "how"), "gone") == 0)
    change->item->flags |= PASAR_SANDBOX_ITEM_GONE;
  else
    change->item->status = PASAR_SANDBOX_SELLER_DELETE;
  return TRUE;
}

static gboolean
change_model_id (Change *change)
{
  change->sku->model_id = number (change, "new_model_id", change->sku->model_id + 5);
  return TRUE;
}

static gboolean
set_price (Change *change)
{
  gint64 minor = number (change, "minor", -1);

  if (minor < 0)
    return FALSE;
  change->sku->price = minor;
  return TRUE;
}

static gboolean
set_stock (Change *change)
{
  const char *location = text (change, "location_id");
  guint index =
      change->shop->locations[1] != NULL && strcmp (location, change->shop->locations[1]) == 0;

  change->sku->stock[index] = number (change, "stock", change->sku->stock[index]);
  return TRUE;
}

static gboolean
set_reserved (Change *change)
{
  change->sku->reserved = (gint32) number (change, "reserved", change->sku->reserved);
  return TRUE;
}

static gboolean
set_promotion (Change *change)
{
  const char *staging = text (change, "staging");
  guint8 promotion = strcmp (staging, "ongoing") == 0    ? PASAR_SANDBOX_ONGOING
                     : strcmp (staging, "upcoming") == 0 ? PASAR_SANDBOX_UPCOMING
                                                         : PASAR_SANDBOX_NO_PROMOTION;

  if (json_object_has_member (change->body, "model_id"))
    change->sku->promotion = promotion;
  else
    change->item->promotion = promotion;
  return TRUE;
}

static gboolean
expire_tokens (Change *change)
{
  pasar_sandbox_tokens_expire_access (change->call->sandbox, change->shop);
  return TRUE;
}

static gboolean
revoke_tokens (Change *change)
{
  pasar_sandbox_tokens_revoke (change->call->sandbox, change->shop);
  return TRUE;
}

static gboolean
unlink_shop (Change *change)
{
  change->shop->linked = FALSE;
  return TRUE;
}

static gboolean
end_authorisation (Change *change)
{
  change->shop->expire_time = pasar_sandbox_now (change->call->sandbox);
  return TRUE;
}

static gboolean
set_holiday (Change *change)
{
  static const char *const modes[] = { "off", "partial", "full", "switching" };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (strcmp (text (change, "mode"), modes[i]) == 0)
      {
        change->shop->holiday = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
set_penalty (Change *change)
{
  change->shop->penalty = number (change, "on", 1) != 0;
  return TRUE;
}

static gboolean
set_banned (Change *change)
{
  change->shop->banned = number (change, "on", 1) != 0;
  return TRUE;
}

static gboolean
clear_boosts (Change *change)
{
  g_array_set_size (change->shop->boosts, 0);
  return TRUE;
}

static gboolean
set_clock (Change *change)
{
  PasarSandbox *self = change->call->sandbox;

  self->skew_seconds = number (change, "skew", self->skew_seconds) + number (change, "advance", 0);
  return TRUE;
}

static gboolean
set_pace (Change *change)
{
  PasarSandbox *self = change->call->sandbox;

  self->latency_ms = (guint) CLAMP (number (change, "latency_ms", self->latency_ms), 0, 3600000);
  self->rate_per_second =
      (double) number (change, "rate_per_second", (gint64) self->rate_per_second);
  self->boost_seconds = number (change, "boost_seconds", self->boost_seconds);
  for (guint i = 0; i < self->n_shops; i++)
    self->shops[i]->bucket_time = 0;
  return TRUE;
}

typedef struct
{
  const char *name;
  gboolean (*change) (Change *change);
  gboolean of_item;
} Verb;

static const Verb verbs[] = {
  { "delete_item", delete_item, TRUE },
  { "set_status", set_status, TRUE },
  { "change_model_id", change_model_id, TRUE },
  { "set_price", set_price, TRUE },
  { "set_stock", set_stock, TRUE },
  { "set_reserved", set_reserved, TRUE },
  { "set_promotion", set_promotion, TRUE },
  { "expire_tokens", expire_tokens, FALSE },
  { "revoke_tokens", revoke_tokens, FALSE },
  { "unlink_shop", unlink_shop, FALSE },
  { "end_authorisation", end_authorisation, FALSE },
  { "set_holiday", set_holiday, FALSE },
  { "set_penalty", set_penalty, FALSE },
  { "set_banned", set_banned, FALSE },
  { "clear_boosts", clear_boosts, FALSE },
  { "set_clock", set_clock, FALSE },
  { "set_pace", set_pace, FALSE },
};

static gboolean
find_target (Change *change)
{
  PasarSandbox *self = change->call->sandbox;
  gint64 model_id;

  change->shop =
      pasar_sandbox_find_shop (self, number (change, "shop_id", self->shops[0]->shop_id));
  if (change->shop == NULL)
    return FALSE;
  change->item = pasar_sandbox_shop_find (change->shop, number (change, "item_id", 0));
  if (change->item == NULL)
    return TRUE;
  change->sku = pasar_sandbox_shop_skus (change->shop, change->item);
  if (pasar_sandbox_member_int (change->body, "model_id", &model_id))
    change->sku = pasar_sandbox_shop_find_sku (change->shop, change->item, model_id);
  return change->sku != NULL;
}

static gboolean
apply (Change *change)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (verbs[i].name, text (change, "do")) == 0)
      {
        if (verbs[i].of_item && change->item == NULL)
          return FALSE;
        if (!verbs[i].change (change))
          return FALSE;
        if (change->item != NULL)
          {
            change->item->flags |= PASAR_SANDBOX_ITEM_CHANGED;
            change->sku->changed = TRUE;
          }
        change->shop->listed_valid = FALSE;
        return TRUE;
      }
  return FALSE;
}

/**
 * pasar_sandbox_world_change:
 * @call: POST `/_sandbox/state`
 *
 * Changes the world under the client, as if the seller or somebody else had done it. The body is
 * an object whose `do` names the change; README.md lists them.
 */
void
pasar_sandbox_world_change (PasarSandboxCall *call)
{
  Change change = { .call = call };

  if (!pasar_sandbox_call_parse_body (call))
    {
      call->status = SOUP_STATUS_BAD_REQUEST;
      return;
    }
  change.body = json_node_get_object (call->body);
  if (!find_target (&change) || !apply (&change))
    {
      pasar_sandbox_call_fail_with_status (call,
                                           SOUP_STATUS_BAD_REQUEST,
                                           "error_param",
                                           "no such change, shop, item or model");
      return;
    }
  pasar_sandbox_queue_save (call->sandbox);
}

static void
append_sku (GString *json, const PasarSandboxSku *sku)
{
  pasar_sandbox_json_open (json, NULL, '{');
  pasar_sandbox_json_int (json, "model_id", sku->model_id);
  pasar_sandbox_json_int (json, "price_minor", sku->price);
  pasar_sandbox_json_open (json, "stock", '[');
  for (guint i = 0; i < PASAR_SANDBOX_N_LOCATIONS; i++)
    pasar_sandbox_json_int (json, NULL, sku->stock[i]);
  pasar_sandbox_json_close (json, ']');
  pasar_sandbox_json_int (json, "shopee_stock", sku->shopee_stock);
  pasar_sandbox_json_int (json, "reserved", sku->reserved);
  pasar_sandbox_json_int (json, "promotion", sku->promotion);
  pasar_sandbox_json_close (json, '}');
}

/**
 * pasar_sandbox_world_item:
 * @call: GET `/_sandbox/item?item_id=…`
 *
 * Shows what the shop really holds of an item, without a signature.
 */
void
pasar_sandbox_world_item (PasarSandboxCall *call)
{
  const char *id_text = pasar_sandbox_call_param (call, "item_id");
  PasarSandboxShop *shop = NULL;
  PasarSandboxItem *item = NULL;
  GString *json;
  gint64 item_id = 0;

  if (id_text != NULL && pasar_sandbox_parse_int (id_text, &item_id))
    for (guint i = 0; i < call->sandbox->n_shops && item == NULL; i++)
      {
        shop = call->sandbox->shops[i];
        item = pasar_sandbox_shop_find (shop, item_id);
      }
  if (item == NULL)
    {
      pasar_sandbox_call_fail_with_status (call,
                                           SOUP_STATUS_NOT_FOUND,
                                           "error_param",
                                           "no such item");
      return;
    }
  json = g_string_new (NULL);
  pasar_sandbox_json_open (json, NULL, '{');
  pasar_sandbox_json_int (json, "item_id", item->item_id);
  pasar_sandbox_json_int (json, "shop_id", shop->shop_id);
  pasar_sandbox_json_string (json, "item_status", pasar_sandbox_status_name (item->status));
  pasar_sandbox_json_int (json, "update_time", item->update_time);
  pasar_sandbox_json_int (json, "promotion", item->promotion);
  pasar_sandbox_json_open (json, "rows", '[');
  for (guint i = 0; i < item->n_skus; i++)
    append_sku (json, pasar_sandbox_shop_skus (shop, item) + i);
  pasar_sandbox_json_close (json, ']');
  pasar_sandbox_json_close (json, '}');
  call->page = g_string_free (json, FALSE);
  call->content_type = "application/json";
}
