/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-agreement-page.h"
#include "app-document-row.h"
#include "app-documents-page.h"
#include "app-interview-row.h"
#include "app-message-row.h"
#include "app-sheet-page.h"
#include "app-signatures-row.h"
#include "app-signatory-row.h"
#include "app-signer-row.h"
#include "app-test.h"
#include "app-tracking-page.h"
#include "work-signing.h"

/* The pages of the detail pane, each filled with what is read of a line. */

static gboolean
says (gpointer page, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = app_test_find (GTK_WIDGET (page), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_mapped (label) && strstr (gtk_label_get_label (GTK_LABEL (label)), text))
      return TRUE;
  return FALSE;
}

static ModelRecord *
record (ModelEntity entity, gint64 id, ...)
{
  ModelRecord *made = model_record_new (entity);
  const char *column;
  va_list args;

  model_record_set_id (made, id);
  va_start (args, id);
  while ((column = va_arg (args, const char *)) != NULL)
    model_record_set_canonical (made, column, va_arg (args, const char *));
  va_end (args);
  return made;
}

static void
add_interview (WorkLineDetail *detail, const char *day, const char *account, const char *next)
{
  WorkInterview *interview = g_new0 (WorkInterview, 1);

  interview->id = detail->interviews->len + 1;
  interview->day = g_strdup (day);
  interview->teacher = g_strdup ("Nordine BELKACEM");
  interview->means = g_strdup ("By telephone");
  interview->account = g_strdup (account);
  interview->next_step = g_strdup (next);
  g_ptr_array_add (detail->interviews, interview);
}

static void
free_interview (gpointer data)
{
  WorkInterview *interview = data;

  g_free (interview->day);
  g_free (interview->teacher);
  g_free (interview->means);
  g_free (interview->account);
  g_free (interview->next_step);
  g_free (interview);
}

static WorkLineDetail *
make_detail (void)
{
  WorkLineDetail *detail = g_new0 (WorkLineDetail, 1);

  detail->interviews = g_ptr_array_new_with_free_func (free_interview);
  detail->notes = g_ptr_array_new_with_free_func (g_object_unref);
  detail->facts = g_ptr_array_new ();
  detail->signatories = g_ptr_array_new_with_free_func (g_object_unref);
  detail->documents = g_ptr_array_new_with_free_func (g_object_unref);
  detail->agreements = g_ptr_array_new_with_free_func (g_object_unref);
  detail->reason = g_strdup ("");
  return detail;
}

static AppTrackingPage *
make_tracking (void)
{
  AppTrackingPage *page = g_object_new (APP_TYPE_TRACKING_PAGE, NULL);
  g_autoptr (ModelSettings) settings = model_settings_new ();
  g_autoptr (ModelSearchLooks) looks = NULL;

  model_settings_set (settings, "search_state.searching.label", "Cherche encore");
  looks = model_search_looks_new (settings);
  app_tracking_page_set_looks (page, looks);
  app_test_show (GTK_WIDGET (page));
  return page;
}

static void
test_tracking (void)
{
  AppTrackingPage *page = make_tracking ();
  g_autoptr (ModelLine) line = app_test_line (1, "ABADIE Léa", "", MODEL_SEARCH_SEARCHING, -1);
  g_autoptr (WorkLineDetail) detail = make_detail ();

  app_tracking_page_set_line (page, line);
  /* While it is read nothing is said to be missing. */
  g_assert_false (says (page, "No interview yet."));
  app_tracking_page_set_detail (page, detail);
  g_assert_true (says (page, "No interview yet."));
  g_assert_true (says (page, "No note yet."));
  add_interview (detail, "2026-11-20", "Deux garages appelés.", "Rappeler lundi");
  add_interview (detail, "2026-11-02", "Vu en classe.", "");
  g_ptr_array_add (detail->notes,
                   record (MODEL_ENTITY_NOTE, 1, "tone", "positive", "audience", "teachers",
                           "author", "Nordine BELKACEM", "text", "Très <bon> contact.", "made_at",
                           "2026-11-24T08:00:00Z", NULL));
  app_tracking_page_set_detail (page, detail);
  g_assert_true (says (page, "Deux garages appelés."));
  g_assert_true (says (page, "20/11/2026"));
  g_assert_true (says (page, "Next: Rappeler lundi"));
  g_assert_true (says (page, "Très <bon> contact."));
  g_assert_true (says (page, "unread"));
  g_assert_false (says (page, "No interview yet."));
  app_test_destroy (GTK_WIDGET (page));
}

