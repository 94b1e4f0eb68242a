/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-order-list.h"
#include "app-preferences-order.h"
#include "app-preferences-test.h"
#include "work-settings.h"

/* Lists with an order: steps, signatories. */

typedef AppPreferencesTest Test;

static AppRecordList *
show (Test *test, const char *entity)
{
  AppPreferencesOrder *group = app_preferences_order_new (entity);

  app_preferences_test_show (test, GTK_WIDGET (group));
  return app_preferences_order_get_list (group);
}

static void
hide (AppRecordList *list)
{
  app_test_destroy (gtk_widget_get_ancestor (GTK_WIDGET (list), APP_TYPE_PREFERENCES_ORDER));
}

static AppOrderRow *
row_at (AppRecordList *list, guint position)
{
  return APP_ORDER_ROW (app_test_find (GTK_WIDGET (list), APP_TYPE_ORDER_ROW, position));
}

static char *
titles (AppRecordList *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < app_record_list_get_n_rows (list); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "",
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row_at (list, i))));
  return g_string_free (text, FALSE);
}

static void
assert_titles (AppRecordList *list, const char *wanted)
{
  g_autofree char *found = titles (list);

  g_assert_cmpstr (found, ==, wanted);
}

static void
assert_saved (Test *test, const char *wanted)
{
  g_autoptr (GPtrArray) steps = app_preferences_test_records (test, MODEL_ENTITY_STEP);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? "|" : "",
                            model_record_get (steps->pdata[i], "label"));
  g_assert_cmpstr (found->str, ==, wanted);
}

#define A "Sheet validated"
#define B "Signed by the school"
#define C "Signed by student/parents"
#define D "Sent to the company"
#define E "Agreement signed"

static void
act (Test *test, AppOrderRow *row, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (row), action, NULL);
  app_preferences_test_wait (test);
}

static void
test_move (Test *test, gconstpointer data)
{
  AppRecordList *list = show (test, "step");

  assert_titles (list, A "|" B "|" C "|" D "|" E);
  act (test, row_at (list, 0), "order.down");
  assert_titles (list, B "|" A "|" C "|" D "|" E);
  assert_saved (test, B "|" A "|" C "|" D "|" E);
  act (test, row_at (list, 4), "order.up");
  assert_saved (test, B "|" A "|" C "|" E "|" D);
  /* Beyond the ends there is nothing. */
  act (test, row_at (list, 0), "order.up");
  act (test, row_at (list, 4), "order.down");
  assert_saved (test, B "|" A "|" C "|" E "|" D);
  g_assert_cmpuint (test->n_changed, ==, 2);
  app_preferences_undo (test->preferences, NULL);
  app_preferences_test_wait (test);
  assert_titles (list, B "|" A "|" C "|" D "|" E);
  hide (list);
}

/* The focus stays on the row that is moved, so that the next key moves it on. */
static void
test_move_keeps_focus (Test *test, gconstpointer data)
{
  AppRecordList *list = show (test, "step");
  AppOrderRow *row = row_at (list, 1);
  GtkWidget *focus;

  gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
  for (guint i = 0; i < 2; i++)
    {
      act (test, row, "order.down");
      focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (list)));
      g_assert_nonnull (focus);
      g_assert_true (focus == GTK_WIDGET (row) || gtk_widget_is_ancestor (focus, GTK_WIDGET (row)));
    }
  assert_saved (test, A "|" C "|" D "|" B "|" E);
  hide (list);
}

static GtkEventController *
find_controller (GtkWidget *root, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (root);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  return NULL;
}

static gboolean
drop (GtkWidget *box, AppOrderRow *row, double y)
{
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, APP_TYPE_ORDER_ROW);
  g_value_set_object (&value, row);
  g_signal_emit_by_name (find_controller (box, GTK_TYPE_DROP_TARGET), "drop", &value, 5.0, y,
                         &taken);
  g_value_unset (&value);
  return taken;
}

