/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-certificate.h"

#include <glib/gi18n-lib.h>

#include "base-date.h"
#include "model-person.h"
#include "store-record.h"
#include "work-agreement-private.h"
#include "work-change-private.h"
#include "work-query-private.h"
#include "work-values-private.h"

typedef struct
{
  GArray *ids;  /* (owned) (element-type gint64): placements */
  char *day;    /* (owned): "" to take it back */
  GArray *days; /* (owned) (element-type int): by placement, none when they are not told */
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_array_unref (wanted->ids);
  g_array_unref (wanted->days);
  g_free (wanted->day);
  g_free (wanted);
}

static Wanted *
wanted_new (const gint64 *ids, guint n_ids, const char *day, const int *days)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  wanted->days = g_array_new (FALSE, FALSE, sizeof (int));
  if (n_ids > 0)
    g_array_append_vals (wanted->ids, ids, n_ids);
  if (days != NULL && n_ids > 0)
    g_array_append_vals (wanted->days, days, n_ids);
  wanted->day = g_strdup (day != NULL ? day : "");
  return wanted;
}

/**
 * work_certificate_free:
 * @certificate: (nullable) (transfer full): what was read of a certificate
 */
void
work_certificate_free (WorkCertificate *certificate)
{
  if (certificate == NULL)
    return;
  g_free (certificate->student);
  g_free (certificate->company);
  g_free (certificate->start);
  g_free (certificate->end);
  g_free (certificate->received_on);
  g_free (certificate);
}

/* (transfer full): a value of the sheet, else of its period, else "" */
static char *
dup_value (const WorkRecords *records, const char *column)
{
  const char *value = _work_records_get (records, MODEL_ROLE_PLACEMENT, column);

  if (value == NULL && model_field_index (MODEL_ENTITY_PERIOD, column) >= 0)
    value = _work_records_get (records, MODEL_ROLE_PERIOD, column);
  return g_strdup (value != NULL ? value : "");
}

static char *
dup_name (const WorkRecords *records, ModelRoleId role)
{
  return records->roles[role] != NULL ? model_person_name (records->roles[role]) : g_strdup ("");
}

static WorkCertificate *
certificate_new (const WorkRecords *records)
{
  g_autoptr (ModelDuration) duration = _work_records_duration (records);
  ModelRecord *placement = records->roles[MODEL_ROLE_PLACEMENT];
  WorkCertificate *certificate = g_new0 (WorkCertificate, 1);

  certificate->placement_id = model_record_get_id (placement);
  certificate->student = dup_name (records, MODEL_ROLE_STUDENT);
  certificate->company = dup_name (records, MODEL_ROLE_COMPANY);
  certificate->start = dup_value (records, "start");
  certificate->end = dup_value (records, "end");
  certificate->received_on = dup_value (records, "certificate_on");
  certificate->days_planned = duration->n_days;
  certificate->days_done = model_record_get (placement, "days_done") != NULL
                               ? (int) model_record_get_int (placement, "days_done")
                               : WORK_DAYS_UNKNOWN;
  return certificate;
}

static gpointer
read_certificates (StoreConnection *connection,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify) work_certificate_free);
  g_autofree char *today = base_date_today_iso ();

  for (guint i = 0; i < wanted->ids->len; i++)
    {
      g_autoptr (WorkRecords) records = _work_records_load (
          connection, g_array_index (wanted->ids, gint64, i), NULL, today, error);

      if (records == NULL)
        return NULL;
      g_ptr_array_add (all, certificate_new (records));
    }
  return g_steal_pointer (&all);
}

/**
 * work_query_certificates_new:
 * @placement_ids: (array length=n_ids): placements
 * @n_ids: how many
 *
 * Returns: (transfer full): a query for the #GPtrArray of #WorkCertificate
 */
WorkQuery *
work_query_certificates_new (const gint64 *placement_ids, guint n_ids)
{
  return _work_query_new (read_certificates, wanted_new (placement_ids, n_ids, NULL, NULL),
                          wanted_free, (GDestroyNotify) g_ptr_array_unref);
}

/* ---- it came ---- */

/* Days from the first to the last one, both included; 0 when one of them is not known. */
static int
calendar_days (const WorkCertificate *certificate)
{
  GDate start, end;

  g_date_clear (&start, 1);
  g_date_clear (&end, 1);
  if (!base_date_parse_iso (certificate->start, &start)
      || !base_date_parse_iso (certificate->end, &end))
    return 0;
  return g_date_days_between (&start, &end) + 1;
}

