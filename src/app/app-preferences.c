/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences.h"

#include <glib/gi18n-lib.h>

#include "app-conflict-dialog.h"
#include "app-field-row.h"
#include "store-error.h"

/**
 * AppPreferences:
 *
 * What the pages of the preferences share: the school, its settings, and the one way to change
 * something. It emits "reloaded" when the settings were read anew and pages are to read what they
 * show; "changed" after each change that was saved; and "said" with a sentence and, when it can be
 * undone, the operation's id.
 */
struct _AppPreferences
{
  GObject parent_instance;

  WorkSchool *school;
  gint64 year_id;
  ModelSettings *settings;
  guint n_pending;
  gboolean is_loading;
  gboolean reload_wanted;
};

enum
{
  RELOADED,
  CHANGED,
  SAID,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppPreferences, app_preferences, G_TYPE_OBJECT)

static void
app_preferences_finalize (GObject *object)
{
  AppPreferences *self = APP_PREFERENCES (object);

  g_clear_object (&self->school);
  g_clear_pointer (&self->settings, model_settings_unref);
  G_OBJECT_CLASS (app_preferences_parent_class)->finalize (object);
}

static void
app_preferences_class_init (AppPreferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_preferences_finalize;
  signals[RELOADED] = g_signal_new ("reloaded", APP_TYPE_PREFERENCES, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_PREFERENCES, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[SAID] = g_signal_new ("said", APP_TYPE_PREFERENCES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
app_preferences_init (AppPreferences *self)
{
  self->settings = model_settings_new ();
}

/**
 * app_preferences_new:
 * @school: a school
 * @year_id: the school year that the person is in, or 0
 *
 * Returns: (transfer full): its preferences, with the defaults until app_preferences_reload() has
 *   read the school's own
 */
AppPreferences *
app_preferences_new (WorkSchool *school, gint64 year_id)
{
  AppPreferences *self = g_object_new (APP_TYPE_PREFERENCES, NULL);

  self->school = g_object_ref (school);
  self->year_id = year_id;
  return self;
}

/**
 * app_preferences_get_school:
 * @self: preferences
 *
 * Returns: (transfer none): the school
 */
WorkSchool *
app_preferences_get_school (AppPreferences *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES (self), NULL);
  return self->school;
}

/**
 * app_preferences_get_year:
 * @self: preferences
 *
 * Returns: the school year that the person is in, or 0
 */
gint64
app_preferences_get_year (AppPreferences *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES (self), 0);
  return self->year_id;
}

/**
 * app_preferences_get_settings:
 * @self: preferences
 *
 * Returns: (transfer none): the school's settings as they were read last
 */
ModelSettings *
app_preferences_get_settings (AppPreferences *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES (self), NULL);
  return self->settings;
}

/**
 * app_preferences_is_read_only:
 * @self: preferences
 *
 * Returns: whether nothing can be changed
 */
gboolean
app_preferences_is_read_only (AppPreferences *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES (self), TRUE);
  return work_school_is_read_only (self->school);
}

/**
 * app_preferences_is_busy:
 * @self: preferences
 *
 * Returns: whether something is being read or saved
 */
gboolean
app_preferences_is_busy (AppPreferences *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES (self), FALSE);
  return self->n_pending > 0;
}

/**
 * app_preferences_say:
 * @self: preferences
 * @text: a sentence
 *
 * Tells the person something that belongs to no row.
 */
void
app_preferences_say (AppPreferences *self, const char *text)
{
  g_return_if_fail (APP_IS_PREFERENCES (self));
  g_signal_emit (self, signals[SAID], 0, text, NULL);
}

/**
 * app_preferences_notify_changed:
 * @self: preferences
 *
 * Something was changed otherwise than by app_preferences_apply(): everything is read again.
 */
void
app_preferences_notify_changed (AppPreferences *self)
{
  g_return_if_fail (APP_IS_PREFERENCES (self));
  g_signal_emit (self, signals[CHANGED], 0);
  app_preferences_reload (self);
}

/* ---- what is asked of the database thread ---- */

/* One question: it holds all that its answer is about. */
typedef struct
{
  AppPreferences *preferences;
  GObject *about;  /* (nullable): a note holder */
  GObject *target; /* (nullable): for a function */
  AppPreferencesDone done;
  AppPreferencesRead read;
  char *said;          /* (nullable) */
  ModelRecord *record; /* (nullable): what is saved */
  AppPreferencesMake make;
} Ask;

static Ask *
ask_new (AppPreferences *self, gpointer about, gpointer target)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->preferences = g_object_ref (self);
  g_set_object (&ask->about, about);
  g_set_object (&ask->target, target);
  self->n_pending++;
  return ask;
}

