/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-error.h"
#include "model-rule.h"
#include "store-error.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-settings.h"

/* The school's own choices, its identity and its pictures. */

static void
set (WorkFixture *fixture, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done =
      work_school_apply (fixture->school, work_change_setting_new (name, value), &error);

  g_assert_no_error (error);
  g_assert_nonnull (done);
}

static ModelSettings *
read_settings (WorkFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  ModelSettings *settings = work_school_read (fixture->school, work_query_settings_new (), &error);

  g_assert_no_error (error);
  return settings;
}

static void
assert_setting (WorkFixture *fixture, const char *name, const char *value)
{
  g_autoptr (ModelSettings) settings = read_settings (fixture);

  g_assert_cmpstr (model_settings_get (settings, name), ==, value);
}

static void
test_number (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  set (fixture, "deadline.late", " 3 ");
  assert_setting (fixture, "deadline.late", "3");
  set (fixture, "deadline.late", "5");
  name = work_school_undo (fixture->school, NULL, &error);
  g_assert_no_error (error);
  assert_setting (fixture, "deadline.late", "3");
  set (fixture, "deadline.late", NULL);
  assert_setting (fixture, "deadline.late", "7");
}

/* Only what differs from a default is kept: a later version may have a better one. */
static void
test_default_is_not_kept (WorkFixture *fixture, gconstpointer data)
{
  static const char *const defaults[][2] = {
    { "deadline.late", "7" },
    { "search_state.searching.label", "Searching" },
    { "kind.pfmp.label", "PFMP" },
    { "kind.observation.label", "" },
    { "rule.overlap", "warning" },
    { "rule.minor_day.limit", "8" },
    { "search_state.exempt.position", "8" },
    { "search_state.exempt.symbol", "action-unavailable-symbolic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    set (fixture, defaults[i][0], defaults[i][1]);
  {
    g_autoptr (GPtrArray) rows = work_fixture_load_all (fixture, MODEL_ENTITY_SETTING);

    g_assert_cmpuint (rows->len, ==, 0);
  }
}

static void
test_rules (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelSettings) settings = NULL;
  ModelRuleSettings rules;

  set (fixture, "rule.overlap", "blocking");
  set (fixture, "rule.minor_day.limit", "7");
  settings = read_settings (fixture);
  model_rule_settings_read (&rules, settings);
  g_assert_cmpint (rules.levels[MODEL_RULE_OVERLAP], ==, MODEL_RULE_BLOCKING);
  g_assert_cmpint (rules.limits[MODEL_RULE_MINOR_DAY], ==, 7);
}

static void
test_states (WorkFixture *fixture, gconstpointer data)
{
  static const char *const names[] = {
    "search_state.searching.label",      "search_state.searching.style",
    "search_state.searching.symbol",     "search_state.searching.position",
    "search_state.not_started.position", NULL
  };
  static const char *const values[] = { "Cherche", "error", "starred-symbolic", "0", "1", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done =
      work_school_apply (fixture->school, work_change_settings_new (names, values), &error);
  g_autoptr (ModelSettings) settings = NULL;
  g_autoptr (ModelSearchLooks) looks = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (done->n, ==, 5);
  settings = read_settings (fixture);
  looks = model_search_looks_new (settings);
  g_assert_cmpint (looks->order[0], ==, MODEL_SEARCH_SEARCHING);
  g_assert_cmpint (looks->order[1], ==, MODEL_SEARCH_NOT_STARTED);
  g_assert_cmpstr (looks->states[MODEL_SEARCH_SEARCHING].label, ==, "Cherche");
  g_assert_cmpstr (looks->states[MODEL_SEARCH_SEARCHING].style, ==, "error");
  g_assert_cmpstr (looks->states[MODEL_SEARCH_SEARCHING].symbol, ==, "starred-symbolic");
}

/* Nothing at all may be mandatory: not the same as the default. */
static void
test_mandatory (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelSettings) none = NULL, one = NULL;
  g_auto (GStrv) fields = NULL;

  set (fixture, "kind.pfmp.mandatory", "|");
  none = read_settings (fixture);
  fields = model_kind_mandatory (none, "pfmp");
  g_assert_cmpuint (g_strv_length (fields), ==, 0);
  g_clear_pointer (&fields, g_strfreev);
  set (fixture, "kind.pfmp.mandatory", "student.birth_date");
  one = read_settings (fixture);
  fields = model_kind_mandatory (one, "pfmp");
  g_assert_cmpstr (fields[0], ==, "student.birth_date");
  g_assert_null (fields[1]);
}

static void
test_refused (WorkFixture *fixture, gconstpointer data)
{
  static const char *const wrong[][2] = {
    { "deadline.late", "366" },
    { "deadline.late", "soon" },
    { "deadline.chase", "0" },
    { "retention.purge", "-1" },
    { "search_state.searching.style", "pink" },
    { "search_state.searching.symbol", "no-such-symbolic" },
    { "search_state.searching.position", "9" },
    { "search_state.searching.label",
      "A text that is so long that no badge of any list would ever have the room to show it all" },
    { "kind.pfmp.mandatory", "student.colour" },
    { "no.such.setting", "1" },
    { "rule.overlap", "perhaps" },
    { "rule.minor_day.limit", "many" },
    { "rule.no_such_rule", "off" },
    { "sign.url", "http://signer.lycee.example" },
    { "sign.url", "signer.lycee.example" },
    { "sign.url", "https://cle@signer.lycee.example" },
    { "sign.ca_file", "racine.pem" },
    { "sign.method", "fax" },
    { "sign.expires_days", "366" },
    { "sign.ordered", "2" },
    { "sign.subject", "Une ligne\net une autre" },
    { "sign.subject", "Pour {pointure}" },
    { "sign.subject", "{type} de {prénom}" },
    { "sign.message", "Bonjour {prénom" },
    { "message.rules", "2" },
    { "message.quiet_from", "24" },
    { "message.per_minute", "0" },
    { "message.mail.way", "pigeon" },
    { "message.mail.host", "smtp.lycee.example/25" },
    { "message.mail.host", "deux mots" },
    { "message.mail.port", "65536" },
    { "message.mail.security", "none" },
    { "message.mail.auth", "fingerprint" },
    { "message.mail.oauth_service", "yahoo" },
    { "message.mail.ca_file", "racine.pem" },
    { "message.from_address", "secretariat" },
    { "message.reply_to", "a@b@c" },
    { "message.nothing", "1" },
    { "message.sms", "1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WorkDone) done = work_school_apply (
          fixture->school, work_change_setting_new (wrong[i][0], wrong[i][1]), &error);

      g_assert_null (done);
      g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (WorkDone) done = work_school_apply (
        fixture->school, work_change_setting_new ("kind.pfmp.template", "4711"), &error);

    g_assert_null (done);
    g_assert_nonnull (error);
  }
}

/* Each is kept as it was written; what goes without saying is right too, and not kept. */
static void
assert_right (WorkFixture *fixture, const char *const (*right)[2], guint n)
{
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < n; i++)
    {
      set (fixture, right[i][0], right[i][1]);
      assert_setting (fixture, right[i][0], right[i][1]);
    }
  for (guint i = 0; i < n; i++)
    {
      const ModelSetting *setting = model_setting_find (right[i][0]);
      const char *usual = setting != NULL ? setting->value : NULL;

      set (fixture, right[i][0], usual);
      assert_setting (fixture, right[i][0], usual);
    }
  rows = work_fixture_load_all (fixture, MODEL_ENTITY_SETTING);
  for (guint i = 0; i < rows->len; i++)
    g_assert_null (model_record_get (rows->pdata[i], "value"));
}

