/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-agreement-change.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-file.h"
#include "base-text.h"
#include "store-document.h"
#include "work-agreement-private.h"
#include "work-change-private.h"
#include "work-error.h"
#include "work-school-private.h"
#include "work-signing-private.h"

/* A bad scan of an agreement weighs 20 MB. */
#define MAX_ATTACHMENT ((gsize) 64 * 1024 * 1024)

typedef struct
{
  GArray *ids; /* (element-type gint64) */
  char *text;  /* a reason, or a day */
} Agreements;

static void
agreements_free (gpointer data)
{
  Agreements *agreements = data;

  g_array_unref (agreements->ids);
  g_free (agreements->text);
  g_free (agreements);
}

static Agreements *
agreements_new (const gint64 *ids, guint n_ids, const char *text)
{
  Agreements *agreements = g_new0 (Agreements, 1);

  agreements->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (agreements->ids, ids, n_ids);
  agreements->text = g_strdup (text);
  return agreements;
}

/* (transfer full): an agreement that lives; else refused */
static ModelRecord *
load_living (WorkChanging *changing, gint64 id, GError **error)
{
  g_autoptr (ModelRecord) agreement =
      _work_changing_load (changing, MODEL_ENTITY_AGREEMENT, id, error);

  if (agreement == NULL || !_work_signing_check_free (changing->connection, agreement, error))
    return NULL;
  if (g_strcmp0 (model_record_get (agreement, "state"), "active") == 0)
    return g_steal_pointer (&agreement);
  _work_refuse (error, _ ("The agreement %s is cancelled or replaced: nothing more is done to it."),
                model_record_get (agreement, "number"));
  return NULL;
}

/* Without its amendment an agreement holds again as it was signed. */
static gboolean
revive_amended (WorkChanging *changing, ModelRecord *amendment, GError **error)
{
  gint64 id = model_record_get_int (amendment, "amends_id");
  g_autoptr (ModelRecord) agreement = NULL;

  if (id == 0)
    return TRUE;
  agreement = _work_changing_load (changing, MODEL_ENTITY_AGREEMENT, id, error);
  if (agreement == NULL)
    return FALSE;
  if (g_strcmp0 (model_record_get (agreement, "state"), "replaced") != 0)
    return TRUE;
  model_record_set_canonical (agreement, "state", "active");
  model_record_set_canonical (agreement, "reason", NULL);
  return store_save (changing->connection, agreement, changing->operation, NULL, error);
}

