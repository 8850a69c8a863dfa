/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/damage.h"

#include <string.h>

/* A spreadsheet keeps so many digits of a number. */
#define DIGITS_KEPT 15
/* A code with one zero in that place is one in ten, with three one in a thousand: by itself only
 * this many prove something. */
#define ZEROS_PROVE 3
/* So many codes that begin with a zero show that all of the column have one length. */
#define ZERO_CODES_PROVE 2
/* The longest code, and the most zeros before one, that are tried: GTIN-14 made a single digit. */
#define PADDED_MAX 20
#define ZEROS_MAX  13
/* Of what is figures alone only barcodes begin with zeros. */
#define GTIN_MAX 14
#define FIGURES  "0123456789"

/* As numbers are shown that are too long for their cell or their program. A SKU may well be "12E5":
 * a spreadsheet writes one digit before the decimals, a sign, and two digits after it. */
#define EXPONENT       "^[+-]?(?:\\d(?:[.,]\\d+)?E[+-]\\d{2,}|\\d[.,]\\d+E\\d{1,3})$"
#define EXPONENT_OF_ID "^[+-]?\\d+(?:[.,]\\d+)?E[+-]?\\d+$"
#define AMOUNT         "^[+-]?\\d{1,3}(?:[., '\\x{A0}\\x{202F}]\\d{3})+(?:[.,]\\d+)?$|^[+-]?\\d+[.,]\\d+$"
#define ERROR_VALUE    "^(?:#N/[AD]|#[\\p{Lu}\\d¡¿/_]+[!?]|Err:\\d{3}|#{3,})$"
#define TIME           "(?:[T ]\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AP]M)?)?"
/* Years in full: "10-20-30" is a SKU. Only LibreOffice writes two digits, after a slash. */
#define NUMERIC_DATE                                                                               \
  "^(?:19|20)\\d\\d([-/.])(?:0?[1-9]|1[0-2])\\1(?:0?[1-9]|[12]\\d|3[01])" TIME "$"                 \
  "|^(?:0?[1-9]|[12]\\d|3[01])([-/.])(?:0?[1-9]|[12]\\d|3[01])\\2(?:19|20)\\d\\d" TIME "$"         \
  "|^(?:0?[1-9]|[12]\\d|3[01])/(?:0?[1-9]|[12]\\d|3[01])/\\d\\d$"                                  \
  "|^(?:(?:19|20)\\d\\d年)?\\d{1,2}月(?:\\d{1,2}日)?$"
/* As Excel shortens them in the languages of sellers. */
#define MONTH                                                                                      \
  "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"                                             \
  "|Ene|Abr|Mai|Ago|Set|Sept|Out|Dez|Dic|Fev|Mei|Agu|Agt|Okt|Des|Mac|Ogo|Dis"                      \
  "|sty|lut|kwi|maj|cze|lip|sie|wrz|paź|lis|gru|Thg ?\\d{1,2}"                                    \
  "|ม\\.ค|ก\\.พ|มี\\.ค|เม\\.ย|พ\\.ค|มิ\\.ย|ก\\.ค|ส\\.ค|ก\\.ย|ต\\.ค|พ\\.ย|ธ\\.ค)\\.?"
#define NAMED_DATE                                                                                 \
  "^\\d{1,2}[-/. ]" MONTH "(?:[-/. ]\\d{2,4})?" TIME "$|^" MONTH "[-/. ](?:\\d{1,2}|\\d{4})$"

typedef struct
{
  const PasarTextTable *table;
  const PasarCodeColumn *codes;
  GRegex *exponent;
  GRegex *amount;
  GRegex *error;
  GRegex *numeric_date;
  GRegex *named_date;
  GString *code; /* without its blanks */

  /* Of the column. */
  guint n_long;        /* codes of more digits than are kept */
  guint n_long_zeros;  /* those of them that end in zeros from there on */
  guint n_digits;      /* codes of digits alone */
  guint n_zero_codes;  /* those of them that begin with a zero */
  guint zero_length;   /* of those; 0: they have several */
  guint n_zero_length; /* codes of digits alone that are as long */
  gsize longest;
} Search;

static GRegex *
compile (const char *pattern, GRegexCompileFlags flags)
{
  return g_regex_new (pattern, G_REGEX_OPTIMIZE | flags, 0, NULL);
}

