/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/boost.h"

#include "app/dialogs/boost-candidate.h"
#include "app/dialogs/change-row.h"
#include "app/dialogs/item-pictures.h"
#include "app/dialogs/list.h"
#include "app/dialogs/slot-strip.h"
#include "app/dialogs/util.h"
#include "jobs/submit/submit.h"

#include <glib/gi18n-lib.h>

/* Twice the size that is shown, for screens of high density. */
#define PICTURE_SIDE 80

struct _PasarBoostDialog
{
  AdwWindow parent_instance;

  GtkButton *boost_button;
  GtkSpinner *spinner;
  GtkInfoBar *error_bar;
  GtkLabel *error_label;
  GtkWidget *retry_button;
  GtkLabel *slots_heading;
  PasarSlotStrip *slots;
  GtkLabel *list_heading;
  GtkSearchEntry *search_entry;
  GtkStack *list_stack;
  GtkWidget *hint_page;
  GtkLabel *hint_label;
  GtkWidget *list_page;
  GtkListView *list;

  PasarSession *session;       /* (owned) */
  PasarCatalogue *catalogue;   /* (owned) */
  GListModel *selection;       /* (owned) PasarBoostCandidate: the items of the rows given */
  PasarView *found;            /* (owned) (nullable): what the search finds */
  GListModel *shown;           /* (owned): one of the two, as candidates */
  GArray *ticked;              /* (owned) gint64 item ids, in the order ticked */
  GPtrArray *bound;            /* (owned) GtkListItem (unowned): those on screen */
  GHashTable *boosted_at;      /* (owned) (nullable): gint64 item id → gint64 Unix milliseconds */
  PasarItemPictures *pictures; /* (owned) */
  guint pictures_id;
  PasarJob *job;             /* (owned) (nullable): the last boost */
  GCancellable *cancellable; /* (owned) */
  GtkWindow *question;       /* (nullable): whether to stop, while it is asked */
  gboolean are_chosen;       /* the seller selected the rows for this, and not only the cursor's */
  gboolean loading;
  gboolean preselected;
  gboolean close_when_done;
};

