/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/expression.h"

#include <string.h>

#define OK (-1)

static const PasarNumberFormat english = { ".", "," };
static const PasarNumberFormat indonesian = { ",", "." };

enum
{
  PRICE,
  CURRENT,
  COST,
  STOCK,
  RESERVED,
  MARGIN,
  N_COLUMNS,
};

static const PasarExpressionColumn columns[N_COLUMNS] = {
  [PRICE] = { PRICE, "price", "Harga", PASAR_UNIT_MONEY },
  [CURRENT] = { CURRENT, "current", "Harga sekarang", PASAR_UNIT_MONEY },
  [COST] = { COST, "cost", NULL, PASAR_UNIT_MONEY },
  [STOCK] = { STOCK, "stock", "Stok", PASAR_UNIT_PIECES },
  [RESERVED] = { RESERVED, "reserved", NULL, PASAR_UNIT_PIECES },
  [MARGIN] = { MARGIN, "margin", "ส่วนต่าง", PASAR_UNIT_PERCENT },
};

/* With digits for a price, without for a stock. */
static PasarExpressionContext
make_context (guint digits, gboolean in_bulk, const PasarNumberFormat *format)
{
  return (PasarExpressionContext){
    .columns = columns,
    .n_columns = N_COLUMNS,
    .target = digits > 0 ? PRICE : STOCK,
    .currency = "SGD",
    .digits = 2,
    .in_bulk = in_bulk,
    .format = format,
  };
}

