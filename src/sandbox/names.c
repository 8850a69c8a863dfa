/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/demo-private.h"
#include "sandbox/shop-private.h"

#include <string.h>

#define N_NOUNS      10
#define N_ADJECTIVES 8
#define N_COLOURS    10

/* Words of the plain catalogue, in one language, with bars between them. */
typedef struct
{
  const char *code;
  gboolean adjective_last;
  const char *tiers;
  const char *nouns;
  const char *adjectives;
  const char *colours;
} Language;

/* clang-format off */
static const Language languages[] = {
  { "en", FALSE, "Colour|Size",
    "Shirt|Mug|Notebook|Backpack|Lamp|Towel|Water Bottle|Phone Case|Cushion|Umbrella",
    "Soft|Classic|Light|Large|Foldable|Waterproof|Everyday|Slim",
    "White|Black|Navy|Red|Green|Grey|Beige|Pink|Yellow|Brown" },
  { "id", TRUE, "Warna|Ukuran",
    "Kemeja|Gelas|Buku Catatan|Tas Ransel|Lampu|Handuk|Botol Minum|Casing Ponsel|Bantal|Payung",
    "Lembut|Klasik|Ringan|Besar|Lipat|Tahan Air|Harian|Tipis",
    "Putih|Hitam|Biru Tua|Merah|Hijau|Abu-abu|Krem|Merah Muda|Kuning|Cokelat" },
  { "ms", TRUE, "Warna|Saiz",
    "Baju|Cawan|Buku Nota|Beg Galas|Lampu|Tuala|Botol Air|Sarung Telefon|Kusyen|Payung",
    "Lembut|Klasik|Ringan|Besar|Boleh Lipat|Kalis Air|Harian|Nipis",
    "Putih|Hitam|Biru Tua|Merah|Hijau|Kelabu|Krim|Merah Jambu|Kuning|Coklat" },
  { "zh", FALSE, "顏色|尺寸",
    "襯衫|馬克杯|筆記本|後背包|檯燈|毛巾|水壺|手機殼|抱枕|雨傘",
    "柔軟|經典|輕量|大容量|可折疊|防水|日常|纖薄",
    "白色|黑色|深藍|紅色|綠色|灰色|米色|粉紅|黃色|棕色" },
  { "th", TRUE, "สี|ขนาด",
    "เสื้อเชิ้ต|แก้วน้ำ|สมุดโน้ต|กระเป๋าเป้|โคมไฟ|ผ้าขนหนู|ขวดน้ำ|เคสโทรศัพท์|หมอนอิง|ร่ม",
    "นุ่ม|คลาสสิก|น้ำหนักเบา|ขนาดใหญ่|พับได้|กันน้ำ|ใช้ทุกวัน|บาง",
    "ขาว|ดำ|กรมท่า|แดง|เขียว|เทา|เบจ|ชมพู|เหลือง|น้ำตาล" },
  { "vi", TRUE, "Màu sắc|Kích cỡ",
    "Áo sơ mi|Cốc sứ|Sổ tay|Ba lô|Đèn bàn|Khăn tắm|Bình nước|Ốp điện thoại|Gối tựa|Ô che",
    "mềm mại|cổ điển|siêu nhẹ|cỡ lớn|gấp gọn|chống nước|hằng ngày|mỏng",
    "Trắng|Đen|Xanh đậm|Đỏ|Xanh lá|Xám|Be|Hồng|Vàng|Nâu" },
  { "pt", TRUE, "Cor|Tamanho",
    "Camisa|Caneca|Caderno|Mochila|Luminária|Toalha|Garrafa|Capa de Celular|Almofada|Guarda-chuva",
    "Macia|Clássica|Leve|Grande|Dobrável|Impermeável|Diária|Fina",
    "Branco|Preto|Azul|Vermelho|Verde|Cinza|Bege|Rosa|Amarelo|Marrom" },
  { "es", TRUE, "Color|Talla",
    "Camisa|Taza|Cuaderno|Mochila|Lámpara|Toalla|Botella|Funda de Móvil|Cojín|Paraguas",
    "Suave|Clásico|Ligero|Grande|Plegable|Impermeable|Diario|Fino",
    "Blanco|Negro|Azul|Rojo|Verde|Gris|Beis|Rosa|Amarillo|Marrón" },
};
/* clang-format on */