static gboolean
is_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, FIGURES)] == '\0';
}

static gboolean
has_zeros_after (const char *digits, gsize n_kept)
{
  return strlen (digits) > n_kept && strspn (digits + n_kept, "0") == strlen (digits + n_kept);
}

static gboolean
knows (const Search *self, const char *code)
{
  return self->codes->knows != NULL && self->codes->knows (code, self->codes->user_data);
}

/* Valid until the next one. */
static const char *
read_code (const Search *self, guint row)
{
  const char *text = pasar_text_table_get_text (self->table, row, self->codes->column);
  const gsize length = strlen (text);

  if (length == 0 || (!g_ascii_isspace (text[0]) && !g_ascii_isspace (text[length - 1])))
    return text;
  g_string_assign (self->code, text);
  return g_strstrip (self->code->str);
}

static void
count_digits (Search *self, const char *code)
{
  const gsize length = strlen (code);

  self->n_digits++;
  self->longest = MAX (self->longest, length);
  if (length > DIGITS_KEPT)
    {
      self->n_long++;
      self->n_long_zeros += has_zeros_after (code, DIGITS_KEPT);
    }
  if (*code == '0')
    {
      if (self->n_zero_codes++ == 0)
        self->zero_length = (guint) length;
      else if (self->zero_length != length)
        self->zero_length = 0;
    }
}

/* What the column as a whole says. */
static void
look_at_column (Search *self)
{
  for (guint row = self->codes->first_row; row < self->table->n_rows; row++)
    {
      const char *code = read_code (self, row);

      if (is_digits (code))
        count_digits (self, code);
    }
  for (guint row = self->codes->first_row;
       self->n_zero_codes >= ZERO_CODES_PROVE && row < self->table->n_rows;
       row++)
    {
      const char *code = read_code (self, row);

      self->n_zero_length += is_digits (code) && strlen (code) == self->zero_length;
    }
}

/* Most of the codes of a column that have so many digits end that way, or this one by far, or the
 * spreadsheet has it as a number. */
static gboolean
is_rounded (const Search *self, const char *code, gboolean is_number)
{
  return has_zeros_after (code, DIGITS_KEPT)
         && (is_number || strlen (code) >= DIGITS_KEPT + ZEROS_PROVE
             || self->n_long_zeros * 2 > self->n_long);
}

/* All of the column have one length, zeros included, and this one is shorter. */
static gboolean
is_too_short (const Search *self, const char *code)
{
  return self->n_zero_codes >= ZERO_CODES_PROVE && self->zero_length == self->longest
         && strlen (code) < self->zero_length && self->n_zero_length * 2 >= self->n_digits;
}

static gboolean
is_known_with_zeros (const Search *self, const char *code)
{
  char padded[PADDED_MAX + 1];
  const gsize length = strlen (code);
  const gsize longest = self->codes->is_id ? GTIN_MAX : PADDED_MAX;

  for (gsize n = 1; n <= ZEROS_MAX && n + length <= longest && self->codes->knows != NULL; n++)
    {
      memset (padded, '0', n);
      memcpy (padded + n, code, length + 1);
      if (knows (self, padded))
        return TRUE;
    }
  return FALSE;
}

/* An amount without decimals that say something: the number that a code was made. */
static gboolean
is_known_whole (const Search *self, const char *code)
{
  const gsize n = strspn (code, FIGURES);
  g_autofree char *whole = g_strndup (code, n);

  return n > 0 && code[n] == '.' && has_zeros_after (code, n + 1) && knows (self, whole);
}

/* Spreadsheets write no month in capitals: "MAR-01" is a SKU. */
static gboolean
is_capitals (const char *text)
{
  g_autofree char *upper = g_utf8_strup (text, -1);
  g_autofree char *lower = g_utf8_strdown (text, -1);

  return strcmp (text, upper) == 0 && strcmp (text, lower) != 0;
}

static gboolean
is_date (const Search *self, const char *code)
{
  return g_regex_match (self->numeric_date, code, 0, NULL)
         || (g_regex_match (self->named_date, code, 0, NULL) && !is_capitals (code));
}

