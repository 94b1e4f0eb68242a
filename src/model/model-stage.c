/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-stage.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Red: nothing is found; yellow: the sheet; blue: the agreement; green: signed. Within a colour the
 * pattern gets denser as the line goes on. */
static const ModelStageInfo stages[] = {
  [MODEL_STAGE_NO_PLACEMENT] = { { "no_placement", N_ ("No placement"), "error",
                                   "system-search-symbolic" },
                                 MODEL_PATTERN_RISING },
  [MODEL_STAGE_SHEET] = { { "sheet", N_ ("Sheet in progress"), "warning",
                            "document-edit-symbolic" },
                          MODEL_PATTERN_DOTS },
  [MODEL_STAGE_TO_VALIDATE] = { { "to_validate", N_ ("Sheet to validate"), "warning",
                                  "dialog-question-symbolic" },
                                MODEL_PATTERN_SOLID },
  [MODEL_STAGE_TO_MAKE] = { { "to_make", N_ ("Agreement to make"), "accent",
                              "document-new-symbolic" },
                            MODEL_PATTERN_VERTICAL },
  [MODEL_STAGE_TO_SEND] = { { "to_send", N_ ("Agreement to send"), "accent",
                              "document-send-symbolic" },
                            MODEL_PATTERN_FALLING },
  [MODEL_STAGE_IN_SIGNATURE] = { { "in_signature", N_ ("Being signed"), "accent",
                                   "mail-send-symbolic" },
                                 MODEL_PATTERN_SOLID },
  [MODEL_STAGE_SIGNED] = { { "signed", N_ ("Signed"), "success", "object-select-symbolic" },
                           MODEL_PATTERN_HORIZONTAL },
  [MODEL_STAGE_CERTIFICATE_AWAITED] = { { "certificate_awaited", N_ ("Certificate awaited"),
                                          "success", "alarm-symbolic" },
                                        MODEL_PATTERN_GRID },
  [MODEL_STAGE_CERTIFICATE] = { { "certificate", N_ ("Certificate received"), "success",
                                  "emblem-ok-symbolic" },
                                MODEL_PATTERN_SOLID },
  [MODEL_STAGE_CANCELLED] = { { "cancelled", N_ ("Cancelled"), "neutral", "process-stop-symbolic" },
                              MODEL_PATTERN_CROSSED },
  [MODEL_STAGE_EXEMPT] = { { "exempt", N_ ("Exempt"), "neutral", "action-unavailable-symbolic" },
                           MODEL_PATTERN_EMPTY },
};

/* What a sheet without an agreement says; a refused one is none. */
static const struct
{
  const char *placement_state;
  ModelStage stage;
} sheets[] = {
  { "draft", MODEL_STAGE_SHEET },
  { "to_validate", MODEL_STAGE_TO_VALIDATE },
  { "validated", MODEL_STAGE_TO_MAKE },
  { "refused", MODEL_STAGE_NO_PLACEMENT },
};

/**
 * model_stage_info:
 * @stage: a stage
 *
 * Returns: (transfer none): its key, label, style, symbol and pattern
 */
const ModelStageInfo *
model_stage_info (ModelStage stage)
{
  g_return_val_if_fail ((guint) stage < MODEL_N_STAGES, NULL);

  return &stages[stage];
}

/**
 * model_stage_from_key:
 * @key: (nullable): key of a stage
 * @stage: (out) (optional): the stage; left alone when there is none
 *
 * Returns: whether @key is a stage's
 */
gboolean
model_stage_from_key (const char *key, ModelStage *stage)
{
  for (guint i = 0; i < MODEL_N_STAGES; i++)
    if (g_strcmp0 (stages[i].state.key, key) == 0)
      {
        if (stage != NULL)
          *stage = i;
        return TRUE;
      }
  return FALSE;
}

static ModelStage
stage_of_agreement (ModelLine *line, const char *today)
{
  if (!model_line_is_signed (line))
    return model_line_is_todo (line, MODEL_TODO_TO_SEND, today) ? MODEL_STAGE_TO_SEND
                                                                : MODEL_STAGE_IN_SIGNATURE;
  if (line->certificate_on[0] != '\0')
    return MODEL_STAGE_CERTIFICATE;
  return model_line_is_todo (line, MODEL_TODO_CERTIFICATES, today) ? MODEL_STAGE_CERTIFICATE_AWAITED
                                                                   : MODEL_STAGE_SIGNED;
}

/* The search may say more than the sheets do: a school that begins in the middle of a year. The
 * sheet is then what has to be filled in. */
static ModelStage
stage_of_search (ModelLine *line)
{
  return line->search_state == MODEL_SEARCH_SHEET || line->search_state == MODEL_SEARCH_TO_VALIDATE
                 || line->search_state == MODEL_SEARCH_VALIDATED
             ? MODEL_STAGE_SHEET
             : MODEL_STAGE_NO_PLACEMENT;
}

/**
 * model_line_stage:
 * @line: a line
 * @today: (nullable): ISO day; %NULL for today
 *
 * It follows the rules of the to-do lists: a line is %MODEL_STAGE_TO_SEND when it is in
 * %MODEL_TODO_TO_SEND, and so on.
 *
 * Returns: how far the line is
 */
ModelStage
model_line_stage (ModelLine *line, const char *today)
{
  g_return_val_if_fail (MODEL_IS_LINE (line), MODEL_STAGE_NO_PLACEMENT);

  if (line->cancelled)
    return MODEL_STAGE_CANCELLED;
  if (line->agreement_id != 0)
    return stage_of_agreement (line, today);
  if (line->search_state == MODEL_SEARCH_EXEMPT)
    return MODEL_STAGE_EXEMPT;
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    if (g_str_equal (line->placement_state, sheets[i].placement_state))
      return sheets[i].stage;
  return stage_of_search (line);
}

