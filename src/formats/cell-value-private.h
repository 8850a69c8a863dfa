/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/table.h"

G_BEGIN_DECLS

/* The longest value that is written here, with its end. */
#define PASAR_CELL_VALUE_MAX 64

/* A number as files hold it, which is as a program computes with it, as people see it: with 15
 * digits, since Excel keeps 1.2999999999999998 for 1.3. Whole numbers that are written with all
 * their digits keep them. FALSE when it is no number. */
gboolean
pasar_cell_value_from_number (const char *text, gsize length, char value[PASAR_CELL_VALUE_MAX]);
/* What other files have for days, for times of a day ("PT13H45M00S") and for what is true. FALSE
 * when it is none. */
gboolean
pasar_cell_value_from_iso (const char *text, gsize length, char value[PASAR_CELL_VALUE_MAX]);
gboolean
pasar_cell_value_from_duration (const char *text, gsize length, char value[PASAR_CELL_VALUE_MAX]);
gboolean
pasar_cell_value_from_boolean (const char *text, gsize length, char value[PASAR_CELL_VALUE_MAX]);
/* A day, counted as Excel does from 1900 or from 1904, and the time as its fraction. FALSE when
 * there is no such day. */
gboolean
pasar_cell_value_from_serial (double serial, gboolean is_1904, char value[PASAR_CELL_VALUE_MAX]);
/* What numbers are that have this format of Excel: numbers, shares of a hundred, or dates. */
PasarCellType pasar_cell_type_from_format (const char *code);
PasarCellType pasar_cell_type_from_builtin_format (guint id);

G_END_DECLS
