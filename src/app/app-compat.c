/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-compat.h"

#include <glib/gi18n-lib.h>

#include "work-export.h"

/* File choosers, in one place: GtkFileChooserNative is deprecated since GTK 4.10 in favour of
 * GtkFileDialog, which GTK 4.8 does not have. When 4.10 is the least that is asked for, only this
 * file changes. */

typedef struct
{
  const char *title;
  const char *accept;
  GtkFileChooserAction action;
  gboolean multiple;
  const char *filter_name;
  const char *patterns[8];
} AppChoiceInfo;

static const AppChoiceInfo choices[] = {
  [APP_CHOICE_OPEN_DATABASE] = { N_ ("Open a Database"),
                                 N_ ("_Open"),
                                 GTK_FILE_CHOOSER_ACTION_OPEN,
                                 FALSE,
                                 N_ ("Paraphe databases"),
                                 { "*.paraphe" } },
  [APP_CHOICE_NEW_DATABASE] = { N_ ("Create a Database"),
                                N_ ("_Create"),
                                GTK_FILE_CHOOSER_ACTION_SAVE,
                                FALSE,
                                N_ ("Paraphe databases"),
                                { "*.paraphe" } },
  [APP_CHOICE_IMPORT] = { N_ ("Import Files"),
                          N_ ("_Import"),
                          GTK_FILE_CHOOSER_ACTION_OPEN,
                          TRUE,
                          N_ ("CSV files"),
                          { "*.csv", "*.txt" } },
  [APP_CHOICE_SCAN] = { N_ ("Attach a File"),
                        N_ ("_Attach"),
                        GTK_FILE_CHOOSER_ACTION_OPEN,
                        TRUE,
                        N_ ("PDF files and pictures"),
                        { "*.pdf", "*.PDF", "*.jpg", "*.jpeg", "*.png", "*.tif", "*.tiff" } },
  [APP_CHOICE_PICTURE] = { N_ ("Choose a Picture"),
                           N_ ("_Choose"),
                           GTK_FILE_CHOOSER_ACTION_OPEN,
                           FALSE,
                           N_ ("PNG and JPEG pictures"),
                           { "*.png", "*.jpg", "*.jpeg", "*.PNG", "*.JPG", "*.JPEG" } },
  [APP_CHOICE_TEMPLATE] = { N_ ("Choose a Template"),
                            N_ ("_Choose"),
                            GTK_FILE_CHOOSER_ACTION_OPEN,
                            FALSE,
                            N_ ("Word documents (DOCX)"),
                            { "*.docx", "*.DOCX" } },
  [APP_CHOICE_COPY_TEMPLATE] = { N_ ("Save a Copy of the Template"),
                                 N_ ("_Save"),
                                 GTK_FILE_CHOOSER_ACTION_SAVE,
                                 FALSE,
                                 N_ ("Word documents (DOCX)"),
                                 { "*.docx" } },
  [APP_CHOICE_STARTER] = { N_ ("Save a Starter Template"),
                           N_ ("_Save"),
                           GTK_FILE_CHOOSER_ACTION_SAVE,
                           FALSE,
                           N_ ("Word documents (DOCX)"),
                           { "*.docx" } },
  [APP_CHOICE_FIELDS] = { N_ ("Save the List of Fields"),
                          N_ ("_Save"),
                          GTK_FILE_CHOOSER_ACTION_SAVE,
                          FALSE,
                          N_ ("Tables that Word reads (XLSX, CSV)"),
                          { "*.xlsx", "*.csv" } },
  [APP_CHOICE_ONE_DOCUMENT] = { N_ ("Save the Document"),
                                N_ ("_Save"),
                                GTK_FILE_CHOOSER_ACTION_SAVE,
                                FALSE,
                                N_ ("Word documents (DOCX)"),
                                { "*.docx" } },
  [APP_CHOICE_SAVE_PDF] = { N_ ("Save as PDF"),
                            N_ ("_Save"),
                            GTK_FILE_CHOOSER_ACTION_SAVE,
                            FALSE,
                            N_ ("PDF files"),
                            { "*.pdf", "*.PDF" } },
  [APP_CHOICE_ARCHIVE] = { N_ ("Export a Person’s Data"),
                           N_ ("_Save"),
                           GTK_FILE_CHOOSER_ACTION_SAVE,
                           FALSE,
                           N_ ("ZIP archives"),
                           { "*.zip" } },
  [APP_CHOICE_EXPORT] = { N_ ("Export"),
                          N_ ("_Export"),
                          GTK_FILE_CHOOSER_ACTION_SAVE,
                          FALSE,
                          NULL,
                          { NULL } },
  [APP_CHOICE_EXCHANGE_FOLDER] = { N_ ("Folder for the Exchange Sheets"),
                                   N_ ("_Save"),
                                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                   FALSE,
                                   NULL,
                                   { NULL } },
  [APP_CHOICE_EXCHANGE] = { N_ ("Exchange Sheet That Came Back"),
                            N_ ("_Open"),
                            GTK_FILE_CHOOSER_ACTION_OPEN,
                            FALSE,
                            N_ ("Spreadsheets"),
                            { "*.xlsx", "*.ods", "*.csv" } },
  [APP_CHOICE_FOLDER] = { N_ ("Folder for the Agreements"),
                          N_ ("_Choose"),
                          GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                          FALSE,
                          NULL,
                          { NULL } },
  [APP_CHOICE_BACKUP] = { N_ ("Restore a Backup"),
                          N_ ("_Restore This Backup"),
                          GTK_FILE_CHOOSER_ACTION_OPEN,
                          FALSE,
                          N_ ("Backups of Paraphe"),
                          { "*.paraphe-backup" } },
  [APP_CHOICE_BACKUP_FOLDER] = { N_ ("Folder for the Backups"),
                                 N_ ("_Choose"),
                                 GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                 FALSE,
                                 NULL,
                                 { NULL } },
  [APP_CHOICE_PDF_FOLDER] = { N_ ("Folder for the PDF Files"),
                              N_ ("_Save"),
                              GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                              FALSE,
                              NULL,
                              { NULL } },
};

