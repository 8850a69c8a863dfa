/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#include <string.h>

#define PRODUCT(name, method)                                                                      \
  {                                                                                                \
    "/api/v2/product/" #name, #name, method, PASAR_SANDBOX_SHOP, pasar_sandbox_##name              \
  }

static const PasarSandboxRoute routes[] = {
  { "/api/v2/auth/token/get", "token_get", "POST", PASAR_SANDBOX_PUBLIC, pasar_sandbox_token_get },
  { "/api/v2/auth/access_token/get",
    "access_token_get",
    "POST",
    PASAR_SANDBOX_PUBLIC,
    pasar_sandbox_access_token_get },
  { "/api/v2/shop/auth_partner",
    "auth_partner",
    "GET",
    PASAR_SANDBOX_PUBLIC,
    pasar_sandbox_auth_partner },
  { "/auth", "auth", "GET", PASAR_SANDBOX_PAGE, pasar_sandbox_auth_page },
  { "/api/v2/shop/get_shop_info",
    "get_shop_info",
    "GET",
    PASAR_SANDBOX_SHOP,
    pasar_sandbox_get_shop_info },
  { "/api/v2/shop/get_warehouse_detail",
    "get_warehouse_detail",
    "GET",
    PASAR_SANDBOX_SHOP,
    pasar_sandbox_get_warehouse_detail },
  PRODUCT (get_item_list, "GET"),
  PRODUCT (get_item_base_info, "GET"),
  PRODUCT (get_model_list, "GET"),
  PRODUCT (get_item_promotion, "GET"),
  PRODUCT (get_item_limit, "GET"),
  PRODUCT (get_boosted_list, "GET"),
  PRODUCT (update_price, "POST"),
  PRODUCT (update_stock, "POST"),
  PRODUCT (boost_item, "POST"),
};

/**
 * pasar_sandbox_n_routes:
 *
 * Returns: how many calls there are
 */
guint
pasar_sandbox_n_routes (void)
{
  return G_N_ELEMENTS (routes);
}

/**
 * pasar_sandbox_nth_route:
 * @n: below [func@sandbox_n_routes]
 *
 * Returns: the @n-th call
 */
const PasarSandboxRoute *
pasar_sandbox_nth_route (guint n)
{
  return &routes[n];
}

/**
 * pasar_sandbox_find_route:
 * @path: a path
 *
 * Returns: (nullable): the call at exactly this path
 */
const PasarSandboxRoute *
pasar_sandbox_find_route (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (strcmp (routes[i].path, path) == 0)
      return &routes[i];
  return NULL;
}
