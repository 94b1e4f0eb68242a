/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-queue.h"
#include "work-error.h"
#include "work-fixture.h"
#include "work-template-choice-private.h"

/* Which template an agreement is made with: the nearest choice wins. */

static gint64
add_template (WorkFixture *fixture, const char *name, const char *kind, const char *is_default)
{
  return work_fixture_add (fixture, MODEL_ENTITY_TEMPLATE, "name", name, "kind", kind, "file_name",
                           "x.docx", "sha256", name, "is_default", is_default, "content",
                           "UEs=", NULL);
}

static gpointer
choose_func (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return _work_template_of (connection, *(gint64 *) data, error);
}

static char *
choose (WorkFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelRecord) chosen = store_queue_run (
      work_school_get_queue (fixture->school), choose_func, &fixture->placements[0], NULL, &error);

  g_assert_no_error (error);
  return g_strdup (model_record_get (chosen, "name"));
}

static void
assert_chosen (WorkFixture *fixture, const char *expected)
{
  g_autofree char *name = choose (fixture);

  g_assert_cmpstr (name, ==, expected);
}

static void
set (WorkFixture *fixture, ModelEntity entity, gint64 id, gint64 template_id)
{
  g_autofree char *value = work_fixture_id (template_id);

  work_fixture_change (fixture, entity, id, "template_id", template_id != 0 ? value : NULL);
}

static void
test_default (WorkFixture *fixture, gconstpointer data)
{
  add_template (fixture, "first", "agreement", "0");
  assert_chosen (fixture, "first");
  add_template (fixture, "default", "agreement", "1");
  add_template (fixture, "certificate", "certificate", "1");
  assert_chosen (fixture, "default");
}

static void
test_none (WorkFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gpointer chosen;

  add_template (fixture, "certificate", "certificate", "1");
  chosen = store_queue_run (work_school_get_queue (fixture->school), choose_func,
                            &fixture->placements[0], NULL, &error);
  g_assert_null (chosen);
  g_assert_error (error, WORK_ERROR, WORK_ERROR_NOT_FOUND);
}

static void
test_the_nearest_wins (WorkFixture *fixture, gconstpointer data)
{
  gint64 of_kind = add_template (fixture, "kind", "agreement", "0");
  gint64 of_class = add_template (fixture, "class", "agreement", "0");
  gint64 of_period = add_template (fixture, "period", "agreement", "0");
  gint64 of_sheet = add_template (fixture, "sheet", "agreement", "0");
  g_autofree char *kind = work_fixture_id (of_kind);

  add_template (fixture, "default", "agreement", "1");
  assert_chosen (fixture, "default");
  /* A period without a kind is of the first one. */
  work_fixture_add (fixture, MODEL_ENTITY_SETTING, "name", "kind.pfmp.template", "value", kind,
                    NULL);
  assert_chosen (fixture, "kind");
  set (fixture, MODEL_ENTITY_CLASS_GROUP, fixture->class_id, of_class);
  assert_chosen (fixture, "class");
  set (fixture, MODEL_ENTITY_PERIOD, fixture->periods[0], of_period);
  assert_chosen (fixture, "period");
  set (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], of_sheet);
  assert_chosen (fixture, "sheet");
  /* Another period's choice is its own affair. */
  set (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], 0);
  set (fixture, MODEL_ENTITY_PERIOD, fixture->periods[0], 0);
  set (fixture, MODEL_ENTITY_PERIOD, fixture->periods[1], of_period);
  assert_chosen (fixture, "class");
}

static void
test_kind_of_the_period (WorkFixture *fixture, gconstpointer data)
{
  gint64 of_kind = add_template (fixture, "observation", "agreement", "0");
  g_autofree char *kind = work_fixture_id (of_kind);

  add_template (fixture, "default", "agreement", "1");
  work_fixture_add (fixture, MODEL_ENTITY_SETTING, "name", "kind.observation.template", "value",
                    kind, NULL);
  assert_chosen (fixture, "default");
  work_fixture_change (fixture, MODEL_ENTITY_PERIOD, fixture->periods[0], "kind", "observation");
  assert_chosen (fixture, "observation");
}

static void
test_template_that_is_gone (WorkFixture *fixture, gconstpointer data)
{
  add_template (fixture, "default", "agreement", "1");
  work_fixture_add (fixture, MODEL_ENTITY_SETTING, "name", "kind.pfmp.template", "value", "4711",
                    NULL);
  assert_chosen (fixture, "default");
}

static void
test_amendment (WorkFixture *fixture, gconstpointer data)
{
  gint64 of_sheet = add_template (fixture, "sheet", "agreement", "0");
  gint64 agreement = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001");
  g_autofree char *amended = NULL;

  set (fixture, MODEL_ENTITY_PLACEMENT, fixture->placements[0], of_sheet);
  add_template (fixture, "amendment", "amendment", "0");
  assert_chosen (fixture, "sheet");
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "state", "replaced");
  amended = work_fixture_id (agreement);
  agreement = work_fixture_add_agreement (fixture, fixture->placements[0], "2026-0001-A1");
  work_fixture_change (fixture, MODEL_ENTITY_AGREEMENT, agreement, "amends_id", amended);
  assert_chosen (fixture, "amendment");
}

#define ADD(name, func)                                                                    \
  g_test_add ("/work/template-choice/" name, WorkFixture, NULL, work_fixture_set_up, func, \
              work_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("default", test_default);
  ADD ("none", test_none);
  ADD ("the-nearest-wins", test_the_nearest_wins);
  ADD ("kind-of-the-period", test_kind_of_the_period);
  ADD ("template-that-is-gone", test_template_that_is_gone);
  ADD ("amendment", test_amendment);
  return g_test_run ();
}
