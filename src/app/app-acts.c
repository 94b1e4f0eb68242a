/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-acts.h"

/* Buttons and rows of what a role may never do are not there: greyed for ever they would only be in
 * the way. */

#define WITHHELD "app-acts-withheld"

/* Something else may want to show it, as a binding to the width of the window. */
static void
on_visible_cb (GtkWidget *widget, GParamSpec *pspec, gpointer user_data)
{
  if (app_acts_is_withheld (widget) && gtk_widget_get_visible (widget))
    gtk_widget_set_visible (widget, FALSE);
}

static void
withhold (GtkWidget *widget)
{
  if (app_acts_is_withheld (widget))
    return;
  g_object_set_data (G_OBJECT (widget), WITHHELD, GINT_TO_POINTER (TRUE));
  g_signal_connect (widget, "notify::visible", G_CALLBACK (on_visible_cb), NULL);
  gtk_widget_set_visible (widget, FALSE);
}

static void
give_back (GtkWidget *widget)
{
  if (!app_acts_is_withheld (widget))
    return;
  g_object_set_data (G_OBJECT (widget), WITHHELD, NULL);
  g_signal_handlers_disconnect_by_func (widget, on_visible_cb, NULL);
  gtk_widget_set_visible (widget, TRUE);
}

/**
 * app_acts_is_withheld:
 * @widget: a widget
 *
 * Returns: whether it is hidden from whoever is signed in
 */
gboolean
app_acts_is_withheld (GtkWidget *widget)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);
  return g_object_get_data (G_OBJECT (widget), WITHHELD) != NULL;
}

/**
 * app_acts_show:
 * @root: a widget
 * @may: tells what may be done
 * @user_data: for @may
 *
 * Hides whatever in @root does what may not be done, and shows again what it hid before and may be.
 */
void
app_acts_show (GtkWidget *root, AppActsMay may, gpointer user_data)
{
  const char *action;

  g_return_if_fail (GTK_IS_WIDGET (root));
  action = GTK_IS_ACTIONABLE (root) ? gtk_actionable_get_action_name (GTK_ACTIONABLE (root)) : NULL;
  if (action != NULL && may (action, user_data))
    give_back (root);
  else if (action != NULL)
    {
      withhold (root);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    app_acts_show (child, may, user_data);
}
