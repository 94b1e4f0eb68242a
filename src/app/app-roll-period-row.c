/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-roll-period-row.h"

#include <glib/gi18n-lib.h>

#include "app-field-row.h"
#include "app-format.h"

/**
 * AppRollPeriodRow:
 *
 * A period that is copied into the next year, or is not: its days there, and what is to look at in
 * them. It writes into the plan and emits "changed".
 */
struct _AppRollPeriodRow
{
  AdwExpanderRow parent_instance;

  GtkImage *remark_icon;

  WorkRollOver *plan;     /* the window's */
  WorkRollPeriod *period; /* of @plan */
  ModelRecord *days;      /* (owned): what the fields edit */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppRollPeriodRow, app_roll_period_row, ADW_TYPE_EXPANDER_ROW)

static const char *const fields[] = { "period.start", "period.end" };

static void
on_enabled_cb (AppRollPeriodRow *self, GParamSpec *pspec, gpointer user_data)
{
  gboolean copied = adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self));

  /* What nobody can choose is no choice. */
  if (self->period == NULL || self->period->exists || self->period->copied == copied
      || !work_roll_over_has_classes (self->plan, self->period))
    return;
  self->period->copied = copied;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_changed_cb (AppFieldRow *field, const char *key, AppRollPeriodRow *self)
{
  work_roll_over_set (&self->period->start, model_record_get_or_empty (self->days, "start"));
  work_roll_over_set (&self->period->end, model_record_get_or_empty (self->days, "end"));
  work_roll_over_check_period (self->plan, self->period);
  app_roll_period_row_refresh (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
app_roll_period_row_finalize (GObject *object)
{
  g_object_unref (APP_ROLL_PERIOD_ROW (object)->days);
  G_OBJECT_CLASS (app_roll_period_row_parent_class)->finalize (object);
}

static void
app_roll_period_row_class_init (AppRollPeriodRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_roll_period_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_ROLL_PERIOD_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-roll-period-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppRollPeriodRow, remark_icon);
  gtk_widget_class_bind_template_callback (widget_class, on_enabled_cb);
}

static void
app_roll_period_row_init (AppRollPeriodRow *self)
{
  self->days = model_record_new (MODEL_ENTITY_PERIOD);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_fields (AppRollPeriodRow *self)
{
  model_record_set_canonical (self->days, "start", self->period->start);
  model_record_set_canonical (self->days, "end", self->period->end);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      AppFieldRow *field = app_field_row_new (model_field_find (fields[i]));

      app_form_part_set_record (APP_FORM_PART (field), self->days);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (field));
      g_signal_connect (field, "changed", G_CALLBACK (on_changed_cb), self);
    }
}

/* Its fields are made when they are looked at: a school has dozens of periods. */
static void
on_expanded_cb (AppRollPeriodRow *self, GParamSpec *pspec, gpointer user_data)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  g_signal_handlers_disconnect_by_func (self, on_expanded_cb, user_data);
  add_fields (self);
}

/**
 * app_roll_period_row_new:
 * @plan: a plan, which outlives the row
 * @period: one of its periods
 *
 * Returns: (transfer floating): a row for it
 */
GtkWidget *
app_roll_period_row_new (WorkRollOver *plan, WorkRollPeriod *period)
{
  AppRollPeriodRow *self = g_object_new (APP_TYPE_ROLL_PERIOD_ROW, NULL);

  self->plan = plan;
  self->period = period;
  g_signal_connect (self, "notify::expanded", G_CALLBACK (on_expanded_cb), NULL);
  app_roll_period_row_refresh (self);
  return GTK_WIDGET (self);
}

/**
 * app_roll_period_row_refresh:
 * @self: a row
 *
 * Shows the period as the plan has it now: its classes may have been renamed or dropped.
 */
void
app_roll_period_row_refresh (AppRollPeriodRow *self)
{
  g_autofree char *classes = NULL, *title = NULL, *days = NULL, *subtitle = NULL;
  gboolean has_classes, was_open;

  g_return_if_fail (APP_IS_ROLL_PERIOD_ROW (self));
  was_open = adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self));
  has_classes = work_roll_over_has_classes (self->plan, self->period);
  classes = work_roll_over_class_names (self->plan, self->period);
  title = has_classes ? g_strdup_printf ("%s — %s", self->period->name, classes)
                      : g_strdup (self->period->name);
  days = app_format_range (self->period->start, self->period->end);
  if (self->period->exists)
    subtitle = g_strdup (_ ("Is there already"));
  else if (!has_classes)
    subtitle = g_strdup (_ ("None of its classes is there next year"));
  else
    subtitle = g_strdup_printf ("%s%s%s", days,
                                days[0] != '\0' && self->period->remark[0] != '\0' ? "\n" : "",
                                self->period->remark);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->remark_icon),
                          has_classes && !self->period->exists && self->period->remark[0] != '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self), has_classes && !self->period->exists);
  adw_expander_row_set_enable_expansion (
      ADW_EXPANDER_ROW (self), self->period->copied && has_classes && !self->period->exists);
  /* What can be opened again need not be opened for that. */
  if (!was_open)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
}
