/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-agreement-page.h"
#include "app-outbox-page.h"
#include "app-outbox-row.h"
#include "app-outbox-view.h"
#include "app-state-badge.h"
#include "app-test.h"
#include "base-text.h"

/* The outbox as it is shown: rows made by hand. */

static int wished = -1;

static void
row_free (gpointer data)
{
  g_free (data);
}

/* Its texts are literals. */
static WorkOutboxRow *
add_row (GPtrArray *rows, gint64 id, const char *state, const char *name)
{
  WorkOutboxRow *row = g_new0 (WorkOutboxRow, 1);

  row->id = id;
  row->channel = WORK_MESSAGE_MAIL;
  row->state = (char *) state;
  row->event = (char *) "agreement.to_sign";
  row->audience = MODEL_MESSAGE_TUTOR;
  row->thing = (WorkMessageThing){ 11, 5, 21, 31 };
  row->name = (char *) name;
  row->address = (char *) "anne@roux.example";
  row->student = (char *) "ABADIE Léa";
  row->subject = (char *) "Convention à signer";
  row->body = (char *) "Bonjour,\nla convention est prête.";
  row->made_at = (char *) "2026-11-24T08:00:00Z";
  row->batch = (char *) "b1";
  row->attempts = 1;
  g_ptr_array_add (rows, row);
  return row;
}

static GPtrArray *
make_rows (void)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);
  WorkOutboxRow *row;

  add_row (rows, 6, "queued", "M. Jean VIDAL");
  row = add_row (rows, 5, "refused", "Mme Anne ROUX");
  row->problem = (char *) "Cette adresse n’existe pas : corrigez-la.";
  row->answer = (char *) "550 5.1.1 no such user";
  row = add_row (rows, 4, "unknown", "M. Paul LÉGER");
  row = add_row (rows, 3, "sent", "Mme Zoé BRUN");
  row->sent_at = (char *) "2026-11-24T08:01:00Z";
  row = add_row (rows, 2, "cancelled", "M. Luc FABRE");
  row = add_row (rows, 1, "sent", "ABADIE Léa");
  row->channel = WORK_MESSAGE_SMS;
  row->subject = NULL;
  row->parts = 2;
  row->thing.period_id = 0;
  return rows;
}

static void
on_wished_cb (AppOutboxPage *page, guint wish, gpointer user_data)
{
  wished = (int) wish;
}

static AppOutboxPage *
make_page (void)
{
  AppOutboxPage *page = app_outbox_page_new ();
  g_autoptr (GPtrArray) rows = make_rows ();

  wished = -1;
  g_signal_connect (page, "wished", G_CALLBACK (on_wished_cb), NULL);
  app_outbox_list_set_rows (app_outbox_page_get_list (page), rows);
  app_test_show (GTK_WIDGET (page));
  return page;
}

static gboolean
wish (AppOutboxPage *page, const char *action)
{
  wished = -1;
  return gtk_widget_activate_action (GTK_WIDGET (page), action, NULL) && wished >= 0;
}

/* ---- items ---- */

static AppOutboxItem *
item_of (GPtrArray *rows, gint64 id)
{
  for (guint i = 0; i < rows->len; i++)
    if (((const WorkOutboxRow *) rows->pdata[i])->id == id)
      return app_outbox_item_new (rows->pdata[i]);
  g_assert_not_reached ();
}

static void
test_item (void)
{
  g_autoptr (GPtrArray) rows = make_rows ();
  g_autoptr (AppOutboxItem) refused = item_of (rows, 5), unknown = item_of (rows, 4),
                            sent = item_of (rows, 3), sms = item_of (rows, 1);
  g_autofree char *why = app_outbox_item_dup_why (refused);
  g_autofree char *perhaps = app_outbox_item_dup_why (unknown);
  g_autofree char *nothing = app_outbox_item_dup_why (sent);
  g_autofree char *words = base_text_fold ("leger convention");

  g_assert_cmpstr (why, ==, "Cette adresse n’existe pas : corrigez-la.");
  g_assert_nonnull (perhaps);
  g_assert_null (nothing);
  g_assert_true (app_outbox_item_is_unknown (unknown));
  g_assert_true (app_outbox_item_can_be_tried (unknown));
  g_assert_false (app_outbox_item_can_be_tried (sent));
  g_assert_false (app_outbox_item_can_be_cancelled (sent));
  g_assert_true (app_outbox_item_passes (unknown, APP_OUTBOX_FAILED, words));
  g_assert_false (app_outbox_item_passes (unknown, APP_OUTBOX_SENT, words));
  g_assert_false (app_outbox_item_passes (refused, APP_OUTBOX_FAILED, words));
  g_assert_cmpstr (app_outbox_item_get_utc (sent), ==, "2026-11-24T08:01:00Z");
  g_assert_cmpstr (app_outbox_item_get_words (sms), ==, "Bonjour,\nla convention est prête.");
  g_assert_false (app_outbox_item_is_mail (sms));
  g_assert_false (app_outbox_item_has_line (sms));
}

