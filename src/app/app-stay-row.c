/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-stay-row.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "app-state-badge.h"
#include "model-state.h"

/**
 * AppStayRow:
 *
 * One thing that is remembered: who went where and when, what became of the sheet and the
 * agreement, and how it went. What the page is about is not repeated.
 */
struct _AppStayRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *heading;
  GtkLabel *period;
  GtkLabel *people;
  AppStateBadge *badge;
  GtkLabel *agreement;
  GtkWidget *note_box;
  GtkImage *tone;
  GtkLabel *note;

  gint64 year_id;
  gint64 student_id;
  gint64 period_id;
};

G_DEFINE_FINAL_TYPE (AppStayRow, app_stay_row, ADW_TYPE_PREFERENCES_ROW)

/* How a sheet is shown: never by its colour alone. */
static const ModelState sheet_states[] = {
  { "draft", N_ ("Sheet in progress"), "neutral", "document-edit-symbolic" },
  { "to_validate", N_ ("Sheet to validate"), "warning", "dialog-question-symbolic" },
  { "validated", N_ ("Sheet validated"), "success", "object-select-symbolic" },
  { "refused", N_ ("Sheet refused"), "error", "window-close-symbolic" },
};

static const ModelState cancelled = { "cancelled", N_ ("Agreement cancelled"), "error",
                                      "window-close-symbolic" };

/* By tone. */
static const struct
{
  const char *symbol;
  const char *style;
  const char *name;
} tones[MODEL_N_TONES] = {
  { "dialog-information-symbolic", "dim-label", N_ ("Information") },
  { "list-add-symbolic", "success", N_ ("Positive") },
  { "list-remove-symbolic", "error", N_ ("Negative") },
};

static void
app_stay_row_class_init (AppStayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (APP_TYPE_STATE_BADGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-stay-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppStayRow, heading);
  gtk_widget_class_bind_template_child (widget_class, AppStayRow, period);
  gtk_widget_class_bind_template_child (widget_class, AppStayRow, people);
  gtk_widget_class_bind_template_child (widget_class, AppStayRow, badge);
  gtk_widget_class_bind_template_child (widget_class, AppStayRow, agreement);
  gtk_widget_class_bind_template_child (widget_class, AppStayRow, note_box);
  gtk_widget_class_bind_template_child (widget_class, AppStayRow, tone);
  gtk_widget_class_bind_template_child (widget_class, AppStayRow, note);
}

static void
app_stay_row_init (AppStayRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
append (GString *text, const char *separator, const char *part)
{
  if (part != NULL && part[0] != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "", part);
}

static void
show (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), text[0] != '\0');
}

static void
show_heading (AppStayRow *self, const ModelStay *stay, ModelEntity seen_from)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (seen_from == MODEL_ENTITY_STUDENT)
    {
      append (text, " · ", stay->company);
      append (text, " · ", stay->town);
      if (text->len == 0)
        g_string_append (text, _ ("No company yet"));
    }
  else
    {
      append (text, " · ", stay->student);
      append (text, " · ", stay->class_name);
    }
  gtk_label_set_label (self->heading, text->str);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), text->str);
}

static void
show_period (AppStayRow *self, const ModelStay *stay, ModelEntity seen_from)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *range = app_format_range (stay->start, stay->end);

  append (text, " · ", stay->year_name);
  if (seen_from == MODEL_ENTITY_STUDENT)
    append (text, " · ", stay->class_name);
  append (text, " · ", stay->period_name);
  append (text, " · ", range);
  gtk_label_set_label (self->period, text->str);
}

static void
show_people (AppStayRow *self, const ModelStay *stay, ModelEntity seen_from)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *tutor =
      /* Translators: somebody's role in a placement, and who it is. */
      stay->tutor[0] != '\0' ? g_strdup_printf (_ ("Tutor: %s"), stay->tutor) : NULL;
  g_autofree char *teacher =
      stay->teacher[0] != '\0' ? g_strdup_printf (_ ("Referent: %s"), stay->teacher) : NULL;

  if (seen_from == MODEL_ENTITY_TEACHER)
    {
      append (text, " · ", stay->company);
      append (text, " · ", stay->town);
    }
  append (text, " · ", tutor);
  if (seen_from != MODEL_ENTITY_TEACHER)
    append (text, " · ", teacher);
  show (self->people, text->str);
}

