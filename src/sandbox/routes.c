/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#define PUBLIC(path, name, method)                                                                 \
  {                                                                                                \
    path, #name, method, PASAR_SANDBOX_PUBLIC, pasar_sandbox_##name                                \
  }
#define OF_SHOP(module, name, method)                                                              \
  {                                                                                                \
    "/api/v2/" module "/" #name, #name, method, PASAR_SANDBOX_SHOP, pasar_sandbox_##name           \
  }

const PasarSandboxRoute pasar_sandbox_routes[PASAR_SANDBOX_N_ROUTES] = {
  PUBLIC ("/api/v2/auth/token/get", token_get, "POST"),
  PUBLIC ("/api/v2/auth/access_token/get", access_token_get, "POST"),
  PUBLIC ("/api/v2/shop/auth_partner", auth_partner, "GET"),
  { "/auth", "auth", "GET", PASAR_SANDBOX_PAGE, pasar_sandbox_auth_page },
  OF_SHOP ("shop", get_shop_info, "GET"),
  OF_SHOP ("shop", get_warehouse_detail, "GET"),
  OF_SHOP ("shop", get_shop_holiday_mode, "GET"),
  OF_SHOP ("product", get_item_list, "GET"),
  OF_SHOP ("product", get_item_base_info, "GET"),
  OF_SHOP ("product", get_model_list, "GET"),
  OF_SHOP ("product", get_item_promotion, "GET"),
  OF_SHOP ("product", get_item_limit, "GET"),
  OF_SHOP ("product", get_boosted_list, "GET"),
  OF_SHOP ("product", update_price, "POST"),
  OF_SHOP ("product", update_stock, "POST"),
  OF_SHOP ("product", boost_item, "POST"),
};
