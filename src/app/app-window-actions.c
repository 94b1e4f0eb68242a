/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-lines.h"

static AppWindow *
window_of (gpointer user_data)
{
  return APP_WINDOW (user_data);
}

/* ---- steps ---- */

static void
say_moved (AppWindow *self, guint n, const char *student, const char *operation_id)
{
  g_autofree char *text = NULL;

  if (n == 1 && student != NULL)
    text = g_strdup_printf (_ ("Step of %s changed"), student);
  else
    text = g_strdup_printf (
        ngettext ("Step of %u agreement changed", "Step of %u agreements changed", n), n);
  _app_window_say_done (self, text, operation_id);
}

/* One answer for both ways of moving: they differ in which finish function reads it. */
typedef struct
{
  AppWindow *window;
  guint n;
  char *student; /* (nullable): when there is but one */
  char *(*finish) (WorkSchool *school, GAsyncResult *result, GError **error);
} AppMove;

static AppMove *
move_new (AppWindow *self,
          guint n,
          const char *student,
          char *(*finish) (WorkSchool *school, GAsyncResult *result, GError **error))
{
  AppMove *move = g_new0 (AppMove, 1);

  move->window = g_object_ref (self);
  move->n = n;
  move->student = g_strdup (student);
  move->finish = finish;
  self->n_pending++;
  return move;
}

static void
on_moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppMove *move = user_data;
  g_autoptr (AppWindow) self = move->window;
  g_autoptr (GError) error = NULL;
  g_autofree char *operation_id = move->finish (WORK_SCHOOL (source), result, &error);

  self->n_pending--;
  if (!_app_window_finish_closing (self) && self->school == WORK_SCHOOL (source))
    {
      if (error != NULL)
        _app_window_show_error (self, _ ("The Step Was Not Changed"), error);
      else if (operation_id != NULL)
        say_moved (self, move->n, move->student, operation_id);
      _app_window_reload (self);
    }
  g_free (move->student);
  g_free (move);
}

/**
 * _app_window_selected_agreements:
 * @self: a window
 *
 * Returns: (transfer full) (element-type gint64): the selected agreements whose step can move
 */
GArray *
_app_window_selected_agreements (AppWindow *self)
{
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);

  return app_lines_agreements (selected);
}

/**
 * _app_window_ids:
 * @ids: (element-type gint64): some ids
 *
 * Returns: (transfer none): the same, as changes take them
 */
const gint64 *
_app_window_ids (GArray *ids)
{
  return (const gint64 *) (gpointer) ids->data;
}

static const char *
only_student (AppWindow *self)
{
  ModelLine *line = app_detail_get_line (self->detail);

  return line != NULL ? line->student : NULL;
}

/**
 * _app_window_move_line:
 * @self: a window
 * @line: the line whose slider was moved
 * @step: where to
 *
 * Moves one agreement to a step.
 */
void
_app_window_move_line (AppWindow *self, ModelLine *line, int step)
{
  if (_app_window_is_read_only (self) || line->agreement_id == 0)
    return;
  work_school_set_step_async (self->school, &line->agreement_id, 1, step, NULL, on_moved_cb,
                              move_new (self, 1, line->student, work_school_set_step_finish));
}

static void
set_step (AppWindow *self, int step)
{
  g_autoptr (GArray) ids = _app_window_selected_agreements (self);

  if (ids->len == 0 || _app_window_is_read_only (self))
    return;
  work_school_set_step_async (
      self->school, _app_window_ids (ids), ids->len, step, NULL, on_moved_cb,
      move_new (self, ids->len, only_student (self), work_school_set_step_finish));
}

static void
move_steps (AppWindow *self, int delta)
{
  g_autoptr (GArray) ids = _app_window_selected_agreements (self);

  if (ids->len == 0 || _app_window_is_read_only (self))
    return;
  app_step_slider_flush (app_detail_get_slider (self->detail));
  work_school_move_step_async (
      self->school, _app_window_ids (ids), ids->len, delta, NULL, on_moved_cb,
      move_new (self, ids->len, only_student (self), work_school_move_step_finish));
}

static void
on_set_step_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_step (window_of (user_data), g_variant_get_int32 (parameter));
}

static void
on_step_forward_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move_steps (window_of (user_data), 1);
}

static void
on_step_back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move_steps (window_of (user_data), -1);
}

/* ---- generation and import ---- */

static GArray *
placements_wanted (AppWindow *self, gboolean whole_list)
{
  g_autoptr (GPtrArray) lines =
      whole_list ? app_line_list_get_lines (self->list) : app_line_list_get_selected (self->list);

  return app_lines_to_generate (lines);
}

static void
on_generate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = window_of (user_data);
  g_autofree char *folder = _app_window_dup_folder (self);
  gboolean whole_list = g_str_equal (g_action_get_name (G_ACTION (action)), "generate-all");
  g_autoptr (GArray) ids = placements_wanted (self, whole_list);

  if (folder[0] == '\0')
    _app_window_choose_folder (self, ids);
  else
    _app_window_generate (self, ids, folder);
}

static void
on_generate_to_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = window_of (user_data);
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  g_autoptr (GArray) ids = placements_wanted (self, selected->len == 0);

  _app_window_generate (self, ids, g_variant_get_string (parameter, NULL));
}

