/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-year-bar.h"

#include <glib/gi18n-lib.h>

#include "app-stage-swatch.h"

/* A segment that one can still see and click. */
#define MINIMUM_WIDTH 9
#define NATURAL_WIDTH 320
#define HEIGHT        26

/**
 * AppYearBar:
 *
 * One class as a stacked bar: a segment for each stage at which it has lines, as long as they are
 * many, with their number on it. A segment is a button; it emits "stage-activated" with its stage.
 */
struct _AppYearBar
{
  GtkWidget parent_instance;

  GtkWidget *segments[MODEL_N_STAGES];
  guint counts[MODEL_N_STAGES];
  gint64 class_group_id;
};

enum
{
  STAGE_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppYearBar, app_year_bar, GTK_TYPE_WIDGET)

static void
app_year_bar_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  AppYearBar *self = APP_YEAR_BAR (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 0;
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    {
      int least = 0;

      if (!gtk_widget_get_visible (self->segments[i]))
        continue;
      gtk_widget_measure (self->segments[i], orientation, -1, &least, NULL, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        *minimum = MAX (*minimum, least);
      else
        *minimum += MINIMUM_WIDTH;
    }
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? *minimum : MAX (NATURAL_WIDTH, *minimum);
}

/* Where one segment ends: each has what it needs to be seen, and its share of the rest. */
static void
share_out (AppYearBar *self, int width, int *ends)
{
  guint n_shown = 0, total = 0;
  double x = 0, rest;

  for (guint i = 0; i < MODEL_N_STAGES; i++)
    {
      n_shown += self->counts[i] > 0;
      total += self->counts[i];
    }
  rest = MAX (0, width - (double) n_shown * MINIMUM_WIDTH);
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    {
      if (self->counts[i] > 0)
        x += MINIMUM_WIDTH + rest * self->counts[i] / total;
      ends[i] = MIN (width, (int) (x + 0.5));
    }
}

static void
app_year_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppYearBar *self = APP_YEAR_BAR (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int ends[MODEL_N_STAGES], start = 0;

  share_out (self, width, ends);
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    {
      int x = rtl ? width - ends[i] : start;
      int least = 0;

      if (!gtk_widget_get_visible (self->segments[i]))
        continue;
      gtk_widget_measure (self->segments[i], GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                          NULL);
      gtk_widget_size_allocate (self->segments[i],
                                &(GtkAllocation){ x, 0, MAX (ends[i] - start, least), height }, -1);
      start = ends[i];
    }
}

static void
on_segment_clicked_cb (GtkButton *button, AppYearBar *self)
{
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    if (self->segments[i] == GTK_WIDGET (button))
      g_signal_emit (self, signals[STAGE_ACTIVATED], 0, (int) i);
}

static void
app_year_bar_dispose (GObject *object)
{
  AppYearBar *self = APP_YEAR_BAR (object);

  for (guint i = 0; i < MODEL_N_STAGES; i++)
    g_clear_pointer (&self->segments[i], gtk_widget_unparent);
  G_OBJECT_CLASS (app_year_bar_parent_class)->dispose (object);
}

static void
app_year_bar_class_init (AppYearBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_year_bar_dispose;
  widget_class->measure = app_year_bar_measure;
  widget_class->size_allocate = app_year_bar_size_allocate;
  signals[STAGE_ACTIVATED] = g_signal_new ("stage-activated", APP_TYPE_YEAR_BAR, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_css_name (widget_class, "yearbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
app_year_bar_init (AppYearBar *self)
{
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    {
      self->segments[i] = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (self->segments[i]), app_stage_swatch_new (i));
      gtk_widget_set_visible (self->segments[i], FALSE);
      g_signal_connect (self->segments[i], "clicked", G_CALLBACK (on_segment_clicked_cb), self);
      gtk_widget_set_parent (self->segments[i], GTK_WIDGET (self));
    }
}

/**
 * app_year_bar_new:
 *
 * Returns: (transfer floating): a bar without segments
 */
AppYearBar *
app_year_bar_new (void)
{
  return g_object_new (APP_TYPE_YEAR_BAR, NULL);
}

static void
set_segment (AppYearBar *self, const ModelStageFigures *figures, guint stage)
{
  GtkWidget *segment = self->segments[stage];
  const char *name = _ (model_stage_info (stage)->state.label);
  guint n = figures->stages[stage];
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autofree char *percent =
      /* Translators: a percentage: “75%”. */
      g_strdup_printf (_ ("%u%%"), model_stage_percent (n, figures->n_lines));
  g_autofree char *spoken = NULL, *tooltip = NULL;

  self->counts[stage] = n;
  gtk_widget_set_visible (segment, n > 0);
  if (n == 0)
    return;
  app_stage_swatch_set_text (APP_STAGE_SWATCH (gtk_button_get_child (GTK_BUTTON (segment))),
                             number);
  /* Translators: a class, a stage and how many lines are there: “2MELEC, being signed: 12”. */
  spoken = g_strdup_printf (_ ("%s, %s: %s"), figures->class_name, name, number);
  /* Translators: a stage, how many lines are there, and as a percentage: “Being signed: 12 (40%)”.
   */
  tooltip = g_strdup_printf (_ ("%s: %s (%s)"), name, number, percent);
  gtk_widget_set_tooltip_text (segment, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (segment), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

static char *
describe (const ModelStageFigures *figures)
{
  g_autoptr (GString) text = g_string_new (figures->class_name);

  for (guint i = 0; i < MODEL_N_STAGES; i++)
    if (figures->stages[i] > 0)
      /* Translators: one part of an enumeration: “, being signed: 12”. */
      g_string_append_printf (text, _ (", %s: %u"), _ (model_stage_info (i)->state.label),
                              figures->stages[i]);
  if (figures->n_lines == 0)
    g_string_append_printf (text, ", %s", _ ("no period"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * app_year_bar_set_figures:
 * @self: a bar
 * @figures: of a class
 *
 * Shows them; a segment that has the focus keeps it as long as it is there.
 */
void
app_year_bar_set_figures (AppYearBar *self, const ModelStageFigures *figures)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (APP_IS_YEAR_BAR (self));
  g_return_if_fail (figures != NULL);
  self->class_group_id = figures->class_group_id;
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    set_segment (self, figures, i);
  spoken = describe (figures);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * app_year_bar_get_class_id:
 * @self: a bar
 *
 * Returns: the class that it shows
 */
gint64
app_year_bar_get_class_id (AppYearBar *self)
{
  g_return_val_if_fail (APP_IS_YEAR_BAR (self), 0);
  return self->class_group_id;
}

/**
 * app_year_bar_get_segment:
 * @self: a bar
 * @stage: a stage
 *
 * Returns: (transfer none): the button of that stage, hidden while nothing is at it
 */
GtkWidget *
app_year_bar_get_segment (AppYearBar *self, ModelStage stage)
{
  g_return_val_if_fail (APP_IS_YEAR_BAR (self), NULL);
  g_return_val_if_fail ((guint) stage < MODEL_N_STAGES, NULL);
  return self->segments[stage];
}

/**
 * app_year_bar_get_focused:
 * @self: a bar
 *
 * Returns: the stage whose segment has the focus, or -1
 */
int
app_year_bar_get_focused (AppYearBar *self)
{
  g_return_val_if_fail (APP_IS_YEAR_BAR (self), -1);
  for (int i = 0; i < MODEL_N_STAGES; i++)
    if (gtk_widget_is_focus (self->segments[i]))
      return i;
  return -1;
}

/**
 * app_year_bar_find_segment:
 * @self: a bar
 * @from: where to begin, not counted; -1: before the first
 * @step: 1 onwards, -1 back
 *
 * Returns: the next stage that is shown, or -1
 */
int
app_year_bar_find_segment (AppYearBar *self, int from, int step)
{
  g_return_val_if_fail (APP_IS_YEAR_BAR (self), -1);
  for (int i = from + step; i >= 0 && i < MODEL_N_STAGES; i += step)
    if (self->counts[i] > 0)
      return i;
  return -1;
}

static double
centre_of (GtkWidget *segment, GtkWidget *root)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (segment, root, &bounds))
    return 0;
  return (double) bounds.origin.x + (double) bounds.size.width / 2;
}

/**
 * app_year_bar_find_nearest:
 * @self: a bar
 * @other: a segment of another bar
 *
 * Returns: the stage whose segment is above or below @other, or -1 when none is shown
 */
int
app_year_bar_find_nearest (AppYearBar *self, GtkWidget *other)
{
  GtkWidget *root;
  double wanted, best = G_MAXDOUBLE;
  int nearest = -1;

  g_return_val_if_fail (APP_IS_YEAR_BAR (self), -1);
  root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  wanted = centre_of (other, root);
  for (int i = app_year_bar_find_segment (self, -1, 1); i >= 0;
       i = app_year_bar_find_segment (self, i, 1))
    {
      double distance = centre_of (self->segments[i], root) - wanted;

      if (ABS (distance) < best)
        {
          best = ABS (distance);
          nearest = i;
        }
    }
  return nearest;
}