static guint
index_of (const PasarSandboxShop *shop, const PasarSandboxItem *item)
{
  return item - &g_array_index (shop->items, PasarSandboxItem, 0);
}

static const Language *
language_of (const PasarSandboxShop *shop, const PasarSandboxItem *item)
{
  if (shop->mixed_names)
    return &languages[index_of (shop, item) % G_N_ELEMENTS (languages)];
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (strcmp (languages[i].code, shop->region->language) == 0)
      return &languages[i];
  return &languages[0];
}

static char *
dup_field (const char *fields, guint n)
{
  for (; n > 0 && fields != NULL; n--)
    {
      fields = strchr (fields, '|');
      fields += fields != NULL;
    }
  return fields != NULL ? g_strndup (fields, strcspn (fields, "|")) : g_strdup ("");
}

/* Where names are mixed, each third has all the adjectives, as sellers do it to be found. */
static char *
dup_adjectives (const PasarSandboxShop *shop,
                const PasarSandboxItem *item,
                const Language *language,
                guint n)
{
  if (!shop->mixed_names || index_of (shop, item) % 3 != 0)
    return dup_field (language->adjectives, n);
  return g_strdelimit (g_strdup (language->adjectives), "|", ' ');
}

/* What is no more than a name, and begins with what tells it from others. */
static char *
dup_hostile (const char *what, guint n)
{
  g_autofree char *tail = g_strnfill (3000, 'x');

  return g_strdup_printf ("=%s%u+1 <b>hostile</b> &lt;%%s _u_ \xe2\x80\xae"
                          "\xe2\x81\xa6"
                          "\xe2\x80\xa9"
                          "\x1b[1m\x07 "
                          "../../etc/passwd \"'; javascript:alert(1) %s",
                          what,
                          n,
                          tail);
}

char *
pasar_sandbox_item_dup_name (const PasarSandboxShop *shop, const PasarSandboxItem *item)
{
  const Language *language = language_of (shop, item);
  guint index = index_of (shop, item);
  guint64 dice = pasar_sandbox_mix (shop->seed + 7, index);
  g_autofree char *noun = dup_field (language->nouns, dice % N_NOUNS);
  g_autofree char *adjective = dup_adjectives (shop, item, language, (dice >> 8) % N_ADJECTIVES);

  if (item->demo != NULL)
    return g_strdup (item->demo->name);
  if (shop->hostile_names)
    return dup_hostile ("item", index);
  if ((item->flags & PASAR_SANDBOX_ITEM_LONG_NAME) != 0)
    return g_strdup (
        "\"Long\" name <b>&amp;</b> \\ tab\there, emoji 🧺👩‍👩‍👧, ไทย, 繁體中文, العربية, "
        "Việt Nam, e\xcc\x81 combining, and then some more words so that no column is "
        "ever wide enough for all of it, whatever the seller does; = +1+1");
  if (language->adjective_last)
    return g_strdup_printf ("%s %s %u", noun, adjective, index);
  return g_strdup_printf ("%s %s %u", adjective, noun, index);
}

char *
pasar_sandbox_item_dup_sku (const PasarSandboxShop *shop, const PasarSandboxItem *item)
{
  guint index = index_of (shop, item);

  if (item->demo != NULL)
    return g_strdup (item->demo->sku);
  if (index % 7 == 6)
    return g_strdup ("");
  return g_strdup_printf ("%s-%05u", shop->region->code, index);
}

static const char *
demo_description (char kind)
{
  switch (kind)
    {
    case 'f':
      return "Breathable fabric that keeps its shape after many washes. Please check the size chart; "
             "between two sizes take the larger one.\n\nCare: machine wash cold, dry in shade.";
    case 'k':
      return "Made for small kitchens: easy to clean, easy to store. Food-safe, free of BPA.\n\n"
             "Tip: hand washing keeps the finish new for years.";
    case 's':
      return "Smooth paper and honest materials for the desk or the school bag.\n\n"
             "Packed flat in a recycled mailer, so it arrives without creases.";
    default:
      return "Tested for small hands: rounded edges and water-based paint.\n\n"
             "Suitable from 3 years. Keep small parts away from babies.";
    }
}

