/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/column.h"

G_BEGIN_DECLS

/**
 * PasarFact:
 * @column: what it is
 * @row: whose it is
 * @text: as the cell shows it: of a changed one what is staged
 * @shop_text: of a changed one what the shop has, else empty
 * @detail: of a changed one by how much, else empty
 * @label: all of these, as a screen reader says them
 * @reason: (nullable): why the shop would refuse, or refused, what is staged, or why it takes no
 * other value now
 * @is_changed: something is staged
 * @is_problem: @reason is about what is staged
 *
 * What is known of a row in a column, for who looks at one row alone.
 */
typedef struct
{
  const PasarColumnInfo *column;
  guint row;
  char *text;
  char *shop_text;
  char *detail;
  char *label;
  char *reason;
  gboolean is_changed;
  gboolean is_problem;
} PasarFact;

void pasar_fact_free (PasarFact *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarFact, pasar_fact_free)

GPtrArray *pasar_facts_read (PasarCatalogue *catalogue, guint row);
GPtrArray *
pasar_facts_read_changes (PasarCatalogue *catalogue, guint row, guint max, guint *n_rows);

G_END_DECLS