/* What a sheet says is ours, what a search says is the school's. */
static ModelState
find_state (const ModelStay *stay, ModelSearchLooks *looks)
{
  ModelState found = cancelled;
  ModelSearchState search = MODEL_SEARCH_NOT_STARTED;

  if (!g_str_equal (stay->agreement_state, "cancelled") && stay->placement_state[0] == '\0')
    {
      model_search_state_from_key (stay->search_state, &search);
      if (looks != NULL)
        return looks->states[search];
      found = *model_search_state_info (search);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sheet_states); i++)
    if (!g_str_equal (stay->agreement_state, "cancelled")
        && g_str_equal (sheet_states[i].key, stay->placement_state))
      found = sheet_states[i];
  found.label = _ (found.label);
  return found;
}

static void
show_state (AppStayRow *self, const ModelStay *stay, ModelSearchLooks *looks)
{
  ModelState state = find_state (stay, looks);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *reason = stay->reason[0] != '\0' && model_stay_is_refused (stay)
                                /* Translators: why a placement sheet was refused. */
                                ? g_strdup_printf (_ ("Reason: %s"), stay->reason)
                                : NULL;

  app_state_badge_set_state (self->badge, &state);
  append (text, " · ", stay->number);
  if (!model_stay_is_refused (stay))
    append (text, " · ", stay->step);
  append (text, " · ", reason);
  show (self->agreement, text->str);
}

static void
show_note (AppStayRow *self, const ModelStay *stay)
{
  guint n = 0, tone = MODEL_TONE_INFORMATION;
  g_autofree char *text = NULL;

  for (guint i = 0; i < MODEL_N_TONES; i++)
    n += (guint) stay->n_notes[i];
  if (stay->n_notes[MODEL_TONE_POSITIVE] > 0)
    tone = MODEL_TONE_POSITIVE;
  /* What went wrong is not hidden by what went well. */
  if (stay->n_notes[MODEL_TONE_NEGATIVE] > 0)
    tone = MODEL_TONE_NEGATIVE;
  text = n > 1 ? g_strdup_printf (ngettext ("%s (%u note)", "%s (%u notes)", n), stay->note, n)
               : g_strdup (stay->note);
  gtk_widget_set_visible (self->note_box, n > 0);
  gtk_label_set_label (self->note, text);
  gtk_image_set_from_icon_name (self->tone, tones[tone].symbol);
  gtk_widget_add_css_class (GTK_WIDGET (self->tone), tones[tone].style);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->tone), _ (tones[tone].name));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tone), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (tones[tone].name), -1);
}

/**
 * app_stay_row_new:
 * @stay: what is remembered
 * @seen_from: %MODEL_ENTITY_STUDENT, %MODEL_ENTITY_COMPANY or %MODEL_ENTITY_TEACHER: whose page it
 *   stands on
 * @looks: (nullable): how the school names and colours the states of a search
 *
 * Returns: (transfer floating): a row that shows it
 */
GtkWidget *
app_stay_row_new (const ModelStay *stay, ModelEntity seen_from, ModelSearchLooks *looks)
{
  AppStayRow *self = g_object_new (APP_TYPE_STAY_ROW, "use-markup", FALSE, NULL);

  self->year_id = stay->school_year_id;
  self->student_id = stay->student_id;
  self->period_id = stay->period_id;
  show_heading (self, stay, seen_from);
  show_period (self, stay, seen_from);
  show_people (self, stay, seen_from);
  show_state (self, stay, looks);
  show_note (self, stay);
  return GTK_WIDGET (self);
}

/**
 * app_stay_row_get_place:
 * @self: a row
 * @year_id: (out): its school year
 * @student_id: (out): its student
 * @period_id: (out): its period
 *
 * Says where its line is in the window.
 */
void
app_stay_row_get_place (AppStayRow *self, gint64 *year_id, gint64 *student_id, gint64 *period_id)
{
  g_return_if_fail (APP_IS_STAY_ROW (self));
  *year_id = self->year_id;
  *student_id = self->student_id;
  *period_id = self->period_id;
}
