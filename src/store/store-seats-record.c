/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-seats-private.h"

#include <string.h>

/* A record is text of a fixed size, filled up with zeros: "PARS1", a checksum of what follows, and
 * lines. A seat may be read while it writes: a checksum that does not fit is no record. */
#define MAGIC     "PARS1 "
#define N_SUM     8
#define MAX_NAME  72
#define N_LINES   9
#define BOOT_FILE "/proc/sys/kernel/random/boot_id"

/**
 * _store_seat_record_free:
 * @record: (transfer full): a record
 *
 * Frees it.
 */
void
_store_seat_record_free (StoreSeatRecord *record)
{
  g_free (record->name);
  g_free (record->user);
  g_free (record->program);
  g_free (record);
}

/* At most @MAX_NAME bytes, whole characters, one line. */
static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *end = valid;

  while (*end != '\0' && g_utf8_next_char (end) - valid <= MAX_NAME)
    end = g_utf8_next_char (end);
  valid[end - valid] = '\0';
  for (char *at = valid; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  return g_steal_pointer (&valid);
}

/**
 * _store_seat_record_new:
 *
 * Returns: (transfer full): what this seat says of itself
 */
StoreSeatRecord *
_store_seat_record_new (void)
{
  StoreSeatRecord *record = g_new0 (StoreSeatRecord, 1);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *boot = NULL;
  const char *real = g_get_real_name ();

  g_strlcpy (record->id, id, sizeof record->id);
  if (g_file_get_contents (BOOT_FILE, &boot, NULL, NULL))
    g_strlcpy (record->boot, g_strstrip (boot), sizeof record->boot);
  record->since = g_get_real_time () / G_USEC_PER_SEC;
  record->at = record->since;
  record->name = clean (g_get_host_name ());
  record->user = clean (g_strcmp0 (real, "Unknown") != 0 ? real : g_get_user_name ());
  record->program = clean (PARAPHE_VERSION);
  return record;
}

static guint32
checksum (const char *text)
{
  guint32 sum = 2166136261u; /* FNV-1a */

  for (const char *at = text; *at != '\0'; at++)
    sum = (sum ^ (guint8) *at) * 16777619u;
  return sum;
}

/**
 * _store_seat_record_write:
 * @record: a record
 * @bytes: (out caller-allocates): %STORE_SEATS_SIZE bytes
 *
 * Writes it down.
 */
void
_store_seat_record_write (const StoreSeatRecord *record, char *bytes)
{
  g_autofree char *text = g_strdup_printf (
      "%s\n%s\n%" G_GUINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%d\n%s\n%s\n%s",
      record->id, record->boot, record->beat, record->since, record->at, record->is_saving,
      record->name, record->user, record->program);

  memset (bytes, 0, STORE_SEATS_SIZE);
  /* Names may be cut once more: the checksum is of what is kept. */
  text[MIN (strlen (text), STORE_SEATS_SIZE - sizeof MAGIC - N_SUM - 1)] = '\0';
  g_snprintf (bytes, STORE_SEATS_SIZE, MAGIC "%08x %s", checksum (text), text);
}

static gboolean
parse_lines (char **lines, StoreSeatRecord *record)
{
  guint64 saving;

  if (g_strv_length (lines) != N_LINES || strlen (lines[0]) != sizeof record->id - 1
      || strlen (lines[1]) >= sizeof record->boot)
    return FALSE;
  g_strlcpy (record->id, lines[0], sizeof record->id);
  g_strlcpy (record->boot, lines[1], sizeof record->boot);
  if (!g_ascii_string_to_unsigned (lines[2], 10, 0, G_MAXUINT64, &record->beat, NULL)
      || !g_ascii_string_to_signed (lines[3], 10, 0, G_MAXINT64, &record->since, NULL)
      || !g_ascii_string_to_signed (lines[4], 10, 0, G_MAXINT64, &record->at, NULL)
      || !g_ascii_string_to_unsigned (lines[5], 10, 0, 1, &saving, NULL))
    return FALSE;
  record->is_saving = saving != 0;
  record->name = clean (lines[6]);
  record->user = clean (lines[7]);
  record->program = clean (lines[8]);
  return TRUE;
}

/**
 * _store_seat_record_parse:
 * @bytes: what was read
 * @size: how much
 *
 * Anybody may write into the file, and it may have been read half way.
 *
 * Returns: (transfer full) (nullable): the record, or %NULL when there is none
 */
StoreSeatRecord *
_store_seat_record_parse (const char *bytes, gsize size)
{
  gsize start = strlen (MAGIC) + N_SUM + 1;
  g_autofree char *text = g_strndup (bytes, size);
  g_autofree char *sum = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (StoreSeatRecord) record = NULL;

  if (strlen (text) <= start || !g_str_has_prefix (text, MAGIC))
    return NULL;
  sum = g_strdup_printf (MAGIC "%08x ", checksum (text + start));
  if (!g_str_has_prefix (text, sum) || !g_utf8_validate (text, -1, NULL))
    return NULL;
  lines = g_strsplit (text + start, "\n", N_LINES + 1);
  record = g_new0 (StoreSeatRecord, 1);
  return parse_lines (lines, record) ? g_steal_pointer (&record) : NULL;
}

/**
 * _store_seat_new:
 * @record: what a seat says of itself
 *
 * Returns: (transfer full): the seat
 */
StoreSeat *
_store_seat_new (const StoreSeatRecord *record)
{
  StoreSeat *seat = g_new0 (StoreSeat, 1);

  seat->name = g_strdup (record->name);
  seat->user = g_strdup (record->user);
  seat->program = g_strdup (record->program);
  seat->since = record->since;
  seat->beat = record->at;
  return seat;
}
