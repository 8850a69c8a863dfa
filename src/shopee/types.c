/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/types.h"

#include "shopee/types-private.h"

#include <string.h>

/**
 * pasar_secret_free:
 * @secret: (transfer full) (nullable): a text that nobody may find in memory
 *
 * Overwrites the text and frees it.
 */
void
pasar_secret_free (char *secret)
{
  if (secret == NULL)
    return;
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/**
 * pasar_tokens_new:
 * @access_token: (nullable): the access token
 * @refresh_token: (nullable): the refresh token
 * @expires_at: Unix seconds when @access_token ends; 0 when unknown
 *
 * Copies both texts.
 *
 * Returns: (transfer full): a token pair
 */
PasarTokens *
pasar_tokens_new (const char *access_token, const char *refresh_token, gint64 expires_at)
{
  PasarTokens *self = g_new0 (PasarTokens, 1);

  self->access_token = g_strdup (access_token);
  self->refresh_token = g_strdup (refresh_token);
  self->expires_at = expires_at;
  return self;
}

/**
 * pasar_tokens_copy:
 * @self: (nullable): a token pair
 *
 * Free it with pasar_tokens_free(), which wipes the texts.
 *
 * Returns: (transfer full) (nullable): a copy
 */
PasarTokens *
pasar_tokens_copy (const PasarTokens *self)
{
  if (self == NULL)
    return NULL;
  return pasar_tokens_new (self->access_token, self->refresh_token, self->expires_at);
}

/**
 * pasar_tokens_free:
 * @self: (nullable): a token pair
 *
 * Wipes the secrets and frees the pair.
 */
void
pasar_tokens_free (PasarTokens *self)
{
  if (self == NULL)
    return;
  pasar_secret_free (self->access_token);
  pasar_secret_free (self->refresh_token);
  g_free (self);
}

/**
 * pasar_authorisation_new:
 * @tokens: (transfer full): the pair
 *
 * Returns: (transfer full): an authorisation without shops
 */
PasarAuthorisation *
pasar_authorisation_new (PasarTokens *tokens)
{
  PasarAuthorisation *self = g_new0 (PasarAuthorisation, 1);

  self->tokens = tokens;
  self->shop_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/**
 * pasar_authorisation_free:
 * @self: (nullable): what auth/token/get gave
 *
 * Frees it, its secrets wiped.
 */
void
pasar_authorisation_free (PasarAuthorisation *self)
{
  if (self == NULL)
    return;
  pasar_tokens_free (self->tokens);
  g_array_unref (self->shop_ids);
  g_free (self);
}

/**
 * pasar_shop_info_free:
 * @self: (nullable): what get_shop_info gave
 *
 * Frees it.
 */
void
pasar_shop_info_free (PasarShopInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->shop_name);
  g_free (self->region);
  g_free (self->status);
  g_free (self);
}

/**
 * pasar_item_page_new:
 *
 * Returns: (transfer full): an empty page
 */
PasarItemPage *
pasar_item_page_new (void)
{
  PasarItemPage *self = g_new0 (PasarItemPage, 1);

  self->item_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/**
 * pasar_item_page_free:
 * @self: (nullable): a page of get_item_list
 *
 * Frees it.
 */
void
pasar_item_page_free (PasarItemPage *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->item_ids);
  g_free (self);
}

static void
price_info_init (PasarPriceInfo *self)
{
  self->original_price = PASAR_PRICE_NONE;
  self->current_price = PASAR_PRICE_NONE;
  self->inflated_price_of_original_price = PASAR_PRICE_NONE;
  self->inflated_price_of_current_price = PASAR_PRICE_NONE;
  self->sip_item_price = PASAR_PRICE_NONE;
  self->local_price = PASAR_PRICE_NONE;
  self->local_promotion_price = PASAR_PRICE_NONE;
}

static void
price_info_clear (PasarPriceInfo *self)
{
  g_free (self->currency);
  g_free (self->sip_item_price_source);
}

static void
stock_at_location_free (PasarStockAtLocation *self)
{
  g_free (self->location_id);
  g_free (self);
}

static void
stock_info_init (PasarStockInfo *self)
{
  self->seller_stock = g_ptr_array_new_with_free_func ((GDestroyNotify) stock_at_location_free);
  self->shopee_stock = g_ptr_array_new_with_free_func ((GDestroyNotify) stock_at_location_free);
}

static void
stock_info_clear (PasarStockInfo *self)
{
  g_ptr_array_unref (self->seller_stock);
  g_ptr_array_unref (self->shopee_stock);
}

static void
attribute_value_free (PasarAttributeValue *self)
{
  g_free (self->original_value_name);
  g_free (self->value_unit);
  g_free (self);
}

/**
 * pasar_attribute_new:
 *
 * Returns: (transfer full): an attribute without values
 */
PasarAttribute *
pasar_attribute_new (void)
{
  PasarAttribute *self = g_new0 (PasarAttribute, 1);

  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) attribute_value_free);
  return self;
}

static void
attribute_free (PasarAttribute *self)
{
  g_free (self->original_attribute_name);
  g_ptr_array_unref (self->values);
  g_free (self);
}

static void
logistic_free (PasarLogistic *self)
{
  g_free (self->logistic_name);
  g_free (self->size_id);
  g_free (self);
}

static void
video_free (PasarVideo *self)
{
  g_free (self->video_url);
  g_free (self);
}

static void
description_field_free (PasarDescriptionField *self)
{
  g_free (self->text);
  g_free (self->image_url);
  g_free (self);
}

