/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialogs-fixture.h"
#include "rendering.h"

#include "app/dialogs/boost.h"
#include "app/dialogs/change-row.h"
#include "app/dialogs/review.h"
#include "app/dialogs/slot-strip.h"
#include "jobs/submit/submit.h"

#include <libsoup/soup.h>

/* Review and Boost in every state that a seller can see: what is drawn, in both styles and with
 * large text. */

/* An answer that does not come before it is asked for. */
#define LONG_MS "600000"

static PasarCatalogue *
get_catalogue (DialogsFixture *fixture)
{
  return pasar_session_get_catalogue (fixture->session);
}

static void
stage (DialogsFixture *fixture, guint n, PasarField field, gint64 value)
{
  const guint row =
      pasar_catalogue_find_editable (get_catalogue (fixture), (PasarRowKey){ ITEM (n), 0 });

  g_assert_cmpuint (row, !=, PASAR_NO_ROW);
  dialogs_fixture_stage (fixture, row, field, value);
}

/* Asks the sandbox's control paths for something. */
static void
control (DialogsFixture *fixture, const char *method, const char *path, const char *body)
{
  g_autofree char *uri =
      g_strconcat (pasar_sandbox_get_uri (fixture->sandbox), "/_sandbox/", path, NULL);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GBytes) sent = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (sent != NULL)
    soup_message_set_request_body_from_bytes (message, "text/plain", sent);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, SOUP_STATUS_OK);
}

static void
set_at_shop (DialogsFixture *fixture, guint n, const char *what, gint64 value)
{
  const char *member = g_str_equal (what, "set_price") ? "minor" : "stock";
  g_autofree char *body = g_strdup_printf ("{\"do\":\"%s\",\"item_id\":%" G_GINT64_FORMAT
                                           ",\"%s\":%" G_GINT64_FORMAT "}",
                                           what,
                                           ITEM (n),
                                           member,
                                           value);

  control (fixture, "POST", "state", body);
}

static void
add_fault (DialogsFixture *fixture, const char *spec)
{
  g_autoptr (GError) error = NULL;

  pasar_sandbox_add_fault (fixture->sandbox, spec, &error);
  g_assert_no_error (error);
}

/* Lets go what a fault holds. */
static void
release (DialogsFixture *fixture)
{
  control (fixture, "DELETE", "fault", NULL);
}

static GtkWindow *
review (DialogsFixture *fixture)
{
  GtkWindow *dialog = pasar_review_dialog_new (NULL, fixture->session);

  gtk_window_present (dialog);
  pasar_test_wait (dialogs_has_mapped_rows, dialog);
  return dialog;
}

static void
tick_all_checks (GtkWindow *dialog)
{
  g_autoptr (GPtrArray) checks =
      dialogs_find_all (dialogs_find (dialog, "groups"), GTK_TYPE_CHECK_BUTTON);

  dialogs_look_at_all (dialog);
  for (guint i = 0; i < checks->len; i++)
    if (gtk_widget_get_mapped (g_ptr_array_index (checks, i)))
      gtk_check_button_set_active (g_ptr_array_index (checks, i), TRUE);
}

static void
submit (DialogsFixture *fixture, GtkWindow *dialog)
{
  dialogs_click (dialogs_find (dialog, "submit_button"));
  pasar_test_wait (dialogs_has_no_jobs, fixture->session);
}

static void
look_and_close (GtkWindow *dialog, const char *state)
{
  rendering_check_looks (dialog, state);
  dialogs_close (dialog);
}

/* Some prices and stocks, with nothing odd about them. */
static void
stage_plain (DialogsFixture *fixture, guint n)
{
  guint row = 0;

  for (guint i = 0; i < n; i++, row++)
    {
      PasarRowInfo info;

      row = dialogs_fixture_find_plain_row (fixture, row);
      info = pasar_catalogue_read_row (get_catalogue (fixture), row);
      dialogs_fixture_stage (fixture,
                             row,
                             PASAR_FIELD_PRICE,
                             info.values[PASAR_FIELD_PRICE].value * (i % 2 ? 95 : 110) / 100);
      dialogs_fixture_stage (fixture,
                             row,
                             PASAR_FIELD_STOCK,
                             info.values[PASAR_FIELD_STOCK].value + 1);
    }
}