static gboolean
find_kind_of_text (const Search *self, const char *code, PasarDamageKind *kind)
{
  if (*code == '\'' && code[1] != '\0' && code[strlen (code) - 1] != '\'')
    *kind = PASAR_DAMAGE_APOSTROPHE;
  else if (g_regex_match (self->error, code, 0, NULL))
    *kind = PASAR_DAMAGE_ERROR;
  else if (g_regex_match (self->exponent, code, 0, NULL))
    *kind = PASAR_DAMAGE_EXPONENT;
  else if (is_date (self, code))
    *kind = PASAR_DAMAGE_DATE;
  else if (self->codes->is_id ? g_regex_match (self->amount, code, 0, NULL)
                              : is_known_whole (self, code))
    *kind = PASAR_DAMAGE_NUMBER;
  else
    return FALSE;
  return TRUE;
}

static gboolean
find_kind_of_digits (const Search *self,
                     const char *code,
                     gboolean is_number,
                     PasarDamageKind *kind)
{
  if (is_rounded (self, code, is_number))
    *kind = PASAR_DAMAGE_ROUNDED;
  else if (*code != '0' && (is_too_short (self, code) || is_known_with_zeros (self, code)))
    *kind = PASAR_DAMAGE_ZEROS;
  else
    return FALSE;
  return TRUE;
}

static gboolean
find_kind (const Search *self, guint row, const char *code, PasarDamageKind *kind)
{
  const PasarCellType type = pasar_text_table_get_cell_type (self->table, row, self->codes->column);

  switch (type)
    {
    case PASAR_CELL_DATE:
      *kind = PASAR_DAMAGE_DATE;
      return TRUE;
    case PASAR_CELL_ERROR:
      *kind = PASAR_DAMAGE_ERROR;
      return TRUE;
    case PASAR_CELL_PERCENT:
      *kind = PASAR_DAMAGE_NUMBER;
      return TRUE;
    case PASAR_CELL_TEXT:
    case PASAR_CELL_NUMBER:
    case PASAR_CELL_BOOLEAN:
      break;
    default:
      g_return_val_if_reached (FALSE);
    }
  return is_digits (code) ? find_kind_of_digits (self, code, type == PASAR_CELL_NUMBER, kind)
                          : find_kind_of_text (self, code, kind);
}

/**
 * pasar_damage_find:
 * @table: a table
 * @codes: the column of it that is to be codes
 *
 * Finds the cells that are not what they were before a spreadsheet had them, so that no row is
 * taken for another one. What the shop has as it is written is no damage, however it looks. A code
 * that could also have been so from the start is damaged only where the other codes of the column,
 * or those of the shop, prove it.
 *
 * Returns: (transfer full) (element-type PasarDamage): what was found, in the order of the rows
 */
GArray *
pasar_damage_find (const PasarTextTable *table, const PasarCodeColumn *codes)
{
  g_autoptr (GRegex) exponent = NULL;
  g_autoptr (GRegex) amount = NULL;
  g_autoptr (GRegex) error = NULL;
  g_autoptr (GRegex) numeric_date = NULL;
  g_autoptr (GRegex) named_date = NULL;
  g_autoptr (GString) code_text = g_string_new (NULL);
  Search self = { .table = table, .codes = codes, .code = code_text };
  GArray *found = g_array_new (FALSE, FALSE, sizeof (PasarDamage));

  g_return_val_if_fail (table != NULL && codes != NULL, found);
  g_return_val_if_fail (codes->column < table->n_columns || table->n_rows == 0, found);

  self.exponent = exponent = compile (codes->is_id ? EXPONENT_OF_ID : EXPONENT, G_REGEX_CASELESS);
  self.amount = amount = compile (AMOUNT, 0);
  self.error = error = compile (ERROR_VALUE, 0);
  self.numeric_date = numeric_date = compile (NUMERIC_DATE, G_REGEX_CASELESS);
  self.named_date = named_date = compile (NAMED_DATE, G_REGEX_CASELESS);
  look_at_column (&self);
  for (guint row = codes->first_row; row < table->n_rows; row++)
    {
      const char *code = read_code (&self, row);
      PasarDamage damage = { .row = row };

      if (*code != '\0' && find_kind (&self, row, code, &damage.kind) && !knows (&self, code))
        g_array_append_val (found, damage);
    }
  return found;
}