static gboolean
cancel (WorkChanging *changing, gpointer data, GError **error)
{
  const Agreements *asked = data;

  if (base_text_is_blank (asked->text))
    return _work_refuse (error, _ ("An agreement is cancelled for a reason: say which."));
  for (guint i = 0; i < asked->ids->len; i++)
    {
      g_autoptr (ModelRecord) agreement =
          load_living (changing, g_array_index (asked->ids, gint64, i), error);

      if (agreement == NULL)
        return FALSE;
      model_record_set_canonical (agreement, "state", "cancelled");
      if (!model_record_set (agreement, "reason", asked->text, error)
          || !_work_changing_save (changing, agreement, error)
          || !revive_amended (changing, agreement, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * work_change_cancel_new:
 * @agreement_ids: (array length=n_ids): agreements
 * @n_ids: how many
 * @reason: why, for those who read it later
 *
 * Returns: (transfer full): the change that cancels them; they and their documents stay, as
 *   cancelled. Cancelling an amendment brings the agreement back that it had changed.
 */
WorkChange *
work_change_cancel_new (const gint64 *agreement_ids, guint n_ids, const char *reason)
{
  return _work_change_new ("agreement.cancel", cancel,
                           agreements_new (agreement_ids, n_ids, reason), agreements_free);
}

static gboolean
make_again (WorkChanging *changing, gpointer data, GError **error)
{
  gint64 id = *(const gint64 *) data;
  g_autoptr (ModelRecord) source =
      _work_changing_load (changing, MODEL_ENTITY_AGREEMENT, id, error);
  g_autoptr (ModelRecord) copy = NULL;
  WorkAgreement made = { 0 };
  gboolean done;

  if (source == NULL)
    return FALSE;
  if (g_strcmp0 (model_record_get (source, "state"), "cancelled") != 0)
    return _work_refuse (error,
                         _ ("The agreement %s is not cancelled: cancel it before you make a "
                            "new one from it."),
                         model_record_get (source, "number"));
  made.placement_id = model_record_get_int (source, "placement_id");
  made.template_id = model_record_get_int (source, "template_id");
  made.template_sha256 = model_record_get (source, "template_sha256");
  made.today = changing->today;
  made.operation = changing->operation;
  done = _work_agreement_make (changing->connection, &made, error);
  if (done)
    copy = _work_changing_load (changing, MODEL_ENTITY_AGREEMENT, made.agreement_id, error);
  _work_agreement_clear (&made);
  if (copy == NULL)
    return FALSE;
  if (model_record_get (copy, "source_id") == NULL)
    model_record_set_int (copy, "source_id", id);
  return _work_changing_save (changing, copy, error);
}

/**
 * work_change_clone_new:
 * @agreement_id: a cancelled agreement
 *
 * Returns: (transfer full): the change that makes a new one from it: a number of its own, on its
 *   first step, with the sheet as it is today
 */
WorkChange *
work_change_clone_new (gint64 agreement_id)
{
  return _work_change_new ("agreement.clone", make_again,
                           g_memdup2 (&agreement_id, sizeof agreement_id), g_free);
}

static int
signed_step (GPtrArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    if (((const ModelStep *) g_ptr_array_index (steps, i))->is_signed)
      return (int) i;
  return (int) steps->len - 1;
}

/* Signed by all on @day, whatever steps lie between. */
static gboolean
mark_signed (WorkChanging *changing,
             ModelRecord *agreement,
             const char *day,
             gboolean outside,
             GError **error)
{
  g_autoptr (GPtrArray) steps = _work_steps_load (changing->connection, error);

  if (steps == NULL || !_work_signing_check_free (changing->connection, agreement, error))
    return FALSE;
  if (model_record_get_int (agreement, "step") < signed_step (steps))
    _work_step_set (agreement, steps, signed_step (steps), changing->today);
  model_record_set_canonical (agreement, "signed_on", day);
  if (outside)
    model_record_set_int (agreement, "signed_outside", 1);
  return _work_changing_save (changing, agreement, error);
}

static gboolean
sign_outside (WorkChanging *changing, gpointer data, GError **error)
{
  const Agreements *asked = data;

  if (g_strcmp0 (asked->text, changing->today) > 0)
    return _work_refuse (error, _ ("The day of signature is still to come: correct it."));
  for (guint i = 0; i < asked->ids->len; i++)
    {
      g_autoptr (ModelRecord) agreement =
          load_living (changing, g_array_index (asked->ids, gint64, i), error);

      if (agreement == NULL || !mark_signed (changing, agreement, asked->text, TRUE, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * work_change_signed_outside_new:
 * @agreement_ids: (array length=n_ids): agreements
 * @n_ids: how many
 * @day: ISO day of the last signature
 *
 * Returns: (transfer full): the change that says that they were signed outside Paraphe
 */
WorkChange *
work_change_signed_outside_new (const gint64 *agreement_ids, guint n_ids, const char *day)
{
  return _work_change_new ("agreement.sign", sign_outside,
                           agreements_new (agreement_ids, n_ids, day), agreements_free);
}

typedef struct
{
  gint64 agreement_id;
  char *kind;
  char *path;
  gboolean signed_by_all;
} Attachment;

static void
attachment_free (gpointer data)
{
  Attachment *attachment = data;

  g_free (attachment->kind);
  g_free (attachment->path);
  g_free (attachment);
}

/* What a file is, by how it begins: names lie. */
static const struct
{
  const char *media_type;
  const char *bytes;
  gsize length;
} beginnings[] = {
  { "application/pdf", "%PDF-", 5 },
  { "image/jpeg", "\xff\xd8\xff", 3 },
  { "image/png", "\x89PNG\r\n\x1a\n", 8 },
  { "image/tiff", "II*\0", 4 },
  { "image/tiff", "MM\0*", 4 },
};

static const char *
media_type_of (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (size >= beginnings[i].length
        && memcmp (data, beginnings[i].bytes, beginnings[i].length) == 0)
      return beginnings[i].media_type;
  return NULL;
}

static gboolean
refuse_known (WorkChanging *changing, const Attachment *asked, GBytes *bytes, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, asked->agreement_id);
  g_autofree char *sha256 = base_file_sha256 (bytes);
  g_autoptr (GError) local = NULL;
  g_autoptr (ModelRecord) known =
      store_find_one (changing->connection, MODEL_ENTITY_DOCUMENT, &local, "agreement_id", id,
                      "sha256", sha256, "kind", asked->kind, NULL);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (known != NULL)
    _work_refuse (error, _ ("This file is attached already, as “%s”. Nothing was changed."),
                  model_record_get (known, "name"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
attach (WorkChanging *changing, gpointer data, GError **error)
{
  const Attachment *asked = data;
  g_autoptr (GBytes) bytes = base_file_read (asked->path, MAX_ATTACHMENT, error);
  g_autofree char *name = g_path_get_basename (asked->path);
  g_autofree char *shown = g_utf8_make_valid (name, -1);
  g_autoptr (ModelRecord) agreement = NULL;
  g_autoptr (ModelRecord) document = NULL;
  const char *media_type;

  if (bytes == NULL)
    return FALSE;
  media_type = media_type_of (bytes);
  if (media_type == NULL)
    return _work_refuse (error,
                         _ ("“%s” is neither a PDF nor a picture: scan the signed agreement "
                            "as PDF, JPEG, PNG or TIFF."),
                         shown);
  agreement = _work_changing_load (changing, MODEL_ENTITY_AGREEMENT, asked->agreement_id, error);
  if (agreement == NULL || !refuse_known (changing, asked, bytes, error))
    return FALSE;
  document = store_document_add (changing->connection, asked->agreement_id, asked->kind, shown,
                                 media_type, bytes, changing->operation, error);
  if (document == NULL)
    return FALSE;
  if (asked->signed_by_all && !mark_signed (changing, agreement, changing->today, FALSE, error))
    return FALSE;
  changing->id = model_record_get_id (document);
  changing->n = 1;
  return TRUE;
}

/**
 * work_change_attach_new:
 * @agreement_id: an agreement
 * @kind: "scan", "signed", "certificate" or "other"
 * @path: a PDF or a picture
 * @signed_by_all: whether it shows that all have signed: the agreement then is
 *
 * Returns: (transfer full): the change that keeps the file with its SHA-256. Another one is kept
 *   beside those that are there, never in place of one.
 */
WorkChange *
work_change_attach_new (gint64 agreement_id,
                        const char *kind,
                        const char *path,
                        gboolean signed_by_all)
{
  Attachment *attachment = g_new0 (Attachment, 1);

  attachment->agreement_id = agreement_id;
  attachment->kind = g_strdup (kind);
  attachment->path = g_strdup (path);
  attachment->signed_by_all = signed_by_all;
  return _work_change_new ("document.attach", attach, attachment, attachment_free);
}
