/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/sign-private.h"

#define PARTNER_ID  2009999
#define SHOP_ID     60000001
#define MERCHANT_ID 1000777
#define TIMESTAMP   1700000000
#define TOKEN       "00112233445566778899aabbccddeeff"
#define KEY_1       "made-up-partner-key-0001"
#define KEY_2       "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* The vectors of reference 1.4. */
static void
test_vectors (void)
{
  g_autofree char *v1 = pasar_sign_public (KEY_1, PARTNER_ID, "/api/v2/auth/token/get", TIMESTAMP);
  g_autofree char *v2 = pasar_sign_shop (KEY_1,
                                         PARTNER_ID,
                                         "/api/v2/product/get_item_list",
                                         TIMESTAMP,
                                         TOKEN,
                                         SHOP_ID);
  g_autofree char *v3 = pasar_sign_shop (KEY_1,
                                         PARTNER_ID,
                                         "/api/v2/merchant/get_merchant_info",
                                         TIMESTAMP,
                                         TOKEN,
                                         MERCHANT_ID);
  g_autofree char *v4 = pasar_sign_shop (KEY_2,
                                         PARTNER_ID,
                                         "/api/v2/product/update_price",
                                         TIMESTAMP,
                                         TOKEN,
                                         SHOP_ID);
  g_autofree char *v5 =
      pasar_sign_public (KEY_1, PARTNER_ID, "/api/v2/shop/auth_partner", TIMESTAMP);

  g_assert_cmpstr (v1, ==, "44e965efb880c3c1e45c6a5e5dcc5a197e1b3f20931992a37a50bc970222c42b");
  g_assert_cmpstr (v2, ==, "fb7425cac2bfa1ebb735f80389369972dade7c79fb86f2838c093b860875a6ba");
  g_assert_cmpstr (v3, ==, "b60cd732cb392a4e5ec047273a7cacd1094eb8c285c0d822d725de2a29ab06c7");
  g_assert_cmpstr (v4, ==, "8be32c8c5a212adc1a75053019ae04337df9065330293153c2e2505647be8b05");
  g_assert_cmpstr (v5, ==, "446d792f91c7eaffc2ec6ef2ce05866f43af7092858c6284ec0c7098dbbbc10b");
}

/* A key that looks like hex is still text. */
static void
test_key_is_text (void)
{
  g_autofree char *sign = pasar_sign_shop (KEY_2,
                                           PARTNER_ID,
                                           "/api/v2/product/update_price",
                                           TIMESTAMP,
                                           TOKEN,
                                           SHOP_ID);

  g_assert_cmpstr (sign, !=, "a06a8f8bc98007f3cef3c53a4ea6a6a61920a159ba0d93ceb5519f892195c24b");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sign/vectors", test_vectors);
  g_test_add_func ("/sign/key-is-text", test_key_is_text);
  return g_test_run ();
}
