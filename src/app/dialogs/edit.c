/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/edit.h"

#include "app/compat.h"
#include "app/dialogs/change-row.h"
#include "app/dialogs/edit-label.h"
#include "app/dialogs/edit-preview.h"
#include "app/dialogs/list.h"
#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of so many rows it is looked whether they have several locations: a shop that has them has them
 * for nearly all. */
#define MAX_ROWS_TRIED 1000

struct _PasarEditDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkButton *apply_button;
  GtkSpinner *spinner;
  GtkInfoBar *failure_bar;
  GtkLabel *failure_label;
  GtkToggleButton *set_button;
  GtkToggleButton *add_button;
  GtkToggleButton *subtract_button;
  GtkToggleButton *percent_button;
  GtkLabel *amount_label;
  GtkEntry *amount_entry;
  GtkLabel *unit_label;
  GtkLabel *amount_error;
  GtkWidget *ending_box;
  GtkEntry *ending_entry;
  GtkDropDown *rounding;
  GtkLabel *ending_error;
  GtkWidget *locations_label;
  GtkStack *preview_stack;
  GtkWidget *hint_page;
  GtkLabel *hint_label;
  GtkWidget *list_page;
  GtkListView *list;
  GtkLabel *summary;
  GtkCheckButton *leave_out;

  PasarSession *session;     /* (owned) */
  PasarCatalogue *catalogue; /* (owned) */
  PasarField field;
  PasarCommand *rows;        /* (owned) those that are meant, and no expression */
  PasarCommand *command;     /* (owned) (nullable): what was entered, where it can be read */
  PasarEditPreview *preview; /* (owned) */
  gboolean is_staging;
};

G_DEFINE_FINAL_TYPE (PasarEditDialog, pasar_edit_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_STAGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static guint
digits_of (PasarEditDialog *self)
{
  return self->field == PASAR_FIELD_PRICE ? pasar_catalogue_get_digits (self->catalogue) : 0;
}

static guint
count_to_stage (PasarEditDialog *self)
{
  const PasarComputed *computed = pasar_edit_preview_get_computed (self->preview);

  if (computed == NULL)
    return 0;
  return gtk_check_button_get_active (self->leave_out) ? computed->n_edits - computed->n_refused
                                                       : computed->n_edits;
}

static const char *
get_sign (PasarEditDialog *self, const char *amount)
{
  if (gtk_toggle_button_get_active (self->percent_button))
    return pasar_number_get_minus (amount) == 0 && *amount != '+' ? "+" : "";
  if (gtk_toggle_button_get_active (self->add_button))
    return "+";
  return gtk_toggle_button_get_active (self->subtract_button) ? "-" : "";
}

/* The operation and the amount as they would be typed into a cell; NULL where there is nothing yet:
 * an empty entry is a beginning, not a mistake. shift: by how many bytes it begins before the
 * entry. */
static char *
dup_operation (PasarEditDialog *self, gssize *shift)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->amount_entry));
  g_autofree char *amount = pasar_number_strip (typed);
  const char *start = strstr (typed, amount);
  const char *sign = get_sign (self, amount);
  const gboolean is_percent = gtk_toggle_button_get_active (self->percent_button);

  if (*amount == '\0')
    return NULL;
  *shift = (gssize) strlen (sign) - (start != NULL ? start - typed : 0);
  return g_strconcat (sign, amount, is_percent && !g_str_has_suffix (amount, "%") ? "%" : "", NULL);
}

/* The same with the ending that was entered. */
static char *
dup_ending (PasarEditDialog *self, const char *operation)
{
  static const char *const functions[] = { NULL, "roundup", "rounddown" };
  const char *function = functions[gtk_drop_down_get_selected (self->rounding)];
  const char *ending = gtk_editable_get_text (GTK_EDITABLE (self->ending_entry));
  const gboolean is_formula = *operation == '=';
  const gboolean is_operation = strchr ("+-*/", *operation) != NULL
                                || pasar_number_get_minus (operation) > 0
                                || g_str_has_prefix (operation, "×");

  if (function == NULL)
    return g_strdup_printf ("%s end %s", operation, ending);
  return g_strdup_printf ("=%s(%s%s; end %s)",
                          function,
                          is_operation ? "price" : "",
                          operation + (is_formula ? 1 : 0),
                          ending);
}

