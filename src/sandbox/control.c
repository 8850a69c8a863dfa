/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#include <string.h>

#define MAX_MINOR   G_GINT64_CONSTANT (1000000000000000)
#define MAX_SECONDS G_GINT64_CONSTANT (10000000000)

/* A change of the world that a test asks for. */
typedef struct
{
  PasarSandboxCall *call;
  JsonObject *body;
  PasarSandboxShop *shop;
  PasarSandboxItem *item; /* (nullable): where an item_id was given */
  PasarSandboxSku *sku;   /* (nullable) */
} Change;

static gboolean
need_number (const Change *change, const char *name, gint64 min, gint64 max, gint64 *value)
{
  gint64 number = 0;

  if (!pasar_sandbox_member_int (change->body, name, &number) || number < min || number > max)
    return FALSE;
  *value = number;
  return TRUE;
}

/* The same of a member that may be left out; @value stays then. */
static gboolean
read_number (const Change *change, const char *name, gint64 min, gint64 max, gint64 *value)
{
  return !json_object_has_member (change->body, name)
         || need_number (change, name, min, max, value);
}

static const char *
text (const Change *change, const char *name)
{
  const char *value = pasar_sandbox_member_text (change->body, name);

  return value != NULL ? value : "";
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
  return need_number (change, "new_model_id", 1, G_MAXINT64, &change->sku->model_id);
}

static gboolean
set_price (Change *change)
{
  if (!need_number (change, "minor", 0, MAX_MINOR, &change->sku->price))
    return FALSE;
  change->item->flags &= ~PASAR_SANDBOX_ITEM_NO_PRICE;
  return TRUE;
}

/* Returns the row's stock in the location that is named, or in its first. */
static gint64 *
find_stock (const Change *change)
{
  const char *location = text (change, "location_id");
  gboolean split = (change->item->flags & PASAR_SANDBOX_ITEM_LOCATIONS) != 0;

  for (guint i = 0; i < (split ? PASAR_SANDBOX_N_LOCATIONS : 1u); i++)
    if (*location == '\0' || g_strcmp0 (change->shop->locations[i], location) == 0)
      return &change->sku->stock[i];
  return NULL;
}

static gboolean
set_stock (Change *change)
{
  gint64 *stock = find_stock (change);

  return stock != NULL && need_number (change, "stock", 0, PASAR_SANDBOX_STOCK_MAX, stock);
}

static gboolean
sell (Change *change)
{
  gint64 *stock = find_stock (change);
  gint64 pieces;

  if (stock == NULL || !need_number (change, "pieces", 1, *stock, &pieces))
    return FALSE;
  *stock -= pieces;
  return TRUE;
}

static gboolean
apply_late (Change *change)
{
  pasar_sandbox_effects_happen (change->call->sandbox, G_MAXINT64);
  return TRUE;
}

static gboolean
set_reserved (Change *change)
{
  gint64 reserved;

  if (!need_number (change, "reserved", 0, PASAR_SANDBOX_STOCK_MAX, &reserved))
    return FALSE;
  change->sku->reserved = (gint32) reserved;
  return TRUE;
}

static gboolean
set_promotion (Change *change)
{
  static const char *const stagings[] = {
    [PASAR_SANDBOX_NO_PROMOTION] = "none",
    [PASAR_SANDBOX_UPCOMING] = "upcoming",
    [PASAR_SANDBOX_ONGOING] = "ongoing",
  };

  for (guint8 i = 0; i < G_N_ELEMENTS (stagings); i++)
    if (strcmp (text (change, "staging"), stagings[i]) == 0)
      {
        if (json_object_has_member (change->body, "model_id"))
          change->sku->promotion = i;
        else
          change->item->promotion = i;
        return TRUE;
      }
  return FALSE;
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
set_flag (const Change *change, gboolean *flag)
{
  gint64 on;

  if (!need_number (change, "on", 0, 1, &on))
    return FALSE;
  *flag = on != 0;
  return TRUE;
}

static gboolean
set_penalty (Change *change)
{
  return set_flag (change, &change->shop->penalty);
}

static gboolean
set_banned (Change *change)
{
  return set_flag (change, &change->shop->banned);
}

static gboolean
set_clock (Change *change)
{
  PasarSandbox *self = change->call->sandbox;
  gint64 skew = self->options.clock_skew_seconds;
  gint64 advance = 0;

  if (!read_number (change, "skew", -MAX_SECONDS, MAX_SECONDS, &skew)
      || !read_number (change, "advance", -MAX_SECONDS, MAX_SECONDS, &advance)
      || ABS (skew + advance) > MAX_SECONDS)
    return FALSE;
  self->options.clock_skew_seconds = skew + advance;
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
  { "sell", sell, TRUE },
  { "set_reserved", set_reserved, TRUE },
  { "set_promotion", set_promotion, TRUE },
  { "apply_late", apply_late, FALSE },
  { "expire_tokens", expire_tokens, FALSE },
  { "revoke_tokens", revoke_tokens, FALSE },
  { "unlink_shop", unlink_shop, FALSE },
  { "end_authorisation", end_authorisation, FALSE },
  { "set_holiday", set_holiday, FALSE },
  { "set_penalty", set_penalty, FALSE },
  { "set_banned", set_banned, FALSE },
  { "set_clock", set_clock, FALSE },
};

static gboolean
find_target (Change *change)
{
  PasarSandbox *self = change->call->sandbox;
  gint64 shop_id = self->shops[0]->shop_id;
  gint64 item_id = 0;
  gint64 model_id;

  if (!read_number (change, "shop_id", 0, G_MAXINT64, &shop_id)
      || !read_number (change, "item_id", 0, G_MAXINT64, &item_id))
    return FALSE;
  change->shop = pasar_sandbox_find_shop (self, shop_id);
  if (change->shop == NULL)
    return FALSE;
  change->item = pasar_sandbox_shop_find (change->shop, item_id);
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

/* Changes the world under the client, as if the seller or somebody else had done it. The body is
 * an object whose `do` names the change; README.md lists them. */
static void
change_world (PasarSandboxCall *call)
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
                                           "no such change, shop, item, model or value");
      return;
    }
  pasar_sandbox_queue_save (call->sandbox);
}

