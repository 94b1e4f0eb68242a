/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-step-slider.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "model-state.h"

/* A drag or a few keys in a row are one move: it is told once the slider has rested this long. */
#define REST_MS     250
#define STEP_HEIGHT 34
#define MARK_MARGIN 8

/**
 * AppStepSlider:
 *
 * Where the agreement in the detail pane stands, with every step's name along it. Moving it emits
 * "step-chosen" with the step, counted from 0.
 */
struct _AppStepSlider
{
  AdwBin parent_instance;

  GtkScale *scale;
  GtkAdjustment *adjustment;
  GtkLabel *step_label;
  GtkLabel *date_label;

  GPtrArray *steps; /* (element-type ModelStep) */
  int step;         /* the one that is known to be saved */
  guint rest_source;
  gboolean is_setting;
};

enum
{
  STEP_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppStepSlider, app_step_slider, ADW_TYPE_BIN)

static const char *
step_name (AppStepSlider *self, int step)
{
  if (self->steps == NULL || step < 0 || (guint) step >= self->steps->len)
    return "";
  return ((const ModelStep *) self->steps->pdata[step])->label;
}

/* A scale's value is a number to screen readers unless it is given words. */
static void
say_step (AppStepSlider *self, int step)
{
  gtk_label_set_label (self->step_label, step_name (self, step));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  step_name (self, step), -1);
}

static void
tell (AppStepSlider *self)
{
  int step = app_step_slider_get_step (self);

  if (step == self->step)
    return;
  self->step = step;
  g_signal_emit (self, signals[STEP_CHOSEN], 0, step);
}

static gboolean
on_rest_cb (gpointer user_data)
{
  AppStepSlider *self = user_data;

  self->rest_source = 0;
  tell (self);
  return G_SOURCE_REMOVE;
}

/* Neither a drag nor assistive technologies stop at whole numbers (round-digits holds for the
 * former alone), so that the handler rounds. */
static void
on_value_changed_cb (GtkAdjustment *adjustment, AppStepSlider *self)
{
  double value = gtk_adjustment_get_value (adjustment), whole = (int) (value + 0.5);

  if (ABS (whole - value) > 1e-6)
    {
      gtk_adjustment_set_value (adjustment, whole);
      return;
    }
  say_step (self, (int) whole);
  if (self->is_setting)
    return;
  gtk_label_set_label (self->date_label, "");
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (REST_MS, on_rest_cb, self);
}

static void
app_step_slider_dispose (GObject *object)
{
  AppStepSlider *self = APP_STEP_SLIDER (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  G_OBJECT_CLASS (app_step_slider_parent_class)->dispose (object);
}

static void
app_step_slider_class_init (AppStepSliderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_step_slider_dispose;
  signals[STEP_CHOSEN] = g_signal_new ("step-chosen", APP_TYPE_STEP_SLIDER, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-step-slider.ui");
  gtk_widget_class_bind_template_child (widget_class, AppStepSlider, scale);
  gtk_widget_class_bind_template_child (widget_class, AppStepSlider, adjustment);
  gtk_widget_class_bind_template_child (widget_class, AppStepSlider, step_label);
  gtk_widget_class_bind_template_child (widget_class, AppStepSlider, date_label);
  gtk_widget_class_bind_template_callback (widget_class, on_value_changed_cb);
}

static void
app_step_slider_init (AppStepSlider *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_step_slider_new:
 *
 * Returns: (transfer floating): a slider without steps
 */
AppStepSlider *
app_step_slider_new (void)
{
  return g_object_new (APP_TYPE_STEP_SLIDER, NULL);
}

/* A vertical scale centres the words of its marks; a column of names reads from its start. */
static void
align_marks (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_xalign (GTK_LABEL (widget), 0);
      gtk_widget_set_margin_start (widget, MARK_MARGIN);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    align_marks (child);
}

/**
 * app_step_slider_set_steps:
 * @self: a slider
 * @steps: (transfer none) (element-type ModelStep): what it moves along
 *
 * Marks and names the steps.
 */
void
app_step_slider_set_steps (AppStepSlider *self, GPtrArray *steps)
{
  g_return_if_fail (APP_IS_STEP_SLIDER (self));
  g_return_if_fail (steps != NULL);
  g_ptr_array_ref (steps);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  self->steps = steps;
  self->is_setting = TRUE;
  gtk_scale_clear_marks (self->scale);
  for (guint i = 0; i < steps->len; i++)
    {
      g_autofree char *markup = g_markup_escape_text (step_name (self, (int) i), -1);

      gtk_scale_add_mark (self->scale, i, GTK_POS_RIGHT, markup);
    }
  align_marks (GTK_WIDGET (self->scale));
  gtk_adjustment_set_upper (self->adjustment, steps->len > 0 ? steps->len - 1 : 0);
  gtk_widget_set_size_request (GTK_WIDGET (self->scale), -1, (int) steps->len * STEP_HEIGHT);
  self->is_setting = FALSE;
}

/**
 * app_step_slider_set_step:
 * @self: a slider
 * @step: the step reached, counted from 0
 * @date: ISO day since when, or ""
 *
 * Shows a step; nothing is emitted.
 */
void
app_step_slider_set_step (AppStepSlider *self, int step, const char *date)
{
  g_autofree char *day = NULL, *text = NULL;

  g_return_if_fail (APP_IS_STEP_SLIDER (self));
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->step = step;
  self->is_setting = TRUE;
  gtk_adjustment_set_value (self->adjustment, MAX (step, 0));
  say_step (self, step);
  self->is_setting = FALSE;
  day = app_format_day (date);
  /* Translators: “since 12/01/2026”: when the agreement reached this step. */
  text = day[0] != '\0' ? g_strdup_printf (_ ("since %s"), day) : g_strdup ("");
  gtk_label_set_label (self->date_label, text);
}

/**
 * app_step_slider_get_step:
 * @self: a slider
 *
 * Returns: the step it points at, counted from 0
 */
int
app_step_slider_get_step (AppStepSlider *self)
{
  g_return_val_if_fail (APP_IS_STEP_SLIDER (self), 0);
  return (int) (gtk_adjustment_get_value (self->adjustment) + 0.5);
}

/**
 * app_step_slider_flush:
 * @self: a slider
 *
 * Tells a move now that would be told after a rest: the slider is about to show something else.
 */
void
app_step_slider_flush (AppStepSlider *self)
{
  g_return_if_fail (APP_IS_STEP_SLIDER (self));
  if (self->rest_source == 0)
    return;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  tell (self);
}