static void
on_generate_placements_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *folder;
  gsize n = 0;
  gconstpointer values;

  g_variant_get (parameter, "(&s@ax)", &folder, &list);
  values = g_variant_get_fixed_array (list, &n, sizeof (gint64));
  if (n > 0)
    g_array_append_vals (ids, values, (guint) n);
  if (g_str_equal (g_action_get_name (G_ACTION (action)), "generate-anyway"))
    _app_window_generate_anyway (window_of (user_data), ids, folder);
  else
    _app_window_generate (window_of (user_data), ids, folder);
}

static void
on_choose_folder_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _app_window_choose_folder (window_of (user_data), NULL);
}

static void
on_import_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _app_window_choose_import (window_of (user_data));
}

static void
on_import_files_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree const char **paths = g_variant_get_strv (parameter, NULL);

  _app_window_import (window_of (user_data), paths);
}

static void
on_cancel_job_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _app_window_stop_job (window_of (user_data));
}

static void
on_toast_button_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = window_of (user_data);
  g_autofree char *wanted = g_steal_pointer (&self->toast_action);
  g_autoptr (GVariant) target = g_steal_pointer (&self->toast_target);

  if (wanted != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self), wanted, target);
}

static const GActionEntry entries[] = {
  { "step-forward", on_step_forward_cb },
  { "step-back", on_step_back_cb },
  { "set-step", on_set_step_cb, "i" },
  { "toast-button", on_toast_button_cb },
  { "generate", on_generate_cb },
  { "generate-all", on_generate_cb },
  { "generate-to", on_generate_to_cb, "s" },
  { "generate-placements", on_generate_placements_cb, "(sax)" },
  { "generate-anyway", on_generate_placements_cb, "(sax)" },
  { "choose-folder", on_choose_folder_cb },
  { "import", on_import_cb },
  { "import-files", on_import_files_cb, "as" },
  { "cancel-job", on_cancel_job_cb },
};

/**
 * _app_window_install_actions:
 * @self: a window
 *
 * Adds all that the window can do, under "win.".
 */
void
_app_window_install_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  _app_window_install_backup_actions (self);
  _app_window_install_undo_actions (self);
  _app_window_install_list_actions (self);
  _app_window_install_fill_actions (self);
  _app_window_install_exchange_actions (self);
  _app_window_install_export_actions (self);
  _app_window_install_slips_actions (self);
  _app_window_install_one_document_actions (self);
  _app_window_install_view_actions (self);
  _app_window_install_year_actions (self);
  _app_window_install_certificate_actions (self);
  _app_window_install_people_actions (self);
  _app_window_install_tracking_actions (self);
  _app_window_install_agreement_actions (self);
  _app_window_install_sheet_actions (self);
  _app_window_install_preferences_actions (self);
  _app_window_install_preview_actions (self);
  _app_window_install_print_actions (self);
  _app_window_install_pdf_actions (self);
  _app_window_install_open_actions (self);
  _app_window_install_signing_actions (self);
  _app_window_install_following_actions (self);
  _app_window_install_sync_actions (self);
  _app_window_install_outbox_actions (self);
  _app_window_install_compose_actions (self);
  _app_window_install_sending_actions (self);
  _app_window_install_notify (self);
  _app_window_install_help_actions (self);
  _app_window_install_account_actions (self);
  _app_window_install_lock_actions (self);
}

/* Labels are the school's own words: an underscore in them is no mnemonic. */
static GMenuItem *
menu_item (const char *label, const char *action, GVariant *target)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *safe = g_strjoinv ("__", parts);
  GMenuItem *item = g_menu_item_new (safe, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-missing");
  return item;
}

static void
append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = menu_item (label, action, target);

  g_menu_append_item (menu, item);
}

/**
 * _app_window_fill_menus:
 * @self: a window with an overview
 *
 * Offers the school's years and steps.
 */
void
_app_window_fill_menus (AppWindow *self)
{
  g_autoptr (GMenu) years = g_menu_new (), archived = g_menu_new (), steps = g_menu_new (),
                    moves = g_menu_new ();
  g_autoptr (GMenu) step_menu = g_menu_new ();
  GAction *year = g_action_map_lookup_action (G_ACTION_MAP (self), "year");

  for (guint i = 0; i < self->overview->years->len; i++)
    {
      const WorkYear *one = self->overview->years->pdata[i];

      append (one->archived ? archived : years, one->name, "win.year",
              g_variant_new_int64 (one->id));
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (archived)) > 0)
    g_menu_append_submenu (years, _ ("_Archived Years"), G_MENU_MODEL (archived));
  g_simple_action_set_state (G_SIMPLE_ACTION (year), g_variant_new_int64 (self->overview->year_id));
  gtk_menu_button_set_menu_model (self->year_button, G_MENU_MODEL (years));

  append (moves, _ ("Next Step"), "win.step-forward", NULL);
  append (moves, _ ("Previous Step"), "win.step-back", NULL);
  for (guint i = 0; i < self->overview->steps->len; i++)
    {
      const ModelStep *one = self->overview->steps->pdata[i];

      append (steps, one->label, "win.set-step", g_variant_new_int32 ((int) i));
    }
  g_menu_append_section (step_menu, NULL, G_MENU_MODEL (moves));
  g_menu_append_section (step_menu, NULL, G_MENU_MODEL (steps));
  gtk_menu_button_set_menu_model (self->step_button, G_MENU_MODEL (step_menu));
}