static PasarExpression *
read_or_fail (const char *text, const PasarExpressionContext *context)
{
  g_autoptr (GError) error = NULL;
  PasarExpression *expression = pasar_expression_new (text, context, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (expression);
  return expression;
}

static gboolean
evaluate (const PasarExpression *expression, const gint64 *values, gint64 *result, GError **error)
{
  gint64 needed_values[N_COLUMNS];
  const guint *needed;
  guint n;

  needed = pasar_expression_get_columns (expression, &n);
  for (guint i = 0; i < n; i++)
    needed_values[i] = values[needed[i]];
  return pasar_expression_evaluate (expression, needed_values, result, error);
}

/* What the seller gets for a price of 9.90 that buyers pay 8.50 for, a cost of 5.00, a margin of 20
 * %, a stock of 7, 3 of them reserved. */
static const gint64 row[N_COLUMNS] = { 990, 850, 500, 7, 3, 200 };

static void
test_results (void)
{
  static const struct
  {
    const char *text;
    guint digits; /* 0: stock */
    int error;
    gint64 result;
  } cases[] = {
    { "12.50", 2, OK, 1250 },
    { "S$ 12.5", 2, OK, 1250 },
    { "+10%", 2, OK, 1089 },
    { "-10 %", 2, OK, 891 },
    { "-100%", 2, OK, 0 },
    { "*1.08", 2, OK, 1069 },
    { "×1.1", 2, OK, 1089 },
    { "/2", 2, OK, 495 },
    { "÷ 2", 0, OK, 4 },
    { "+5", 2, OK, 1490 },
    { "-5", 2, OK, 490 },
    { "−9.90", 2, OK, 0 },
    { "-9.91", 2, PASAR_INPUT_ERROR_NEGATIVE, 0 },
    { "+5", 0, OK, 12 },
    { "+10%", 0, OK, 8 },

    { "=price*1.1", 2, OK, 1089 },
    { "= PRICE * 1.1", 2, OK, 1089 },
    { "=harga*1.1", 2, OK, 1089 },
    { "=Harga Sekarang*1.1", 2, OK, 935 },
    { "=harga sekarang end .90", 2, OK, 890 },
    { "=price+10%", 2, OK, 1089 },
    { "=price-10%", 2, OK, 891 },
    { "=price*10%", 2, OK, 99 },
    { "=price*(1+10%)", 2, OK, 1089 },
    { "=price*(100%+10%)", 2, OK, 1089 },
    { "=price+(5%+5%)", 2, OK, 1089 },
    { "=price+10%*2", 2, OK, 1188 },
    { "=price*1.1+1", 2, OK, 1189 },
    { "=price*2-current", 2, OK, 1130 },
    { "=-price+20", 2, OK, 1010 },
    { "=20 - price", 2, OK, 1010 },
    { "=(price+0.10)/2", 2, OK, 500 },
    { "=price/3", 2, OK, 330 },
    { "=price/3*3", 2, OK, 990 },
    { "=price/7*7", 2, OK, 990 },
    { "=1/3*price*3", 2, OK, 990 },
    { "=S$5+price", 2, OK, 1490 },
    { "=price+5 SGD", 2, OK, 1490 },
    { "=price*0.000085", 2, OK, 0 },
    { "=price*15000", 2, OK, 14850000 },
    { "=cost*(1+margin)", 2, OK, 600 },
    { "=cost+margin", 2, OK, 600 },
    { "=cost*(1+ส่วนต่าง)", 2, OK, 600 },
    { "=max(cost*1.3; current)", 2, OK, 850 },
    { "=max(cost*1.3, current)", 2, OK, 850 },
    { "=max(cost*1.3,current,price)", 2, OK, 990 },
    { "=min(cost*1.3; current)", 2, OK, 650 },
    { "=min(price; 9.5)", 2, OK, 950 },
    { "=MIN(price, 9.5)", 2, OK, 950 },
    { "=max(5, price)", 2, OK, 990 },
    { "=min(max(5, price), 7.5)", 2, OK, 750 },
    { "=round(price)", 2, OK, 1000 },
    { "=rounddown(price)", 2, OK, 900 },
    { "=roundup(cost*1.01; 0.10)", 2, OK, 510 },
    { "=round(price*1.1; 0.05)", 2, OK, 1090 },
    { "=round(price*1.1; 2.0)", 2, OK, 1000 },
    { "=rounddown(price*1.1, .5)", 2, OK, 1050 },
    { "=round(price*1.1; cost)", 2, OK, 1000 },
    { "=if(stock<5; price*1.1; price)", 2, OK, 990 },
    { "=if(stock>=7; price*1.1; price)", 2, OK, 1089 },
    { "=if(stock<>7, price*1.1, 5)", 2, OK, 500 },
    { "=if(stock=7; 1; 2)", 2, OK, 100 },
    { "=if(price<=9.90; if(price>9.9; 1; 3); 2)", 2, OK, 300 },
    { "=if(price/cost<2; 1; 2)", 2, OK, 100 },
    { "=if(margin<20%; 1; 2)", 2, OK, 200 },
    { "=if(margin≤20%; 1; 2)", 2, OK, 100 },
    { "=if(stock>0; 1; 1/(stock-7))", 2, OK, 100 },
    { "=1/(stock-7)", 2, PASAR_INPUT_ERROR_DIVISION_BY_ZERO, 0 },
    { "=round(price; stock-7)", 2, PASAR_INPUT_ERROR_DIVISION_BY_ZERO, 0 },
    { "=round(price; stock-8)", 2, PASAR_INPUT_ERROR_NEGATIVE, 0 },
    { "=max(price-20; 5)", 2, OK, 500 },
    { "=price-20", 2, PASAR_INPUT_ERROR_NEGATIVE, 0 },
    { "=price*999999", 2, OK, 989999010 },
    { "=price*999999*999999", 2, PASAR_INPUT_ERROR_TOO_LARGE, 0 },
    { "=price*price*price*price*price*price*price*price*price*price/"
      "price/price/price/price/price/price/price/price/price",
      2,
      OK,
      990 },
    { "=stock+20", 0, OK, 27 },
    { "=stock+1,000", 0, OK, 1007 },
    { "=max(stock-reserved; 0)", 0, OK, 4 },
    { "=stock*0.5", 0, OK, 4 },
    { "=rounddown(stock*0.5)", 0, OK, 3 },
    { "=round(stock*1.5; 5)", 0, OK, 10 },

    { "12.50 end .90", 2, OK, 1290 },
    { "+10% end .90", 2, OK, 1090 },
    { "+10% END 0.90", 2, OK, 1090 },
    { "=price*1.1 end .90", 2, OK, 1090 },
    { "=price*1.1 end 9.90", 2, OK, 990 },
    { "=price*1.1 end 99", 2, OK, 9900 },
    { "=roundup(price*1.1; end .50)", 2, OK, 1150 },
    { "=rounddown(price*1.1, end .90)", 2, OK, 990 },
    { "=max(rounddown(price*1.2; end .90); 5)", 2, OK, 1090 },
    { "0.30 end .90", 2, OK, 90 },
    { "=rounddown(0.30; end .90)", 2, OK, 90 },
    { "0.30 end .00", 2, OK, 100 },
    { "0 end .00", 2, OK, 0 },
    { "=max(round(price-20; end .90); 5)", 2, OK, 500 },
    { "= price ×  1.1  ", 2, OK, 1089 },
    { "＝ｐｒｉｃｅ＊１．１", 2, PASAR_INPUT_ERROR_UNKNOWN_NAME, 0 },
    { "＝price＊１．１", 2, OK, 1089 },
    { "＝max（price；5）", 2, OK, 990 },
    { "+10％", 2, OK, 1089 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarExpressionContext context = make_context (cases[i].digits, TRUE, &english);
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarExpression) expression =
          pasar_expression_new (cases[i].text, &context, NULL, &error);
      gint64 result = -77;

      g_test_message ("%s", cases[i].text);
      if (expression != NULL)
        evaluate (expression, row, &result, &error);
      if (cases[i].error == OK)
        {
          g_assert_no_error (error);
          g_assert_cmpint (result, ==, cases[i].result);
        }
      else
        {
          g_assert_error (error, PASAR_INPUT_ERROR, cases[i].error);
          g_assert_cmpint (result, ==, -77);
        }
    }
}

/* What is refused, where the reason is, and what the message says. */
static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const PasarNumberFormat *format;
    guint digits; /* 0: stock */
    int error;
    gsize place;
    const char *part; /* of the message */
  } cases[] = {
    { "10%", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0, "+10%" },
    { "=10%", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 1, "+10%" },
    { "+1,000%", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 1, "1000" },
    { "*1,250", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 1, "1250" },
    { "×1,1", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 2, "1.1" },
    { "12,345", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0, "12345" },
    { "12,50", &english, 0, PASAR_INPUT_ERROR_AMBIGUOUS, 0, "1250" },
    { "=price+12,345", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 7, "12345" },
    { "=max(price,5,100)", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 12, "5; 100" },
    { "=max(price; 5,100)", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 12, "5100" },
    { "=max(price, 5)", &indonesian, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 1, "max(price; 10)" },
    { "=round(price; 2)", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 14, "0.01" },
    { "=round(price; 2)", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 14, "2.0" },
    { "=round(price; 0)", &english, 2, PASAR_INPUT_ERROR_DIVISION_BY_ZERO, 14, "0" },
    { "=2+10%", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 1, "2+10%" },
    { "=if(price/cost-10%<1; 1; 2)", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 4, "price/cost" },
    { "=(2)+10%", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 1, "“(2)+10%”" },
    { "=10%+price", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 1, "price+10%" },
    { "=stock+1", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 1, "=price+5" },
    { "=price", &english, 0, PASAR_INPUT_ERROR_NOT_A_NUMBER, 1, "=stock*1.1" },
    { "=price+stock", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 1, "pieces" },
    { "=prise*2", &english, 2, PASAR_INPUT_ERROR_UNKNOWN_NAME, 1, "Did you mean price" },
    { "=price+reservd", &english, 2, PASAR_INPUT_ERROR_UNKNOWN_NAME, 7, "reserved" },
    { "=xyz", &english, 2, PASAR_INPUT_ERROR_UNKNOWN_NAME, 1, "price, current, cost, stock" },
    { "=ราคาสินค้าที่ต้องการเปลี่ยน", &english, 2, PASAR_INPUT_ERROR_UNKNOWN_NAME, 1, "ราคาสินค้า" },
    { "=sum(price)", &english, 2, PASAR_INPUT_ERROR_UNKNOWN_NAME, 1, "sum" },
    { "=max(price)", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 1, "max(price; 10)" },
    { "=if(price; 1; 2)", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 9, "; 1; 2)" },
    { "=if(price<5; 1)", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 1, "if(stock<5" },
    { "=max price", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 1, "max(price" },
    { "=price<5", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 6, "<5" },
    { "=price)", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 6, ")" },
    { "=max(price; 5", &english, 2, PASAR_INPUT_ERROR_EMPTY, 13, "missing" },
    { "=max(", &english, 2, PASAR_INPUT_ERROR_EMPTY, 5, "missing" },
    { "=max(price", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 1, "max(price; 10)" },
    { "=(price", &english, 2, PASAR_INPUT_ERROR_EMPTY, 7, "missing" },
    { "=price*", &english, 2, PASAR_INPUT_ERROR_EMPTY, 7, "missing" },
    { "  =price*  ", &english, 2, PASAR_INPUT_ERROR_EMPTY, 9, "missing" },
    { "=price**2", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 7, "*2" },
    { "=price 5", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 7, "5" },
    { "=price/0", &english, 2, PASAR_INPUT_ERROR_DIVISION_BY_ZERO, 7, "0" },
    { "/0", &english, 2, PASAR_INPUT_ERROR_DIVISION_BY_ZERO, 1, "0" },
    { "=5/(3-3)", &english, 2, PASAR_INPUT_ERROR_DIVISION_BY_ZERO, 1, "0" },
    { "=-5", &english, 2, PASAR_INPUT_ERROR_NEGATIVE, 1, "less than 0" },
    { "=5-6", &english, 2, PASAR_INPUT_ERROR_NEGATIVE, 1, "less than 0" },
    { "-100.01%", &english, 2, PASAR_INPUT_ERROR_NEGATIVE, 1, "less than 0" },
    { "--5", &english, 2, PASAR_INPUT_ERROR_NEGATIVE, 1, "less than 0" },
    { "*-1", &english, 2, PASAR_INPUT_ERROR_NEGATIVE, 1, "less than 0" },
    { "*101", &english, 2, PASAR_INPUT_ERROR_TOO_LARGE, 1, "101" },
    { "+100000%", &english, 2, PASAR_INPUT_ERROR_TOO_LARGE, 1, "100000" },
    { "1000000000000", &english, 0, PASAR_INPUT_ERROR_TOO_LARGE, 0, "too large" },
    { "=999999*999999*999999", &english, 2, PASAR_INPUT_ERROR_TOO_LARGE, 1, "too large" },
    { "=stock+1.5", &english, 0, PASAR_INPUT_ERROR_DECIMALS, 7, "1.5" },
    { "=price*1.1234567", &english, 2, PASAR_INPUT_ERROR_DECIMALS, 7, "6 decimals" },
    { "*1.12345", &english, 2, PASAR_INPUT_ERROR_DECIMALS, 1, "4 decimals" },
    { "RM 12.90", &english, 2, PASAR_INPUT_ERROR_CURRENCY, 0, "RM 12.90" },
    { "=price+RM 5", &english, 2, PASAR_INPUT_ERROR_CURRENCY, 7, "RM 5" },
    { "", &english, 2, PASAR_INPUT_ERROR_EMPTY, 0, "Nothing was entered" },
    { "=", &english, 2, PASAR_INPUT_ERROR_EMPTY, 1, "Nothing was entered" },
    { "+", &english, 2, PASAR_INPUT_ERROR_EMPTY, 1, "Nothing was entered" },
    { "1+2", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0, "1+2" },
    { "10^12", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0, "10^12" },
    { "1e12", &english, 0, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0, "1e12" },
    { "=1e12", &english, 0, PASAR_INPUT_ERROR_NOT_A_NUMBER, 2, "e12" },
    { "\xff", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0, "not a number" },
    { "+10% end", &english, 2, PASAR_INPUT_ERROR_EMPTY, 8, "missing" },
    { "+10% end x", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 9, "x" },
    { "+10% end .905", &english, 2, PASAR_INPUT_ERROR_DECIMALS, 9, "2 decimals" },
    { "+10% end ,90", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 9, "0.90" },
    { "+10% end 9,900", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 9, "9900" },
    { "+10% end -1", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 9, "-1" },
    { "+10% end 1234567890", &english, 2, PASAR_INPUT_ERROR_TOO_LARGE, 9, "too large" },
    { "+10% end .90 end .50", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 13, "end" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarExpressionContext context = make_context (cases[i].digits, TRUE, cases[i].format);
      g_autoptr (GError) error = NULL;
      gsize place = 777;

      g_test_message ("case %u", i);
      g_assert_null (pasar_expression_new (cases[i].text, &context, &place, &error));
      g_test_message ("%" G_GSIZE_FORMAT ": %s", place, error->message);
      g_assert_error (error, PASAR_INPUT_ERROR, cases[i].error);
      g_assert_cmpuint (place, ==, cases[i].place);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_nonnull (strstr (error->message, cases[i].part));
    }
}