static PasarExpression *
parse (PasarEditDialog *self, const char *text, GtkEntry *entry, GtkLabel *label, gssize shift)
{
  g_autoptr (GError) error = NULL;
  gsize place = 0;
  PasarExpression *expression =
      pasar_catalogue_parse (self->catalogue, self->field, TRUE, text, &place, &error);

  pasar_dialog_set_entry_error (GTK_WIDGET (entry), label, error != NULL ? error->message : NULL);
  if (error != NULL)
    pasar_dialog_mark_place (GTK_EDITABLE (entry), (gsize) MAX ((gssize) place - shift, 0));
  return expression;
}

/* Reads what was entered; NULL when there is nothing to compute yet. What is wrong is shown under
 * the entries. */
static PasarExpression *
read_expression (PasarEditDialog *self)
{
  const char *ending = gtk_editable_get_text (GTK_EDITABLE (self->ending_entry));
  gssize shift = 0;
  g_autofree char *operation = dup_operation (self, &shift);
  g_autofree char *with_ending = NULL;
  g_autoptr (PasarExpression) expression = NULL;

  pasar_dialog_set_entry_error (GTK_WIDGET (self->amount_entry), self->amount_error, NULL);
  pasar_dialog_set_entry_error (GTK_WIDGET (self->ending_entry), self->ending_error, NULL);
  pasar_dialog_mark_place (GTK_EDITABLE (self->amount_entry), G_MAXSIZE);
  pasar_dialog_mark_place (GTK_EDITABLE (self->ending_entry), G_MAXSIZE);
  if (operation != NULL)
    expression = parse (self, operation, self->amount_entry, self->amount_error, shift);
  if (expression == NULL || *ending == '\0' || self->field != PASAR_FIELD_PRICE)
    return g_steal_pointer (&expression);
  with_ending = dup_ending (self, operation);
  shift = strstr (with_ending, " end ") + strlen (" end ") - with_ending;
  return parse (self, with_ending, self->ending_entry, self->ending_error, shift);
}

static void
update_apply_cb (PasarEditDialog *self)
{
  g_autofree char *label = NULL;
  guint n;

  if (self->preview == NULL)
    return;

  n = count_to_stage (self);
  label = pasar_edit_label_dup_button (self->field, n);
  gtk_button_set_label (self->apply_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button),
                            n > 0 && !pasar_edit_preview_is_computing (self->preview)
                                && !self->is_staging);
  gtk_spinner_set_spinning (self->spinner,
                            self->is_staging || pasar_edit_preview_is_computing (self->preview));
}

/* Why no row changes. */
static const char *
get_hint (PasarEditDialog *self, const PasarComputed *computed)
{
  if (computed == NULL)
    return _ ("Enter an amount to see what it makes of each row.");
  if (computed->n_failed > 0 && computed->n_failed == computed->n_rows)
    return computed->failure->message;
  return _ ("Nothing changes: every row already has this value.");
}

static void
show_computed_cb (PasarEditDialog *self)
{
  const PasarComputed *computed = pasar_edit_preview_get_computed (self->preview);
  const gboolean changes = computed != NULL && computed->n_edits > 0;
  g_autofree char *summary = pasar_edit_label_dup_summary (self->catalogue, self->field, computed);

  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), *summary != '\0');
  gtk_label_set_label (self->hint_label, changes ? "" : get_hint (self, computed));
  gtk_stack_set_visible_child (self->preview_stack, changes ? self->list_page : self->hint_page);
  gtk_widget_set_visible (GTK_WIDGET (self->leave_out),
                          computed != NULL && computed->n_refused > 0);
  update_apply_cb (self);
}

static void
recompute (PasarEditDialog *self)
{
  g_autoptr (PasarExpression) expression = read_expression (self);

  g_clear_pointer (&self->command, pasar_command_unref);
  if (expression != NULL)
    self->command = pasar_command_new_like (self->rows, expression);
  pasar_edit_preview_set_command (self->preview, self->command);
  update_apply_cb (self);
}

static void
name_rounding (PasarEditDialog *self)
{
  pasar_compat_drop_down_set_label (self->rounding, _ ("How to round to the ending"));
}

static void
input_changed_cb (PasarEditDialog *self)
{
  if (self->preview == NULL || self->is_staging)
    return;

  name_rounding (self);
  recompute (self);
}

static const char *
get_amount_label (PasarEditDialog *self)
{
  if (gtk_toggle_button_get_active (self->percent_button))
    return _ ("Chan_ge (a minus sign lowers)");
  if (!gtk_toggle_button_get_active (self->set_button))
    return _ ("A_mount");
  return self->field == PASAR_FIELD_PRICE ? _ ("_Price") : _ ("Stoc_k");
}