/* A change of each kind that is warned of, and of some that are held back. */
static void
stage_warnings (DialogsFixture *fixture)
{
  stage (fixture, 0, PASAR_FIELD_PRICE, 19990);
  stage (fixture, 10, PASAR_FIELD_STOCK, 0);
  stage (fixture, 20, PASAR_FIELD_PRICE, 1000000);
  stage (fixture, 23, PASAR_FIELD_PRICE, 1);
  stage (fixture, 24, PASAR_FIELD_STOCK, 0);
  stage (fixture, 28, PASAR_FIELD_STOCK, 100);
  /* In a promotion, and with too many pieces reserved. */
  stage (fixture, 2, PASAR_FIELD_PRICE, 2500);
  stage (fixture, 8, PASAR_FIELD_STOCK, 1);
  stage_plain (fixture, 3);
}

static void
test_review_plain (DialogsFixture *fixture, gconstpointer data)
{
  stage_plain (fixture, 6);
  look_and_close (review (fixture), "review-plain");
}

static void
test_review_warnings (DialogsFixture *fixture, gconstpointer data)
{
  stage_warnings (fixture);
  look_and_close (review (fixture), "review-warnings");
}

/* Of two that wait for the end of a promotion none is to be sent then, and one may be a slip. */
static void
test_review_postponed (DialogsFixture *fixture, gconstpointer data)
{
  stage (fixture, 2, PASAR_FIELD_PRICE, 31000);
  stage (fixture, 22, PASAR_FIELD_STOCK, 77);
  stage_plain (fixture, 3);
  look_and_close (review (fixture), "review-postponed");
}

/* So many that only the worst are looked at. */
static void
test_review_many (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  dialogs_stage_many (fixture, 3412, 600);
  dialogs_stage_now (get_catalogue (fixture), 1, 30, 10000);
  dialogs_stage_now (get_catalogue (fixture), 40, 3, 90000);
  dialog = review (fixture);
  look_and_close (dialog, "review-many");
}

#define THAI    "ผ้าพันคอผ้าไหมทอมือลายดอกไม้สีน้ำเงินเข้มแบบดั้งเดิมจากภาคเหนือ พร้อมกล่องของขวัญ"
#define CHINESE "手工編織真絲圍巾傳統花卉圖案深藍色禮盒裝附贈收納袋與保養說明卡送禮自用兩相宜"
#define VIETNAMESE                                                                                 \
  "Khăn choàng lụa tơ tằm dệt thủ công họa tiết hoa truyền thống màu xanh đậm kèm hộp quà tặng"

static void
put_long_names (DialogsFixture *fixture)
{
  static const char *const names[] = { THAI, CHINESE, VIETNAMESE };
  static const char *const variations[] = {
    "สีน้ำเงินเข้มลายดอกไม้,ขนาดใหญ่พิเศษ 180 × 70 ซม.",
    "深藍色傳統花卉圖案,特大號 180 × 70 公分",
    "Xanh đậm họa tiết hoa truyền thống,Cỡ đặc biệt lớn 180 × 70 cm, kèm hộp quà và thiệp",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const PasarLocationStock location = { "", 40 };
      const PasarModelRecord model = {
        .model_id = 1,
        .name = variations[i],
        .sku = "KHAN-LUA-XANH-DAM-180X70-HOP-QUA-2026",
        .price = 129000,
        .current_price = 129000,
        .locations = &location,
        .n_locations = 1,
      };
      const PasarItemRecord item = {
        .item_id = ITEM (30 + i),
        .name = names[i],
        .sku = "KHAN-LUA",
        .status = PASAR_STATUS_NORMAL,
        .has_model = TRUE,
        .wholesale_price = PASAR_NO_VALUE,
        .models = &model,
        .n_models = 1,
      };

      pasar_catalogue_put_item (get_catalogue (fixture), &item);
    }
}

static void
test_review_long_names (DialogsFixture *fixture, gconstpointer data)
{
  put_long_names (fixture);
  for (guint i = 0; i < 3; i++)
    {
      const guint row = pasar_catalogue_find_editable (get_catalogue (fixture),
                                                       (PasarRowKey){ ITEM (30 + i), 1 });

      dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, 118800);
      dialogs_fixture_stage (fixture, row, PASAR_FIELD_STOCK, i == 0 ? 1000000 : 60);
    }
  stage (fixture, 8, PASAR_FIELD_STOCK, 1);
  look_and_close (review (fixture), "review-long-names");
}

