/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-field-binding.h"
#include "app-test.h"
#include "model-value.h"

typedef struct
{
  GtkWidget *box;
  AppFieldEditor *editor;
  AppFieldBinding *binding;
  ModelRecord *record;
  GString *told; /* one letter a signal: c, k (committed), t */
} Fixture;

static void
on_changed_cb (AppFieldBinding *binding, Fixture *fixture)
{
  g_string_append_c (fixture->told, 'c');
}

static void
on_committed_cb (AppFieldBinding *binding, Fixture *fixture)
{
  g_string_append_c (fixture->told, 'k');
}

static void
on_told_cb (AppFieldBinding *binding, Fixture *fixture)
{
  g_string_append_c (fixture->told, 't');
}

static void
begin (Fixture *fixture, const char *key, const char *canonical)
{
  const ModelField *field = model_field_find (key);

  fixture->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  fixture->editor = app_field_editor_new (field);
  fixture->binding = app_field_binding_new (field, fixture->editor);
  fixture->record = model_record_new (model_field_entity (field));
  fixture->told = g_string_new (NULL);
  gtk_box_append (GTK_BOX (fixture->box), GTK_WIDGET (fixture->editor));
  model_record_set_canonical (fixture->record, model_field_column (field), canonical);
  app_field_binding_set_record (fixture->binding, fixture->record);
  g_signal_connect (fixture->binding, "changed", G_CALLBACK (on_changed_cb), fixture);
  g_signal_connect (fixture->binding, "committed", G_CALLBACK (on_committed_cb), fixture);
  g_signal_connect (fixture->binding, "told", G_CALLBACK (on_told_cb), fixture);
  app_test_show (fixture->box);
}

static void
end (Fixture *fixture)
{
  app_test_destroy (fixture->box);
  g_object_unref (fixture->binding);
  g_object_unref (fixture->record);
  g_string_free (fixture->told, TRUE);
}

static GtkEditable *
entry_of (Fixture *fixture)
{
  return GTK_EDITABLE (app_field_editor_get_control (fixture->editor));
}

/* Puts the caret at the end and types, letter by letter. */
static void
append (Fixture *fixture, const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      int end_of_text = -1;

      gtk_editable_insert_text (entry_of (fixture), at, (int) (g_utf8_next_char (at) - at),
                                &end_of_text);
    }
}

/* Takes letters away at the end. */
static void
erase (Fixture *fixture, int n)
{
  int length = (int) g_utf8_strlen (gtk_editable_get_text (entry_of (fixture)), -1);

  for (int i = 1; i <= n; i++)
    gtk_editable_delete_text (entry_of (fixture), length - i, -1);
}

static void
assert_told (Fixture *fixture, const char *told)
{
  g_assert_cmpstr (fixture->told->str, ==, told);
  g_string_truncate (fixture->told, 0);
}

static const char *
value (Fixture *fixture)
{
  return app_field_binding_get_value (fixture->binding);
}

static const char *
shown (Fixture *fixture)
{
  return gtk_editable_get_text (entry_of (fixture));
}

static void
test_what_it_joins (void)
{
  Fixture fixture;

  begin (&fixture, "company.town", "Albi");
  g_assert_true (app_field_binding_get_field (fixture.binding)
                 == model_field_find ("company.town"));
  g_assert_true (app_field_binding_get_editor (fixture.binding) == fixture.editor);
  g_assert_true (app_field_binding_get_record (fixture.binding) == fixture.record);
  g_assert_cmpstr (value (&fixture), ==, "Albi");
  g_assert_cmpstr (shown (&fixture), ==, "Albi");
  assert_told (&fixture, "");
  end (&fixture);
}

static void
test_each_letter_counts (void)
{
  Fixture fixture;

  begin (&fixture, "company.town", NULL);
  append (&fixture, "Alb");
  g_assert_cmpstr (value (&fixture), ==, "Alb");
  assert_told (&fixture, "ccc");
  /* A space at the end is no other value. */
  append (&fixture, " ");
  assert_told (&fixture, "");
  g_assert_true (app_field_binding_flush (fixture.binding));
  assert_told (&fixture, "k");
  g_assert_cmpstr (shown (&fixture), ==, "Alb");
  g_assert_true (app_field_binding_flush (fixture.binding));
  assert_told (&fixture, "");
  end (&fixture);
}

