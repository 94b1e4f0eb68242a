/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-journal.h"

#include <glib/gi18n-lib.h>

#include "app-compat.h"
#include "app-format.h"
#include "app-prompt.h"
#include "base-date.h"
#include "work-access.h"
#include "work-account.h"

/* So many at a time: all are in the table that is exported. */
#define MAX_SHOWN 100

/**
 * AppPreferencesJournal:
 *
 * The log of accesses: its last lines, those of one person, of one kind, of one day or about
 * somebody, and all of them as a table.
 */
struct _AppPreferencesJournal
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *act;
  AdwComboRow *author;
  GtkEditable *day;
  GtkEditable *name;
  GtkWidget *empty;
  GtkLabel *empty_label;

  GtkWidget *more; /* (nullable): the row that shows more of them */
  guint max;
  GPtrArray *rows; /* (element-type GtkWidget): one a line */
  AppPreferences *preferences;
  gboolean is_filling;
};

static void app_preferences_journal_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesJournal,
                               app_preferences_journal,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_journal_part_init))

/* ---- what is shown ---- */

/* (transfer full) (nullable): the first moment of the day that is typed, or the @last one; %NULL
 * for no day */
static char *
dup_moment (AppPreferencesJournal *self, gboolean last)
{
  g_autoptr (GDateTime) midnight = NULL, moment = NULL, utc = NULL;
  GDate date;

  if (!base_date_parse (gtk_editable_get_text (self->day), &date, NULL))
    return NULL;
  if (last)
    g_date_add_days (&date, 1);
  midnight = g_date_time_new_local (g_date_get_year (&date), (int) g_date_get_month (&date),
                                    g_date_get_day (&date), 0, 0, 0);
  if (midnight == NULL)
    return NULL;
  moment = g_date_time_add_seconds (midnight, last ? -1 : 0);
  utc = g_date_time_to_utc (moment);
  return g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
}

/* The first choice is everything. @from and @until live as long as the filter. */
static StoreAccessFilter
get_filter (AppPreferencesJournal *self, guint max, const char *from, const char *until)
{
  guint act = adw_combo_row_get_selected (self->act);
  GtkStringObject *author = adw_combo_row_get_selected_item (self->author);
  StoreAccessFilter filter = { .entity = MODEL_ENTITY_NONE, .max = max };

  if (act > 0 && act != GTK_INVALID_LIST_POSITION)
    filter.act = work_access_acts ()[act - 1];
  if (author != NULL && adw_combo_row_get_selected (self->author) > 0)
    filter.author = gtk_string_object_get_string (author);
  filter.from = from;
  filter.until = until;
  filter.name = gtk_editable_get_text (self->name);
  return filter;
}

static void show_lines (AppPreferencesJournal *self);

static void
add_line (AppPreferencesJournal *self, const WorkAccessLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *moment = app_format_moment (line->line->at);
  const char *about = line->who[0] != '\0' ? line->who : line->what;
  g_autofree char *title = g_strdup_printf (about[0] != '\0' ? "%s · %s" : "%s%s",
                                            work_access_act_label (line->line->act), about);
  g_autofree char *subtitle = g_strjoin (" · ", line->line->author, moment, line->line->seat,
                                         line->detail[0] != '\0' ? line->detail : NULL, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
on_more_cb (AdwActionRow *row, AppPreferencesJournal *self)
{
  self->max += MAX_SHOWN;
  show_lines (self);
}

static void
add_more (AppPreferencesJournal *self)
{
  self->more = adw_action_row_new ();
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self->more), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->more), _ ("Show _Older Lines"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->more), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->more),
                             gtk_image_new_from_icon_name ("pan-down-symbolic"));
  g_signal_connect_object (self->more, "activated", G_CALLBACK (on_more_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->more);
  g_ptr_array_add (self->rows, self->more);
}

/* What is typed as a day and is none lets all through, and says so. */
static void
show_empty (AppPreferencesJournal *self)
{
  const char *typed = gtk_editable_get_text (self->day);
  g_autofree char *day = dup_moment (self, FALSE);
  gboolean is_wrong = typed[0] != '\0' && day == NULL;
  g_autofree char *wrong = g_strdup_printf (
      _ ("“%s” is no day: lines of all days are shown. Write it as in 26/11/2026."), typed);

  gtk_label_set_label (self->empty_label,
                       is_wrong ? wrong : _ ("Nothing of the kind is in the log."));
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->day), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->day), "error");
  gtk_widget_set_visible (self->empty, is_wrong || self->rows->len == 0);
}

static void
on_lines_cb (gpointer target, gpointer result)
{
  AppPreferencesJournal *self = target;
  g_autoptr (GPtrArray) lines = result;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  self->more = NULL;
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    add_line (self, lines->pdata[i]);
  show_empty (self);
  if (self->rows->len == self->max)
    add_more (self);
}

static void
show_lines (AppPreferencesJournal *self)
{
  g_autofree char *from = dup_moment (self, FALSE), *until = dup_moment (self, TRUE);
  const StoreAccessFilter filter = get_filter (self, self->max, from, until);

  app_preferences_read (self->preferences, work_query_access_new (&filter), on_lines_cb, self);
}

static void
on_filter_cb (AdwComboRow *row, GParamSpec *pspec, AppPreferencesJournal *self)
{
  if (self->preferences == NULL || self->is_filling)
    return;
  self->max = MAX_SHOWN;
  show_lines (self);
}