char *
pasar_sandbox_item_dup_description (const PasarSandboxShop *shop, const PasarSandboxItem *item)
{
  g_autofree char *name = pasar_sandbox_item_dup_name (shop, item);

  if (item->demo == NULL)
    return g_strconcat (name, "\n", "Sandbox item, nothing is sold here.", NULL);
  return g_strconcat (name,
                      "\n\n",
                      demo_description (item->demo->kind),
                      "\n\nShips from our own shelf within two working days.",
                      NULL);
}

/* Returns what the tier is called, such as Colour. */
char *
pasar_sandbox_item_dup_tier (const PasarSandboxShop *shop, const PasarSandboxItem *item, guint tier)
{
  if (item->demo != NULL)
    return dup_field (item->demo->tiers[tier], 0);
  return dup_field (language_of (shop, item)->tiers, tier);
}

/* Returns what the option is called, such as Blue. */
char *
pasar_sandbox_item_dup_option (const PasarSandboxShop *shop,
                               const PasarSandboxItem *item,
                               guint tier,
                               guint option)
{
  static const char *const sizes[] = { "XS", "S", "M", "L", "XL", "XXL", "3XL" };
  g_autofree char *colour = dup_field (language_of (shop, item)->colours, option % N_COLOURS);

  if (item->demo != NULL)
    return dup_field (item->demo->tiers[tier], option + 1);
  if (shop->hostile_names)
    return dup_hostile (tier == 0 ? "first" : "second", option);
  if (tier == 1 && option < G_N_ELEMENTS (sizes))
    return g_strdup (sizes[option]);
  if (tier == 1)
    return g_strdup_printf ("%u", 30 + 2 * option);
  if (option < N_COLOURS)
    return g_steal_pointer (&colour);
  return g_strdup_printf ("%s %u", colour, option / N_COLOURS + 1);
}

/* Returns the options of a model, such as "Blue M"; the item's name for an item without models. */
char *
pasar_sandbox_model_dup_name (const PasarSandboxShop *shop,
                              const PasarSandboxItem *item,
                              const PasarSandboxSku *sku)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if ((item->flags & PASAR_SANDBOX_ITEM_HAS_MODEL) == 0)
    return pasar_sandbox_item_dup_name (shop, item);
  first = pasar_sandbox_item_dup_option (shop, item, 0, sku->tier[0]);
  if (item->n_options[1] <= 1)
    return g_steal_pointer (&first);
  second = pasar_sandbox_item_dup_option (shop, item, 1, sku->tier[1]);
  return g_strconcat (first, " ", second, NULL);
}

char *
pasar_sandbox_model_dup_sku (const PasarSandboxShop *shop,
                             const PasarSandboxItem *item,
                             const PasarSandboxSku *sku)
{
  g_autofree char *parent = pasar_sandbox_item_dup_sku (shop, item);

  if (*parent == '\0')
    return g_steal_pointer (&parent);
  return g_strdup_printf ("%s-%u%u", parent, sku->tier[0] + 1u, sku->tier[1] + 1u);
}

/* Returns the EAN-13 of a model, or of an item without models; "00" for one that was declared to
 * have none, "" where nobody said. */
char *
pasar_sandbox_dup_barcode (const PasarSandboxShop *shop,
                           const PasarSandboxItem *item,
                           const PasarSandboxSku *sku)
{
  const guint index = index_of (shop, item);
  const gboolean is_alone = (item->flags & PASAR_SANDBOX_ITEM_HAS_MODEL) == 0;
  guint64 code;
  guint sum = 0;

  if (sku == NULL || index % 4 == 3)
    return g_strdup ("");
  if (index % 4 == 2 && is_alone)
    return g_strdup ("00");
  /* A number as shops give them to what never leaves them: no company has it. */
  code = G_GUINT64_CONSTANT (200000000000) + (guint64) index * 1000
         + (is_alone ? 0 : sku->tier[0] * 20u + sku->tier[1] + 1u);
  for (guint64 rest = code, weight = 3; rest > 0; rest /= 10, weight = 4 - weight)
    sum += (guint) (rest % 10 * weight);
  return g_strdup_printf ("%" G_GUINT64_FORMAT "%u", code, (10 - sum % 10) % 10);
}
