/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-line-list-private.h"

#include "app-step-bar.h"

/* A segment that is held. */
typedef struct
{
  AppStepBar *bar; /* (owned) (nullable) */
  ModelLine *line; /* (owned) */
  int step;
} AppHold;

static void
let_go (AppHold *hold)
{
  if (hold->bar != NULL)
    app_step_bar_preview (hold->bar, -1);
  g_clear_object (&hold->bar);
  g_clear_object (&hold->line);
}

static void
hold_free (gpointer data)
{
  let_go (data);
  g_free (data);
}

/* The segment under the pointer, of a line that may move. */
static void
on_begin_cb (GtkGestureDrag *gesture, double x, double y, AppLineList *self)
{
  AppHold *hold = g_object_get_data (G_OBJECT (gesture), "hold");
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkListItem *item = _app_line_list_item_at (self, x, y);
  double bar_x, bar_y;

  let_go (hold);
  if (item == NULL || !APP_IS_STEP_BAR (widget)
      || !gtk_widget_translate_coordinates (GTK_WIDGET (self), widget, x, y, &bar_x, &bar_y))
    return;
  hold->step = app_step_bar_get_step_at (APP_STEP_BAR (widget), bar_x, bar_y, TRUE);
  if (hold->step < 0)
    return;
  hold->bar = g_object_ref (APP_STEP_BAR (widget));
  hold->line = app_line_list_get_line (self, gtk_list_item_get_position (item));
  app_step_bar_preview (hold->bar, hold->step);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
on_update_cb (GtkGestureDrag *gesture, double offset_x, double offset_y, AppLineList *self)
{
  AppHold *hold = g_object_get_data (G_OBJECT (gesture), "hold");
  double x, y, bar_x, bar_y;

  if (hold->bar == NULL || !gtk_gesture_drag_get_start_point (gesture, &x, &y)
      || !gtk_widget_translate_coordinates (GTK_WIDGET (self), GTK_WIDGET (hold->bar), x + offset_x,
                                            y + offset_y, &bar_x, &bar_y))
    return;
  hold->step = app_step_bar_get_step_at (hold->bar, bar_x, bar_y, FALSE);
  app_step_bar_preview (hold->bar, hold->step);
}

static void
on_end_cb (GtkGestureDrag *gesture, double offset_x, double offset_y, AppLineList *self)
{
  AppHold *hold = g_object_get_data (G_OBJECT (gesture), "hold");

  if (hold->bar != NULL && hold->line != NULL && hold->step != hold->line->step)
    _app_line_list_choose_step (self, hold->line, hold->step);
  let_go (hold);
}

static void
on_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, AppLineList *self)
{
  let_go (g_object_get_data (G_OBJECT (gesture), "hold"));
}

/**
 * _app_line_list_init_steps:
 * @self: a list
 *
 * Lets the segments of a line's steps be clicked and dragged: one gesture for the list, not one a
 * cell. "step-chosen" tells where the line is to go.
 */
void
_app_line_list_init_steps (AppLineList *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_object_set_data_full (G_OBJECT (drag), "hold", g_new0 (AppHold, 1), hold_free);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (on_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
