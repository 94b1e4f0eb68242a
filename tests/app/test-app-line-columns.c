/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-column-row.h"
#include "app-line-columns-private.h"
#include "app-line-list.h"
#include "app-note-cell.h"
#include "app-test.h"
#include "app-text-cell.h"
#include "base-date.h"
#include "work-export.h"

static void
set_text (char **member, const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

/* Three lines that differ in what the optional columns show. */
static GPtrArray *
lines_of_three (void)
{
  static const struct
  {
    const char *student, *company, *teacher, *teacher_key, *siret, *contact;
    int n_notes, n_unread;
  } kinds[] = {
    { "ABADIE Léa", "Garage Roux", "Mme Anne ZOLA", "zola", "73282932000074", "2026-11-20", 3, 0 },
    { "BENALI Yanis", "", "M. BLANC", "blanc", "", "2026-11-02", 2, 2 },
    { "CAZALS Inès", "=Vidal <SA>", "", "", "", "", 0, 0 },
  };
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      ModelLine *line = app_test_line (i + 1, kinds[i].student, kinds[i].company,
                                       MODEL_SEARCH_SEARCHING, i == 0 ? 1 : -1);

      set_text (&line->teacher, kinds[i].teacher);
      set_text (&line->teacher_key, kinds[i].teacher_key);
      set_text (&line->siret, kinds[i].siret);
      set_text (&line->last_contact, kinds[i].contact);
      set_text (&line->last_account, kinds[i].contact[0] != '\0' ? "Rang\tdeux" : "");
      line->n_notes = kinds[i].n_notes;
      line->n_unread = kinds[i].n_unread;
      g_ptr_array_add (lines, line);
    }
  return lines;
}

static AppLineList *
make (void)
{
  AppLineList *list = app_line_list_new ();
  g_autoptr (GPtrArray) steps = model_step_list_default ();
  g_autoptr (GPtrArray) lines = lines_of_three ();

  app_line_list_set_steps (list, steps);
  app_test_show (GTK_WIDGET (list));
  app_line_list_show (list, lines, APP_LINE_LIST_EMPTY_SCOPE);
  return list;
}

/* "student class- …": the columns in order, those that are left out with a minus. */
static char *
columns_of (AppLineList *list)
{
  g_autoptr (GVariant) columns = g_variant_ref_sink (app_line_list_get_columns (list));
  GString *text = g_string_new (NULL);
  GVariantIter iter;
  const char *key;
  gboolean shown;

  g_variant_iter_init (&iter, columns);
  while (g_variant_iter_next (&iter, "(&sb)", &key, &shown))
    g_string_append_printf (text, "%s%s%s", text->len > 0 ? " " : "", key, shown ? "" : "-");
  return g_string_free (text, FALSE);
}

#define DEFAULT_COLUMNS                                                                    \
  "student class- period- search contact- company siret- tutor- teacher- dates agreement " \
  "printed- messaged- progress notes"

static void
assert_columns (AppLineList *list, const char *wanted)
{
  g_autofree char *found = columns_of (list);

  g_assert_cmpstr (found, ==, wanted);
}

static AppTextCell *
find_cell (AppLineList *list, const char *text)
{
  GtkWidget *cell;

  for (guint i = 0; (cell = app_test_find (GTK_WIDGET (list), APP_TYPE_TEXT_CELL, i)) != NULL; i++)
    if (g_strcmp0 (app_text_cell_get_text (APP_TEXT_CELL (cell)), text) == 0)
      return APP_TEXT_CELL (cell);
  return NULL;
}

static void
assert_cell (AppLineList *list, const char *text, const char *detail)
{
  AppTextCell *cell = find_cell (list, text);

  g_assert_nonnull (cell);
  g_assert_cmpstr (app_text_cell_get_detail (cell), ==, detail);
}

