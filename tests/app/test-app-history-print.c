/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-history-print.h"
#include "app-history-test.h"
#include "app-test.h"

#include <glib/gstdio.h>

static char *folder;

/* Exports to PDF, which needs neither a printer nor a display. */
static char *export(ModelLine *line, WorkHistory *history, const char *filter)
{
  static guint n;
  g_autofree char *name = g_strdup_printf ("history-%u.pdf", n++);
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GPtrArray) groups = app_history_groups_new (history->items);
  g_autoptr (GtkPrintOperation) operation =
      app_history_print_new (line, history->school_name, groups, filter);
  g_autoptr (GError) error = NULL;
  GtkPrintOperationResult result;

  gtk_print_operation_set_export_filename (operation, path);
  result = gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result, ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  return path;
}

static char *
run (const char *program, const char *path, const char *last)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                        last != NULL ? "-layout" : path, last != NULL ? path : NULL, last, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

/* (nullable): what a reader of the PDF sees; %NULL when the program that tells is not there */
static char *
text_of (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext");

  if (program == NULL)
    {
      g_test_skip ("pdftotext is not installed");
      return NULL;
    }
  return run (program, path, "-");
}

static guint
count (const char *text, const char *words)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, words)) != NULL; at += strlen (words))
    n++;
  return n;
}

static ModelLine *
line_new (void)
{
  ModelLine *line = app_test_line (42, "ABADIE Léa", "Garage Roux", MODEL_SEARCH_VALIDATED, 1);

  return line;
}

static void
test_one_page (void)
{
  static const char *const words[] = {
    "History of an Internship",
    "ABADIE Léa",
    "2MELEC · PFMP 1 · Garage Roux · agreement no. 2026-0042",
    "Day and hour",
    "By whom",
    "Before → after",
    "13/01/2026 at 09:00",
    "Mme Martin",
    "Step of 40 agreements",
    "Step: Fiche validée → Envoi entreprise",
    "Validation of 1 sheet",
    "Sheet: To validate → Validated",
    "Search: Searching → Validated",
    "Deletion of 1 note (undone)",
    "Text: Père d’accord <b> → —",
    "Lycée Élise-Combarel · printed on ",
    "page 1 of 1",
  };
  g_autoptr (ModelLine) line = line_new ();
  g_autoptr (WorkHistory) history = app_history_test_sample ();
  g_autofree char *path = export(line, history, NULL);
  g_autofree char *text = text_of (path);
  g_autoptr (GString) flat = NULL;

  if (text == NULL)
    return;
  /* Cells are narrow: what is broken over lines is looked for in what is not. */
  flat = g_string_new (text);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], " ", -1);

      for (guint j = 0; parts[j] != NULL; j++)
        {
          g_test_message ("%s in “%s”", parts[j], words[i]);
          g_assert_nonnull (strstr (flat->str, parts[j]));
        }
    }
  g_assert_null (strstr (text, "Only a part"));
  g_assert_cmpuint (count (text, "\f"), ==, 1);
}

static void
test_a_part_says_so (void)
{
  g_autoptr (ModelLine) line = line_new ();
  g_autoptr (WorkHistory) history = app_history_test_sample ();
  g_autofree char *path = export(line, history, "Only a part: 4 of 12 actions");
  g_autofree char *text = text_of (path);

  if (text != NULL)
    g_assert_nonnull (strstr (text, "Only a part: 4 of 12 actions"));
}

/* Every action is on a page, once, and every page has its head, its table's headings and its
 * number. */
static void
test_many_pages (void)
{
  g_autoptr (ModelLine) line = line_new ();
  g_autoptr (WorkHistory) history = app_history_test_new ();
  g_autofree char *path = NULL, *text = NULL, *last = NULL;
  guint n_pages;

  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *operation = g_strdup_printf ("op%u.", i);
      g_autofree char *value = g_strdup_printf ("value%u.", i);
      WorkHistoryItem *item = app_history_test_add (history, "2026-01-13T08:00:00Z",
                                                    WORK_HISTORY_AGREEMENT, operation, "…");

      app_history_test_change (item, "Field", NULL, value);
    }
  path = export(line, history, NULL);
  text = text_of (path);
  if (text == NULL)
    return;
  n_pages = count (text, "\f");
  g_assert_cmpuint (n_pages, >=, 3);
  g_assert_cmpuint (count (text, "By whom"), ==, n_pages);
  g_assert_cmpuint (count (text, "ABADIE Léa"), ==, n_pages);
  last = g_strdup_printf ("page %u of %u", n_pages, n_pages);
  g_assert_cmpuint (count (text, last), ==, 1);
  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *operation = g_strdup_printf ("Op%u.", i);
      g_autofree char *value = g_strdup_printf ("value%u.", i);

      g_assert_cmpuint (count (text, operation), ==, 1);
      g_assert_cmpuint (count (text, value), ==, 1);
    }
}