/* Where the comma is the decimal point, and where there are no decimals. */
static void
test_locales (void)
{
  static const struct
  {
    const char *text;
    guint digits; /* of the currency */
    gint64 price;
    gint64 result;
  } cases[] = {
    { "12,50", 2, 990, 1250 },
    { "=price+0,5", 2, 990, 1040 },
    { "×1,1", 2, 990, 1089 },
    { "=max(price*1,1; 5,5)", 2, 990, 1089 },
    { "+10% end ,90", 2, 990, 1090 },
    { "=round(price; 0,05)", 2, 991, 990 },
    { "+10%", 0, 15000, 16500 },
    { "=price+1.000", 0, 15000, 16000 },
    { "+10% end 900", 0, 15000, 16900 },
    { "+10% end 9.900", 0, 15000, 19900 },
    { "=roundup(price*1,05; end 900)", 0, 15000, 15900 },
    { "=round(price*1,05; 500)", 0, 15000, 16000 },
    { "=round(price*1,05; 2)", 0, 15001, 15752 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PasarExpressionContext context = make_context (2, TRUE, &indonesian);
      g_autoptr (PasarExpression) expression = NULL;
      g_autoptr (GError) error = NULL;
      const gint64 values[N_COLUMNS] = { [PRICE] = cases[i].price };
      gint64 result;

      g_test_message ("%s", cases[i].text);
      context.digits = cases[i].digits;
      expression = pasar_expression_new (cases[i].text, &context, NULL, &error);
      g_assert_no_error (error);
      evaluate (expression, values, &result, &error);
      g_assert_no_error (error);
      g_assert_cmpint (result, ==, cases[i].result);
    }
}

/* In a cell a sign can be read in two ways; in a bulk change it means more and less. */
static void
test_bare_sign (void)
{
  static const struct
  {
    const char *text;
    const PasarNumberFormat *format;
    guint digits; /* 0: stock */
    gint64 amount;
    const char *offers[2];
  } cases[] = {
    { "-1", &english, 2, -100, { "=price-1", "1" } },
    { "+5", &english, 0, 5, { "=stock+5", "5" } },
    { "−0.5", &english, 2, -50, { "=price-0.50", "0.50" } },
    { "+0,5", &indonesian, 2, 50, { "=price+0,50", "0,50" } },
    { "+1,000", &english, 0, 1000, { "=stock+1000", "1000" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarExpressionContext in_cell = make_context (cases[i].digits, FALSE, cases[i].format);
      const PasarExpressionContext in_bulk = make_context (cases[i].digits, TRUE, cases[i].format);
      g_autoptr (PasarExpression) expression = NULL;
      g_autoptr (GError) error = NULL;
      gint64 amount;

      g_test_message ("%s", cases[i].text);
      g_assert_null (pasar_expression_new (cases[i].text, &in_cell, NULL, &error));
      g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_AMBIGUOUS);
      for (guint k = 0; k < 2; k++)
        {
          g_autoptr (PasarExpression) offer = read_or_fail (cases[i].offers[k], &in_cell);

          g_assert_nonnull (strstr (error->message, cases[i].offers[k]));
          g_assert_cmpint (pasar_expression_get_operation (offer, &amount),
                           ==,
                           k == 0 ? PASAR_OPERATION_ADD : PASAR_OPERATION_SET);
          g_assert_cmpint (amount, ==, k == 0 ? cases[i].amount : ABS (cases[i].amount));
        }
      expression = read_or_fail (cases[i].text, &in_bulk);
      g_assert_cmpint (pasar_expression_get_operation (expression, &amount),
                       ==,
                       PASAR_OPERATION_ADD);
      g_assert_cmpint (amount, ==, cases[i].amount);
    }
}

/* What is told is quoted whole. */
static void
test_quoted (void)
{
  static const char *const texts[] = { "-10%", "--10%", "--10％" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const PasarExpressionContext context = make_context (2, TRUE, &english);
      g_autofree char *text = g_strconcat ("=", texts[i], NULL);
      g_autofree char *quoted = g_strconcat ("“", texts[i], "”", NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (pasar_expression_new (text, &context, NULL, &error));
      g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_AMBIGUOUS);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, quoted));
    }
}

