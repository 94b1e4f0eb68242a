/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-line-text.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"

typedef struct
{
  const char *key;
  const char *label;
} Word;

static const char *
find_word (const Word *words, guint n_words, const char *key)
{
  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].key, key) == 0)
      return _ (words[i].label);
  return "";
}

static const Word modes[] = {
  { "manual", N_ ("on paper") },
  { "electronic", N_ ("electronic") },
};

/**
 * work_line_text_mode:
 * @mode: a line's mode, or ""
 *
 * Returns: (transfer none): how its agreement is signed, "" without one
 */
const char *
work_line_text_mode (const char *mode)
{
  return find_word (modes, G_N_ELEMENTS (modes), mode);
}

static const Word placement_states[] = {
  { "", N_ ("No sheet yet") },
  { "draft", N_ ("Sheet in progress") },
  { "to_validate", N_ ("Sheet to validate") },
  { "validated", N_ ("Sheet validated") },
  { "refused", N_ ("Sheet refused") },
};

/**
 * work_line_text_placement_state:
 * @state: a line's placement state, or ""
 *
 * Returns: (transfer none): where its placement sheet stands
 */
const char *
work_line_text_placement_state (const char *state)
{
  return find_word (placement_states, G_N_ELEMENTS (placement_states), state);
}

static char *
format_before_agreement (ModelLine *line)
{
  g_autofree char *day = NULL;
  GDate date;

  if (line->search_state == MODEL_SEARCH_EXEMPT)
    return g_strdup ("");
  if (g_str_equal (line->placement_state, "validated"))
    return g_strdup (_ ("Agreement to make"));
  if (line->placement_state[0] != '\0')
    return g_strdup (work_line_text_placement_state (line->placement_state));
  if (!base_date_parse_iso (line->last_contact, &date))
    return g_strdup (_ ("No interview yet"));
  day = base_date_to_short (&date);
  /* Translators: the day of the last interview with a student who has no placement yet. */
  return g_strdup_printf (_ ("Seen on %s"), day);
}

static guint
count_signed (ModelLine *line)
{
  guint n = 0;

  for (guint i = 0; line->signers != NULL && i < line->signers->len; i++)
    n += ((const ModelSigner *) line->signers->pdata[i])->state == MODEL_SIGNER_SIGNED;
  return n;
}

/* With a provider, who has signed says more than a step. */
static char *
format_request (ModelLine *line, ModelRequestState state, const char **style)
{
  const ModelState *info = model_request_state_info (state);
  guint n_signed = count_signed (line);

  *style = info->style;
  if (state != MODEL_REQUEST_ONGOING || line->signers == NULL)
    return g_strdup (_ (info->label));
  /* Translators: of the signatories of an agreement: “3 of 5 have signed”. */
  return g_strdup_printf (ngettext ("%u of %u has signed", "%u of %u have signed", n_signed),
                          n_signed, line->signers->len);
}

/**
 * work_line_text_progress:
 * @line: a line
 * @steps: (element-type ModelStep): the school's steps
 * @style: (out) (transfer none): CSS class for lines without steps to show
 *
 * Says where a line stands: how far its signatories are when a provider has it signed, its step
 * when it has an agreement otherwise, else what comes before one.
 *
 * Returns: (transfer full): a few words
 */
char *
work_line_text_progress (ModelLine *line, GPtrArray *steps, const char **style)
{
  ModelRequestState state;

  *style = "neutral";
  if (line->cancelled)
    {
      *style = "error";
      return g_strdup (_ ("Agreement cancelled"));
    }
  if (model_request_state_from_key (line->request_state, &state)
      && state != MODEL_REQUEST_CANCELLED)
    return format_request (line, state, style);
  if (line->step >= 0)
    {
      if (steps != NULL && (guint) line->step < steps->len)
        return g_strdup (((ModelStep *) g_ptr_array_index (steps, line->step))->label);
      return g_strdup_printf (_ ("Step %d"), line->step + 1);
    }
  if (g_str_equal (line->placement_state, "validated"))
    *style = "accent";
  return format_before_agreement (line);
}
