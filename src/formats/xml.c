/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/xml-private.h"

#include "formats/table-private.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <string.h>

/* Deeper than any spreadsheet nests. */
#define DEPTH_MAX 64
/* More than an element of one has, and more namespaces than are ever in scope. For each name the
 * parser goes through all that are. */
#define ATTRIBUTES_MAX 256
#define SPACES_MAX     256
/* The parser keeps a tag until it has all of it, and then compares each attribute with all others,
 * which takes hours for a tag of ten mebibytes. So it gets small pieces, and no tag is that long.
 */
#define PIECE   (16 * 1024)
#define TAG_MAX (256 * 1024)

struct _PasarXml
{
  xmlParserCtxtPtr parser;
  const PasarXmlCalls *calls;
  gpointer user_data;
  const xmlChar *root_space; /* (nullable): kept once by the parser, so that it can be compared */
  guint depth;
  int n_spaces; /* in scope, of which so many begin at each depth */
  int spaces[DEPTH_MAX];
  gboolean is_stopped;
  GError *error;
};

void
pasar_xml_stop (PasarXml *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
  self->is_stopped = TRUE;
  xmlStopParser (self->parser);
}

static gboolean
is_wanted (const PasarXml *self, const xmlChar *space)
{
  return !self->is_stopped && (!self->calls->of_root_only || space == self->root_space);
}

static void
begin_element (void *user_data,
               const xmlChar *name,
               const xmlChar *prefix,
               const xmlChar *space,
               int n_namespaces,
               const xmlChar **namespaces,
               int n_attributes,
               int n_defaulted,
               const xmlChar **attributes)
{
  PasarXml *self = user_data;
  const PasarXmlElement element = { (const char *) name,
                                    (const char *) space,
                                    attributes,
                                    n_attributes };
  GError *error = NULL;

  if (self->depth == 0)
    self->root_space = space;
  if (self->depth == DEPTH_MAX)
    {
      pasar_set_too_large (&error, _ ("The table is nested too deeply to be read."));
      pasar_xml_stop (self, error);
      return;
    }
  self->spaces[self->depth++] = n_namespaces;
  self->n_spaces += n_namespaces;
  if (n_attributes > ATTRIBUTES_MAX || self->n_spaces > SPACES_MAX)
    {
      pasar_set_damaged (&error);
      pasar_xml_stop (self, error);
    }
  if (is_wanted (self, space))
    self->calls->begin (self, &element, self->user_data);
}

static void
end_element (void *user_data, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
  PasarXml *self = user_data;
  const PasarXmlElement element = { (const char *) name, (const char *) space, NULL, 0 };

  if (self->is_stopped)
    return;
  self->n_spaces -= self->spaces[--self->depth];
  if (is_wanted (self, space))
    self->calls->end (self, &element, self->user_data);
}

static void
take_characters (void *user_data, const xmlChar *text, int length)
{
  PasarXml *self = user_data;

  if (!self->is_stopped && self->calls->text != NULL)
    self->calls->text (self, (const char *) text, (gsize) length, self->user_data);
}

/* No spreadsheet declares a type of document; entities, which could be made to grow without end,
 * would be a part of it. */
static void
refuse_doctype (void *user_data, const xmlChar *name, const xmlChar *id, const xmlChar *system)
{
  GError *error = NULL;

  pasar_set_damaged (&error);
  pasar_xml_stop (user_data, error);
}

static xmlParserCtxtPtr
new_parser (PasarXml *self)
{
  static const xmlSAXHandler calls = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = begin_element,
    .endElementNs = end_element,
    .characters = take_characters,
    .ignorableWhitespace = take_characters,
    .cdataBlock = take_characters,
    .internalSubset = refuse_doctype,
  };
  xmlSAXHandler own = calls;
  xmlParserCtxtPtr parser = xmlCreatePushParserCtxt (&own, self, NULL, 0, NULL);

  /* Without NOENT an ampersand in an attribute comes as "&#38;". Entities beside those that XML
   * itself has are never declared, see above. */
  xmlCtxtUseOptions (parser,
                     XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  return parser;
}