/* What can be said of an expression in a word. */
static void
test_operation (void)
{
  static const struct
  {
    const char *text;
    PasarOperation operation;
    gint64 amount;
  } cases[] = {
    { "12.5", PASAR_OPERATION_SET, 1250 },
    { "=5*2.5", PASAR_OPERATION_SET, 1250 },
    { "+10%", PASAR_OPERATION_PERCENT, 1000 },
    { "*0.875", PASAR_OPERATION_PERCENT, -1250 },
    { "=price*2/4", PASAR_OPERATION_PERCENT, -5000 },
    { "=1.1*price", PASAR_OPERATION_PERCENT, 1000 },
    { "=price", PASAR_OPERATION_PERCENT, 0 },
    { "=price/3", PASAR_OPERATION_OTHER, 0 },
    { "=price+10%+10%", PASAR_OPERATION_PERCENT, 2100 },
    { "+5", PASAR_OPERATION_ADD, 500 },
    { "=price-0.01", PASAR_OPERATION_ADD, -1 },
    { "=price*1.1+1", PASAR_OPERATION_OTHER, 0 },
    { "+10% end .90", PASAR_OPERATION_OTHER, 0 },
    { "=current*1.1", PASAR_OPERATION_OTHER, 0 },
    { "=max(price; 5)", PASAR_OPERATION_OTHER, 0 },
    { "=0.001*5", PASAR_OPERATION_OTHER, 0 },
  };
  const PasarExpressionContext context = make_context (2, TRUE, &english);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarExpression) expression = read_or_fail (cases[i].text, &context);
      gint64 amount = -77;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (pasar_expression_get_operation (expression, &amount),
                       ==,
                       cases[i].operation);
      g_assert_cmpint (amount, ==, cases[i].amount);
      g_assert_cmpstr (pasar_expression_get_text (expression), ==, cases[i].text);
    }
}

