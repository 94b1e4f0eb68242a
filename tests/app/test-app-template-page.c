/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-template-page.h"
#include "app-preferences-test.h"
#include "base-file.h"
#include "merge-fixture.h"
#include "work-template.h"

/* What is in one template, and what its names stand for. */

typedef AppPreferencesTest Test;

static GBytes *
make_content (const char *const *names)
{
  g_autoptr (GString) body = g_string_new ("<w:p>");

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *instruction = g_strconcat ("MERGEFIELD ", names[i], NULL);
      g_autofree char *field = fixture_field (instruction);

      g_string_append (body, field);
    }
  g_string_append (body, "<w:r><w:t>Cher [Nom]</w:t></w:r></w:p>");
  return fixture_body (body->str);
}

static gint64
add_content (Test *test, GBytes *content)
{
  WorkTemplateFile file = { (char *) "modele.docx", content, NULL, NULL };

  return app_preferences_test_apply (test,
                                     work_change_template_add_new ("Modèle", "agreement", &file));
}

static gint64
add_template (Test *test, const char *const *names)
{
  g_autoptr (GBytes) content = make_content (names);

  return add_content (test, content);
}

static const char *const own_names[] = { "NOM", "DATE_DEBU", "Nom_du_tuteur", "XYZZY", NULL };

static AppTemplatePage *
show (Test *test, gint64 id)
{
  AppTemplatePage *page = app_template_page_new (id);

  app_preferences_test_show (test, GTK_WIDGET (page));
  app_test_until (app_template_page_get_row (page, "NOM") != NULL);
  app_preferences_test_wait (test);
  return page;
}

static const char *
subtitle_of (AppTemplatePage *page, const char *name)
{
  return adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (app_template_page_get_row (page, name)));
}

static void
assert_offers (AppTemplatePage *page, const char *name, const char *expected)
{
  g_autofree char *offers =
      app_template_name_row_dup_offers (app_template_page_get_row (page, name));

  g_assert_cmpstr (offers, ==, expected);
}

static char *
bindings_of (Test *test, gint64 id)
{
  g_autoptr (GPtrArray) records = app_preferences_test_records (test, MODEL_ENTITY_TEMPLATE);

  for (guint i = 0; i < records->len; i++)
    if (model_record_get_id (records->pdata[i]) == id)
      return g_strdup (model_record_get (records->pdata[i], "bindings"));
  g_assert_not_reached ();
}

static void
assert_bindings (Test *test, gint64 id, const char *expected)
{
  g_autofree char *bindings = bindings_of (test, id);

  g_assert_cmpstr (bindings, ==, expected);
}

static void
test_shown (Test *test, gconstpointer data)
{
  AppTemplatePage *page = show (test, add_template (test, own_names));
  g_autofree char *remarks = app_template_page_dup_remarks (page);

  g_assert_cmpstr (app_template_page_get_summary (page), ==, "4 merge fields · 3 not known");
  g_assert_cmpstr (subtitle_of (page, "NOM"), ==, "Student: Family name · DURAND");
  g_assert_cmpstr (subtitle_of (page, "XYZZY"), ==, "Not known: it will stay empty");
  g_assert_cmpstr (subtitle_of (page, "Nom_du_tuteur"), ==,
                   "Not known: Tutor: Family name, probably");
  g_assert_true (
      g_str_has_prefix (subtitle_of (page, "DATE_DEBU"), "Not known: did you mean DATE_DEBUT"));
  assert_offers (page, "NOM", "");
  assert_offers (page, "Nom_du_tuteur", "Yes, Tutor: Family name");
  g_assert_nonnull (strstr (remarks, "“[Nom]” in the body"));
  /* What is asked is open, what is known is shut. */
  g_assert_true (
      adw_expander_row_get_expanded (ADW_EXPANDER_ROW (app_template_page_get_row (page, "XYZZY"))));
  g_assert_false (
      adw_expander_row_get_expanded (ADW_EXPANDER_ROW (app_template_page_get_row (page, "NOM"))));
  app_test_destroy (GTK_WIDGET (page));
}

/* A format that nobody knows, a drawing whose halves differ: each is a note of its own. */
static void
test_mistakes (Test *test, gconstpointer data)
{
  g_autofree char *format = fixture_field ("MERGEFIELD NOM \\* Uper");
  g_autofree char *other = fixture_field ("MERGEFIELD PRENOM");
  g_autofree char *body = g_strdup_printf (
      "<w:p>%s<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:txbxContent><w:p>%s</w:p>"
      "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p/></w:txbxContent>"
      "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
      format, other);
  g_autoptr (GBytes) content = fixture_body (body);
  AppTemplatePage *page = show (test, add_content (test, content));
  g_autofree char *remarks = app_template_page_dup_remarks (page);

  g_test_message ("%s", remarks);
  g_assert_nonnull (strstr (remarks, "“Uper”"));
  g_assert_nonnull (strstr (remarks, "its halves do not hold the same fields"));
  app_test_destroy (GTK_WIDGET (page));
}

