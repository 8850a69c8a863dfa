/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/write-private.h"

static gboolean
read_list (PasarSandboxWrite *write, const char *list_name, const char *list_field)
{
  JsonObject *body = json_node_get_object (write->call->body);
  JsonNode *list = json_object_get_member (body, list_name);

  if (list == NULL || JSON_NODE_HOLDS_NULL (list))
    return pasar_sandbox_call_fail_field (write->call, list_field);
  if (!JSON_NODE_HOLDS_ARRAY (list))
    return pasar_sandbox_call_fail_format (write->call, "the list is not an array");
  write->list = json_node_get_array (list);
  if (json_array_get_length (write->list) < 1
      || json_array_get_length (write->list) > PASAR_SANDBOX_MAX_MODELS)
    return pasar_sandbox_call_fail_format (write->call, "Length should be between 1 to 50");
  return TRUE;
}

static gboolean
read_model_ids (PasarSandboxWrite *write)
{
  write->n_entries = json_array_get_length (write->list);
  for (guint i = 0; i < write->n_entries; i++)
    {
      PasarSandboxEntry *entry = &write->entries[i];
      JsonNode *node = json_array_get_element (write->list, i);
      JsonObject *object;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return pasar_sandbox_call_fail_format (write->call, "an entry is not an object");
      object = json_node_get_object (node);
      if (json_object_has_member (object, "model_id")
          && !pasar_sandbox_member_int (object, "model_id", &entry->model_id))
        return pasar_sandbox_call_fail_format (write->call, "model_id should be an integer");
    }
  return TRUE;
}

static gboolean
find_item (PasarSandboxWrite *write, gint64 item_id)
{
  PasarSandboxCall *call = write->call;
  PasarSandboxShop *shop;

  write->item = pasar_sandbox_find_item (call->sandbox, item_id, &shop);
  if (write->item == NULL)
    return pasar_sandbox_call_fail (call, "product.error_item_not_found", "Product not found");
  if (shop != call->shop)
    return pasar_sandbox_call_fail (call,
                                    "product.error_item_not_belong_shop",
                                    "Item not belong to shop.");
  return TRUE;
}

/* Reads item and entries and checks what holds for every write: form, penalty, item. */
gboolean
pasar_sandbox_write_begin (PasarSandboxWrite *write,
                           PasarSandboxCall *call,
                           const char *list_name,
                           const char *list_field)
{
  gint64 item_id = 0;

  write->call = call;
  if (!pasar_sandbox_call_parse_body (call))
    return FALSE;
  if (!json_object_has_member (json_node_get_object (call->body), "item_id"))
    return pasar_sandbox_call_fail_field (call, "ItemId");
  if (!pasar_sandbox_member_int (json_node_get_object (call->body), "item_id", &item_id))
    return pasar_sandbox_call_fail_format (call, "item_id should be an integer");
  if (!read_list (write, list_name, list_field) || !read_model_ids (write))
    return FALSE;
  if (call->shop->penalty)
    return pasar_sandbox_call_fail (call,
                                    "product.error_seller_under_penalty",
                                    "The shop is under penalty.");
  return find_item (write, item_id);
}

/* Refuses the whole call where the item's status forbids editing. */
gboolean
pasar_sandbox_write_check_status (PasarSandboxWrite *write)
{
  if (write->item->status == PASAR_SANDBOX_NORMAL || write->item->status == PASAR_SANDBOX_UNLIST)
    return TRUE;
  return pasar_sandbox_call_fail (write->call,
                                  "product.error_item_uneditable",
                                  "Can't edit this item. item status can not support editing.");
}

/* Whether at least one entry has a model id. */
gboolean
pasar_sandbox_write_names_models (const PasarSandboxWrite *write)
{
  for (guint i = 0; i < write->n_entries; i++)
    if (write->entries[i].model_id != 0)
      return TRUE;
  return FALSE;
}

/* Finds each entry's model. A model twice, or a model of an item without any, refuses the whole
 * call; an unknown one among others only its entry. */
gboolean
pasar_sandbox_write_find_models (PasarSandboxWrite *write)
{
  gboolean has_model = (write->item->flags & PASAR_SANDBOX_ITEM_HAS_MODEL) != 0;

  for (guint i = 0; i < write->n_entries; i++)
    for (guint j = 0; j < i; j++)
      if (write->entries[i].model_id == write->entries[j].model_id)
        return pasar_sandbox_call_fail (write->call, "product.error_param", "Repeat model_id.");
  for (guint i = 0; i < write->n_entries; i++)
    {
      PasarSandboxEntry *entry = &write->entries[i];

      if (entry->model_id < 0 || (!has_model && entry->model_id != 0))
        return pasar_sandbox_call_fail (write->call, "product.error_param", "Wrong model_id.");
      entry->sku = pasar_sandbox_shop_find_sku (write->call->shop, write->item, entry->model_id);
      if (entry->sku == NULL)
        pasar_sandbox_write_refuse (write, entry, "model ID not exist in sku");
    }
  return TRUE;
}

/* Refuses one entry; the first reason stays. */
void
pasar_sandbox_write_refuse (PasarSandboxWrite *write, PasarSandboxEntry *entry, const char *reason)
{
  if (entry->failure == NULL)
    entry->failure = g_strdup (reason);
}

guint
pasar_sandbox_write_n_refused (const PasarSandboxWrite *write)
{
  guint n = 0;

  for (guint i = 0; i < write->n_entries; i++)
    if (write->entries[i].failure != NULL)
      n++;
  return n;
}

/* Takes the entries that are not refused and answers. Entries of an item without models have no
 * model_id in the lists (reference 4.1). */
void
pasar_sandbox_write_finish (PasarSandboxWrite *write,
                            PasarSandboxTakeFunc take,
                            const char *code,
                            const char *message)
{
  GString *json = write->call->response;

  pasar_sandbox_json (json, "{'success_list':[");
  for (guint i = 0; i < write->n_entries; i++)
    if (write->entries[i].failure == NULL)
      take (write, &write->entries[i]);
  pasar_sandbox_json (json, "],'failure_list':[");
  for (guint i = 0; i < write->n_entries; i++)
    {
      const PasarSandboxEntry *entry = &write->entries[i];

      if (entry->failure == NULL)
        continue;
      pasar_sandbox_json (json, "{");
      if (entry->model_id != 0)
        pasar_sandbox_json (json, "'model_id':%jd", entry->model_id);
      pasar_sandbox_json (json, "'failed_reason':%s}", entry->failure);
    }
  pasar_sandbox_json (json, "]}");
  if (pasar_sandbox_write_n_refused (write) == write->n_entries)
    pasar_sandbox_call_fail (write->call, code, message);
}

void
pasar_sandbox_write_clear (PasarSandboxWrite *write)
{
  for (guint i = 0; i < write->n_entries; i++)
    g_clear_pointer (&write->entries[i].failure, g_free);
}