G_DEFINE_FINAL_TYPE (PasarBoostDialog, pasar_boost_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_running (PasarBoostDialog *self)
{
  return self->job != NULL && pasar_job_get_state (self->job) == PASAR_JOB_RUNNING;
}

static gboolean
is_searching (PasarBoostDialog *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0';
}

static guint
find_ticked (PasarBoostDialog *self, gint64 item_id)
{
  for (guint i = 0; i < self->ticked->len; i++)
    if (g_array_index (self->ticked, gint64, i) == item_id)
      return i;

  return G_MAXUINT;
}

static const PasarBoostOutcome *
find_outcome (PasarBoostDialog *self, gint64 item_id)
{
  GPtrArray *outcomes;

  if (self->job == NULL)
    return NULL;

  outcomes = pasar_boost_job_get_outcomes (PASAR_BOOST_JOB (self->job));
  for (guint i = 0; outcomes != NULL && i < outcomes->len; i++)
    {
      const PasarBoostOutcome *outcome = g_ptr_array_index (outcomes, i);

      if (outcome->item_id == item_id)
        return outcome;
    }

  return NULL;
}

/* Why an item cannot be ticked now, apart from the number of free slots. */
static char *
dup_obstacle (PasarBoostDialog *self, PasarBoostCandidate *candidate)
{
  const gint64 free_at =
      pasar_slot_strip_get_free_at (self->slots, pasar_boost_candidate_get_item_id (candidate));
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *clock = NULL;

  if (free_at == 0)
    return pasar_boost_candidate_dup_obstacle (candidate);

  time = g_date_time_new_from_unix_local (free_at);
  clock = g_date_time_format (time, "%H:%M");

  /* Translators: time of day. */
  return g_strdup_printf (_ ("Boosted until %s."), clock);
}

static char *
dup_outcome_text (const PasarBoostOutcome *outcome)
{
  switch (outcome->state)
    {
    case PASAR_CHANGE_DONE:
      return g_strdup (_ ("Boosted."));

    case PASAR_CHANGE_UNKNOWN:
      if (outcome->reason == NULL)
        return g_strdup (_ ("The shop did not answer. Look at the slots before you try again."));
      break;

    case PASAR_CHANGE_SKIPPED:
      if (outcome->reason == NULL)
        return g_strdup (_ ("Not boosted: no slot was free."));
      break;

    case PASAR_CHANGE_READY:
    case PASAR_CHANGE_HELD:
    case PASAR_CHANGE_SENDING:
    case PASAR_CHANGE_REFUSED:
    case PASAR_CHANGE_UNCERTAIN:
    default:
      break;
    }

  return pasar_dialog_dup_sentences (outcome->reason, outcome->advice);
}

static char *
dup_facts (PasarBoostDialog *self, PasarBoostCandidate *candidate)
{
  const gint64 item_id = pasar_boost_candidate_get_item_id (candidate);
  const gint64 *at_ms =
      self->boosted_at != NULL ? g_hash_table_lookup (self->boosted_at, &item_id) : NULL;

  return pasar_boost_candidate_dup_facts (candidate, at_ms != NULL ? *at_ms / 1000 : 0);
}

static void
update_row (PasarBoostDialog *self, GtkListItem *item)
{
  PasarChangeRow *row = PASAR_CHANGE_ROW (gtk_list_item_get_child (item));
  PasarBoostCandidate *candidate = PASAR_BOOST_CANDIDATE (gtk_list_item_get_item (item));
  const gint64 item_id = pasar_boost_candidate_get_item_id (candidate);
  const PasarBoostOutcome *outcome = find_outcome (self, item_id);
  const gboolean ticked = find_ticked (self, item_id) != G_MAXUINT;
  const gboolean room = self->ticked->len < pasar_slot_strip_get_n_free (self->slots);
  g_autofree char *obstacle = dup_obstacle (self, candidate);
  g_autofree char *facts = dup_facts (self, candidate);
  g_autofree char *text = NULL;

  pasar_change_row_set_subject (row, pasar_boost_candidate_get_name (candidate), facts);
  pasar_change_row_set_ticked (row,
                               ticked,
                               !is_running (self) && (ticked || (obstacle == NULL && room)));
  if (outcome == NULL)
    {
      pasar_change_row_set_state (row, PASAR_CHANGE_READY, obstacle, NULL);
      return;
    }

  text = dup_outcome_text (outcome);
  pasar_change_row_set_state (row, outcome->state, text, NULL);
}

static void
update_button (PasarBoostDialog *self)
{
  const guint n = self->ticked->len;
  g_autofree char *label =
      n == 0 ? g_strdup (_ ("Boost"))
             : g_strdup_printf (ngettext ("Boost %u Item", "Boost %u Items", n), n);

  gtk_button_set_label (self->boost_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->boost_button),
                            n > 0 && n <= pasar_slot_strip_get_n_free (self->slots)
                                && !self->loading && !is_running (self));
  gtk_spinner_set_spinning (self->spinner, self->loading || is_running (self));
}

/* How many items of the selection can be boosted, apart from the number of free slots. */
static guint
count_eligible (PasarBoostDialog *self)
{
  guint n_eligible = 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->selection); i++)
    {
      g_autoptr (PasarBoostCandidate) candidate = g_list_model_get_item (self->selection, i);
      g_autofree char *obstacle = dup_obstacle (self, candidate);

      n_eligible += obstacle == NULL;
    }

  return n_eligible;
}

static char *
dup_list_heading (PasarBoostDialog *self, guint n)
{
  const guint n_free = pasar_slot_strip_get_n_free (self->slots);
  const gboolean is_known = pasar_slot_strip_get_is_known (self->slots);
  guint n_eligible;

  if (is_searching (self))
    return g_strdup_printf (ngettext ("%u item found", "%u items found", n), n);
  if (n == 0)
    return g_strdup (_ ("No item selected"));
  if (is_known && n_free == 0 && !is_running (self))
    return g_strdup (_ ("All slots are in use"));
  if (!self->are_chosen)
    return g_strdup (_ ("The item at the cursor"));

  n_eligible = count_eligible (self);
  if (is_known && n_eligible > n_free && !is_running (self))
    /* Translators: the first %1$u are free boost slots, %2$u items that the seller selected. */
    return g_strdup_printf (ngettext ("%1$u slot is free: choose %1$u of the %2$u",
                                      "%1$u slots are free: choose %1$u of the %2$u",
                                      n_free),
                            n_free,
                            n_eligible);

  return g_strdup_printf (ngettext ("%u item selected", "%u items selected", n), n);
}

