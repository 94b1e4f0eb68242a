/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-journal.h"

#include <glib/gi18n-lib.h>

#include "app-compat.h"
#include "app-format.h"
#include "app-prompt.h"
#include "table-format.h"
#include "work-access.h"
#include "work-account.h"

/* More are in the table that is exported. */
#define MAX_SHOWN 100

/**
 * AppPreferencesJournal:
 *
 * The log of accesses: its last lines, those of one person or of one kind, and all of them as a
 * table.
 */
struct _AppPreferencesJournal
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *act;
  AdwComboRow *author;
  GtkWidget *empty;

  GPtrArray *rows; /* (element-type GtkWidget): one a line */
  AppPreferences *preferences;
  char *path; /* where the table goes that is being read */
  gboolean is_filling;
};

static void app_preferences_journal_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesJournal,
                               app_preferences_journal,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_journal_part_init))

/* ---- what is shown ---- */

/* The first choice is everything. */
static StoreAccessFilter
get_filter (AppPreferencesJournal *self, guint max)
{
  guint act = adw_combo_row_get_selected (self->act);
  GtkStringObject *author = adw_combo_row_get_selected_item (self->author);
  StoreAccessFilter filter = { .entity = MODEL_ENTITY_NONE, .max = max };

  if (act > 0 && act != GTK_INVALID_LIST_POSITION)
    filter.act = work_access_acts ()[act - 1];
  if (author != NULL && adw_combo_row_get_selected (self->author) > 0)
    filter.author = gtk_string_object_get_string (author);
  return filter;
}

static void
add_line (AppPreferencesJournal *self, const WorkAccessLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *moment = app_format_moment (line->line->at);
  const char *about = line->who[0] != '\0' ? line->who : line->what;
  g_autofree char *title = g_strdup_printf (about[0] != '\0' ? "%s · %s" : "%s%s",
                                            work_access_act_label (line->line->act), about);
  g_autofree char *subtitle =
      g_strdup_printf ("%s · %s · %s", line->line->author, moment, line->line->seat);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
on_lines_cb (gpointer target, gpointer result)
{
  AppPreferencesJournal *self = target;
  g_autoptr (GPtrArray) lines = result;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    add_line (self, lines->pdata[i]);
  gtk_widget_set_visible (self->empty, self->rows->len == 0);
}

static void
show_lines (AppPreferencesJournal *self)
{
  const StoreAccessFilter filter = get_filter (self, MAX_SHOWN);

  app_preferences_read (self->preferences, work_query_access_new (&filter), on_lines_cb, self);
}

static void
on_filter_cb (AdwComboRow *row, GParamSpec *pspec, AppPreferencesJournal *self)
{
  if (self->preferences != NULL && !self->is_filling)
    show_lines (self);
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
on_table_cb (gpointer target, gpointer result)
{
  AppPreferencesJournal *self = target;
  g_autoptr (GPtrArray) lines = result;
  g_autoptr (TableBook) book = lines != NULL ? work_access_to_book (lines) : NULL;
  g_autoptr (GError) error = NULL;
  const TableFormat *format = table_format_for_path (self->path, &error);
  g_autoptr (GBytes) bytes = NULL;

  if (format != NULL && format->from != NULL)
    format = table_format_find (format->from);
  if (book != NULL && format != NULL)
    bytes = table_book_to_bytes (book, format, NULL, &error);
  /* The person was asked when there was one of that name. */
  if (bytes != NULL && table_write_file (self->path, bytes, TRUE, &error))
    app_preferences_say (self->preferences, _ ("The log of accesses is written."));
  else if (error != NULL)
    app_prompt_say (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                    _ ("The File Was Not Saved"), error->message);
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
  StoreAccessFilter filter;

  g_return_if_fail (APP_IS_PREFERENCES_JOURNAL (self) && self->preferences != NULL);
  g_free (self->path);
  self->path = g_strdup (path);
  filter = get_filter (self, 0);
  app_preferences_read (self->preferences, work_query_access_new (&filter), on_table_cb, self);
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
  g_free (self->path);
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
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesJournal, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_export_cb);
}

static void
app_preferences_journal_init (AppPreferencesJournal *self)
{
  g_autoptr (GtkStringList) acts = gtk_string_list_new (NULL);
  const char *const *keys = work_access_acts ();

  self->rows = g_ptr_array_new ();
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
 * Returns: how many lines it shows
 */
guint
app_preferences_journal_get_n_lines (AppPreferencesJournal *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_JOURNAL (self), 0);
  return self->rows->len;
}
