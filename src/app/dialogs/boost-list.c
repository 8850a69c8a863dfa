/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/boost-list.h"

#include "app/dialogs/boost-candidates.h"
#include "app/dialogs/boost-pictures.h"
#include "app/dialogs/change-row.h"
#include "app/dialogs/list.h"
#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

struct _PasarBoostList
{
  GtkWidget parent_instance;

  GtkLabel *heading;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkWidget *hint_page;
  GtkLabel *hint_label;
  GtkWidget *list_page;
  GtkListView *list;

  PasarCatalogue *catalogue;       /* (owned) */
  PasarSlotStrip *slots;           /* (owned) */
  PasarBoostJob *job;              /* (owned) (nullable): the last boost */
  PasarBoostCandidates *selection; /* (owned): the items of the rows given */
  PasarView *found;                /* (owned) (nullable): what the search finds */
  GListModel *shown;               /* (owned): one of the two, as candidates */
  GArray *ticked;                  /* (owned) gint64 item ids, in the order ticked */
  GPtrArray *bound;                /* (owned) GtkListItem (unowned): those on screen */
  GHashTable *boosted_at; /* (owned) (nullable): gint64 item id → gint64 Unix milliseconds */
  PasarBoostPictures *pictures; /* (owned) (nullable) */
  guint n_eligible;             /* of the selection: can be boosted, if there are slots */
  gboolean are_chosen; /* the seller selected the rows for this, and not only the cursor's */
  gboolean was_ticked; /* what the seller chose was ticked, as far as it could be */
};

G_DEFINE_FINAL_TYPE (PasarBoostList, pasar_boost_list, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_TICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_running (PasarBoostList *self)
{
  return self->job != NULL && pasar_job_get_state (PASAR_JOB (self->job)) == PASAR_JOB_RUNNING;
}

static gboolean
is_searching (PasarBoostList *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0';
}

static guint
find_ticked (PasarBoostList *self, gint64 item_id)
{
  for (guint i = 0; i < self->ticked->len; i++)
    if (g_array_index (self->ticked, gint64, i) == item_id)
      return i;

  return G_MAXUINT;
}

static const PasarJournalRow *
find_outcome (PasarBoostList *self, gint64 item_id)
{
  const GPtrArray *outcomes = self->job != NULL ? pasar_boost_job_get_outcomes (self->job) : NULL;

  for (guint i = 0; outcomes != NULL && i < outcomes->len; i++)
    {
      const PasarJournalRow *outcome = g_ptr_array_index (outcomes, i);

      if (outcome->item_id == item_id)
        return outcome;
    }

  return NULL;
}

/* Why an item cannot be ticked now, apart from the number of free slots. */
static char *
dup_obstacle (PasarBoostList *self, PasarBoostCandidate *candidate)
{
  const gint64 item_id = pasar_boost_candidate_get_item_id (candidate);
  const gint64 free_at = pasar_slot_strip_get_free_at (self->slots, item_id);
  const PasarJournalRow *outcome = find_outcome (self, item_id);
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *clock = NULL;

  /* It may be boosted by now, and must not be a second time. */
  if (outcome != NULL && outcome->state == PASAR_CHANGE_UNKNOWN)
    return pasar_boost_candidate_dup_outcome (outcome);
  if (free_at == 0)
    return pasar_boost_candidate_dup_obstacle (candidate);

  time = g_date_time_new_from_unix_local (free_at);
  clock = g_date_time_format (time, "%H:%M");

  /* Translators: time of day. */
  return g_strdup_printf (_ ("Boosted until %s."), clock);
}

static char *
dup_facts (PasarBoostList *self, PasarBoostCandidate *candidate)
{
  const gint64 item_id = pasar_boost_candidate_get_item_id (candidate);
  const gint64 *at_ms =
      self->boosted_at != NULL ? g_hash_table_lookup (self->boosted_at, &item_id) : NULL;

  return pasar_boost_candidate_dup_facts (candidate, at_ms != NULL ? *at_ms / 1000 : 0);
}

static void
update_row (PasarBoostList *self, GtkListItem *item)
{
  PasarChangeRow *row = PASAR_CHANGE_ROW (gtk_list_item_get_child (item));
  PasarBoostCandidate *candidate = PASAR_BOOST_CANDIDATE (gtk_list_item_get_item (item));
  const gint64 item_id = pasar_boost_candidate_get_item_id (candidate);
  const PasarJournalRow *outcome = find_outcome (self, item_id);
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

  text = pasar_boost_candidate_dup_outcome (outcome);
  pasar_change_row_set_state (row, outcome->state, text, NULL);
}

/* Whether there is no obstacle; without its words, for many items. */
static gboolean
is_eligible (PasarBoostList *self, gint64 item_id)
{
  const PasarJournalRow *outcome = find_outcome (self, item_id);

  return (outcome == NULL || outcome->state != PASAR_CHANGE_UNKNOWN)
         && pasar_slot_strip_get_free_at (self->slots, item_id) == 0
         && pasar_boost_candidate_is_ready (self->catalogue, item_id);
}

static void
count_eligible (PasarBoostList *self)
{
  guint n;
  const gint64 *item_ids = pasar_boost_candidates_get_item_ids (self->selection, &n);

  self->n_eligible = 0;
  for (guint i = 0; i < n; i++)
    self->n_eligible += is_eligible (self, item_ids[i]);
}

static char *
dup_heading (PasarBoostList *self, guint n)
{
  const guint n_free = pasar_slot_strip_get_n_free (self->slots);
  const gboolean is_known = pasar_slot_strip_get_is_known (self->slots);

  if (is_searching (self))
    return g_strdup_printf (ngettext ("%'u item found", "%'u items found", n), n);
  if (n == 0)
    return g_strdup (_ ("No item selected"));
  if (is_known && n_free == 0 && !is_running (self))
    return g_strdup (_ ("All slots are in use"));
  if (!self->are_chosen)
    return g_strdup (_ ("The item at the cursor"));

  if (is_known && self->n_eligible > n_free && !is_running (self))
    /* Translators: the first %1$u are free boost slots, %2$u items that the seller selected. */
    return g_strdup_printf (ngettext ("%1$'u slot is free: choose %1$'u of the %2$'u",
                                      "%1$'u slots are free: choose %1$'u of the %2$'u",
                                      n_free),
                            n_free,
                            self->n_eligible);

  return g_strdup_printf (ngettext ("%'u item selected", "%'u items selected", n), n);
}

static void
update_heading (PasarBoostList *self)
{
  const guint n = self->shown != NULL ? g_list_model_get_n_items (self->shown) : 0;
  g_autofree char *heading = dup_heading (self, n);

  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->hint_label,
                       is_searching (self)
                           ? _ ("No item matches the search.")
                           : _ ("Search for the items to boost, or select rows in the sheet "
                                "first."));
  gtk_stack_set_visible_child (self->stack, n > 0 ? self->list_page : self->hint_page);
}