static void
update_heading (PasarBoostDialog *self)
{
  const guint n = self->shown != NULL ? g_list_model_get_n_items (self->shown) : 0;
  const guint n_free = pasar_slot_strip_get_n_free (self->slots);
  g_autofree char *free_text
      /* Translators: free boost slots, and how many there are. */
      = g_strdup_printf (ngettext ("Boost slots: %u of %u free",
                                   "Boost slots: %u of %u free",
                                   n_free),
                         n_free,
                         PASAR_BOOST_SLOTS);
  g_autofree char *heading = dup_list_heading (self, n);

  gtk_label_set_label (self->slots_heading,
                       self->loading || !pasar_slot_strip_get_is_known (self->slots)
                           ? _ ("Boost slots")
                           : free_text);
  gtk_label_set_label (self->list_heading, heading);
  gtk_label_set_label (self->hint_label,
                       is_searching (self)
                           ? _ ("No item matches the search.")
                           : _ ("Search for the items to boost, or select rows in the sheet "
                                "first."));
  gtk_stack_set_visible_child (self->list_stack, n > 0 ? self->list_page : self->hint_page);
}

static void
update_all (PasarBoostDialog *self)
{
  for (guint i = 0; i < self->bound->len; i++)
    update_row (self, g_ptr_array_index (self->bound, i));
  update_button (self);
  update_heading (self);
}

static void
set_ticked (PasarBoostDialog *self, PasarBoostCandidate *candidate, gboolean ticked)
{
  const gint64 item_id = pasar_boost_candidate_get_item_id (candidate);
  const guint position = find_ticked (self, item_id);
  g_autofree char *obstacle = dup_obstacle (self, candidate);

  if (!ticked && position != G_MAXUINT)
    g_array_remove_index (self->ticked, position);
  else if (ticked && position == G_MAXUINT && obstacle == NULL
           && self->ticked->len < pasar_slot_strip_get_n_free (self->slots))
    g_array_append_val (self->ticked, item_id);
  update_all (self);
}

/* A boost cannot be taken back: only what the seller chose is ticked, and only when no choice among
 * it is left. */
static void
preselect (PasarBoostDialog *self)
{
  self->preselected = TRUE;
  if (!self->are_chosen || count_eligible (self) > pasar_slot_strip_get_n_free (self->slots))
    return;

  for (guint i = 0; i < g_list_model_get_n_items (self->selection); i++)
    {
      g_autoptr (PasarBoostCandidate) candidate = g_list_model_get_item (self->selection, i);
      const gint64 item_id = pasar_boost_candidate_get_item_id (candidate);
      g_autofree char *obstacle = dup_obstacle (self, candidate);

      if (obstacle == NULL)
        g_array_append_val (self->ticked, item_id);
    }
}

static void
show_error (PasarBoostDialog *self, const GError *error)
{
  g_autofree char *text = pasar_dialog_dup_error_text (error);

  gtk_label_set_label (self->error_label, text);
  gtk_info_bar_set_revealed (self->error_bar, TRUE);
}

static void
slots_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostDialog) self = PASAR_BOOST_DIALOG (user_data);
  g_autoptr (GArray) slots = NULL;
  g_autoptr (GError) error = NULL;

  slots = pasar_session_get_boosts_finish (PASAR_SESSION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->loading = FALSE;
  if (slots == NULL)
    {
      show_error (self, error);
    }
  else
    {
      pasar_slot_strip_set_slots (self->slots, self->catalogue, slots);
      if (!self->preselected)
        preselect (self);
    }
  update_all (self);
}

static void
load_slots (PasarBoostDialog *self)
{
  if (self->loading)
    return;

  self->loading = TRUE;
  gtk_info_bar_set_revealed (self->error_bar, FALSE);
  pasar_session_get_boosts_async (self->session,
                                  self->cancellable,
                                  slots_loaded_cb,
                                  g_object_ref (self));
  update_button (self);
}

