/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#include <string.h>

#define MAIN_ACCOUNT_ID 700001

static gboolean
check_body (PasarSandboxCall *call, const char *secret, const char *field, const char **value)
{
  JsonObject *body;
  gint64 partner_id = 0;

  if (!pasar_sandbox_call_parse_body (call))
    return FALSE;
  body = json_node_get_object (call->body);
  *value = pasar_sandbox_member_text (body, secret);
  if (*value == NULL || **value == '\0')
    return pasar_sandbox_call_fail_field (call, field);
  if (!json_object_has_member (body, "partner_id"))
    return pasar_sandbox_call_fail_field (call, "PartnerId");
  if (!pasar_sandbox_member_int (body, "partner_id", &partner_id))
    return pasar_sandbox_call_fail_format (call, "partner_id should be an integer");
  if (partner_id != call->sandbox->partner_id)
    return pasar_sandbox_call_forbid (call,
                                      "invalid_partner_id",
                                      "Invalid partner_id, please have a check.");
  return TRUE;
}

static gboolean
check_account (PasarSandboxCall *call, guint *mask, gboolean *main_account)
{
  JsonObject *body = json_node_get_object (call->body);
  gint64 id = 0;

  *main_account = json_object_has_member (body, "main_account_id");
  if (*main_account == json_object_has_member (body, "shop_id"))
    return pasar_sandbox_call_fail_format (call, "exactly one of shop_id and main_account_id");
  if (*main_account)
    {
      *mask = ~0u;
      if (pasar_sandbox_member_int (body, "main_account_id", &id) && id == MAIN_ACCOUNT_ID)
        return TRUE;
      return pasar_sandbox_call_fail (call, "invalid_main_acount_id", "Invalid main_account_id.");
    }
  if (pasar_sandbox_member_int (body, "shop_id", &id))
    {
      PasarSandboxShop *shop = pasar_sandbox_find_shop (call->sandbox, id);

      if (shop != NULL)
        {
          *mask = 1u << shop->index;
          return TRUE;
        }
    }
  return pasar_sandbox_call_fail (call, "invalid_shop_id", "Invalid shop_id.");
}

static void
append_pair (PasarSandboxCall *call, const char *access_token, const char *refresh_token)
{
  pasar_sandbox_json (call->top,
                      "'access_token':%s,'refresh_token':%s,'expire_in':%d",
                      access_token,
                      refresh_token,
                      PASAR_SANDBOX_ACCESS_TOKEN_SECS);
}

static void
link_shops (PasarSandboxCall *call, guint mask)
{
  for (guint i = 0; i < call->sandbox->n_shops; i++)
    if ((mask & (1u << i)) != 0)
      pasar_sandbox_shop_authorise (call->sandbox->shops[i], pasar_sandbox_now (call->sandbox));
}

/* Trades a code for the first pair of tokens (reference 2.2). */
void
pasar_sandbox_token_get (PasarSandboxCall *call)
{
  const char *access_token, *refresh_token;
  gboolean main_account = FALSE;
  const char *code = NULL;
  guint asked = 0;
  guint mask = 0;

  if (!check_body (call, "code", "Code", &code) || !check_account (call, &asked, &main_account))
    return;
  if (!pasar_sandbox_tokens_take_code (call->sandbox, code, &mask) || (mask & asked) == 0)
    {
      pasar_sandbox_call_fail (call,
                               "invalid_code",
                               "The code is expired or used or invalid, please check the code.");
      return;
    }
  mask &= asked;
  link_shops (call, mask);
  pasar_sandbox_tokens_issue (call->sandbox, mask, &access_token, &refresh_token);
  append_pair (call, access_token, refresh_token);
  if (main_account)
    {
      pasar_sandbox_json (call->top, "'shop_id_list':[");
      for (guint i = 0; i < call->sandbox->n_shops; i++)
        if ((mask & (1u << i)) != 0)
          pasar_sandbox_json (call->top, "%jd", call->sandbox->shops[i]->shop_id);
      pasar_sandbox_json (call->top, "],'merchant_id_list':[]");
    }
  pasar_sandbox_queue_save (call->sandbox);
}

