/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PasarJsonMembers:
 * @names: (array length=n_names): names in the order of strcmp()
 * @n_names: how many
 *
 * The members of objects that somebody will read.
 */
typedef struct
{
  const char *const *names;
  guint n_names;
} PasarJsonMembers;

gboolean pasar_json_check_grammar (char *text, gsize *length, const PasarJsonMembers *members);

G_END_DECLS