static gboolean
feed (PasarXml *self, const char *bytes, gsize length, GError **error)
{
  for (gsize fed = 0; fed < length; fed += PIECE)
    {
      const int n = (int) MIN (PIECE, length - fed);
      const int result = xmlParseChunk (self->parser, bytes + fed, n, FALSE);

      if (self->is_stopped)
        break;
      if (result != XML_ERR_OK)
        return pasar_set_damaged (error);
      if (self->parser->input->end - self->parser->input->cur > TAG_MAX)
        return pasar_set_too_large (error, _ ("A cell has a text that is too long to be read."));
    }
  return TRUE;
}

static gboolean
parse (PasarXml *self, PasarZipPart *part, GError **error)
{
  const char *bytes;
  gsize length;

  do
    {
      if (!pasar_zip_part_read (part, &bytes, &length, error) || !feed (self, bytes, length, error))
        return FALSE;
    }
  while (length > 0 && !self->is_stopped);
  if (!self->is_stopped && xmlParseChunk (self->parser, NULL, 0, TRUE) != XML_ERR_OK
      && !self->is_stopped)
    return pasar_set_damaged (error);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

gboolean
pasar_xml_read (const PasarZip *zip,
                const char *part,
                const PasarXmlCalls *calls,
                gpointer user_data,
                PasarReading *reading,
                GError **error)
{
  g_autoptr (PasarZipPart) open = pasar_zip_open_part (zip, part, reading, error);
  PasarXml self = { .calls = calls, .user_data = user_data };
  gboolean is_read;

  if (open == NULL)
    return FALSE;
  self.parser = new_parser (&self);
  is_read = parse (&self, open, error);
  xmlFreeParserCtxt (self.parser);
  g_clear_error (&self.error);
  return is_read;
}

/* Attributes come as name, prefix, namespace, value, end of value. */

static gboolean
is_of_space (const guchar *own, const char *space)
{
  if (space == NULL || own == NULL)
    return (const char *) own == space;
  if (g_str_has_prefix (space, "…"))
    return g_str_has_suffix ((const char *) own, space + strlen ("…"));
  return strcmp ((const char *) own, space) == 0;
}

const char *
pasar_xml_get (const PasarXmlElement *element, const char *space, const char *name, gsize *length)
{
  for (int i = 0; i < element->n_attributes; i++)
    {
      const guchar **attribute = element->attributes + i * 5;

      if (strcmp ((const char *) attribute[0], name) == 0 && is_of_space (attribute[2], space))
        {
          *length = (gsize) (attribute[4] - attribute[3]);
          return (const char *) attribute[3];
        }
    }
  return NULL;
}

char *
pasar_xml_dup (const PasarXmlElement *element, const char *space, const char *name)
{
  gsize length;
  const char *value = pasar_xml_get (element, space, name, &length);

  return value != NULL ? g_strndup (value, length) : NULL;
}

gboolean
pasar_xml_is (const PasarXmlElement *element,
              const char *space,
              const char *name,
              const char *value)
{
  gsize length;
  const char *own = pasar_xml_get (element, space, name, &length);

  return own != NULL && length == strlen (value) && memcmp (own, value, length) == 0;
}

gboolean
pasar_xml_is_true (const PasarXmlElement *element, const char *space, const char *name)
{
  return pasar_xml_is (element, space, name, "1") || pasar_xml_is (element, space, name, "true");
}

guint64
pasar_xml_get_number (const PasarXmlElement *element,
                      const char *space,
                      const char *name,
                      guint64 otherwise)
{
  gsize length;
  const char *own = pasar_xml_get (element, space, name, &length);
  char text[24];
  guint64 number;

  if (own == NULL || length >= sizeof text)
    return otherwise;
  memcpy (text, own, length);
  text[length] = '\0';
  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &number, NULL) ? number : otherwise;
}
