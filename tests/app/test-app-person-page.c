/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-class-list.h"
#include "app-part-list.h"
#include "app-person-fields.h"
#include "app-person-page.h"
#include "app-stay-list.h"
#include "app-stay-row.h"
#include "app-test.h"

static guint n_changed, n_enrol;
static int added;
static gint64 edited, line[3];

static void
on_changed_cb (AppPersonPage *page, gpointer user_data)
{
  n_changed++;
}

static void
on_add_part_cb (AppPersonPage *page, int entity, gpointer user_data)
{
  added = entity;
}

static void
on_edit_part_cb (AppPersonPage *page, ModelRecord *record, gpointer user_data)
{
  edited = model_record_get_id (record);
}

static void
on_enrol_cb (AppPersonPage *page, gpointer user_data)
{
  n_enrol++;
}

static void
on_stay_opened_cb (AppPersonPage *page,
                   gint64 year_id,
                   gint64 student_id,
                   gint64 period_id,
                   gpointer user_data)
{
  line[0] = year_id;
  line[1] = student_id;
  line[2] = period_id;
}

static ModelRecord *make_record (ModelEntity entity, gint64 id, ...) G_GNUC_NULL_TERMINATED;

/* As the store would give it: nothing is changed. */
static ModelRecord *
make_record (ModelEntity entity, gint64 id, ...)
{
  ModelRecord *record = model_record_new (entity);
  const char *column;
  va_list args;

  va_start (args, id);
  while ((column = va_arg (args, const char *)) != NULL)
    model_record_load_at (record, (guint) model_field_index (entity, column),
                          va_arg (args, const char *));
  va_end (args);
  model_record_set_id (record, id);
  model_record_set_version (record, 1);
  return record;
}

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static ModelStay *
make_stay (void)
{
  ModelStay *stay = model_stay_new ();

  stay->school_year_id = 5;
  stay->student_id = 6;
  stay->period_id = 7;
  set_text (&stay->student, "ABADIE Léa");
  set_text (&stay->class_name, "2MELEC");
  set_text (&stay->period_name, "PFMP 1");
  set_text (&stay->year_name, "2026-2027");
  set_text (&stay->company, "Garage Roux");
  set_text (&stay->town, "Albi");
  set_text (&stay->search_state, "searching");
  return stay;
}

static void
free_enrolment (gpointer data)
{
  WorkEnrolment *enrolment = data;

  g_free (enrolment->class_name);
  g_free (enrolment->year_name);
  g_free (enrolment->start);
  g_free (enrolment->end);
  g_free (enrolment);
}

static WorkEnrolment *
make_enrolment (const char *start, const char *end)
{
  WorkEnrolment *enrolment = g_new0 (WorkEnrolment, 1);

  enrolment->class_name = g_strdup ("2MELEC");
  enrolment->year_name = g_strdup ("2026-2027");
  enrolment->start = g_strdup (start);
  enrolment->end = g_strdup (end);
  return enrolment;
}

static void
free_load (gpointer data)
{
  WorkLoad *load = data;

  g_free (load->period_name);
  g_free (load->year_name);
  g_free (load);
}

/* (transfer full): @record with nothing around it */
static WorkPerson *
make_person (ModelRecord *record)
{
  WorkPerson *person = g_new0 (WorkPerson, 1);

  person->record = record;
  person->guardians = g_ptr_array_new_with_free_func (g_object_unref);
  person->enrolments = g_ptr_array_new_with_free_func (free_enrolment);
  person->sites = g_ptr_array_new_with_free_func (g_object_unref);
  person->contacts = g_ptr_array_new_with_free_func (g_object_unref);
  person->stays = g_ptr_array_new_with_free_func ((GDestroyNotify) model_stay_free);
  person->loads = g_ptr_array_new_with_free_func (free_load);
  person->last_contact = g_strdup ("");
  return person;
}

static AppPersonPage *
make_page (ModelEntity entity)
{
  AppPersonPage *page = app_person_page_new (entity);

  n_changed = n_enrol = 0;
  added = 0;
  edited = line[0] = line[1] = line[2] = 0;
  g_signal_connect (page, "changed", G_CALLBACK (on_changed_cb), NULL);
  g_signal_connect (page, "add-part", G_CALLBACK (on_add_part_cb), NULL);
  g_signal_connect (page, "edit-part", G_CALLBACK (on_edit_part_cb), NULL);
  g_signal_connect (page, "enrol", G_CALLBACK (on_enrol_cb), NULL);
  g_signal_connect (page, "stay-opened", G_CALLBACK (on_stay_opened_cb), NULL);
  app_test_show (GTK_WIDGET (page));
  return page;
}