static void
set_ticked (PasarBoostList *self, PasarBoostCandidate *candidate, gboolean ticked)
{
  const gint64 item_id = pasar_boost_candidate_get_item_id (candidate);
  const guint position = find_ticked (self, item_id);
  g_autofree char *obstacle = dup_obstacle (self, candidate);

  if (!ticked && position != G_MAXUINT)
    g_array_remove_index (self->ticked, position);
  else if (ticked && position == G_MAXUINT && obstacle == NULL
           && self->ticked->len < pasar_slot_strip_get_n_free (self->slots))
    g_array_append_val (self->ticked, item_id);
  pasar_boost_list_update (self);
  g_signal_emit (self, signals[SIGNAL_TICKED], 0);
}

/* A boost cannot be taken back: only what the seller chose is ticked, unless it was sent already,
 * and only when no choice among it is left. */
static void
tick_chosen (PasarBoostList *self)
{
  guint n;
  const gint64 *item_ids = pasar_boost_candidates_get_item_ids (self->selection, &n);

  self->was_ticked = TRUE;
  if (!self->are_chosen || self->job != NULL
      || self->n_eligible > pasar_slot_strip_get_n_free (self->slots))
    return;

  for (guint i = 0; i < n; i++)
    {
      if (is_eligible (self, item_ids[i]))
        g_array_append_val (self->ticked, item_ids[i]);
    }
}

static void
boost_times_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostList) self = PASAR_BOOST_LIST (user_data);
  GHashTable *times = pasar_store_finish_object (PASAR_STORE (source), result, NULL);

  /* Without them the list says less, which is no reason to stop anybody. */
  if (times == NULL)
    return;
  g_clear_pointer (&self->boosted_at, g_hash_table_unref);
  self->boosted_at = times;
  pasar_boost_list_update (self);
}

