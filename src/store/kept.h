/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * PasarKeptKind:
 * @PASAR_KEPT_VIEW: a way of looking at the sheet
 * @PASAR_KEPT_MAPPING: what the columns of a file meant when it was imported
 * @PASAR_KEPT_COLUMN: a column of the seller's own
 * @PASAR_KEPT_LIMITS: what a category allows, which is read anew from time to time
 * @PASAR_KEPT_SEND_LATER: a staged value that is to be sent by itself when a promotion has ended
 *
 * What is kept under a name. The numbers are kept in the file.
 */
typedef enum
{
  PASAR_KEPT_VIEW,
  PASAR_KEPT_MAPPING,
  PASAR_KEPT_COLUMN,
  PASAR_KEPT_LIMITS,
  PASAR_KEPT_SEND_LATER,
} PasarKeptKind;

/**
 * PasarKept:
 * @name: what it is called, once in its list
 * @data: what it is, in the caller's own form
 *
 * Something small that is kept under a name, most of it made by the seller.
 */
typedef struct
{
  char *name;
  char *data;
} PasarKept;
PasarKept *pasar_kept_new (const char *name, const char *data);
void pasar_kept_free (PasarKept *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarKept, pasar_kept_free)

void pasar_store_list_kept_async (PasarStore *self,
                                  gint64 shop,
                                  PasarKeptKind kind,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void pasar_store_set_kept_async (PasarStore *self,
                                 gint64 shop,
                                 PasarKeptKind kind,
                                 GPtrArray *kept,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void pasar_store_put_kept_async (PasarStore *self,
                                 gint64 shop,
                                 PasarKeptKind kind,
                                 PasarKept *kept,
                                 guint max,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

G_END_DECLS
