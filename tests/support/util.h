/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Waiting for asynchronous calls, and a temporary folder. Nothing here sleeps: it iterates the main
 * context until a condition holds; the deadline only guards against hanging. */

G_BEGIN_DECLS

/* Iterates the main context until the condition, an expression, holds. */
#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const guint deadline = pasar_test_begin_wait ();                                               \
                                                                                                   \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (deadline);                                                                    \
  }                                                                                                \
  G_STMT_END

guint pasar_test_begin_wait (void);
typedef gboolean (*PasarTestCondition) (gpointer data);

void pasar_test_wait (PasarTestCondition condition, gpointer data);
void pasar_test_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *pasar_test_wait_result (GAsyncResult **result);
char *pasar_test_make_folder (void);
void pasar_test_remove_folder (char *folder);

G_END_DECLS