/* Sold while the answer was lost: the shop has neither the old value nor the new one. */
static void
test_review_uncertain (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  pasar_session_set_timing (fixture->session, (PasarTiming){ G_MAXINT32, 0, 0 });
  stage_plain (fixture, 2);
  stage (fixture, 0, PASAR_FIELD_STOCK, 432);
  dialog = review (fixture);
  set_at_shop (fixture, 0, "set_stock", 95);
  add_fault (fixture, "call=update_stock,kind=status,value=502");
  submit (fixture, dialog);
  look_and_close (dialog, "review-uncertain");
  release (fixture);
  look_and_close (review (fixture), "review-uncertain-again");
}

static void
test_review_held (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  pasar_session_set_timing (fixture->session, (PasarTiming){ 0, 0, 0 });
  stage_plain (fixture, 2);
  stage (fixture, 20, PASAR_FIELD_PRICE, 10800);
  dialog = review (fixture);
  set_at_shop (fixture, 20, "set_price", 10350);
  submit (fixture, dialog);
  look_and_close (dialog, "review-held");
}

static gboolean
has_done_some (gpointer dialog)
{
  return gtk_progress_bar_get_fraction (dialogs_find (dialogs_find (dialog, "progress"), "bar"))
         > 0.2;
}

/* While it runs; found again; stopped in the middle. */
static void
test_review_running (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  stage_plain (fixture, 6);
  pasar_client_set_limits (fixture->client, 1, 1000);
  add_fault (fixture, "call=update_stock,nth=3,kind=delay,value=" LONG_MS);
  dialog = review (fixture);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  pasar_test_wait (has_done_some, dialog);
  look_and_close (dialog, "review-running");

  dialog = review (fixture);
  rendering_check_looks (dialog, "review-found");
  dialogs_click (dialogs_find (dialogs_find (dialog, "progress"), "pause_button"));
  rendering_check_looks (dialog, "review-paused");
  dialogs_click (dialogs_find (dialogs_find (dialog, "progress"), "stop_button"));
  rendering_check_looks (dialog, "review-stopping");
  release (fixture);
  pasar_test_wait (dialogs_has_no_jobs, fixture->session);
  look_and_close (dialog, "review-stopped");
}

static gboolean
waits_for_quota (gpointer dialog)
{
  return gtk_widget_get_visible (dialogs_find (dialogs_find (dialog, "progress"), "goes_on_box"));
}

/* The day's quota is used up; many in a row are refused, so that it stops itself. */
static void
test_review_waits (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  stage_plain (fixture, 12);
  pasar_client_set_limits (fixture->client, 1, 1000);
  add_fault (fixture,
             "call=update_stock,from=3,times=1,kind=error,code=error_limit,message=The total API "
             "call number made by your APP has reached the daily API call limit");
  dialog = review (fixture);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  pasar_test_wait (waits_for_quota, dialog);
  rendering_check_looks (dialog, "review-quota");
  add_fault (fixture,
             "call=update_price,kind=error,code=product.error_item_uneditable,"
             "message=item is uneditable");
  add_fault (fixture,
             "call=update_stock,kind=error,code=product.error_item_uneditable,"
             "message=item is uneditable");
  dialogs_click (dialogs_find (dialogs_find (dialog, "progress"), "pause_button"));
  pasar_test_wait (dialogs_has_no_jobs, fixture->session);
  look_and_close (dialog, "review-stopped-itself");
}

static void
test_review_ended (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  stage_warnings (fixture);
  stage (fixture, 40, PASAR_FIELD_PRICE, 1234);
  stage (fixture, 41, PASAR_FIELD_PRICE, 2345);
  pasar_client_set_limits (fixture->client, 1, 1000);
  add_fault (fixture,
             "call=update_price,nth=2,kind=error,code=product.error_item_not_found,"
             "message=Product not found");
  dialog = review (fixture);
  tick_all_checks (dialog);
  submit (fixture, dialog);
  look_and_close (dialog, "review-ended");
}

/* Nothing is left but what waits. */
static void
test_review_waits_on (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  stage (fixture, 2, PASAR_FIELD_PRICE, 3100);
  stage_plain (fixture, 2);
  dialog = review (fixture);
  submit (fixture, dialog);
  look_and_close (dialog, "review-waits-on");
}

static void
test_review_done (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  stage_plain (fixture, 2);
  dialog = review (fixture);
  submit (fixture, dialog);
  look_and_close (dialog, "review-done");
}

