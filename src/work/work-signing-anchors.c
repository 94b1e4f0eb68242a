/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include "model-role.h"
#include "paper-sheet.h"

/* Where a template says that somebody signs: the merge name and the role. */
static const struct
{
  const char *name;
  const char *role;
} places[] = {
  { "SIGNATURE_ETABLISSEMENT", "school" }, { "SIGNATURE_ELEVE", "student" },
  { "SIGNATURE_RESPONSABLE", "guardian" }, { "SIGNATURE_ENTREPRISE", "company" },
  { "SIGNATURE_TUTEUR", "tutor" },         { "SIGNATURE_PROFESSEUR", "teacher" },
};

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
  self->used = g_array_new (FALSE, TRUE, sizeof (gboolean));
  g_array_set_size (self->used, people->len);
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
  g_array_unref (anchors->used);
  g_free (anchors->text);
  g_free (anchors);
}

static const char *
find_role (const char *name)
{
  const ModelMergeName *found = model_merge_find (name);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_ascii_strcasecmp (places[i].name, found != NULL ? found->name : name) == 0)
      return places[i].role;
  return NULL;
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
  const char *role = find_role (name);

  if (role == NULL)
    return work_values_lookup (name, value, self->values);
  g_clear_pointer (&self->text, g_free);
  for (guint i = 0; i < self->people->len && self->text == NULL; i++)
    {
      const WorkSigningPerson *person = self->people->pdata[i];

      if (!g_str_equal (person->role, role))
        continue;
      self->text = sign_provider_dup_anchor (self->provider, i + 1);
      g_array_index (self->used, gboolean, i) = TRUE;
    }
  value->type = MERGE_VALUE_TEXT;
  value->text = self->text != NULL ? self->text : "";
  return TRUE;
}

static guint
count_unused (const WorkSigningAnchors *self)
{
  guint n = 0;

  for (guint i = 0; i < self->used->len; i++)
    n += g_array_index (self->used, gboolean, i) ? 0 : 1;
  return n;
}

static void
add_page (const WorkSigningAnchors *self, PaperSheet *sheet, const char *title)
{
  g_autofree PaperSheetPlace *all = g_new0 (PaperSheetPlace, self->people->len);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  PaperSheetSignatures page = { .title = "Signatures", .subject = title, .places = all };

  for (guint i = 0; i < self->people->len; i++)
    {
      const WorkSigningPerson *person = self->people->pdata[i];
      char *name, *anchor;

      if (g_array_index (self->used, gboolean, i))
        continue;
      name = _work_signing_person_name (person);
      anchor = sign_provider_dup_anchor (self->provider, i + 1);
      g_ptr_array_add (texts, name);
      g_ptr_array_add (texts, anchor);
      all[page.n_places++] = (PaperSheetPlace){ name, person->title, anchor };
    }
  paper_sheet_add_signatures (sheet, &page);
}

/**
 * _work_signing_anchors_finish:
 * @anchors: what the document was merged with
 * @pdf: the document
 * @title: what it is: "Convention 2026-0042, ABADIE Léa"
 * @error: return location for a #PaperError
 *
 * Those for whom the template has no place get one on a page of ours at the end.
 *
 * Returns: (transfer full): the document with a place for everybody, or %NULL
 */
GBytes *
_work_signing_anchors_finish (WorkSigningAnchors *anchors,
                              GBytes *pdf,
                              const char *title,
                              GError **error)
{
  g_autoptr (PaperSheet) sheet = NULL;

  if (count_unused (anchors) == 0)
    return g_bytes_ref (pdf);
  sheet = paper_sheet_new (title);
  if (!paper_sheet_add_pdf (sheet, pdf, error))
    return NULL;
  add_page (anchors, sheet, title);
  return paper_sheet_end (sheet, error);
}
