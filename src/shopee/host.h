/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PasarHost:
 * @id: stable id, stored with the shop: "production", "production-cn", "production-br", "sandbox",
 * "sandbox-cn", "sandbox-old", "sandbox-old-cn", "custom"
 * @label: what the seller sees, marked for translation
 * @base_url: scheme and host, no trailing slash; %NULL for "custom"
 * @auth_page: the fixed page of the authorisation link (form B of the reference, 2.1), or %NULL
 *
 * A host of the Open Platform (reference 1.1).
 */
typedef struct
{
  const char *id;
  const char *label;
  const char *base_url;
  const char *auth_page;
} PasarHost;

const PasarHost *pasar_host_get_all (gsize *n_hosts);
const PasarHost *pasar_host_find (const char *id);
gboolean pasar_host_is_loopback (const char *host);
char *pasar_host_check_custom (const char *text, GError **error);

G_END_DECLS
