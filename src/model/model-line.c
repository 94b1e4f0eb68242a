/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-line.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "base-text.h"

/* An agreement should be signed a week before the first day. */
#define LATE_DAYS 7

G_DEFINE_FINAL_TYPE (ModelLine, model_line, G_TYPE_OBJECT)

/* Where the texts are: made and freed alike. */
static const gsize texts[] = {
  G_STRUCT_OFFSET (ModelLine, family_name),     G_STRUCT_OFFSET (ModelLine, given_name),
  G_STRUCT_OFFSET (ModelLine, student),         G_STRUCT_OFFSET (ModelLine, student_key),
  G_STRUCT_OFFSET (ModelLine, class_name),      G_STRUCT_OFFSET (ModelLine, class_key),
  G_STRUCT_OFFSET (ModelLine, period_name),     G_STRUCT_OFFSET (ModelLine, company),
  G_STRUCT_OFFSET (ModelLine, company_key),     G_STRUCT_OFFSET (ModelLine, town),
  G_STRUCT_OFFSET (ModelLine, start),           G_STRUCT_OFFSET (ModelLine, end),
  G_STRUCT_OFFSET (ModelLine, number),          G_STRUCT_OFFSET (ModelLine, mode),
  G_STRUCT_OFFSET (ModelLine, placement_state), G_STRUCT_OFFSET (ModelLine, step_date),
  G_STRUCT_OFFSET (ModelLine, search_key),      G_STRUCT_OFFSET (ModelLine, last_contact),
};

static void
model_line_finalize (GObject *object)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (G_STRUCT_MEMBER (char *, object, texts[i]));
  G_OBJECT_CLASS (model_line_parent_class)->finalize (object);
}

static void
model_line_class_init (ModelLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_line_finalize;
}

static void
model_line_init (ModelLine *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, self, texts[i]) = g_strdup ("");
  self->step = -1;
}

/**
 * model_line_new:
 *
 * Whoever fills a line frees the texts that it replaces.
 *
 * Returns: (transfer full): a line without anything: texts "", ids 0, step -1
 */
ModelLine *
model_line_new (void)
{
  return g_object_new (MODEL_TYPE_LINE, NULL);
}

static gboolean
has_placement_state (ModelLine *self, const char *state)
{
  return g_strcmp0 (self->placement_state, state) == 0;
}

static gboolean
is_signed (ModelLine *self, const GDate *today)
{
  return self->agreement_id != 0 && model_step_is_last (self->step, self->n_steps);
}

static gboolean
is_any (ModelLine *self, const GDate *today)
{
  return TRUE;
}

static gboolean
is_without_placement (ModelLine *self, const GDate *today)
{
  return self->search_state != MODEL_SEARCH_VALIDATED && self->search_state != MODEL_SEARCH_EXEMPT
         && !has_placement_state (self, "validated") && !has_placement_state (self, "to_validate");
}

static gboolean
is_to_validate (ModelLine *self, const GDate *today)
{
  return has_placement_state (self, "to_validate");
}

static gboolean
is_to_make (ModelLine *self, const GDate *today)
{
  return has_placement_state (self, "validated") && self->agreement_id == 0;
}

static gboolean
is_in_signature (ModelLine *self, const GDate *today)
{
  return self->agreement_id != 0 && !is_signed (self, today);
}

static gboolean
is_late (ModelLine *self, const GDate *today)
{
  GDate start, end;

  if (self->search_state == MODEL_SEARCH_EXEMPT || is_signed (self, today)
      || !base_date_parse_iso (self->start, &start))
    return FALSE;
  if (base_date_parse_iso (self->end, &end) && g_date_compare (&end, today) < 0)
    return FALSE;
  return g_date_days_between (today, &start) <= LATE_DAYS;
}

static const struct
{
  ModelState info;
  gboolean (*is_in) (ModelLine *self, const GDate *today);
} todos[] = {
  [MODEL_TODO_ALL] = { { "all", N_ ("Everyone"), "neutral", "view-list-symbolic" }, is_any },
  [MODEL_TODO_NO_PLACEMENT] = { { "no_placement", N_ ("No placement"), "accent",
                                  "system-search-symbolic" },
                                is_without_placement },
  [MODEL_TODO_TO_VALIDATE] = { { "to_validate", N_ ("Sheets to validate"), "warning",
                                 "dialog-question-symbolic" },
                               is_to_validate },
  [MODEL_TODO_TO_MAKE] = { { "to_make", N_ ("Agreements to make"), "accent",
                             "document-new-symbolic" },
                           is_to_make },
  [MODEL_TODO_IN_SIGNATURE] = { { "in_signature", N_ ("Being signed"), "accent",
                                  "document-edit-symbolic" },
                                is_in_signature },
  [MODEL_TODO_LATE] = { { "late", N_ ("Late"), "error", "dialog-warning-symbolic" }, is_late },
  [MODEL_TODO_SIGNED] = { { "signed", N_ ("Signed"), "success", "object-select-symbolic" },
                          is_signed },
};

/**
 * model_todo_info:
 * @todo: a list of the sidebar
 *
 * Returns: (transfer none): its key, label, style and symbol
 */
const ModelState *
model_todo_info (ModelTodo todo)
{
  g_return_val_if_fail ((guint) todo < MODEL_N_TODOS, NULL);

  return &todos[todo].info;
}

/**
 * model_line_is_todo:
 * @self: a line
 * @todo: a list of the sidebar
 * @today: (nullable): ISO day that "late" is counted from; %NULL for today
 *
 * The rules of the lists that run across classes. Late: the placement starts within a week or has
 * started, is not over, and its agreement is not signed, or not even made. A line whose agreement
 * was cancelled asks for nothing: it is in %MODEL_TODO_ALL only. It allocates nothing when @today
 * is given: the window asks it of every line.
 *
 * Returns: whether the line belongs to the list
 */
gboolean
model_line_is_todo (ModelLine *self, ModelTodo todo, const char *today)
{
  GDate day;

  g_return_val_if_fail (MODEL_IS_LINE (self), FALSE);
  g_return_val_if_fail ((guint) todo < MODEL_N_TODOS, FALSE);

  if (todo == MODEL_TODO_ALL)
    return TRUE;
  if (self->cancelled)
    return FALSE;
  if (today == NULL || !base_date_parse_iso (today, &day))
    {
      g_autofree char *now = base_date_today_iso ();

      base_date_parse_iso (now, &day);
    }
  return todos[todo].is_in (self, &day);
}

/**
 * model_line_in_scope:
 * @self: a line
 * @scope: which lines are wanted
 *
 * Returns: whether the line is of the class, the period and the list of @scope, and holds all its
 *   words
 */
gboolean
model_line_in_scope (ModelLine *self, const ModelScope *scope)
{
  g_return_val_if_fail (MODEL_IS_LINE (self), FALSE);
  g_return_val_if_fail (scope != NULL, FALSE);

  return (scope->class_group_id == 0 || scope->class_group_id == self->class_group_id)
         && (scope->period_id == 0 || scope->period_id == self->period_id)
         && base_text_folded_contains_all (self->search_key, scope->words)
         && model_line_is_todo (self, scope->todo, scope->today);
}