/**
 * model_stage_figures_free:
 * @figures: (nullable) (transfer full): figures
 */
void
model_stage_figures_free (ModelStageFigures *figures)
{
  if (figures == NULL)
    return;
  g_free (figures->class_name);
  g_free (figures->class_key);
  g_free (figures);
}

/* What has been counted of one search already: it may have several lines. */
enum
{
  COUNTED = 1 << 0,
  COUNTED_PLACED = 1 << 1,
  COUNTED_SIGNED = 1 << 2
};

typedef struct
{
  gint64 ids[3]; /* class, period, student */
  int counted;
} Search;

static guint
search_hash (gconstpointer data)
{
  const Search *search = data;

  return (g_int64_hash (&search->ids[0]) * 31 + g_int64_hash (&search->ids[1])) * 31
         + g_int64_hash (&search->ids[2]);
}

static gboolean
search_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (((const Search *) a)->ids, ((const Search *) b)->ids, sizeof ((Search *) 0)->ids)
         == 0;
}

static Search *
ensure_search (GHashTable *searches, ModelLine *line)
{
  Search key = { { line->class_group_id, line->period_id, line->student_id }, 0 };
  Search *search = g_hash_table_lookup (searches, &key);

  if (search == NULL)
    {
      search = g_memdup2 (&key, sizeof key);
      g_hash_table_add (searches, search);
    }
  return search;
}

static void
count_once (Search *search, int what, gboolean holds, guint *count)
{
  if (!holds || (search->counted & what) != 0)
    return;
  search->counted |= what;
  *count += 1;
}

static void
count_line (ModelStageFigures *figures, Search *search, ModelLine *line, const char *today)
{
  figures->stages[model_line_stage (line, today)]++;
  figures->n_lines++;
  if (line->search_state == MODEL_SEARCH_EXEMPT)
    return;
  count_once (search, COUNTED, TRUE, &figures->n_searches);
  count_once (search, COUNTED_PLACED, line->search_state == MODEL_SEARCH_VALIDATED,
              &figures->n_placed);
  count_once (search, COUNTED_SIGNED, !line->cancelled && model_line_is_signed (line),
              &figures->n_signed);
  if (model_line_is_todo (line, MODEL_TODO_LATE, today))
    figures->n_late++;
}

static ModelStageFigures *
ensure_figures (GPtrArray *all, GHashTable *by_class, ModelLine *line)
{
  ModelStageFigures *figures = g_hash_table_lookup (by_class, &line->class_group_id);

  if (figures != NULL)
    return figures;
  figures = g_new0 (ModelStageFigures, 1);
  figures->class_group_id = line->class_group_id;
  figures->class_name = g_strdup (line->class_name);
  figures->class_key = g_strdup (line->class_key);
  g_ptr_array_add (all, figures);
  g_hash_table_insert (by_class, &figures->class_group_id, figures);
  return figures;
}

static int
compare_figures (gconstpointer a, gconstpointer b)
{
  const ModelStageFigures *first = *(ModelStageFigures *const *) a;
  const ModelStageFigures *second = *(ModelStageFigures *const *) b;
  int order = strcmp (first->class_key, second->class_key);

  return order != 0 ? order
                    : (first->class_group_id > second->class_group_id)
                          - (first->class_group_id < second->class_group_id);
}

/**
 * model_stage_figures_new:
 * @lines: (element-type ModelLine): lines of a school year, in any order
 * @period_name: (nullable): only periods of this name; %NULL for all of the year
 * @today: ISO day
 *
 * A class without any period has figures too, which are all 0, unless one period is asked for.
 *
 * Returns: (transfer full) (element-type ModelStageFigures): the figures of each class, in order
 */
GPtrArray *
model_stage_figures_new (GPtrArray *lines, const char *period_name, const char *today)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) model_stage_figures_free);
  g_autoptr (GHashTable) by_class = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) searches = g_hash_table_new_full (search_hash, search_equal, g_free, NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (lines, i);
      ModelStageFigures *figures;

      if (period_name != NULL && !g_str_equal (line->period_name, period_name))
        continue;
      figures = ensure_figures (all, by_class, line);
      if (line->period_id != 0)
        count_line (figures, ensure_search (searches, line), line, today);
    }
  g_ptr_array_sort (all, compare_figures);
  return all;
}

/**
 * model_stage_figures_total:
 * @figures: (element-type ModelStageFigures): figures of classes
 *
 * Returns: (transfer full): all of them together, of no class
 */
ModelStageFigures *
model_stage_figures_total (GPtrArray *figures)
{
  ModelStageFigures *total = g_new0 (ModelStageFigures, 1);

  total->class_name = g_strdup ("");
  total->class_key = g_strdup ("");
  for (guint i = 0; i < figures->len; i++)
    {
      const ModelStageFigures *one = g_ptr_array_index (figures, i);

      for (guint stage = 0; stage < MODEL_N_STAGES; stage++)
        total->stages[stage] += one->stages[stage];
      total->n_lines += one->n_lines;
      total->n_searches += one->n_searches;
      total->n_placed += one->n_placed;
      total->n_signed += one->n_signed;
      total->n_late += one->n_late;
    }
  return total;
}

/**
 * model_stage_percent:
 * @part: some
 * @whole: of how many
 *
 * Returns: the percentage, rounded, but 0 and 100 only when it is nobody and everybody; 0 of nobody
 */
guint
model_stage_percent (guint part, guint whole)
{
  guint percent;

  if (whole == 0 || part == 0)
    return 0;
  if (part >= whole)
    return 100;
  percent = (guint) ((200.0 * part + whole) / (2.0 * whole));
  return CLAMP (percent, 1, 99);
}
