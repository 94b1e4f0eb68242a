/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-roll-over-window.h"

#include <glib/gi18n-lib.h>

#include "app-field-row.h"
#include "app-roll-class-row.h"
#include "app-roll-period-row.h"
#include "app-roll-summary.h"

typedef enum
{
  PAGE_YEAR,
  PAGE_CLASSES,
  PAGE_PERIODS,
  PAGE_SUMMARY,
  PAGE_DONE,
  N_PAGES
} Page;

/* Steps in order; leaving one for the next is refused while its part of the plan makes no sense. */
static const struct
{
  const char *name;
  const char *title;
  const char *next;
} pages[N_PAGES] = {
  [PAGE_YEAR] = { "year", N_ ("the year"), N_ ("_Next") },
  [PAGE_CLASSES] = { "classes", N_ ("classes and students"), N_ ("_Next") },
  [PAGE_PERIODS] = { "periods", N_ ("periods"), N_ ("_Next") },
  [PAGE_SUMMARY] = { "summary", N_ ("summary"), N_ ("_Make the Year") },
  [PAGE_DONE] = { "done", "", N_ ("_Close") },
};

static const char *const year_fields[] = { "school_year.name", "school_year.start",
                                           "school_year.end" };

/**
 * AppRollOverWindow:
 *
 * The assistant that makes the next school year: its days, classes and where students go, periods,
 * and what all that comes to. It changes a plan and emits "accepted" once; whoever made the window
 * then does it and calls app_roll_over_window_finish().
 */
struct _AppRollOverWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  GtkButton *back_button;
  GtkButton *next_button;
  GtkRevealer *problem_bar;
  GtkLabel *problem;
  GtkStack *pages;
  AdwPreferencesGroup *year_group;
  AdwPreferencesGroup *classes_group;
  AdwPreferencesGroup *periods_group;
  AdwPreferencesPage *summary_page;
  AdwStatusPage *done_page;
  GtkButton *open_button;

  WorkRollOver *plan;
  ModelRecord *year;  /* what the fields of the first page edit */
  GPtrArray *fields;  /* (element-type AppFieldRow): of the first page */
  GPtrArray *classes; /* (element-type AppRollClassRow) */
  GPtrArray *periods; /* (element-type AppRollPeriodRow) */
  AppRollSummary *summary;
  Page page;
  gboolean is_working;
  gint64 done_id; /* the year that was made */
};

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppRollOverWindow, app_roll_over_window, ADW_TYPE_WINDOW)

static void
show_problem (AppRollOverWindow *self, const char *text)
{
  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_revealer_set_reveal_child (self->problem_bar, text != NULL);
}

static void
show_buttons (AppRollOverWindow *self)
{
  g_autofree char *step =
      g_strdup_printf (_ ("Step %d of %d"), (int) self->page + 1, (int) PAGE_DONE);
  gboolean is_done = self->page == PAGE_DONE;

  /* Both fit between the buttons of a window of 360 pixels. */
  adw_window_title_set_title (self->heading, is_done ? _ ("Next School Year") : step);
  adw_window_title_set_subtitle (self->heading,
                                 is_done ? self->plan->name : _ (pages[self->page].title));
  gtk_button_set_label (self->back_button, self->page == PAGE_YEAR ? _ ("_Cancel") : _ ("_Back"));
  gtk_button_set_label (self->next_button, _ (pages[self->page].next));
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), self->page < PAGE_DONE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->back_button), !self->is_working);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), !self->is_working);
}

/* Keys go on where the eyes do; where there is nothing to change, with what comes next. */
static void
focus_page (AppRollOverWindow *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->pages);

  if (self->page == PAGE_DONE)
    gtk_widget_grab_focus (GTK_WIDGET (self->open_button));
  else if (self->page == PAGE_SUMMARY || !gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
}

static void
show_page (AppRollOverWindow *self, Page page)
{
  self->page = page;
  show_problem (self, NULL);
  if (page == PAGE_SUMMARY)
    app_roll_summary_refresh (self->summary);
  gtk_stack_set_visible_child_name (self->pages, pages[page].name);
  show_buttons (self);
  focus_page (self);
}

/* ---- what is changed ---- */

static void
on_year_changed_cb (AppFieldRow *row, const char *key, AppRollOverWindow *self)
{
  char **const members[] = { &self->plan->name, &self->plan->start, &self->plan->end };

  for (guint i = 0; i < G_N_ELEMENTS (year_fields); i++)
    {
      const char *column = model_field_column (model_field_find (year_fields[i]));

      work_roll_over_set (members[i], model_record_get_or_empty (self->year, column));
    }
  for (guint i = 0; i < self->plan->periods->len; i++)
    {
      work_roll_over_check_period (self->plan, self->plan->periods->pdata[i]);
      app_roll_period_row_refresh (self->periods->pdata[i]);
    }
  show_problem (self, NULL);
}

static void
offer_classes (AppRollOverWindow *self)
{
  g_auto (GStrv) names = work_roll_over_choices (self->plan);

  for (guint i = 0; i < self->classes->len; i++)
    app_roll_class_row_set_choices (self->classes->pdata[i], (const char *const *) names);
}