static void
test_show_and_hide (void)
{
  AppLineList *list = make ();

  assert_columns (list, DEFAULT_COLUMNS);
  assert_cell (list, "ABADIE Léa", "2MELEC · PFMP 1");
  g_assert_null (find_cell (list, "2MELEC"));
  g_assert_true (app_line_list_show_column (list, "class", TRUE));
  g_assert_nonnull (find_cell (list, "2MELEC"));
  /* What has its own column is not said twice. */
  assert_cell (list, "ABADIE Léa", "PFMP 1");
  g_assert_true (app_line_list_show_column (list, "period", TRUE));
  assert_cell (list, "ABADIE Léa", "");
  g_assert_true (app_line_list_show_column (list, "class", FALSE));
  g_assert_null (find_cell (list, "2MELEC"));
  assert_cell (list, "ABADIE Léa", "2MELEC");

  g_assert_true (app_line_list_show_column (list, "student", FALSE));
  g_assert_nonnull (find_cell (list, "ABADIE Léa"));
  g_assert_false (app_line_list_show_column (list, "shoe size", TRUE));
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_optional_cells (void)
{
  AppLineList *list = make ();
  g_autoptr (GDate) day = g_date_new ();
  g_autofree char *iso = NULL, *shown = NULL, *detail = NULL;
  g_autoptr (GPtrArray) lines = lines_of_three ();
  static const char *const all[] = { "contact", "siret", "tutor", "teacher" };

  g_date_set_time_t (day, g_get_real_time () / G_USEC_PER_SEC);
  g_date_subtract_days (day, 9);
  iso = base_date_to_iso (day);
  shown = base_date_to_short (day);
  detail = g_strconcat (shown, " · Rang\tdeux", NULL);
  for (guint i = 0; i < 2; i++)
    set_text (&((ModelLine *) lines->pdata[i])->last_contact, iso);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    app_line_list_show_column (list, all[i], TRUE);
  app_line_list_show (list, lines, APP_LINE_LIST_EMPTY_SCOPE);
  assert_cell (list, "9 days ago", detail);
  assert_cell (list, "73282932000074", "");
  assert_cell (list, "Mme Anne ZOLA", "");
  assert_cell (list, "M. BLANC", "");
  /* Without a company its cell says when the student was seen. */
  app_line_list_show_column (list, "contact", FALSE);
  app_line_list_show_column (list, "tutor", FALSE);
  app_line_list_show_column (list, "siret", FALSE);
  assert_cell (list, "—", "interview 9 days ago");
  app_test_destroy (GTK_WIDGET (list));
}

/* When it was printed, or somebody written to, for those that were. */
static void
check_day (const char *column, gsize member)
{
  AppLineList *list = make ();
  g_autoptr (GDate) day = g_date_new ();
  g_autofree char *iso = NULL, *shown = NULL;
  g_autoptr (GPtrArray) lines = lines_of_three ();
  g_autoptr (ModelLine) first = NULL;

  g_date_set_time_t (day, g_get_real_time () / G_USEC_PER_SEC);
  g_date_subtract_days (day, 9);
  iso = base_date_to_iso (day);
  shown = base_date_to_short (day);
  set_text (&G_STRUCT_MEMBER (char *, lines->pdata[2], member), iso);
  app_line_list_show (list, lines, APP_LINE_LIST_EMPTY_SCOPE);
  g_assert_null (find_cell (list, shown));
  app_line_list_show_column (list, column, TRUE);
  assert_cell (list, shown, "9 days ago");
  g_assert_true (app_line_list_sort (list, column, FALSE));
  first = app_line_list_get_line (list, 0);
  g_assert_cmpstr (first->student, ==, "CAZALS Inès");
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_days (void)
{
  check_day ("printed", G_STRUCT_OFFSET (ModelLine, printed_on));
  check_day ("messaged", G_STRUCT_OFFSET (ModelLine, messaged_on));
}

static void
test_sort_by_optional (void)
{
  static const struct
  {
    const char *column, *first;
  } cases[] = {
    { "teacher", "BENALI Yanis" }, { "siret", "ABADIE Léa" }, { "contact", "BENALI Yanis" },
    { "notes", "BENALI Yanis" },   { "class", "ABADIE Léa" }, { "period", "ABADIE Léa" },
    { "tutor", "ABADIE Léa" },
  };
  AppLineList *list = make ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gboolean descending = FALSE; descending <= TRUE; descending++)
      {
        g_autoptr (ModelLine) line = NULL;
        gboolean found = !descending;

        g_assert_true (app_line_list_sort (list, cases[i].column, descending));
        g_assert_cmpstr (app_line_list_get_sort (list, &found), ==, cases[i].column);
        g_assert_cmpint (found, ==, descending);
        line = app_line_list_get_line (list, descending ? 2 : 0);
        g_assert_cmpstr (line->student, ==, cases[i].first);
      }
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_move (void)
{
  AppLineList *list = make ();

  app_line_list_move_column (list, "notes", -14);
  assert_columns (list, "notes student class- period- search contact- company siret- tutor- "
                        "teacher- dates agreement printed- messaged- progress");
  app_line_list_move_column (list, "notes", 1);
  app_line_list_move_column (list, "notes", -5);
  app_line_list_move_column (list, "shoe size", 1);
  app_line_list_move_column (list, "progress", 1);
  assert_columns (list, "notes student class- period- search contact- company siret- tutor- "
                        "teacher- dates agreement printed- messaged- progress");
  /* By its title a column goes past those that nobody sees. */
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (list), "columns.move-right", "s", "student"));
  assert_columns (list, "notes class- period- search student contact- company siret- tutor- "
                        "teacher- dates agreement printed- messaged- progress");
  gtk_widget_activate_action (GTK_WIDGET (list), "columns.move-left", "s", "student");
  gtk_widget_activate_action (GTK_WIDGET (list), "columns.move-left", "s", "notes");
  gtk_widget_activate_action (GTK_WIDGET (list), "columns.move-right", "s", "progress");
  gtk_widget_activate_action (GTK_WIDGET (list), "columns.hide", "s", "dates");
  assert_columns (list, "notes class- period- student search contact- company siret- tutor- "
                        "teacher- dates- agreement printed- messaged- progress");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (list));
  app_line_list_reset_columns (list);
  assert_columns (list, DEFAULT_COLUMNS);
  app_test_destroy (GTK_WIDGET (list));
}

