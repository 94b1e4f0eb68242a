/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base-file.h"
#include "base-session.h"
#include "work-change-private.h"
#include "work-message-send-private.h"

typedef struct
{
  WorkSchool *school;
  GArray *ids; /* (element-type gint64) */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->school);
  g_array_unref (export->ids);
  g_free (export);
}

typedef struct
{
  gint64 id;
  WorkMessageLetter *letter;
} Wanted;

static gpointer
load_letter (StoreConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Wanted *wanted = data;
  g_autoptr (ModelRecord) message =
      store_load (connection, MODEL_ENTITY_MESSAGE, wanted->id, error);

  if (message != NULL)
    wanted->letter = _work_message_letter_load (connection, message, error);
  return wanted->letter;
}

static char *
write_draft (const WorkMessageLetter *letter, GError **error)
{
  g_autoptr (GBytes) draft = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (letter->channel != WORK_MESSAGE_MAIL)
    {
      _work_refuse (error, _ ("An SMS is not opened in a mail program."));
      return NULL;
    }
  draft = _work_message_draft (letter, error);
  folder = draft != NULL ? base_session_folder ("mail", error) : NULL;
  if (folder == NULL)
    return NULL;
  name = base_file_safe_name (letter->name);
  path = base_file_unique_path (folder, name, "eml");
  return base_file_write_atomic (path, draft, FALSE, error) ? g_steal_pointer (&path) : NULL;
}

static void
export_one (WorkJob *job, const Export *export, gint64 id)
{
  Wanted wanted = { id, NULL };
  g_autoptr (WorkMessageLetter) letter = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  letter =
      store_queue_run (work_school_get_queue (export->school), load_letter, &wanted, NULL, &error);
  path = letter != NULL ? write_draft (letter, &error) : NULL;
  if (path != NULL)
    work_job_add_success (job, id, letter->name, path);
  else
    work_job_add_failure (job, id, letter != NULL ? letter->name : "", error->message);
}

static gboolean
export_all (WorkJob *job, gpointer data, GCancellable *cancellable, GError **error)
{
  const Export *export = data;

  for (guint i = 0; i < export->ids->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      export_one (job, export, g_array_index (export->ids, gint64, i));
      work_job_set_progress (job, (i + 1.0) / export->ids->len, NULL);
    }
  return TRUE;
}

/**
 * work_message_export_new:
 * @school: a school
 * @ids: (array length=n_ids): mails of the outbox
 * @n_ids: how many
 *
 * Returns: (transfer full): a job that makes a file of each mail, with what goes with it, which a
 *   mail program opens as one to be sent. Files go with the session
 */
WorkJob *
work_message_export_new (WorkSchool *school, const gint64 *ids, guint n_ids)
{
  Export *export;

  g_return_val_if_fail (WORK_IS_SCHOOL (school), NULL);

  export = g_new0 (Export, 1);
  export->school = g_object_ref (school);
  export->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (export->ids, ids, n_ids);
  return work_job_new (_ ("Opening mails…"), export_all, export, export_free);
}

/**
 * work_message_dup_uri:
 * @row: a message of the outbox
 *
 * Returns: (transfer full) (nullable): what opens it in the program of the desktop: "mailto:…" or
 *   "sms:…"; %NULL for a mail with a file or too long a text, which only work_message_export_new()
 *   hands over
 */
char *
work_message_dup_uri (const WorkOutboxRow *row)
{
  MessageMail mail = { NULL };
  g_autofree char *body = NULL;

  g_return_val_if_fail (row != NULL, NULL);

  if (row->channel == WORK_MESSAGE_SMS)
    {
      body = g_uri_escape_string (row->body, NULL, FALSE);
      return g_strdup_printf ("sms:%s?body=%s", row->address, body);
    }
  if (row->attachment != NULL)
    return NULL;
  mail.to_name = row->name;
  mail.to_address = row->address;
  mail.subject = row->subject;
  mail.text = row->body;
  return message_mail_uri (&mail, NULL, NULL);
}