static ModelRecord *
make_company (void)
{
  return make_record (MODEL_ENTITY_COMPANY, 1, "name", "Garage Roux", "siret", "00041300500018",
                      "postcode", "81000", NULL);
}

/* Types into a field of the page and leaves it. */
static void
type (AppPersonPage *page, const char *key, const char *text)
{
  AppFieldRow *row = app_form_get_row (app_person_page_get_form (page), key);
  GtkWidget *entry = app_test_find (GTK_WIDGET (row), GTK_TYPE_TEXT, 0);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static GtkLabel *
label_of (GtkWidget *root, guint n)
{
  return GTK_LABEL (app_test_find (root, GTK_TYPE_LABEL, n));
}

/* The label that lists what is missing, %NULL when nothing is. */
static GtkLabel *
missing_of (AppPersonPage *page)
{
  for (guint i = 0;; i++)
    {
      GtkLabel *label = label_of (GTK_WIDGET (page), i);

      if (label == NULL)
        return NULL;
      if (g_str_has_prefix (gtk_label_get_text (label), "Agreements need"))
        return gtk_widget_get_visible (gtk_widget_get_parent (GTK_WIDGET (label))) ? label : NULL;
    }
}

/* Whatever is added to the catalogue has a place on a page. */
static void
test_every_field (void)
{
  static const ModelEntity entities[] = { MODEL_ENTITY_STUDENT, MODEL_ENTITY_COMPANY,
                                          MODEL_ENTITY_TEACHER };
  static const ModelEntity parts[] = { MODEL_ENTITY_GUARDIAN, MODEL_ENTITY_SITE,
                                       MODEL_ENTITY_CONTACT };

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      AppPersonPage *page = make_page (entities[i]);
      const ModelEntityInfo *info = model_entity_info (entities[i]);

      for (guint j = 0; j < info->n_fields; j++)
        if (app_form_get_row (app_person_page_get_form (page), info->fields[j].key) == NULL)
          g_error ("%s is on no page", info->fields[j].key);
      app_test_destroy (GTK_WIDGET (page));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const ModelEntityInfo *info = model_entity_info (parts[i]);
      const char *const *keys = app_person_fields_asked (parts[i]);

      for (guint j = 0; j < info->n_fields; j++)
        if (info->fields[j].type != MODEL_TYPE_REFERENCE
            && !g_str_equal (info->fields[j].key, "guardian.rank")
            && !g_strv_contains (keys, info->fields[j].key))
          g_error ("%s is asked for nowhere", info->fields[j].key);
    }
  g_assert_null (app_person_fields_asked (MODEL_ENTITY_NOTE)[0]);
  g_assert_null (app_person_fields_required (MODEL_ENTITY_SITE)[0]);
}