static void
test_drag (Test *test, gconstpointer data)
{
  AppRecordList *list = show (test, "step");
  GtkWidget *box = app_test_find (GTK_WIDGET (list), GTK_TYPE_LIST_BOX, 0);
  g_autoptr (AppOrderRow) stranger = g_object_ref_sink (app_order_row_new (1));
  GtkEventController *source =
      find_controller (app_order_row_get_handle (row_at (list, 0)), GTK_TYPE_DRAG_SOURCE);
  g_autoptr (GdkContentProvider) content = NULL;
  graphene_rect_t bounds;

  g_signal_emit_by_name (source, "prepare", 0.0, 0.0, &content);
  g_assert_nonnull (content);
  /* On the third row, then under the last one. */
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (row_at (list, 2)), box, &bounds));
  g_assert_true (drop (box, row_at (list, 0), bounds.origin.y + 4));
  app_preferences_test_wait (test);
  assert_saved (test, B "|" C "|" A "|" D "|" E);
  g_assert_true (drop (box, row_at (list, 0), 10000));
  app_preferences_test_wait (test);
  assert_saved (test, C "|" A "|" D "|" E "|" B);
  g_assert_false (drop (box, stranger, 4));
  hide (list);
}

static void
test_rename (Test *test, gconstpointer data)
{
  AppRecordList *list = show (test, "step");
  AppOrderRow *row = row_at (list, 1);
  AppFormPart *part = app_record_list_get_part (list, app_order_row_get_id (row), "step.label");

  app_preferences_test_type (GTK_WIDGET (part), "Signed by the head");
  app_preferences_test_wait (test);
  assert_titles (list, A "|Signed by the head|" C "|" D "|" E);
  assert_saved (test, A "|Signed by the head|" C "|" D "|" E);
  g_assert_true (row_at (list, 1) == row);
  /* Once more: the row follows what was saved, and is no conflict with itself. */
  app_preferences_test_type (GTK_WIDGET (part), "Signed by us");
  app_preferences_test_wait (test);
  g_assert_null (app_order_row_get_note (row));
  assert_saved (test, A "|Signed by us|" C "|" D "|" E);
  hide (list);
}

/* Why something was refused stands in the row that it was asked of, until it is put right. */
static void
test_refused (Test *test, gconstpointer data)
{
  AppRecordList *list = show (test, "step");
  AppOrderRow *row = row_at (list, 1);
  AppFormPart *part = app_record_list_get_part (list, app_order_row_get_id (row), "step.label");

  app_preferences_test_type (GTK_WIDGET (part), A);
  app_preferences_test_wait (test);
  g_assert_cmpstr (app_order_row_get_note (row), ==,
                   "Two steps are called “" A "”. Give one another text.");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  assert_titles (list, A "|" A "|" C "|" D "|" E);
  assert_saved (test, A "|" B "|" C "|" D "|" E);
  g_assert_cmpuint (test->n_changed, ==, 0);
  app_preferences_test_type (GTK_WIDGET (part), "Another");
  app_preferences_test_wait (test);
  g_assert_null (app_order_row_get_note (row));
  assert_saved (test, A "|Another|" C "|" D "|" E);
  hide (list);
}

/* One step is sent, one is signed: choosing another takes it from the first. */
static void
test_meaning (Test *test, gconstpointer data)
{
  AppRecordList *list = show (test, "step");
  gint64 id = app_order_row_get_id (row_at (list, 2));
  AppFormPart *part = app_record_list_get_part (list, id, "step.is_sent");
  g_autoptr (GPtrArray) steps = NULL;

  gtk_switch_set_active (GTK_SWITCH (app_test_find (GTK_WIDGET (part), GTK_TYPE_SWITCH, 0)), TRUE);
  app_preferences_test_wait (test);
  steps = app_preferences_test_records (test, MODEL_ENTITY_STEP);
  for (guint i = 0; i < steps->len; i++)
    {
      g_assert_cmpint (model_record_get_int (steps->pdata[i], "is_sent"), ==, i == 2);
      g_assert_cmpint (model_record_get_int (steps->pdata[i], "is_signed"), ==, i == 4);
    }
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row_at (list, 2))), ==,
                   "Counts as sent");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row_at (list, 3))), ==, "");
  hide (list);
}

