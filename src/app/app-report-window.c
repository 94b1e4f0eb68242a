/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-report-window.h"

#include <glib/gi18n-lib.h>

/* A file with thousands of the same mistake is understood from its first lines. */
#define MAX_ROWS 200

/* A row of several lines that is in sight when the window opens holds it up for 20 ms, and two
 * hundred take a tenth of a second to be made: they come a few at a time, so that what runs behind
 * goes on. */
#define MADE_AT_ONCE  8
#define SHOWN_AT_ONCE 1
#define SHOWN_NEXT    2

/* What a row tells. The texts are owned by those that wait. */
typedef struct
{
  AdwPreferencesGroup *group; /* (transfer none) */
  const char *title;
  const char *text;
  const char *icon;   /* (nullable): a static name */
  const char *action; /* (nullable): of the parent window, that leads to what it is about */
  gint64 id;          /* the action's parameter */
  GtkWidget *widget;  /* (transfer none) (nullable): %NULL where it is not made yet */
} AppReportRow;

/**
 * AppReportWindow:
 *
 * What a long job could not do and why, row by row, with the way to go on.
 */
struct _AppReportWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  AdwPreferencesPage *page;
  GtkBox *actions;
  GtkButton *action;
  GtkButton *other_action;

  guint n_rows;
  GQueue waiting; /* (element-type AppReportRow): those that are not shown yet */
  guint showing;  /* the source that shows them */
};

/* What a button or a row of a report leads to, in the window behind. */
typedef struct
{
  char *name;
  GVariant *target; /* (nullable) */
} Way;

G_DEFINE_FINAL_TYPE (AppReportWindow, app_report_window, ADW_TYPE_WINDOW)

static void
way_free (gpointer data)
{
  Way *way = data;

  g_free (way->name);
  g_clear_pointer (&way->target, g_variant_unref);
  g_free (way);
}

static void
set_way (gpointer widget, const char *name, GVariant *target)
{
  Way *way = g_new0 (Way, 1);

  way->name = g_strdup (name);
  way->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  g_object_set_data_full (G_OBJECT (widget), "way", way, way_free);
}

static void
row_free (gpointer data)
{
  AppReportRow *row = data;

  g_free ((gpointer) row->title);
  g_free ((gpointer) row->text);
  g_free ((gpointer) row->action);
  g_free (row);
}

static void
on_way_cb (GtkWidget *widget, AppReportWindow *self)
{
  const Way *way = g_object_get_data (G_OBJECT (widget), "way");
  g_autofree char *name = g_strdup (way->name);
  g_autoptr (GVariant) target = way->target != NULL ? g_variant_ref (way->target) : NULL;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_close (GTK_WINDOW (self));
  if (parent != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (parent), name, target);
}

static void
app_report_window_dispose (GObject *object)
{
  AppReportWindow *self = APP_REPORT_WINDOW (object);

  g_clear_handle_id (&self->showing, g_source_remove);
  g_queue_clear_full (&self->waiting, row_free);
  G_OBJECT_CLASS (app_report_window_parent_class)->dispose (object);
}

static void
app_report_window_class_init (AppReportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_report_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-report-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppReportWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, AppReportWindow, page);
  gtk_widget_class_bind_template_child (widget_class, AppReportWindow, actions);
  gtk_widget_class_bind_template_child (widget_class, AppReportWindow, action);
  gtk_widget_class_bind_template_child (widget_class, AppReportWindow, other_action);
  gtk_widget_class_bind_template_callback (widget_class, on_way_cb);
}

static void
app_report_window_init (AppReportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_report_window_new:
 * @parent: (nullable): the window it belongs to
 * @title: what the job was
 * @summary: one line: how it went
 *
 * Returns: (transfer none): a window, owned by GTK until it is closed
 */
AppReportWindow *
app_report_window_new (GtkWindow *parent, const char *title, const char *summary)
{
  AppReportWindow *self =
      g_object_new (APP_TYPE_REPORT_WINDOW, "transient-for", parent, "title", title, NULL);

  adw_window_title_set_title (self->heading, title);
  adw_window_title_set_subtitle (self->heading, summary);
  return self;
}

static AdwPreferencesGroup *
add_group (AppReportWindow *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *safe_title = g_markup_escape_text (title, -1);
  g_autofree char *safe_description = g_markup_escape_text (description, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), safe_title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), safe_description);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
  return ADW_PREFERENCES_GROUP (group);
}