/* There and back is no change to save. */
static void
test_there_and_back (void)
{
  Fixture fixture;

  begin (&fixture, "company.town", "Albi");
  append (&fixture, "x");
  erase (&fixture, 1);
  assert_told (&fixture, "cc");
  g_assert_true (app_field_binding_flush (fixture.binding));
  assert_told (&fixture, "");
  g_assert_false (model_record_is_changed (fixture.record)
                  && g_strcmp0 (value (&fixture), "Albi") != 0);
  end (&fixture);
}

static void
test_problem_is_told_once_it_rests (void)
{
  Fixture fixture;

  begin (&fixture, "company.postcode", "81000");
  erase (&fixture, 1);
  g_assert_nonnull (app_field_binding_get_problem (fixture.binding));
  g_assert_null (app_field_binding_get_told (fixture.binding));
  g_assert_cmpstr (value (&fixture), ==, "81000");
  assert_told (&fixture, "");
  /* Whoever goes on typing is not interrupted. */
  append (&fixture, "5");
  g_assert_null (app_field_binding_get_problem (fixture.binding));
  g_assert_cmpstr (value (&fixture), ==, "81005");
  assert_told (&fixture, "c");
  erase (&fixture, 2);
  g_assert_cmpstr (value (&fixture), ==, "81000");
  assert_told (&fixture, "c");
  app_test_until (app_field_binding_get_told (fixture.binding) != NULL);
  assert_told (&fixture, "t");
  g_assert_cmpstr (app_field_binding_get_told (fixture.binding), ==,
                   app_field_binding_get_problem (fixture.binding));
  append (&fixture, "00");
  g_assert_null (app_field_binding_get_told (fixture.binding));
  g_assert_true (app_field_binding_flush (fixture.binding));
  g_assert_cmpstr (value (&fixture), ==, "81000");
  end (&fixture);
}

/* What counts while a text is wrong is the value from before all of the typing, not from before the
 * last letter; and after a commit it is the committed one. */
static void
test_base (void)
{
  Fixture fixture;

  begin (&fixture, "placement.total_days", "20");
  append (&fixture, "1x");
  g_assert_cmpstr (value (&fixture), ==, "20");
  g_assert_false (app_field_binding_flush (fixture.binding));
  append (&fixture, "y");
  g_assert_cmpstr (value (&fixture), ==, "20");
  erase (&fixture, 2);
  g_assert_cmpstr (value (&fixture), ==, "201");
  g_assert_true (app_field_binding_flush (fixture.binding));
  append (&fixture, "x");
  g_assert_cmpstr (value (&fixture), ==, "201");
  erase (&fixture, 4);
  g_assert_null (value (&fixture));
  append (&fixture, "z");
  g_assert_cmpstr (value (&fixture), ==, "201");
  end (&fixture);
}

/* Enter in the entry is "done". */
static void
test_enter_commits (void)
{
  Fixture fixture;

  begin (&fixture, "company.phone", NULL);
  append (&fixture, "0561000000");
  g_string_truncate (fixture.told, 0);
  g_signal_emit_by_name (entry_of (&fixture), "activate");
  assert_told (&fixture, "k");
  g_assert_cmpstr (shown (&fixture), !=, "0561000000");
  g_assert_cmpstr (value (&fixture), ==, "+33561000000");
  end (&fixture);
}

static void
test_refresh (void)
{
  Fixture fixture;

  begin (&fixture, "company.town", "Albi");
  /* Nothing is typed: what the record has is shown, and nothing told. */
  model_record_set_canonical (fixture.record, "town", "Castres");
  app_field_binding_refresh (fixture.binding);
  g_assert_cmpstr (shown (&fixture), ==, "Castres");
  assert_told (&fixture, "");
  /* In the middle of typing: the text stays as long as it stands for the value. */
  append (&fixture, "  ");
  app_field_binding_refresh (fixture.binding);
  g_assert_cmpstr (shown (&fixture), ==, "Castres  ");
  model_record_set_canonical (fixture.record, "town", "Gaillac");
  app_field_binding_refresh (fixture.binding);
  g_assert_cmpstr (shown (&fixture), ==, "Gaillac");
  g_assert_true (app_field_binding_flush (fixture.binding));
  assert_told (&fixture, "");
  end (&fixture);
}