/* What comes after the choice of an operation is the amount: it keeps the focus. */
static gboolean
operation_mnemonic_cb (PasarEditDialog *self, gboolean group_cycling, GtkToggleButton *button)
{
  gtk_toggle_button_set_active (button, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->amount_entry));

  return TRUE;
}

static void
operation_toggled_cb (PasarEditDialog *self, GtkToggleButton *button)
{
  const gboolean percent = gtk_toggle_button_get_active (self->percent_button);
  const char *unit;

  if (self->catalogue == NULL || !gtk_toggle_button_get_active (button))
    return;

  unit = self->field == PASAR_FIELD_PRICE ? pasar_catalogue_get_currency (self->catalogue)
                                          : _ ("pieces");
  gtk_label_set_label (self->unit_label, percent ? "%" : unit);
  gtk_label_set_text_with_mnemonic (self->amount_label, get_amount_label (self));
  gtk_entry_set_placeholder_text (self->amount_entry, percent ? "+10" : NULL);
  input_changed_cb (self);
}

static void
staged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarEditDialog) self = PASAR_EDIT_DIALOG (user_data);
  g_autoptr (PasarStep) step = NULL;
  g_autoptr (GError) error = NULL;

  self->is_staging = FALSE;
  if (pasar_session_write_finish (PASAR_SESSION (source), result, &step, &error))
    {
      if (step != NULL)
        g_signal_emit (self, signals[SIGNAL_STAGED], 0, step);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *reason = pasar_dialog_dup_error_text (error);
      /* Translators: the reason is a sentence. */
      g_autofree char *text = g_strdup_printf (_ ("Nothing was changed. %s"), reason);

      gtk_label_set_label (self->failure_label, text);
      gtk_info_bar_set_revealed (self->failure_bar, TRUE);
    }
  recompute (self);
}

static void
apply_cb (PasarEditDialog *self)
{
  PasarCommand *command;

  if (self->is_staging || pasar_edit_preview_is_computing (self->preview)
      || count_to_stage (self) == 0)
    return;

  command = pasar_command_new_like (self->command, self->command->expression);
  command->leave_out_refused = gtk_check_button_get_active (self->leave_out);
  self->is_staging = TRUE;
  gtk_info_bar_set_revealed (self->failure_bar, FALSE);
  update_apply_cb (self);
  pasar_session_stage_async (self->session, command, NULL, staged_cb, g_object_ref (self));
}

static gboolean
close_request_cb (PasarEditDialog *self)
{
  /* What is being staged has its turn within moments: wait for the answer. */
  return self->is_staging;
}

static void
row_setup_cb (PasarEditDialog *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, pasar_change_row_new ());
  gtk_list_item_set_activatable (item, FALSE);
}

static void
row_bind_cb (PasarEditDialog *self, GtkListItem *list_item)
{
  PasarChangeRow *row = PASAR_CHANGE_ROW (gtk_list_item_get_child (list_item));
  PasarEditPreviewItem *item = PASAR_EDIT_PREVIEW_ITEM (gtk_list_item_get_item (list_item));
  const guint number = pasar_edit_preview_item_get_row (item);
  const PasarRowInfo info = pasar_catalogue_read_row (self->catalogue, number);
  g_autofree char *detail = NULL;
  g_autofree char *reason = NULL;

  if (!info.is_alive)
    {
      pasar_change_row_set_subject (row, "", NULL);
      return;
    }

  detail = pasar_dialog_dup_detail (info.variation, info.sku);
  pasar_change_row_set_subject (row, info.name, detail);
  pasar_change_row_set_values (row,
                               self->catalogue,
                               self->field,
                               pasar_edit_preview_item_get_old_value (item),
                               pasar_edit_preview_item_get_new_value (item));
  reason = pasar_edit_preview_dup_reason (self->preview, gtk_list_item_get_position (list_item));
  pasar_change_row_set_state (row,
                              reason != NULL ? PASAR_CHANGE_HELD : PASAR_CHANGE_READY,
                              reason,
                              NULL);
}