static void
boost_times_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostDialog) self = PASAR_BOOST_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  GHashTable *times = pasar_store_get_boost_times_finish (PASAR_STORE (source), result, &error);

  if (times == NULL || self->session == NULL)
    {
      g_clear_pointer (&times, g_hash_table_unref);
      return;
    }
  g_clear_pointer (&self->boosted_at, g_hash_table_unref);
  self->boosted_at = times;
  update_all (self);
}

static void
load_boost_times (PasarBoostDialog *self)
{
  pasar_store_get_boost_times_async (pasar_session_get_store (self->session),
                                     pasar_session_get_shop (self->session)->id,
                                     self->cancellable,
                                     boost_times_cb,
                                     g_object_ref (self));
}

static void
slot_freed_cb (PasarBoostDialog *self)
{
  if (self->bound != NULL)
    update_all (self);
}

static void
boosted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostDialog) self = PASAR_BOOST_DIALOG (user_data);
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;

  pasar_job_run_finish (PASAR_JOB (source), result, &error);
  summary = pasar_job_dup_summary (PASAR_JOB (source));
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0, summary != NULL ? summary : "");
  if (self->session == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (self->question != NULL)
    gtk_window_close (self->question);
  if (self->close_when_done)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  g_array_set_size (self->ticked, 0);
  load_slots (self);
  load_boost_times (self);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
  update_all (self);
}

