/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-year-window.h"

#include <glib/gi18n-lib.h>

/* The columns of the table that is shown; what is copied has a column for each stage as well. */
enum
{
  COLUMN_CLASS,
  COLUMN_SEARCHES,
  COLUMN_PLACED,
  COLUMN_SIGNED,
  COLUMN_LATE,
  N_COLUMNS
};

/**
 * AppYearWindow:
 *
 * How far each class is, over the year or in one period: the totals, the chart and the figures. A
 * segment of the chart that is activated activates the action "win.show-stage" of the parent.
 */
struct _AppYearWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  AdwToastOverlay *toasts;
  GtkStack *pages;
  GtkButton *copy_button;
  GtkDropDown *period_choice;
  GtkLabel *placed_figure;
  GtkLabel *placed_detail;
  GtkLabel *signed_figure;
  GtkLabel *signed_detail;
  GtkLabel *late_figure;
  GtkLabel *late_detail;
  AppYearChart *chart;
  GtkGrid *table;

  GPtrArray *lines;   /* (element-type ModelLine) */
  GPtrArray *figures; /* (element-type ModelStageFigures) */
  GPtrArray *names;   /* (element-type utf8): periods, by first day */
  char *period;       /* (owned) (nullable): NULL for the whole year */
  char *today;
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (AppYearWindow, app_year_window, ADW_TYPE_WINDOW)

static char *
format_percent (guint part, guint whole)
{
  return g_strdup_printf (_ ("%u%%"), model_stage_percent (part, whole));
}

static void
show_share (GtkLabel *figure, GtkLabel *detail, guint part, guint whole)
{
  g_autofree char *percent = format_percent (part, whole);
  /* Translators: “30 of 40”. */
  g_autofree char *text = g_strdup_printf (_ ("%u of %u"), part, whole);

  gtk_label_set_label (figure, percent);
  gtk_label_set_label (detail, text);
}

static void
show_totals (AppYearWindow *self, const ModelStageFigures *total)
{
  g_autofree char *late = g_strdup_printf ("%u", total->n_late);
  g_autofree char *text = NULL;

  show_share (self->placed_figure, self->placed_detail, total->n_placed, total->n_searches);
  show_share (self->signed_figure, self->signed_detail, total->n_signed, total->n_searches);
  gtk_label_set_label (self->late_figure, late);
  /* Translators: under a number: “12”, “of 40”. */
  text = g_strdup_printf (_ ("of %u"), total->n_lines);
  gtk_label_set_label (self->late_detail, text);
  if (total->n_late > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->late_figure), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->late_figure), "error");
}

static void
put_cell (AppYearWindow *self, int column, int row, const char *text, const char *style)
{
  GtkWidget *cell = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (cell), column == COLUMN_CLASS ? 0 : 1);
  gtk_widget_add_css_class (cell, style);
  gtk_grid_attach (self->table, cell, column, row, 1, 1);
}

static void
put_row (AppYearWindow *self, int row, const ModelStageFigures *figures, const char *name)
{
  const char *style = figures->class_group_id == 0 ? "heading" : "numeric";
  g_autofree char *placed = format_percent (figures->n_placed, figures->n_searches);
  g_autofree char *signed_by_all = format_percent (figures->n_signed, figures->n_searches);
  g_autofree char *searches = g_strdup_printf ("%u", figures->n_searches);
  g_autofree char *late = g_strdup_printf ("%u", figures->n_late);
  const char *texts[N_COLUMNS] = { name, searches, placed, signed_by_all, late };

  for (int i = 0; i < N_COLUMNS; i++)
    put_cell (self, i, row, texts[i], style);
}

static void
show_table (AppYearWindow *self, const ModelStageFigures *total)
{
  const char *headings[N_COLUMNS] = { _ ("Class"), _ ("Searches"), _ ("Placed"), _ ("Signed"),
                                      _ ("Late") };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->table))) != NULL)
    gtk_grid_remove (self->table, child);
  for (int i = 0; i < N_COLUMNS; i++)
    put_cell (self, i, 0, headings[i], "caption-heading");
  for (guint i = 0; i < self->figures->len; i++)
    {
      const ModelStageFigures *one = self->figures->pdata[i];

      put_row (self, (int) i + 1, one, one->class_name);
    }
  put_row (self, (int) self->figures->len + 1, total, _ ("Total"));
}