static void
test_show (void)
{
  AppPersonPage *page = make_page (MODEL_ENTITY_COMPANY);
  GtkLabel *missing;

  app_person_page_set_person (page, make_person (make_company ()));
  g_assert_cmpstr (gtk_label_get_text (label_of (GTK_WIDGET (page), 0)), ==, "Garage Roux");
  g_assert_false (app_person_page_is_changed (page));
  missing = missing_of (page);
  g_assert_nonnull (missing);
  g_assert_cmpstr (gtk_label_get_text (missing), ==, "Agreements need: Address, Town");
  type (page, "company.address1", "3 rue des Entrepôts");
  g_assert_cmpstr (gtk_label_get_text (missing_of (page)), ==, "Agreements need: Town");
  type (page, "company.town", "Albi");
  g_assert_null (missing_of (page));
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_place (void)
{
  AppPersonPage *page = make_page (MODEL_ENTITY_COMPANY);

  app_person_page_set_person (
      page, make_person (make_record (MODEL_ENTITY_COMPANY, 1, "name", "Garage Roux", "town",
                                      "Albi", "status", "to_avoid", "is_closed", "1", NULL)));
  g_assert_cmpstr (gtk_label_get_text (label_of (GTK_WIDGET (page), 1)), ==,
                   "Albi · To avoid · Closed");
  app_person_page_set_person (
      page, make_person (make_record (MODEL_ENTITY_COMPANY, 2, "name", "Zinc", NULL)));
  g_assert_cmpstr (gtk_label_get_text (label_of (GTK_WIDGET (page), 1)), ==, "");
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_change (void)
{
  AppPersonPage *page = make_page (MODEL_ENTITY_COMPANY);
  guint before;

  app_person_page_set_person (page, make_person (make_company ()));
  before = n_changed;
  type (page, "company.town", "Albi");
  g_assert_cmpuint (n_changed, >, before);
  g_assert_true (app_person_page_is_changed (page));
  g_assert_nonnull (
      strstr (gtk_label_get_text (label_of (GTK_WIDGET (page), 1)), "Changed, not saved"));
  g_assert_cmpstr (model_record_get (app_person_page_get_record (page), "town"), ==, "Albi");
  /* What was read stays as it was. */
  g_assert_null (model_record_get (app_person_page_get_person (page)->record, "town"));
  g_assert_true (app_person_page_check (page));
  app_person_page_discard (page);
  g_assert_false (app_person_page_is_changed (page));
  g_assert_null (model_record_get (app_person_page_get_record (page), "town"));
  type (page, "company.town", "Albi");
  app_person_page_mark_saved (page);
  g_assert_false (app_person_page_is_changed (page));
  g_assert_cmpstr (model_record_get (app_person_page_get_record (page), "town"), ==, "Albi");
  app_test_destroy (GTK_WIDGET (page));
}

/* What is no value is a change too, and cannot be saved. */
static void
test_wrong (void)
{
  AppPersonPage *page = make_page (MODEL_ENTITY_COMPANY);

  app_person_page_set_person (page, make_person (make_company ()));
  app_person_page_show_section (page, "memory");
  type (page, "company.siret", "123");
  g_assert_true (app_person_page_is_changed (page));
  g_assert_false (app_person_page_check (page));
  /* It is gone to. */
  g_assert_true (gtk_widget_get_child_visible (gtk_widget_get_ancestor (
      GTK_WIDGET (app_person_page_get_form (page)), GTK_TYPE_SCROLLED_WINDOW)));
  type (page, "company.siret", "");
  g_assert_true (app_person_page_check (page));
  type (page, "company.name", "");
  g_assert_false (app_person_page_check (page));
  app_test_destroy (GTK_WIDGET (page));
}

/* Read again while something is typed, after a contact was added for instance. */
static void
test_read_again (void)
{
  AppPersonPage *page = make_page (MODEL_ENTITY_COMPANY);
  WorkPerson *again = make_person (make_company ());

  app_person_page_set_person (page, make_person (make_company ()));
  type (page, "company.town", "Albi");
  g_ptr_array_add (again->contacts,
                   make_record (MODEL_ENTITY_CONTACT, 4, "family_name", "Roux", NULL));
  app_person_page_set_person (page, again);
  g_assert_true (app_person_page_is_changed (page));
  g_assert_cmpstr (model_record_get (app_person_page_get_record (page), "town"), ==, "Albi");
  /* After a save it is what was read that counts. */
  app_person_page_mark_saved (page);
  app_person_page_set_person (page, make_person (make_company ()));
  g_assert_false (app_person_page_is_changed (page));
  g_assert_null (model_record_get (app_person_page_get_record (page), "town"));
  /* Of somebody else nothing is kept. */
  type (page, "company.town", "Albi");
  app_person_page_set_person (
      page, make_person (make_record (MODEL_ENTITY_COMPANY, 2, "name", "Zinc", NULL)));
  g_assert_false (app_person_page_is_changed (page));
  g_assert_null (model_record_get (app_person_page_get_record (page), "town"));
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_doubt (void)
{
  AppPersonPage *page = make_page (MODEL_ENTITY_STUDENT);
  AppFieldRow *row = app_form_get_row (app_person_page_get_form (page), "student.ine");

  app_person_page_set_person (
      page, make_person (make_record (MODEL_ENTITY_STUDENT, 1, "family_name", "Abadie",
                                      "given_name", "Léa", "ine", "0600000012A", NULL)));
  g_assert_true (app_test_find (GTK_WIDGET (row), g_type_from_name ("AppNote"), 0) != NULL);
  type (page, "student.ine", "");
  g_assert_null (app_test_find (GTK_WIDGET (row), g_type_from_name ("AppNote"), 0));
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_parts (void)
{
  AppPersonPage *page = make_page (MODEL_ENTITY_COMPANY);
  WorkPerson *person = make_person (make_company ());
  GtkWidget *contacts, *sites, *row;

  g_ptr_array_add (person->contacts,
                   make_record (MODEL_ENTITY_CONTACT, 4, "title", "Mme", "family_name", "Roux",
                                "given_name", "Élodie", "function", "Gérante", "is_representative",
                                "1", "is_tutor", "0", "mobile", "+33639988301", NULL));
  app_person_page_set_person (page, person);
  contacts = app_test_find (GTK_WIDGET (page), APP_TYPE_PART_LIST, 0);
  sites = app_test_find (GTK_WIDGET (page), APP_TYPE_PART_LIST, 1);
  g_assert_cmpint (app_part_list_get_entity (APP_PART_LIST (contacts)), ==, MODEL_ENTITY_CONTACT);
  row = app_test_find (contacts, ADW_TYPE_ACTION_ROW, 0);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "Mme ROUX Élodie");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "Gérante · Signs for the company · 06 39 98 83 01");
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  g_assert_cmpint (edited, ==, 4);
  g_assert_null (app_test_find (sites, ADW_TYPE_ACTION_ROW, 0));
  g_signal_emit_by_name (app_test_find (sites, GTK_TYPE_BUTTON, 0), "clicked");
  g_assert_cmpint (added, ==, MODEL_ENTITY_SITE);
  /* Read only: nothing is added, nothing opens. */
  app_person_page_set_editable (page, FALSE);
  g_assert_false (gtk_widget_get_visible (app_test_find (sites, GTK_TYPE_BUTTON, 0)));
  row = app_test_find (contacts, ADW_TYPE_ACTION_ROW, 0);
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  app_test_destroy (GTK_WIDGET (page));
}

/* A third guardian is shown, but not offered. */
static void
test_guardians (void)
{
  GtkWidget *list = app_test_show (app_part_list_new (MODEL_ENTITY_GUARDIAN));
  GtkWidget *add = app_test_find (list, GTK_TYPE_BUTTON, 0);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (gint64 i = 1; i <= 3; i++)
    {
      g_assert_cmpint (gtk_widget_get_visible (add), ==, records->len < 2);
      g_ptr_array_add (records, make_record (MODEL_ENTITY_GUARDIAN, i, "family_name", "Abadie",
                                             "kinship", "Mère", NULL));
      app_part_list_set_records (APP_PART_LIST (list), records);
    }
  g_assert_nonnull (app_test_find (list, ADW_TYPE_ACTION_ROW, 2));
  app_test_destroy (list);
}

static void
test_nameless_site (void)
{
  GtkWidget *list = app_test_show (app_part_list_new (MODEL_ENTITY_SITE));
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *row;

  g_ptr_array_add (records, make_record (MODEL_ENTITY_SITE, 1, "address1", "1 rue <Haute>", "town",
                                         "Albi", NULL));
  app_part_list_set_records (APP_PART_LIST (list), records);
  row = app_test_find (list, ADW_TYPE_ACTION_ROW, 0);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Without a name");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "1 rue <Haute> · Albi");
  app_test_destroy (list);
}

static void
test_classes (void)
{
  static const struct
  {
    const char *start, *end, *text;
  } cases[] = { { "", "", "2026-2027" },
                { "2026-10-01", "", "2026-2027, since 01/10/2026" },
                { "", "2026-10-01", "2026-2027, until 01/10/2026" },
                { "2026-10-01", "2026-11-01", "2026-2027, from 01/10/2026 to 01/11/2026" } };
  AppPersonPage *page = make_page (MODEL_ENTITY_STUDENT);
  WorkPerson *person = make_person (
      make_record (MODEL_ENTITY_STUDENT, 1, "family_name", "Abadie", "given_name", "Léa", NULL));
  GtkWidget *list;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_ptr_array_add (person->enrolments, make_enrolment (cases[i].start, cases[i].end));
  app_person_page_set_person (page, person);
  list = app_test_find (GTK_WIDGET (page), APP_TYPE_CLASS_LIST, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *row = app_test_find (list, ADW_TYPE_ACTION_ROW, i);

      g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, cases[i].text);
    }
  g_signal_emit_by_name (app_test_find_button (list, "Change…"), "clicked");
  g_assert_cmpuint (n_enrol, ==, 1);
  app_person_page_set_editable (page, FALSE);
  g_assert_false (gtk_widget_get_visible (app_test_find_button (list, "Change…")));
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_memory (void)
{
  AppPersonPage *page = make_page (MODEL_ENTITY_COMPANY);
  WorkPerson *person = make_person (make_company ());
  g_autoptr (ModelSettings) settings = model_settings_new ();
  g_autoptr (ModelSearchLooks) looks = model_search_looks_new (settings);
  GtkWidget *list, *row;

  app_person_page_set_looks (page, looks);
  for (guint i = 0; i < 40; i++)
    g_ptr_array_add (person->stays, make_stay ());
  set_text (&person->last_contact, "2020-01-02");
  app_person_page_set_person (page, person);
  app_person_page_show_section (page, "memory");
  list = app_test_find (GTK_WIDGET (page), APP_TYPE_STAY_LIST, 0);
  g_assert_cmpuint (app_stay_list_get_n_rows (APP_STAY_LIST (list)), ==, 30);
  g_signal_emit_by_name (app_test_find_button (list, "Show 10 More"), "clicked");
  g_assert_cmpuint (app_stay_list_get_n_rows (APP_STAY_LIST (list)), ==, 40);
  row = app_test_find (list, APP_TYPE_STAY_ROW, 0);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  g_assert_cmpint (line[0], ==, 5);
  g_assert_cmpint (line[1], ==, 6);
  g_assert_cmpint (line[2], ==, 7);
  app_test_destroy (GTK_WIDGET (page));
}

static const char *
description_of (AppPersonPage *page)
{
  GtkWidget *list = app_test_find (GTK_WIDGET (page), APP_TYPE_STAY_LIST, 0);
  GtkWidget *group = app_test_find (list, ADW_TYPE_PREFERENCES_GROUP, 0);

  return adw_preferences_group_get_description (ADW_PREFERENCES_GROUP (group));
}

static void
test_descriptions (void)
{
  AppPersonPage *page = make_page (MODEL_ENTITY_TEACHER);
  WorkPerson *person =
      make_person (make_record (MODEL_ENTITY_TEACHER, 1, "family_name", "Astruc", NULL));
  WorkLoad *load = g_new0 (WorkLoad, 1);
  AppPersonPage *students = NULL;

  load->period_name = g_strdup ("PFMP 1");
  load->year_name = g_strdup ("2026-2027");
  load->n = 12;
  g_ptr_array_add (person->loads, load);
  g_ptr_array_add (person->stays, make_stay ());
  app_person_page_set_person (page, person);
  g_assert_cmpstr (description_of (page), ==, "2026-2027 PFMP 1: 12 students");
  app_test_destroy (GTK_WIDGET (page));

  students = make_page (MODEL_ENTITY_STUDENT);
  person = make_person (
      make_record (MODEL_ENTITY_STUDENT, 1, "family_name", "Abadie", "given_name", "Léa", NULL));
  app_person_page_set_person (students, person);
  g_assert_cmpstr (description_of (students), ==, "No search has begun yet.");
  person = make_person (
      make_record (MODEL_ENTITY_STUDENT, 1, "family_name", "Abadie", "given_name", "Léa", NULL));
  person->n_notes = 3;
  g_ptr_array_add (person->stays, make_stay ());
  app_person_page_set_person (students, person);
  g_assert_cmpstr (description_of (students), ==, "3 notes");
  app_test_destroy (GTK_WIDGET (students));
}

/* ---- rows of the memory ---- */

static GtkWidget *
show_stay (ModelStay *stay, ModelEntity seen_from)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = app_stay_row_new (stay, seen_from, NULL);

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  app_test_show (list);
  return row;
}

static gboolean
says (GtkWidget *row, const char *text)
{
  GtkLabel *label;

  for (guint i = 0; (label = label_of (row, i)) != NULL; i++)
    if (gtk_widget_is_visible (GTK_WIDGET (label))
        && strstr (gtk_label_get_text (label), text) != NULL)
      return TRUE;
  return FALSE;
}

/* What the page is about is not said again. */
static void
test_stay_seen_from (void)
{
  static const struct
  {
    ModelEntity entity;
    gboolean student, company, teacher;
  } cases[] = { { MODEL_ENTITY_STUDENT, FALSE, TRUE, TRUE },
                { MODEL_ENTITY_COMPANY, TRUE, FALSE, TRUE },
                { MODEL_ENTITY_TEACHER, TRUE, TRUE, FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelStay) stay = make_stay ();
      GtkWidget *row;

      set_text (&stay->teacher, "M. BELKACEM");
      set_text (&stay->tutor, "Mme ROUX");
      row = show_stay (stay, cases[i].entity);
      g_assert_cmpint (says (row, "ABADIE"), ==, cases[i].student);
      g_assert_cmpint (says (row, "Garage"), ==, cases[i].company);
      g_assert_cmpint (says (row, "BELKACEM"), ==, cases[i].teacher);
      g_assert_true (says (row, "Tutor: Mme ROUX"));
      g_assert_true (says (row, "2026-2027"));
      app_test_destroy (gtk_widget_get_parent (row));
    }
}

static void
test_stay_states (void)
{
  static const struct
  {
    const char *sheet, *agreement, *text;
  } cases[] = { { "", "", "Searching" },
                { "draft", "", "Sheet in progress" },
                { "to_validate", "", "Sheet to validate" },
                { "validated", "active", "Sheet validated" },
                { "validated", "cancelled", "Agreement cancelled" },
                { "refused", "", "Sheet refused" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelStay) stay = make_stay ();
      GtkWidget *row, *badge;

      set_text (&stay->placement_state, cases[i].sheet);
      set_text (&stay->agreement_state, cases[i].agreement);
      set_text (&stay->reason, "Too far");
      set_text (&stay->number, "2026-0042");
      set_text (&stay->step, "Signed");
      row = show_stay (stay, MODEL_ENTITY_COMPANY);
      badge = app_test_find (row, g_type_from_name ("AppStateBadge"), 0);
      gtk_test_accessible_assert_property (badge, GTK_ACCESSIBLE_PROPERTY_LABEL, cases[i].text);
      g_assert_true (says (row, "2026-0042"));
      /* Why is said where it came to nothing, and no step. */
      g_assert_cmpint (says (row, "Reason: Too far"), ==, model_stay_is_refused (stay));
      g_assert_cmpint (says (row, "Signed"), ==, !model_stay_is_refused (stay));
      app_test_destroy (gtk_widget_get_parent (row));
    }
}

/* What went wrong is not hidden by what went well. */
static void
test_stay_notes (void)
{
  static const struct
  {
    int n[MODEL_N_TONES];
    const char *tone, *text;
  } cases[] = { { { 1, 0, 0 }, "Information", "Fine" },
                { { 1, 1, 0 }, "Positive", "Fine (2 notes)" },
                { { 0, 3, 1 }, "Negative", "Fine (4 notes)" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelStay) stay = make_stay ();
      GtkWidget *row;

      set_text (&stay->note, "Fine");
      for (guint j = 0; j < MODEL_N_TONES; j++)
        stay->n_notes[j] = cases[i].n[j];
      row = show_stay (stay, MODEL_ENTITY_COMPANY);
      g_assert_true (says (row, cases[i].text));
      gtk_test_accessible_assert_property (app_test_find (row, GTK_TYPE_IMAGE, 0),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL, cases[i].tone);
      app_test_destroy (gtk_widget_get_parent (row));
    }
}

static void
test_stay_without_company (void)
{
  g_autoptr (ModelStay) stay = make_stay ();
  GtkWidget *row;

  set_text (&stay->company, "");
  set_text (&stay->town, "");
  row = show_stay (stay, MODEL_ENTITY_STUDENT);
  g_assert_true (says (row, "No company yet"));
  g_assert_true (says (row, "2MELEC"));
  app_test_destroy (gtk_widget_get_parent (row));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/person-page/every-field", test_every_field);
  g_test_add_func ("/app/person-page/show", test_show);
  g_test_add_func ("/app/person-page/place", test_place);
  g_test_add_func ("/app/person-page/change", test_change);
  g_test_add_func ("/app/person-page/wrong", test_wrong);
  g_test_add_func ("/app/person-page/read-again", test_read_again);
  g_test_add_func ("/app/person-page/doubt", test_doubt);
  g_test_add_func ("/app/person-page/parts", test_parts);
  g_test_add_func ("/app/person-page/guardians", test_guardians);
  g_test_add_func ("/app/person-page/nameless-site", test_nameless_site);
  g_test_add_func ("/app/person-page/classes", test_classes);
  g_test_add_func ("/app/person-page/memory", test_memory);
  g_test_add_func ("/app/person-page/descriptions", test_descriptions);
  g_test_add_func ("/app/person-page/stay-seen-from", test_stay_seen_from);
  g_test_add_func ("/app/person-page/stay-states", test_stay_states);
  g_test_add_func ("/app/person-page/stay-notes", test_stay_notes);
  g_test_add_func ("/app/person-page/stay-without-company", test_stay_without_company);
  return g_test_run ();
}