static const char *
refusal_message (const char *code)
{
  if (strcmp (code, "shop_access_expired") == 0)
    return "Your access to shop has expired.";
  if (strcmp (code, "refresh_token_expired") == 0)
    return "Your refresh_token expired.";
  if (strcmp (code, "shop_no_linked") == 0)
    return "The partner and the shop are not linked.";
  return "Invalid refresh_token.";
}

/* Trades a refresh token for a new pair (reference 2.3, 2.4): each can be used once a shop. */
void
pasar_sandbox_access_token_get (PasarSandboxCall *call)
{
  const char *access_token, *refresh_token;
  const char *old = NULL;
  const char *refusal;
  PasarSandboxShop *shop;
  JsonObject *body;
  gint64 shop_id = 0;

  if (!check_body (call, "refresh_token", "RefreshToken", &old))
    return;
  body = json_node_get_object (call->body);
  if (json_object_has_member (body, "merchant_id") || !json_object_has_member (body, "shop_id"))
    {
      pasar_sandbox_call_fail_format (call, "exactly one of shop_id and merchant_id");
      return;
    }
  if (!pasar_sandbox_member_int (body, "shop_id", &shop_id))
    {
      pasar_sandbox_call_fail_format (call, "shop_id should be an integer");
      return;
    }
  shop = pasar_sandbox_find_shop (call->sandbox, shop_id);
  if (shop == NULL)
    {
      pasar_sandbox_call_fail (call, "error_param_shop_id_not_found", "Shop_id is not found.");
      return;
    }
  refusal = pasar_sandbox_tokens_refresh (call->sandbox, old, shop, &access_token, &refresh_token);
  if (refusal != NULL)
    {
      pasar_sandbox_call_forbid (call, refusal, refusal_message (refusal));
      return;
    }
  pasar_sandbox_json (call->top,
                      "'partner_id':%jd,'shop_id':%jd",
                      call->sandbox->partner_id,
                      shop_id);
  append_pair (call, access_token, refresh_token);
  pasar_sandbox_queue_save (call->sandbox);
}

static gboolean
is_web_address (const char *text)
{
  g_autoptr (GUri) uri = text != NULL ? g_uri_parse (text, G_URI_FLAGS_NONE, NULL) : NULL;

  /* It becomes a header; GUri lets line breaks pass. */
  return uri != NULL && strpbrk (text, "\r\n") == NULL
         && (strcmp (g_uri_get_scheme (uri), "http") == 0
             || strcmp (g_uri_get_scheme (uri), "https") == 0)
         && g_uri_get_host (uri) != NULL;
}

static void
append_link (GString *page, const char *redirect, const char *state, gint64 id, const char *label)
{
  g_autofree char *redirect_escaped = g_uri_escape_string (redirect, NULL, FALSE);
  g_autofree char *state_escaped = g_uri_escape_string (state != NULL ? state : "", NULL, FALSE);
  g_autofree char *label_escaped = g_markup_escape_text (label, -1);

  g_string_append_printf (page,
                          "<p><a class=\"button\" href=\"/_sandbox/authorise?id=%" G_GINT64_FORMAT
                          "&amp;redirect=%s&amp;state=%s\">%s</a></p>",
                          id,
                          redirect_escaped,
                          state_escaped,
                          label_escaped);
}