/* A value that is not known is an error for the row, where it is needed. */
static void
test_unknown_values (void)
{
  static const struct
  {
    const char *text;
    const char *message; /* NULL: none is needed */
  } cases[] = {
    { "12.50", NULL },
    { "+10%", "There is no old value to compute with." },
    { "=price*0+5", "There is no old value to compute with." },
    { "=cost*1.3", "It is not known what “cost” is of this row." },
    { "=max(5; current)", "It is not known what “current” is of this row." },
    { "=if(stock>5; 5; cost)", NULL },
    { "=if(stock<5; 5; cost)", "It is not known what “cost” is of this row." },
    { "=stock/1.5*1.5", NULL },
  };
  const gint64 values[N_COLUMNS] = { PASAR_NO_VALUE, PASAR_NO_VALUE, PASAR_NO_VALUE, 7,
                                     PASAR_NO_VALUE, PASAR_NO_VALUE };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarExpressionContext context =
          make_context (g_str_has_prefix (cases[i].text, "=stock") ? 0 : 2, TRUE, &english);
      g_autoptr (PasarExpression) expression = read_or_fail (cases[i].text, &context);
      g_autoptr (GError) error = NULL;
      gint64 result = -77;

      g_test_message ("%s", cases[i].text);
      evaluate (expression, values, &result, &error);
      if (cases[i].message == NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpint (result, >=, 0);
        }
      else
        {
          g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_EMPTY);
          g_assert_cmpstr (error->message, ==, cases[i].message);
          g_assert_cmpint (result, ==, -77);
        }
    }
}