static GtkWidget *
make_row (AppReportWindow *self, const AppReportRow *told)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), told->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), told->text);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), told->icon);
  if (told->action != NULL)
    {
      set_way (row, told->action, g_variant_new_int64 (told->id));
      g_signal_connect (row, "activated", G_CALLBACK (on_way_cb), self);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    }
  adw_preferences_group_add (told->group, row);
  return row;
}

static gboolean
show_next_cb (gpointer user_data)
{
  AppReportWindow *self = user_data;

  for (guint i = 0; i < SHOWN_NEXT && !g_queue_is_empty (&self->waiting); i++)
    {
      AppReportRow *row = g_queue_pop_head (&self->waiting);

      if (row->widget == NULL)
        make_row (self, row);
      else
        gtk_widget_set_visible (row->widget, TRUE);
      row_free (row);
    }
  if (!g_queue_is_empty (&self->waiting))
    return G_SOURCE_CONTINUE;
  self->showing = 0;
  return G_SOURCE_REMOVE;
}

static void
show_later (AppReportWindow *self, const AppReportRow *told, GtkWidget *widget)
{
  AppReportRow *row = g_memdup2 (told, sizeof *told);

  row->title = g_strdup (told->title);
  row->text = g_strdup (told->text);
  row->action = g_strdup (told->action);
  row->widget = widget;
  g_queue_push_tail (&self->waiting, row);
  /* After what was shown is drawn. */
  if (self->showing == 0)
    self->showing = g_idle_add_full (G_PRIORITY_LOW, show_next_cb, self, NULL);
}

static void
add_row (AppReportWindow *self, const AppReportRow *told)
{
  GtkWidget *widget = self->n_rows < MADE_AT_ONCE ? make_row (self, told) : NULL;

  if (self->n_rows++ < SHOWN_AT_ONCE)
    return;
  if (widget != NULL)
    gtk_widget_set_visible (widget, FALSE);
  show_later (self, told, widget);
}

static void
add_rest (AppReportWindow *self, AdwPreferencesGroup *group, guint n_rest)
{
  g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n_rest), n_rest);

  add_row (self, &(AppReportRow){ group, text, "", NULL });
}

/**
 * app_report_window_add_items:
 * @self: a report
 * @title: what they have in common
 * @items: (element-type WorkJobItem): those with an error
 * @action: (nullable): of the parent window, that leads to one: it takes the id
 *
 * Adds a row for each.
 */
void
app_report_window_add_items (AppReportWindow *self,
                             const char *title,
                             GPtrArray *items,
                             const char *action)
{
  AdwPreferencesGroup *group;

  g_return_if_fail (APP_IS_REPORT_WINDOW (self));
  group = add_group (self, title, "");
  for (guint i = 0; i < MIN (items->len, MAX_ROWS); i++)
    {
      const WorkJobItem *item = items->pdata[i];

      add_row (self, &(AppReportRow){ group, item->name, item->error, "dialog-warning-symbolic",
                                      action, item->id });
    }
  if (items->len > MAX_ROWS)
    add_rest (self, group, items->len - MAX_ROWS);
}

/**
 * app_report_window_add_failures:
 * @self: a report
 * @failed: (element-type WorkJobItem): what a job could not do
 *
 * Adds a row for each.
 */
void
app_report_window_add_failures (AppReportWindow *self, GPtrArray *failed)
{
  app_report_window_add_items (self, _ ("Not Done"), failed, NULL);
}

/**
 * app_report_window_add_notes:
 * @self: a report
 * @title: what they are about
 * @notes: (element-type utf8): sentences of a job
 *
 * Adds a row for each thing to know of what was done.
 */
