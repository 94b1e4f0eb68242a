/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtkunixprint.h>

#include "app-lines.h"
#include "app-print-options.h"
#include "app-report-window.h"
#include "work-error.h"
#include "work-print.h"
#include "work-query.h"

/* Millimetres: wider pages are A3 on its side, or larger. */
#define WIDER_THAN_A4 250

/* Before the name of an option of the print server, in GTK's settings. */
#define CUPS_PREFIX "cups-"

/* What is printed, from the dialog to the end of the job. */
typedef struct
{
  AppWindow *window;
  WorkSchool *school;
  GArray *placement_ids;
  AppPrintOptions *options; /* in the dialog */
} AppPrinting;

static void
printing_free (AppPrinting *printing)
{
  g_object_unref (printing->window);
  g_object_unref (printing->school);
  g_array_unref (printing->placement_ids);
  g_free (printing);
}

/* ---- after the job ---- */

static void
say_printed (AppWindow *self, WorkJob *job)
{
  GPtrArray *succeeded = work_job_get_succeeded (job), *failed = work_job_get_failed (job);
  GPtrArray *notes = work_job_get_notes (job);
  const char *operation_id = work_job_get_operation (job);
  g_autofree char *summary =
      g_strdup_printf (ngettext ("%u agreement sent to the printer",
                                 "%u agreements sent to the printer", succeeded->len),
                       succeeded->len);
  AppReportWindow *report;

  if (operation_id != NULL)
    _app_window_toast (self, summary, _ ("_Undo"), "win.undo-operation",
                       g_variant_new_string (operation_id));
  else if (succeeded->len > 0)
    _app_window_toast (self, summary, NULL, NULL, NULL);
  if (failed->len == 0 && notes->len == 0)
    return;
  report = app_report_window_new (GTK_WINDOW (self), _ ("Printing of Agreements"), summary);
  if (failed->len > 0)
    app_report_window_add_failures (report, failed);
  if (notes->len > 0)
    app_report_window_add_notes (report, _ ("To Know"), notes);
  gtk_window_present (GTK_WINDOW (report));
}

static void
on_printed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppPrinting *printing = user_data;
  g_autoptr (AppWindow) self = g_object_ref (printing->window);
  g_autoptr (GError) error = NULL;
  gboolean is_same = self->school == printing->school;
  WorkJob *job = WORK_JOB (source);

  work_job_run_finish (job, result, &error);
  printing_free (printing);
  if (!_app_window_end_job (self) || !is_same)
    return;
  if (error != NULL && !_app_window_is_cancelled (error)
      && !g_error_matches (error, WORK_ERROR, WORK_ERROR_PARTIAL))
    _app_window_show_error (self, _ ("Not All Was Printed"), error);
  say_printed (self, job);
  _app_window_reload (self);
}

/* ---- the dialog ---- */

static PaperSides
sides_of (GtkPrintSettings *settings)
{
  if (!gtk_print_settings_has_key (settings, GTK_PRINT_SETTINGS_DUPLEX))
    return PAPER_SIDES_DEFAULT;
  switch (gtk_print_settings_get_duplex (settings))
    {
    case GTK_PRINT_DUPLEX_HORIZONTAL:
      return PAPER_SIDES_LONG_EDGE;
    case GTK_PRINT_DUPLEX_VERTICAL:
      return PAPER_SIDES_SHORT_EDGE;
    case GTK_PRINT_DUPLEX_SIMPLEX:
    default:
      return PAPER_SIDES_ONE;
    }
}

static PaperMedia
media_of (GtkPageSetup *setup)
{
  double width;

  if (setup == NULL)
    return PAPER_MEDIA_DEFAULT;
  width = gtk_page_setup_get_paper_width (setup, GTK_UNIT_MM);
  return width > WIDER_THAN_A4 ? PAPER_MEDIA_A3 : PAPER_MEDIA_A4;
}

static void
add_cups_option (const char *key, const char *value, gpointer more)
{
  if (g_str_has_prefix (key, CUPS_PREFIX))
    g_ptr_array_add (more, g_strdup_printf ("%s=%s", key + strlen (CUPS_PREFIX), value));
}

static void
add_pages (GtkPrintSettings *settings, GPtrArray *more)
{
  g_autoptr (GString) text = g_string_new ("page-ranges=");
  g_autofree GtkPageRange *ranges = NULL;
  int n = 0;

  if (gtk_print_settings_get_print_pages (settings) != GTK_PRINT_PAGES_RANGES)
    return;
  ranges = gtk_print_settings_get_page_ranges (settings, &n);
  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%s%d-%d", i > 0 ? "," : "", ranges[i].start + 1,
                            ranges[i].end + 1);
  if (n > 0)
    g_ptr_array_add (more, g_strdup (text->str));
}

/* (transfer full): what else was chosen in the dialog, in the words of the print server, which does
 * all of it: pages are sent as they are. */
