/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PasarSandboxOptions:
 * @n_items: items of the plain catalogue; 0 means 200; ignored with @demo
 * @seed: of the plain catalogue and of all made-up secrets; 0 means 1
 * @region: (nullable): upper-case code such as `SG`; %NULL means `SG`
 * @demo: a believable shop of about 120 items instead of the plain catalogue
 * @state_file: (nullable) (type filename): where changes are kept between
 *   runs; %NULL keeps them in memory only
 * @latency_ms: wait before each answer; many requests wait at the same time
 * @rate_per_second: calls a second that a shop may make; 0 is without limit
 * @retry_after_seconds: what the refusals of @rate_per_second say in their Retry-After header; 0
 *   sends none
 * @faults: (nullable) (array zero-terminated=1): fault specs, see
 *   [method@Sandbox.add_fault]
 * @port: 0 takes any free port
 * @clock_skew_seconds: added to the server's clock and to its Date header
 * @second_shop: a second shop of another region; always there with @demo
 * @mixed_names: the names of the plain catalogue are in all languages in turn, some of them long
 * @hostile_names: the names of the plain catalogue and of its shop would do harm where they are
 * more than texts
 *
 * What a sandbox is made of. Every field may be left zero.
 */
typedef struct _PasarSandboxOptions
{
  guint n_items;
  guint32 seed;
  const char *region;
  gboolean demo;
  const char *state_file;
  guint latency_ms;
  double rate_per_second;
  gint64 retry_after_seconds;
  const char *const *faults;
  guint16 port;
  gint64 clock_skew_seconds;
  gboolean second_shop;
  gboolean mixed_names;
  gboolean hostile_names;
} PasarSandboxOptions;

#define PASAR_TYPE_SANDBOX (pasar_sandbox_get_type ())

G_DECLARE_FINAL_TYPE (PasarSandbox, pasar_sandbox, PASAR, SANDBOX, GObject)

PasarSandbox *pasar_sandbox_new (const PasarSandboxOptions *options, GError **error);

gboolean pasar_sandbox_start (PasarSandbox *self, GError **error);

void pasar_sandbox_stop (PasarSandbox *self);

const char *pasar_sandbox_get_uri (PasarSandbox *self);

gint64 pasar_sandbox_get_partner_id (PasarSandbox *self);

const char *pasar_sandbox_get_partner_key (PasarSandbox *self);

guint pasar_sandbox_get_n_shops (PasarSandbox *self);

gint64 pasar_sandbox_get_shop_id (PasarSandbox *self, guint n);

const char *pasar_sandbox_get_region (PasarSandbox *self, guint n);

char *pasar_sandbox_dup_access_token (PasarSandbox *self, guint n);

char *pasar_sandbox_dup_refresh_token (PasarSandbox *self, guint n);

gboolean pasar_sandbox_add_fault (PasarSandbox *self, const char *spec, GError **error);

void pasar_sandbox_clear_faults (PasarSandbox *self);

G_END_DECLS
