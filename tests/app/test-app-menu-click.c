/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-line-list.h"
#include "app-outbox-page.h"
#include "app-outbox-row.h"
#include "app-pointer-test.h"
#include "app-popovers.h"
#include "app-text-cell.h"

/* The menus of the lists, with the second button of the pointer. */

typedef struct
{
  GtkWidget *(*make) (void);
  GtkWidget *(*get_list) (GtkWidget *shown); /* what hears of the click */
  GtkWidget *(*get_row) (GtkWidget *shown, guint n);
  guint (*count) (GtkWidget *shown); /* what is selected */
} Kind;

typedef struct
{
  const Kind *kind;
  GtkWidget *shown;
} Fixture;

/* ---- the list of lines ---- */

static GtkWidget *
make_lines (void)
{
  AppLineList *list = app_line_list_new ();
  g_autoptr (GPtrArray) steps = model_step_list_default ();
  g_autoptr (GPtrArray) lines = app_test_lines ();
  g_autoptr (ModelSettings) settings = model_settings_new ();
  g_autoptr (ModelSearchLooks) looks = model_search_looks_new (settings);

  app_line_list_set_steps (list, steps);
  app_line_list_set_looks (list, looks);
  app_test_show (GTK_WIDGET (list));
  app_line_list_show (list, lines, APP_LINE_LIST_EMPTY_SCOPE);
  return GTK_WIDGET (list);
}

static GtkWidget *
get_lines (GtkWidget *shown)
{
  return shown;
}

/* Cells that say something: as many as there are columns stand in one line. */
static GtkWidget *
get_line (GtkWidget *shown, guint n)
{
  GtkWidget *row = app_test_find (shown, APP_TYPE_TEXT_CELL, 0);

  while (row != NULL && g_strcmp0 (G_OBJECT_TYPE_NAME (row), "GtkColumnListItemWidget") != 0
         && g_strcmp0 (G_OBJECT_TYPE_NAME (row), "GtkListItemWidget") != 0)
    row = gtk_widget_get_parent (row);
  for (; row != NULL && n > 0; n--)
    row = gtk_widget_get_next_sibling (row);
  return row;
}

static guint
count_lines (GtkWidget *shown)
{
  return app_line_list_get_n_selected (APP_LINE_LIST (shown));
}

/* ---- the outbox ---- */

static GtkWidget *
make_outbox (void)
{
  AppOutboxPage *page = app_outbox_page_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  for (gint64 id = 3; id > 0; id--)
    {
      WorkOutboxRow *row = g_new0 (WorkOutboxRow, 1);

      row->id = id;
      row->channel = WORK_MESSAGE_MAIL;
      row->state = (char *) "queued";
      row->event = (char *) "agreement.to_sign";
      row->audience = MODEL_MESSAGE_TUTOR;
      row->name = (char *) "Mme Anne ROUX";
      row->address = (char *) "anne@roux.example";
      row->student = (char *) "ABADIE Léa";
      row->subject = (char *) "Convention à signer";
      row->body = (char *) "Bonjour,\nla convention est prête.";
      row->made_at = (char *) "2026-11-24T08:00:00Z";
      row->batch = (char *) "b1";
      g_ptr_array_add (rows, row);
    }
  app_outbox_list_set_rows (app_outbox_page_get_list (page), rows);
  app_test_show (GTK_WIDGET (page));
  return GTK_WIDGET (page);
}

static GtkWidget *
get_letter (GtkWidget *shown, guint n)
{
  return app_test_find (shown, APP_TYPE_OUTBOX_ROW, n);
}

static GtkWidget *
get_letters (GtkWidget *shown)
{
  return get_letter (shown, 1);
}

static guint
count_letters (GtkWidget *shown)
{
  g_autoptr (GPtrArray) selected =
      app_outbox_list_get_selected (app_outbox_page_get_list (APP_OUTBOX_PAGE (shown)));

  return selected->len;
}

/* ---- the cases ---- */

static const Kind lines = { make_lines, get_lines, get_line, count_lines };
static const Kind outbox = { make_outbox, get_letters, get_letter, count_letters };

