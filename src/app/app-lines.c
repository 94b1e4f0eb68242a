/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-lines.h"

#include <stddef.h>

/* The members of a line that are compared, by where they are in it. */
static const gsize id_members[] = {
  offsetof (ModelLine, student_id),        offsetof (ModelLine, class_group_id),
  offsetof (ModelLine, period_id),         offsetof (ModelLine, search_id),
  offsetof (ModelLine, placement_id),      offsetof (ModelLine, agreement_id),
  offsetof (ModelLine, agreement_version), offsetof (ModelLine, teacher_id),
  offsetof (ModelLine, company_id),        offsetof (ModelLine, request_id),
};
static const gsize text_members[] = {
  offsetof (ModelLine, student),       offsetof (ModelLine, student_key),
  offsetof (ModelLine, class_name),    offsetof (ModelLine, period_name),
  offsetof (ModelLine, company),       offsetof (ModelLine, town),
  offsetof (ModelLine, start),         offsetof (ModelLine, end),
  offsetof (ModelLine, number),        offsetof (ModelLine, mode),
  offsetof (ModelLine, step_date),     offsetof (ModelLine, placement_state),
  offsetof (ModelLine, search_key),    offsetof (ModelLine, last_contact),
  offsetof (ModelLine, last_account),  offsetof (ModelLine, kind),
  offsetof (ModelLine, siret),         offsetof (ModelLine, tutor),
  offsetof (ModelLine, tutor_key),     offsetof (ModelLine, teacher_key),
  offsetof (ModelLine, teacher),       offsetof (ModelLine, template_name),
  offsetof (ModelLine, sent_on),       offsetof (ModelLine, signed_on),
  offsetof (ModelLine, reminded_on),   offsetof (ModelLine, certificate_on),
  offsetof (ModelLine, request_state), offsetof (ModelLine, request_problem),
  offsetof (ModelLine, printed_on),    offsetof (ModelLine, messaged_on),
};
static const gsize int_members[] = {
  offsetof (ModelLine, step),           offsetof (ModelLine, n_steps),
  offsetof (ModelLine, rank),           offsetof (ModelLine, dates_differ),
  offsetof (ModelLine, is_minor),       offsetof (ModelLine, cancelled),
  offsetof (ModelLine, sent_step),      offsetof (ModelLine, signed_step),
  offsetof (ModelLine, n_signatories),  offsetof (ModelLine, n_signed),
  offsetof (ModelLine, n_notes),        offsetof (ModelLine, n_unread),
  offsetof (ModelLine, late_days),      offsetof (ModelLine, make_days),
  offsetof (ModelLine, chase_days),     offsetof (ModelLine, certificate_days),
  offsetof (ModelLine, signed_outside), offsetof (ModelLine, is_amendment),
};

/**
 * app_lines_same_place:
 * @a: a line
 * @b: a line, perhaps of another reading
 *
 * Returns: whether both are about the same placement of the same student in the same period
 */
gboolean
app_lines_same_place (ModelLine *a, ModelLine *b)
{
  return a->student_id == b->student_id && a->class_group_id == b->class_group_id
         && a->period_id == b->period_id && a->rank == b->rank;
}

static gboolean
lines_equal (ModelLine *a, ModelLine *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (id_members); i++)
    if (G_STRUCT_MEMBER (gint64, a, id_members[i]) != G_STRUCT_MEMBER (gint64, b, id_members[i]))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (int_members); i++)
    if (G_STRUCT_MEMBER (int, a, int_members[i]) != G_STRUCT_MEMBER (int, b, int_members[i]))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (text_members); i++)
    if (g_strcmp0 (G_STRUCT_MEMBER (char *, a, text_members[i]),
                   G_STRUCT_MEMBER (char *, b, text_members[i]))
        != 0)
      return FALSE;
  return a->search_state == b->search_state && model_signers_equal (a->signers, b->signers);
}

/**
 * app_lines_in_scope:
 * @lines: (element-type ModelLine): every line
 * @scope: which are wanted
 *
 * Returns: (transfer full) (element-type ModelLine): those, in the same order
 */
GPtrArray *
app_lines_in_scope (GPtrArray *lines, const ModelScope *scope)
{
  GPtrArray *visible = g_ptr_array_new_full (lines->len, g_object_unref);

  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (lines, i);

      if (model_line_in_scope (line, scope))
        g_ptr_array_add (visible, g_object_ref (line));
    }
  return visible;
}

static guint
place_hash (gconstpointer data)
{
  const ModelLine *line = data;

  return g_int64_hash (&line->student_id) * 31 + g_int64_hash (&line->period_id) * 7
         + g_int64_hash (&line->class_group_id) + (guint) line->rank;
}

static gboolean
place_equal (gconstpointer a, gconstpointer b)
{
  return app_lines_same_place ((ModelLine *) a, (ModelLine *) b);
}

/**
 * app_lines_index:
 * @lines: (element-type ModelLine): some lines, which must outlive the index
 *
 * Returns: (transfer full): a set of them that finds a line of another reading about the same place
 */
GHashTable *
app_lines_index (GPtrArray *lines)
{
  GHashTable *index = g_hash_table_new (place_hash, place_equal);

  for (guint i = 0; i < lines->len; i++)
    g_hash_table_add (index, g_ptr_array_index (lines, i));
  return index;
}

