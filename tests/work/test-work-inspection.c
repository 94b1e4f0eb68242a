/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-file.h"
#include "merge-error.h"
#include "merge-fixture.h"
#include "work-fixture.h"
#include "work-inspection.h"
#include "work-template.h"

/* What can be said of a template before it is used. */

#define BODY                                                                                   \
  "<w:p>%1$s%2$s%1$s</w:p><w:p>%3$s%4$s%5$s</w:p><w:p>%6$s<w:r><w:t>Cher [Nom], .......</w:t>" \
  "</w:r></w:p>"

static GBytes *
make_content (void)
{
  g_autofree char *known = fixture_field ("MERGEFIELD NEE_LE \\@ \"d MMMM yyyy\"");
  g_autofree char *guessed = fixture_field ("MERGEFIELD Nom_du_tuteur");
  g_autofree char *unknown = fixture_field ("MERGEFIELD DATE_DEBU");
  g_autofree char *strange = fixture_field ("MERGEFIELD XYZZY");
  const char *column = "<w:r><w:t>{{#each HORAIRES}}{{JOUR}} {{/each}}</w:t></w:r>";
  g_autofree char *page = fixture_field ("PAGE");
  g_autofree char *body = g_strdup_printf (BODY, known, guessed, unknown, strange, column, page);
  g_autofree char *document = fixture_document (body);
  g_autofree char *header_field = fixture_field ("MERGEFIELD NEE_LE");
  g_autofree char *header =
      g_strdup_printf ("<w:hdr xmlns:w=\"" FIXTURE_W "\"><w:p>%s</w:p></w:hdr>", header_field);

  return fixture_package (&(FixturePackage){ .document = document, .header = header });
}

static char *
write_content (WorkFixture *fixture, const char *name, GBytes *content)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (base_file_write_atomic (path, content, TRUE, &error));
  return path;
}

static char *
write_file (WorkFixture *fixture, const char *name)
{
  g_autoptr (GBytes) content = make_content ();

  return write_content (fixture, name, content);
}

static gint64
add_template (WorkFixture *fixture)
{
  g_autofree char *path = write_file (fixture, "modele.docx");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkTemplateFile) file = NULL;
  g_autoptr (WorkDone) done = NULL;

  work_template_read_async (path, work_fixture_on_result_cb, &result);
  file = work_template_read_finish (work_fixture_wait (&result), &error);
  g_assert_no_error (error);
  done = work_fixture_apply (fixture, work_change_template_add_new ("Modèle", "agreement", file));
  return done->id;
}

static WorkInspection *
inspect (WorkFixture *fixture, gint64 id, gint64 placement_id)
{
  g_autoptr (GError) error = NULL;
  WorkInspection *found =
      work_school_read (fixture->school, work_query_inspection_new (id, placement_id), &error);

  g_assert_no_error (error);
  return found;
}

static const WorkTemplateName *
find_name (const WorkInspection *found, const char *name)
{
  for (guint i = 0; i < found->names->len; i++)
    if (g_str_equal (((WorkTemplateName *) found->names->pdata[i])->name, name))
      return found->names->pdata[i];
  g_assert_not_reached ();
}

static void
assert_name (const WorkInspection *found,
             const char *name,
             WorkNameState state,
             const char *target,
             const char *label,
             const char *sample)
{
  const WorkTemplateName *is = find_name (found, name);

  g_assert_cmpint (is->state, ==, state);
  g_assert_cmpstr (is->target, ==, target);
  g_assert_cmpstr (is->label, ==, label);
  g_assert_cmpstr (is->sample, ==, sample);
}

static gboolean
says (const WorkInspection *found, const char *text, gboolean is_warning)
{
  for (guint i = 0; i < found->remarks->len; i++)
    {
      const WorkTemplateRemark *remark = found->remarks->pdata[i];

      if (strstr (remark->text, text) != NULL)
        return remark->is_warning == is_warning;
    }
  return FALSE;
}

