/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-period-row.h"

/**
 * AppPeriodRow:
 *
 * Which classes have a period, and its way to the next year. Emits "class-toggled" with a class and
 * whether it has the period; "copy".
 */
struct _AppPeriodRow
{
  AdwPreferencesRow parent_instance;

  GtkWidget *none;
  GtkFlowBox *classes;
  GtkWidget *copy;

  gint64 period_id;
  GArray *ids; /* (element-type gint64): of the classes, in the order of the check boxes */
  gboolean is_showing;
};

enum
{
  CLASS_TOGGLED,
  COPY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppPeriodRow, app_period_row, ADW_TYPE_PREFERENCES_ROW)

static void
on_copy_clicked_cb (GtkButton *button, AppPeriodRow *self)
{
  g_signal_emit (self, signals[COPY], 0);
}

static GtkCheckButton *
check_at (AppPeriodRow *self, guint i)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->classes, (int) i);

  return GTK_CHECK_BUTTON (gtk_flow_box_child_get_child (child));
}

static void
on_toggled_cb (GtkCheckButton *check, AppPeriodRow *self)
{
  for (guint i = 0; i < self->ids->len && !self->is_showing; i++)
    if (check_at (self, i) == check)
      g_signal_emit (self, signals[CLASS_TOGGLED], 0, g_array_index (self->ids, gint64, i),
                     gtk_check_button_get_active (check));
}

static void
app_period_row_finalize (GObject *object)
{
  g_array_unref (APP_PERIOD_ROW (object)->ids);
  G_OBJECT_CLASS (app_period_row_parent_class)->finalize (object);
}

static void
app_period_row_class_init (AppPeriodRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_period_row_finalize;
  signals[CLASS_TOGGLED] =
      g_signal_new ("class-toggled", APP_TYPE_PERIOD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_BOOLEAN);
  signals[COPY] = g_signal_new ("copy", APP_TYPE_PERIOD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-period-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPeriodRow, none);
  gtk_widget_class_bind_template_child (widget_class, AppPeriodRow, classes);
  gtk_widget_class_bind_template_child (widget_class, AppPeriodRow, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked_cb);
}

static void
app_period_row_init (AppPeriodRow *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_period_row_new:
 * @period_id: a period
 *
 * Returns: (transfer floating): a row without classes
 */
AppPeriodRow *
app_period_row_new (gint64 period_id)
{
  AppPeriodRow *self = g_object_new (APP_TYPE_PERIOD_ROW, NULL);

  self->period_id = period_id;
  return self;
}

static void
set_n_checks (AppPeriodRow *self, guint n)
{
  GtkFlowBoxChild *extra;

  while ((extra = gtk_flow_box_get_child_at_index (self->classes, (int) n)) != NULL)
    gtk_flow_box_remove (self->classes, GTK_WIDGET (extra));
  for (guint i = 0; i < n; i++)
    if (gtk_flow_box_get_child_at_index (self->classes, (int) i) == NULL)
      {
        GtkWidget *check = gtk_check_button_new ();

        g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled_cb), self, 0);
        gtk_flow_box_append (self->classes, check);
        /* Tab goes to the check box at once. */
        gtk_widget_set_focusable (gtk_widget_get_parent (check), FALSE);
      }
}

/**
 * app_period_row_show:
 * @self: a row
 * @calendar: what was read
 * @year_id: the school year of the period
 *
 * Shows the classes of the year and which of them have the period; nothing is emitted.
 */
void
app_period_row_show (AppPeriodRow *self, const WorkCalendar *calendar, gint64 year_id)
{
  g_autoptr (GPtrArray) classes = g_ptr_array_new ();

  g_return_if_fail (APP_IS_PERIOD_ROW (self));
  for (guint i = 0; i < calendar->classes->len; i++)
    if (model_record_get_int (calendar->classes->pdata[i], "school_year_id") == year_id)
      g_ptr_array_add (classes, calendar->classes->pdata[i]);
  g_array_set_size (self->ids, 0);
  self->is_showing = TRUE;
  set_n_checks (self, classes->len);
  for (guint i = 0; i < classes->len; i++)
    {
      gint64 id = model_record_get_id (classes->pdata[i]);

      g_array_append_val (self->ids, id);
      gtk_check_button_set_label (check_at (self, i), model_record_get (classes->pdata[i], "name"));
      gtk_check_button_set_active (check_at (self, i),
                                   work_calendar_is_linked (calendar, self->period_id, id));
    }
  self->is_showing = FALSE;
  gtk_widget_set_visible (self->none, self->ids->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->classes), self->ids->len > 0);
}

/**
 * app_period_row_set_editable:
 * @self: a row
 * @editable: whether something may be changed
 *
 * Locks the row, or opens it.
 */
void
app_period_row_set_editable (AppPeriodRow *self, gboolean editable)
{
  g_return_if_fail (APP_IS_PERIOD_ROW (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->classes), editable);
  gtk_widget_set_sensitive (self->copy, editable);
}
