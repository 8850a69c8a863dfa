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
/* What a format makes of numbers. */
typedef struct
{
  PasarCellType type; /* numbers, shares of a hundred, or dates */
  guint n_digits;     /* are shown at least, of a format of zeros alone: "00000" */
} PasarCellFormat;

/* A format as Excel writes it, and one of those that it does not write, by number. */
PasarCellFormat pasar_cell_format_read (const char *code);
PasarCellFormat pasar_cell_format_get_builtin (guint id);
/* Puts zeros before a number that is shown with them, as codes are. FALSE when it is not. */
gboolean pasar_cell_format_fill (const PasarCellFormat *self, char value[PASAR_CELL_VALUE_MAX]);

G_END_DECLS
