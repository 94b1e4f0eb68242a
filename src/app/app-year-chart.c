/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-year-chart.h"

#include <glib/gi18n-lib.h>

#include "app-stage-swatch.h"

#define NAME_CHARS 12

/**
 * AppYearChart:
 *
 * How many lines of each class are at each stage: a bar a class, under a legend. It is one stop for
 * Tab; the arrows go from segment to segment and from class to class. A segment that is activated
 * emits "stage-activated" with its class and its stage.
 */
struct _AppYearChart
{
  AdwBin parent_instance;

  GtkFlowBox *legend;
  GtkGrid *grid;

  GPtrArray *bars; /* (element-type AppYearBar): owned by the grid */
  GtkWidget *legend_labels[MODEL_N_STAGES];
  GtkWidget *legend_entries[MODEL_N_STAGES];
  guint row; /* of the segment that had the focus last */
  int stage;
};

enum
{
  STAGE_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppYearChart, app_year_chart, ADW_TYPE_BIN)

static AppYearBar *
bar_at (AppYearChart *self, int row)
{
  return row >= 0 && (guint) row < self->bars->len ? self->bars->pdata[row] : NULL;
}

static gboolean
find_focus (AppYearChart *self)
{
  for (guint i = 0; i < self->bars->len; i++)
    {
      int stage = app_year_bar_get_focused (self->bars->pdata[i]);

      if (stage < 0)
        continue;
      self->row = i;
      self->stage = stage;
      return TRUE;
    }
  return FALSE;
}

static gboolean
focus_segment (AppYearChart *self, guint row, int stage)
{
  self->row = row;
  self->stage = stage;
  return gtk_widget_grab_focus (app_year_bar_get_segment (self->bars->pdata[row], stage));
}

/* Where the focus was before, or the first segment there is. */
static gboolean
enter (AppYearChart *self)
{
  AppYearBar *bar = bar_at (self, (int) self->row);

  if (bar != NULL && self->stage >= 0
      && gtk_widget_get_visible (app_year_bar_get_segment (bar, self->stage)))
    return focus_segment (self, self->row, self->stage);
  for (guint i = 0; i < self->bars->len; i++)
    {
      int stage = app_year_bar_find_segment (self->bars->pdata[i], -1, 1);

      if (stage >= 0)
        return focus_segment (self, i, stage);
    }
  return FALSE;
}

static gboolean
move_along (AppYearChart *self, int step)
{
  int stage = app_year_bar_find_segment (self->bars->pdata[self->row], self->stage, step);

  /* At the end of a bar one stays. */
  return stage < 0 || focus_segment (self, self->row, stage);
}

static gboolean
move_across (AppYearChart *self, int step)
{
  GtkWidget *from = app_year_bar_get_segment (self->bars->pdata[self->row], self->stage);

  for (int row = (int) self->row + step; bar_at (self, row) != NULL; row += step)
    {
      int stage = app_year_bar_find_nearest (bar_at (self, row), from);

      if (stage >= 0)
        return focus_segment (self, (guint) row, stage);
    }
  return FALSE;
}

static gboolean
app_year_chart_focus (GtkWidget *widget, GtkDirectionType direction)
{
  AppYearChart *self = APP_YEAR_CHART (widget);
  int onwards = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? -1 : 1;

  if (!find_focus (self))
    return enter (self);
  switch (direction)
    {
    case GTK_DIR_LEFT:
      return move_along (self, -onwards);
    case GTK_DIR_RIGHT:
      return move_along (self, onwards);
    case GTK_DIR_UP:
      return move_across (self, -1);
    case GTK_DIR_DOWN:
      return move_across (self, 1);
    case GTK_DIR_TAB_FORWARD:
    case GTK_DIR_TAB_BACKWARD:
    default:
      return FALSE;
    }
}

static void
on_stage_activated_cb (AppYearBar *bar, int stage, AppYearChart *self)
{
  g_signal_emit (self, signals[STAGE_ACTIVATED], 0, app_year_bar_get_class_id (bar), stage);
}

static void
app_year_chart_finalize (GObject *object)
{
  g_ptr_array_unref (APP_YEAR_CHART (object)->bars);
  G_OBJECT_CLASS (app_year_chart_parent_class)->finalize (object);
}