/* What waits says when it leaves; what has waited long enough says nothing. */
static void
test_waiting (void)
{
  g_autoptr (GPtrArray) rows = make_rows ();
  WorkOutboxRow *row = rows->pdata[0];
  g_autoptr (AppOutboxItem) due = NULL, later = NULL, again = NULL;
  g_autofree char *none = NULL, *leaves = NULL, *next = NULL;

  row->not_before = (char *) "2020-01-01T00:00:00Z";
  due = app_outbox_item_new (row);
  none = app_outbox_item_dup_why (due);
  g_assert_null (none);
  row->not_before = (char *) "2999-01-01T08:00:00Z";
  later = app_outbox_item_new (row);
  leaves = app_outbox_item_dup_why (later);
  g_assert_nonnull (strstr (leaves, "2999"));
  row->problem = (char *) "Le serveur est occupé.";
  again = app_outbox_item_new (row);
  next = app_outbox_item_dup_why (again);
  g_assert_true (g_str_has_prefix (next, "Le serveur est occupé. "));
  g_assert_nonnull (strstr (next, "2999"));
  g_assert_false (app_outbox_item_says (due, row));
  g_assert_true (app_outbox_item_says (again, row));
}

/* ---- rows and the whole ---- */

static void
test_row (void)
{
  g_autoptr (GPtrArray) rows = make_rows ();
  g_autoptr (AppOutboxItem) refused = item_of (rows, 5);
  GtkWidget *row = app_outbox_row_new ();
  AppStateBadge *badge;
  g_autofree char *spoken = NULL;

  app_test_show (row);
  app_outbox_row_set_item (APP_OUTBOX_ROW (row), refused);
  badge = APP_STATE_BADGE (app_test_find (row, APP_TYPE_STATE_BADGE, 0));
  spoken = app_outbox_row_dup_spoken (APP_OUTBOX_ROW (row));
  g_assert_cmpstr (app_state_badge_get_state (badge)->key, ==, "refused");
  g_assert_cmpstr (app_state_badge_get_state (badge)->style, ==, "error");
  for (guint i = 0; i < 4; i++)
    {
      static const char *const said[] = { "Mme Anne ROUX", "ABADIE Léa", "Convention à signer",
                                          "n’existe pas" };

      g_assert_nonnull (strstr (spoken, said[i]));
    }
  app_test_destroy (row);
}