static void
test_kept (void)
{
  AppLineList *list = make (), *other = NULL;
  g_autoptr (GVariant) kept = NULL, widths = NULL;
  int width = 0;

  app_line_list_show_column (list, "siret", TRUE);
  app_line_list_show_column (list, "dates", FALSE);
  app_line_list_move_column (list, "siret", -6);
  app_line_list_set_widths (list, g_variant_new_parsed ("{'dates': 222, 'siret': 88, 'x': 5}"));
  kept = g_variant_ref_sink (app_line_list_get_columns (list));
  widths = g_variant_ref_sink (app_line_list_get_widths (list));
  /* A width that nobody changed is not kept: the program may choose a better one. */
  g_assert_cmpuint (g_variant_n_children (widths), ==, 2);
  app_test_destroy (GTK_WIDGET (list));

  other = make ();
  app_line_list_set_columns (other, g_variant_ref (kept));
  app_line_list_set_widths (other, g_variant_ref (widths));
  assert_columns (other, "siret student class- period- search contact- company tutor- teacher- "
                         "dates- agreement printed- messaged- progress notes");
  app_line_list_show_column (other, "dates", TRUE);
  g_clear_pointer (&widths, g_variant_unref);
  widths = g_variant_ref_sink (app_line_list_get_widths (other));
  g_assert_true (g_variant_lookup (widths, "dates", "i", &width));
  g_assert_cmpint (width, ==, 222);
  g_assert_true (g_variant_lookup (widths, "siret", "i", &width));
  g_assert_cmpint (width, ==, 88);

  /* What another version wrote: a column that is gone, one twice, one that hides the name. */
  app_line_list_reset_columns (other);
  app_line_list_set_columns (
      other, g_variant_new_parsed (
                 "[('shoe size', true), ('notes', true), ('student', false), ('notes', false)]"));
  assert_columns (other, "notes student class- period- search contact- company siret- tutor- "
                         "teacher- dates agreement printed- messaged- progress");
  app_line_list_set_columns (other, g_variant_new_parsed ("@a(sb) []"));
  g_assert_cmpstr (app_line_list_get_column_title (other, "teacher"), ==, "Referent Teacher");
  g_assert_null (app_line_list_get_column_title (other, "shoe size"));
  app_test_destroy (GTK_WIDGET (other));
}