static void
test_other_record (void)
{
  Fixture fixture;
  g_autoptr (ModelRecord) other = model_record_new (MODEL_ENTITY_COMPANY);

  begin (&fixture, "company.email", NULL);
  append (&fixture, "nobody");
  g_assert_false (app_field_binding_flush (fixture.binding));
  assert_told (&fixture, "t");
  model_record_set_canonical (other, "email", "a@b.example");
  app_field_binding_set_record (fixture.binding, other);
  assert_told (&fixture, "t");
  g_assert_null (app_field_binding_get_problem (fixture.binding));
  g_assert_cmpstr (shown (&fixture), ==, "a@b.example");
  g_assert_true (app_field_binding_flush (fixture.binding));
  g_assert_null (model_record_get (fixture.record, "email"));
  /* Without a record there is nothing to type into. */
  app_field_binding_set_record (fixture.binding, NULL);
  g_assert_null (value (&fixture));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (entry_of (&fixture))));
  append (&fixture, "x");
  g_assert_cmpstr (model_record_get (other, "email"), ==, "a@b.example");
  assert_told (&fixture, "");
  end (&fixture);
}

/* A binding that outlives its editor is silent. */
static void
test_editor_goes_first (void)
{
  Fixture fixture;
  g_autoptr (AppFieldBinding) binding = NULL;

  begin (&fixture, "company.email", NULL);
  append (&fixture, "nobody");
  binding = g_object_ref (fixture.binding);
  end (&fixture);
  g_assert_null (app_field_binding_get_editor (binding));
  g_assert_nonnull (app_field_binding_get_problem (binding));
}

/* What hands do to an entry in any order: whatever happens, the record has a value that the field
 * allows, the problem is there exactly while the text is none, and the text is never lost. */
static void
check_invariants (Fixture *fixture, const ModelField *field, const char *before)
{
  g_autofree char *text = g_strdup (shown (fixture));
  g_autofree char *written = model_value_format (field, value (fixture));
  g_autofree char *canonical = NULL, *again = NULL;
  gboolean is_value = model_value_parse (field, text, &canonical, NULL);

  g_assert_true (model_value_parse (field, written, &again, NULL));
  g_assert_cmpstr (again, ==, value (fixture));
  g_assert_cmpint (is_value, ==, app_field_binding_get_problem (fixture->binding) == NULL);
  g_assert_cmpstr (value (fixture), ==, is_value ? canonical : before);
}

static void
test_at_random (void)
{
  static const char *const keys[] = { "company.siret",
                                      "company.postcode",
                                      "company.phone",
                                      "company.email",
                                      "placement.allowance",
                                      "placement.weekly_hours",
                                      "placement.monday_morning",
                                      "placement.start" };
  static const char letters[] = "0123456789:-/hà. @€x";

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const ModelField *field = model_field_find (keys[i]);
      g_autofree char *before = NULL;
      Fixture fixture;

      begin (&fixture, keys[i], NULL);
      for (guint n = 0; n < 400; n++)
        {
          const char *letter = g_utf8_offset_to_pointer (letters, g_test_rand_int_range (0, 19));
          g_autofree char *one = g_strndup (letter, g_utf8_next_char (letter) - letter);

          switch (g_test_rand_int_range (0, 8))
            {
            case 0:
              gtk_editable_set_text (entry_of (&fixture), "");
              break;
            case 1:
              erase (&fixture, MIN (1, (int) strlen (shown (&fixture))));
              break;
            case 2:
              app_field_binding_refresh (fixture.binding);
              break;
            case 3:
              if (app_field_binding_flush (fixture.binding))
                {
                  g_free (before);
                  before = g_strdup (value (&fixture));
                }
              break;
            default:
              append (&fixture, one);
              break;
            }
          check_invariants (&fixture, field, before);
        }
      end (&fixture);
    }
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/field-binding/joins", test_what_it_joins);
  g_test_add_func ("/app/field-binding/each-letter", test_each_letter_counts);
  g_test_add_func ("/app/field-binding/there-and-back", test_there_and_back);
  g_test_add_func ("/app/field-binding/rest", test_problem_is_told_once_it_rests);
  g_test_add_func ("/app/field-binding/base", test_base);
  g_test_add_func ("/app/field-binding/enter", test_enter_commits);
  g_test_add_func ("/app/field-binding/refresh", test_refresh);
  g_test_add_func ("/app/field-binding/other-record", test_other_record);
  g_test_add_func ("/app/field-binding/editor-gone", test_editor_goes_first);
  g_test_add_func ("/app/field-binding/random", test_at_random);
  return g_test_run ();
}