static gboolean
says (GtkWidget *root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_mapped (label)
        && strstr (gtk_label_get_label (GTK_LABEL (label)), text) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_view (void)
{
  g_autoptr (GPtrArray) rows = make_rows ();
  g_autoptr (AppOutboxItem) refused = item_of (rows, 5), sms = item_of (rows, 1);
  AppOutboxView *view = app_outbox_view_new ();
  GtkWidget *widget = GTK_WIDGET (view);

  app_test_show (widget);
  g_assert_cmpstr (app_outbox_view_get_page (view), ==, "none");
  app_outbox_view_set_item (view, refused);
  app_test_until (says (widget, "550 5.1.1 no such user"));
  g_assert_true (says (widget, "anne@roux.example"));
  g_assert_true (says (widget, "Convention à signer"));
  g_assert_true (says (widget, "la convention est prête."));
  g_assert_true (says (widget, "corrigez-la"));
  app_outbox_view_set_item (view, sms);
  app_test_until (!says (widget, "550"));
  g_assert_false (says (widget, "Convention à signer"));
  app_outbox_view_set_several (view, 3);
  g_assert_cmpstr (app_outbox_view_get_page (view), ==, "several");
  app_outbox_view_set_item (view, NULL);
  g_assert_cmpstr (app_outbox_view_get_page (view), ==, "none");
  app_test_destroy (widget);
}

/* ---- the list ---- */

static void
test_filter (void)
{
  AppOutboxPage *page = make_page ();
  AppOutboxList *list = app_outbox_page_get_list (page);
  GtkEditable *entry = GTK_EDITABLE (app_test_find (GTK_WIDGET (page), GTK_TYPE_SEARCH_ENTRY, 0));

  g_assert_cmpuint (app_outbox_list_get_n_shown (list), ==, 6);
  app_outbox_list_open (list);
  g_assert_cmpint (app_outbox_list_get_filter (list), ==, APP_OUTBOX_FAILED);
  g_assert_cmpuint (app_outbox_list_get_n_shown (list), ==, 2);
  app_outbox_list_set_filter (list, APP_OUTBOX_WAITING);
  g_assert_cmpuint (app_outbox_list_get_n_shown (list), ==, 1);
  app_outbox_list_set_filter (list, APP_OUTBOX_SENT);
  g_assert_cmpuint (app_outbox_list_get_n_shown (list), ==, 2);
  gtk_editable_set_text (entry, "zoé");
  app_test_until (app_outbox_list_get_n_shown (list) == 1);
  gtk_editable_set_text (entry, "personne");
  app_test_until (app_outbox_list_get_n_shown (list) == 0);
  g_assert_cmpstr (app_outbox_list_get_page (list), ==, "none");
  gtk_editable_set_text (entry, "");
  app_test_until (app_outbox_list_get_n_shown (list) == 2);
  app_test_destroy (GTK_WIDGET (page));
}

/* An empty outbox says what to do. */
static void
test_empty (void)
{
  AppOutboxPage *page = app_outbox_page_new ();
  AppOutboxList *list = app_outbox_page_get_list (page);

  app_test_show (GTK_WIDGET (page));
  app_outbox_list_open (list);
  g_assert_cmpint (app_outbox_list_get_filter (list), ==, APP_OUTBOX_ALL);
  g_assert_cmpstr (app_outbox_list_get_page (list), ==, "empty");
  app_test_until (says (GTK_WIDGET (page), "Write…"));
  g_assert_false (wish (page, "outbox.try"));
  app_test_destroy (GTK_WIDGET (page));
}

/* Read again, it stays where the person is. */
static void
test_again (void)
{
  AppOutboxPage *page = make_page ();
  AppOutboxList *list = app_outbox_page_get_list (page);
  g_autoptr (GPtrArray) rows = make_rows ();
  g_autoptr (GPtrArray) selected = NULL;
  WorkOutboxRow *row = add_row (rows, 7, "queued", "M. Marc PONS");

  g_assert_true (app_outbox_list_select (list, 5));
  g_ptr_array_steal_index (rows, rows->len - 1);
  g_ptr_array_insert (rows, 0, row);
  ((WorkOutboxRow *) rows->pdata[2])->state = (char *) "queued";
  app_outbox_list_set_rows (list, rows);
  selected = app_outbox_list_get_selected (list);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_cmpint (app_outbox_item_get_row (selected->pdata[0])->id, ==, 5);
  g_assert_cmpstr (app_outbox_item_get_state (selected->pdata[0])->key, ==, "queued");
  g_assert_cmpuint (app_outbox_list_get_n_shown (list), ==, 7);
  g_assert_false (app_outbox_list_select (list, 99));
  app_test_destroy (GTK_WIDGET (page));
}

/* What can be done is what makes sense for all that is selected. */
static void
test_wishes (void)
{
  AppOutboxPage *page = make_page ();
  AppOutboxList *list = app_outbox_page_get_list (page);

  app_outbox_list_select (list, 5);
  g_assert_true (wish (page, "outbox.try"));
  g_assert_cmpint (wished, ==, APP_OUTBOX_TRY);
  g_assert_true (wish (page, "outbox.cancel"));
  g_assert_true (wish (page, "outbox.show-line"));
  g_assert_true (wish (page, "outbox.block"));
  g_assert_true (wish (page, "outbox.open"));
  g_assert_cmpint (wished, ==, APP_OUTBOX_OPEN);
  app_outbox_list_select (list, 3);
  g_assert_false (wish (page, "outbox.try"));
  g_assert_false (wish (page, "outbox.cancel"));
  app_outbox_list_select (list, 1);
  g_assert_false (wish (page, "outbox.open"));
  g_assert_false (wish (page, "outbox.show-line"));
  app_outbox_list_select (list, 5);
  app_outbox_page_set_read_only (page, TRUE);
  g_assert_false (wish (page, "outbox.try"));
  g_assert_false (wish (page, "outbox.block"));
  g_assert_true (wish (page, "outbox.show-line"));
  app_test_destroy (GTK_WIDGET (page));
}

/* Thousands cost a screenful of rows. */
static void
test_many (void)
{
  AppOutboxPage *page = app_outbox_page_new ();
  AppOutboxList *list = app_outbox_page_get_list (page);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  guint n = 0;

  for (gint64 id = 5000; id > 0; id--)
    add_row (rows, id, id % 10 == 0 ? "refused" : "sent", "Mme Anne ROUX");
  app_outbox_list_set_rows (list, rows);
  app_test_show (GTK_WIDGET (page));
  app_test_until (app_test_find (GTK_WIDGET (page), APP_TYPE_OUTBOX_ROW, 0) != NULL);
  while (app_test_find (GTK_WIDGET (page), APP_TYPE_OUTBOX_ROW, n) != NULL)
    n++;
  g_assert_cmpuint (n, <, 400);
  app_outbox_list_set_filter (list, APP_OUTBOX_FAILED);
  g_assert_cmpuint (app_outbox_list_get_n_shown (list), ==, 500);
  app_test_destroy (GTK_WIDGET (page));
}

/* One that is gone to is shown whatever part is listed, and in a narrow window as a whole. */
static void
test_read (void)
{
  AppOutboxPage *page = make_page ();
  AppOutboxList *list = app_outbox_page_get_list (page);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page)));
  AdwLeaflet *leaflet = ADW_LEAFLET (app_test_find (GTK_WIDGET (page), ADW_TYPE_LEAFLET, 0));

  app_outbox_list_set_filter (list, APP_OUTBOX_FAILED);
  gtk_window_set_default_size (window, 360, 640);
  app_test_until (adw_leaflet_get_folded (leaflet));
  g_assert_true (app_outbox_page_read (page, 3));
  app_test_until (says (GTK_WIDGET (page), "Mme Zoé BRUN\nanne@roux.example"));
  app_outbox_page_back (page);
  g_assert_cmpint (app_outbox_list_get_filter (list), ==, APP_OUTBOX_ALL);
  g_assert_false (app_outbox_page_read (page, 99));
  app_test_destroy (GTK_WIDGET (page));
}

