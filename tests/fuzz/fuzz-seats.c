/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store-seats-private.h"

/* The list of seats beside a shared database, which anybody may write into: a place of it is a
 * whole record or none, and a record that is written again says the same. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define TEXT_AT 15 /* behind "PARS1 " and the checksum */

static void
check_text (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *at = text; *at != '\0'; at++)
    g_assert_false (g_ascii_iscntrl (*at));
}

static void
check_record (const StoreSeatRecord *record)
{
  char bytes[STORE_SEATS_SIZE];
  g_autoptr (StoreSeat) seat = _store_seat_new (record);
  g_autoptr (StoreSeatRecord) again = NULL;

  check_text (record->name);
  check_text (record->user);
  check_text (record->program);
  g_assert_cmpint (record->since, >=, 0);
  g_assert_cmpint (record->at, >=, 0);
  g_assert_cmpstr (seat->name, ==, record->name);
  _store_seat_record_write (record, bytes);
  again = _store_seat_record_parse (bytes, sizeof bytes);
  g_assert_nonnull (again);
  g_assert_cmpstr (again->id, ==, record->id);
  g_assert_cmpstr (again->boot, ==, record->boot);
  g_assert_cmpuint (again->beat, ==, record->beat);
  g_assert_cmpint (again->is_saving, ==, record->is_saving);
  g_assert_cmpstr (again->name, ==, record->name);
  g_assert_cmpstr (again->user, ==, record->user);
  g_assert_cmpstr (again->program, ==, record->program);
}

/* With a checksum that fits, so that what lies behind it is read. */
static void
look_behind_sum (const guint8 *data, gsize size)
{
  guint32 sum = 2166136261u;
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *whole = NULL;
  g_autofree char *bytes = g_malloc0 (STORE_SEATS_SIZE);
  g_autoptr (StoreSeatRecord) record = NULL;
  const char *content = strlen (text) > TEXT_AT ? text + TEXT_AT : text;

  for (const char *at = content; *at != '\0'; at++)
    sum = (sum ^ (guint8) *at) * 16777619u;
  whole = g_strdup_printf ("PARS1 %08x %s", sum, content);
  memcpy (bytes, whole, MIN (strlen (whole), STORE_SEATS_SIZE));
  record = _store_seat_record_parse (bytes, STORE_SEATS_SIZE);
  if (record != NULL)
    check_record (record);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  for (guint slot = 0; slot <= STORE_SEATS_N; slot++)
    {
      g_autoptr (StoreSeatRecord) record = _store_seats_record_at ((const char *) data, size, slot);

      if (record != NULL)
        check_record (record);
    }
  look_behind_sum (data, size);
  return 0;
}