static void
boost_cb (PasarBoostDialog *self)
{
  if (self->ticked->len == 0 || self->loading || is_running (self))
    return;

  g_clear_object (&self->job);
  self->job = pasar_boost_job_new (self->session,
                                   (const gint64 *) (gpointer) self->ticked->data,
                                   self->ticked->len);
  g_signal_connect_object (self->job,
                           "notify::n-done",
                           G_CALLBACK (update_all),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_info_bar_set_revealed (self->error_bar, FALSE);
  pasar_job_run_async (self->job, boosted_cb, g_object_ref (self));
  update_all (self);
}

/* The list. */

static void
row_toggled_cb (GtkListItem *item, gboolean ticked)
{
  GtkRoot *root = gtk_widget_get_root (gtk_list_item_get_child (item));

  if (PASAR_IS_BOOST_DIALOG (root))
    set_ticked (PASAR_BOOST_DIALOG (root),
                PASAR_BOOST_CANDIDATE (gtk_list_item_get_item (item)),
                ticked);
}

static void
list_activate_cb (PasarBoostDialog *self, guint position)
{
  g_autoptr (PasarBoostCandidate) candidate = g_list_model_get_item (self->shown, position);
  const gint64 item_id = pasar_boost_candidate_get_item_id (candidate);

  if (!is_running (self))
    set_ticked (self, candidate, find_ticked (self, item_id) == G_MAXUINT);
}

static void
row_setup_cb (PasarBoostDialog *self, GtkListItem *item)
{
  GtkWidget *row = pasar_change_row_new ();

  pasar_change_row_set_tick_tooltip (PASAR_CHANGE_ROW (row), _ ("Boost This Item"));
  g_signal_connect_object (row, "toggled", G_CALLBACK (row_toggled_cb), item, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

static gboolean
is_on_screen (PasarBoostDialog *self, GtkWidget *row)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (row) && gtk_widget_compute_bounds (row, self->list_page, &bounds)
         && bounds.size.height > 0
         && bounds.origin.y < (float) gtk_widget_get_height (self->list_page)
         && bounds.origin.y + bounds.size.height > 0;
}

/* A list binds far more rows than it shows; their pictures are not asked for. */
static gboolean
update_pictures_cb (gpointer user_data)
{
  PasarBoostDialog *self = user_data;

  self->pictures_id = 0;
  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *item = g_ptr_array_index (self->bound, i);
      GtkWidget *row = gtk_list_item_get_child (item);
      PasarBoostCandidate *candidate = PASAR_BOOST_CANDIDATE (gtk_list_item_get_item (item));

      if (is_on_screen (self, row))
        pasar_change_row_set_picture (PASAR_CHANGE_ROW (row),
                                      pasar_item_pictures_get (self->pictures,
                                                               pasar_boost_candidate_get_item_id (
                                                                   candidate)));
    }

  return G_SOURCE_REMOVE;
}

static void
queue_pictures (PasarBoostDialog *self)
{
  if (self->pictures_id == 0 && self->pictures != NULL)
    self->pictures_id = g_idle_add (update_pictures_cb, self);
}

static void
row_bind_cb (PasarBoostDialog *self, GtkListItem *item)
{
  g_ptr_array_add (self->bound, item);
  pasar_change_row_set_picture (PASAR_CHANGE_ROW (gtk_list_item_get_child (item)), NULL);
  update_row (self, item);
  queue_pictures (self);
}

static void
row_unbind_cb (PasarBoostDialog *self, GtkListItem *item)
{
  g_ptr_array_remove_fast (self->bound, item);
}

static void
show_model (PasarBoostDialog *self, GListModel *model)
{
  if (g_set_object (&self->shown, model))
    pasar_dialog_list_set_model (self->list, model);
  update_heading (self);
}

static void
search_changed_cb (PasarBoostDialog *self)
{
  if (!is_searching (self))
    {
      show_model (self, self->selection);
      return;
    }

  if (self->found == NULL)
    {
      self->found = pasar_view_new (self->catalogue);
      pasar_view_fold_all (self->found, TRUE);
    }
  pasar_view_set_text (self->found, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  if (self->shown == self->selection)
    {
      g_autoptr (GListModel) mapped = pasar_boost_candidates_new_for_view (self->found);

      show_model (self, mapped);
    }
  update_heading (self);
}

static void
stop_search_cb (PasarBoostDialog *self)
{
  if (is_searching (self))
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
close_response_cb (PasarBoostDialog *self, const char *response)
{
  self->question = NULL;
  if (g_strcmp0 (response, "yes") == 0)
    pasar_boost_dialog_stop (self);
}

static gboolean
close_request_cb (PasarBoostDialog *self)
{
  if (!is_running (self))
    {
      g_cancellable_cancel (self->cancellable);
      pasar_item_pictures_stop (self->pictures);
      return GDK_EVENT_PROPAGATE;
    }
  if (self->close_when_done)
    return GDK_EVENT_STOP;

  if (self->question == NULL)
    {
      self->question = GTK_WINDOW (
          pasar_boost_dialog_new_question (self, _ ("Stop Boosting?"), _ ("_Stop and Close")));
      g_signal_connect_object (self->question,
                               "response",
                               G_CALLBACK (close_response_cb),
                               self,
                               G_CONNECT_SWAPPED);
    }
  gtk_window_present (self->question);

  return GDK_EVENT_STOP;
}

static void
pasar_boost_dialog_dispose (GObject *object)
{
  PasarBoostDialog *self = PASAR_BOOST_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->pictures_id, g_source_remove);
  pasar_dialog_list_clear (&self->list);
  g_clear_object (&self->pictures);
  g_clear_pointer (&self->boosted_at, g_hash_table_unref);
  g_clear_object (&self->job);
  g_clear_object (&self->shown);
  g_clear_object (&self->found);
  g_clear_object (&self->selection);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (pasar_boost_dialog_parent_class)->dispose (object);
}

static void
pasar_boost_dialog_finalize (GObject *object)
{
  PasarBoostDialog *self = PASAR_BOOST_DIALOG (object);

  g_clear_pointer (&self->bound, g_ptr_array_unref);
  g_clear_pointer (&self->ticked, g_array_unref);

  G_OBJECT_CLASS (pasar_boost_dialog_parent_class)->finalize (object);
}

static void
pasar_boost_dialog_class_init (PasarBoostDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pasar_boost_dialog_dispose;
  object_class->finalize = pasar_boost_dialog_finalize;

  /**
   * PasarBoostDialog::finished:
   * @self: the dialog
   * @summary: a sentence on how the boosts ended
   */
  signals[SIGNAL_FINISHED] = pasar_dialog_class_add_signal (klass, "finished", 1, G_TYPE_STRING);

  g_type_ensure (PASAR_TYPE_SLOT_STRIP);
  pasar_dialog_class_close_on_escape (widget_class);
  pasar_dialog_class_set_template (widget_class, "boost.ui");
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, boost_button);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, error_bar);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, retry_button);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, slots_heading);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, slots);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, list_heading);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, list_stack);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, hint_page);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, hint_label);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, list_page);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, boost_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, load_slots);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, slot_freed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
pasar_boost_dialog_init (PasarBoostDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->ticked = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->bound = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_list (PasarBoostDialog *self)
{
  pasar_dialog_list_init (self->list,
                          self,
                          G_CALLBACK (row_setup_cb),
                          G_CALLBACK (row_bind_cb),
                          G_CALLBACK (row_unbind_cb));
  pasar_dialog_set_accessible_label (self->list, _ ("Items to boost"));
  pasar_dialog_set_accessible_label (self->search_entry, _ ("Search all items"));
  show_model (self, self->selection);
}

static void
set_pictures (PasarBoostDialog *self)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->list_page));

  self->pictures = pasar_item_pictures_new (pasar_session_get_client (self->session), PICTURE_SIDE);
  g_signal_connect_object (self->pictures,
                           "arrived",
                           G_CALLBACK (queue_pictures),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment,
                           "changed",
                           G_CALLBACK (queue_pictures),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment,
                           "value-changed",
                           G_CALLBACK (queue_pictures),
                           self,
                           G_CONNECT_SWAPPED);
}

