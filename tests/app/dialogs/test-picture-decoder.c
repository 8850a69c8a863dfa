/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/picture-decoder.h"
#include "util.h"

#include <sys/resource.h>

#define SHOWN_SIDE 640
#define KIB        G_GINT64_CONSTANT (1024)

/* As the PNG specification has it, annex D. */
static guint32
crc (const guint8 *data, gsize n)
{
  guint32 sum = 0xffffffff;

  for (gsize i = 0; i < n; i++)
    {
      sum ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xedb88320 : 0);
    }

  return ~sum;
}

static void
append_number (GByteArray *file, guint32 number)
{
  const guint32 big_endian = GUINT32_TO_BE (number);

  g_byte_array_append (file, (const guint8 *) &big_endian, sizeof big_endian);
}

static void
append_chunk (GByteArray *file, const char *type, const guint8 *data, guint n)
{
  guint start;

  append_number (file, n);
  start = file->len;
  g_byte_array_append (file, (const guint8 *) type, 4);
  g_byte_array_append (file, data, n);
  append_number (file, crc (file->data + start, file->len - start));
}

/* A white picture of 8 bits of grey a pixel, compressed as well as can be. */
static GBytes *
new_png (guint width, guint height)
{
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GByteArray) header = g_byte_array_new ();
  g_autoptr (GConverter) deflater =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9));
  g_autoptr (GOutputStream) packed = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (packed, deflater);
  g_autofree guint8 *line = g_malloc0 (width + 1);
  g_autoptr (GError) error = NULL;

  memset (line + 1, 0xff, width);
  for (guint i = 0; i < height; i++)
    g_assert_true (g_output_stream_write_all (stream, line, width + 1, NULL, NULL, &error));
  g_assert_true (g_output_stream_close (stream, NULL, &error));

  g_byte_array_append (file, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  append_number (header, width);
  append_number (header, height);
  g_byte_array_append (header, (const guint8 *) "\x08\0\0\0\0", 5);
  append_chunk (file, "IHDR", header->data, header->len);
  append_chunk (file,
                "IDAT",
                g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (packed)),
                g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (packed)));
  append_chunk (file, "IEND", NULL, 0);

  return g_byte_array_free_to_bytes (file);
}

static GdkTexture *
decode (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_picture_decode_async (bytes, SHOWN_SIDE, cancellable, pasar_test_keep_result_cb, &result);
  pasar_test_wait_result (&result);

  return pasar_picture_decode_finish (result, error);
}

static gint64
get_peak_kib (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);

  return usage.ru_maxrss;
}

static void
test_sizes (void)
{
  static const struct
  {
    guint width, height;
    int shown_width, shown_height;
  } cases[] = {
    { 1, 1, 1, 1 },
    { 640, 300, 640, 300 },
    { 1280, 640, 640, 320 },
    { PASAR_PICTURE_LARGEST_SIDE, 1, 640, 1 },
    { 4, PASAR_PICTURE_LARGEST_SIDE, 1, 640 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) file = new_png (cases[i].width, cases[i].height);
      g_autoptr (GdkTexture) texture = NULL;
      g_autoptr (GError) error = NULL;

      texture = decode (file, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (gdk_texture_get_width (texture), ==, cases[i].shown_width);
      g_assert_cmpint (gdk_texture_get_height (texture), ==, cases[i].shown_height);
    }
}

/* A small file that would be a gigabyte of pixels is refused by its header. */
static void
test_bomb (void)
{
  static const guint sizes[][2] = { { 18000, 18000 },
                                    { PASAR_PICTURE_LARGEST_SIDE + 1, 1 },
                                    { 1, PASAR_PICTURE_LARGEST_SIDE + 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) file = new_png (sizes[i][0], sizes[i][1]);
      const gint64 before = get_peak_kib ();
      g_autoptr (GdkTexture) texture = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%u × %u in %zu bytes", sizes[i][0], sizes[i][1], g_bytes_get_size (file));
      texture = decode (file, NULL, &error);
      g_assert_error (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY);
      g_assert_null (texture);
      g_assert_cmpint (get_peak_kib () - before, <, 32 * KIB);
    }
}

static void
test_no_picture (void)
{
  g_autoptr (GBytes) whole = new_png (300, 200);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, 20);
  g_autoptr (GBytes) text = g_bytes_new_static ("<html>", 6);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  GBytes *files[] = { cut, text, empty };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GdkTexture) texture = NULL;
      g_autoptr (GError) error = NULL;

      texture = decode (files[i], NULL, &error);
      g_assert_null (texture);
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, !=, "");
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GBytes) file = new_png (300, 200);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (decode (file, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dialogs-picture-decoder/sizes", test_sizes);
  g_test_add_func ("/dialogs-picture-decoder/bomb", test_bomb);
  g_test_add_func ("/dialogs-picture-decoder/no-picture", test_no_picture);
  g_test_add_func ("/dialogs-picture-decoder/cancelled", test_cancelled);

  return g_test_run ();
}