static void
test_messages (WorkFixture *fixture, gconstpointer data)
{
  static const char *const right[][2] = {
    { "message.rules", "1" },
    { "message.quiet_from", "19" },
    { "message.quiet_to", "0" },
    { "message.saturdays", "1" },
    { "message.per_minute", "600" },
    { "message.delay", "0" },
    { "message.from_name", "Lycée Élise-Combarel" },
    { "message.from_address", "stages@lycee.example" },
    { "message.reply_to", "secretariat@lycee.example" },
    { "message.mail.way", "program" },
    { "message.mail.way", "smtp" },
    { "message.mail.host", "smtp.lycee.example" },
    { "message.mail.host", "[::1]" },
    { "message.mail.port", "465" },
    { "message.mail.security", "tls" },
    { "message.mail.user", "stages@lycee.example" },
    { "message.mail.auth", "oauth" },
    { "message.mail.oauth_service", "microsoft" },
    { "message.mail.oauth_client", "0e1d" },
    { "message.mail.oauth_tenant", "lycee.example" },
    { "message.mail.ca_file", "/etc/ssl/lycee.pem" },
    { "message.sms.provider", "ovh" },
    { "message.sms.simplify", "0" },
    { "message.sms.ovh.service", "sms-ab12345-1" },
    { "message.sms.http.body", "to={to}\ntext={text}" },
  };

  assert_right (fixture, right, G_N_ELEMENTS (right));
}

