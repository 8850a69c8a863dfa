/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/import/meaning.h"

#include <string.h>

typedef struct
{
  PasarMeaning meaning;
  PasarHeadScore score; /* of a head that is one of the words */
  const char *words;    /* cut by "|" */
} Vocabulary;

/* English; Indonesian and Malay; Vietnamese; Thai; Chinese, simplified and traditional; Portuguese;
 * Spanish; Polish. Labels of Seller Centre are among them. A word stands once. */
static const Vocabulary vocabularies[] = {
  { PASAR_MEANING_MODEL_ID,
    PASAR_HEAD_IS_WORD,
    "model id|variation id|variant id|et_title_variation_id"
    "|kode variasi|id variasi|id model"
    "|mã phân loại|id phân loại|mã phân loại hàng"
    "|รหัสตัวเลือกสินค้า|รหัสตัวเลือก|ไอดีตัวเลือก"
    "|规格id|规格编号|变体id|选项id|規格id|規格編號|選項id|商品選項id|商品選項編號"
    "|id da variação|identificador da variação|id de variación|id de la variación"
    "|id wariantu|identyfikator wariantu" },
  { PASAR_MEANING_ITEM_ID,
    PASAR_HEAD_IS_WORD,
    "item id|product id|listing id|shopee id|shopee item id|et_title_product_id"
    "|id produk|id barang|id sản phẩm|ไอดีสินค้า|商品id|产品id|產品id"
    "|id do produto|id do anúncio|id del producto|id de producto|id produktu|id oferty" },
  { PASAR_MEANING_MODEL_SKU,
    PASAR_HEAD_IS_WORD,
    "sku|sku code|variation sku|variant sku|model sku|seller sku|sku no|sku number"
    "|et_title_variation_sku|sku variasi|sku penjual|kode sku|kod sku"
    "|sku phân loại|sku người bán|mã sku|sku phân loại hàng"
    "|เลข sku|รหัส sku|sku ตัวเลือก|sku ผู้ขาย"
    "|规格sku|卖家sku|货号|商品货号|选项货号|sku编码|規格sku|賣家sku|貨號|商品貨號|商品選項貨號|選項貨號"
    "|sku da variação|sku do vendedor|código sku|sku de variación|sku de la variación"
    "|sku del vendedor|sku wariantu|kod sku" },
  { PASAR_MEANING_MODEL_SKU,
    PASAR_HEAD_IS_CODE,
    "code|product code|item code|item no|item number|article|article number|part number|ref|reference"
    "|kode|kode barang|kode produk|kod|kod produk|kod barang"
    "|mã|mã hàng|mã sp|mã sản phẩm|mã hàng hóa"
    "|รหัส|รหัสสินค้า"
    "|编码|编号|商品编码|商品编号|产品编码|产品编号|款号|料号|編碼|編號|商品編碼|商品編號|產品編號|款號|料號"
    "|código|código do produto|referência|cód|código del producto|código de producto|referencia|clave"
    "|kod produktu|kod towaru|symbol|indeks" },
  { PASAR_MEANING_ITEM_SKU,
    PASAR_HEAD_IS_WORD,
    "parent sku|main sku|item sku|product sku|master sku|et_title_parent_sku"
    "|sku induk|sku utama|sku sản phẩm|sku gốc|sku cha|sku หลัก|เลข parent sku|sku สินค้า"
    "|主sku|父sku|主货号|主商品货号|商品sku|主貨號|主商品貨號|主商品sku"
    "|sku principal|sku pai|sku de referência|sku padre|sku nadrzędne|sku główne|sku produktu" },
  { PASAR_MEANING_BARCODE,
    PASAR_HEAD_IS_WORD,
    "barcode|bar code|ean|ean13|ean 13|gtin|upc|gtin code|ps_gtin_code|isbn"
    "|kode batang|kod bar|mã vạch|บาร์โค้ด|รหัสบาร์โค้ด|条码|条形码|商品条码|條碼|國際條碼|商品條碼"
    "|código de barras|cód barras|código de barra|kod kreskowy|kod ean|kod paskowy" },
  { PASAR_MEANING_NAME,
    PASAR_HEAD_IS_WORD,
    "name|product name|item name|title|product title|description|product|item"
    "|et_title_product_name|nama|nama produk|nama barang|nama item|produk|barang|deskripsi"
    "|tên|tên sản phẩm|tên hàng|tên hàng hóa|sản phẩm|ชื่อ|ชื่อสินค้า|สินค้า|รายการ"
    "|名称|商品名称|产品名称|品名|标题|商品标题|商品|名稱|商品名稱|產品名稱|標題|商品標題"
    "|nome|nome do produto|produto|título|descrição|nombre|nombre del producto|producto|artículo"
    "|descripción|nazwa|nazwa produktu|nazwa towaru|produkt|towar|opis" },
  { PASAR_MEANING_VARIATION,
    PASAR_HEAD_IS_WORD,
    "variation|variation name|variant|variant name|option|et_title_variation_name"
    "|variasi|nama variasi|phân loại|tên phân loại|phân loại hàng|ตัวเลือก|ชื่อตัวเลือก|ชื่อตัวเลือกสินค้า"
    "|规格|规格名称|变体|选项|規格|規格名稱|變體|選項|商品選項名稱"
    "|variação|nome da variação|variación|nombre de la variación|wariant|nazwa wariantu" },
  { PASAR_MEANING_PRICE,
    PASAR_HEAD_IS_WORD,
    "price|selling price|sale price|sales price|unit price|retail price|list price|new price|srp|rrp"
    "|shopee price|et_title_variation_price|harga|harga jual|harga satuan|harga baru|harga jualan"
    "|giá|giá bán|đơn giá|giá bán lẻ|giá mới|ราคา|ราคาขาย|ราคาต่อหน่วย|ราคาใหม่"
    "|价格|售价|零售价|单价|新价|销售价|價格|售價|零售價|單價|新價"
    "|preço|preço de venda|preço unitário|preço novo|valor|precio|precio de venta|precio unitario"
    "|precio nuevo|pvp|cena|cena sprzedaży|cena detaliczna|cena brutto|nowa cena" },
  { PASAR_MEANING_STOCK,
    PASAR_HEAD_IS_WORD,
    "stock|qty|quantity|inventory|available|on hand|stock qty|stock quantity|new stock"
    "|et_title_variation_stock|stok|jumlah|jumlah stok|kuantitas|kuantiti|sisa stok"
    "|tồn kho|tồn|số lượng|kho hàng|số lượng tồn"
    "|สต็อก|สต๊อก|คลัง|คลังสินค้า|จำนวน|จำนวนสต็อก|จำนวนคงเหลือ|คงเหลือ"
    "|库存|库存数量|可用库存|数量|庫存|庫存數量|數量|商品數量"
    "|estoque|quantidade|qtd|qtde|quantidade em estoque|existencias|existencia|cantidad|inventario"
    "|stock disponible|stan|stan magazynowy|ilość|dostępność|liczba sztuk" },
  { PASAR_MEANING_COST,
    PASAR_HEAD_IS_WORD,
    "cost|cost price|unit cost|purchase price|buying price|modal|harga modal|harga beli|harga pokok|hpp"
    "|kos|harga kos|giá vốn|giá nhập|giá mua|ต้นทุน|ราคาทุน|ราคาต้นทุน"
    "|成本|成本价|进价|进货价|采购价|成本價|進價|進貨價|採購價"
    "|custo|preço de custo|preço de compra|custo unitário|costo|coste|precio de costo"
    "|precio de coste|precio de compra|costo unitario|koszt|cena zakupu|koszt zakupu" },
  { PASAR_MEANING_FLOOR,
    PASAR_HEAD_IS_WORD,
    "floor|floor price|minimum price|min price|lowest price|harga minimum|harga terendah"
    "|giá sàn|giá tối thiểu|giá thấp nhất|ราคาต่ำสุด|ราคาขั้นต่ำ|最低价|底价|最低價|底價"
    "|preço mínimo|precio mínimo|cena minimalna|najniższa cena|cena min" },
  { PASAR_MEANING_NOTE,
    PASAR_HEAD_IS_WORD,
    "note|notes|remark|remarks|comment|comments|memo|catatan|keterangan|nota|ghi chú|หมายเหตุ"
    "|备注|備註|observação|observações|obs|observaciones|comentario|notas|uwagi|notatka|komentarz" },
  /* Also what stands beside it in our own files: the rows that may be meant, which are no codes. */
  { PASAR_MEANING_REASON,
    PASAR_HEAD_IS_WORD,
    "reason|failure reason|error|candidates|et_title_reason|alasan|sebab|kandidat|calon"
    "|lý do|lỗi|ứng viên|เหตุผล|สาเหตุ|ตัวเลือกที่เป็นไปได้|原因|失败原因|候选|失敗原因|候選"
    "|motivo|razão|erro|candidatos|razón|powód|przyczyna|błąd|kandydaci" },
};