static gboolean
offers (GtkWidget *root, GType row, guint n, const char *action)
{
  GtkWidget *button = NULL, *found = app_test_find (root, row, n);

  g_assert_nonnull (found);
  for (guint i = 0; (button = app_test_find (found, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), action) == 0)
      return gtk_widget_get_visible (button);
  g_assert_not_reached ();
}

/* What would be refused is not offered. */
static void
test_tracking_rights (void)
{
  static const gboolean deletable[] = { TRUE, FALSE };
  AppTrackingPage *page = make_tracking ();
  GtkWidget *root = GTK_WIDGET (page);
  g_autoptr (ModelLine) line = app_test_line (1, "ABADIE Léa", "", MODEL_SEARCH_SEARCHING, -1);
  g_autoptr (WorkLineDetail) detail = make_detail ();

  detail->deletable = g_array_new (FALSE, FALSE, sizeof (gboolean));
  g_array_append_vals (detail->deletable, deletable, G_N_ELEMENTS (deletable));
  for (guint i = 0; i < G_N_ELEMENTS (deletable); i++)
    {
      add_interview (detail, "2026-11-20", "Deux garages appelés.", "");
      ((WorkInterview *) detail->interviews->pdata[i])->may_change = deletable[i];
      g_ptr_array_add (detail->notes,
                       record (MODEL_ENTITY_NOTE, i + 1, "tone", "information", "audience",
                               "teachers", "author", "Mme Martin", "text", "?", NULL));
    }
  app_tracking_page_set_line (page, line);
  app_tracking_page_set_detail (page, detail);
  for (guint i = 0; i < G_N_ELEMENTS (deletable); i++)
    {
      g_assert_cmpint (offers (root, APP_TYPE_INTERVIEW_ROW, i, "win.edit-interview"), ==,
                       deletable[i]);
      g_assert_cmpint (offers (root, APP_TYPE_MESSAGE_ROW, i, "win.delete-note"), ==, deletable[i]);
      g_assert_true (offers (root, APP_TYPE_MESSAGE_ROW, i, "win.answer-note"));
    }
  app_test_destroy (root);
}

static gboolean
offers_states (AppTrackingPage *page)
{
  return gtk_widget_get_sensitive (app_test_find (GTK_WIDGET (page), GTK_TYPE_MENU_BUTTON, 0));
}