static void
take_page (PasarSandboxCall *call, GString *json)
{
  call->page = g_string_free_to_bytes (json);
  call->content_type = "application/json";
}

static void
show_log (PasarSandboxCall *call)
{
  const char *text = pasar_sandbox_call_param (call, "since");
  GString *json = g_string_new (NULL);
  gint64 since = 0;

  if (text != NULL && !pasar_sandbox_parse_int (text, &since))
    since = 0;
  pasar_sandbox_log_append_json (call->sandbox, json, (guint64) since);
  take_page (call, json);
}

static void
clear_log (PasarSandboxCall *call)
{
  pasar_sandbox_log_clear (call->sandbox);
}

static void
add_fault (PasarSandboxCall *call)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (call->request, &size);
  /* What is wrong with it is answered, as JSON. */
  g_autofree char *spec = g_utf8_make_valid (size > 0 ? data : "", (gssize) size);
  g_autoptr (GError) error = NULL;

  if (!pasar_sandbox_faults_add (call->sandbox, g_strstrip (spec), &error))
    pasar_sandbox_call_fail_with_status (call,
                                         SOUP_STATUS_BAD_REQUEST,
                                         "error_param",
                                         error->message);
}

static void
clear_faults (PasarSandboxCall *call)
{
  g_ptr_array_set_size (call->sandbox->faults, 0);
  pasar_sandbox_answers_release (call->sandbox);
}

static void
show_info (PasarSandboxCall *call)
{
  PasarSandbox *self = call->sandbox;
  GString *json = g_string_new (NULL);

  pasar_sandbox_json (json,
                      "{'time':%jd,'partner_id':%jd,'demo':%c,'seed':%d,'n_late':%d,'shops':[",
                      pasar_sandbox_now (self),
                      self->partner_id,
                      self->options.demo,
                      self->options.seed,
                      self->late->len);
  for (guint i = 0; i < self->n_shops; i++)
    pasar_sandbox_json (json,
                        "{'shop_id':%jd,'region':%s,'n_items':%d,'n_rows':%d}",
                        self->shops[i]->shop_id,
                        self->shops[i]->region->code,
                        self->shops[i]->items->len,
                        self->shops[i]->skus->len);
  pasar_sandbox_json (json, "]}");
  take_page (call, json);
}

static void
append_sku (GString *json, const PasarSandboxSku *sku)
{
  pasar_sandbox_json (json,
                      "{'model_id':%jd,'price_minor':%jd,'stock':[%jd,%jd],'shopee_stock':%d,"
                      "'reserved':%d,'promotion':%d}",
                      sku->model_id,
                      sku->price,
                      sku->stock[0],
                      sku->stock[1],
                      sku->shopee_stock,
                      sku->reserved,
                      sku->promotion);
}

/* Shows what the shop really holds of an item, without a signature. */
static void
show_item (PasarSandboxCall *call)
{
  const char *id_text = pasar_sandbox_call_param (call, "item_id");
  PasarSandboxShop *shop = NULL;
  PasarSandboxItem *item = NULL;
  GString *json;
  gint64 item_id = 0;

  if (id_text != NULL && pasar_sandbox_parse_int (id_text, &item_id))
    item = pasar_sandbox_find_item (call->sandbox, item_id, &shop);
  if (item == NULL)
    {
      pasar_sandbox_call_fail_with_status (call,
                                           SOUP_STATUS_NOT_FOUND,
                                           "error_param",
                                           "no such item");
      return;
    }
  json = g_string_new (NULL);
  pasar_sandbox_json (json,
                      "{'item_id':%jd,'shop_id':%jd,'item_status':%s,'update_time':%d,"
                      "'promotion':%d,'rows':[",
                      item->item_id,
                      shop->shop_id,
                      pasar_sandbox_status_name (item->status),
                      item->update_time,
                      item->promotion);
  for (guint i = 0; i < item->n_skus; i++)
    append_sku (json, pasar_sandbox_shop_skus (shop, item) + i);
  pasar_sandbox_json (json, "]}");
  take_page (call, json);
}

typedef struct
{
  const char *method;
  const char *path;
  void (*handle) (PasarSandboxCall *call);
} Control;

static const Control controls[] = {
  { "GET", "/_sandbox/authorise", pasar_sandbox_authorise },
  { "GET", "/_sandbox/info", show_info },
  { "GET", "/_sandbox/log", show_log },
  { "DELETE", "/_sandbox/log", clear_log },
  { "POST", "/_sandbox/fault", add_fault },
  { "DELETE", "/_sandbox/fault", clear_faults },
  { "POST", "/_sandbox/state", change_world },
  { "GET", "/_sandbox/item", show_item },
};

/* Handles the paths under `/_sandbox/`, which no real shop has: they steer the simulation. Returns
 * whether the request was one of those. */
gboolean
pasar_sandbox_control (PasarSandboxCall *call)
{
  if (!g_str_has_prefix (call->path, "/_sandbox/"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    if (strcmp (controls[i].path, call->path) == 0
        && strcmp (controls[i].method, call->method) == 0)
      {
        controls[i].handle (call);
        return TRUE;
      }
  pasar_sandbox_call_fail_with_status (call,
                                       SOUP_STATUS_NOT_FOUND,
                                       "error_param",
                                       "no such control");
  return TRUE;
}
