/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#ifdef GDK_WINDOWING_X11
#include <gdk/x11/gdkx.h>
#endif

/* What differs between the baseline (GTK 4.8, libadwaita 1.2) and newer versions of the
 * libraries. Nothing newer than the baseline is named anywhere else in src/app. */

G_BEGIN_DECLS

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/* Opens an address in the browser. Failures are shown by the desktop. */
static inline void
pasar_compat_show_uri (GtkWindow *parent, const char *uri)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  GtkUriLauncher *launcher = gtk_uri_launcher_new (uri);
  gtk_uri_launcher_launch (launcher, parent, NULL, NULL, NULL);
  g_object_unref (launcher);
#else
  gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
#endif
}

/* Opens a file in the application for it. Failures are shown by the desktop. */
static inline void
pasar_compat_show_file (GtkWindow *parent, GFile *file)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  GtkFileLauncher *launcher = gtk_file_launcher_new (file);
  gtk_file_launcher_launch (launcher, parent, NULL, NULL, NULL);
  g_object_unref (launcher);
#else
  char *uri = g_file_get_uri (file);
  gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
  g_free (uri);
#endif
}

/* Keeps GTK from loading OpenGL, unless the environment says what to do; before it starts. */
static inline void
pasar_compat_disable_gl (void)
{
  if (gtk_get_minor_version () >= 16)
    g_setenv ("GDK_DISABLE", "gl", FALSE);
  else
    g_setenv ("GDK_DEBUG", "gl-disable", FALSE);
}

/* Gives the keyboard to a window of a program that has it. GTK would ask for it with the time of
 * the last key, which X11 ignores where the keyboard was given to another window since then. */
static inline void
pasar_compat_take_keyboard (GtkWindow *window)
{
#ifdef GDK_WINDOWING_X11
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  if (GDK_IS_X11_SURFACE (surface))
    gtk_window_present_with_time (window, gdk_x11_get_server_time (surface));
#endif
}

/* The colour of text that CSS gives the widget. */
static inline void
pasar_compat_widget_get_color (GtkWidget *widget, GdkRGBA *color)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  gtk_widget_get_color (widget, color);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
#endif
}

/* Has assistive technology say a sentence; whether GTK has a means for it. */
static inline gboolean
pasar_compat_announce (GtkWidget *widget, const char *text)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  gtk_accessible_announce (GTK_ACCESSIBLE (widget),
                           text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  return TRUE;
#else
  return FALSE;
#endif
}

/* Whether the pointer is to be taken for a finger, which newer versions of GTK do not offer. */
static inline gboolean
pasar_compat_pointer_is_finger (void)
{
#ifdef HAVE_GTK_DEBUG_TOUCHSCREEN
  return (gtk_get_debug_flags () & GTK_DEBUG_TOUCHSCREEN) != 0;
#else
  return FALSE;
#endif
}

/* Names a drop-down of strings, with what is chosen: to be called again when that changes. What
 * gets the keyboard is the button in it, which GTK 4.8 gives no name. */
static inline void
pasar_compat_drop_down_set_label (GtkDropDown *drop_down, const char *label)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (drop_down);
  char *text = g_strdup_printf ("%s, %s",
                                label,
                                chosen != NULL ? gtk_string_object_get_string (chosen) : "");

  gtk_accessible_update_property (GTK_ACCESSIBLE (
                                      gtk_widget_get_first_child (GTK_WIDGET (drop_down))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text,
                                  -1);
  g_free (text);
}

G_GNUC_END_IGNORE_DEPRECATIONS

G_END_DECLS
