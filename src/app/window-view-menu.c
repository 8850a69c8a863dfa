/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-views-private.h"

#include "app/view-form.h"

#include <glib/gi18n-lib.h>

/* What can be done with the views. */

/* The chosen one may have another number now. */
static void
follow (PasarWindow *self, const PasarSavedView *chosen)
{
  const PasarSavedView *view;

  for (guint n = 0; (view = pasar_views_get_nth (self->views->views, n)) != NULL; n++)
    {
      if (view == chosen)
        self->views->chosen = n;
    }
  pasar_window_remember_view (self);
  pasar_window_update_views (self);
}

static void
view_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  if (self->session != NULL && pasar_sheet_end_edit (self->sheet))
    pasar_window_choose_view (self, g_variant_get_uint32 (parameter), TRUE);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  PasarSavedView *now = pasar_window_dup_shown (self, FALSE);

  pasar_saved_view_keep_unknown (now,
                                 pasar_window_get_chosen (self),
                                 pasar_session_get_catalogue (self->session));
  pasar_views_replace (self->views->views, self->views->chosen, now);
  pasar_window_keep_shown (self);
  pasar_window_update_views (self);
}

static void
revert_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  if (pasar_sheet_end_edit (self->sheet))
    pasar_window_choose_view (self, self->views->chosen, TRUE);
}

static void
move (PasarWindow *self, int by)
{
  const PasarSavedView *chosen = pasar_window_get_chosen (self);

  pasar_views_move (self->views->views, self->views->asked, by);
  follow (self, chosen);
}

/* By how much a view goes to the left. */
static int
get_left (PasarWindow *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? 1 : -1;
}

static void
move_left_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move (user_data, get_left (user_data));
}

static void
move_right_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move (user_data, -get_left (user_data));
}

static void
for_all_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  PasarWindow *self = user_data;
  PasarWindowViews *part = self->views;
  const gboolean is_chosen = part->asked == part->chosen;
  const PasarSavedView *chosen = pasar_window_get_chosen (self);
  const guint n =
      pasar_views_set_is_for_all (part->views, part->asked, g_variant_get_boolean (value));

  /* A usual one leaves a trace where it was. */
  follow (self, is_chosen ? pasar_views_get_nth (part->views, n) : chosen);
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  PasarWindowViews *part = self->views;
  const PasarSavedView *chosen = pasar_window_get_chosen (self);
  const gboolean was_chosen = part->asked == part->chosen;
  /* Translators: %s is the name of a view */
  g_autofree char *text =
      g_strdup_printf (_ ("“%s” was removed."),
                       pasar_saved_view_get_title (pasar_views_get_nth (part->views, part->asked)));

  if (was_chosen && !pasar_sheet_end_edit (self->sheet))
    return;
  pasar_views_remove (part->views, part->asked);
  if (was_chosen)
    pasar_window_choose_view (self, MIN (part->asked, pasar_views_get_n (part->views) - 1), TRUE);
  else
    follow (self, chosen);
  pasar_window_toast_with (self, text, _ ("_Undo"), "win.view-undo-remove", NULL);
}

static void
undo_remove_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  guint n;

  if (pasar_sheet_end_edit (self->sheet) && pasar_views_undo_remove (self->views->views, &n))
    pasar_window_choose_view (self, n, TRUE);
}

static void
usual_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  const PasarSavedView *chosen = pasar_window_get_chosen (self);

  pasar_views_bring_back_usual (self->views->views);
  follow (self, chosen);
}

/* The menu and the form. */

static GdkRectangle
get_place (PasarWindow *self, GtkWidget *widget)
{
  graphene_rect_t place = GRAPHENE_RECT_INIT_ZERO;

  if (!gtk_widget_compute_bounds (widget, GTK_WIDGET (self->toasts), &place))
    return (GdkRectangle){ .width = 1, .height = 1 };
  return (GdkRectangle){ (int) place.origin.x,
                         (int) place.origin.y,
                         (int) place.size.width,
                         (int) place.size.height };
}

static void
open_form (PasarWindow *self, GtkWidget *at, const char *name)
{
  PasarWindowViews *part = self->views;
  const GdkRectangle place = get_place (self, at);

  part->is_new = name == NULL;
  gtk_popover_set_pointing_to (GTK_POPOVER (part->form), &place);
  pasar_view_form_open (PASAR_VIEW_FORM (part->form), part->views, name);
}

static void
rename_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  PasarWindowViews *part = self->views;

  open_form (self,
             pasar_view_tabs_get_tab (part->tabs, part->asked),
             pasar_saved_view_get_title (pasar_views_get_nth (part->views, part->asked)));
}

/* Whether views are there that were read. */
static gboolean
can_change (PasarWindow *self)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (self), "view-rename");
}

static void
new_asked_cb (PasarWindow *self)
{
  if (can_change (self) && pasar_sheet_end_edit (self->sheet))
    open_form (self, pasar_view_tabs_get_new_button (self->views->tabs), NULL);
}

