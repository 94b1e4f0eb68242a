/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-lines.h"
#include "app-preview-window.h"
#include "app-print-dialog.h"
#include "app-print-options.h"
#include "app-prompt.h"
#include "app-report-window.h"
#include "work-access.h"
#include "work-error.h"
#include "work-query.h"

/* What is printed, from the dialog to the end of the job: agreements, or a document as it is. */
typedef struct
{
  AppWindow *window;
  GtkWindow *parent; /* (weak) (nullable): where it was asked for, and where one is told */
  WorkSchool *school;
  GArray *placement_ids;    /* (nullable) */
  char *name;               /* (nullable) */
  GBytes *pdf;              /* (nullable) */
  AppPrintOptions *options; /* (nullable): in the dialog */
  gboolean is_exact;
} AppPrinting;

static AppPrinting *
printing_new (AppWindow *self, GtkWindow *parent)
{
  AppPrinting *printing = g_new0 (AppPrinting, 1);

  printing->window = g_object_ref (self);
  printing->school = g_object_ref (self->school);
  g_set_weak_pointer (&printing->parent, parent);
  return printing;
}

static void
printing_free (AppPrinting *printing)
{
  g_clear_weak_pointer (&printing->parent);
  g_object_unref (printing->window);
  g_object_unref (printing->school);
  g_clear_pointer (&printing->placement_ids, g_array_unref);
  g_clear_pointer (&printing->pdf, g_bytes_unref);
  g_free (printing->name);
  g_free (printing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppPrinting, printing_free)

/* ---- what is said ---- */

/* @operation_id: (nullable): what can be undone, in the window that can */
static void
say (AppPrinting *printing, const char *text, const char *operation_id)
{
  if (APP_IS_PREVIEW_WINDOW (printing->parent))
    app_preview_window_say (APP_PREVIEW_WINDOW (printing->parent), text);
  else if (operation_id != NULL)
    _app_window_toast (printing->window, text, _ ("_Undo"), "win.undo-operation",
                       g_variant_new_string (operation_id));
  else
    _app_window_toast (printing->window, text, NULL, NULL, NULL);
}

static void
show_error (AppPrinting *printing, const char *heading, const GError *error)
{
  if (_app_window_is_cancelled (error) || g_error_matches (error, WORK_ERROR, WORK_ERROR_PARTIAL))
    return;
  if (APP_IS_PREVIEW_WINDOW (printing->parent))
    app_prompt_say (printing->parent, heading, error->message);
  else
    _app_window_show_error (printing->window, heading, error);
}

/* ---- after the job ---- */

static void
say_agreements (AppPrinting *printing, WorkJob *job)
{
  GPtrArray *succeeded = work_job_get_succeeded (job), *failed = work_job_get_failed (job);
  GPtrArray *notes = work_job_get_notes (job);
  GtkWindow *parent = printing->parent != NULL ? printing->parent : GTK_WINDOW (printing->window);
  g_autofree char *summary =
      g_strdup_printf (ngettext ("%u agreement sent to the printer",
                                 "%u agreements sent to the printer", succeeded->len),
                       succeeded->len);
  AppReportWindow *report;

  if (succeeded->len > 0)
    say (printing, summary, work_job_get_operation (job));
  if (failed->len == 0 && notes->len == 0)
    return;
  report = app_report_window_new (parent, _ ("Printing of Agreements"), summary);
  if (failed->len > 0)
    app_report_window_add_failures (report, failed);
  if (notes->len > 0)
    app_report_window_add_notes (report, _ ("To Know"), notes);
  gtk_window_present (GTK_WINDOW (report));
}

static void
on_printed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPrinting) printing = user_data;
  g_autoptr (AppWindow) self = g_object_ref (printing->window);
  g_autoptr (GError) error = NULL;
  WorkJob *job = WORK_JOB (source);

  work_job_run_finish (job, result, &error);
  if (!_app_window_end_job (self) || self->school != printing->school)
    return;
  if (error != NULL)
    show_error (printing, _ ("Not All Was Printed"), error);
  if (printing->placement_ids != NULL)
    say_agreements (printing, job);
  else if (error == NULL)
    say (printing, _ ("Sent to the printer"), NULL);
  if (printing->placement_ids != NULL)
    _app_window_reload (self);
}

/* ---- the dialog ---- */

static WorkJob *
job_new (AppPrinting *printing, GtkPrintUnixDialog *dialog)
{
  WorkPrintOptions options;
  G_GNUC_UNUSED g_auto (GStrv) more = app_print_dialog_read (dialog, &options);

  options.is_exact = printing->is_exact;
  work_school_log_access (printing->school, STORE_ACCESS_PRINT, MODEL_ENTITY_NONE, 0);
  if (printing->placement_ids == NULL)
    return work_print_document_new (printing->name, printing->pdf, &options);
  options.moves_step = app_print_options_get_moves_step (printing->options);
  options.has_slips = app_print_options_get_has_slips (printing->options);
  options.is_one_job = app_print_options_get_is_one_job (printing->options);
  app_print_options_remember (printing->options, printing->window->settings);
  app_step_slider_flush (app_detail_get_slider (printing->window->detail));
  return work_print_new (printing->school, _app_window_ids (printing->placement_ids),
                         printing->placement_ids->len, &options);
}

