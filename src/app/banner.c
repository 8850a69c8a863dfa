/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/banner.h"

#include "app/text-layout.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *text; /* (nullable): no message of this kind */
  char *button;
  char *action;
} Message;

struct _PasarBanner
{
  GtkWidget parent_instance;

  Message messages[PASAR_N_BANNERS];
  GtkWidget *revealer;
  GtkWidget *label;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (PasarBanner, pasar_banner, GTK_TYPE_WIDGET)

static int
get_shown (PasarBanner *self)
{
  for (int kind = 0; kind < PASAR_N_BANNERS; kind++)
    {
      if (self->messages[kind].text != NULL)
        return kind;
    }
  return -1;
}

static void
update (PasarBanner *self)
{
  const int kind = get_shown (self);

  if (kind >= 0)
    {
      const Message *message = &self->messages[kind];

      gtk_label_set_text (GTK_LABEL (self->label), message->text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      message->text,
                                      -1);
      gtk_widget_set_visible (self->button, message->button != NULL);
      if (message->button != NULL)
        {
          gtk_button_set_label (GTK_BUTTON (self->button), message->button);
          gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), message->action);
        }
      if (kind <= PASAR_BANNER_SIGNED_OUT)
        gtk_widget_add_css_class (GTK_WIDGET (self), "grave");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self), "grave");
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), kind >= 0);
}

static void
clear_message (Message *message)
{
  g_clear_pointer (&message->text, g_free);
  g_clear_pointer (&message->button, g_free);
  g_clear_pointer (&message->action, g_free);
}

static void
dismiss_cb (PasarBanner *self)
{
  const int kind = get_shown (self);

  if (kind >= 0)
    pasar_banner_clear (self, (PasarBannerKind) kind);
}

static void
pasar_banner_dispose (GObject *object)
{
  g_clear_pointer (&PASAR_BANNER (object)->revealer, gtk_widget_unparent);
  G_OBJECT_CLASS (pasar_banner_parent_class)->dispose (object);
}

static void
pasar_banner_finalize (GObject *object)
{
  for (int kind = 0; kind < PASAR_N_BANNERS; kind++)
    clear_message (&PASAR_BANNER (object)->messages[kind]);
  G_OBJECT_CLASS (pasar_banner_parent_class)->finalize (object);
}

static void
pasar_banner_class_init (PasarBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_banner_dispose;
  G_OBJECT_CLASS (klass)->finalize = pasar_banner_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "pasarbanner");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
pasar_banner_init (PasarBanner *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (box, "content");
  self->label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0.0f);
  gtk_widget_set_layout_manager (text, g_object_new (PASAR_TYPE_TEXT_LAYOUT, NULL));
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (text), self->label);
  self->button = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->button), TRUE);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (close, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_add_css_class (close, "circular");
  gtk_widget_set_tooltip_text (close, _ ("Dismiss"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Dismiss"),
                                  -1);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (dismiss_cb), self);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_box_append (GTK_BOX (box), close);

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
}

/**
 * pasar_banner_set:
 * @self: a banner
 * @kind: what the message is about; an older one of this kind goes
 * @text: what happened, and what to do
 * @button: (nullable): label of the button
 * @action: (nullable): what the button does
 */
void
pasar_banner_set (PasarBanner *self,
                  PasarBannerKind kind,
                  const char *text,
                  const char *button,
                  const char *action)
{
  clear_message (&self->messages[kind]);
  self->messages[kind].text = g_strdup (text);
  self->messages[kind].button = g_strdup (button);
  self->messages[kind].action = g_strdup (action);
  update (self);
}

/**
 * pasar_banner_has:
 * @self: a banner
 * @kind: what a message would be about
 *
 * Returns: whether there is a message of that kind, shown or below a graver one
 */
gboolean
pasar_banner_has (PasarBanner *self, PasarBannerKind kind)
{
  return self->messages[kind].text != NULL;
}

/**
 * pasar_banner_clear:
 * @self: a banner
 * @kind: of the message that no longer holds
 */
void
pasar_banner_clear (PasarBanner *self, PasarBannerKind kind)
{
  if (self->messages[kind].text == NULL)
    return;
  clear_message (&self->messages[kind]);
  update (self);
}

/**
 * pasar_banner_clear_all:
 * @self: a banner
 *
 * Drops all messages, for another shop.
 */
void
pasar_banner_clear_all (PasarBanner *self)
{
  for (int kind = 0; kind < PASAR_N_BANNERS; kind++)
    clear_message (&self->messages[kind]);
  update (self);
}
