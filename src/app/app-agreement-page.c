/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-agreement-page.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "app-list-box.h"
#include "app-outbox-item.h"
#include "app-signatory-row.h"
#include "app-signer-row.h"
#include "model-value.h"
#include "work-print.h"

/**
 * AppAgreementPage:
 *
 * The agreement of a line: its step, its signatories, and what was before it.
 *
 * Emits "step-chosen" with the step when the slider is moved.
 */
struct _AppAgreementPage
{
  AdwBin parent_instance;

  GtkWidget *slider_group;
  AppStepSlider *slider;
  GtkLabel *advice;
  GtkWidget *agreement_group;
  AdwActionRow *number_row;
  AdwActionRow *mode_row;
  AdwActionRow *request_row;
  AdwActionRow *difference_row;
  AdwActionRow *printed_row;
  GtkWidget *signatories_group;
  GtkListBox *signatories;
  GtkWidget *requests_group;
  GtkListBox *requests;
  GtkWidget *letters_group;
  GtkListBox *letters;
  GtkWidget *versions_group;
  GtkListBox *versions;

  ModelLine *line; /* (nullable) */
  gboolean closed;
};

enum
{
  STEP_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppAgreementPage, app_agreement_page, ADW_TYPE_BIN)

static void
on_step_chosen_cb (AppStepSlider *slider, int step, AppAgreementPage *self)
{
  g_signal_emit (self, signals[STEP_CHOSEN], 0, step);
}

static void
app_agreement_page_dispose (GObject *object)
{
  g_clear_object (&APP_AGREEMENT_PAGE (object)->line);
  G_OBJECT_CLASS (app_agreement_page_parent_class)->dispose (object);
}

static void
app_agreement_page_class_init (AppAgreementPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_agreement_page_dispose;
  g_type_ensure (APP_TYPE_STEP_SLIDER);
  signals[STEP_CHOSEN] = g_signal_new ("step-chosen", APP_TYPE_AGREEMENT_PAGE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-agreement-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, slider_group);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, slider);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, advice);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, agreement_group);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, number_row);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, mode_row);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, request_row);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, difference_row);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, printed_row);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, signatories_group);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, signatories);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, requests_group);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, requests);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, letters_group);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, letters);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, versions_group);
  gtk_widget_class_bind_template_child (widget_class, AppAgreementPage, versions);
  gtk_widget_class_bind_template_callback (widget_class, on_step_chosen_cb);
}

static void
app_agreement_page_init (AppAgreementPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_agreement_page_set_steps:
 * @self: a page
 * @steps: (element-type ModelStep): the school's steps
 */
void
app_agreement_page_set_steps (AppAgreementPage *self, GPtrArray *steps)
{
  g_return_if_fail (APP_IS_AGREEMENT_PAGE (self));
  app_step_slider_set_steps (self->slider, steps);
}

/* What to do while there is no step to move. */
static const char *
find_advice (ModelLine *line)
{
  if (line->cancelled)
    return _ ("This agreement was cancelled.");
  if (line->agreement_id != 0)
    return line->signed_outside ? _ ("Signed outside Paraphe.") : "";
  if (g_str_equal (line->placement_state, "validated"))
    return _ ("The placement sheet is validated: generate the agreement.");
  if (g_str_equal (line->placement_state, "to_validate"))
    return _ ("The agreement can be made once the placement sheet is validated.");
  return _ ("There is no agreement before a placement has been found and its sheet validated.");
}

static void
set_fact (AdwActionRow *row, const char *text)
{
  adw_action_row_set_subtitle (row, text != NULL && text[0] != '\0' ? text : "—");
}

/* What an agreement that is signed electronically has in place of a step. */
static void
show_request (AppAgreementPage *self, ModelLine *line)
{
  ModelRequestState state;
  g_autofree char *text = NULL;
  gboolean has_request = model_request_state_from_key (line->request_state, &state);

  if (has_request)
    text = g_strjoin ("\n", _ (model_request_state_info (state)->label),
                      line->request_problem[0] != '\0' ? line->request_problem : NULL, NULL);
  set_fact (self->request_row, text);
  gtk_widget_set_visible (GTK_WIDGET (self->request_row), has_request);
}

/**
 * app_agreement_page_set_line:
 * @self: a page
 * @line: (transfer none): a line
 *
 * Shows what the line itself tells; app_agreement_page_set_detail() follows with the rest.
 */
void
app_agreement_page_set_line (AppAgreementPage *self, ModelLine *line)
{
  const char *advice;
  gboolean has_steps;

  g_return_if_fail (APP_IS_AGREEMENT_PAGE (self));
  advice = find_advice (line);
  g_set_object (&self->line, line);
  has_steps = line->step >= 0 && !line->cancelled && !model_line_is_electronic (line);
  self->closed = line->cancelled;
  gtk_widget_set_visible (self->slider_group, has_steps);
  gtk_widget_set_visible (self->agreement_group, line->agreement_id != 0);
  gtk_label_set_label (self->advice, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->advice), advice[0] != '\0');
  if (has_steps)
    app_step_slider_set_step (self->slider, line->step, line->step_date);
  set_fact (self->number_row, line->number);
  set_fact (self->mode_row, app_format_mode (line->mode));
  show_request (self, line);
  app_agreement_page_set_letters (self, NULL);
  app_agreement_page_set_detail (self, NULL);
}

