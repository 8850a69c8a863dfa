/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox/private.h"

G_BEGIN_DECLS

/* One entry of a price_list or stock_list, and what became of it. */
typedef struct
{
  gint64 model_id;      /* 0 where none was named */
  PasarSandboxSku *sku; /* (nullable): NULL where the item has no such model */
  char *failure;        /* (owned) (nullable): why it is refused */
  gint64 price;
  gint64 stock[PASAR_SANDBOX_N_LOCATIONS];
  gboolean has_stock[PASAR_SANDBOX_N_LOCATIONS]; /* else that location stays as it is */
} PasarSandboxEntry;

/* A bulk write to one item. */
typedef struct
{
  PasarSandboxCall *call;
  PasarSandboxItem *item;
  JsonArray *list;
  PasarSandboxEntry entries[PASAR_SANDBOX_MAX_MODELS];
  guint n_entries;
} PasarSandboxWrite;

gboolean pasar_sandbox_write_begin (PasarSandboxWrite *write,
                                    PasarSandboxCall *call,
                                    const char *list_name,
                                    const char *list_field);
gboolean pasar_sandbox_write_check_status (PasarSandboxWrite *write);
gboolean pasar_sandbox_write_find_models (PasarSandboxWrite *write);
gboolean pasar_sandbox_write_names_models (const PasarSandboxWrite *write);
void
pasar_sandbox_write_refuse (PasarSandboxWrite *write, PasarSandboxEntry *entry, const char *reason);
guint pasar_sandbox_write_n_refused (const PasarSandboxWrite *write);

typedef void (*PasarSandboxTakeFunc) (PasarSandboxWrite *write, const PasarSandboxEntry *entry);
void pasar_sandbox_write_finish (PasarSandboxWrite *write,
                                 PasarSandboxTakeFunc take,
                                 const char *code,
                                 const char *message);
void pasar_sandbox_write_clear (PasarSandboxWrite *write);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PasarSandboxWrite, pasar_sandbox_write_clear)

G_END_DECLS
