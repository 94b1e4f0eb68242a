/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "table-encoding-private.h"

#include <string.h>

static gboolean
is_letter (guchar byte)
{
  return g_ascii_isalpha (byte) || byte >= 0xc0;
}

/* A byte that is a sign in Windows-1252 and Latin-1 but a letter (or the euro) in ISO-8859-15, and
 * stands where a letter does: “½” after a figure stays a half, “´” in a word an apostrophe. */
static gboolean
is_latin9_letter (guchar before, guchar byte, guchar after)
{
  switch (byte)
    {
    case 0xa4: /* € */
      return TRUE;
    case 0xb4: /* Ž */
      return !is_letter (before) && is_letter (after);
    case 0xa6: /* Š */
    case 0xa8: /* š */
    case 0xb8: /* ž */
    case 0xbc: /* Œ */
    case 0xbd: /* œ */
    case 0xbe: /* Ÿ */
      return !g_ascii_isdigit (before) && (is_letter (before) || is_letter (after));
    default:
      return FALSE;
    }
}

static void
count_bytes (TableProbe *probe, const guchar *bytes, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    {
      guchar byte = bytes[i];

      if (byte == 0)
        probe->n_nuls[(probe->n_bytes + i) & 1]++;
      if (byte >= 0x80 && byte <= 0x9f)
        probe->n_c1++;
      if (is_latin9_letter (probe->before[0], probe->before[1], byte))
        probe->n_latin9++;
      probe->before[0] = probe->before[1];
      probe->before[1] = byte;
    }
  probe->n_bytes += n_bytes;
}

static guint64
count_leads (const char *text, const char *end)
{
  guint64 n = 0;

  for (; text < end; text++)
    n += (guchar) *text >= 0xc0;
  return n;
}

/* Counts the sequences of a text; returns how many bytes at its end may be the start of one more.
 */
static gsize
count_utf8 (TableProbe *probe, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *good_end;

      if (g_utf8_validate_len (text, end - text, &good_end))
        {
          probe->n_multi += count_leads (text, end);
          return 0;
        }
      probe->n_multi += count_leads (text, good_end);
      if (end - good_end < 4 && *good_end != '\0'
          && g_utf8_get_char_validated (good_end, end - good_end) == (gunichar) -2)
        return end - good_end;
      probe->n_broken += *good_end != '\0';
      text = good_end + 1;
    }
  return 0;
}

static void
feed_utf8 (TableProbe *probe, const char *bytes, gsize n_bytes)
{
  gsize n_left;

  /* A sequence cut in two: finish it a byte at a time. */
  while (probe->n_carry > 0 && n_bytes > 0)
    {
      gsize length = probe->n_carry + 1;

      probe->carry[probe->n_carry] = *bytes++;
      n_bytes--;
      probe->n_carry = count_utf8 (probe, probe->carry, length);
      memmove (probe->carry, probe->carry + length - probe->n_carry, probe->n_carry);
    }
  n_left = count_utf8 (probe, bytes, n_bytes);
  if (n_left > 0)
    {
      memcpy (probe->carry, bytes + n_bytes - n_left, n_left);
      probe->n_carry = n_left;
    }
}

/**
 * table_probe_feed:
 * @probe: a probe, zeroed before its first bytes
 * @bytes: the next bytes of the file
 * @n_bytes: how many
 *
 * Looks at a piece of the file.
 */
void
table_probe_feed (TableProbe *probe, const guchar *bytes, gsize n_bytes)
{
  gsize n_head = MIN (n_bytes, sizeof probe->head - probe->n_head);

  if (n_bytes == 0)
    return;
  memcpy (probe->head + probe->n_head, bytes, n_head);
  probe->n_head += n_head;
  count_bytes (probe, bytes, n_bytes);
  feed_utf8 (probe, (const char *) bytes, n_bytes);
}

static const char *
find_bom (const TableProbe *probe, gsize *length)
{
  static const struct
  {
    const char *bytes;
    const char *encoding;
  } boms[] = {
    { "\xef\xbb\xbf", "UTF-8" },
    { "\xff\xfe", "UTF-16LE" },
    { "\xfe\xff", "UTF-16BE" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (boms); i++)
    {
      gsize n = strlen (boms[i].bytes);

      if (probe->n_head >= n && memcmp (probe->head, boms[i].bytes, n) == 0)
        {
          *length = n;
          return boms[i].encoding;
        }
    }
  *length = 0;
  return NULL;
}

/**
 * table_probe_finish:
 * @probe: a probe that has seen the file
 * @bom_length: (out): bytes of the byte order mark to skip
 *
 * Decides. A byte order mark settles it; UTF-16 without one shows by a zero in every other byte;
 * then UTF-8 when it is well formed — or so nearly that reading it as anything else would turn each
 * accent into two signs: the damage is then for the decoder to report. What is left is one byte a
 * letter: Windows-1252 when bytes are used that ISO-8859 leaves empty, ISO-8859-15 when its own
 * letters are met, else Windows-1252, which holds ISO-8859-1.
 *
 * Returns: the name of the encoding for g_charset_converter_new()
 */
const char *
table_probe_finish (TableProbe *probe, gsize *bom_length)
{
  const char *encoding = find_bom (probe, bom_length);
  guint64 n_pairs = probe->n_bytes / 2;

  if (encoding != NULL)
    return encoding;
  if (is_latin9_letter (probe->before[0], probe->before[1], 0))
    probe->n_latin9++;
  probe->n_broken += probe->n_carry;
  if (n_pairs > 0 && probe->n_nuls[1] * 2 >= n_pairs && probe->n_nuls[0] * 20 <= n_pairs)
    return "UTF-16LE";
  if (n_pairs > 0 && probe->n_nuls[0] * 2 >= n_pairs && probe->n_nuls[1] * 20 <= n_pairs)
    return "UTF-16BE";
  if (probe->n_broken == 0 || probe->n_multi >= 10 * probe->n_broken)
    return "UTF-8";
  return probe->n_c1 == 0 && probe->n_latin9 > 0 ? "ISO-8859-15" : "WINDOWS-1252";
}