static char **
list_paths (GtkFileChooser *chooser)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (chooser);
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (paths, path);
    }
  return g_strv_builder_end (paths);
}

/* Of a filter: the TableFormat that it stands for. */
#define FORMAT_KEY "app-table-format"

static void
on_response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_auto (GStrv) paths = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      GtkFileFilter *filter = gtk_file_chooser_get_filter (GTK_FILE_CHOOSER (dialog));

      paths = list_paths (GTK_FILE_CHOOSER (dialog));
      if (filter != NULL)
        g_task_set_task_data (task, g_object_get_data (G_OBJECT (filter), FORMAT_KEY), NULL);
    }
  if (paths != NULL && paths[0] != NULL)
    g_task_return_pointer (task, g_steal_pointer (&paths), (GDestroyNotify) g_strfreev);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dismissed");
  g_object_unref (dialog);
}

static void
add_filters (GtkFileChooser *chooser, const AppChoiceInfo *info)
{
  g_autoptr (GtkFileFilter) filter = NULL;
  g_autoptr (GtkFileFilter) all = NULL;

  if (info->filter_name == NULL)
    return;
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _ (info->filter_name));
  for (guint i = 0; info->patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, info->patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
  all = gtk_file_filter_new ();
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, all);
}

/* One for each format in which a table can be written. */
static void
add_formats (GtkFileChooser *chooser)
{
  const TableFormat *format;

  for (guint i = 0; (format = table_format_get (i)) != NULL; i++)
    {
      g_autoptr (GtkFileFilter) filter = NULL;

      if (!work_export_can_write (format))
        continue;
      filter = gtk_file_filter_new ();
      gtk_file_filter_set_name (filter, _ (format->label));
      gtk_file_filter_add_suffix (filter, format->extension);
      g_object_set_data (G_OBJECT (filter), FORMAT_KEY, (gpointer) format);
      gtk_file_chooser_add_filter (chooser, filter);
    }
}

static void
begin_at (GtkFileChooser *chooser, GtkFileChooserAction action, const char *name)
{
  g_autoptr (GFile) folder = NULL;

  if (name == NULL || name[0] == '\0')
    return;
  if (action != GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER)
    {
      gtk_file_chooser_set_current_name (chooser, name);
      return;
    }
  folder = g_file_new_for_path (name);
  gtk_file_chooser_set_current_folder (chooser, folder, NULL);
}

/**
 * app_compat_choose_async:
 * @parent: the window that asks
 * @choice: what for
 * @callback: called when the person has chosen or given up
 * @user_data: for @callback
 *
 * Asks for files or a folder.
 */
void
app_compat_choose_async (GtkWindow *parent,
                         AppChoice choice,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  app_compat_choose_named_async (parent, choice,
                                 choice == APP_CHOICE_NEW_DATABASE ? _ ("school.paraphe") : NULL,
                                 callback, user_data);
}

/**
 * app_compat_choose_named_async:
 * @parent: the window that asks
 * @choice: what for
 * @name: (nullable): what a new file is called unless the person says otherwise; of a folder, the
 *   path of the one where the choice begins
 * @callback: called when the person has chosen or given up
 * @user_data: for @callback
 *
 * Asks where something is to be written.
 */
void
app_compat_choose_named_async (GtkWindow *parent,
                               AppChoice choice,
                               const char *name,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  const AppChoiceInfo *info = &choices[choice];
  GtkFileChooserNative *native = gtk_file_chooser_native_new (_ (info->title), parent, info->action,
                                                              _ (info->accept), _ ("_Cancel"));
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (native), info->multiple);
  add_filters (GTK_FILE_CHOOSER (native), info);
  if (choice == APP_CHOICE_EXPORT)
    add_formats (GTK_FILE_CHOOSER (native));
  begin_at (GTK_FILE_CHOOSER (native), info->action, name);
  g_signal_connect (native, "response", G_CALLBACK (on_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

/**
 * app_compat_choose_finish:
 * @result: given to the callback
 * @error: set to %G_IO_ERROR_CANCELLED when the person gave up
 *
 * Returns: (transfer full) (array zero-terminated=1): the paths chosen, at least one
 */
char **
app_compat_choose_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * app_compat_choose_get_format:
 * @result: given to the callback of a choice that is an %APP_CHOICE_EXPORT
 *
 * Returns: (transfer none) (nullable): the format whose filter the person chose
 */
const TableFormat *
app_compat_choose_get_format (GAsyncResult *result)
{
  return g_task_get_task_data (G_TASK (result));
}