void
app_report_window_add_notes (AppReportWindow *self, const char *title, GPtrArray *notes)
{
  AdwPreferencesGroup *group;

  g_return_if_fail (APP_IS_REPORT_WINDOW (self));
  group = add_group (self, title, "");
  for (guint i = 0; i < MIN (notes->len, MAX_ROWS); i++)
    add_row (self, &(AppReportRow){ group, notes->pdata[i], "", "dialog-information-symbolic" });
  if (notes->len > MAX_ROWS)
    add_rest (self, group, notes->len - MAX_ROWS);
}

static void
add_problems (AppReportWindow *self,
              AdwPreferencesGroup *group,
              GPtrArray *problems,
              const char *icon)
{
  for (guint i = 0; i < MIN (problems->len, MAX_ROWS); i++)
    {
      const WorkImportProblem *problem = problems->pdata[i];
      g_autofree char *place = NULL;

      if (problem->line == 0)
        place = g_strdup (problem->column);
      else if (problem->column[0] == '\0')
        place = g_strdup_printf (_ ("Line %u"), problem->line);
      else
        /* Translators: where in a file: “Line 12, NOM”. */
        place = g_strdup_printf (_ ("Line %u, %s"), problem->line, problem->column);
      add_row (self, &(AppReportRow){ group, place, problem->text, icon });
    }
  if (problems->len > MAX_ROWS)
    add_rest (self, group, problems->len - MAX_ROWS);
}

/**
 * app_report_window_add_import:
 * @self: a report
 * @report: what one file did
 *
 * Adds a group for the file: its figures, what was refused and why, what was repaired.
 */
void
app_report_window_add_import (AppReportWindow *self, const WorkImportReport *report)
{
  g_autofree char *name = NULL, *figures = NULL, *description = NULL;
  AdwPreferencesGroup *group;

  g_return_if_fail (APP_IS_REPORT_WINDOW (self));
  name = g_path_get_basename (report->file);
  /* Translators: rows of an imported file: added, changed, unchanged, refused. */
  figures = g_strdup_printf (_ ("%u added, %u changed, %u unchanged, %u refused"), report->created,
                             report->changed, report->unchanged, report->refused);
  description =
      report->committed
          ? g_strdup (figures)
          : g_strdup_printf ("%s\n%s", figures,
                             _ ("Nothing of this file was kept: correct it, then import it "
                                "again."));
  group = add_group (self, name, description);
  add_problems (self, group, report->problems, "dialog-warning-symbolic");
  add_problems (self, group, report->notices, "dialog-information-symbolic");
}

static void
show_action (AppReportWindow *self,
             GtkButton *button,
             const char *label,
             const char *action,
             GVariant *target)
{
  gtk_button_set_label (button, label);
  gtk_widget_set_visible (GTK_WIDGET (button), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->actions), TRUE);
  set_way (button, action, target);
}

/**
 * app_report_window_set_action:
 * @self: a report
 * @label: a verb, with a mnemonic: "_Retry"
 * @action: an action of the parent window
 * @target: (nullable): its parameter
 *
 * Offers a way to go on, which closes the report.
 */
void
app_report_window_set_action (AppReportWindow *self,
                              const char *label,
                              const char *action,
                              GVariant *target)
{
  g_return_if_fail (APP_IS_REPORT_WINDOW (self));
  show_action (self, self->action, label, action, target);
}

/**
 * app_report_window_set_other_action:
 * @self: a report
 * @label: a verb, with a mnemonic
 * @action: an action of the parent window
 * @target: (nullable): its parameter
 *
 * Offers a second way to go on, beside that of app_report_window_set_action().
 */
void
app_report_window_set_other_action (AppReportWindow *self,
                                    const char *label,
                                    const char *action,
                                    GVariant *target)
{
  g_return_if_fail (APP_IS_REPORT_WINDOW (self));
  show_action (self, self->other_action, label, action, target);
}

/**
 * app_report_window_get_n_rows:
 * @self: a report
 *
 * Returns: how many rows it has
 */
guint
app_report_window_get_n_rows (AppReportWindow *self)
{
  g_return_val_if_fail (APP_IS_REPORT_WINDOW (self), 0);
  return self->n_rows;
}
