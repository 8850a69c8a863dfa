/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/zip-private.h"

G_BEGIN_DECLS

/* A part of a workbook as the parser calls its elements: no tree is made, and nothing that the part
 * names is fetched or put in place of anything. */
typedef struct _PasarXml PasarXml;

/* Of the attributes that XML itself has. */
#define PASAR_XML_SPACE "http://www.w3.org/XML/1998/namespace"

typedef struct
{
  const char *name;  /* without its prefix */
  const char *space; /* (nullable): its namespace */
  /*< private >*/
  const guchar **attributes;
  int n_attributes;
} PasarXmlElement;

typedef struct
{
  /* Those of the namespace of the outermost element only, when of_root_only. */
  gboolean of_root_only;
  void (*begin) (PasarXml *xml, const PasarXmlElement *element, gpointer user_data);
  void (*end) (PasarXml *xml, const PasarXmlElement *element, gpointer user_data);
  void (*text) (PasarXml *xml, const char *text, gsize length, gpointer user_data); /* (nullable) */
} PasarXmlCalls;

/* Whether it was read to its end, or to where a call wanted no more. */
gboolean pasar_xml_read (const PasarZip *zip,
                         const char *part,
                         const PasarXmlCalls *calls,
                         gpointer user_data,
                         PasarReading *reading,
                         GError **error);
/* For calls: ends the reading. error: (transfer full) (nullable) */
void pasar_xml_stop (PasarXml *self, GError *error);
/* For begin: the value of an attribute, which no NUL ends; NULL without one. space: its namespace,
 * or NULL for none; any of those that end with it, when it begins with "…". */
const char *
pasar_xml_get (const PasarXmlElement *element, const char *space, const char *name, gsize *length);
char *pasar_xml_dup (const PasarXmlElement *element, const char *space, const char *name);
gboolean pasar_xml_is (const PasarXmlElement *element,
                       const char *space,
                       const char *name,
                       const char *value);
gboolean pasar_xml_is_true (const PasarXmlElement *element, const char *space, const char *name);
guint64 pasar_xml_get_number (const PasarXmlElement *element,
                              const char *space,
                              const char *name,
                              guint64 otherwise);

G_END_DECLS