static void
pasar_edit_dialog_dispose (GObject *object)
{
  PasarEditDialog *self = PASAR_EDIT_DIALOG (object);

  pasar_dialog_list_clear (&self->list);
  g_clear_object (&self->preview);
  g_clear_pointer (&self->command, pasar_command_unref);
  g_clear_pointer (&self->rows, pasar_command_unref);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pasar_edit_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, failure_bar);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, failure_label);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, set_button);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, subtract_button);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, percent_button);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, amount_label);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, amount_entry);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, unit_label);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, amount_error);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, ending_box);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, ending_entry);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, rounding);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, ending_error);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, locations_label);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, preview_stack);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, hint_page);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, hint_label);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, list_page);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, list);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, PasarEditDialog, leave_out);
}

static void
pasar_edit_dialog_class_init (PasarEditDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_edit_dialog_dispose;

  /**
   * PasarEditDialog::staged:
   * @self: the dialog
   * @step: (type PasarStep): what was done
   *
   * The changes are staged; the dialog closes right after.
   */
  signals[SIGNAL_STAGED] = pasar_dialog_class_add_signal (klass, "staged", 1, G_TYPE_POINTER);

  pasar_dialog_class_close_on_escape (widget_class);
  pasar_dialog_class_set_template (widget_class, "edit.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_bind_template_callback (widget_class, input_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, operation_mnemonic_cb);
  gtk_widget_class_bind_template_callback (widget_class, operation_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_apply_cb);
}

static void
pasar_edit_dialog_init (PasarEditDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_locations (PasarEditDialog *self)
{
  const guint n = MIN (self->rows->rows->len, MAX_ROWS_TRIED);
  gboolean several = FALSE;

  for (guint i = 0; i < n && self->field == PASAR_FIELD_STOCK && !several; i++)
    several = pasar_catalogue_row_get_locations (self->catalogue,
                                                 g_array_index (self->rows->rows, guint, i),
                                                 NULL,
                                                 0)
              > 1;
  gtk_widget_set_visible (self->locations_label, several);
}

static void
set_texts (PasarEditDialog *self)
{
  const gboolean price = self->field == PASAR_FIELD_PRICE;
  const guint n = self->rows->keys->len;
  g_autofree char *subtitle =
      g_strdup_printf (ngettext ("%'u row selected", "%'u rows selected", n), n);
  g_autofree char *ending = NULL;

  gtk_window_set_title (GTK_WINDOW (self), price ? _ ("Edit Prices") : _ ("Edit Stock"));
  adw_window_title_set_title (self->window_title, gtk_window_get_title (GTK_WINDOW (self)));
  adw_window_title_set_subtitle (self->window_title, subtitle);
  gtk_widget_set_visible (self->ending_box, price);
  ending = digits_of (self) > 0
               ? g_strconcat (pasar_number_format_get_default ()->decimal_point, "90", NULL)
               : g_strdup ("900");
  gtk_entry_set_placeholder_text (self->ending_entry, ending);
  name_rounding (self);
  pasar_dialog_set_accessible_label (self->list, _ ("Preview of the changes"));
}

/**
 * pasar_edit_dialog_new:
 * @parent: (nullable): the window above
 * @session: the open shop
 * @rows: price or stock of which rows, and no expression; prepared
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
pasar_edit_dialog_new (GtkWindow *parent, PasarSession *session, PasarCommand *rows)
{
  PasarEditDialog *self;

  g_return_val_if_fail (PASAR_IS_SESSION (session), NULL);
  g_return_val_if_fail (rows != NULL && rows->keys != NULL, NULL);

  self = g_object_new (PASAR_TYPE_EDIT_DIALOG, NULL);
  pasar_dialog_set_parent (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  self->catalogue = g_object_ref (pasar_session_get_catalogue (session));
  self->field = (PasarField) rows->field;
  self->rows = pasar_command_ref (rows);
  self->preview = pasar_edit_preview_new (self->catalogue);
  g_signal_connect_object (self->preview,
                           "computed",
                           G_CALLBACK (show_computed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  show_locations (self);
  set_texts (self);
  pasar_dialog_list_init (self->list,
                          self,
                          G_CALLBACK (row_setup_cb),
                          G_CALLBACK (row_bind_cb),
                          NULL);
  pasar_dialog_list_set_model (self->list, G_LIST_MODEL (self->preview));

  /* What changes at the shop below the dialog: what it shows would be stale. */
  g_signal_connect_object (self->catalogue,
                           "rows-changed",
                           G_CALLBACK (input_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->catalogue,
                           "values-changed",
                           G_CALLBACK (input_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);

  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->apply_button));
  gtk_toggle_button_set_active (self->set_button, TRUE);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->amount_entry));
  recompute (self);

  return GTK_WINDOW (self);
}
