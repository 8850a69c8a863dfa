/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#include <math.h>
#include <string.h>

#define SIDE       320
#define MAX_CACHED 400

typedef struct
{
  double r, g, b;
} Colour;

/* What one picture is made of. */
typedef struct
{
  Colour top, bottom, shape, shade;
  char kind;
  double size; /* of the shape, as a part of the side */
  double turn; /* radians */
} Picture;

static void
append_u32 (GByteArray *out, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (out, (const guint8 *) &big, 4);
}

/* The checksum of PNG's chunks. */
static guint32
crc_of (const guint8 *data, gsize length)
{
  guint32 crc = 0xffffffffu;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb88320u : crc >> 1;
    }
  return ~crc;
}

static void
append_chunk (GByteArray *out, const char *type, const guint8 *data, gsize length)
{
  guint start;

  append_u32 (out, (guint32) length);
  start = out->len;
  g_byte_array_append (out, (const guint8 *) type, 4);
  if (length > 0)
    g_byte_array_append (out, data, (guint) length);
  append_u32 (out, crc_of (out->data + start, out->len - start));
}

static GBytes *
compress (GByteArray *raw)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 3);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (zlib));

  g_output_stream_write_all (stream, raw->data, raw->len, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static GBytes *
encode_png (GByteArray *raw)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  g_autoptr (GBytes) packed = compress (raw);
  GByteArray *head = g_byte_array_new ();
  GByteArray *out = g_byte_array_new ();

  append_u32 (head, SIDE);
  append_u32 (head, SIDE);
  g_byte_array_append (head, (const guint8 *) "\x08\x02\0\0\0", 5); /* 8 bits, RGB */
  g_byte_array_append (out, signature, sizeof signature);
  append_chunk (out, "IHDR", head->data, head->len);
  append_chunk (out, "IDAT", g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  append_chunk (out, "IEND", NULL, 0);
  g_byte_array_unref (head);
  return g_byte_array_free_to_bytes (out);
}

static Colour
from_hue (double hue, double saturation, double value)
{
  double part[3];

  for (guint i = 0; i < 3; i++)
    {
      double k = fmod (5 - 2.0 * i + hue * 6, 6);

      part[i] = value - value * saturation * CLAMP (MIN (k, 4 - k), 0, 1);
    }
  return (Colour){ part[0], part[1], part[2] };
}

static double
box (double x, double y, double half_width, double half_height, double round)
{
  double dx = fabs (x) - half_width + round;
  double dy = fabs (y) - half_height + round;

  return hypot (MAX (dx, 0), MAX (dy, 0)) + MIN (MAX (dx, dy), 0) - round;
}

static double
ring (double x, double y, double radius, double width)
{
  return fabs (hypot (x, y) - radius) - width;
}

/* Distance to a shape that hints at the kind of goods; below 0 inside. */
static double
distance (const Picture *picture, double x, double y)
{
  double s = picture->size;

  switch (picture->kind)
    {
    case 'f': /* a shirt */
      return MAX (MIN (box (x, y - 0.1 * s, 0.55 * s, 0.8 * s, 0.12 * s),
                       MIN (box (x - 0.62 * s, y + 0.42 * s, 0.32 * s, 0.26 * s, 0.1 * s),
                            box (x + 0.62 * s, y + 0.42 * s, 0.32 * s, 0.26 * s, 0.1 * s))),
                  0.28 * s - hypot (x, y + 0.78 * s));
    case 'k': /* a mug */
      return MIN (box (x + 0.12 * s, y, 0.6 * s, 0.68 * s, 0.14 * s),
                  ring (x - 0.55 * s, y, 0.36 * s, 0.09 * s));
    case 's': /* a notebook */
      return MIN (box (x, y, 0.58 * s, 0.78 * s, 0.08 * s),
                  box (x + 0.62 * s, y, 0.06 * s, 0.68 * s, 0.05 * s));
    case 't': /* a ball on blocks */
      return MIN (hypot (x, y + 0.42 * s) - 0.36 * s,
                  MIN (box (x - 0.4 * s, y - 0.4 * s, 0.36 * s, 0.36 * s, 0.06 * s),
                       box (x + 0.4 * s, y - 0.4 * s, 0.36 * s, 0.36 * s, 0.06 * s)));
    default:
      return hypot (x, y) - 0.7 * s;
    }
}

static Picture
design (const char *id)
{
  guint64 dice = pasar_sandbox_mix (g_str_hash (id), strlen (id));
  double hue = (double) (dice % 360) / 360;
  Picture picture = { .kind = *id };

  picture.top = from_hue (hue, 0.10, 0.98);
  picture.bottom = from_hue (fmod (hue + 0.08, 1), 0.26, 0.90);
  picture.shape = from_hue (fmod (hue + 0.45 + (double) ((dice >> 12) % 20) / 100, 1), 0.52, 0.72);
  picture.shade =
      (Colour){ picture.bottom.r * 0.86, picture.bottom.g * 0.86, picture.bottom.b * 0.86 };
  picture.size = 0.42 + (double) ((dice >> 20) % 12) / 100;
  picture.turn = ((double) ((dice >> 28) % 21) - 10) / 60;
  return picture;
}

static Colour
blend (Colour below, Colour above, double part)
{
  return (Colour){ below.r + (above.r - below.r) * part,
                   below.g + (above.g - below.g) * part,
                   below.b + (above.b - below.b) * part };
}

static Colour
colour_at (const Picture *picture, double x, double y)
{
  double c = cos (picture->turn);
  double s = sin (picture->turn);
  double edge = 2.0 / SIDE;
  Colour colour = blend (picture->top, picture->bottom, (y + 1) / 2);
  double shadow = hypot (x / 1.6, (y - 0.62) * 5) - 0.4 * picture->size / 0.5;
  double shape = distance (picture, x * c + y * s, y * c - x * s);

  colour = blend (colour, picture->shade, CLAMP (0.5 - shadow * 3, 0, 1) * 0.8);
  colour = blend (colour, picture->shape, CLAMP (0.5 - shape / edge, 0, 1));
  /* A little light from above. */
  if (shape < 0)
    colour = blend (colour, (Colour){ 1, 1, 1 }, CLAMP (-y * 0.35 + 0.06, 0, 0.3));
  return colour;
}

/* Draws a picture, always the same one for the same id. Returns the bytes of a PNG file. */
static GBytes *
render (const char *id)
{
  g_autoptr (GByteArray) raw = g_byte_array_sized_new (SIDE * (3 * SIDE + 1));
  Picture picture = design (id);

  for (guint row = 0; row < SIDE; row++)
    {
      guint8 line[1 + 3 * SIDE] = { 0 };

      for (guint column = 0; column < SIDE; column++)
        {
          Colour colour =
              colour_at (&picture, (column + 0.5) / SIDE * 2 - 1, (row + 0.5) / SIDE * 2 - 1);

          line[1 + 3 * column] = (guint8) (CLAMP (colour.r, 0, 1) * 255);
          line[2 + 3 * column] = (guint8) (CLAMP (colour.g, 0, 1) * 255);
          line[3 + 3 * column] = (guint8) (CLAMP (colour.b, 0, 1) * 255);
        }
      g_byte_array_append (raw, line, sizeof line);
    }
  return encode_png (raw);
}

/* Sends a picture, drawn the first time it is asked for. */
void
pasar_sandbox_image (PasarSandboxCall *call)
{
  const char *name = call->path + strlen ("/image/");
  PasarSandbox *self = call->sandbox;
  g_autofree char *id = NULL;
  GBytes *image;

  if (strcmp (call->method, "GET") != 0 || !g_str_has_suffix (name, ".png") || strlen (name) < 5
      || strlen (name) > 64)
    {
      pasar_sandbox_call_fail_with_status (call,
                                           SOUP_STATUS_NOT_FOUND,
                                           "error_param",
                                           "no such image");
      return;
    }
  id = g_strndup (name, strlen (name) - 4);
  image = g_hash_table_lookup (self->images, id);
  if (image == NULL)
    {
      if (g_hash_table_size (self->images) >= MAX_CACHED)
        g_hash_table_remove_all (self->images);
      image = render (id);
      g_hash_table_insert (self->images, g_steal_pointer (&id), image);
    }
  call->page = g_bytes_ref (image);
  call->content_type = "image/png";
}
