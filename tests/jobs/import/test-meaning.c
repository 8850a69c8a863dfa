/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/import/meaning.h"

typedef struct
{
  const char *head;
  PasarMeaning meaning;
  PasarHeadScore score;
} Case;

static const Case cases[] = {
  /* In each language. */
  { "Price", PASAR_MEANING_PRICE, PASAR_HEAD_IS_WORD },
  { "Harga Jual", PASAR_MEANING_PRICE, PASAR_HEAD_IS_WORD },
  { "Giá bán", PASAR_MEANING_PRICE, PASAR_HEAD_IS_WORD },
  { "ราคาขาย", PASAR_MEANING_PRICE, PASAR_HEAD_IS_WORD },
  { "售价", PASAR_MEANING_PRICE, PASAR_HEAD_IS_WORD },
  { "售價", PASAR_MEANING_PRICE, PASAR_HEAD_IS_WORD },
  { "Preço de venda", PASAR_MEANING_PRICE, PASAR_HEAD_IS_WORD },
  { "Precio", PASAR_MEANING_PRICE, PASAR_HEAD_IS_WORD },
  { "Cena brutto", PASAR_MEANING_PRICE, PASAR_HEAD_IS_WORD },
  { "Stok", PASAR_MEANING_STOCK, PASAR_HEAD_IS_WORD },
  { "Số lượng", PASAR_MEANING_STOCK, PASAR_HEAD_IS_WORD },
  { "สต็อก", PASAR_MEANING_STOCK, PASAR_HEAD_IS_WORD },
  { "库存", PASAR_MEANING_STOCK, PASAR_HEAD_IS_WORD },
  { "Estoque", PASAR_MEANING_STOCK, PASAR_HEAD_IS_WORD },
  { "Ilość", PASAR_MEANING_STOCK, PASAR_HEAD_IS_WORD },
  { "Harga Modal", PASAR_MEANING_COST, PASAR_HEAD_IS_WORD },
  { "进货价", PASAR_MEANING_COST, PASAR_HEAD_IS_WORD },
  { "ราคาทุน", PASAR_MEANING_COST, PASAR_HEAD_IS_WORD },
  { "Koszt zakupu", PASAR_MEANING_COST, PASAR_HEAD_IS_WORD },
  { "Giá sàn", PASAR_MEANING_FLOOR, PASAR_HEAD_IS_WORD },
  { "Código de barras", PASAR_MEANING_BARCODE, PASAR_HEAD_IS_WORD },
  { "條碼", PASAR_MEANING_BARCODE, PASAR_HEAD_IS_WORD },
  { "ชื่อสินค้า", PASAR_MEANING_NAME, PASAR_HEAD_IS_WORD },
  { "Nazwa produktu", PASAR_MEANING_NAME, PASAR_HEAD_IS_WORD },
  { "备注", PASAR_MEANING_NOTE, PASAR_HEAD_IS_WORD },
  { "SKU", PASAR_MEANING_MODEL_SKU, PASAR_HEAD_IS_WORD },
  { "SKU Induk", PASAR_MEANING_ITEM_SKU, PASAR_HEAD_IS_WORD },
  { "Kode Variasi", PASAR_MEANING_MODEL_ID, PASAR_HEAD_IS_WORD },
  { "et_title_product_id", PASAR_MEANING_ITEM_ID, PASAR_HEAD_IS_WORD },
  /* However it is written. */
  { "  PRICE (RM) *", PASAR_MEANING_PRICE, PASAR_HEAD_IS_WORD },
  { "preco", PASAR_MEANING_PRICE, PASAR_HEAD_IS_WORD },
  { "don gia", PASAR_MEANING_PRICE, PASAR_HEAD_IS_WORD },
  { "Unit_Price", PASAR_MEANING_PRICE, PASAR_HEAD_IS_WORD },
  { "Ｐｒｉｃｅ", PASAR_MEANING_PRICE, PASAR_HEAD_IS_WORD },
  /* Shopee's number of an item, or the seller's code. */
  { "รหัสสินค้า", PASAR_MEANING_MODEL_SKU, PASAR_HEAD_IS_CODE },
  { "Kode Produk", PASAR_MEANING_MODEL_SKU, PASAR_HEAD_IS_CODE },
  /* A word among others: the longest. */
  { "Price incl. VAT", PASAR_MEANING_PRICE, PASAR_HEAD_HAS_WORD },
  { "Our cost price in USD", PASAR_MEANING_COST, PASAR_HEAD_HAS_WORD },
  { "建议零售价", PASAR_MEANING_PRICE, PASAR_HEAD_HAS_WORD },
  { "Priceless", PASAR_MEANING_UNKNOWN, PASAR_HEAD_SAYS_NOTHING },
  { "Weight", PASAR_MEANING_UNKNOWN, PASAR_HEAD_SAYS_NOTHING },
  { "", PASAR_MEANING_UNKNOWN, PASAR_HEAD_SAYS_NOTHING },
  { "(*)", PASAR_MEANING_UNKNOWN, PASAR_HEAD_SAYS_NOTHING },
};

static void
test_find (void)
{
  g_autoptr (PasarMeanings) meanings = pasar_meanings_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PasarHeadScore score;

      g_test_message ("%s", cases[i].head);
      g_assert_cmpint (pasar_meanings_find (meanings, cases[i].head, &score), ==, cases[i].meaning);
      g_assert_cmpint (score, ==, cases[i].score);
    }
}

static void
test_normalize (void)
{
  static const struct
  {
    const char *head;
    const char *words;
  } heads[] = {
    { "Preço (R$)", "preco" },
    { " Unit\u00A0Price * ", "unit price" },
    { "Đơn giá", "don gia" },
    { "ชื่อสินค้า", "ชื่อสินค้า" },
    { "价格【元】", "价格" },
    { "a) b", "a b" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *words = pasar_head_normalize (heads[i].head);
      g_autofree char *again = pasar_head_normalize (words);

      g_assert_cmpstr (words, ==, heads[i].words);
      g_assert_cmpstr (again, ==, words);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/meaning/find", test_find);
  g_test_add_func ("/meaning/normalize", test_normalize);

  return g_test_run ();
}