/**
 * pasar_boost_dialog_new:
 * @parent: (nullable): the window above
 * @session: the open shop
 * @rows: (array length=n_rows) (nullable): rows of its catalogue to offer; a model stands for its
 * item
 * @n_rows: how many; with none the seller searches for items
 * @are_chosen: whether the seller selected the rows on purpose: then they are ticked, if the free
 * slots take them all
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
pasar_boost_dialog_new (GtkWindow *parent,
                        PasarSession *session,
                        const guint *rows,
                        guint n_rows,
                        gboolean are_chosen)
{
  PasarBoostDialog *self;

  g_return_val_if_fail (PASAR_IS_SESSION (session), NULL);
  g_return_val_if_fail (rows != NULL || n_rows == 0, NULL);

  self = g_object_new (PASAR_TYPE_BOOST_DIALOG, NULL);
  pasar_dialog_set_parent (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  self->catalogue = g_object_ref (pasar_session_get_catalogue (session));
  self->are_chosen = are_chosen;
  self->selection = pasar_boost_candidates_new_for_rows (self->catalogue, rows, n_rows);
  set_pictures (self);
  set_list (self);
  if (n_rows == 0)
    gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->search_entry));
  load_slots (self);
  load_boost_times (self);

  return GTK_WINDOW (self);
}

/**
 * pasar_boost_dialog_get_is_running:
 * @self: a boost dialog
 *
 * Returns: whether items are being boosted
 */
gboolean
pasar_boost_dialog_get_is_running (PasarBoostDialog *self)
{
  g_return_val_if_fail (PASAR_IS_BOOST_DIALOG (self), FALSE);

  return is_running (self);
}

/**
 * pasar_boost_dialog_new_question:
 * @self: a boost dialog
 * @heading: the question
 * @yes: label of the response `yes`
 *
 * Returns: (transfer none): asks whether to stop boosting, to be presented
 */
GtkWidget *
pasar_boost_dialog_new_question (PasarBoostDialog *self, const char *heading, const char *yes)
{
  g_return_val_if_fail (PASAR_IS_BOOST_DIALOG (self), NULL);

  return pasar_dialog_new_question (self,
                                    heading,
                                    _ ("The boost that is on its way is waited for. The other "
                                       "items are not boosted."),
                                    _ ("_Keep Boosting"),
                                    yes);
}

/**
 * pasar_boost_dialog_stop:
 * @self: a boost dialog
 *
 * Closes the dialog; while it boosts, no further boost is sent, and it closes when the one on its
 * way has been answered.
 */
void
pasar_boost_dialog_stop (PasarBoostDialog *self)
{
  g_return_if_fail (PASAR_IS_BOOST_DIALOG (self));

  self->close_when_done = TRUE;
  if (is_running (self))
    pasar_job_cancel (self->job);
  else
    gtk_window_close (GTK_WINDOW (self));
}