static void
test_file (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture, "Convention.docx");
  g_autoptr (GError) error = NULL, none = NULL, wrong = NULL;
  g_autoptr (WorkInspection) found = work_inspect_file (path, &error);
  const WorkTemplateName *known;

  g_assert_no_error (error);
  g_assert_cmpstr (found->file_name, ==, "Convention.docx");
  g_assert_cmpuint (found->names->len, ==, 5);
  known = find_name (found, "NEE_LE");
  g_assert_cmpuint (known->count, ==, 3);
  g_assert_cmpstr (known->places, ==, "body, header");
  g_assert_cmpstr (known->switches, ==, "\\@ \"d MMMM yyyy\"");
  assert_name (found, "NEE_LE", WORK_NAME_KNOWN, "NEE_LE", "Student: Date of birth", "14/03/2010");
  assert_name (found, "Nom_du_tuteur", WORK_NAME_GUESSED, "TUTEUR_NOM", "Tutor: Family name",
               "BLANC");
  assert_name (found, "DATE_DEBU", WORK_NAME_UNKNOWN, NULL, "", NULL);
  g_assert_cmpstr (find_name (found, "DATE_DEBU")->suggestions[0], ==, "DATE_DEBUT");
  g_assert_cmpuint (g_strv_length (find_name (found, "XYZZY")->suggestions), ==, 0);
  g_assert_null (find_name (found, "JOUR")->target);
  g_assert_cmpint (find_name (found, "JOUR")->state, ==, WORK_NAME_KNOWN);
  g_assert_cmpuint (work_inspection_count (found, WORK_NAME_UNKNOWN), ==, 2);
  g_assert_null (work_inspect_file (fixture->folder, &none));
  g_assert_nonnull (none);
  g_assert_null (work_inspect_file (fixture->path, &wrong));
  g_assert_true (wrong->domain == MERGE_ERROR);
}

static void
test_remarks (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture, "Convention.docx");
  g_autoptr (WorkInspection) found = work_inspect_file (path, NULL);
  const WorkTemplateCode *code;

  g_assert_cmpuint (found->codes->len, ==, 1);
  code = found->codes->pdata[0];
  g_assert_cmpstr (code->type, ==, "PAGE");
  g_assert_cmpstr (code->label, ==, "Page number");
  g_assert_cmpstr (code->places, ==, "body");
  g_assert_true (says (found, "“[Nom]” in the body looks like a text", TRUE));
  g_assert_true (says (found, "1 dotted line in the body", FALSE));
  g_assert_false (says (found, "saved this file last", FALSE));
}

/* Guesses are for a person to say yes to; what was said is shown as such. */
static void
test_bound (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add_template (fixture);
  g_autoptr (WorkInspection) before = inspect (fixture, id, 0), after = NULL;
  g_auto (GStrv) guessed = work_inspection_dup_guessed (before);
  g_autoptr (WorkDone) one = NULL, two = NULL, three = NULL;

  g_assert_cmpuint (g_strv_length (guessed), ==, 1);
  g_assert_cmpstr (guessed[0], ==, "Nom_du_tuteur");
  one = work_fixture_apply (fixture,
                            work_change_template_guess_new (id, (const char *const *) guessed));
  two = work_fixture_apply (fixture, work_change_template_bind_new (id, "DATE_DEBU", "DATE_DEBUT"));
  three = work_fixture_apply (fixture, work_change_template_bind_new (id, "XYZZY", ""));
  after = inspect (fixture, id, fixture->placements[0]);
  g_assert_cmpstr (after->student, ==, "ABADIE Léa");
  assert_name (after, "Nom_du_tuteur", WORK_NAME_BOUND, "TUTEUR_NOM", "Tutor: Family name",
               find_name (after, "Nom_du_tuteur")->sample);
  assert_name (after, "DATE_DEBU", WORK_NAME_BOUND, "DATE_DEBUT", "Placement sheet: First day",
               "11/01/2027");
  assert_name (after, "XYZZY", WORK_NAME_BLANK, NULL, "", NULL);
  g_assert_cmpuint (work_inspection_count (after, WORK_NAME_UNKNOWN), ==, 0);
  g_assert_cmpuint (work_inspection_count (after, WORK_NAME_GUESSED), ==, 0);
}

/* The school is the own one, also when the student is invented. */
static void
test_samples (WorkFixture *fixture, gconstpointer data)
{
  gint64 id = add_template (fixture);
  g_autoptr (WorkInspection) invented = inspect (fixture, id, 0);
  g_autoptr (WorkInspection) real = inspect (fixture, id, fixture->placements[0]);
  g_autoptr (GError) error = NULL;

  g_assert_null (invented->student);
  g_assert_cmpstr (find_name (invented, "NEE_LE")->sample, ==, "14/03/2010");
  g_assert_cmpstr (find_name (real, "NEE_LE")->sample, !=, "14/03/2010");
  g_assert_null (work_school_read (fixture->school, work_query_inspection_new (id + 1, 0), &error));
  g_assert_nonnull (error);
}

/* What a list has as a column is one where the list is repeated, and what schools call a field
 * elsewhere. */