/* Another agreement of the same sheet: what it was, and why it is no more. */
static GtkWidget *
version_row_new (ModelRecord *agreement)
{
  GtkWidget *row = adw_action_row_new ();
  const char *state = model_value_choice_label (model_field_find ("agreement.state"),
                                                model_record_get (agreement, "state"));
  g_autofree char *made_on = app_format_day (model_record_get (agreement, "made_on"));
  g_autofree char *subtitle = g_strjoin (" · ", state != NULL ? _ (state) : "", made_on,
                                         model_record_get (agreement, "reason"), NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), model_record_get (agreement, "number"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

/* (transfer none): the number of the agreement that a request was about, "" when it is not read */
static const char *
number_of (const WorkLineDetail *detail, ModelRecord *request)
{
  gint64 id = model_record_get_int (request, "agreement_id");

  for (guint i = 0; i < detail->agreements->len; i++)
    if (model_record_get_id (detail->agreements->pdata[i]) == id)
      return model_record_get_or_empty (detail->agreements->pdata[i], "number");
  return "";
}

/* An earlier time that it was sent to be signed: when, what became of it, and why. */
static GtkWidget *
request_row_new (const WorkLineDetail *detail, ModelRecord *request)
{
  static const char *const moments[] = { "sent_at", "started_at" };
  static const char *const whys[] = { "reason", "problem" };
  GtkWidget *row = adw_action_row_new ();
  ModelRequestState state = MODEL_REQUEST_FAILED;
  const char *sent = NULL, *why = NULL;
  g_autofree char *day = NULL, *title = NULL, *subtitle = NULL;

  for (guint i = 0; sent == NULL && i < G_N_ELEMENTS (moments); i++)
    sent = model_record_get (request, moments[i]);
  for (guint i = 0; why == NULL && i < G_N_ELEMENTS (whys); i++)
    why = model_record_get (request, whys[i]);
  model_request_state_from_key (model_record_get_or_empty (request, "state"), &state);
  day = app_format_short_day_of_moment (sent != NULL ? sent : "");
  title = g_strjoin (" · ", day, number_of (detail, request), NULL);
  subtitle = g_strjoin ("\n", _ (model_request_state_info (state)->label), why, NULL);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

/* The one that the line tells of stands among its facts. */
static void
show_requests (AppAgreementPage *self, const WorkLineDetail *detail)
{
  GPtrArray *requests = detail != NULL ? detail->requests : NULL;
  gint64 shown = self->line != NULL ? self->line->request_id : 0;

  app_list_box_clear (self->requests);
  for (guint i = 0; requests != NULL && i < requests->len; i++)
    if (model_record_get_id (requests->pdata[i]) != shown)
      gtk_list_box_append (self->requests, request_row_new (detail, requests->pdata[i]));
  gtk_widget_set_visible (self->requests_group,
                          gtk_list_box_get_row_at_index (self->requests, 0) != NULL);
}

static void
show_printed (AppAgreementPage *self, const WorkLineDetail *detail)
{
  ModelRecord *agreement = detail != NULL ? detail->agreement : NULL;
  const char *day = agreement != NULL ? model_record_get (agreement, "printed_on") : NULL;
  g_autofree char *text = NULL;

  if (day != NULL)
    text = work_print_tell (day, (guint) model_record_get_int (agreement, "printed_copies"));
  set_fact (self->printed_row, text);
  gtk_widget_set_visible (GTK_WIDGET (self->printed_row), day != NULL);
}

static void
show_agreement (AppAgreementPage *self, const WorkLineDetail *detail)
{
  const char *difference = NULL;

  if (detail != NULL && detail->agreement != NULL)
    {
      gint64 revision = model_record_get_int (detail->agreement, "revision");
      const char *number = model_record_get (detail->agreement, "number");
      g_autofree char *text = NULL;

      difference = model_record_get (detail->agreement, "difference");
      if (revision > 1)
        {
          text = g_strdup_printf (_ ("%s, version %d"), number, (int) revision);
          set_fact (self->number_row, text);
        }
    }
  set_fact (self->difference_row, difference);
  gtk_widget_set_visible (GTK_WIDGET (self->difference_row), difference != NULL);
}

/* With a provider they are those of the request, who may be others than the school's. */
static void
show_signatories (AppAgreementPage *self, const WorkLineDetail *detail)
{
  GPtrArray *signers = self->line != NULL ? self->line->signers : NULL;
  gboolean is_ongoing =
      self->line != NULL && g_str_equal (self->line->request_state, "ongoing") && !self->closed;

  for (guint i = 0; signers != NULL && i < signers->len; i++)
    gtk_list_box_append (self->signatories, app_signer_row_new (signers->pdata[i], is_ongoing));
  for (guint i = 0; signers == NULL && detail != NULL && i < detail->signatories->len; i++)
    gtk_list_box_append (self->signatories,
                         app_signatory_row_new (detail->signatories->pdata[i], self->closed));
}

/**
 * app_agreement_page_set_detail:
 * @self: a page
 * @detail: (nullable) (transfer none): what was read of the line; %NULL while it is being read
 *
 * Shows the signatories, how it was sent to be signed before, and the agreements that this one
 * follows.
 */
void
app_agreement_page_set_detail (AppAgreementPage *self, const WorkLineDetail *detail)
{
  g_return_if_fail (APP_IS_AGREEMENT_PAGE (self));
  app_list_box_clear (self->signatories);
  app_list_box_clear (self->versions);
  show_agreement (self, detail);
  show_printed (self, detail);
  show_signatories (self, detail);
  show_requests (self, detail);
  for (guint i = 0; detail != NULL && i < detail->agreements->len; i++)
    if (detail->agreement == NULL
        || model_record_get_id (detail->agreements->pdata[i])
               != model_record_get_id (detail->agreement))
      gtk_list_box_append (self->versions, version_row_new (detail->agreements->pdata[i]));
  gtk_widget_set_visible (self->signatories_group,
                          gtk_list_box_get_row_at_index (self->signatories, 0) != NULL);
  gtk_widget_set_visible (self->versions_group,
                          gtk_list_box_get_row_at_index (self->versions, 0) != NULL);
}

/* A mail or an SMS: to whom, how it stands; a click reads it in the outbox. */
static GtkWidget *
letter_row_new (const WorkOutboxRow *letter)
{
  g_autoptr (AppOutboxItem) item = app_outbox_item_new (letter);
  const ModelState *state = app_outbox_item_get_state (item);
  GtkWidget *row = adw_action_row_new (), *symbol = gtk_image_new_from_icon_name (state->symbol);
  g_autofree char *moment = app_format_moment (app_outbox_item_get_utc (item));
  g_autofree char *why = app_outbox_item_dup_why (item);
  g_autofree char *first =
      g_strjoin (" · ", letter->channel == WORK_MESSAGE_SMS ? _ ("SMS") : _ ("E-mail"),
                 _ (state->label), moment, NULL);
  g_autofree char *subtitle = g_strjoin ("\n", first, why, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), letter->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (symbol, state->style);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), symbol);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-message");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", letter->id);
  gtk_widget_set_tooltip_text (row, app_outbox_item_get_words (item));
  return row;
}

/**
 * app_agreement_page_set_letters:
 * @self: a page
 * @letters: (element-type WorkOutboxRow) (nullable): what was written to people about the agreement
 *
 * Shows who was written to, and what became of it.
 */
void
app_agreement_page_set_letters (AppAgreementPage *self, GPtrArray *letters)
{
  g_return_if_fail (APP_IS_AGREEMENT_PAGE (self));
  app_list_box_clear (self->letters);
  for (guint i = 0; letters != NULL && i < letters->len; i++)
    gtk_list_box_append (self->letters, letter_row_new (letters->pdata[i]));
  gtk_widget_set_visible (self->letters_group, letters != NULL && letters->len > 0);
}

/**
 * app_agreement_page_get_slider:
 * @self: a page
 *
 * Returns: (transfer none): its slider
 */
AppStepSlider *
app_agreement_page_get_slider (AppAgreementPage *self)
{
  g_return_val_if_fail (APP_IS_AGREEMENT_PAGE (self), NULL);
  return self->slider;
}
