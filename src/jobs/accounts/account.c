/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/region.h"
#include "jobs/accounts/accounts-private.h"
#include "shopee/host.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (PasarAccount, pasar_account, G_TYPE_OBJECT)

typedef enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
} PasarAccountProperty;

static GParamSpec *properties[PROP_SUBTITLE + 1];

/* Where Shopee sells, or sold (reference 5.5). */
static const struct
{
  const char *code;
  const char *name;
} regions[] = {
  { "SG", N_ ("Singapore") }, { "MY", N_ ("Malaysia") },    { "BR", N_ ("Brazil") },
  { "MX", N_ ("Mexico") },    { "PL", N_ ("Poland") },      { "ES", N_ ("Spain") },
  { "AR", N_ ("Argentina") }, { "TW", N_ ("Taiwan") },      { "TH", N_ ("Thailand") },
  { "VN", N_ ("Vietnam") },   { "PH", N_ ("Philippines") }, { "ID", N_ ("Indonesia") },
  { "CL", N_ ("Chile") },     { "CO", N_ ("Colombia") },    { "FR", N_ ("France") },
  { "IN", N_ ("India") },
};

static void
pasar_account_finalize (GObject *object)
{
  PasarAccount *self = PASAR_ACCOUNT (object);

  g_clear_weak_pointer (&self->session);
  g_clear_object (&self->demo_tokens);
  g_clear_pointer (&self->shop, pasar_shop_free);
  g_free (self->demo_url);
  g_free (self->title);
  g_free (self->subtitle);
  G_OBJECT_CLASS (pasar_account_parent_class)->finalize (object);
}

static void
pasar_account_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PasarAccount *self = PASAR_ACCOUNT (object);

  switch ((PasarAccountProperty) id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pasar_account_class_init (PasarAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = pasar_account_finalize;
  object_class->get_property = pasar_account_get_property;

  /**
   * PasarAccount:title:
   *
   * The name of the shop.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  /**
   * PasarAccount:subtitle:
   *
   * Region and environment, translated, e.g. "Singapore · sandbox".
   */
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pasar_account_init (PasarAccount *self)
{
}

static const char *
get_region_name (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    if (g_strcmp0 (regions[i].code, code) == 0)
      return _ (regions[i].name);
  return code != NULL && *code != '\0' ? code : _ ("Unknown region");
}

static char *
dup_title (const PasarShop *shop)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, shop->shop_id);

  if (shop->name != NULL && *shop->name != '\0')
    return g_strdup (shop->name);
  /* Translators: %s is the number of a shop. */
  return g_strdup_printf (_ ("Shop %s"), number);
}

static char *
dup_subtitle (const PasarShop *shop)
{
  const PasarHost *host = pasar_host_find (shop->host_id);
  const char *region = get_region_name (shop->region);
  const char *where = host != NULL ? _ (host->label) : shop->host_id;

  if (g_strcmp0 (shop->host_id, "production") == 0)
    return g_strdup (region);
  if (g_strcmp0 (shop->host_id, PASAR_DEMO_HOST) == 0)
    where = _ ("demo shop");
  else if (shop->base_url != NULL)
    where = shop->base_url;
  /* Translators: the first %s is a country, the second the server or environment of a shop. */
  return g_strdup_printf (_ ("%s · %s"), region, where);
}

/**
 * pasar_account_new:
 * @shop: a shop as it is stored
 *
 * Returns: (transfer full): its account
 */
PasarAccount *
pasar_account_new (const PasarShop *shop)
{
  PasarAccount *self = g_object_new (PASAR_TYPE_ACCOUNT, NULL);

  pasar_account_set_shop (self, shop);
  return self;
}

/**
 * pasar_account_set_shop:
 * @self: an account
 * @shop: the shop as it is stored now
 *
 * Takes name and region from it.
 */
void
pasar_account_set_shop (PasarAccount *self, const PasarShop *shop)
{
  PasarShop *copy = pasar_shop_copy (shop);

  g_clear_pointer (&self->shop, pasar_shop_free);
  self->shop = copy;
  g_free (self->title);
  self->title = dup_title (copy);
  g_free (self->subtitle);
  self->subtitle = dup_subtitle (copy);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBTITLE]);
}

/**
 * pasar_account_is_demo:
 * @self: an account
 *
 * Returns: whether it is the demo shop
 */
gboolean
pasar_account_is_demo (PasarAccount *self)
{
  return g_strcmp0 (self->shop->host_id, PASAR_DEMO_HOST) == 0;
}

/**
 * pasar_account_dup_base_url:
 * @self: an account
 *
 * Returns: (nullable) (transfer full): where the shop's host is; %NULL for a demo shop
 *   that does not run, or a host that is not known any more
 */
char *
pasar_account_dup_base_url (PasarAccount *self)
{
  const PasarHost *host;

  if (pasar_account_is_demo (self))
    return g_strdup (self->demo_url);
  if (self->shop->base_url != NULL)
    return g_strdup (self->shop->base_url);
  host = pasar_host_find (self->shop->host_id);
  return host != NULL ? g_strdup (host->base_url) : NULL;
}

/**
 * pasar_account_get_shop:
 * @self: an account
 *
 * What the store keeps of the shop: ids, host, region and name, no secrets.
 *
 * Returns: (transfer none): what is stored of the shop
 */
const PasarShop *
pasar_account_get_shop (PasarAccount *self)
{
  g_return_val_if_fail (PASAR_IS_ACCOUNT (self), NULL);
  return self->shop;
}

/**
 * pasar_account_get_title:
 * @self: an account
 *
 * What the seller knows the shop by.
 *
 * Returns: the shop's name
 */
const char *
pasar_account_get_title (PasarAccount *self)
{
  g_return_val_if_fail (PASAR_IS_ACCOUNT (self), NULL);
  return self->title;
}

/**
 * pasar_account_get_subtitle:
 * @self: an account
 *
 * Tells shops of the same name apart, and a test shop from a real one.
 *
 * Returns: region and environment, translated
 */
const char *
pasar_account_get_subtitle (PasarAccount *self)
{
  g_return_val_if_fail (PASAR_IS_ACCOUNT (self), NULL);
  return self->subtitle;
}

/**
 * pasar_account_dup_key:
 * @self: an account
 *
 * For the settings, which remember the shop that was open last: see [method@Accounts.find].
 *
 * Returns: (transfer full): a text that names the shop from start to start; no
 *   secret is in it
 */
char *
pasar_account_dup_key (PasarAccount *self)
{
  const PasarShop *shop;

  g_return_val_if_fail (PASAR_IS_ACCOUNT (self), NULL);
  shop = self->shop;
  return g_strdup_printf ("%s|%s|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT,
                          shop->host_id,
                          shop->base_url != NULL ? shop->base_url : "",
                          shop->partner_id,
                          shop->shop_id);
}

/**
 * pasar_account_is_region_known:
 * @self: an account
 *
 * Prices of a region that the table of regions lacks would have to be guessed.
 *
 * Returns: whether the currency and the decimals of the shop are known; without them it is only
 * shown
 */
gboolean
pasar_account_is_region_known (PasarAccount *self)
{
  g_return_val_if_fail (PASAR_IS_ACCOUNT (self), FALSE);
  return pasar_region_find (self->shop->region)->digits != PASAR_DIGITS_UNKNOWN;
}