static AppColumnRow *
chooser_row (AppLineList *list, const char *key)
{
  GtkWidget *row;

  for (guint i = 0; (row = app_test_find (GTK_WIDGET (list), APP_TYPE_COLUMN_ROW, i)) != NULL; i++)
    if (g_str_equal (app_column_row_get_key (APP_COLUMN_ROW (row)), key))
      return APP_COLUMN_ROW (row);
  return NULL;
}

static void
press (AppColumnRow *row, guint button)
{
  GtkWidget *widget = app_test_find (GTK_WIDGET (row), GTK_TYPE_BUTTON, button);

  g_assert_true (gtk_widget_get_sensitive (widget));
  g_signal_emit_by_name (widget, "clicked");
}

static void
test_chooser (void)
{
  AppLineList *list = make ();
  AppColumnRow *row;
  GtkWidget *check;

  app_line_list_choose_columns (list);
  app_test_until ((row = chooser_row (list, "class")) != NULL);
  check = app_test_find (GTK_WIDGET (row), GTK_TYPE_CHECK_BUTTON, 0);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_nonnull (find_cell (list, "2MELEC"));
  press (row, 0);
  /* The first cannot go further, the keyboard goes on with the other button. */
  g_assert_false (gtk_widget_get_sensitive (app_test_find (GTK_WIDGET (row), GTK_TYPE_BUTTON, 0)));
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (list)))
                 == app_test_find (GTK_WIDGET (row), GTK_TYPE_BUTTON, 1));
  assert_columns (list, "class student period- search contact- company siret- tutor- teacher- "
                        "dates agreement printed- messaged- progress notes");
  press (row, 1);
  press (row, 1);
  assert_columns (list, "student period- class search contact- company siret- tutor- teacher- "
                        "dates agreement printed- messaged- progress notes");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (app_test_find (GTK_WIDGET (row), GTK_TYPE_BUTTON, 1)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Move “Class” right");
  check = app_test_find (GTK_WIDGET (chooser_row (list, "student")), GTK_TYPE_CHECK_BUTTON, 0);
  g_assert_false (gtk_widget_get_sensitive (check));

  g_signal_emit_by_name (app_test_find_button (GTK_WIDGET (list), "Restore the Columns"),
                         "clicked");
  assert_columns (list, DEFAULT_COLUMNS);
  check = app_test_find (GTK_WIDGET (chooser_row (list, "class")), GTK_TYPE_CHECK_BUTTON, 0);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  g_assert_false (app_line_list_is_narrow (list));
  app_test_destroy (GTK_WIDGET (list));
}

