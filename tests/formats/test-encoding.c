/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/encoding.h"
#include "formats/table.h"

#include <string.h>

typedef struct
{
  PasarEncoding encoding;
  const char *text;
} Case;

/* Rows as sellers have them. */
static const Case cases[] = {
  { PASAR_ENCODING_WINDOWS_1252,
    "Código;Descrição;Preço\nCM-1;Camiseta básica algodão;39,90\nTN-2;Tênis cano alto;129,00\n" },
  { PASAR_ENCODING_WINDOWS_1252,
    "SKU,Nombre,Precio\nMN-1,Muñeca para niña,9.50\nCJ-2,Cinturón de piel “clásico”,12.00\n" },
  { PASAR_ENCODING_WINDOWS_1252, "Réf;Désignation;Prix\nTH;Théière émaillée;24,90 €\n" },
  { PASAR_ENCODING_WINDOWS_1250,
    "Nazwa produktu;Cena;Ilość\nŻółty kubek z łyżeczką;19,90;4\nTorebka skórzana;89,00;2\n" },
  { PASAR_ENCODING_WINDOWS_1250, "A1;Pędzel do makijażu;5\nA2;Ręcznik kąpielowy;6\n" },
  { PASAR_ENCODING_WINDOWS_1258,
    "Mã sản phẩm,Tên,Giá\nAT-1,Áo thun nam cổ tròn,99000\nDH-2,Đồng hồ nam dây da,250000\n" },
  { PASAR_ENCODING_WINDOWS_874, "รหัสสินค้า,ชื่อสินค้า,ราคา\nA1,เสื้อยืดผู้ชาย,199\nA2,แก้วน้ำเก็บความเย็น,350\n" },
  { PASAR_ENCODING_WINDOWS_874, "A1,กระเป๋าสะพายข้าง,290\n" },
  { PASAR_ENCODING_GB18030,
    "商品编码,商品名称,价格,库存\nA1,纯棉短袖T恤男,29.9,5\nA2,蓝牙耳机,99,3\n" },
  { PASAR_ENCODING_GB18030, "货号\t名称\t价格\t库存\nA1\tx\t5\t6\n" },
  { PASAR_ENCODING_BIG5,
    "商品編號,商品名稱,價格,庫存\nA1,純棉短袖T恤男,290,5\nA2,藍牙耳機,990,3\n" },
  { PASAR_ENCODING_BIG5, "貨號\t名稱\t價格\t庫存\nA1\tx\t5\t6\n" },
};