static void
on_class_changed_cb (AppRollClassRow *row, AppRollOverWindow *self)
{
  offer_classes (self);
  for (guint i = 0; i < self->periods->len; i++)
    app_roll_period_row_refresh (self->periods->pdata[i]);
  show_problem (self, NULL);
}

static void
on_period_changed_cb (AppRollPeriodRow *row, AppRollOverWindow *self)
{
  show_problem (self, NULL);
}

/* ---- going on and back ---- */

/* Whether all that was typed on the first page is values. */
static gboolean
flush_year (AppRollOverWindow *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (!app_form_part_flush (self->fields->pdata[i]))
      {
        gtk_widget_grab_focus (self->fields->pdata[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_page (AppRollOverWindow *self)
{
  static const WorkRollPart parts[] = { [PAGE_YEAR] = WORK_ROLL_YEAR,
                                        [PAGE_CLASSES] = WORK_ROLL_CLASSES,
                                        [PAGE_PERIODS] = WORK_ROLL_PERIODS };
  g_autoptr (GError) error = NULL;

  if (self->page == PAGE_YEAR && !flush_year (self))
    return FALSE;
  if ((guint) self->page < G_N_ELEMENTS (parts)
      && !work_roll_over_check (self->plan, parts[self->page], &error))
    {
      show_problem (self, error->message);
      return FALSE;
    }
  return TRUE;
}

/**
 * app_roll_over_window_go_on:
 * @self: an assistant
 *
 * Goes to the next step, as the button does; at the last one it emits "accepted".
 */
void
app_roll_over_window_go_on (AppRollOverWindow *self)
{
  g_return_if_fail (APP_IS_ROLL_OVER_WINDOW (self));
  if (self->page == PAGE_DONE)
    gtk_window_close (GTK_WINDOW (self));
  else if (self->is_working || !check_page (self))
    return;
  else if (self->page < PAGE_SUMMARY)
    show_page (self, self->page + 1);
  else
    {
      self->is_working = TRUE;
      show_problem (self, NULL);
      show_buttons (self);
      g_signal_emit (self, signals[ACCEPTED], 0);
    }
}

/**
 * app_roll_over_window_go_back:
 * @self: an assistant
 *
 * Goes to the step before, or away from the first one.
 */
void
app_roll_over_window_go_back (AppRollOverWindow *self)
{
  g_return_if_fail (APP_IS_ROLL_OVER_WINDOW (self));
  if (self->is_working || self->page == PAGE_DONE)
    return;
  if (self->page == PAGE_YEAR)
    gtk_window_close (GTK_WINDOW (self));
  else
    show_page (self, self->page - 1);
}

static void
on_next_cb (GtkButton *button, AppRollOverWindow *self)
{
  app_roll_over_window_go_on (self);
}

static void
on_back_cb (GtkButton *button, AppRollOverWindow *self)
{
  app_roll_over_window_go_back (self);
}

static void
on_open_cb (GtkButton *button, AppRollOverWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  gint64 year_id = self->done_id;

  gtk_window_close (GTK_WINDOW (self));
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.year", "x", year_id);
}

/* What is being done is waited for. */
static gboolean
app_roll_over_window_close_request (GtkWindow *window)
{
  if (APP_ROLL_OVER_WINDOW (window)->is_working)
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (app_roll_over_window_parent_class)->close_request (window);
}

static void
app_roll_over_window_finalize (GObject *object)
{
  AppRollOverWindow *self = APP_ROLL_OVER_WINDOW (object);

  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->classes);
  g_ptr_array_unref (self->periods);
  g_clear_object (&self->year);
  work_roll_over_free (self->plan);
  G_OBJECT_CLASS (app_roll_over_window_parent_class)->finalize (object);
}

static void
app_roll_over_window_class_init (AppRollOverWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_roll_over_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = app_roll_over_window_close_request;
  signals[ACCEPTED] = g_signal_new ("accepted", APP_TYPE_ROLL_OVER_WINDOW, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-roll-over-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppRollOverWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, AppRollOverWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, AppRollOverWindow, next_button);
  gtk_widget_class_bind_template_child (widget_class, AppRollOverWindow, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, AppRollOverWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, AppRollOverWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AppRollOverWindow, year_group);
  gtk_widget_class_bind_template_child (widget_class, AppRollOverWindow, classes_group);
  gtk_widget_class_bind_template_child (widget_class, AppRollOverWindow, periods_group);
  gtk_widget_class_bind_template_child (widget_class, AppRollOverWindow, summary_page);
  gtk_widget_class_bind_template_child (widget_class, AppRollOverWindow, done_page);
  gtk_widget_class_bind_template_child (widget_class, AppRollOverWindow, open_button);
  gtk_widget_class_bind_template_callback (widget_class, on_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_open_cb);
}

static void
app_roll_over_window_init (AppRollOverWindow *self)
{
  self->fields = g_ptr_array_new ();
  self->classes = g_ptr_array_new ();
  self->periods = g_ptr_array_new ();
  self->year = model_record_new (MODEL_ENTITY_SCHOOL_YEAR);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Nothing takes the focus before it is on the screen. */
  g_signal_connect_after (self, "map", G_CALLBACK (focus_page), NULL);
}

static void
fill_year (AppRollOverWindow *self)
{
  const char *const values[] = { self->plan->name, self->plan->start, self->plan->end };
  g_autofree char *text = NULL;

  if (self->plan->is_new)
    text = g_strdup_printf (_ ("The year after %s. Its companies, templates and settings stay as "
                               "they are."),
                            self->plan->year_name);
  else
    text = g_strdup_printf (_ ("%s is there already: only what is missing in it is added."),
                            self->plan->name);
  adw_preferences_group_set_description (self->year_group, text);
  for (guint i = 0; i < G_N_ELEMENTS (year_fields); i++)
    {
      const ModelField *field = model_field_find (year_fields[i]);
      AppFieldRow *row = app_field_row_new (field);

      model_record_set_canonical (self->year, model_field_column (field), values[i]);
      app_form_part_set_record (APP_FORM_PART (row), self->year);
      adw_preferences_group_add (self->year_group, GTK_WIDGET (row));
      g_ptr_array_add (self->fields, row);
      g_signal_connect (row, "changed", G_CALLBACK (on_year_changed_cb), self);
    }
}

static void
fill_rows (AppRollOverWindow *self)
{
  for (guint i = 0; i < self->plan->classes->len; i++)
    {
      GtkWidget *row = app_roll_class_row_new (self->plan, self->plan->classes->pdata[i]);

      g_signal_connect (row, "changed", G_CALLBACK (on_class_changed_cb), self);
      adw_preferences_group_add (self->classes_group, row);
      g_ptr_array_add (self->classes, row);
    }
  for (guint i = 0; i < self->plan->periods->len; i++)
    {
      GtkWidget *row = app_roll_period_row_new (self->plan, self->plan->periods->pdata[i]);

      g_signal_connect (row, "changed", G_CALLBACK (on_period_changed_cb), self);
      adw_preferences_group_add (self->periods_group, row);
      g_ptr_array_add (self->periods, row);
    }
}

/**
 * app_roll_over_window_new:
 * @parent: (nullable): the window it belongs to
 * @plan: (transfer full): what is proposed
 *
 * Returns: (transfer none): an assistant at its first step, owned by GTK until it is closed
 */
AppRollOverWindow *
app_roll_over_window_new (GtkWindow *parent, WorkRollOver *plan)
{
  AppRollOverWindow *self = g_object_new (APP_TYPE_ROLL_OVER_WINDOW, "transient-for", parent, NULL);

  self->plan = plan;
  fill_year (self);
  fill_rows (self);
  offer_classes (self);
  self->summary = app_roll_summary_new (plan);
  adw_preferences_page_add (self->summary_page, ADW_PREFERENCES_GROUP (self->summary));
  show_page (self, PAGE_YEAR);
  return self;
}

/**
 * app_roll_over_window_get_plan:
 * @self: an assistant
 *
 * Returns: (transfer none): the plan as it is now
 */
const WorkRollOver *
app_roll_over_window_get_plan (AppRollOverWindow *self)
{
  g_return_val_if_fail (APP_IS_ROLL_OVER_WINDOW (self), NULL);
  return self->plan;
}

/**
 * app_roll_over_window_get_page:
 * @self: an assistant
 *
 * Returns: (transfer none): "year", "classes", "periods", "summary" or "done"
 */
const char *
app_roll_over_window_get_page (AppRollOverWindow *self)
{
  g_return_val_if_fail (APP_IS_ROLL_OVER_WINDOW (self), NULL);
  return pages[self->page].name;
}

/**
 * app_roll_over_window_finish:
 * @self: an assistant that has emitted "accepted"
 * @done: (nullable): what became of it
 * @error: (nullable): why it was not done
 *
 * Says so: the person may correct what was refused, or open the year that was made.
 */
void
app_roll_over_window_finish (AppRollOverWindow *self, const WorkDone *done, const GError *error)
{
  g_autofree char *title = NULL, *open = NULL;

  g_return_if_fail (APP_IS_ROLL_OVER_WINDOW (self));
  g_return_if_fail (done != NULL || error != NULL);
  self->is_working = FALSE;
  if (done == NULL)
    {
      show_problem (self, error->message);
      show_buttons (self);
      return;
    }
  self->done_id = done->id;
  title = g_strdup_printf (_ ("The Year %s Is Ready"), self->plan->name);
  open = g_strdup_printf (_ ("_Open %s"), self->plan->name);
  adw_status_page_set_title (self->done_page, title);
  adw_status_page_set_description (self->done_page,
                                   done->operation_id != NULL
                                       ? _ ("It can be taken back as one change.")
                                       : _ ("All of it was there already: nothing was changed."));
  gtk_button_set_label (self->open_button, open);
  show_page (self, PAGE_DONE);
}