static void
test_e_signature (WorkFixture *fixture, gconstpointer data)
{
  static const char *const right[][2] = {
    { "sign.provider", "documenso" },
    { "sign.environment", "test" },
    { "sign.url", "https://signer.lycee.example:8443/api" },
    { "sign.url", "http://localhost:3000" },
    { "sign.ca_file", "/etc/ssl/lycee.pem" },
    { "sign.method", "sms_code" },
    { "sign.ordered", "0" },
    { "sign.expires_days", "30" },
    { "sign.remind_days", "0" },
    { "sign.subject", "Convention de {prénom}" },
    { "sign.message", "Bonjour,\n\nCordialement,\n{ETAB_NOM}" },
  };

  assert_right (fixture, right, G_N_ELEMENTS (right));
}

/* One of several is wrong: none is kept. */
static void
test_all_or_none (WorkFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "deadline.late", "deadline.chase", NULL };
  static const char *const values[] = { "3", "0", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done =
      work_school_apply (fixture->school, work_change_settings_new (names, values), &error);

  g_assert_null (done);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  assert_setting (fixture, "deadline.late", "7");
}

/* A template of the school may be that of a kind of agreement. */
static void
test_template_of_kind (WorkFixture *fixture, gconstpointer data)
{
  gint64 id =
      work_fixture_add (fixture, MODEL_ENTITY_TEMPLATE, "name", "Convention", "kind", "agreement",
                        "file_name", "convention.docx", "sha256", "00", "content", "YWJj", NULL);
  g_autofree char *value = work_fixture_id (id), *name = model_kind_setting ("pfmp", "template");

  set (fixture, name, value);
  assert_setting (fixture, "kind.pfmp.template", value);
  set (fixture, name, "");
  assert_setting (fixture, "kind.pfmp.template", NULL);
}

/* What is typed is cleaned as everywhere: spaces at its ends and in a row are nobody's wish. */
static void
test_text_is_cleaned (WorkFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *typed;
    const char *kept;
  } texts[] = {
    { "  Stage   d’été ", "Stage d’été" },
    { "Stage\t1", "Stage 1" },
    { "Période d’<immersion> & co", "Période d’<immersion> & co" },
    { "   ", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      set (fixture, "kind.internship.label", texts[i].typed);
      assert_setting (fixture, "kind.internship.label", texts[i].kept);
    }
}

/* The same value again is no change: there is nothing to undo. */
static void
test_same_value (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) first = NULL, second = NULL, none = NULL;

  first =
      work_school_apply (fixture->school, work_change_setting_new ("deadline.make", "30"), &error);
  g_assert_nonnull (first->operation_id);
  second =
      work_school_apply (fixture->school, work_change_setting_new ("deadline.make", "30"), &error);
  g_assert_null (second->operation_id);
  none =
      work_school_apply (fixture->school, work_change_setting_new ("deadline.late", "7"), &error);
  g_assert_null (none->operation_id);
  g_assert_no_error (error);
}