static void
test_remove (Test *test, gconstpointer data)
{
  AppRecordList *list = show (test, "step");
  AppOrderRow *row = row_at (list, 3);

  act (test, row, "order.remove");
  g_assert_nonnull (strstr (app_order_row_get_note (row), "counts as sent"));
  assert_saved (test, A "|" B "|" C "|" D "|" E);
  g_assert_null (test->said);
  act (test, row_at (list, 1), "order.remove");
  assert_titles (list, A "|" C "|" D "|" E);
  assert_saved (test, A "|" C "|" D "|" E);
  g_assert_cmpstr (test->said, ==, "Step removed");
  app_preferences_undo (test->preferences, test->undoable);
  app_preferences_test_wait (test);
  assert_titles (list, A "|" B "|" C "|" D "|" E);
  hide (list);
}

static void
add (Test *test, AppRecordList *list)
{
  GtkWidget *group = gtk_widget_get_ancestor (GTK_WIDGET (list), APP_TYPE_PREFERENCES_ORDER);

  gtk_widget_activate_action (group, "preferences.add", NULL);
  app_preferences_test_wait (test);
}

/* What is new is open, with the cursor in its text. */
static void
test_add (Test *test, gconstpointer data)
{
  AppRecordList *list = show (test, "step");
  GtkWidget *focus;

  add (test, list);
  add (test, list);
  assert_saved (test, A "|" B "|" C "|" D "|" E "|New step|New step 2");
  assert_titles (list, A "|" B "|" C "|" D "|" E "|New step|New step 2");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row_at (list, 6))));
  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (list)));
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (row_at (list, 6))));
  hide (list);
}

/* Another seat saves: what was not touched follows, what is being typed stays. */
static void
test_other_seat (Test *test, gconstpointer data)
{
  AppRecordList *list = show (test, "step");
  g_autoptr (GPtrArray) steps = app_preferences_test_records (test, MODEL_ENTITY_STEP);
  gint64 id = model_record_get_id (steps->pdata[0]);
  AppFormPart *part = app_record_list_get_part (list, id, "step.label");
  GtkWidget *text = app_test_find (GTK_WIDGET (part), GTK_TYPE_TEXT, 0);

  gtk_editable_set_text (GTK_EDITABLE (text), "Sheet acc");
  model_record_set_canonical (steps->pdata[1], "label", "Theirs");
  app_preferences_test_apply (test, work_change_steps_new (steps, NULL));
  app_preferences_reload (test->preferences);
  app_preferences_test_wait (test);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "Sheet acc");
  assert_titles (list, "Sheet acc|Theirs|" C "|" D "|" E);
  app_preferences_test_type (GTK_WIDGET (part), "Sheet accepted");
  app_preferences_test_wait (test);
  assert_saved (test, "Sheet accepted|Theirs|" C "|" D "|" E);
  hide (list);
}

static void
test_read_only (Test *test, gconstpointer data)
{
  AppRecordList *list;
  GtkWidget *button;

  app_preferences_test_reopen_read_only (test);
  list = show (test, "step");
  assert_titles (list, A "|" B "|" C "|" D "|" E);
  for (guint i = 0;
       (button = app_test_find (GTK_WIDGET (row_at (list, 0)), GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)) != NULL)
      g_assert_false (gtk_widget_get_visible (button));
  add (test, list);
  assert_titles (list, A "|" B "|" C "|" D "|" E);
  g_assert_null (test->said);
  hide (list);
}