/* A word as it is compared. */
typedef struct
{
  const Vocabulary *vocabulary;
  char *text;
} Word;

struct _PasarMeanings
{
  GArray *words; /* Word */
};

static void
word_clear (gpointer data)
{
  Word *word = data;

  g_free (word->text);
}

/* What is left of a letter without the marks that people leave out. */
static gunichar
simplify (gunichar c)
{
  c = g_unichar_tolower (c);
  if (c == 0x0111) /* đ */
    return 'd';
  if (c == 0x0142) /* ł */
    return 'l';
  return g_unichar_isalnum (c) || g_unichar_type (c) == G_UNICODE_SPACING_MARK ? c : ' ';
}

/* Accents are marks on Latin letters; vowels of Thai, which are marks to Unicode, too, are not. */
static gboolean
is_accent (gunichar c)
{
  return c >= 0x0300 && c <= 0x036F;
}

/**
 * pasar_head_normalize:
 * @head: the head of a column
 *
 * Makes heads alike that mean the same: without case, accents, signs, what stands in brackets, and
 * blanks more than one. Remembered mappings are found by it, so that what it makes of a head must
 * not change.
 *
 * Returns: (transfer full): the words of @head
 */
char *
pasar_head_normalize (const char *head)
{
  g_autofree char *decomposed = NULL;
  GString *words = g_string_new (NULL);
  guint depth = 0;

  g_return_val_if_fail (head != NULL, NULL);

  decomposed = g_utf8_normalize (head, -1, G_NORMALIZE_ALL);
  for (const char *p = decomposed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);
      const gunichar letter = g_unichar_type (c) == G_UNICODE_NON_SPACING_MARK ? c : simplify (c);

      depth += c == '(' || c == '[' || c == 0x3010;
      if (depth == 0 && !is_accent (c)
          && (letter != ' ' || (words->len > 0 && words->str[words->len - 1] != ' ')))
        g_string_append_unichar (words, letter);
      depth -= depth > 0 && (c == ')' || c == ']' || c == 0x3011);
    }
  g_strchomp (words->str);
  return g_string_free (words, FALSE);
}