/* An action with more than a page of changes goes on over the next ones, and says whose it is
 * again. */
static void
test_an_action_of_many_pages (void)
{
  g_autoptr (ModelLine) line = line_new ();
  g_autoptr (WorkHistory) history = app_history_test_new ();
  WorkHistoryItem *item =
      app_history_test_add (history, "2026-01-13T08:00:00Z", WORK_HISTORY_SHEET, "huge.", "…");
  g_autofree char *path = NULL, *text = NULL;
  guint n_pages;

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (GString) value = g_string_new (NULL);

      g_string_append_printf (value, "begin%u.", i);
      for (guint j = 0; j < 400; j++)
        g_string_append (value, " words\nand words");
      app_history_test_change (item, "Field", "before", value->str);
    }
  path = export(line, history, NULL);
  text = text_of (path);
  if (text == NULL)
    return;
  n_pages = count (text, "\f");
  g_assert_cmpuint (n_pages, >=, 4);
  g_assert_cmpuint (count (text, "Huge."), ==, n_pages);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *begin = g_strdup_printf ("begin%u.", i);

      g_assert_cmpuint (count (text, begin), ==, 1);
    }
}

/* What took another action back says so, and what was taken back is struck through and says so. */
static void
test_undo_on_paper (void)
{
  g_autoptr (ModelLine) line = line_new ();
  g_autoptr (WorkHistory) history = app_history_test_new ();
  WorkHistoryItem *item;
  g_autofree char *path = NULL, *text = NULL;

  item = app_history_test_add (history, "2026-01-13T08:10:00Z", WORK_HISTORY_AGREEMENT, "zeta",
                               "Undo · Step");
  item->is_undo = TRUE;
  item = app_history_test_add (history, "2026-01-13T08:05:00Z", WORK_HISTORY_AGREEMENT, "sigma",
                               "Redo · Step");
  item->is_redo = TRUE;
  item = app_history_test_add (history, "2026-01-13T08:00:00Z", WORK_HISTORY_AGREEMENT, "omega",
                               "Step");
  item->undone = TRUE;
  path = export(line, history, NULL);
  text = text_of (path);
  if (text == NULL)
    return;
  g_assert_nonnull (strstr (text, "Undo: zeta"));
  g_assert_nonnull (strstr (text, "Redo: sigma"));
  g_assert_nonnull (strstr (text, "Omega (undone)"));
}

/* A word that fits no column is broken; a student without an agreement has no number; a school that
 * has no name yet leaves no mark. */
static void
test_awkward_texts (void)
{
  g_autoptr (ModelLine) line =
      app_test_line (7, "A-NAME-AS-LONG-AS-A-LINE", "", MODEL_SEARCH_SEARCHING, -1);
  g_autoptr (WorkHistory) history = app_history_test_new ();
  g_autofree char *word = g_strnfill (300, 'w');
  WorkHistoryItem *item =
      app_history_test_add (history, "2026-01-13T08:00:00Z", WORK_HISTORY_SEARCH, "one", "…");
  g_autofree char *path = NULL, *text = NULL;
  guint n = 0;

  app_history_test_change (item, "Field", word, "100 % <b>&amp;</b>");
  g_free (item->author);
  item->author = g_strdup ("");
  g_free (history->school_name);
  history->school_name = g_strdup ("");
  path = export(line, history, NULL);
  text = text_of (path);
  if (text == NULL)
    return;
  for (const char *at = text; *at != '\0'; at++)
    n += *at == 'w';
  g_assert_cmpuint (n, >=, 300);
  g_assert_nonnull (strstr (text, "100 % <b>&amp;</b>"));
  g_assert_null (strstr (text, "agreement no."));
  g_assert_null (strstr (text, "· printed on"));
  g_assert_nonnull (strstr (text, "printed on"));
}

static void
test_nothing (void)
{
  g_autoptr (ModelLine) line = app_test_line (1, "A", "", MODEL_SEARCH_SEARCHING, -1);
  g_autoptr (WorkHistory) history = app_history_test_new ();
  g_autofree char *path = export(line, history, NULL);
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("paraphe-history-XXXXXX", NULL);
  g_test_add_func ("/app/history-print/one-page", test_one_page);
  g_test_add_func ("/app/history-print/part", test_a_part_says_so);
  g_test_add_func ("/app/history-print/many-pages", test_many_pages);
  g_test_add_func ("/app/history-print/one-action", test_an_action_of_many_pages);
  g_test_add_func ("/app/history-print/undo", test_undo_on_paper);
  g_test_add_func ("/app/history-print/awkward", test_awkward_texts);
  g_test_add_func ("/app/history-print/nothing", test_nothing);
  status = g_test_run ();
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *name = g_strdup_printf ("history-%u.pdf", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
  return status;
}