static void
test_columns (WorkFixture *fixture, gconstpointer data)
{
  static const char *const fields[] = { "Professeur", "DATE", "Jour", "LOGO" };
  g_autoptr (GString) body = g_string_new ("<w:p><w:r><w:t>{{#each VISITES}}{{DATE}} {{MOYEN}}"
                                           "{{/each}}</w:t></w:r></w:p>");
  g_autoptr (GBytes) content = NULL;
  g_autofree char *document = NULL, *path = NULL;
  g_autoptr (WorkInspection) found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *instruction = g_strconcat ("MERGEFIELD ", fields[i], NULL);
      g_autofree char *field = fixture_field (instruction);

      g_string_append_printf (body, "<w:p>%s</w:p>", field);
    }
  document = fixture_document (body->str);
  content = fixture_package (&(FixturePackage){ .document = document });
  path = write_content (fixture, "Convention.docx", content);
  found = work_inspect_file (path, NULL);
  assert_name (found, "MOYEN", WORK_NAME_KNOWN, NULL, "Interviews: How it was held", NULL);
  assert_name (found, "Professeur", WORK_NAME_GUESSED, "PROF",
               "Referent teacher: Title, given name and family name",
               find_name (found, "Professeur")->sample);
  /* In the list and beside it: what stands beside stays empty until somebody says what it is. */
  assert_name (found, "DATE", WORK_NAME_UNKNOWN, NULL, "", NULL);
  assert_name (found, "Jour", WORK_NAME_UNKNOWN, NULL, "", NULL);
  assert_name (found, "LOGO", WORK_NAME_KNOWN, "LOGO", "School: Logo", NULL);
}

/* What only a branch asks for is said to be so, and is judged as elsewhere: a column is none there,
 * whichever branch the values at hand would take. */
static void
test_branches (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *choice = fixture_field ("IF {{NOM}} = \"Durand\" \"{{Jour}}\" \"{{VILLE}}\"");
  g_autofree char *always = fixture_field ("MERGEFIELD PRENOM");
  g_autofree char *body = g_strdup_printf (
      "<w:p>%s%s<w:r><w:t>{{#if SEXE = \"F\"}}{{PRENOM}} {{NEE_LE}}{{else}}{{Date}}"
      "{{/if}}</w:t></w:r></w:p>",
      choice, always);
  g_autofree char *document = fixture_document (body);
  g_autoptr (GBytes) content = fixture_package (&(FixturePackage){ .document = document });
  g_autofree char *path = write_content (fixture, "Convention.docx", content);
  g_autoptr (WorkInspection) found = work_inspect_file (path, NULL);
  const char *only = "body, only in a branch of IF";

  assert_name (found, "Jour", WORK_NAME_UNKNOWN, NULL, "", NULL);
  assert_name (found, "Date", WORK_NAME_UNKNOWN, NULL, "", NULL);
  g_assert_cmpstr (find_name (found, "Jour")->places, ==, only);
  g_assert_cmpstr (find_name (found, "VILLE")->places, ==, only);
  g_assert_cmpstr (find_name (found, "NEE_LE")->places, ==, only);
  g_assert_cmpstr (find_name (found, "Date")->places, ==, only);
  g_assert_cmpstr (find_name (found, "NOM")->places, ==, "body");
  g_assert_cmpstr (find_name (found, "PRENOM")->places, ==, "body");
  g_assert_cmpstr (find_name (found, "VILLE")->where, ==, "body");
}

/* Halves that differ, a format and a switch that nobody knows: each is said, with its name. */
static void
test_mistakes (WorkFixture *fixture, gconstpointer data)
{
  static const char *const said[] = {
    "A drawing in the body is kept twice, and its halves do not hold the same fields", "“VILLE”",
    "“Uper”", "\\q"
  };
  g_autofree char *first = fixture_field ("MERGEFIELD VILLE \\* Uper");
  g_autofree char *second = fixture_field ("MERGEFIELD DATE_FIN \\q 3");
  g_autofree char *one = fixture_field ("MERGEFIELD NOM");
  g_autofree char *other = fixture_field ("MERGEFIELD PRENOM");
  g_autofree char *body = g_strdup_printf (
      "<w:p>%s%s<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:txbxContent><w:p>%s</w:p>"
      "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p>%s</w:p></w:txbxContent>"
      "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
      first, second, one, other);
  g_autofree char *document = fixture_document (body);
  g_autoptr (GBytes) content = fixture_package (&(FixturePackage){ .document = document });
  g_autofree char *path = write_content (fixture, "Convention.docx", content);
  g_autoptr (WorkInspection) found = work_inspect_file (path, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_test_message ("%s", said[i]);
      g_assert_true (says (found, said[i], TRUE));
    }
}

static void
test_all_fields (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) fields = work_merge_fields ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (fields->len, >, 200);
  for (guint i = 0; i < fields->len; i++)
    {
      const WorkMergeField *field = fields->pdata[i];

      g_assert_true (g_hash_table_add (seen, (gpointer) field->name));
      g_assert_nonnull (strstr (field->label, ": "));
    }
}

#define ADD(name, func)                                                               \
  g_test_add ("/work/inspection/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("file", test_file);
  ADD ("remarks", test_remarks);
  ADD ("bound", test_bound);
  ADD ("samples", test_samples);
  ADD ("columns", test_columns);
  ADD ("branches", test_branches);
  ADD ("mistakes", test_mistakes);
  ADD ("all-fields", test_all_fields);
  return g_test_run ();
}