/**
 * pasar_meanings_new:
 *
 * Makes the words ready to be looked for.
 *
 * Returns: (transfer full): the words
 */
PasarMeanings *
pasar_meanings_new (void)
{
  PasarMeanings *self = g_new0 (PasarMeanings, 1);

  self->words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_array_set_clear_func (self->words, word_clear);
  for (guint i = 0; i < G_N_ELEMENTS (vocabularies); i++)
    {
      g_auto (GStrv) words = g_strsplit (vocabularies[i].words, "|", -1);

      for (char **word = words; *word != NULL; word++)
        {
          const Word added = { &vocabularies[i], pasar_head_normalize (*word) };

          g_array_append_val (self->words, added);
        }
    }
  return self;
}

/**
 * pasar_meanings_free:
 * @self: (transfer full) (nullable): words
 *
 * Frees @self.
 */
void
pasar_meanings_free (PasarMeanings *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->words);
  g_free (self);
}

/* Whether a word stands in a text by itself; scripts without blanks have no ends of words. */
static gboolean
has_word (const char *text, const char *word)
{
  const gsize length = strlen (word);

  for (const char *p = strstr (text, word); p != NULL; p = strstr (p + 1, word))
    {
      const gboolean begins = p == text || p[-1] == ' ' || (guchar) *p >= 0x80;
      const gboolean ends = p[length] == '\0' || p[length] == ' ' || (guchar) p[length - 1] >= 0x80;

      if (begins && ends)
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_meanings_find:
 * @self: words
 * @head: the head of a column
 * @score: (out): how far it says so
 *
 * Looks for what a column is about in its head. A longer word says more than a shorter one in it:
 * "cost price" is no price.
 *
 * Returns: what it says; %PASAR_MEANING_UNKNOWN when it says nothing that is known
 */
PasarMeaning
pasar_meanings_find (const PasarMeanings *self, const char *head, PasarHeadScore *score)
{
  g_autofree char *text = NULL;
  PasarMeaning meaning = PASAR_MEANING_UNKNOWN;
  gsize longest = 0;

  g_return_val_if_fail (self != NULL && head != NULL && score != NULL, meaning);

  text = pasar_head_normalize (head);
  *score = PASAR_HEAD_SAYS_NOTHING;
  for (guint i = 0; i < self->words->len; i++)
    {
      const Word *word = &g_array_index (self->words, Word, i);

      if (strcmp (word->text, text) == 0)
        {
          *score = word->vocabulary->score;
          return word->vocabulary->meaning;
        }
      if (strlen (word->text) > MAX (longest, 2) && has_word (text, word->text))
        {
          longest = strlen (word->text);
          meaning = word->vocabulary->meaning;
          *score = PASAR_HEAD_HAS_WORD;
        }
    }
  return meaning;
}