static void
show_page (PasarSandboxCall *call, const char *redirect, const char *state)
{
  GString *page = g_string_new (
      "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Sandbox shop</title>"
      "<style>body{font:16px sans-serif;max-width:32em;margin:4em auto;padding:0 1em}"
      ".button{display:inline-block;padding:.6em 1.2em;border-radius:.5em;background:#2a6f4e;"
      "color:#fff;text-decoration:none}</style>"
      "<h1>Sandbox shop</h1><p>This is a simulated shop on this computer; nothing is sold here. "
      "An app asks to see and change its items.</p>");

  for (guint i = 0; i < call->sandbox->n_shops; i++)
    {
      PasarSandboxShop *shop = call->sandbox->shops[i];
      g_autofree char *label =
          g_strdup_printf ("Authorise %s (%s)", shop->name, shop->region->code);

      append_link (page, redirect, state, shop->shop_id, label);
    }
  if (call->sandbox->n_shops > 1)
    append_link (page, redirect, state, MAIN_ACCOUNT_ID, "Authorise all shops");
  g_string_append (page, "</html>");
  call->page = g_string_free_to_bytes (page);
  call->content_type = "text/html; charset=utf-8";
}

/* The signed link that a seller opens (reference 2.1, form A). */
void
pasar_sandbox_auth_partner (PasarSandboxCall *call)
{
  const char *redirect = pasar_sandbox_call_param (call, "redirect");

  if (!is_web_address (redirect))
    {
      pasar_sandbox_call_fail (call, "error_param", "There is no redirect in query.");
      return;
    }
  show_page (call, redirect, NULL);
}

/* The fixed page that a seller opens (reference 2.1, form B). */
void
pasar_sandbox_auth_page (PasarSandboxCall *call)
{
  const char *redirect = pasar_sandbox_call_param (call, "redirect_uri");
  const char *partner = pasar_sandbox_call_param (call, "partner_id");
  gint64 partner_id = 0;

  if (partner == NULL || !pasar_sandbox_parse_int (partner, &partner_id)
      || partner_id != call->sandbox->partner_id)
    pasar_sandbox_call_fail (call, "error_param", "Invalid partner_id.");
  else if (g_strcmp0 (pasar_sandbox_call_param (call, "auth_type"), "seller") != 0)
    pasar_sandbox_call_fail_format (call, "auth_type should be seller");
  else if (g_strcmp0 (pasar_sandbox_call_param (call, "response_type"), "code") != 0)
    pasar_sandbox_call_fail_format (call, "response_type should be code");
  else if (!is_web_address (redirect))
    pasar_sandbox_call_fail (call,
                             "error_param",
                             "The domain of redirect_uri is not consistent with the Redirect URL "
                             "Domain declared in console");
  else
    show_page (call, redirect, pasar_sandbox_call_param (call, "state"));
}

/* What the button on the page does: makes a code and sends the browser back with it. */
void
pasar_sandbox_authorise (PasarSandboxCall *call)
{
  const char *redirect = pasar_sandbox_call_param (call, "redirect");
  const char *state = pasar_sandbox_call_param (call, "state");
  const char *id_text = pasar_sandbox_call_param (call, "id");
  const char *code;
  g_autofree char *escaped = NULL;
  gint64 id = 0;
  PasarSandboxShop *shop = NULL;

  if (id_text != NULL && pasar_sandbox_parse_int (id_text, &id))
    shop = pasar_sandbox_find_shop (call->sandbox, id);
  if (!is_web_address (redirect) || (shop == NULL && id != MAIN_ACCOUNT_ID))
    {
      pasar_sandbox_call_fail_with_status (call,
                                           SOUP_STATUS_BAD_REQUEST,
                                           "error_param",
                                           "id and redirect are needed");
      return;
    }
  code = pasar_sandbox_tokens_new_code (call->sandbox,
                                        shop != NULL ? 1u << shop->index
                                                     : (1u << call->sandbox->n_shops) - 1);
  escaped = g_uri_escape_string (state != NULL ? state : "", NULL, FALSE);
  call->status = SOUP_STATUS_FOUND;
  call->location = g_strdup_printf ("%s%ccode=%s&%s=%" G_GINT64_FORMAT "%s%s",
                                    redirect,
                                    strchr (redirect, '?') != NULL ? '&' : '?',
                                    code,
                                    shop != NULL ? "shop_id" : "main_account_id",
                                    id,
                                    *escaped != '\0' ? "&state=" : "",
                                    escaped);
  call->page = g_bytes_new (NULL, 0);
  call->content_type = "text/plain";
}