static void
app_year_chart_class_init (AppYearChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_year_chart_finalize;
  widget_class->focus = app_year_chart_focus;
  signals[STAGE_ACTIVATED] =
      g_signal_new ("stage-activated", APP_TYPE_YEAR_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-year-chart.ui");
  gtk_widget_class_bind_template_child (widget_class, AppYearChart, legend);
  gtk_widget_class_bind_template_child (widget_class, AppYearChart, grid);
}

static void
add_legend_entry (AppYearChart *self, ModelStage stage)
{
  GtkWidget *entry = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *swatch = app_stage_swatch_new (stage);
  GtkWidget *child = gtk_flow_box_child_new ();

  self->legend_labels[stage] = gtk_label_new (NULL);
  self->legend_entries[stage] = child;
  gtk_widget_set_size_request (swatch, 22, 14);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (self->legend_labels[stage]), 0);
  gtk_box_append (GTK_BOX (entry), swatch);
  gtk_box_append (GTK_BOX (entry), self->legend_labels[stage]);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), entry);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_insert (self->legend, child, -1);
}

static void
app_year_chart_init (AppYearChart *self)
{
  self->bars = g_ptr_array_new ();
  self->stage = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    add_legend_entry (self, i);
}

/**
 * app_year_chart_new:
 *
 * Returns: (transfer floating): a chart without bars
 */
AppYearChart *
app_year_chart_new (void)
{
  return g_object_new (APP_TYPE_YEAR_CHART, NULL);
}

static void
show_legend (AppYearChart *self, GPtrArray *figures)
{
  g_autoptr (ModelStageFigures) total = model_stage_figures_total (figures);

  for (guint i = 0; i < MODEL_N_STAGES; i++)
    {
      /* Translators: a stage and how many lines are there: “Being signed: 12”. */
      g_autofree char *text =
          g_strdup_printf (_ ("%s: %u"), _ (model_stage_info (i)->state.label), total->stages[i]);

      gtk_label_set_label (GTK_LABEL (self->legend_labels[i]), text);
      gtk_widget_set_visible (self->legend_entries[i], total->stages[i] > 0);
    }
}

static GtkWidget *
name_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), NAME_CHARS);
  return label;
}

static GtkWidget *
number_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static void
set_n_bars (AppYearChart *self, guint n)
{
  while (self->bars->len > n)
    {
      gtk_grid_remove_row (self->grid, (int) self->bars->len - 1);
      g_ptr_array_set_size (self->bars, (int) self->bars->len - 1);
    }
  while (self->bars->len < n)
    {
      AppYearBar *bar = app_year_bar_new ();
      int row = (int) self->bars->len;

      gtk_widget_set_hexpand (GTK_WIDGET (bar), TRUE);
      g_signal_connect (bar, "stage-activated", G_CALLBACK (on_stage_activated_cb), self);
      gtk_grid_attach (self->grid, name_label (), 0, row, 1, 1);
      gtk_grid_attach (self->grid, GTK_WIDGET (bar), 1, row, 1, 1);
      gtk_grid_attach (self->grid, number_label (), 2, row, 1, 1);
      g_ptr_array_add (self->bars, bar);
    }
}

/**
 * app_year_chart_set_figures:
 * @self: a chart
 * @figures: (element-type ModelStageFigures): of classes, in the order in which they are shown
 *
 * Shows them. The focus stays where it is as long as there is something there.
 */
void
app_year_chart_set_figures (AppYearChart *self, GPtrArray *figures)
{
  g_return_if_fail (APP_IS_YEAR_CHART (self));
  g_return_if_fail (figures != NULL);
  show_legend (self, figures);
  set_n_bars (self, figures->len);
  for (guint i = 0; i < figures->len; i++)
    {
      const ModelStageFigures *one = figures->pdata[i];
      GtkWidget *name = gtk_grid_get_child_at (self->grid, 0, (int) i);
      GtkWidget *total = gtk_grid_get_child_at (self->grid, 2, (int) i);
      g_autofree char *number = g_strdup_printf ("%u", one->n_lines);

      gtk_label_set_label (GTK_LABEL (name), one->class_name);
      gtk_widget_set_tooltip_text (name, one->class_name);
      gtk_label_set_label (GTK_LABEL (total), number);
      app_year_bar_set_figures (self->bars->pdata[i], one);
    }
}

/**
 * app_year_chart_get_n_bars:
 * @self: a chart
 *
 * Returns: how many classes it shows
 */
guint
app_year_chart_get_n_bars (AppYearChart *self)
{
  g_return_val_if_fail (APP_IS_YEAR_CHART (self), 0);
  return self->bars->len;
}

/**
 * app_year_chart_get_bar:
 * @self: a chart
 * @n: which, from 0
 *
 * Returns: (transfer none): the bar of a class
 */
AppYearBar *
app_year_chart_get_bar (AppYearChart *self, guint n)
{
  g_return_val_if_fail (APP_IS_YEAR_CHART (self), NULL);
  g_return_val_if_fail (n < self->bars->len, NULL);
  return self->bars->pdata[n];
}