/* Who does not decide on a search does not take such a decision back. */
static void
test_tracking_decided (void)
{
  AppTrackingPage *page = make_tracking ();
  g_autoptr (ModelLine) open = app_test_line (1, "ABADIE Léa", "", MODEL_SEARCH_SEARCHING, -1);
  g_autoptr (ModelLine) decided = app_test_line (2, "BRÛLÉ Noé", "", MODEL_SEARCH_EXEMPT, -1);

  open->period_id = decided->period_id = 1;
  app_tracking_page_set_line (page, decided);
  g_assert_true (offers_states (page));
  app_tracking_page_set_may_decide (page, FALSE);
  g_assert_false (offers_states (page));
  app_tracking_page_set_line (page, open);
  g_assert_true (offers_states (page));
  app_tracking_page_set_line (page, decided);
  g_assert_false (offers_states (page));
  app_tracking_page_set_may_decide (page, TRUE);
  g_assert_true (offers_states (page));
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_tracking_reason (void)
{
  AppTrackingPage *page = make_tracking ();
  g_autoptr (ModelLine) line = app_test_line (1, "ABADIE Léa", "", MODEL_SEARCH_EXEMPT, -1);
  g_autoptr (WorkLineDetail) detail = make_detail ();

  g_free (detail->reason);
  detail->reason = g_strdup ("Stage fait ailleurs");
  app_tracking_page_set_line (page, line);
  app_tracking_page_set_detail (page, detail);
  g_assert_true (says (page, "Stage fait ailleurs"));
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_sheet (void)
{
  AppSheetPage *page = g_object_new (APP_TYPE_SHEET_PAGE, NULL);
  g_autoptr (ModelLine) line =
      app_test_line (1, "ABADIE Léa", "Garage Roux", MODEL_SEARCH_VALIDATED, 1);
  g_autoptr (WorkLineDetail) detail = make_detail ();
  WorkFact fact = { (char *) "Tutor", (char *) "M. <Tomás> IBÁÑEZ" };

  app_test_show (GTK_WIDGET (page));
  line->dates_differ = TRUE;
  app_sheet_page_set_line (page, line);
  g_ptr_array_add (detail->facts, &fact);
  app_sheet_page_set_detail (page, detail);
  g_assert_true (says (page, "Garage Roux"));
  g_assert_true (says (page, "other than the period’s"));
  g_assert_true (says (page, "M. <Tomás> IBÁÑEZ"));
  app_test_destroy (GTK_WIDGET (page));
}

static AppAgreementPage *
make_agreement (ModelLine *line, WorkLineDetail *detail)
{
  AppAgreementPage *page = g_object_new (APP_TYPE_AGREEMENT_PAGE, NULL);
  g_autoptr (GPtrArray) steps = model_step_list_default ();

  app_agreement_page_set_steps (page, steps);
  app_test_show (GTK_WIDGET (page));
  app_agreement_page_set_line (page, line);
  app_agreement_page_set_detail (page, detail);
  return page;
}

static void
test_signatories (void)
{
  g_autoptr (ModelLine) line =
      app_test_line (1, "ABADIE Léa", "Garage Roux", MODEL_SEARCH_VALIDATED, 1);
  g_autoptr (WorkLineDetail) detail = make_detail ();
  AppAgreementPage *page;
  GtkWidget *sign;

  g_ptr_array_add (detail->signatories, record (MODEL_ENTITY_SIGNATORY, 1, "role", "school", "name",
                                                "Mme VERDIER", "is_mandatory", "1", "sent_on",
                                                "2026-11-10", "signed_on", "2026-11-12", NULL));
  g_ptr_array_add (detail->signatories,
                   record (MODEL_ENTITY_SIGNATORY, 2, "role", "tutor", "is_mandatory", "0", NULL));
  page = make_agreement (line, detail);
  /* The latest stage; a survey of all of them is a tooltip away. */
  g_assert_true (says (page, "Head of the school · signed on 12/11/2026"));
  g_assert_cmpstr (
      gtk_widget_get_tooltip_text (app_test_find (GTK_WIDGET (page), APP_TYPE_SIGNATORY_ROW, 0)),
      ==, "given on 10/11/2026\nsigned on 12/11/2026");
  g_assert_true (says (page, "Nobody named yet"));
  g_assert_true (says (page, "Tutor · nothing noted yet · optional"));
  /* Who has signed is not asked again. */
  sign = app_test_find (app_test_find (GTK_WIDGET (page), APP_TYPE_SIGNATORY_ROW, 0),
                        GTK_TYPE_BUTTON, 0);
  g_assert_false (gtk_widget_get_visible (sign));
  sign = app_test_find (app_test_find (GTK_WIDGET (page), APP_TYPE_SIGNATORY_ROW, 1),
                        GTK_TYPE_BUTTON, 0);
  g_assert_true (gtk_widget_get_visible (sign));
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_versions (void)
{
  g_autoptr (ModelLine) line =
      app_test_line (1, "ABADIE Léa", "Garage Roux", MODEL_SEARCH_VALIDATED, 1);
  g_autoptr (WorkLineDetail) detail = make_detail ();
  AppAgreementPage *page;

  detail->agreement = record (MODEL_ENTITY_AGREEMENT, 2, "number", "2026-0001-A1", "state",
                              "active", "revision", "3", "difference", "Tutor: A → B", NULL);
  g_ptr_array_add (detail->agreements, g_object_ref (detail->agreement));
  g_ptr_array_add (detail->agreements,
                   record (MODEL_ENTITY_AGREEMENT, 1, "number", "2026-0001", "state", "replaced",
                           "made_on", "2026-11-02", "reason", "Amended by 2026-0001-A1", NULL));
  page = make_agreement (line, detail);
  g_assert_true (says (page, "2026-0001-A1, version 3"));
  g_assert_true (says (page, "Tutor: A → B"));
  g_assert_true (says (page, "Amended by 2026-0001-A1"));
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_closed (void)
{
  g_autoptr (ModelLine) line =
      app_test_line (1, "ABADIE Léa", "Garage Roux", MODEL_SEARCH_VALIDATED, 1);
  g_autoptr (WorkLineDetail) detail = make_detail ();
  AppAgreementPage *page;
  GtkWidget *row;

  line->cancelled = TRUE;
  g_ptr_array_add (detail->signatories, record (MODEL_ENTITY_SIGNATORY, 2, "role", "tutor", "name",
                                                "M. ROUX", "is_mandatory", "1", NULL));
  page = make_agreement (line, detail);
  row = app_test_find (GTK_WIDGET (page), APP_TYPE_SIGNATORY_ROW, 0);
  g_assert_false (gtk_widget_get_visible (app_test_find (row, GTK_TYPE_BUTTON, 0)));
  g_assert_true (says (page, "This agreement was cancelled."));
  app_test_destroy (GTK_WIDGET (page));
}

/* With a provider: where the request stands in place of a step, its signatories in place of the
 * school's. */
static void
test_electronic (void)
{
  g_autoptr (ModelLine) line =
      app_test_line (1, "ABADIE Léa", "Garage Roux", MODEL_SEARCH_VALIDATED, 1);
  g_autoptr (WorkLineDetail) detail = make_detail ();
  AppAgreementPage *page;

  app_test_line_sign (line, MODEL_REQUEST_ONGOING, "sbw");
  g_free (line->request_problem);
  line->request_problem = g_strdup ("An address <fails>.");
  g_ptr_array_add (detail->signatories, record (MODEL_ENTITY_SIGNATORY, 2, "role", "tutor", "name",
                                                "M. ROUX", "is_mandatory", "1", NULL));
  page = make_agreement (line, detail);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (app_agreement_page_get_slider (page))));
  g_assert_true (says (page, "Being signed\nAn address <fails>."));
  g_assert_true (says (page, "electronic"));
  g_assert_nonnull (app_test_find (GTK_WIDGET (page), APP_TYPE_SIGNER_ROW, 2));
  g_assert_null (app_test_find (GTK_WIDGET (page), APP_TYPE_SIGNATORY_ROW, 0));
  g_assert_false (says (page, "Earlier Sendings"));
  app_test_destroy (GTK_WIDGET (page));
}

/* What was sent before, and why it came to nothing; not the one that stands among the facts. */
static void
test_earlier_sendings (void)
{
  g_autoptr (ModelLine) line =
      app_test_line (1, "ABADIE Léa", "Garage Roux", MODEL_SEARCH_VALIDATED, 1);
  g_autoptr (WorkLineDetail) detail = make_detail ();
  AppAgreementPage *page;

  app_test_line_sign (line, MODEL_REQUEST_ONGOING, "s");
  detail->requests = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (detail->agreements,
                   record (MODEL_ENTITY_AGREEMENT, 201, "number", "2026-0001", NULL));
  g_ptr_array_add (detail->requests,
                   record (MODEL_ENTITY_SIGNATURE_REQUEST, line->request_id, "agreement_id", "201",
                           "state", "ongoing", "sent_at", "2026-11-24T08:00:00Z", NULL));
  g_ptr_array_add (detail->requests,
                   record (MODEL_ENTITY_SIGNATURE_REQUEST, 2, "agreement_id", "201", "state",
                           "cancelled", "started_at", "2026-11-10T08:00:00Z", "sent_at",
                           "2026-11-12T08:00:00Z", "reason", "Dates <fausses>.", NULL));
  g_ptr_array_add (detail->requests,
                   record (MODEL_ENTITY_SIGNATURE_REQUEST, 1, "agreement_id", "201", "state",
                           "failed", "started_at", "2026-11-09T08:00:00Z", "problem",
                           "The provider refused.", NULL));
  page = make_agreement (line, detail);
  g_assert_true (says (page, "Earlier Sendings"));
  g_assert_true (says (page, "12/11/2026 · 2026-0001"));
  g_assert_true (says (page, "Signature stopped\nDates <fausses>."));
  g_assert_true (says (page, "09/11/2026 · 2026-0001"));
  g_assert_true (says (page, "Sending failed\nThe provider refused."));
  g_assert_false (says (page, "24/11/2026"));
  app_agreement_page_set_line (page, line);
  g_assert_false (says (page, "Earlier Sendings"));
  app_test_destroy (GTK_WIDGET (page));
}

/* What may carry digital signatures can be checked. */
static void
test_documents_to_check (void)
{
  static const struct
  {
    const char *kind, *type;
    gboolean is_checked;
  } cases[] = {
    { "signed", "application/pdf", TRUE },     { "proof", "application/pdf", TRUE },
    { "signed", "image/jpeg", FALSE },         { "sent", "application/pdf", FALSE },
    { "generated", "application/pdf", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ModelRecord) document = record (
          MODEL_ENTITY_DOCUMENT, 7, "kind", cases[i].kind, "media_type", cases[i].type, "name",
          "convention", "size", "9", "sha256", "00", "made_at", "2026-11-24T08:00:00Z", NULL);
      GtkWidget *list = gtk_list_box_new ();
      GtkWidget *button;

      gtk_list_box_append (GTK_LIST_BOX (list),
                           app_document_row_new (document, "2026-0001", FALSE));
      app_test_show (list);
      button = app_test_find (list, GTK_TYPE_BUTTON, 0);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           "Check Its Signatures");
      g_assert_cmpint (gtk_widget_get_visible (button), ==, cases[i].is_checked);
      app_test_destroy (list);
    }
}

static void
test_documents (void)
{
  AppDocumentsPage *page = g_object_new (APP_TYPE_DOCUMENTS_PAGE, NULL);
  g_autoptr (ModelLine) line =
      app_test_line (1, "ABADIE Léa", "Garage Roux", MODEL_SEARCH_VALIDATED, 1);
  g_autoptr (WorkLineDetail) detail = make_detail ();

  app_test_show (GTK_WIDGET (page));
  app_documents_page_set_line (page, line);
  app_documents_page_set_detail (page, detail);
  g_assert_true (says (page, "No document yet."));
  g_ptr_array_add (detail->agreements,
                   record (MODEL_ENTITY_AGREEMENT, 1, "number", "2026-0001", NULL));
  g_ptr_array_add (detail->documents, record (MODEL_ENTITY_DOCUMENT, 1, "agreement_id", "1", "kind",
                                              "signed", "name", "signée.pdf", "size", "2048",
                                              "sha256", "0123456789abcdef0123456789abcdef",
                                              "made_at", "2026-11-24T08:00:00Z", NULL));
  app_documents_page_set_detail (page, detail);
  g_assert_true (says (page, "signée.pdf"));
  g_assert_true (says (page, "2026-0001"));
  g_assert_true (says (page, "SHA-256 0123456789ab…"));
  g_assert_false (says (page, "No document yet."));
  app_test_destroy (GTK_WIDGET (page));
}

/* What was sent says so when it is worth nothing any more; what is still being signed does not. */
static void
free_signature (gpointer signature)
{
  work_signing_signature_free (signature);
}

static void
add_signature (WorkLineDetail *detail, gint64 document_id, const char *who, const char *moments)
{
  WorkSigningSignature *signature = g_new0 (WorkSigningSignature, 1);

  signature->document_id = document_id;
  signature->who = g_strdup (who);
  signature->how = g_strdup ("signed on Monday, from 203.0.113.7");
  signature->moments = g_strdup (moments);
  g_ptr_array_add (detail->signatures, signature);
}

/* Behind a signed document: who, when, how and from where, for whoever opens it. */
static void
test_signatures (void)
{
  AppDocumentsPage *page = g_object_new (APP_TYPE_DOCUMENTS_PAGE, NULL);
  g_autoptr (WorkLineDetail) detail = make_detail ();
  GtkWidget *row;

  app_test_show (GTK_WIDGET (page));
  detail->signatures = g_ptr_array_new_with_free_func (free_signature);
  for (guint i = 7; i < 9; i++)
    g_ptr_array_add (detail->documents,
                     record (MODEL_ENTITY_DOCUMENT, i, "kind", i == 7 ? "signed" : "proof", "name",
                             "a.pdf", "media_type", "application/pdf", "sha256", "0123456789abcdef",
                             "size", "12", "made_at", "2026-11-24T08:00:00Z", NULL));
  add_signature (detail, 7, "Léa <b>ABADIE</b>, student", "opened at 09:10");
  add_signature (detail, 7, "Noé BRULÉ, tutor", "");
  add_signature (detail, 99, "Somebody of another document", "");
  app_documents_page_set_detail (page, detail);
  row = app_test_find (GTK_WIDGET (page), APP_TYPE_SIGNATURES_ROW, 0);
  g_assert_nonnull (row);
  g_assert_null (app_test_find (GTK_WIDGET (page), APP_TYPE_SIGNATURES_ROW, 1));
  g_assert_true (says (page, "2 signatures: who, when, how and from where"));
  g_assert_false (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  app_test_until (says (page, "Léa <b>ABADIE</b>, student"));
  g_assert_true (says (page, "Signed on Monday, from 203.0.113.7\nOpened at 09:10"));
  g_assert_false (says (page, "Somebody of another document"));
  app_test_destroy (GTK_WIDGET (page));
}

static void
test_void_document (void)
{
  static const struct
  {
    const char *state;
    gboolean is_void;
  } cases[] = {
    { "ongoing", FALSE }, { "completed", FALSE }, { "cancelled", TRUE },
    { "declined", TRUE }, { "expired", TRUE },    { "failed", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AppDocumentsPage *page = g_object_new (APP_TYPE_DOCUMENTS_PAGE, NULL);
      g_autoptr (WorkLineDetail) detail = make_detail ();

      detail->requests = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (detail->requests,
                       record (MODEL_ENTITY_SIGNATURE_REQUEST, 2, "agreement_id", "1", "state",
                               cases[i].state, "document_id", "8", NULL));
      g_ptr_array_add (detail->documents,
                       record (MODEL_ENTITY_DOCUMENT, 8, "agreement_id", "1", "kind", "sent",
                               "name", "envoi.pdf", "size", "2048", "sha256", "0123456789abcdef",
                               "made_at", "2026-11-24T08:00:00Z", NULL));
      app_test_show (GTK_WIDGET (page));
      app_documents_page_set_detail (page, detail);
      g_assert_true (says (page, "envoi.pdf"));
      g_assert_cmpint (says (page, ", void"), ==, cases[i].is_void);
      app_test_destroy (GTK_WIDGET (page));
    }
}

static void
test_nothing_to_attach_to (void)
{
  AppDocumentsPage *page = g_object_new (APP_TYPE_DOCUMENTS_PAGE, NULL);
  g_autoptr (ModelLine) line = app_test_line (1, "ABADIE Léa", "", MODEL_SEARCH_SEARCHING, -1);

  app_test_show (GTK_WIDGET (page));
  line->agreement_id = 0;
  app_documents_page_set_line (page, line);
  g_assert_false (says (page, "Drop a PDF"));
  app_test_destroy (GTK_WIDGET (page));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/detail-pages/tracking", test_tracking);
  g_test_add_func ("/app/detail-pages/tracking-reason", test_tracking_reason);
  g_test_add_func ("/app/detail-pages/tracking-rights", test_tracking_rights);
  g_test_add_func ("/app/detail-pages/tracking-decided", test_tracking_decided);
  g_test_add_func ("/app/detail-pages/sheet", test_sheet);
  g_test_add_func ("/app/detail-pages/signatories", test_signatories);
  g_test_add_func ("/app/detail-pages/versions", test_versions);
  g_test_add_func ("/app/detail-pages/closed", test_closed);
  g_test_add_func ("/app/detail-pages/electronic", test_electronic);
  g_test_add_func ("/app/detail-pages/earlier-sendings", test_earlier_sendings);
  g_test_add_func ("/app/detail-pages/documents", test_documents);
  g_test_add_func ("/app/detail-pages/void-document", test_void_document);
  g_test_add_func ("/app/detail-pages/signatures", test_signatures);
  g_test_add_func ("/app/detail-pages/documents-to-check", test_documents_to_check);
  g_test_add_func ("/app/detail-pages/nothing-to-attach-to", test_nothing_to_attach_to);
  return g_test_run ();
}