/**
 * app_lines_keep_unchanged:
 * @lines: (element-type ModelLine): lines just read
 * @before: (nullable) (element-type ModelLine): those read earlier
 *
 * Replaces each line of @lines that says the same as its forerunner by that forerunner, so that the
 * list keeps its rows, its selection and its place, and draws again only what has changed.
 */
void
app_lines_keep_unchanged (GPtrArray *lines, GPtrArray *before)
{
  g_autoptr (GHashTable) known = NULL;

  if (before == NULL)
    return;
  known = app_lines_index (before);
  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (lines, i);
      ModelLine *old = g_hash_table_lookup (known, line);

      if (old == NULL || !lines_equal (old, line))
        continue;
      lines->pdata[i] = g_object_ref (old);
      g_object_unref (line);
    }
}

static gboolean
can_move (ModelLine *line)
{
  return line->agreement_id != 0 && !line->cancelled && line->step >= 0
         && !g_str_equal (line->mode, "electronic");
}

static gboolean
has_living_request (ModelLine *line)
{
  ModelRequestState state;

  return model_request_state_from_key (line->request_state, &state)
         && model_request_state_is_living (state);
}

static gboolean
is_to_sign (ModelLine *line)
{
  return line->agreement_id != 0 && !line->cancelled && !model_line_is_signed (line)
         && !g_str_equal (line->request_state, "ongoing");
}

static gboolean
is_in_signature (ModelLine *line)
{
  return line->agreement_id != 0 && !line->cancelled && has_living_request (line);
}

static GArray *
collect_agreements (GPtrArray *lines, gboolean (*is_wanted) (ModelLine *line))
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (lines, i);

      if (is_wanted (line))
        g_array_append_val (ids, line->agreement_id);
    }
  return ids;
}

/**
 * app_lines_agreements:
 * @lines: (element-type ModelLine): some lines
 *
 * Returns: (transfer full) (element-type gint64): the agreements among them whose step can move:
 *   on paper and not cancelled
 */
GArray *
app_lines_agreements (GPtrArray *lines)
{
  return collect_agreements (lines, can_move);
}

/**
 * app_lines_to_sign:
 * @lines: (element-type ModelLine): some lines
 *
 * Returns: (transfer full) (element-type gint64): the agreements among them that can be sent to be
 *   signed electronically: neither cancelled nor signed nor in signature; one whose sending was
 *   interrupted can go on
 */
GArray *
app_lines_to_sign (GPtrArray *lines)
{
  return collect_agreements (lines, is_to_sign);
}

static gboolean
is_to_go_to_paper (ModelLine *line)
{
  return is_to_sign (line) && model_line_is_electronic (line);
}

/**
 * app_lines_to_paper:
 * @lines: (element-type ModelLine): some lines
 *
 * Returns: (transfer full) (element-type gint64): the agreements among them that were to be signed
 *   electronically and can be signed on paper instead: none is with the provider
 */
GArray *
app_lines_to_paper (GPtrArray *lines)
{
  return collect_agreements (lines, is_to_go_to_paper);
}

/**
 * app_lines_in_signature:
 * @lines: (element-type ModelLine): some lines
 *
 * Returns: (transfer full) (element-type gint64): the agreements among them that are with the
 *   provider of signatures, or on their way there
 */
GArray *
app_lines_in_signature (GPtrArray *lines)
{
  return collect_agreements (lines, is_in_signature);
}

static GArray *
collect_placements (GPtrArray *lines, gboolean (*is_wanted) (const ModelLine *line))
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < lines->len; i++)
    {
      const ModelLine *line = g_ptr_array_index (lines, i);

      if (is_wanted (line))
        g_array_append_val (ids, line->placement_id);
    }
  return ids;
}

static gboolean
has_agreement (const ModelLine *line)
{
  return line->agreement_id != 0 && !line->cancelled;
}

static gboolean
is_to_validate (const ModelLine *line)
{
  return line->placement_id != 0 && !g_str_equal (line->placement_state, "validated");
}

static gboolean
is_to_generate (const ModelLine *line)
{
  return line->placement_id != 0 && !line->cancelled
         && g_str_equal (line->placement_state, "validated");
}

/**
 * app_lines_with_agreement:
 * @lines: (element-type ModelLine): some lines
 *
 * Returns: (transfer full) (element-type gint64): the placements among them that have an agreement,
 *   not cancelled: it can be printed, and a certificate may end it
 */
GArray *
app_lines_with_agreement (GPtrArray *lines)
{
  return collect_placements (lines, has_agreement);
}

/**
 * app_lines_to_validate:
 * @lines: (element-type ModelLine): some lines
 *
 * Returns: (transfer full) (element-type gint64): the placements among them whose sheet is not
 *   validated
 */
GArray *
app_lines_to_validate (GPtrArray *lines)
{
  return collect_placements (lines, is_to_validate);
}

/**
 * app_lines_to_generate:
 * @lines: (element-type ModelLine): some lines
 *
 * Returns: (transfer full) (element-type gint64): the placements among them that an agreement can
 *   be made from: validated, the agreement not cancelled
 */
GArray *
app_lines_to_generate (GPtrArray *lines)
{
  return collect_placements (lines, is_to_generate);
}