/* Every number of the table at both its ends and just beyond. */
static void
test_bounds (WorkFixture *fixture, gconstpointer data)
{
  guint n;
  const ModelSetting *table = model_setting_list (&n);

  for (guint i = 0; i < n; i++)
    {
      const struct
      {
        int number;
        gboolean fits;
      } cases[] = { { table[i].minimum, TRUE },
                    { table[i].maximum, TRUE },
                    { table[i].minimum - 1, FALSE },
                    { table[i].maximum + 1, FALSE } };

      for (guint j = 0; table[i].maximum > 0 && j < G_N_ELEMENTS (cases); j++)
        {
          g_autofree char *value = g_strdup_printf ("%d", cases[j].number);
          g_autoptr (GError) error = NULL;
          g_autoptr (WorkDone) done = work_school_apply (
              fixture->school, work_change_setting_new (table[i].name, value), &error);

          g_assert_true ((done != NULL) == cases[j].fits);
          if (!cases[j].fits)
            g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
        }
    }
}

/* A base that can only be read says so, whatever is to be changed. */
static void
test_read_only (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSchool) reader = work_school_open (fixture->path, STORE_OPEN_READ, &error);
  g_autoptr (GPtrArray) steps = work_fixture_load_all (fixture, MODEL_ENTITY_STEP);
  g_autoptr (GPtrArray) schools = work_fixture_load_all (fixture, MODEL_ENTITY_SCHOOL);
  WorkChange *changes[] = {
    work_change_setting_new ("deadline.late", "3"),
    work_change_steps_new (steps, NULL),
    work_change_school_new (schools->pdata[0]),
    work_change_period_copy_new (fixture->periods[0]),
    work_change_period_class_new (fixture->periods[1], fixture->class_id, FALSE),
    work_change_remove_new ("period.change", MODEL_ENTITY_PERIOD, fixture->periods[1]),
  };

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) refused = NULL;
      g_autoptr (WorkDone) done = work_school_apply (reader, changes[i], &refused);

      g_assert_null (done);
      g_assert_error (refused, STORE_ERROR, STORE_ERROR_READ_ONLY);
    }
  work_school_close (reader);
  store_queue_join (work_school_get_queue (reader));
}

/* ---- the school ---- */

static ModelRecord *
read_school (WorkFixture *fixture)
{
  g_autoptr (GPtrArray) schools = work_fixture_load_all (fixture, MODEL_ENTITY_SCHOOL);

  g_assert_cmpuint (schools->len, ==, 1);
  return g_object_ref (schools->pdata[0]);
}

static void
test_school (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (ModelRecord) school = read_school (fixture), after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = NULL, refused = NULL;

  model_record_set_canonical (school, "insurer", "Mutuelle");
  done = work_school_apply (fixture->school, work_change_school_new (school), &error);
  g_assert_no_error (error);
  g_assert_nonnull (done->operation_id);
  after = read_school (fixture);
  g_assert_cmpstr (model_record_get (after, "insurer"), ==, "Mutuelle");
  model_record_set_canonical (after, "name", NULL);
  refused = work_school_apply (fixture->school, work_change_school_new (after), &error);
  g_assert_null (refused);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
}

/* A PNG of one pixel. */
static const char pixel[] =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

/* The head of a JPEG of 2 × 3 pixels, as far as it is looked at. */
static const guchar photo[] = "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x11\x08\0\3"
                              "\0\2\3\1\x22\0\2\x11\1\3\x11\1";

static GBytes *
pixel_bytes (void)
{
  gsize size;
  guchar *bytes = g_base64_decode (pixel, &size);

  return g_bytes_new_take (bytes, size);
}