static void
ask_free (Ask *ask)
{
  ask->preferences->n_pending--;
  g_clear_object (&ask->about);
  g_clear_object (&ask->target);
  g_clear_object (&ask->record);
  g_object_unref (ask->preferences);
  g_free (ask->said);
  g_free (ask);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ask, ask_free)

static void
tell_field (AppFieldRow *row, const GError *error)
{
  const char *key = app_field_row_get_field (row)->key;

  app_form_part_clear_notes (APP_FORM_PART (row), key);
  if (error != NULL)
    app_form_part_add_note (APP_FORM_PART (row), key, error->message, "error");
}

/* A row may have gone meanwhile, with its window or alone: then there is nobody to tell. */
static void
tell_error (Ask *ask, const GError *error)
{
  if (ask->about != NULL && gtk_widget_get_root (GTK_WIDGET (ask->about)) == NULL)
    return;
  if (APP_IS_FIELD_ROW (ask->about))
    tell_field (APP_FIELD_ROW (ask->about), error);
  else if (ask->about != NULL)
    app_note_holder_set_note (APP_NOTE_HOLDER (ask->about), error != NULL ? error->message : NULL);
  else if (error != NULL)
    app_preferences_say (ask->preferences, error->message);
}

static void
on_settings_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  AppPreferences *self = ask->preferences;
  g_autoptr (GError) error = NULL;
  ModelSettings *settings = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  self->is_loading = FALSE;
  if (settings != NULL)
    {
      g_clear_pointer (&self->settings, model_settings_unref);
      self->settings = settings;
      g_signal_emit (self, signals[RELOADED], 0);
    }
  else
    tell_error (ask, error);
  if (self->reload_wanted)
    app_preferences_reload (self);
}

/**
 * app_preferences_reload:
 * @self: preferences
 *
 * Reads everything again; a reading that is under way is followed by another.
 */
void
app_preferences_reload (AppPreferences *self)
{
  g_return_if_fail (APP_IS_PREFERENCES (self));
  self->reload_wanted = self->is_loading;
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  work_school_read_async (self->school, work_query_settings_new (), NULL, on_settings_cb,
                          ask_new (self, NULL, NULL));
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  g_autoptr (GError) error = NULL;
  gpointer answer = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  if (error != NULL)
    tell_error (ask, error);
  else
    ask->read (ask->target, answer);
}

/**
 * app_preferences_read:
 * @self: preferences
 * @query: (transfer full): what to read
 * @func: called with it
 * @target: a #GObject, held until then
 *
 * Reads what a page shows.
 */
void
app_preferences_read (AppPreferences *self,
                      WorkQuery *query,
                      AppPreferencesRead func,
                      gpointer target)
{
  Ask *ask;

  g_return_if_fail (APP_IS_PREFERENCES (self));
  ask = ask_new (self, NULL, target);
  ask->read = func;
  work_school_read_async (self->school, query, NULL, on_read_cb, ask);
}

static void
on_solved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  AppPreferences *self = ask->preferences;
  g_autoptr (GError) error = NULL;

  if (app_conflict_solve_finish (result, &error))
    {
      app_preferences_save (self, ask->record, ask->make, GTK_WIDGET (ask->about));
      return;
    }
  tell_error (ask, error);
  app_preferences_reload (self);
}

/* Somebody else has changed the same: it is asked which value is kept, where there is a window. */
static gboolean
solve (Ask *ask, const GError *error)
{
  GtkRoot *root = ask->about != NULL ? gtk_widget_get_root (GTK_WIDGET (ask->about)) : NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (ask->record == NULL || !GTK_IS_WINDOW (root)
      || !g_error_matches (error, STORE_ERROR, STORE_ERROR_CONFLICT))
    return FALSE;
  records = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (records, g_object_ref (ask->record));
  app_conflict_solve_async (GTK_WINDOW (root), ask->preferences->school, records, on_solved_cb,
                            ask);
  return TRUE;
}

static void
on_applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  AppPreferences *self = ask->preferences;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply_finish (WORK_SCHOOL (source), result, &error);

  if (solve (ask, error))
    {
      /* It goes on with the answer. */
      ask = NULL;
      return;
    }
  tell_error (ask, error);
  if (done != NULL && ask->done != NULL)
    ask->done (ask->target, done->id);
  if (done != NULL && done->operation_id != NULL)
    {
      if (ask->said != NULL)
        g_signal_emit (self, signals[SAID], 0, ask->said, done->operation_id);
      else if (done->merged_with != NULL)
        {
          g_autofree char *said = app_conflict_say_merged (_ ("Saved"), done);

          g_signal_emit (self, signals[SAID], 0, said, done->operation_id);
        }
      g_signal_emit (self, signals[CHANGED], 0);
    }
  /* After a refusal too: what was moved goes back to where it is. */
  app_preferences_reload (self);
}

