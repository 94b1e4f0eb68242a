/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-privacy.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "app-prompt.h"
#include "base-date.h"
#include "work-account.h"
#include "work-line.h"
#include "work-privacy.h"

/**
 * AppPreferencesPrivacy:
 *
 * The school years that are over, each with what would go with it, and the purges that were.
 */
struct _AppPreferencesPrivacy
{
  AdwPreferencesGroup parent_instance;

  GtkSwitch *contacts;
  GtkEditable *basis;

  GHashTable *years;  /* id → AppJobRow */
  GPtrArray *reports; /* (element-type GtkWidget): rows of the purges that were */
  AppPreferences *preferences;
  gint64 asked_year; /* whose plan was asked for */
  char *asked_name;
  gboolean asked_early;
};

static void app_preferences_privacy_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesPrivacy,
                               app_preferences_privacy,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_privacy_part_init))

static WorkSchool *
get_school (AppPreferencesPrivacy *self)
{
  return app_preferences_get_school (self->preferences);
}

static GtkWindow *
get_window (AppPreferencesPrivacy *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* ---- a purge ---- */

static void
run_purge (AppPreferencesPrivacy *self)
{
  AppJobRow *row = app_preferences_privacy_get_row (self, self->asked_year);
  const WorkPurgeOptions options = { .year_id = self->asked_year,
                                     .contacts = gtk_switch_get_active (self->contacts),
                                     .early = self->asked_early,
                                     .basis = gtk_editable_get_text (self->basis) };

  if (row != NULL && !app_job_row_is_running (row))
    app_job_row_run (row, work_purge_new (get_school (self), &options),
                     _ ("Purged. The report of elimination is kept below."));
}

static void
on_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferencesPrivacy) self = user_data;
  g_autofree char *typed = app_prompt_ask_finish (result, NULL);
  AppJobRow *row = app_preferences_privacy_get_row (self, self->asked_year);

  if (typed == NULL || row == NULL)
    return;
  g_strstrip (typed);
  if (g_strcmp0 (typed, self->asked_name) == 0)
    run_purge (self);
  else
    app_job_row_say (row, _ ("Nothing was purged: what was typed is not the year’s name."),
                     "warning");
}

static void
add_count (GString *text, const char *label, guint n)
{
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _ ("%s: %u"), label, n);
}

/* (transfer full): what goes and what stays, for whoever is about to say so */
static char *
describe (const WorkPurgePlan *plan, gboolean with_contacts)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GDate term;

  if (plan->is_early && base_date_parse_iso (plan->past_from, &term))
    {
      g_autofree char *day = base_date_to_long (&term);

      g_string_append_printf (text, _ ("Careful: this year is not past its term, which is on %s."),
                              day);
      g_string_append (text, "\n\n");
    }
  g_string_append (text, _ ("For good:"));
  add_count (text, _ ("Students made anonymous"), plan->n_students);
  add_count (text, _ ("Guardians made anonymous"), plan->n_guardians);
  add_count (text, _ ("Agreements emptied of their values"), plan->n_agreements);
  add_count (text, _ ("Documents deleted, with their files"), plan->n_documents);
  add_count (text, _ ("Messages emptied"), plan->n_messages);
  add_count (text, _ ("Notes emptied"), plan->n_notes);
  add_count (text, _ ("Accounts of interviews emptied"), plan->n_interviews);
  if (with_contacts)
    add_count (text, _ ("Contacts of companies made anonymous"), plan->n_contacts);
  g_string_append_printf (text, "\n\n%s", _ ("What stays:"));
  add_count (text, _ ("Students who are in a later year"), plan->n_remaining);
  add_count (text, _ ("Placements to be counted, without a name"), plan->n_placements);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_plan_cb (gpointer target, gpointer result)
{
  AppPreferencesPrivacy *self = target;
  g_autoptr (WorkPurgePlan) plan = result;
  AppJobRow *row = plan != NULL ? app_preferences_privacy_get_row (self, plan->year_id) : NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  g_autofree char *label = NULL;

  if (row == NULL)
    return;
  if (plan->refusal != NULL)
    {
      app_job_row_say (row, plan->refusal, "warning");
      return;
    }
  self->asked_year = plan->year_id;
  self->asked_early = plan->is_early;
  g_free (self->asked_name);
  self->asked_name = g_strdup (plan->name);
  heading = g_strdup_printf (_ ("Purge %s?"), plan->name);
  body = describe (plan, gtk_switch_get_active (self->contacts));
  label = g_strdup_printf (_ ("Type %s to go on"), plan->name);
  app_prompt_ask_async (get_window (self), heading, body, label, _ ("_Purge for Good"), TRUE,
                        on_confirmed_cb, g_object_ref (self));
}

static void
on_purge_cb (GtkButton *button, AppPreferencesPrivacy *self)
{
  gint64 *year_id = g_object_get_data (G_OBJECT (button), "year");

  app_preferences_read (self->preferences, work_query_purge_plan_new (*year_id), on_plan_cb, self);
}

/* ---- what was purged ---- */

static void
on_report_cb (gpointer target, gpointer result)
{
  g_autofree char *path = result;
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, NULL) : NULL;

  if (uri != NULL)
    gtk_show_uri (get_window (target), uri, GDK_CURRENT_TIME);
}

static void
on_open_cb (GtkButton *button, AppPreferencesPrivacy *self)
{
  gint64 *document_id = g_object_get_data (G_OBJECT (button), "document");

  app_preferences_read (self->preferences, work_query_document_new (*document_id), on_report_cb,
                        self);
}