/**
 * pasar_tax_field_free:
 * @self: a field
 *
 * Frees it.
 */
void
pasar_tax_field_free (PasarTaxField *self)
{
  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

/**
 * pasar_complaint_policy_free:
 * @self: (nullable): a policy
 *
 * Frees it.
 */
void
pasar_complaint_policy_free (PasarComplaintPolicy *self)
{
  if (self == NULL)
    return;
  g_free (self->warranty_time);
  g_free (self->additional_information);
  g_free (self);
}

/**
 * pasar_item_info_new:
 *
 * Returns: (transfer full): an item without values
 */
PasarItemInfo *
pasar_item_info_new (void)
{
  PasarItemInfo *self = g_new0 (PasarItemInfo, 1);

  price_info_init (&self->price);
  stock_info_init (&self->stock);
  self->attributes = g_ptr_array_new_with_free_func ((GDestroyNotify) attribute_free);
  self->image_urls = g_ptr_array_new_with_free_func (g_free);
  self->logistics = g_ptr_array_new_with_free_func ((GDestroyNotify) logistic_free);
  self->wholesales = g_ptr_array_new_with_free_func (g_free);
  self->videos = g_ptr_array_new_with_free_func ((GDestroyNotify) video_free);
  self->tax_fields = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_tax_field_free);
  self->description_fields =
      g_ptr_array_new_with_free_func ((GDestroyNotify) description_field_free);
  return self;
}

/**
 * pasar_item_info_free:
 * @self: (nullable): an entry of get_item_base_info
 *
 * Frees it.
 */
void
pasar_item_info_free (PasarItemInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->item_name);
  g_free (self->description);
  g_free (self->item_sku);
  g_ptr_array_unref (self->attributes);
  price_info_clear (&self->price);
  stock_info_clear (&self->stock);
  g_ptr_array_unref (self->image_urls);
  g_free (self->weight);
  g_ptr_array_unref (self->logistics);
  g_ptr_array_unref (self->wholesales);
  g_free (self->condition);
  g_free (self->size_chart);
  g_free (self->item_status);
  g_free (self->promotion_id);
  g_ptr_array_unref (self->videos);
  g_free (self->brand_name);
  pasar_complaint_policy_free (self->complaint_policy);
  g_ptr_array_unref (self->tax_fields);
  g_ptr_array_unref (self->description_fields);
  g_free (self->gtin_code);
  g_free (self);
}

/**
 * pasar_model_info_new:
 *
 * Returns: (transfer full): a model without values
 */
PasarModelInfo *
pasar_model_info_new (void)
{
  PasarModelInfo *self = g_new0 (PasarModelInfo, 1);

  price_info_init (&self->price);
  stock_info_init (&self->stock);
  return self;
}

/**
 * pasar_model_info_free:
 * @self: a model
 *
 * Frees it.
 */
void
pasar_model_info_free (PasarModelInfo *self)
{
  g_free (self->name);
  g_free (self->model_sku);
  g_free (self->model_status);
  price_info_clear (&self->price);
  stock_info_clear (&self->stock);
  g_free (self->promotion_id);
  g_free (self->gtin_code);
  g_free (self);
}

/**
 * pasar_model_list_new:
 *
 * Returns: (transfer full): an empty list
 */
PasarModelList *
pasar_model_list_new (void)
{
  PasarModelList *self = g_new0 (PasarModelList, 1);

  self->models = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_model_info_free);
  return self;
}

/**
 * pasar_model_list_free:
 * @self: (nullable): what get_model_list gave
 *
 * Frees it.
 */
void
pasar_model_list_free (PasarModelList *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->models);
  g_free (self);
}

static void
promotion_free (PasarPromotion *self)
{
  g_free (self->promotion_type);
  g_free (self->promotion_id);
  g_free (self);
}

/**
 * pasar_promotions_new:
 *
 * Returns: (transfer full) (element-type PasarPromotion): an empty array
 */
GPtrArray *
pasar_promotions_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) promotion_free);
}

static void
outcome_free (PasarOutcome *self)
{
  g_free (self->reason);
  g_free (self->advice);
  g_free (self);
}

/**
 * pasar_write_result_new:
 *
 * Returns: (transfer full): a result without outcomes
 */
PasarWriteResult *
pasar_write_result_new (void)
{
  PasarWriteResult *self = g_new0 (PasarWriteResult, 1);

  self->outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) outcome_free);
  return self;
}

/**
 * pasar_write_result_add_unconfirmed:
 * @self: a result
 * @ids: (array length=n_ids): ids of models or items
 * @n_ids: how many
 *
 * Adds an outcome for each of them, of which nothing is known yet.
 */
void
pasar_write_result_add_unconfirmed (PasarWriteResult *self, const gint64 *ids, guint n_ids)
{
  for (guint i = 0; i < n_ids; i++)
    {
      PasarOutcome *outcome = g_new0 (PasarOutcome, 1);

      outcome->id = ids[i];
      outcome->kind = PASAR_OUTCOME_UNCONFIRMED;
      outcome->value = PASAR_PRICE_NONE;
      g_ptr_array_add (self->outcomes, outcome);
    }
}

/**
 * pasar_write_result_free:
 * @self: (nullable): what a write gave
 *
 * Frees it.
 */
void
pasar_write_result_free (PasarWriteResult *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->outcomes);
  g_free (self->code);
  g_free (self->message);
  g_free (self->request_id);
  g_free (self);
}