static char *
dup_encoded (const char *text, PasarEncoding encoding, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *bytes =
      g_convert (text, -1, pasar_encoding_get_name (encoding), "UTF-8", NULL, length, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
assert_decoded (PasarEncoding encoding, const char *bytes, gsize length, const char *expected)
{
  g_autoptr (GError) error = NULL;
  gsize text_length;
  guint n_replaced;
  g_autofree char *text =
      pasar_encoding_decode (encoding, bytes, length, &text_length, &n_replaced, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (text_length, ==, strlen (expected));
  g_assert_cmpuint (n_replaced, ==, 0);
}

static void
assert_found (const char *bytes, gsize length, PasarEncoding encoding, PasarCertainty at_least)
{
  PasarCertainty certainty;

  g_assert_cmpint (pasar_encoding_find (bytes, length, &certainty), ==, encoding);
  g_assert_cmpint (certainty, >=, at_least);
}

static void
test_languages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      gsize length;
      g_autofree char *bytes = dup_encoded (c->text, c->encoding, &length);

      g_test_message ("%s", c->text);
      assert_found (bytes, length, c->encoding, PASAR_CERTAINTY_LIKELY);
      assert_decoded (c->encoding, bytes, length, c->text);
    }
}

/* Every text can be UTF-8 or UTF-16, with a mark and without one. */
static void
test_unicode (void)
{
  static const struct
  {
    PasarEncoding encoding;
    const char *mark;
  } forms[] = {
    { PASAR_ENCODING_UTF_8, "\xEF\xBB\xBF" },
    { PASAR_ENCODING_UTF_16LE, "\xFF\xFE" },
    { PASAR_ENCODING_UTF_16BE, "\xFE\xFF" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases) * G_N_ELEMENTS (forms); i++)
    {
      const char *text = cases[i / G_N_ELEMENTS (forms)].text;
      const PasarEncoding encoding = forms[i % G_N_ELEMENTS (forms)].encoding;
      gsize length;
      g_autofree char *bytes = dup_encoded (text, encoding, &length);
      g_autoptr (GString) marked = g_string_new (forms[i % G_N_ELEMENTS (forms)].mark);

      g_string_append_len (marked, bytes, (gssize) length);
      assert_found (bytes, length, encoding, PASAR_CERTAINTY_LIKELY);
      assert_found (marked->str, marked->len, encoding, PASAR_CERTAINTY_CERTAIN);
      assert_decoded (encoding, bytes, length, text);
      assert_decoded (encoding, marked->str, marked->len, text);
    }
}

/* What has no mark and is not enough to tell is not called certain. */
static void
test_doubt (void)
{
  static const char *const texts[] = { "caf\xE9",
                                       "z\xEA"
                                       "b",
                                       "\xB3",
                                       "a\xA5"
                                       "1" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      PasarCertainty certainty;

      g_assert_cmpint (pasar_encoding_find (texts[i], strlen (texts[i]), &certainty),
                       !=,
                       PASAR_ENCODING_UNKNOWN);
      g_assert_cmpint (certainty, <, PASAR_CERTAINTY_CERTAIN);
    }
}

/* ASCII is the same everywhere. */
static void
test_ascii (void)
{
  assert_found ("", 0, PASAR_ENCODING_UTF_8, PASAR_CERTAINTY_CERTAIN);
  assert_found ("SKU,Price\n", 10, PASAR_ENCODING_UTF_8, PASAR_CERTAINTY_CERTAIN);
}

static void
test_broken (void)
{
  static const char cut[] = "Tên,Giá\nÁo,9\nĐồng hồ,5\nÁ";
  static const char mixed[] = "áéíóúâêôãõç \xE9 áéíóúâêôãõç";
  static const char nuls[] = "PK\0\1\2\0\0\3abc\0";
  gsize length;
  guint n_replaced;
  g_autofree char *text = NULL;
  PasarCertainty certainty;
  g_autoptr (GError) error = NULL;

  assert_found (cut, strlen (cut) - 1, PASAR_ENCODING_UTF_8, PASAR_CERTAINTY_LIKELY);
  assert_found (mixed, strlen (mixed), PASAR_ENCODING_UTF_8, PASAR_CERTAINTY_LIKELY);
  text = pasar_encoding_decode (PASAR_ENCODING_UTF_8,
                                mixed,
                                strlen (mixed),
                                &length,
                                &n_replaced,
                                NULL,
                                &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "áéíóúâêôãõç \uFFFD áéíóúâêôãõç");
  g_assert_cmpuint (n_replaced, ==, 1);

  g_assert_cmpint (pasar_encoding_find (nuls, sizeof nuls - 1, &certainty),
                   ==,
                   PASAR_ENCODING_UNKNOWN);
  g_assert_null (
      pasar_encoding_decode (PASAR_ENCODING_UTF_8, "a\0b", 3, &length, &n_replaced, NULL, &error));
  g_assert_error (error, PASAR_FORMAT_ERROR, PASAR_FORMAT_ERROR_NOT_TEXT);
}

/* A character may begin in one block of what is decoded, and end in the next one. */
static void
test_long (void)
{
  static const PasarEncoding encodings[] = { PASAR_ENCODING_UTF_16LE, PASAR_ENCODING_GB18030 };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autoptr (GString) text = g_string_new (i == 0 ? "𠮷" : "a");
      g_autofree char *bytes = NULL;
      gsize length;

      while (text->len < 300000)
        g_string_append (text, i == 0 ? "商𠮷" : "商品编码€");
      bytes = dup_encoded (text->str, encodings[i], &length);
      assert_decoded (encodings[i], bytes, length, text->str);
    }
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gsize length;
  guint n_replaced;

  g_cancellable_cancel (cancellable);
  g_assert_null (pasar_encoding_decode (PASAR_ENCODING_BIG5,
                                        "abc",
                                        3,
                                        &length,
                                        &n_replaced,
                                        cancellable,
                                        &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Whatever the bytes are, every encoding makes valid text of them, or says why not. */
static void
test_any_bytes (void)
{
  for (guint round = 0; round < 500; round++)
    {
      char bytes[40];
      const gsize length = (gsize) g_test_rand_int_range (0, sizeof bytes);
      const PasarEncoding encoding =
          (PasarEncoding) g_test_rand_int_range (PASAR_ENCODING_UTF_8, PASAR_N_ENCODINGS);
      PasarCertainty certainty = PASAR_CERTAINTY_NONE;
      gsize text_length;
      guint n_replaced;
      g_autofree char *text = NULL;

      for (gsize i = 0; i < length; i++)
        bytes[i] = (char) g_test_rand_int_range (g_test_rand_bit () ? 0 : 128, 256);
      pasar_encoding_find (bytes, length, &certainty);
      text = pasar_encoding_decode (encoding, bytes, length, &text_length, &n_replaced, NULL, NULL);
      g_assert_true (text == NULL || g_utf8_validate_len (text, text_length, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/encoding/languages", test_languages);
  g_test_add_func ("/encoding/unicode", test_unicode);
  g_test_add_func ("/encoding/doubt", test_doubt);
  g_test_add_func ("/encoding/ascii", test_ascii);
  g_test_add_func ("/encoding/broken", test_broken);
  g_test_add_func ("/encoding/long", test_long);
  g_test_add_func ("/encoding/cancel", test_cancel);
  g_test_add_func ("/encoding/any-bytes", test_any_bytes);

  return g_test_run ();
}