static char **
more_of (GtkPrintSettings *settings)
{
  static const struct
  {
    const char *key, *value; /* NULL for any but 1 */
    const char *option;
  } all[] = {
    { GTK_PRINT_SETTINGS_REVERSE, "true", "outputorder=reverse" },
    { GTK_PRINT_SETTINGS_PAGE_SET, "even", "page-set=even" },
    { GTK_PRINT_SETTINGS_PAGE_SET, "odd", "page-set=odd" },
    { GTK_PRINT_SETTINGS_NUMBER_UP, NULL, "number-up" },
  };
  g_autoptr (GPtrArray) more = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      const char *value = gtk_print_settings_get (settings, all[i].key);

      if (value != NULL && all[i].value == NULL && !g_str_equal (value, "1"))
        g_ptr_array_add (more, g_strdup_printf ("%s=%s", all[i].option, value));
      else if (value != NULL && g_strcmp0 (value, all[i].value) == 0)
        g_ptr_array_add (more, g_strdup (all[i].option));
    }
  add_pages (settings, more);
  gtk_print_settings_foreach (settings, add_cups_option, more);
  g_ptr_array_add (more, NULL);
  return (char **) g_ptr_array_steal (more, NULL);
}

static void
start (AppPrinting *printing, GtkPrintUnixDialog *dialog)
{
  GtkPrinter *printer = gtk_print_unix_dialog_get_selected_printer (dialog);
  g_autoptr (GtkPrintSettings) settings = gtk_print_unix_dialog_get_settings (dialog);
  g_auto (GStrv) more = more_of (settings);
  const WorkPrintOptions options = {
    .more = (const char *const *) more,
    .printer = printer != NULL ? gtk_printer_get_name (printer) : NULL,
    .copies = (guint) MAX (1, gtk_print_settings_get_n_copies (settings)),
    .sides = sides_of (settings),
    .media = media_of (gtk_print_unix_dialog_get_page_setup (dialog)),
    .moves_step = app_print_options_get_moves_step (printing->options),
  };
  g_autoptr (WorkJob) job =
      work_print_new (printing->school, _app_window_ids (printing->placement_ids),
                      printing->placement_ids->len, &options);

  app_step_slider_flush (app_detail_get_slider (printing->window->detail));
  _app_window_start_job (printing->window, job, on_printed_cb, printing);
}

static void
on_response_cb (GtkPrintUnixDialog *dialog, int response, AppPrinting *printing)
{
  AppWindow *self = printing->window;

  /* The school may be closed, or another job begun, while one chooses. */
  if (response == GTK_RESPONSE_OK && self->school == printing->school && self->job == NULL)
    start (printing, dialog);
  else
    printing_free (printing);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
show_dialog (AppPrinting *printing, guint copies)
{
  AppWindow *self = printing->window;
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  GtkPrintUnixDialog *dialog;

  /* No “file” among the printers: what would be written there is not what an agreement is. */
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-print-backends", "cups", NULL);
  dialog = GTK_PRINT_UNIX_DIALOG (gtk_print_unix_dialog_new (_ ("Print"), GTK_WINDOW (self)));
  gtk_print_settings_set_n_copies (settings, (int) copies);
  gtk_print_settings_set_collate (settings, TRUE);
  gtk_print_unix_dialog_set_settings (dialog, settings);
  gtk_print_unix_dialog_set_manual_capabilities (dialog, GTK_PRINT_CAPABILITY_COPIES
                                                             | GTK_PRINT_CAPABILITY_COLLATE);
  printing->options = APP_PRINT_OPTIONS (
      app_print_options_new (printing->placement_ids->len, !_app_window_is_read_only (self)));
  gtk_print_unix_dialog_add_custom_tab (dialog, GTK_WIDGET (printing->options),
                                        gtk_label_new (_ ("Agreements")));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), printing);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_settings_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppPrinting *printing = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelSettings) settings =
      work_school_read_finish (WORK_SCHOOL (source), result, &error);

  if (settings != NULL && printing->window->school == printing->school)
    {
      show_dialog (printing, (guint) model_settings_get_int (settings, WORK_PRINT_COPIES_SETTING));
      return;
    }
  if (settings == NULL && !_app_window_is_cancelled (error))
    _app_window_show_error (printing->window, _ ("The Settings Cannot Be Read"), error);
  printing_free (printing);
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
  AppPrinting *printing;

  if (ids->len == 0)
    {
      _app_window_toast (self, _ ("No agreement here: there is nothing to print."), NULL, NULL,
                         NULL);
      return;
    }
  printing = g_new0 (AppPrinting, 1);
  printing->window = g_object_ref (self);
  printing->school = g_object_ref (self->school);
  printing->placement_ids = g_steal_pointer (&ids);
  work_school_read_async (self->school, work_query_settings_new (), self->cancellable,
                          on_settings_cb, printing);
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