static void
refresh (AppYearWindow *self)
{
  g_autoptr (ModelStageFigures) total = NULL;

  g_clear_pointer (&self->figures, g_ptr_array_unref);
  self->figures = model_stage_figures_new (self->lines, self->period, self->today);
  total = model_stage_figures_total (self->figures);
  show_totals (self, total);
  app_year_chart_set_figures (self->chart, self->figures);
  show_table (self, total);
  gtk_stack_set_visible_child_name (self->pages, self->lines->len > 0 ? "figures" : "empty");
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy_button), self->lines->len > 0);
}

static void
on_period_selected_cb (GtkDropDown *choice, GParamSpec *pspec, AppYearWindow *self)
{
  guint selected = gtk_drop_down_get_selected (choice);

  if (self->is_filling || selected == GTK_INVALID_LIST_POSITION)
    return;
  g_free (self->period);
  self->period = selected > 0 ? g_strdup (self->names->pdata[selected - 1]) : NULL;
  refresh (self);
}

static void
on_stage_activated_cb (AppYearChart *chart, gint64 class_id, int stage, AppYearWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  const char *key = model_stage_info (stage)->state.key;
  GVariant *target = g_variant_ref_sink (
      g_variant_new ("(xss)", class_id, self->period != NULL ? self->period : "", key));

  gtk_window_close (GTK_WINDOW (self));
  if (parent != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (parent), "win.show-stage", target);
  g_variant_unref (target);
}

static void
on_copy_clicked_cb (GtkButton *button, AppYearWindow *self)
{
  g_autofree char *text = app_year_window_dup_table (self);
  AdwToast *toast = adw_toast_new (_ ("Table copied: paste it into a spreadsheet"));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
app_year_window_finalize (GObject *object)
{
  AppYearWindow *self = APP_YEAR_WINDOW (object);

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self->period);
  g_free (self->today);
  G_OBJECT_CLASS (app_year_window_parent_class)->finalize (object);
}

static void
app_year_window_class_init (AppYearWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_year_window_finalize;
  g_type_ensure (APP_TYPE_YEAR_CHART);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-year-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppYearWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, AppYearWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AppYearWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AppYearWindow, copy_button);
  gtk_widget_class_bind_template_child (widget_class, AppYearWindow, period_choice);
  gtk_widget_class_bind_template_child (widget_class, AppYearWindow, placed_figure);
  gtk_widget_class_bind_template_child (widget_class, AppYearWindow, placed_detail);
  gtk_widget_class_bind_template_child (widget_class, AppYearWindow, signed_figure);
  gtk_widget_class_bind_template_child (widget_class, AppYearWindow, signed_detail);
  gtk_widget_class_bind_template_child (widget_class, AppYearWindow, late_figure);
  gtk_widget_class_bind_template_child (widget_class, AppYearWindow, late_detail);
  gtk_widget_class_bind_template_child (widget_class, AppYearWindow, chart);
  gtk_widget_class_bind_template_child (widget_class, AppYearWindow, table);
  gtk_widget_class_bind_template_callback (widget_class, on_period_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stage_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked_cb);
}

static void
app_year_window_init (AppYearWindow *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->figures = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_year_window_new:
 * @parent: (nullable): the window it belongs to
 *
 * Returns: (transfer none): a window, owned by GTK until it is closed
 */
AppYearWindow *
app_year_window_new (GtkWindow *parent)
{
  return g_object_new (APP_TYPE_YEAR_WINDOW, "transient-for", parent, NULL);
}

typedef struct
{
  char *name;
  const char *start;
} Period;

static int
compare_periods (gconstpointer a, gconstpointer b)
{
  const Period *first = a, *second = b;
  int order = g_strcmp0 (first->start, second->start);

  return order != 0 ? order : g_utf8_collate (first->name, second->name);
}

/* Each name once, where it comes first in the year. */
static void
find_names (AppYearWindow *self, GPtrArray *classes)
{
  g_autoptr (GArray) periods = g_array_new (FALSE, FALSE, sizeof (Period));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_ptr_array_set_size (self->names, 0);
  for (guint i = 0; i < classes->len; i++)
    {
      const WorkClass *class_group = classes->pdata[i];

      for (guint j = 0; j < class_group->periods->len; j++)
        {
          const WorkPeriod *period = class_group->periods->pdata[j];
          Period one = { period->name, period->start };

          g_array_append_val (periods, one);
        }
    }
  g_array_sort (periods, compare_periods);
  for (guint i = 0; i < periods->len; i++)
    {
      const Period *one = &g_array_index (periods, Period, i);

      if (g_hash_table_add (seen, one->name))
        g_ptr_array_add (self->names, g_strdup (one->name));
    }
}

/* The list of choices, with the one that was chosen before when it is still there. */
static void
fill_choice (AppYearWindow *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (list, _ ("The Whole Year"));
  for (guint i = 0; i < self->names->len; i++)
    {
      gtk_string_list_append (list, self->names->pdata[i]);
      if (g_strcmp0 (self->period, self->names->pdata[i]) == 0)
        selected = i + 1;
    }
  if (selected == 0)
    g_clear_pointer (&self->period, g_free);
  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->period_choice, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->period_choice, selected);
  self->is_filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->period_choice), self->names->len > 1);
}