static void
on_response_cb (GtkPrintUnixDialog *dialog, int response, AppPrinting *printing)
{
  AppWindow *self = printing->window;
  g_autoptr (WorkJob) job = NULL;

  /* The school may be closed, or another job begun, while one chooses. */
  if (response == GTK_RESPONSE_OK && self->school == printing->school && self->job == NULL)
    {
      job = job_new (printing, dialog);
      _app_window_start_job (self, job, on_printed_cb, printing);
    }
  else
    printing_free (printing);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
show_dialog (AppPrinting *printing, guint copies)
{
  AppWindow *self = printing->window;
  GtkWindow *parent = printing->parent != NULL ? printing->parent : GTK_WINDOW (self);
  GtkPrintUnixDialog *dialog = app_print_dialog_new (parent, copies);

  if (printing->placement_ids != NULL)
    {
      printing->options = APP_PRINT_OPTIONS (app_print_options_new (
          printing->placement_ids->len, !_app_window_is_read_only (self), self->settings));
      gtk_print_unix_dialog_add_custom_tab (dialog, GTK_WIDGET (printing->options),
                                            gtk_label_new (_ ("Agreements")));
    }
  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), printing);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_settings_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPrinting) printing = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelSettings) settings =
      work_school_read_finish (WORK_SCHOOL (source), result, &error);

  if (settings == NULL)
    show_error (printing, _ ("The Settings Cannot Be Read"), error);
  else if (printing->window->school == printing->school)
    show_dialog (g_steal_pointer (&printing),
                 (guint) model_settings_get_int (settings, WORK_PRINT_COPIES_SETTING));
}

/* ---- what may be printed ---- */

/* Returns: whether @printing may go on; it says why not */
static gboolean
may_print (AppPrinting *printing)
{
  if (printing->window->job == NULL)
    return TRUE;
  say (printing, _ ("Something else is still being done: print again when it has ended."), NULL);
  return FALSE;
}

/**
 * _app_window_print_agreements:
 * @self: a window with a school
 * @parent: where it was asked for
 * @placement_ids: (element-type gint64): those whose agreements are printed
 *
 * Shows the print dialog, and prints agreements as it says.
 */
void
_app_window_print_agreements (AppWindow *self, GtkWindow *parent, GArray *placement_ids)
{
  g_autoptr (AppPrinting) printing = printing_new (self, parent);

  if (!may_print (printing))
    return;
  printing->placement_ids = g_array_ref (placement_ids);
  work_school_read_async (self->school, work_query_settings_new (), self->cancellable,
                          on_settings_cb, g_steal_pointer (&printing));
}

/**
 * _app_window_print_document:
 * @self: a window with a school
 * @parent: where it was asked for
 * @name: what the document is called
 * @pdf: its pages
 * @is_exact: whether it keeps its size, however near to the edges it comes
 *
 * Shows the print dialog, and prints a document as it says.
 */
void
_app_window_print_document (AppWindow *self,
                            GtkWindow *parent,
                            const char *name,
                            GBytes *pdf,
                            gboolean is_exact)
{
  g_autoptr (AppPrinting) printing = printing_new (self, parent);

  if (!may_print (printing))
    return;
  printing->name = g_strdup (name);
  printing->pdf = g_bytes_ref (pdf);
  printing->is_exact = is_exact;
  show_dialog (g_steal_pointer (&printing), 1);
}

/**
 * _app_window_with_agreement:
 * @self: a window
 *
 * Returns: (transfer full) (element-type gint64): sheets with an agreement, of the selected lines,
 *   else of the whole list
 */
GArray *
_app_window_with_agreement (AppWindow *self)
{
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  g_autoptr (GPtrArray) lines =
      selected->len > 0 ? g_ptr_array_ref (selected) : app_line_list_get_lines (self->list);

  return app_lines_with_agreement (lines);
}

static void
on_print_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;
  g_autoptr (GArray) ids = _app_window_with_agreement (self);

  if (ids->len > 0)
    _app_window_print_agreements (self, GTK_WINDOW (self), ids);
  else
    _app_window_toast (self, _ ("No agreement here: there is nothing to print."), NULL, NULL, NULL);
}

static const GActionEntry entries[] = {
  { "print", on_print_cb },
};

/**
 * _app_window_install_print_actions:
 * @self: a window
 *
 * Adds "win.print": the agreements of the selected lines, or of all, in the system's print dialog.
 */
void
_app_window_install_print_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