static void
on_typed_cb (GtkEditable *editable, AppPreferencesJournal *self)
{
  on_filter_cb (NULL, NULL, self);
}

static void
on_authors_cb (gpointer target, gpointer result)
{
  AppPreferencesJournal *self = target;
  g_autoptr (GPtrArray) authors = result;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = adw_combo_row_get_selected (self->author);

  gtk_string_list_append (names, _ ("Everybody"));
  for (guint i = 0; authors != NULL && i < authors->len; i++)
    gtk_string_list_append (names, authors->pdata[i]);
  self->is_filling = TRUE;
  adw_combo_row_set_model (self->author, G_LIST_MODEL (names));
  if (selected < g_list_model_get_n_items (G_LIST_MODEL (names)))
    adw_combo_row_set_selected (self->author, selected);
  self->is_filling = FALSE;
  show_lines (self);
}

/* ---- the table ---- */

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferencesJournal) self = user_data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  work_job_run_finish (WORK_JOB (source), result, &error);
  if (self->preferences == NULL || root == NULL)
    return;
  if (error == NULL)
    app_preferences_say (self->preferences, _ ("The log of accesses is written."));
  else
    app_prompt_say (GTK_WINDOW (root), _ ("The File Was Not Saved"), error->message);
}

/**
 * app_preferences_journal_write:
 * @self: a group that is shown
 * @path: the file; the end of its name says in which format
 *
 * Writes all lines that the filters let through as a table.
 */
void
app_preferences_journal_write (AppPreferencesJournal *self, const char *path)
{
  g_autofree char *from = NULL, *until = NULL;
  StoreAccessFilter filter;
  g_autoptr (WorkJob) job = NULL;

  g_return_if_fail (APP_IS_PREFERENCES_JOURNAL (self) && self->preferences != NULL);
  from = dup_moment (self, FALSE);
  until = dup_moment (self, TRUE);
  filter = get_filter (self, 0, from, until);
  job = work_access_export_new (app_preferences_get_school (self->preferences), &filter, path);
  work_job_run_async (job, NULL, on_written_cb, g_object_ref (self));
}

static void
on_path_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferencesJournal) self = user_data;
  g_auto (GStrv) paths = app_compat_choose_finish (result, NULL);

  if (paths != NULL && self->preferences != NULL)
    app_preferences_journal_write (self, paths[0]);
}

static void
on_export_cb (GtkButton *button, AppPreferencesJournal *self)
{
  app_compat_choose_named_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 APP_CHOICE_EXPORT, _ ("Log of accesses.xlsx"), on_path_cb,
                                 g_object_ref (self));
}

/* ---- the group ---- */

static void
app_preferences_journal_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesJournal *self = APP_PREFERENCES_JOURNAL (part);
  gboolean may =
      work_school_may (app_preferences_get_school (preferences), MODEL_ACT_SEE_ACCESS_LOG)
      == MODEL_MAY_YES;

  g_set_object (&self->preferences, preferences);
  gtk_widget_set_visible (GTK_WIDGET (self), may);
  if (may)
    app_preferences_read (preferences, work_query_access_authors_new (), on_authors_cb, self);
}

static void
app_preferences_journal_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_journal_load;
}

static void
app_preferences_journal_dispose (GObject *object)
{
  AppPreferencesJournal *self = APP_PREFERENCES_JOURNAL (object);

  g_clear_object (&self->preferences);
  g_ptr_array_set_size (self->rows, 0);
  G_OBJECT_CLASS (app_preferences_journal_parent_class)->dispose (object);
}

static void
app_preferences_journal_finalize (GObject *object)
{
  AppPreferencesJournal *self = APP_PREFERENCES_JOURNAL (object);

  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (app_preferences_journal_parent_class)->finalize (object);
}

static void
app_preferences_journal_class_init (AppPreferencesJournalClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_journal_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_journal_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/paraphe/Paraphe/ui/app-preferences-journal.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesJournal, act);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesJournal, author);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesJournal, day);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesJournal, name);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesJournal, empty);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesJournal, empty_label);
  gtk_widget_class_bind_template_callback (widget_class, on_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_export_cb);
}

static void
app_preferences_journal_init (AppPreferencesJournal *self)
{
  g_autoptr (GtkStringList) acts = gtk_string_list_new (NULL);
  const char *const *keys = work_access_acts ();

  self->rows = g_ptr_array_new ();
  self->max = MAX_SHOWN;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (acts, _ ("Everything"));
  for (guint i = 0; keys[i] != NULL; i++)
    gtk_string_list_append (acts, work_access_act_label (keys[i]));
  adw_combo_row_set_model (self->act, G_LIST_MODEL (acts));
}

/**
 * app_preferences_journal_new:
 *
 * Returns: (transfer floating): the log of accesses
 */
AppPreferencesJournal *
app_preferences_journal_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_JOURNAL, NULL);
}

/**
 * app_preferences_journal_get_n_lines:
 * @self: a group
 *
 * Returns: how many lines of the log it shows
 */
guint
app_preferences_journal_get_n_lines (AppPreferencesJournal *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_JOURNAL (self), 0);
  return self->rows->len - (self->more != NULL ? 1 : 0);
}