/* The server goes away in the middle. */
static void
test_review_gone_away (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  pasar_session_set_timing (fixture->session, (PasarTiming){ G_MAXINT32, 0, 0 });
  stage_plain (fixture, 12);
  add_fault (fixture, "call=update_stock,from=3,kind=status,value=502");
  add_fault (fixture, "call=update_price,from=5,kind=reset");
  dialog = review (fixture);
  submit (fixture, dialog);
  look_and_close (dialog, "review-gone-away");
}

static void
test_review_not_known (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  pasar_session_set_timing (fixture->session, (PasarTiming){ G_MAXINT32, G_MAXINT32, 0 });
  stage_plain (fixture, 2);
  add_fault (fixture, "call=update_stock,kind=status,value=502");
  dialog = review (fixture);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  pasar_test_wait (has_done_some, dialog);
  rendering_check_looks (dialog, "review-not-known");
  dialogs_click (dialogs_find (dialogs_find (dialog, "progress"), "stop_button"));
  pasar_test_wait (dialogs_has_no_jobs, fixture->session);
  look_and_close (dialog, "review-not-known-stopped");
}

static void
test_review_links (DialogsFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error =
      g_error_new_literal (PASAR_ERROR, PASAR_ERROR_NETWORK, "The network could not be reached.");
  GtkWindow *dialog;

  look_and_close (pasar_review_dialog_new (NULL, fixture->session), "review-empty");
  stage_plain (fixture, 4);
  pasar_session_report (fixture->session, error);
  dialog = review (fixture);
  rendering_check_looks (dialog, "review-offline");
  pasar_session_set_client (fixture->session, NULL);
  dialogs_close (dialog);
  look_and_close (review (fixture), "review-signed-out");
}

/* Boost. */

static gboolean
slots_are_known (gpointer dialog)
{
  return pasar_slot_strip_get_is_known (dialogs_find (dialog, "slots"));
}

static gboolean
is_at_rest (gpointer dialog)
{
  return slots_are_known (dialog) && !gtk_spinner_get_spinning (dialogs_find (dialog, "spinner"));
}

/* n items, from the first-th plain row on; with none the search is offered. */
static GtkWindow *
boost (DialogsFixture *fixture, guint first, guint n, gboolean are_chosen)
{
  g_autofree guint *rows = g_new0 (guint, n + 1);
  guint next = first;
  GtkWindow *dialog;

  for (guint i = 0; i < n; i++)
    {
      rows[i] = dialogs_fixture_find_plain_row (fixture, next);
      next = rows[i] + 1;
    }
  dialog = pasar_boost_dialog_new (NULL, fixture->session, fixture->pictures, rows, n, are_chosen);
  gtk_window_present (dialog);
  pasar_test_wait (is_at_rest, dialog);
  if (n > 0)
    pasar_test_wait (dialogs_has_mapped_rows, dialog);
  return dialog;
}

static guint
find_row (DialogsFixture *fixture, guint n)
{
  return pasar_catalogue_find (get_catalogue (fixture), ITEM (n), 0);
}

static void
test_boost_choose (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  look_and_close (boost (fixture, 0, 0, FALSE), "boost-none");
  look_and_close (boost (fixture, 0, 1, FALSE), "boost-cursor");
  look_and_close (boost (fixture, 0, 3, TRUE), "boost-chosen");
  dialog = boost (fixture, 0, 8, TRUE);
  look_and_close (dialog, "boost-too-many");
  dialog = boost (fixture, 0, 0, FALSE);
  gtk_editable_set_text (dialogs_find (dialogs_find (dialog, "list"), "search_entry"), "zzzz");
  look_and_close (dialog, "boost-not-found");
}

static void
test_boost_names (DialogsFixture *fixture, gconstpointer data)
{
  guint rows[6];
  GtkWindow *dialog;

  put_long_names (fixture);
  for (guint i = 0; i < 3; i++)
    rows[i] = find_row (fixture, 30 + i);
  /* Banned, out of stock, and one that can be boosted. */
  rows[3] = find_row (fixture, 12);
  rows[4] = find_row (fixture, 19);
  rows[5] = find_row (fixture, 0);
  dialog = pasar_boost_dialog_new (NULL,
                                   fixture->session,
                                   fixture->pictures,
                                   rows,
                                   G_N_ELEMENTS (rows),
                                   TRUE);
  gtk_window_present (dialog);
  pasar_test_wait (is_at_rest, dialog);
  pasar_test_wait (dialogs_has_mapped_rows, dialog);
  rendering_check_looks (dialog, "boost-long-names");
  dialogs_click (dialogs_find (dialog, "boost_button"));
  pasar_test_wait (dialogs_has_no_jobs, fixture->session);
  pasar_test_wait (is_at_rest, dialog);
  look_and_close (dialog, "boost-long-names-boosted");
}