static void
apply (AppPreferences *self, WorkChange *change, Ask *ask)
{
  work_school_apply_async (self->school, change, NULL, on_applied_cb, ask);
}

/**
 * app_preferences_apply:
 * @self: preferences
 * @change: (transfer full): what to do
 * @about: (nullable): the #AppNoteHolder or #AppFieldRow under which a refusal is explained
 *
 * Does a change, then reads everything again.
 */
void
app_preferences_apply (AppPreferences *self, WorkChange *change, GtkWidget *about)
{
  g_return_if_fail (APP_IS_PREFERENCES (self));
  apply (self, change, ask_new (self, about, NULL));
}

/**
 * app_preferences_save:
 * @self: preferences
 * @record: a row as it was loaded, with what was changed since
 * @make: makes the change that saves it
 * @about: as for app_preferences_apply()
 *
 * Saves a row, then reads everything again. When somebody else has changed the same meanwhile it is
 * asked first which value is kept.
 */
void
app_preferences_save (AppPreferences *self,
                      ModelRecord *record,
                      AppPreferencesMake make,
                      GtkWidget *about)
{
  Ask *ask;

  g_return_if_fail (APP_IS_PREFERENCES (self));
  ask = ask_new (self, about, NULL);
  ask->record = g_object_ref (record);
  ask->make = make;
  apply (self, make (record), ask);
}

/**
 * app_preferences_apply_and_say:
 * @self: preferences
 * @change: (transfer full): what to do
 * @about: (nullable): as for app_preferences_apply()
 * @said: what was done, for a person who may want to undo it
 *
 * Does a change of which there is nothing left to see.
 */
void
app_preferences_apply_and_say (AppPreferences *self,
                               WorkChange *change,
                               GtkWidget *about,
                               const char *said)
{
  Ask *ask;

  g_return_if_fail (APP_IS_PREFERENCES (self));
  ask = ask_new (self, about, NULL);
  ask->said = g_strdup (said);
  apply (self, change, ask);
}

/**
 * app_preferences_apply_then:
 * @self: preferences
 * @change: (transfer full): what to do
 * @about: (nullable): as for app_preferences_apply()
 * @func: called with the id of what was made
 * @target: a #GObject, held until then
 *
 * Does a change and goes on with what came of it.
 */
void
app_preferences_apply_then (AppPreferences *self,
                            WorkChange *change,
                            GtkWidget *about,
                            AppPreferencesDone func,
                            gpointer target)
{
  Ask *ask;

  g_return_if_fail (APP_IS_PREFERENCES (self));
  ask = ask_new (self, about, target);
  ask->done = func;
  apply (self, change, ask);
}

/* ---- taken back ---- */

static void
say_taken_back (Ask *ask, const char *format_done, const char *name, const GError *error)
{
  AppPreferences *self = ask->preferences;
  g_autoptr (GString) text = NULL;

  if (error != NULL)
    {
      app_preferences_say (self, error->message);
      return;
    }
  text = g_string_new (format_done);
  g_string_replace (text, "%s", name, 1);
  app_preferences_say (self, text->str);
  g_signal_emit (self, signals[CHANGED], 0);
  app_preferences_reload (self);
}

static void
on_undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = work_school_undo_finish (WORK_SCHOOL (source), result, &error);

  say_taken_back (ask, _ ("Undone: %s"), name, error);
}

static void
on_redone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = work_school_redo_finish (WORK_SCHOOL (source), result, &error);

  say_taken_back (ask, _ ("Redone: %s"), name, error);
}

/**
 * app_preferences_undo:
 * @self: preferences
 * @operation_id: (nullable): what to undo; %NULL: the last thing
 *
 * Takes a change back.
 */
void
app_preferences_undo (AppPreferences *self, const char *operation_id)
{
  g_return_if_fail (APP_IS_PREFERENCES (self));
  if (!app_preferences_is_read_only (self))
    work_school_undo_async (self->school, operation_id, NULL, on_undone_cb,
                            ask_new (self, NULL, NULL));
}

/**
 * app_preferences_redo:
 * @self: preferences
 *
 * Does again what was taken back last.
 */
void
app_preferences_redo (AppPreferences *self)
{
  g_return_if_fail (APP_IS_PREFERENCES (self));
  if (!app_preferences_is_read_only (self))
    work_school_redo_async (self->school, NULL, on_redone_cb, ask_new (self, NULL, NULL));
}
