/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include "model-role.h"
#include "paper-sheet.h"

/**
 * _work_signing_anchors_new:
 * @values: what the agreement says; it outlives this
 * @provider: whose anchors
 * @people: (element-type WorkSigningPerson): in their order; they outlive this
 *
 * Returns: (transfer full): what a document to be signed is merged with
 */
WorkSigningAnchors *
_work_signing_anchors_new (WorkValues *values, const SignProvider *provider, GPtrArray *people)
{
  WorkSigningAnchors *self = g_new0 (WorkSigningAnchors, 1);

  self->values = values;
  self->provider = provider;
  self->people = people;
  return self;
}

/**
 * _work_signing_anchors_free:
 * @anchors: (nullable) (transfer full): anchors
 */
void
_work_signing_anchors_free (WorkSigningAnchors *anchors)
{
  if (anchors == NULL)
    return;
  g_free (anchors->text);
  g_free (anchors);
}

/**
 * _work_signing_anchors_lookup:
 * @name: a merge name
 * @value: (out caller-allocates): what it stands for
 * @anchors: a #WorkSigningAnchors
 *
 * The #MergeLookupFunc of a document to be signed: where somebody signs the anchor of the first one
 * in this quality, else what the agreement says.
 *
 * Returns: whether there is such a name
 */
gboolean
_work_signing_anchors_lookup (const char *name, MergeValue *value, gpointer anchors)
{
  WorkSigningAnchors *self = anchors;
  const ModelMergeName *found = model_merge_find (name);

  if (found == NULL || !model_merge_is_signature (found->name))
    return work_values_lookup (name, value, self->values);
  g_clear_pointer (&self->text, g_free);
  for (guint i = 0; i < self->people->len && self->text == NULL; i++)
    {
      const WorkSigningPerson *person = self->people->pdata[i];

      if (g_strcmp0 (model_merge_signature_name (person->role), found->name) == 0)
        self->text = sign_provider_dup_anchor (self->provider, i + 1);
    }
  value->type = self->text != NULL ? MERGE_VALUE_TEXT : MERGE_VALUE_NOTHING;
  value->text = self->text;
  return TRUE;
}

static int
count_items (const char *list, gpointer anchors)
{
  return work_values_count_items (list, ((WorkSigningAnchors *) anchors)->values);
}

static gboolean
lookup_item (const char *list, guint item, const char *name, MergeValue *value, gpointer anchors)
{
  return work_values_lookup_item (list, item, name, value,
                                  ((WorkSigningAnchors *) anchors)->values);
}

static GBytes *
load_picture (const char *name, gpointer anchors)
{
  return work_values_load_picture (name, ((WorkSigningAnchors *) anchors)->values);
}

/**
 * _work_signing_anchors_source:
 * @anchors: a #WorkSigningAnchors, which outlives the source
 *
 * Returns: where a document to be signed takes its values and lists from
 */
MergeSource
_work_signing_anchors_source (WorkSigningAnchors *anchors)
{
  return (MergeSource){ .lookup = _work_signing_anchors_lookup,
                        .count_items = count_items,
                        .lookup_item = lookup_item,
                        .load_picture = load_picture,
                        .user_data = anchors };
}

/* @found: which of @all the document has already */
static void
add_page (const WorkSigningAnchors *self,
          PaperSheet *sheet,
          const char *title,
          char **all,
          const gboolean *found)
{
  g_autofree PaperSheetPlace *places = g_new0 (PaperSheetPlace, self->people->len);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  PaperSheetSignatures page = { .title = "Signatures", .subject = title, .places = places };

  for (guint i = 0; i < self->people->len; i++)
    {
      const WorkSigningPerson *person = self->people->pdata[i];
      char *name;

      if (found[i])
        continue;
      name = _work_signing_person_name (person);
      g_ptr_array_add (names, name);
      places[page.n_places++] = (PaperSheetPlace){ name, person->title, all[i] };
    }
  paper_sheet_add_signatures (sheet, &page);
}

static char **
list_anchors (const WorkSigningAnchors *self)
{
  char **all = g_new0 (char *, self->people->len + 1);

  for (guint i = 0; i < self->people->len; i++)
    all[i] = sign_provider_dup_anchor (self->provider, i + 1);
  return all;
}

/**
 * _work_signing_anchors_finish:
 * @anchors: what the document was merged with
 * @pdf: the document
 * @title: what it is: "Convention 2026-0042, ABADIE Léa"
 * @error: return location for a #PaperError
 *
 * The provider reads the anchors that are text of one line. Those that are not there as such, be it
 * that the template has no place for them or that a narrow cell has broken them, stand on a page of
 * ours at the end.
 *
 * Returns: (transfer full): the document with a place for everybody, or %NULL
 */
GBytes *
_work_signing_anchors_finish (WorkSigningAnchors *anchors,
                              GBytes *pdf,
                              const char *title,
                              GError **error)
{
  guint n = anchors->people->len;
  g_auto (GStrv) all = list_anchors (anchors);
  g_autofree gboolean *found = g_new0 (gboolean, n);
  g_autoptr (PaperSheet) sheet = NULL;
  guint n_found = 0;

  if (!paper_pdf_has_texts (pdf, (const char *const *) all, n, found, error))
    return NULL;
  for (guint i = 0; i < n; i++)
    n_found += found[i] ? 1 : 0;
  if (n_found == n)
    return g_bytes_ref (pdf);
  sheet = paper_sheet_new (title);
  if (!paper_sheet_add_pdf (sheet, pdf, error))
    return NULL;
  add_page (anchors, sheet, title, all, found);
  return paper_sheet_end (sheet, error);
}