static void
load_times (PasarBoostList *self, PasarSession *session)
{
  pasar_store_get_boost_times_async (pasar_session_get_store (session),
                                     pasar_session_get_shop (session)->id,
                                     NULL,
                                     boost_times_cb,
                                     g_object_ref (self));
}

static void
row_toggled_cb (GtkListItem *item, gboolean ticked)
{
  GtkWidget *self = gtk_widget_get_ancestor (gtk_list_item_get_child (item), PASAR_TYPE_BOOST_LIST);

  if (self != NULL)
    set_ticked (PASAR_BOOST_LIST (self),
                PASAR_BOOST_CANDIDATE (gtk_list_item_get_item (item)),
                ticked);
}

static void
list_activate_cb (PasarBoostList *self, guint position)
{
  g_autoptr (PasarBoostCandidate) candidate = g_list_model_get_item (self->shown, position);
  const gint64 item_id = pasar_boost_candidate_get_item_id (candidate);

  if (!is_running (self))
    set_ticked (self, candidate, find_ticked (self, item_id) == G_MAXUINT);
}

static void
row_setup_cb (PasarBoostList *self, GtkListItem *item)
{
  GtkWidget *row = pasar_change_row_new ();

  pasar_change_row_set_tick_tooltip (PASAR_CHANGE_ROW (row), _ ("Boost This Item"));
  g_signal_connect_object (row, "toggled", G_CALLBACK (row_toggled_cb), item, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

static void
row_bind_cb (PasarBoostList *self, GtkListItem *item)
{
  g_ptr_array_add (self->bound, item);
  pasar_change_row_set_picture (PASAR_CHANGE_ROW (gtk_list_item_get_child (item)), NULL);
  update_row (self, item);
  if (self->pictures != NULL)
    pasar_boost_pictures_queue (self->pictures);
}

static void
row_unbind_cb (PasarBoostList *self, GtkListItem *item)
{
  g_ptr_array_remove_fast (self->bound, item);
}

static void
show_model (PasarBoostList *self, GListModel *model)
{
  if (g_set_object (&self->shown, model))
    pasar_dialog_list_set_model (self->list, model);
  update_heading (self);
}

static void
search_changed_cb (PasarBoostList *self)
{
  if (!is_searching (self))
    {
      show_model (self, G_LIST_MODEL (self->selection));
      return;
    }

  if (self->found == NULL)
    {
      self->found = pasar_view_new (self->catalogue);
      pasar_view_fold_all (self->found, TRUE);
    }
  pasar_view_set_text (self->found, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  if (self->shown == G_LIST_MODEL (self->selection))
    {
      g_autoptr (GListModel) mapped = pasar_boost_candidates_new_for_view (self->found);

      show_model (self, mapped);
    }
  update_heading (self);
}

static void
stop_search_cb (PasarBoostList *self)
{
  if (is_searching (self))
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "window.close", NULL);
}

static void
pasar_boost_list_dispose (GObject *object)
{
  PasarBoostList *self = PASAR_BOOST_LIST (object);
  GtkWidget *child;

  g_clear_pointer (&self->pictures, pasar_boost_pictures_free);
  pasar_dialog_list_clear (&self->list);
  child = gtk_widget_get_first_child (GTK_WIDGET (self));
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->job);
  g_clear_object (&self->shown);
  g_clear_object (&self->found);
  g_clear_object (&self->selection);
  g_clear_object (&self->slots);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (pasar_boost_list_parent_class)->dispose (object);
}

static void
pasar_boost_list_finalize (GObject *object)
{
  PasarBoostList *self = PASAR_BOOST_LIST (object);

  g_clear_pointer (&self->boosted_at, g_hash_table_unref);
  g_clear_pointer (&self->bound, g_ptr_array_unref);
  g_clear_pointer (&self->ticked, g_array_unref);

  G_OBJECT_CLASS (pasar_boost_list_parent_class)->finalize (object);
}

static void
pasar_boost_list_class_init (PasarBoostListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pasar_boost_list_dispose;
  object_class->finalize = pasar_boost_list_finalize;

  signals[SIGNAL_TICKED] = pasar_dialog_class_add_signal (klass, "ticked", 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  pasar_dialog_class_set_template (widget_class, "boost-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PasarBoostList, heading);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostList, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostList, stack);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostList, hint_page);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostList, hint_label);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostList, list_page);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostList, list);
  gtk_widget_class_bind_template_callback (widget_class, list_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
pasar_boost_list_init (PasarBoostList *self)
{
  self->ticked = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->bound = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  pasar_dialog_list_init (self->list,
                          self,
                          G_CALLBACK (row_setup_cb),
                          G_CALLBACK (row_bind_cb),
                          G_CALLBACK (row_unbind_cb));
  pasar_dialog_set_accessible_label (self->list, _ ("Items to boost"));
  pasar_dialog_set_accessible_label (self->search_entry, _ ("Search all items"));
}

/**
 * pasar_boost_list_fill:
 * @self: a new list
 * @session: the open shop
 * @pictures: (nullable): loads pictures of its items; without it there are none
 * @slots: its boost slots
 * @rows: (array length=n_rows) (nullable): rows of its catalogue to offer; a model stands for its
 * item
 * @n_rows: how many; with none the seller searches for items
 * @are_chosen: whether the seller selected the rows on purpose: then they are ticked, if the free
 * slots take them all
 *
 * Offers items.
 */
void
pasar_boost_list_fill (PasarBoostList *self,
                       PasarSession *session,
                       PasarPictureLoader *pictures,
                       PasarSlotStrip *slots,
                       const guint *rows,
                       guint n_rows,
                       gboolean are_chosen)
{
  g_return_if_fail (PASAR_IS_BOOST_LIST (self));
  g_return_if_fail (self->selection == NULL);

  self->catalogue = g_object_ref (pasar_session_get_catalogue (session));
  self->slots = g_object_ref (slots);
  self->are_chosen = are_chosen;
  self->selection = pasar_boost_candidates_new (self->catalogue, rows, n_rows);
  if (pictures != NULL)
    self->pictures = pasar_boost_pictures_new (GTK_SCROLLED_WINDOW (self->list_page),
                                               self->bound,
                                               self->catalogue,
                                               pictures);
  show_model (self, G_LIST_MODEL (self->selection));
  load_times (self, session);
  if (n_rows == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/**
 * pasar_boost_list_take_slots:
 * @self: a filled list
 *
 * Follows the slots, which were read or of which one is free again. The first time, what the seller
 * chose is ticked.
 */
void
pasar_boost_list_take_slots (PasarBoostList *self)
{
  g_return_if_fail (PASAR_IS_BOOST_LIST (self));

  count_eligible (self);
  if (!self->was_ticked)
    tick_chosen (self);
  pasar_boost_list_update (self);
}

/**
 * pasar_boost_list_set_job:
 * @self: a filled list
 * @job: the boost whose outcomes are shown from now on
 */
void
pasar_boost_list_set_job (PasarBoostList *self, PasarBoostJob *job)
{
  g_return_if_fail (PASAR_IS_BOOST_LIST (self));

  g_set_object (&self->job, job);
}

/**
 * pasar_boost_list_end_job:
 * @self: a list with a job
 * @session: the open shop
 *
 * The job has ended: nothing is ticked any more, and when items were last boosted is read anew.
 */
void
pasar_boost_list_end_job (PasarBoostList *self, PasarSession *session)
{
  g_return_if_fail (PASAR_IS_BOOST_LIST (self));

  g_array_set_size (self->ticked, 0);
  load_times (self, session);
}

/**
 * pasar_boost_list_update:
 * @self: a list
 *
 * Shows anew what is ticked, what can be, and what became of the boosts.
 */
void
pasar_boost_list_update (PasarBoostList *self)
{
  g_return_if_fail (PASAR_IS_BOOST_LIST (self));

  for (guint i = 0; i < self->bound->len; i++)
    update_row (self, g_ptr_array_index (self->bound, i));
  update_heading (self);
}

/**
 * pasar_boost_list_get_ticked:
 * @self: a list
 *
 * Returns: (transfer none) (element-type gint64): ids of the ticked items, in the order ticked
 */
GArray *
pasar_boost_list_get_ticked (PasarBoostList *self)
{
  g_return_val_if_fail (PASAR_IS_BOOST_LIST (self), NULL);

  return self->ticked;
}

/**
 * pasar_boost_list_close_window:
 * @self: a list in a window
 *
 * Closes the window; what it has of many rows goes between frames.
 */
void
pasar_boost_list_close_window (PasarBoostList *self)
{
  g_return_if_fail (PASAR_IS_BOOST_LIST (self));

  pasar_dialog_list_close_window (self->list);
}