static void
test_pictures (WorkFixture *fixture, gconstpointer data)
{
  static const char *const columns[] = { "logo", "signature", "stamp" };
  g_autoptr (GBytes) picture = pixel_bytes ();

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *key = g_strconcat ("school.", columns[i], NULL), *undone = NULL;
      g_autoptr (ModelRecord) with = NULL, without = NULL, again = NULL;
      g_autoptr (WorkDone) added = NULL, removed = NULL;
      g_autoptr (GError) error = NULL;

      added = work_school_apply (fixture->school, work_change_school_picture_new (key, picture),
                                 &error);
      g_assert_no_error (error);
      with = read_school (fixture);
      for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
        g_assert_cmpstr (model_record_get (with, columns[j]), ==, j <= i ? pixel : NULL);
      removed =
          work_school_apply (fixture->school, work_change_school_picture_new (key, NULL), &error);
      g_assert_no_error (error);
      without = read_school (fixture);
      g_assert_null (model_record_get (without, columns[i]));
      undone = work_school_undo (fixture->school, removed->operation_id, &error);
      g_assert_no_error (error);
      again = read_school (fixture);
      g_assert_cmpstr (model_record_get (again, columns[i]), ==, pixel);
    }
}

/* What is no picture is not kept either when it did not come from a file. */
static void
test_no_picture (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("no picture", 10);
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply (
      fixture->school, work_change_school_picture_new ("school.stamp", text), &error);
  g_autoptr (ModelRecord) school = read_school (fixture);

  g_assert_null (done);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_REFUSED);
  g_assert_null (model_record_get (school, "stamp"));
}

static GBytes *
read_picture (const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  work_picture_read_async (path, work_fixture_on_result_cb, &result);
  return work_picture_read_finish (work_fixture_wait (&result), error);
}

/* What the name says is no matter, what the file is is. */
static void
test_picture_files (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) png = pixel_bytes ();
  const char *bytes = g_bytes_get_data (png, NULL);
  gsize size = g_bytes_get_size (png);
  g_autofree char *large = g_malloc0 (1024 * 1024 + 1);
  g_autofree char *path = g_build_filename (fixture->folder, "picture.png", NULL);
  const struct
  {
    const char *content;
    gsize size;
    gboolean is_picture;
  } files[] = {
    { bytes, size, TRUE },
    { (const char *) photo, sizeof photo - 1, TRUE },
    { bytes, size - 1, FALSE }, /* cut short */
    { (const char *) photo, 12, FALSE },
    { "GIF89a\1\0\1\0\0\0\0", 13, FALSE },
    { "<svg xmlns='http://www.w3.org/2000/svg'/>", 41, FALSE },
    { "\xff\xd8\xff\xff", 4, FALSE },
    { "", 0, FALSE },
    { large, 1024 * 1024 + 1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) picture = NULL;

      g_file_set_contents (path, files[i].content, (gssize) files[i].size, &error);
      g_assert_no_error (error);
      picture = read_picture (path, &error);
      g_assert_true ((picture != NULL) == files[i].is_picture);
      g_assert_true ((error == NULL) == files[i].is_picture);
    }
}

static void
test_picture_without_file (WorkFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "none.png", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) picture = read_picture (path, &error);

  g_assert_null (picture);
  g_assert_error (error, BASE_ERROR, BASE_ERROR_FILE);
}

#define ADD(name, func)                                                             \
  g_test_add ("/work/settings/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("number", test_number);
  ADD ("default-is-not-kept", test_default_is_not_kept);
  ADD ("rules", test_rules);
  ADD ("states", test_states);
  ADD ("mandatory", test_mandatory);
  ADD ("refused", test_refused);
  ADD ("all-or-none", test_all_or_none);
  ADD ("/work/settings/e-signature", test_e_signature);
  ADD ("/work/settings/messages", test_messages);
  ADD ("template-of-kind", test_template_of_kind);
  ADD ("text-is-cleaned", test_text_is_cleaned);
  ADD ("same-value", test_same_value);
  ADD ("bounds", test_bounds);
  ADD ("read-only", test_read_only);
  ADD ("school", test_school);
  ADD ("pictures", test_pictures);
  ADD ("no-picture", test_no_picture);
  ADD ("picture-files", test_picture_files);
  ADD ("picture-without-file", test_picture_without_file);
  return g_test_run ();
}