static gboolean
check_days (const WorkCertificate *certificate, int days, GError **error)
{
  int most = calendar_days (certificate);

  if (days == WORK_DAYS_UNKNOWN || (days >= 0 && (most == 0 || days <= most)))
    return TRUE;
  if (days < 0)
    return _work_refuse (error, _ ("The days done of %s cannot be less than none. Correct them."),
                         certificate->student);
  return _work_refuse (error,
                       ngettext ("%s cannot have done %d days: the placement lasts %d day. Correct "
                                 "them.",
                                 "%s cannot have done %d days: the placement lasts %d days. "
                                 "Correct them.",
                                 (gulong) most),
                       certificate->student, days, most);
}

static gboolean
check_received (WorkChanging *changing,
                const WorkCertificate *certificate,
                const char *day,
                GError **error)
{
  g_autoptr (ModelRecord) agreement = NULL;

  if (day[0] == '\0')
    return TRUE;
  if (!_work_agreement_find_living (changing->connection, certificate->placement_id, &agreement,
                                    error))
    return FALSE;
  if (agreement == NULL)
    return _work_refuse (error,
                         _ ("There is no agreement for the placement of %s: no certificate can "
                            "end it."),
                         certificate->student);
  if (g_strcmp0 (day, certificate->start) < 0)
    return _work_refuse (error,
                         _ ("The certificate of %s cannot come before the placement begins. "
                            "Correct the day."),
                         certificate->student);
  return TRUE;
}

static gboolean
receive_one (WorkChanging *changing, const Wanted *wanted, guint n, GError **error)
{
  gint64 id = g_array_index (wanted->ids, gint64, n);
  g_autoptr (WorkRecords) records =
      _work_records_load (changing->connection, id, NULL, changing->today, error);
  g_autoptr (WorkCertificate) certificate = NULL;
  ModelRecord *placement;
  int days = wanted->days->len > 0 ? g_array_index (wanted->days, int, n) : WORK_DAYS_UNKNOWN;

  if (records == NULL)
    return FALSE;
  certificate = certificate_new (records);
  placement = records->roles[MODEL_ROLE_PLACEMENT];
  if (!check_received (changing, certificate, wanted->day, error)
      || !check_days (certificate, days, error))
    return FALSE;
  model_record_set_canonical (placement, "certificate_on",
                              wanted->day[0] != '\0' ? wanted->day : NULL);
  if (wanted->day[0] == '\0')
    model_record_set_canonical (placement, "days_done", NULL);
  else if (days != WORK_DAYS_UNKNOWN)
    model_record_set_int (placement, "days_done", days);
  return _work_changing_save (changing, placement, error);
}

static gboolean
receive (WorkChanging *changing, gpointer data, GError **error)
{
  const Wanted *wanted = data;
  GDate day;

  g_date_clear (&day, 1);
  if (wanted->day[0] != '\0' && !base_date_parse_iso (wanted->day, &day))
    return _work_refuse (error, _ ("“%s” is no day. Correct it."), wanted->day);
  if (g_strcmp0 (wanted->day, changing->today) > 0)
    return _work_refuse (error,
                         _ ("A certificate cannot have come on a day to come. Correct the day."));
  for (guint i = 0; i < wanted->ids->len; i++)
    if (!receive_one (changing, wanted, i, error))
      return FALSE;
  return TRUE;
}

/**
 * work_change_certificate_new:
 * @placement_ids: (array length=n_ids): placements
 * @n_ids: how many
 * @day: (nullable): ISO day on which their certificates came; %NULL or "" to take that back
 * @days_done: (array length=n_ids) (nullable): days of presence that each certifies, or
 *   %WORK_DAYS_UNKNOWN to leave them as they are
 *
 * Returns: (transfer full): the change; refused for a placement without an agreement, for a day
 *   that cannot be, and for more days than the placement lasts
 */
WorkChange *
work_change_certificate_new (const gint64 *placement_ids,
                             guint n_ids,
                             const char *day,
                             const int *days_done)
{
  return _work_change_new ("certificate.receive", receive,
                           wanted_new (placement_ids, n_ids, day, days_done), wanted_free);
}
