/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/file.h"

G_BEGIN_DECLS

/* A part of a package. */
typedef struct
{
  const char *name;
  const char *text;
  gsize length; /* 0: as long as the text */
} FixturePart;

/* options: (nullable): of libarchive, "zip:compression=store" */
GBytes *fixture_zip (const FixturePart *parts, guint n_parts, const char *options);
/* The parts of a workbook of one sheet, with what it holds; strings and styles: (nullable): what is
 * in their outermost elements. */
GBytes *fixture_xlsx (const char *sheet_data, const char *strings, const char *styles);
/* The content of a spreadsheet: what is in its body, and before it its styles. */
GBytes *fixture_ods (const char *styles, const char *spreadsheet);

/* Rows ended by "¶", cells parted by "¦"; before a value that is no text stands what it is: "#1" a
 * number,
 * "%0.5", "@2024-02-29", "?TRUE", "!#N/A". Before a row that is hidden "~", and its number in
 * brackets where it is not the next. */
char *fixture_dup_values (const PasarTextTable *table);
/* The values of a sheet. */
char *fixture_read (GBytes *bytes, guint sheet);
void fixture_assert_refused (GBytes *bytes, PasarFormatError code);

#define FIXTURE_MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define FIXTURE_OFFICE_RELATIONS                                                                   \
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define FIXTURE_PACKAGE_RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"
/* Relationships, and one of them. */
#define FIXTURE_RELATIONS(inside)                                                                  \
  "<Relationships xmlns=\"" FIXTURE_PACKAGE_RELATIONS "\">" inside "</Relationships>"
#define FIXTURE_RELATION(id, type, target)                                                         \
  "<Relationship Id=\"" id "\" Type=\"" FIXTURE_OFFICE_RELATIONS "/" type "\" Target=\"" target    \
  "\"/>"
#define FIXTURE_PACKAGE                                                                            \
  {                                                                                                \
    "_rels/.rels",                                                                                 \
        FIXTURE_RELATIONS (FIXTURE_RELATION ("rId1", "officeDocument", "xl/workbook.xml"))         \
  }
#define FIXTURE_WORKBOOK(inside)                                                                   \
  "<workbook xmlns=\"" FIXTURE_MAIN "\" xmlns:r=\"" FIXTURE_OFFICE_RELATIONS "\">" inside          \
  "</workbook>"
#define FIXTURE_SHEET(data)                                                                        \
  "<worksheet xmlns=\"" FIXTURE_MAIN "\"><sheetData>" data "</sheetData></worksheet>"

G_END_DECLS
