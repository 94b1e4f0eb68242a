/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-tracking-page.h"

#include <glib/gi18n-lib.h>

#include "app-interview-row.h"
#include "app-list-box.h"
#include "app-message-row.h"
#include "app-state-badge.h"
#include "app-state-menu.h"
#include "base-date.h"

/**
 * AppTrackingPage:
 *
 * How the search of a student goes: its state, who follows it, the interviews as a timeline, and
 * the notes and messages.
 */
struct _AppTrackingPage
{
  AdwBin parent_instance;

  AdwActionRow *state_row;
  AppStateBadge *badge;
  GtkMenuButton *state_button;
  AdwActionRow *follower_row;
  GtkListBox *interviews;
  GtkWidget *no_interview;
  GtkListBox *notes;
  GtkWidget *no_note;
  GtkActionable *add_interview;
  GtkActionable *add_note;

  ModelSearchLooks *looks;
  gboolean has_search;
  gboolean is_decided;
  gboolean may_decide;
};

G_DEFINE_FINAL_TYPE (AppTrackingPage, app_tracking_page, ADW_TYPE_BIN)

static void
app_tracking_page_dispose (GObject *object)
{
  AppTrackingPage *self = APP_TRACKING_PAGE (object);

  g_clear_pointer (&self->looks, model_search_looks_unref);
  G_OBJECT_CLASS (app_tracking_page_parent_class)->dispose (object);
}

static void
app_tracking_page_class_init (AppTrackingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_tracking_page_dispose;
  g_type_ensure (APP_TYPE_STATE_BADGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-tracking-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppTrackingPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, AppTrackingPage, badge);
  gtk_widget_class_bind_template_child (widget_class, AppTrackingPage, state_button);
  gtk_widget_class_bind_template_child (widget_class, AppTrackingPage, follower_row);
  gtk_widget_class_bind_template_child (widget_class, AppTrackingPage, interviews);
  gtk_widget_class_bind_template_child (widget_class, AppTrackingPage, no_interview);
  gtk_widget_class_bind_template_child (widget_class, AppTrackingPage, notes);
  gtk_widget_class_bind_template_child (widget_class, AppTrackingPage, no_note);
  gtk_widget_class_bind_template_child (widget_class, AppTrackingPage, add_interview);
  gtk_widget_class_bind_template_child (widget_class, AppTrackingPage, add_note);
}

static void
app_tracking_page_init (AppTrackingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->may_decide = TRUE;
}

/* Who does not decide does not take a decision back. */
static void
offer_states (AppTrackingPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->state_button),
                            self->has_search && (self->may_decide || !self->is_decided));
}

/**
 * app_tracking_page_set_may_decide:
 * @self: a page
 * @may_decide: whether whoever is signed in decides on searches: see
 *   model_search_state_is_decision()
 *
 * Offers to change the state of those searches that may be changed.
 */
void
app_tracking_page_set_may_decide (AppTrackingPage *self, gboolean may_decide)
{
  g_return_if_fail (APP_IS_TRACKING_PAGE (self));
  self->may_decide = may_decide;
  offer_states (self);
}

/**
 * app_tracking_page_set_looks:
 * @self: a page
 * @looks: (transfer none): how the school shows the states of a search
 *
 * Offers the states in the school's words and order.
 */
void
app_tracking_page_set_looks (AppTrackingPage *self, ModelSearchLooks *looks)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_return_if_fail (APP_IS_TRACKING_PAGE (self));
  model_search_looks_ref (looks);
  g_clear_pointer (&self->looks, model_search_looks_unref);
  self->looks = looks;
  app_state_menu_fill (menu, looks);
  gtk_menu_button_set_menu_model (self->state_button, G_MENU_MODEL (menu));
}

/**
 * app_tracking_page_set_line:
 * @self: a page with looks
 * @line: (transfer none): a line
 *
 * Shows what the line itself tells; app_tracking_page_set_detail() follows with the rest.
 */
void
app_tracking_page_set_line (AppTrackingPage *self, ModelLine *line)
{
  g_return_if_fail (APP_IS_TRACKING_PAGE (self));
  g_return_if_fail (self->looks != NULL);
  app_state_badge_set_state (self->badge, &self->looks->states[line->search_state]);
  adw_action_row_set_subtitle (self->state_row, line->period_name);
  adw_action_row_set_subtitle (self->follower_row, line->teacher[0] != '\0' ? line->teacher : "—");
  self->is_decided = model_search_state_is_decision (line->search_state);
  self->has_search = line->period_id != 0;
  offer_states (self);
  gtk_actionable_set_action_target (self->add_interview, "(xx)", line->student_id, line->period_id);
  gtk_actionable_set_action_target (self->add_note, "(xx)", line->student_id, line->period_id);
  app_tracking_page_set_detail (self, NULL);
}

/**
 * app_tracking_page_set_detail:
 * @self: a page
 * @detail: (nullable) (transfer none): what was read of the line; %NULL while it is being read
 *
 * Shows the interviews and the notes.
 */
void
app_tracking_page_set_detail (AppTrackingPage *self, const WorkLineDetail *detail)
{
  g_autofree char *iso = base_date_today_iso ();
  GDate today;

  g_return_if_fail (APP_IS_TRACKING_PAGE (self));
  base_date_parse_iso (iso, &today);
  app_list_box_clear (self->interviews);
  app_list_box_clear (self->notes);
  for (guint i = 0; detail != NULL && i < detail->interviews->len; i++)
    gtk_list_box_append (self->interviews,
                         app_interview_row_new (detail->interviews->pdata[i], &today));
  for (guint i = 0; detail != NULL && i < detail->notes->len; i++)
    gtk_list_box_append (
        self->notes,
        app_message_row_new (
            detail->notes->pdata[i], detail->addressees != NULL ? detail->addressees->pdata[i] : "",
            detail->deletable == NULL || g_array_index (detail->deletable, gboolean, i)));
  if (detail != NULL && detail->reason[0] != '\0')
    adw_action_row_set_subtitle (self->state_row, detail->reason);
  app_list_box_show_or (self->interviews, self->no_interview, detail != NULL);
  app_list_box_show_or (self->notes, self->no_note, detail != NULL);
}