static void
set_up (Fixture *fixture, gconstpointer data)
{
  app_popovers_let_go ();
  fixture->kind = data;
  fixture->shown = fixture->kind->make ();
  app_pointer_test_draw (fixture->shown);
}

/* The menu that is on the screen */
static GtkWidget *
find_open (Fixture *fixture)
{
  GtkWidget *menu;

  for (guint i = 0; (menu = app_test_find (fixture->shown, GTK_TYPE_POPOVER_MENU, i)) != NULL; i++)
    if (gtk_widget_get_mapped (menu))
      return menu;
  return NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GtkWidget *menu = find_open (fixture);

  if (menu != NULL)
    gtk_popover_popdown (GTK_POPOVER (menu));
  app_test_destroy (fixture->shown);
}

static gboolean
is_pressed (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_ACTIVE) != 0;
}

/* The row is selected when the button goes down; the menu opens when it comes up, and what is under
 * it does not stay pressed. */
static void
test_released (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = fixture->kind->get_row (fixture->shown, 1);

  app_pointer_test_point (row);
  app_pointer_test_run ("mousedown 3");
  app_test_until (fixture->kind->count (fixture->shown) == 1);
  app_pointer_test_draw (fixture->shown);
  g_assert_null (find_open (fixture));
  app_pointer_test_run ("mouseup 3");
  app_test_until (find_open (fixture) != NULL);
  app_pointer_test_draw (fixture->shown);
  g_assert_false (is_pressed (row));
  g_assert_false (is_pressed (fixture->kind->get_list (fixture->shown)));
  g_assert_cmpuint (fixture->kind->count (fixture->shown), ==, 1);
}

/* A click during which the list is laid out may be given up by GTK: it was one. */
static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) controllers =
      gtk_widget_observe_controllers (fixture->kind->get_list (fixture->shown));
  GtkWidget *row = fixture->kind->get_row (fixture->shown, 1);

  app_pointer_test_point (row);
  app_pointer_test_run ("mousedown 3");
  app_test_until (fixture->kind->count (fixture->shown) == 1);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        gtk_event_controller_reset (controller);
    }
  app_pointer_test_run ("mouseup 3");
  app_test_until (find_open (fixture) != NULL);
}

/* Whoever lets the button go elsewhere has thought better of it. */
static void
test_elsewhere (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = fixture->kind->get_row (fixture->shown, 1);

  app_pointer_test_point (row);
  app_pointer_test_run ("mousedown 3");
  app_test_until (fixture->kind->count (fixture->shown) == 1);
  app_pointer_test_point (fixture->kind->get_row (fixture->shown, 2));
  app_pointer_test_run ("mouseup 3");
  app_pointer_test_draw (fixture->shown);
  g_assert_null (find_open (fixture));
  g_assert_cmpuint (fixture->kind->count (fixture->shown), ==, 1);
}

/* What it is asked for again and again, it opens. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 4; i++)
    {
      g_test_message ("click %u", i + 1);
      app_pointer_test_point (fixture->kind->get_row (fixture->shown, i % 2));
      app_pointer_test_run ("click 3");
      app_test_until (find_open (fixture) != NULL);
      app_pointer_test_draw (fixture->shown);
      gtk_popover_popdown (GTK_POPOVER (find_open (fixture)));
      app_pointer_test_draw (fixture->shown);
      g_assert_null (find_open (fixture));
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *, gconstpointer);
  } cases[] = {
    { "released", test_released },
    { "given-up", test_given_up },
    { "elsewhere", test_elsewhere },
    { "again", test_again },
  };

  app_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *of_lines = g_strconcat ("/app/menu-click/lines/", cases[i].name, NULL);
      g_autofree char *of_outbox = g_strconcat ("/app/menu-click/outbox/", cases[i].name, NULL);

      g_test_add (of_lines, Fixture, &lines, set_up, cases[i].test, tear_down);
      g_test_add (of_outbox, Fixture, &outbox, set_up, cases[i].test, tear_down);
    }
  return g_test_run ();
}