/* Unread notes are seen whether their column is shown or not. */
static void
test_unread_notes (void)
{
  AppLineList *list = make ();
  AppTextCell *name;

  name = find_cell (list, "BENALI Yanis");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "BENALI Yanis, 2MELEC · PFMP 1");
  app_line_list_show_column (list, "notes", FALSE);
  name = find_cell (list, "BENALI Yanis");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "BENALI Yanis, 2MELEC · PFMP 1, 2 unread notes");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (list));
  app_line_list_show_column (list, "notes", TRUE);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "BENALI Yanis, 2MELEC · PFMP 1");
  app_test_destroy (GTK_WIDGET (list));
}

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static char *
copied (AppLineList *list, const char *type)
{
  g_autoptr (GdkContentProvider) content = app_line_list_copy (list);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;
  gboolean written = FALSE;

  gdk_content_provider_write_mime_type_async (content, type, stream, G_PRIORITY_DEFAULT, NULL,
                                              on_written_cb, &written);
  app_test_until (written);
  g_output_stream_close (stream, NULL, NULL);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_copy (void)
{
  AppLineList *list = make ();
  g_autofree char *all = NULL, *one = NULL, *html = NULL, *plain = NULL;

  app_line_list_set_columns (
      list, g_variant_new_parsed ("[('siret', true), ('student', true), ('search', true),"
                                  " ('company', true), ('contact', true), ('dates', false),"
                                  " ('agreement', false), ('progress', true), ('notes', true)]"));
  all = copied (list, "text/plain;charset=utf-8");
  g_assert_cmpstr (all, ==,
                   "SIRET\tStudent\tPlacement Search\tCompany\tLast Interview\tProgress\tNotes\n"
                   "73282932000074\tABADIE Léa\tSearching\tGarage Roux\t20/11/2026 · Rang deux\t"
                   "Signed by the school\t3\n"
                   "\tBENALI Yanis\tSearching\t\t02/11/2026 · Rang deux\tSeen on 02/11/2026\t2\n"
                   "\tCAZALS Inès\tSearching\t'=Vidal <SA>\t\tNo interview yet\t\n");
  plain = copied (list, "text/plain");
  g_assert_cmpstr (plain, ==, all);

  app_line_list_select (list, 2, FALSE);
  one = copied (list, "text/plain;charset=utf-8");
  g_assert_cmpstr (one, ==,
                   "SIRET\tStudent\tPlacement Search\tCompany\tLast Interview\tProgress\tNotes\n"
                   "\tCAZALS Inès\tSearching\t'=Vidal <SA>\t\tNo interview yet\t\n");
  html = copied (list, "text/html");
  g_assert_nonnull (strstr (html, "charset=utf-8"));
  g_assert_nonnull (strstr (html, "<tr><th>SIRET</th><th>Student</th>"));
  g_assert_nonnull (strstr (html, ">=Vidal &lt;SA&gt;</td>"));
  g_assert_null (strstr (html, "ABADIE"));
  app_test_destroy (GTK_WIDGET (list));
}

/* Whatever the list shows can leave in a table. */
static void
test_exported (void)
{
  static const char *const optional[] = { "class",   "period",  "contact",  "siret", "tutor",
                                          "teacher", "printed", "messaged", "notes" };
  AppLineList *list = app_line_list_new ();
  g_auto (GStrv) before = NULL, after = NULL;

  g_object_ref_sink (list);
  app_line_list_set_scope (list, TRUE, TRUE);
  before = app_line_list_dup_wanted (list);
  for (guint i = 0; i < G_N_ELEMENTS (optional); i++)
    app_line_list_show_column (list, optional[i], TRUE);
  after = app_line_list_dup_wanted (list);
  g_assert_cmpuint (g_strv_length (after), >, g_strv_length (before));
  g_assert_cmpuint (g_strv_length (after), ==, APP_N_LINE_COLUMNS);
  for (guint i = 0; after[i] != NULL; i++)
    g_assert_true (work_export_has_column (after[i]));
  app_line_list_set_scope (list, FALSE, TRUE);
  app_line_list_show_column (list, "class", FALSE);
  app_line_list_move_column (list, "student", 2);
  g_strfreev (after);
  after = app_line_list_dup_wanted (list);
  /* Said beside the student in the list, and so after the student in a table. */
  g_assert_cmpstr (after[1], ==, "student");
  g_assert_cmpstr (after[2], ==, "class");
  g_object_unref (list);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/line-columns/show", test_show_and_hide);
  g_test_add_func ("/app/line-columns/optional", test_optional_cells);
  g_test_add_func ("/app/line-columns/days", test_days);
  g_test_add_func ("/app/line-columns/sort", test_sort_by_optional);
  g_test_add_func ("/app/line-columns/move", test_move);
  g_test_add_func ("/app/line-columns/kept", test_kept);
  g_test_add_func ("/app/line-columns/chooser", test_chooser);
  g_test_add_func ("/app/line-columns/unread", test_unread_notes);
  g_test_add_func ("/app/line-columns/copy", test_copy);
  g_test_add_func ("/app/line-columns/exported", test_exported);
  return g_test_run ();
}
