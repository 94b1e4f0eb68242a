/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sheet-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-conflict-dialog.h"
#include "app-format.h"

/* A sheet that two seats change: what was typed here meets what was saved elsewhere. */

/**
 * Meeting:
 * @records: what is edited here, each row once
 * @conflict: (nullable): what clashes
 * @keeps: (nullable): what is kept of it
 * @saves: whether the sheet is saved once that is settled
 */
typedef struct
{
  AppSheetWindow *window;
  GPtrArray *records;
  WorkConflict *conflict;
  WorkKeep *keeps;
  gboolean saves;
} Meeting;

static void
meeting_free (Meeting *meeting)
{
  g_object_unref (meeting->window);
  g_ptr_array_unref (meeting->records);
  work_conflict_free (meeting->conflict);
  g_free (meeting->keeps);
  g_free (meeting);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Meeting, meeting_free)

static GPtrArray *
list_records (const WorkSheet *sheet)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < MODEL_N_ROLES; i++)
    if (sheet->roles[i] != NULL && model_record_get_id (sheet->roles[i]) != 0
        && !g_ptr_array_find (records, sheet->roles[i], NULL))
      g_ptr_array_add (records, g_object_ref (sheet->roles[i]));
  return records;
}

static Meeting *
meeting_new (AppSheetWindow *self, gboolean saves)
{
  Meeting *meeting = g_new0 (Meeting, 1);

  meeting->window = g_object_ref (self);
  meeting->records = list_records (self->sheet);
  meeting->saves = saves;
  return meeting;
}

/* The row of the sheet as it is now that @record is, or %NULL. */
static ModelRecord *
find_fresh (const WorkSheet *fresh, ModelRecord *record)
{
  for (guint i = 0; i < MODEL_N_ROLES; i++)
    if (fresh->roles[i] != NULL
        && model_record_get_entity (fresh->roles[i]) == model_record_get_entity (record)
        && model_record_get_id (fresh->roles[i]) == model_record_get_id (record))
      return fresh->roles[i];
  return NULL;
}

/* What is theirs is no change of ours any more; what was before is a change of theirs. */
static void
merge (Meeting *meeting, WorkSheet *fresh)
{
  GPtrArray *clashes = meeting->conflict->clashes;

  for (guint i = 0; i < clashes->len; i++)
    {
      const WorkClash *clash = clashes->pdata[i];

      if (meeting->keeps[i] == WORK_KEEP_THEIRS)
        model_record_set_canonical (meeting->records->pdata[clash->record],
                                    model_field_column (clash->field),
                                    clash->values[WORK_KEEP_THEIRS]);
    }
  work_sheet_rebase (fresh, meeting->window->sheet, TRUE);
  for (guint i = 0; i < clashes->len; i++)
    {
      const WorkClash *clash = clashes->pdata[i];
      ModelRecord *record = find_fresh (fresh, meeting->records->pdata[clash->record]);

      if (meeting->keeps[i] == WORK_KEEP_BEFORE && record != NULL)
        model_record_set_canonical (record, model_field_column (clash->field),
                                    clash->values[WORK_KEEP_BEFORE]);
    }
  work_sheet_update_missing (fresh);
}

static void
on_fresh_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Meeting) meeting = user_data;
  AppSheetWindow *self = meeting->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSheet) fresh = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  self->n_pending--;
  if (self->is_closed)
    return;
  if (fresh == NULL)
    {
      _app_sheet_window_fail (self, _ ("The Sheet Was Not Saved"), error);
      return;
    }
  merge (meeting, fresh);
  _app_sheet_window_show (self, g_steal_pointer (&fresh));
  _app_sheet_window_check (self);
  app_live_bar_clear (self->news);
  if (meeting->saves)
    _app_sheet_window_save (self, self->then);
}

static void
read_fresh (Meeting *meeting)
{
  AppSheetWindow *self = meeting->window;

  self->n_pending++;
  work_school_read_async (self->school, work_query_sheet_new (0, 0, _app_sheet_window_id (self)),
                          self->cancellable, on_fresh_cb, meeting);
}

static void
on_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Meeting) meeting = user_data;

  meeting->keeps = app_conflict_dialog_ask_finish (result, NULL);
  if (meeting->keeps != NULL && !meeting->window->is_closed)
    read_fresh (g_steal_pointer (&meeting));
}