/* The third answer is held; whether its boost was seen when the second came is not certain. */
static gboolean
shows_two_boosts (gpointer dialog)
{
  return pasar_slot_strip_get_n_free (dialogs_find (dialog, "slots")) <= 3;
}

/* A slot that was filled is seen at once, not when all are. */
static void
test_boost_running (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog = boost (fixture, 0, 5, TRUE);

  add_fault (fixture, "call=boost_item,nth=3,kind=delay,value=" LONG_MS);
  dialogs_click (dialogs_find (dialog, "boost_button"));
  pasar_test_wait (shows_two_boosts, dialog);
  g_assert_false (dialogs_has_no_jobs (fixture->session));
  rendering_check_looks (dialog, "boost-running");
  release (fixture);
  pasar_test_wait (dialogs_has_no_jobs, fixture->session);
  pasar_test_wait (is_at_rest, dialog);
  look_and_close (dialog, "boost-done");
  look_and_close (boost (fixture, 0, 8, TRUE), "boost-all-in-use");
}

static gboolean
has_unknown (gpointer dialog)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);

  return rows->len > 0
         && gtk_widget_get_visible (dialogs_find (g_ptr_array_index (rows, 0), "reason_bin"));
}

static void
test_boost_not_known (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  pasar_session_set_timing (fixture->session, (PasarTiming){ 0, 0, G_MAXINT32 });
  dialog = boost (fixture, 0, 2, TRUE);
  add_fault (fixture, "call=boost_item,kind=status,value=502");
  dialogs_click (dialogs_find (dialog, "boost_button"));
  pasar_test_wait (has_unknown, dialog);
  rendering_check_looks (dialog, "boost-not-known");
  dialogs_click (dialogs_find (dialogs_find (dialog, "progress"), "stop_button"));
  pasar_test_wait (dialogs_has_no_jobs, fixture->session);
  pasar_test_wait (is_at_rest, dialog);
  look_and_close (dialog, "boost-not-known-stopped");
}

static gboolean
boost_failed (gpointer dialog)
{
  return gtk_info_bar_get_revealed (dialogs_find (dialog, "error_bar"));
}

static void
test_boost_error (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = find_row (fixture, 0);
  GtkWindow *dialog;

  add_fault (fixture, "call=get_boosted_list,kind=html");
  dialog = pasar_boost_dialog_new (NULL, fixture->session, fixture->pictures, &row, 1, TRUE);
  gtk_window_present (dialog);
  pasar_test_wait (boost_failed, dialog);
  look_and_close (dialog, "boost-error");
}

int
main (int argc, char *argv[])
{
  if (!dialogs_test_init (&argc, &argv))
    return 77;
  rendering_init ();

  dialogs_add ("/dialogs-looks/review/plain", test_review_plain);
  dialogs_add ("/dialogs-looks/review/warnings", test_review_warnings);
  dialogs_add ("/dialogs-looks/review/postponed", test_review_postponed);
  dialogs_add ("/dialogs-looks/review/many", test_review_many);
  dialogs_add ("/dialogs-looks/review/long-names", test_review_long_names);
  dialogs_add ("/dialogs-looks/review/uncertain", test_review_uncertain);
  dialogs_add ("/dialogs-looks/review/held", test_review_held);
  dialogs_add ("/dialogs-looks/review/running", test_review_running);
  dialogs_add ("/dialogs-looks/review/waits", test_review_waits);
  dialogs_add ("/dialogs-looks/review/not-known", test_review_not_known);
  dialogs_add ("/dialogs-looks/review/gone-away", test_review_gone_away);
  dialogs_add ("/dialogs-looks/review/ended", test_review_ended);
  dialogs_add ("/dialogs-looks/review/waits-on", test_review_waits_on);
  dialogs_add ("/dialogs-looks/review/done", test_review_done);
  dialogs_add ("/dialogs-looks/review/links", test_review_links);
  dialogs_add ("/dialogs-looks/boost/choose", test_boost_choose);
  dialogs_add ("/dialogs-looks/boost/names", test_boost_names);
  dialogs_add ("/dialogs-looks/boost/running", test_boost_running);
  dialogs_add ("/dialogs-looks/boost/not-known", test_boost_not_known);
  dialogs_add ("/dialogs-looks/boost/error", test_boost_error);

  return g_test_run ();
}
