/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pictures/decoder.h"

#include <sys/resource.h>

#define SHOWN_SIDE 640
#define KIB        G_GINT64_CONSTANT (1024)

/* A picture for viewers of pictures, which may look at other files to draw it. */
#define SVG                                                                                        \
  "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"             \
  "<rect width='9' height='9'/></svg>"

/* What begins as a photograph and is none. */
#define JPEG "\xff\xd8\xff\xe0 no photograph"

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

static GdkPixbuf *
decode (GBytes *file, GError **error)
{
  return pasar_picture_decode (file, SHOWN_SIDE, PASAR_PICTURE_WHOLE, NULL, error);
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
      g_autoptr (GdkPixbuf) pixbuf = NULL;
      g_autoptr (GError) error = NULL;

      pixbuf = decode (file, &error);
      g_assert_no_error (error);
      g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, cases[i].shown_width);
      g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, cases[i].shown_height);
    }
}

/* A thumbnail is the middle of a picture, and all of the square that there is. */
static void
test_squares (void)
{
  static const struct
  {
    guint width, height;
    int side;
  } cases[] = { { 300, 200, 112 }, { 200, 300, 112 }, { 2000, 112, 112 }, { 50, 20, 20 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) file = new_png (cases[i].width, cases[i].height);
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkPixbuf) pixbuf =
          pasar_picture_decode (file, 112, PASAR_PICTURE_SQUARE, NULL, &error);
      g_autoptr (GBytes) kept = NULL;
      g_autoptr (GdkPixbuf) again = NULL;
      g_autoptr (GdkTexture) texture = NULL;

      g_assert_no_error (error);
      g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, cases[i].side);
      g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, cases[i].side);
      /* It can be kept. */
      kept = pasar_picture_encode (pixbuf, &error);
      g_assert_no_error (error);
      again = pasar_picture_decode (kept, 112, PASAR_PICTURE_SQUARE, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (gdk_pixbuf_get_width (again), ==, cases[i].side);
      texture = pasar_picture_make_texture (again, 28);
      g_assert_cmpint (gdk_texture_get_width (texture), ==, MIN (cases[i].side, 28));
      g_assert_cmpint (gdk_texture_get_height (texture), ==, MIN (cases[i].side, 28));
    }
}

/* What is clear in a picture is still clear when it was kept. */
static void
test_clear (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 40, 40);
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GdkPixbuf) again = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;
  guint32 pixels[28 * 28];

  gdk_pixbuf_fill (pixbuf, 0xff000000);
  kept = pasar_picture_encode (pixbuf, &error);
  g_assert_no_error (error);
  again = pasar_picture_decode (kept, 112, PASAR_PICTURE_SQUARE, NULL, &error);
  g_assert_no_error (error);
  texture = pasar_picture_make_texture (again, 28);
  gdk_texture_download (texture, (guchar *) pixels, 28 * 4);
  for (guint i = 0; i < G_N_ELEMENTS (pixels); i++)
    g_assert_cmpuint (pixels[i], ==, 0);
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
      g_autoptr (GdkPixbuf) pixbuf = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%u × %u in %zu bytes", sizes[i][0], sizes[i][1], g_bytes_get_size (file));
      pixbuf = decode (file, &error);
      g_assert_error (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY);
      g_assert_null (pixbuf);
      g_assert_cmpint (get_peak_kib () - before, <, 32 * KIB);
    }
}

static void
test_no_picture (void)
{
  g_autoptr (GBytes) whole = new_png (300, 200);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, 20);
  g_autoptr (GBytes) signature = g_bytes_new_from_bytes (whole, 0, 8);
  g_autoptr (GBytes) text = g_bytes_new_static ("<html>", 6);
  g_autoptr (GBytes) drawing = g_bytes_new_static (SVG, sizeof SVG - 1);
  g_autoptr (GBytes) jpeg = g_bytes_new_static (JPEG, sizeof JPEG - 1);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  GBytes *files[] = { cut, signature, text, drawing, jpeg, empty };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GdkPixbuf) pixbuf = NULL;
      g_autoptr (GError) error = NULL;

      pixbuf = decode (files[i], &error);
      g_assert_null (pixbuf);
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
  g_assert_null (pasar_picture_decode (file, SHOWN_SIDE, PASAR_PICTURE_WHOLE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pictures-decoder/sizes", test_sizes);
  g_test_add_func ("/pictures-decoder/squares", test_squares);
  g_test_add_func ("/pictures-decoder/clear", test_clear);
  g_test_add_func ("/pictures-decoder/bomb", test_bomb);
  g_test_add_func ("/pictures-decoder/no-picture", test_no_picture);
  g_test_add_func ("/pictures-decoder/cancelled", test_cancelled);

  return g_test_run ();
}
