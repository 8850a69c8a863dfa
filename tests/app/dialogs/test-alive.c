/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialogs-fixture.h"
#include "jobs/submit/boost.h"
#include "jobs/submit/settle.h"
#include "jobs/submit/submit.h"

#include <libsoup/soup.h>

/* While the shop does not answer, or answers wrongly, the window draws: a call goes on only after
 * so many frames. Where the main loop waited for the network no frame would come, and the test
 * would not end. */
#define N_FRAMES 30

typedef struct
{
  const char *name;
  const char *call;
  PasarJob *(*make) (DialogsFixture *self);
} Case;

static PasarJob *
make_load (DialogsFixture *self)
{
  return pasar_load_job_new (self->session);
}

static PasarJob *
make_settle (DialogsFixture *self)
{
  return pasar_settle_job_new (self->session);
}

static PasarJob *
make_boost (DialogsFixture *self)
{
  const gint64 item_id = ITEM (0);

  return pasar_boost_job_new (self->session, &item_id, 1);
}

static PasarJob *
make_submit (DialogsFixture *self)
{
  const guint row = dialogs_fixture_find_plain_row (self, 0);
  const gint64 price = dialogs_fixture_get_value (self, row, PASAR_FIELD_PRICE);
  g_autoptr (PasarPlan) plan = NULL;

  dialogs_fixture_stage (self, row, PASAR_FIELD_PRICE, price + 10);
  plan = pasar_plan_new (pasar_session_get_catalogue (self->session));
  pasar_plan_set_confirmed (plan, TRUE);
  return pasar_submit_job_new (self->session, plan);
}

static const Case cases[] = {
  { "load", "get_item_base_info", make_load },
  { "models", "get_model_list", make_load },
  { "submit", "update_price", make_submit },
  { "boost", "boost_item", make_boost },
};

/* Until they are taken away, or for the first calls. */
static const char *const faults[] = {
  "kind=delay,value=600000",       "times=2,kind=reset", "times=2,kind=truncate",
  "times=2,kind=status,value=502", "times=2,kind=html",
};

static gboolean
count_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer n_frames)
{
  ++*(guint *) n_frames;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static gboolean
has_frames (gpointer n_frames)
{
  return *(guint *) n_frames >= N_FRAMES;
}

/* By the way of its own, on which what waits is answered at once. */
static void
take_back_faults (DialogsFixture *self)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autofree char *uri =
      g_strconcat (pasar_sandbox_get_uri (self->sandbox), "/_sandbox/fault", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("DELETE", uri);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GInputStream) answer = NULL;
  g_autoptr (GError) error = NULL;

  soup_session_send_async (session,
                           message,
                           G_PRIORITY_DEFAULT,
                           NULL,
                           pasar_test_keep_result_cb,
                           &result);
  answer = soup_session_send_finish (session, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
go_through (DialogsFixture *self, GtkWidget *window, const Case *tried, const char *fault)
{
  g_autofree char *spec = g_strdup_printf ("call=%s,%s", tried->call, fault);
  g_autoptr (PasarJob) job = tried->make (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_frames = 0;
  guint tick;

  g_test_message ("%s: %s", tried->name, fault);
  g_assert_true (pasar_sandbox_add_fault (self->sandbox, spec, &error));
  g_assert_no_error (error);
  pasar_job_run_async (job, pasar_test_keep_result_cb, &result);
  tick = gtk_widget_add_tick_callback (window, count_cb, &n_frames, NULL);
  pasar_test_wait (has_frames, &n_frames);
  /* What waits for the shop waits still. */
  if (g_str_has_prefix (fault, "kind=delay"))
    g_assert_null (result);
  gtk_widget_remove_tick_callback (window, tick);
  take_back_faults (self);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), NULL);
}

/* What is not known of a write is found out, so that the next one begins anew. */
static void
settle (DialogsFixture *self)
{
  g_autoptr (PasarJob) job = make_settle (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_job_run_async (job, pasar_test_keep_result_cb, &result);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
test_alive (DialogsFixture *self, gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      go_through (self, window, data, faults[i]);
      settle (self);
    }
  dialogs_close (GTK_WINDOW (window));
}

static void
set_up (DialogsFixture *self, gconstpointer data)
{
  const PasarSandboxOptions options = { .n_items = 40 };

  dialogs_fixture_set_up (self, &options);
  pasar_session_set_timing (self->session, (PasarTiming){ 60000, 60, 150 });
}

static void
tear_down (DialogsFixture *self, gconstpointer data)
{
  dialogs_fixture_tear_down (self);
}

int
main (int argc, char *argv[])
{
  if (!dialogs_test_init (&argc, &argv))
    return 77;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/alive/%s", cases[i].name);

      g_test_add (path, DialogsFixture, &cases[i], set_up, test_alive, tear_down);
    }
  return g_test_run ();
}