/* Who a reference named before is not read: that choice would not be seen whole. */
static void
drop_references_before (WorkConflict *conflict)
{
  for (guint i = 0; i < conflict->clashes->len; i++)
    {
      WorkClash *clash = conflict->clashes->pdata[i];

      if (clash->field->type == MODEL_TYPE_REFERENCE)
        g_clear_pointer (&clash->texts[WORK_KEEP_BEFORE], g_free);
    }
}

static void
on_conflict_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Meeting) meeting = user_data;
  AppSheetWindow *self = meeting->window;
  g_autoptr (GError) error = NULL;

  self->n_pending--;
  meeting->conflict = work_school_read_finish (WORK_SCHOOL (source), result, &error);
  if (self->is_closed)
    return;
  if (meeting->conflict == NULL)
    {
      _app_sheet_window_fail (self, _ ("The Sheet Was Not Saved"), error);
      return;
    }
  drop_references_before (meeting->conflict);
  if (meeting->conflict->clashes->len > 0)
    {
      const WorkConflict *conflict = meeting->conflict;

      app_conflict_dialog_ask_async (GTK_WINDOW (self), conflict, on_asked_cb,
                                     g_steal_pointer (&meeting));
      return;
    }
  read_fresh (g_steal_pointer (&meeting));
}

/**
 * _app_sheet_window_meet:
 * @self: a window with a sheet that was changed here and elsewhere
 * @saves: whether it is saved once it is settled what becomes of that
 *
 * Puts what was typed here on top of what was saved elsewhere, and asks about the fields that both
 * have changed.
 */
void
_app_sheet_window_meet (AppSheetWindow *self, gboolean saves)
{
  Meeting *meeting = meeting_new (self, saves);

  self->n_pending++;
  work_school_read_async (self->school, work_query_conflict_new (meeting->records),
                          self->cancellable, on_conflict_cb, meeting);
}

/* ---- while it is open ---- */

static void
on_news_activated_cb (AppLiveBar *bar, AppSheetWindow *self)
{
  app_live_bar_clear (bar);
  if (self->sheet == NULL || self->is_saving || _app_sheet_window_id (self) == 0)
    return;
  if (self->is_changed)
    _app_sheet_window_meet (self, FALSE);
  else
    _app_sheet_window_reload (self, _app_sheet_window_id (self));
}

/**
 * _app_sheet_window_watch_seats:
 * @self: a window that is being made
 *
 * Lets it be chosen when what others have saved is shown.
 */
void
_app_sheet_window_watch_seats (AppSheetWindow *self)
{
  g_signal_connect_object (self->news, "activated", G_CALLBACK (on_news_activated_cb), self, 0);
}

static gboolean
is_about_sheet (AppSheetWindow *self, const WorkSeatChange *change)
{
  g_autoptr (GPtrArray) records = list_records (self->sheet);

  for (guint i = 0; i < records->len; i++)
    if (work_seat_change_is_about (change, model_record_get_entity (records->pdata[i]),
                                   model_record_get_id (records->pdata[i])))
      return TRUE;
  return FALSE;
}

/**
 * app_sheet_window_tell_changes:
 * @self: a window
 * @changes: what others have done
 *
 * Says so when it is about this sheet. The form stays as it is, under the cursor and elsewhere,
 * until the person wants to see it.
 */
void
app_sheet_window_tell_changes (AppSheetWindow *self, WorkChanges *changes)
{
  g_return_if_fail (APP_IS_SHEET_WINDOW (self));

  if (self->sheet == NULL || self->is_closed)
    return;
  for (guint i = changes->changes->len; i > 0; i--)
    {
      const WorkSeatChange *change = changes->changes->pdata[i - 1];
      g_autofree char *who = NULL, *hour = NULL, *text = NULL;

      if (!is_about_sheet (self, change))
        continue;
      who = work_seat_name (change->author, change->seat);
      hour = app_format_hour_of_moment (change->at);
      /* Translators: a person with his or her computer, and an hour: “10:42”. */
      text = g_strdup_printf (_ ("Changed by %s at %s. What you type stays."), who, hour);
      app_live_bar_offer (self->news, text, self->is_changed ? _ ("_Compare…") : _ ("_Show"));
      return;
    }
}