/**
 * app_year_window_set_overview:
 * @self: a window
 * @overview: what was read of a school year
 * @today: ISO day that "late" is counted from
 *
 * Shows it, in the period that was chosen.
 */
void
app_year_window_set_overview (AppYearWindow *self, WorkOverview *overview, const char *today)
{
  g_return_if_fail (APP_IS_YEAR_WINDOW (self));
  g_return_if_fail (overview != NULL);
  g_ptr_array_unref (self->lines);
  self->lines = g_ptr_array_ref (overview->lines);
  g_free (self->today);
  self->today = g_strdup (today);
  for (guint i = 0; i < overview->years->len; i++)
    {
      const WorkYear *year = overview->years->pdata[i];

      if (year->id == overview->year_id)
        adw_window_title_set_subtitle (self->heading, year->name);
    }
  find_names (self, overview->classes);
  fill_choice (self);
  refresh (self);
}

/**
 * app_year_window_set_period:
 * @self: a window
 * @name: (nullable): name of a period; %NULL for the whole year
 *
 * Shows one period, as if it had been chosen; a name that is not offered is ignored.
 */
void
app_year_window_set_period (AppYearWindow *self, const char *name)
{
  g_return_if_fail (APP_IS_YEAR_WINDOW (self));
  if (name == NULL)
    gtk_drop_down_set_selected (self->period_choice, 0);
  for (guint i = 0; name != NULL && i < self->names->len; i++)
    if (g_str_equal (self->names->pdata[i], name))
      gtk_drop_down_set_selected (self->period_choice, i + 1);
}

/**
 * app_year_window_get_period:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the period that is shown; %NULL for the whole year
 */
const char *
app_year_window_get_period (AppYearWindow *self)
{
  g_return_val_if_fail (APP_IS_YEAR_WINDOW (self), NULL);
  return self->period;
}

/**
 * app_year_window_get_chart:
 * @self: a window
 *
 * Returns: (transfer none): its chart
 */
AppYearChart *
app_year_window_get_chart (AppYearWindow *self)
{
  g_return_val_if_fail (APP_IS_YEAR_WINDOW (self), NULL);
  return self->chart;
}

/* A spreadsheet would take a name apart at a tab or at the end of a line. */
static void
append_text (GString *table, const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "\t\n\r", -1);
  g_autofree char *flat = g_strjoinv (" ", parts);

  g_string_append (table, flat);
}

static void
append_row (GString *table, const ModelStageFigures *figures, const char *name)
{
  append_text (table, name);
  g_string_append_printf (table, "\t%u", figures->n_searches);
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    g_string_append_printf (table, "\t%u", figures->stages[i]);
  g_string_append_printf (table, "\t%u\t%u\t%u\n", figures->n_placed, figures->n_signed,
                          figures->n_late);
}

/**
 * app_year_window_dup_table:
 * @self: a window
 *
 * Returns: (transfer full): all figures, in columns apart by tabs, for a spreadsheet
 */
char *
app_year_window_dup_table (AppYearWindow *self)
{
  g_autoptr (ModelStageFigures) total = NULL;
  GString *table;

  g_return_val_if_fail (APP_IS_YEAR_WINDOW (self), NULL);
  total = model_stage_figures_total (self->figures);
  table = g_string_new (_ ("Class"));
  g_string_append_printf (table, "\t%s", _ ("Searches"));
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    g_string_append_printf (table, "\t%s", _ (model_stage_info (i)->state.label));
  g_string_append_printf (table, "\t%s\t%s\t%s\n", _ ("Placed"), _ ("Signed"), _ ("Late"));
  for (guint i = 0; i < self->figures->len; i++)
    {
      const ModelStageFigures *one = self->figures->pdata[i];

      append_row (table, one, one->class_name);
    }
  append_row (table, total, _ ("Total"));
  return g_string_free (table, FALSE);
}