/* Who computes many rows reads no column that is not needed. */
static void
test_columns (void)
{
  const PasarExpressionContext context = make_context (2, TRUE, &english);
  g_autoptr (PasarExpression) expression =
      read_or_fail ("=max(cost*1.3; current; cost) end .90", &context);
  g_autoptr (PasarExpression) amount = read_or_fail ("5", &context);
  const guint *needed;
  guint n;

  needed = pasar_expression_get_columns (expression, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (needed[0], ==, COST);
  g_assert_cmpuint (needed[1], ==, CURRENT);
  pasar_expression_get_columns (amount, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* However long and deep, it is an answer. */
static void
test_too_long (void)
{
  static const struct
  {
    const char *piece;
    const char *middle;
    const char *after;
  } cases[] = { { "(", "1", ")" },      { "-", "1", "" },       { "1+", "1", "" },
                { "1+(", "1", ")" },    { "max(1;", "1", ")" }, { "if(1<1;1;", "1", ")" },
                { "round(", "1", ")" }, { "1", "", "" },        { "price", "", "" },
                { "end", "", "" },      { "1%", "", "" } };
  const PasarExpressionContext context = make_context (2, TRUE, &english);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (guint n = 1; n < 3000; n += n < 60 ? 1 : 500)
        {
          g_autoptr (GString) text = g_string_new ("=");
          g_autoptr (PasarExpression) expression = NULL;
          g_autoptr (GError) error = NULL;

          for (guint k = 0; k < n; k++)
            g_string_append (text, cases[i].piece);
          g_string_append (text, cases[i].middle);
          for (guint k = 0; k < n; k++)
            g_string_append (text, cases[i].after);
          expression = pasar_expression_new (text->str, &context, NULL, &error);
          g_assert_true ((expression == NULL) == (error != NULL));
          g_assert_true (text->len < 1000 || expression == NULL);
        }
    }
}

/* No text means one thing in a cell and another one in a bulk change; every error has a place. */
static void
test_any_text (void)
{
  static const char *const pieces[] = {
    "0",     "1",        "5",    "12",     "100",  "000",    ".",     ",",        " ",
    "+",     "-",        "−",    "*",      "×",    "=",      "%",     "price",    "stock",
    "S$",    "RM",       "$",    "'",      "٣",    "x",      "\xff",  "\u202f",   "(",
    ")",     ";",        "/",    "max(",   "min(", "round(", "if(",   "<",        ">",
    " end ", "reserved", "cost", "margin", "％",   "；",     "harga", "sekarang", "≤",
  };

  for (guint i = 0; i < 60000; i++)
    {
      g_autoptr (GString) text = g_string_new (g_test_rand_bit () ? "=" : "");
      const guint n = (guint) g_test_rand_int_range (0, 10);
      PasarExpressionContext context = make_context (g_test_rand_bit () ? 2 : 0,
                                                     FALSE,
                                                     g_test_rand_bit () ? &english : &indonesian);
      g_autoptr (PasarExpression) in_cell = NULL;
      g_autoptr (PasarExpression) in_bulk = NULL;
      g_autoptr (GError) cell_error = NULL;
      g_autoptr (GError) bulk_error = NULL;
      gint64 cell_result = -1;
      gint64 bulk_result = -1;
      gsize place = 777;

      for (guint k = 0; k < n; k++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      in_cell = pasar_expression_new (text->str, &context, NULL, &cell_error);
      context.in_bulk = TRUE;
      in_bulk = pasar_expression_new (text->str, &context, &place, &bulk_error);
      g_assert_true ((in_cell != NULL) == (cell_error == NULL));
      g_assert_true ((in_bulk != NULL) == (bulk_error == NULL));
      g_assert_true (in_bulk != NULL || in_cell == NULL);
      g_assert_true (bulk_error == NULL || place <= text->len
                     || !g_utf8_validate (text->str, -1, NULL));
      if (in_cell == NULL)
        continue;
      g_assert_true (evaluate (in_cell, row, &cell_result, NULL)
                     == evaluate (in_bulk, row, &bulk_result, NULL));
      g_assert_cmpint (cell_result, ==, bulk_result);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/expression/results", test_results);
  g_test_add_func ("/expression/refused", test_refused);
  g_test_add_func ("/expression/locales", test_locales);
  g_test_add_func ("/expression/bare-sign", test_bare_sign);
  g_test_add_func ("/expression/quoted", test_quoted);
  g_test_add_func ("/expression/operation", test_operation);
  g_test_add_func ("/expression/unknown-values", test_unknown_values);
  g_test_add_func ("/expression/columns", test_columns);
  g_test_add_func ("/expression/too-long", test_too_long);
  g_test_add_func ("/expression/any-text", test_any_text);

  return g_test_run ();
}