static void
add_report (AppPreferencesPrivacy *self, const WorkPurge *purge)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *shown = app_format_moment (purge->ended_at);
  g_autofree char *title = g_strdup_printf (_ ("Report of elimination %s"), purge->year);
  g_autofree char *subtitle = g_strdup_printf (_ ("On %s, by %s"), shown, purge->author);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Open"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "document",
                          g_memdup2 (&purge->document_id, sizeof purge->document_id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_open_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->reports, row);
}

static void
clear_reports (AppPreferencesPrivacy *self)
{
  for (guint i = 0; i < self->reports->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->reports->pdata[i]);
  g_ptr_array_set_size (self->reports, 0);
}

static void
on_purges_cb (gpointer target, gpointer result)
{
  AppPreferencesPrivacy *self = target;
  g_autoptr (GPtrArray) purges = result;

  clear_reports (self);
  for (guint i = 0; purges != NULL && i < purges->len; i++)
    {
      const WorkPurge *purge = purges->pdata[i];
      AppJobRow *row = app_preferences_privacy_get_row (self, purge->year_id);

      if (purge->document_id != 0)
        add_report (self, purge);
      else if (row != NULL && purge->ended_at == NULL && !app_job_row_is_running (row))
        app_job_row_say (row,
                         _ ("A purge of this year was begun and is not finished: start it "
                            "again, and it goes on from there."),
                         "warning");
    }
}

/* What was erased before it was stopped is erased: the lists are read anew in any case. */
static void
on_done_cb (AppJobRow *row, gboolean ok, AppPreferencesPrivacy *self)
{
  if (self->preferences == NULL)
    return;
  app_preferences_notify_changed (self->preferences);
  app_preferences_read (self->preferences, work_query_purges_new (), on_purges_cb, self);
}

/* ---- the years ---- */

static void
add_year (AppPreferencesPrivacy *self, const WorkRetentionYear *year)
{
  g_autofree char *title =
      g_strdup_printf ("%s · %s", year->name, work_retention_label (year->state));
  AppJobRow *row = app_job_row_new (title);
  GtkWidget *button = app_job_row_add_button (row, _ ("_Purge…"), G_CALLBACK (on_purge_cb), self);

  g_object_set_data_full (G_OBJECT (button), "year",
                          g_memdup2 (&year->year_id, sizeof year->year_id), g_free);
  gtk_widget_set_sensitive (button, !app_preferences_is_read_only (self->preferences)
                                        && work_school_may (get_school (self), MODEL_ACT_PURGE)
                                               == MODEL_MAY_YES);
  g_signal_connect_object (row, "done", G_CALLBACK (on_done_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  g_hash_table_insert (self->years, g_memdup2 (&year->year_id, sizeof year->year_id), row);
}

static void
on_years_cb (gpointer target, gpointer result)
{
  AppPreferencesPrivacy *self = target;
  g_autoptr (GPtrArray) years = result;
  g_autofree char *today = base_date_today_iso ();

  for (guint i = 0; years != NULL && i < years->len; i++)
    {
      const WorkRetentionYear *year = years->pdata[i];

      if (strcmp (year->end, today) < 0
          && app_preferences_privacy_get_row (self, year->year_id) == NULL)
        add_year (self, year);
    }
  app_preferences_read (self->preferences, work_query_purges_new (), on_purges_cb, self);
}

static void
app_preferences_privacy_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesPrivacy *self = APP_PREFERENCES_PRIVACY (part);

  g_set_object (&self->preferences, preferences);
  app_preferences_read (preferences, work_query_retention_new (), on_years_cb, self);
}

static void
app_preferences_privacy_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_privacy_load;
}

static void
app_preferences_privacy_dispose (GObject *object)
{
  AppPreferencesPrivacy *self = APP_PREFERENCES_PRIVACY (object);

  g_clear_object (&self->preferences);
  g_hash_table_remove_all (self->years);
  g_ptr_array_set_size (self->reports, 0);
  G_OBJECT_CLASS (app_preferences_privacy_parent_class)->dispose (object);
}

static void
app_preferences_privacy_finalize (GObject *object)
{
  AppPreferencesPrivacy *self = APP_PREFERENCES_PRIVACY (object);

  g_hash_table_unref (self->years);
  g_ptr_array_unref (self->reports);
  g_free (self->asked_name);
  G_OBJECT_CLASS (app_preferences_privacy_parent_class)->finalize (object);
}

static void
app_preferences_privacy_class_init (AppPreferencesPrivacyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_privacy_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_privacy_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/paraphe/Paraphe/ui/app-preferences-privacy.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesPrivacy, contacts);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesPrivacy, basis);
}

static void
app_preferences_privacy_init (AppPreferencesPrivacy *self)
{
  self->years = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->reports = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_preferences_privacy_new:
 *
 * Returns: (transfer floating): the years that are over, and their purges
 */
AppPreferencesPrivacy *
app_preferences_privacy_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_PRIVACY, NULL);
}

/**
 * app_preferences_privacy_get_row:
 * @self: a group
 * @year_id: a school year
 *
 * Returns: (transfer none) (nullable): its row; %NULL when it is not over
 */
AppJobRow *
app_preferences_privacy_get_row (AppPreferencesPrivacy *self, gint64 year_id)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_PRIVACY (self), NULL);
  return g_hash_table_lookup (self->years, &year_id);
}