/* The page of an agreement tells who was written to about it. */
static void
test_agreement (void)
{
  g_autoptr (GPtrArray) rows = make_rows ();
  GtkWidget *page = g_object_new (APP_TYPE_AGREEMENT_PAGE, NULL);

  app_test_show (page);
  app_agreement_page_set_letters (APP_AGREEMENT_PAGE (page), rows);
  app_test_until (says (page, "Mme Anne ROUX"));
  g_assert_true (says (page, "corrigez-la"));
  g_assert_true (says (page, "Has been sent"));
  app_agreement_page_set_letters (APP_AGREEMENT_PAGE (page), NULL);
  app_test_until (!says (page, "Mme Anne ROUX"));
  app_test_destroy (page);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/outbox/item", test_item);
  g_test_add_func ("/app/outbox/waiting", test_waiting);
  g_test_add_func ("/app/outbox/row", test_row);
  g_test_add_func ("/app/outbox/view", test_view);
  g_test_add_func ("/app/outbox/filter", test_filter);
  g_test_add_func ("/app/outbox/empty", test_empty);
  g_test_add_func ("/app/outbox/again", test_again);
  g_test_add_func ("/app/outbox/wishes", test_wishes);
  g_test_add_func ("/app/outbox/many", test_many);
  g_test_add_func ("/app/outbox/read", test_read);
  g_test_add_func ("/app/outbox/agreement", test_agreement);
  return g_test_run ();
}