/* Whoever has bound a name stays where he or she was. */
static void
test_bind (Test *test, gconstpointer data)
{
  gint64 id = add_template (test, own_names);
  AppTemplatePage *page = show (test, id);
  AppTemplateNameRow *row = app_template_page_get_row (page, "DATE_DEBU");
  GtkWidget *place = gtk_widget_get_parent (GTK_WIDGET (row));

  g_signal_emit_by_name (row, "bind", "DATE_DEBUT");
  app_test_until (g_str_has_prefix (subtitle_of (page, "DATE_DEBU"), "Placement sheet: First day"));
  g_assert_true (app_template_page_get_row (page, "DATE_DEBU") == row);
  g_assert_true (gtk_widget_get_parent (GTK_WIDGET (row)) == place);
  assert_bindings (test, id, "DATE_DEBU=DATE_DEBUT");
  g_assert_cmpstr (app_template_page_get_summary (page), ==, "4 merge fields · 2 not known");
  assert_offers (page, "DATE_DEBU", "");

  /* By the choice: left empty, then as it was. */
  app_picker_set_chosen (app_template_name_row_get_picker (row), 1);
  app_field_editor_done (APP_FIELD_EDITOR (app_template_name_row_get_picker (row)));
  app_test_until (g_str_equal (subtitle_of (page, "DATE_DEBU"), "Left empty on purpose"));
  assert_bindings (test, id, "DATE_DEBU=");
  app_picker_set_chosen (app_template_name_row_get_picker (row), 0);
  app_field_editor_done (APP_FIELD_EDITOR (app_template_name_row_get_picker (row)));
  app_test_until (g_str_has_prefix (subtitle_of (page, "DATE_DEBU"), "Not known"));
  assert_bindings (test, id, NULL);
  app_test_destroy (GTK_WIDGET (page));
}

/* Each field that can be chosen is the one that is bound. */
static void
test_choices (Test *test, gconstpointer data)
{
  g_autoptr (GListModel) choices = app_template_choices_new ();
  gint64 id = add_template (test, own_names);
  AppTemplatePage *page = show (test, id);
  AppTemplateNameRow *row = app_template_page_get_row (page, "XYZZY");
  guint n = g_list_model_get_n_items (choices);
  g_autoptr (AppPickerItem) last = g_list_model_get_item (choices, n - 1);
  g_autofree char *expected = g_strconcat ("XYZZY=", app_picker_item_get_subtitle (last), NULL);

  app_picker_set_chosen (app_template_name_row_get_picker (row), app_picker_item_get_id (last));
  app_field_editor_done (APP_FIELD_EDITOR (app_template_name_row_get_picker (row)));
  app_test_until (
      g_str_equal (app_template_page_get_summary (page), "4 merge fields · 2 not known"));
  assert_bindings (test, id, expected);
  g_assert_cmpint (app_picker_get_chosen (app_template_name_row_get_picker (row)), ==,
                   app_picker_item_get_id (last));
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_guess (Test *test, gconstpointer data)
{
  gint64 id = add_template (test, own_names);
  AppTemplatePage *page = show (test, id);

  gtk_widget_activate_action (GTK_WIDGET (page), "template.guess", NULL);
  app_test_until (g_str_equal (subtitle_of (page, "Nom_du_tuteur"), "Tutor: Family name · BLANC"));
  assert_bindings (test, id, "Nom_du_tuteur=TUTEUR_NOM");
  g_assert_cmpstr (test->said, ==, "Names bound");
  app_test_destroy (GTK_WIDGET (page));
}

/* Names that a newer file has not any more are gone; what was bound is there again when they are.
 */
static void
test_newer_file (Test *test, gconstpointer data)
{
  static const char *const newer[] = { "NOM", "PRENOM", "Nom_du_tuteur", NULL };
  gint64 id = add_template (test, own_names);
  AppTemplatePage *page = show (test, id);
  g_autoptr (GBytes) content = make_content (newer);
  WorkTemplateFile file = { (char *) "modele-2.docx", content, NULL, NULL };

  app_preferences_test_apply (test, work_change_template_replace_new (id, &file));
  app_preferences_notify_changed (test->preferences);
  app_test_until (app_template_page_get_row (page, "PRENOM") != NULL);
  app_preferences_test_wait (test);
  g_assert_null (app_template_page_get_row (page, "XYZZY"));
  g_assert_cmpstr (app_template_page_get_summary (page), ==, "3 merge fields · 1 not known");
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_read_only (Test *test, gconstpointer data)
{
  gint64 id = add_template (test, own_names);
  AppTemplatePage *page;
  AppTemplateNameRow *row;

  app_preferences_test_reopen_read_only (test);
  page = show (test, id);
  row = app_template_page_get_row (page, "XYZZY");
  g_assert_false (gtk_widget_is_sensitive (
      app_field_editor_get_control (APP_FIELD_EDITOR (app_template_name_row_get_picker (row)))));
  app_test_destroy (GTK_WIDGET (page));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  APP_PREFERENCES_ADD ("/app/template-page/shown", test_shown);
  APP_PREFERENCES_ADD ("/app/template-page/mistakes", test_mistakes);
  APP_PREFERENCES_ADD ("/app/template-page/bind", test_bind);
  APP_PREFERENCES_ADD ("/app/template-page/choices", test_choices);
  APP_PREFERENCES_ADD ("/app/template-page/guess", test_guess);
  APP_PREFERENCES_ADD ("/app/template-page/newer-file", test_newer_file);
  APP_PREFERENCES_ADD ("/app/template-page/read-only", test_read_only);
  return g_test_run ();
}
