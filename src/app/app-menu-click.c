/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-menu-click.h"

/* A click with the second button, which asks for a menu. The menu opens when the button is let go:
 * one that opens at the press takes the release in GTK 4.8 on X11, and what lies under the pointer
 * looks pressed from then on. */

#define CLICK_KEY "app-menu-click"

typedef struct
{
  AppMenuPressedFunc pressed;
  AppMenuWantedFunc wanted;
  gpointer object; /* (nullable): a weak pointer */
  gboolean is_held;
} AppMenuClick;

static void
click_free (gpointer data)
{
  AppMenuClick *click = data;

  g_clear_weak_pointer (&click->object);
  g_free (click);
}

static void
on_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, AppMenuClick *click)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  click->is_held = click->object != NULL && click->pressed (click->object, widget, x, y);
  if (click->is_held)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

/* Whoever lets the button go elsewhere has thought better of it. */
static void
on_released_cb (GtkGestureClick *gesture, int n_press, double x, double y, AppMenuClick *click)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  gboolean is_click = click->is_held && click->object != NULL && gtk_widget_contains (widget, x, y);

  click->is_held = FALSE;
  if (is_click)
    click->wanted (click->object, widget, x, y);
}

/* A click during which the list is laid out may be given up by GTK: it was one. */
static void
on_unpaired_cb (GtkGestureClick *gesture,
                double x,
                double y,
                guint button,
                GdkEventSequence *sequence,
                AppMenuClick *click)
{
  if (button == GDK_BUTTON_SECONDARY)
    on_released_cb (gesture, 1, x, y, click);
}

/**
 * app_menu_click_add:
 * @widget: what is clicked with the second button
 * @pressed: called when it is pressed; gives whether there is a menu at that place
 * @wanted: called when it is let go over @widget, to open the menu
 * @object: (type GObject): given to both, which are called as long as it is there
 *
 * Lets a menu be asked for with the pointer.
 */
void
app_menu_click_add (GtkWidget *widget,
                    AppMenuPressedFunc pressed,
                    AppMenuWantedFunc wanted,
                    gpointer object)
{
  GtkGesture *gesture;
  AppMenuClick *click;

  g_return_if_fail (GTK_IS_WIDGET (widget) && G_IS_OBJECT (object));
  gesture = gtk_gesture_click_new ();
  click = g_new0 (AppMenuClick, 1);
  click->pressed = pressed;
  click->wanted = wanted;
  g_set_weak_pointer (&click->object, object);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_object_set_data_full (G_OBJECT (gesture), CLICK_KEY, click, click_free);
  g_signal_connect (gesture, "pressed", G_CALLBACK (on_pressed_cb), click);
  g_signal_connect (gesture, "released", G_CALLBACK (on_released_cb), click);
  g_signal_connect (gesture, "unpaired-release", G_CALLBACK (on_unpaired_cb), click);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (gesture));
}