static void
answered_cb (PasarWindow *self, const char *name, gboolean is_for_all)
{
  PasarWindowViews *part = self->views;
  PasarSavedView *view;

  if (!can_change (self))
    return;
  if (!part->is_new)
    {
      pasar_views_rename (part->views, part->asked, name);
      pasar_window_remember_view (self);
      pasar_window_update_views (self);
      return;
    }
  view = pasar_window_dup_shown (self, TRUE);
  view->name = g_strdup (name);
  pasar_window_choose_view (self, pasar_views_add (part->views, view, is_for_all), TRUE);
}

static void
set_enabled (PasarWindow *self, const char *action, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (
                                   g_action_map_lookup_action (G_ACTION_MAP (self), action)),
                               enabled);
}

static void
update_menu_actions (PasarWindow *self, guint n)
{
  PasarViews *views = self->views->views;
  const gboolean changed = n == self->views->chosen && pasar_window_is_view_changed (self);
  GAction *for_all = g_action_map_lookup_action (G_ACTION_MAP (self), "view-for-all");

  set_enabled (self, "view-save", changed && pasar_window_get_chosen (self)->unread == NULL);
  set_enabled (self, "view-revert", changed);
  set_enabled (self, "view-move-left", pasar_views_can_move (views, n, get_left (self)));
  set_enabled (self, "view-move-right", pasar_views_can_move (views, n, -get_left (self)));
  set_enabled (self, "view-remove", pasar_views_get_n (views) > 1);
  g_simple_action_set_state (G_SIMPLE_ACTION (for_all),
                             g_variant_new_boolean (pasar_views_get_is_for_all (views, n)));
}

static void
append_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

static GMenuModel *
make_menu (PasarWindow *self, guint n)
{
  GMenu *menu = g_menu_new ();
  GMenu *section = g_menu_new ();

  if (n == self->views->chosen)
    {
      g_menu_append (section, _ ("_Save Changes to View"), "win.view-save");
      g_menu_append (section, _ ("Re_vert"), "win.view-revert");
      append_section (menu, section);
      section = g_menu_new ();
    }
  g_menu_append (section, _ ("Rena_me…"), "win.view-rename");
  g_menu_append (section, _ ("Move _Left"), "win.view-move-left");
  g_menu_append (section, _ ("Move _Right"), "win.view-move-right");
  g_menu_append (section, _ ("For _All Shops"), "win.view-for-all");
  append_section (menu, section);
  section = g_menu_new ();
  g_menu_append (section, _ ("R_emove View"), "win.view-remove");
  if (pasar_views_lacks_usual (self->views->views))
    g_menu_append (section, _ ("_Bring Back the Usual Views"), "win.view-usual");
  append_section (menu, section);
  return G_MENU_MODEL (menu);
}

static void
menu_asked_cb (PasarWindow *self, guint n, GtkWidget *tab)
{
  g_autoptr (GMenuModel) menu = NULL;
  GdkRectangle place;

  if (!can_change (self))
    return;
  self->views->asked = n;
  update_menu_actions (self, n);
  menu = make_menu (self, n);
  place = get_place (self, tab);
  pasar_window_show_menu (self, menu, &place);
}

static const GActionEntry entries[] = {
  { .name = "view", .activate = view_cb, .parameter_type = "u" },
  { .name = "view-save", .activate = save_cb },
  { .name = "view-revert", .activate = revert_cb },
  { .name = "view-rename", .activate = rename_cb },
  { .name = "view-move-left", .activate = move_left_cb },
  { .name = "view-move-right", .activate = move_right_cb },
  { .name = "view-for-all", .state = "false", .change_state = for_all_cb },
  { .name = "view-remove", .activate = remove_cb },
  { .name = "view-undo-remove", .activate = undo_remove_cb },
  { .name = "view-usual", .activate = usual_cb },
};

/**
 * pasar_window_enable_view_menu:
 * @self: a window
 * @enabled: whether the views of a shop are read
 *
 * Lets views be changed.
 */
void
pasar_window_enable_view_menu (PasarWindow *self, gboolean enabled)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      if (entries[i].activate != view_cb)
        set_enabled (self, entries[i].name, enabled);
    }
}

/**
 * pasar_window_view_menu_init:
 * @self: a new window with the tabs of its views
 */
void
pasar_window_view_menu_init (PasarWindow *self)
{
  PasarWindowViews *part = self->views;

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  part->form = pasar_view_form_new ();
  gtk_widget_set_parent (part->form, GTK_WIDGET (self->toasts));
  g_signal_connect_object (part->tabs,
                           "menu-asked",
                           G_CALLBACK (menu_asked_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (part->tabs,
                           "new-asked",
                           G_CALLBACK (new_asked_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (part->form,
                           "closed",
                           G_CALLBACK (gtk_widget_grab_focus),
                           self->sheet,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (part->form,
                           "answered",
                           G_CALLBACK (answered_cb),
                           self,
                           G_CONNECT_SWAPPED);
}