static void
test_signatories (Test *test, gconstpointer data)
{
  AppRecordList *list = show (test, "signatory_role");
  AppOrderRow *row;
  AppFormPart *part;

  assert_titles (list, "Head of the school|Student|Guardian|Company’s representative|Tutor|"
                       "Referent teacher");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row_at (list, 2))), ==,
                   "Mandatory · Only for minors");
  row = row_at (list, 0);
  part = app_record_list_get_part (list, app_order_row_get_id (row), "signatory_role.name");
  app_preferences_test_type (GTK_WIDGET (part), "Mme <Vaysseline> & co");
  app_preferences_test_wait (test);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==,
                   "Mme <Vaysseline> & co · Mandatory");
  part = app_record_list_get_part (list, app_order_row_get_id (row), "signatory_role.label");
  app_preferences_test_type (GTK_WIDGET (part), "Headmistress");
  app_preferences_test_wait (test);
  add (test, list);
  assert_titles (list, "Headmistress|Student|Guardian|Company’s representative|Tutor|"
                       "Referent teacher|Other signatory");
  act (test, row_at (list, 6), "order.remove");
  g_assert_cmpuint (app_record_list_get_n_rows (list), ==, 6);
  g_assert_cmpstr (test->said, ==, "Signatory removed");
  hide (list);
}

/* A value that is none is said in the field and never sent. */
static void
test_wrong_value (Test *test, gconstpointer data)
{
  AppRecordList *list = show (test, "signatory_role");
  gint64 id = app_order_row_get_id (row_at (list, 0));
  AppFormPart *part = app_record_list_get_part (list, id, "signatory_role.email");
  g_autoptr (GPtrArray) roles = NULL;

  app_preferences_test_type (GTK_WIDGET (part), "nobody at home");
  app_preferences_test_wait (test);
  roles = app_preferences_test_records (test, MODEL_ENTITY_SIGNATORY_ROLE);
  g_assert_null (model_record_get (roles->pdata[0], "email"));
  g_assert_cmpuint (test->n_changed, ==, 0);
  hide (list);
}

/* Every field that the school chooses can be chosen: but the place, which is the row's own. */
static void
test_all_fields (Test *test, gconstpointer data)
{
  static const ModelEntity entities[] = { MODEL_ENTITY_STEP, MODEL_ENTITY_SIGNATORY_ROLE };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      const ModelEntityInfo *info = model_entity_info (entities[i]);
      AppRecordList *list = show (test, info->key);
      gint64 id = app_order_row_get_id (row_at (list, 0));

      for (guint j = 0; j < info->n_fields; j++)
        g_assert_true ((app_record_list_get_part (list, id, info->fields[j].key) != NULL)
                       == !g_str_has_suffix (info->fields[j].key, ".position"));
      hide (list);
    }
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  APP_PREFERENCES_ADD ("/app/preferences-order/move", test_move);
  APP_PREFERENCES_ADD ("/app/preferences-order/move-keeps-focus", test_move_keeps_focus);
  APP_PREFERENCES_ADD ("/app/preferences-order/drag", test_drag);
  APP_PREFERENCES_ADD ("/app/preferences-order/rename", test_rename);
  APP_PREFERENCES_ADD ("/app/preferences-order/refused", test_refused);
  APP_PREFERENCES_ADD ("/app/preferences-order/meaning", test_meaning);
  APP_PREFERENCES_ADD ("/app/preferences-order/remove", test_remove);
  APP_PREFERENCES_ADD ("/app/preferences-order/add", test_add);
  APP_PREFERENCES_ADD ("/app/preferences-order/other-seat", test_other_seat);
  APP_PREFERENCES_ADD ("/app/preferences-order/read-only", test_read_only);
  APP_PREFERENCES_ADD ("/app/preferences-order/signatories", test_signatories);
  APP_PREFERENCES_ADD ("/app/preferences-order/wrong-value", test_wrong_value);
  APP_PREFERENCES_ADD ("/app/preferences-order/all-fields", test_all_fields);
  return g_test_run ();
}
