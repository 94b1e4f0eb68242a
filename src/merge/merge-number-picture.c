/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "merge-number-private.h"

/* Word's number pictures (docx §7.7). Which of comma and point is the decimal mark is seen in each
 * picture: "# ##0,00" and "#,##0.00" are the same, and print alike. No blank is written for a "#"
 * without a digit: Word itself writes it in some fields and not in others. */

#define NARROW_NO_BREAK_SPACE "\xE2\x80\xAF"

typedef enum
{
  ITEM_LITERAL,
  ITEM_SLOT,  /* 0 # x */
  ITEM_MARK,  /* a point or comma before a slot; then one of the two below, or a literal */
  ITEM_SPACE, /* a space between two slots; likewise */
  ITEM_DECIMAL,
  ITEM_GROUP, /* says that thousands stand apart */
  ITEM_SIGN
} ItemKind;

typedef struct
{
  ItemKind kind;
  const char *at;
  gsize length;
} Item;

/* One of the pictures between semicolons. */
typedef struct
{
  GArray *items; /* (element-type Item) */
  guint whole;   /* slots before the decimal mark */
  guint zeros;   /* so many digits are written before it at least */
  guint kept;    /* so many are written at most, those on the right */
  guint decimals;
  guint zero_decimals; /* so many are written at least */
  gboolean groups;
  gboolean decimal_mark;
  gboolean sign;
} Section;

/* What is written of a number in a section. */
typedef struct
{
  const char *digits; /* of the whole part; "" for nought */
  guint count;
  const char *decimals;
  guint n_decimals; /* written */
  gboolean negative;
  gboolean minus; /* one is still to be written before the first digit */
  gboolean begun;
  MergeLanguage language;
} Digits;

static gboolean
is_letter (char c)
{
  return g_ascii_isalpha (c) || (c & 0x80) != 0;
}

/* An x is a slot beside another one, a letter in a word: "taux 0". */
static gboolean
is_slot (const char *start, const char *at, const char *end)
{
  char before = at > start ? at[-1] : ' ', after = at + 1 < end ? at[1] : ' ';

  if (at >= end)
    return FALSE;
  if (*at != 'x')
    return *at == '0' || *at == '#';
  if ((is_letter (before) && before != 'x') || (is_letter (after) && after != 'x'))
    return FALSE;
  return (before != ' ' && strchr ("0#x.,", before) != NULL)
         || (after != ' ' && strchr ("0#x.,", after) != NULL);
}

static gboolean
is_sign (const char *start, const char *at, const char *end)
{
  gboolean inside = at > start && is_letter (at[-1]) && at + 1 < end && is_letter (at[1]);

  return (*at == '+' || *at == '-') && !inside;
}

/* The length of a space between two slots, or 0. */
static gsize
space_between (const char *start, const char *at, const char *end)
{
  gunichar c = g_utf8_get_char (at);
  const char *next = g_utf8_next_char (at);

  if (c != ' ' && c != 0xA0 && c != 0x202F && c != 0x2009)
    return 0;
  if (at == start || !is_slot (start, at - 1, end) || !is_slot (start, next, end))
    return 0;
  return (gsize) (next - at);
}

static void
add_item (GArray *items, ItemKind kind, const char *at, gsize length)
{
  Item item = { kind, at, length };

  if (length > 0)
    g_array_append_val (items, item);
}

/* 'text' is literal, `item` is a caption's number, which has no sense here. */
static const char *
read_quoted (GArray *items, const char *at, const char *end)
{
  const char *close = memchr (at + 1, *at, (gsize) (end - at - 1));
  const char *stop = close != NULL ? close : end;

  if (*at == '\'')
    add_item (items, ITEM_LITERAL, at + 1, (gsize) (stop - at - 1));
  return close != NULL ? close + 1 : end;
}

static const char *
read_item (GArray *items, const char *start, const char *at, const char *end)
{
  gsize space = space_between (start, at, end);
  ItemKind kind = ITEM_LITERAL;
  const char *next;

  if (*at == '\\' && at + 1 < end)
    {
      at++;
      space = 0;
    }
  else if (is_slot (start, at, end))
    kind = ITEM_SLOT;
  else if ((*at == '.' || *at == ',') && is_slot (start, at + 1, end))
    kind = ITEM_MARK;
  else if (is_sign (start, at, end))
    kind = ITEM_SIGN;
  else if (space > 0)
    kind = ITEM_SPACE;
  next = g_utf8_next_char (at);
  add_item (items, kind, at, (gsize) (next - at));
  return next;
}

static GArray *
read_items (const char *start, const char *end)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Item));
  const char *at = start;

  while (at < end)
    at = *at == '\'' || *at == '`' ? read_quoted (items, at, end)
                                   : read_item (items, start, at, end);
  return items;
}

static Item *
item_at (GArray *items, guint index)
{
  return &g_array_index (items, Item, index);
}

static guint
slots_after (GArray *items, guint index)
{
  guint count = 0;

  while (index + 1 + count < items->len && item_at (items, index + 1 + count)->kind == ITEM_SLOT)
    count++;
  return count;
}

/* "#,##0" is how an English Word groups; "0,000" and "#,00" have decimals. */
static gboolean
is_lone_group (GArray *items, guint index)
{
  return *item_at (items, index)->at == ',' && index > 0 && *item_at (items, index - 1)->at == '#'
         && slots_after (items, index) == 3;
}

/* The item that is the decimal mark; the number of items when there is none. */
static guint
find_decimal (GArray *items)
{
  guint counts[2] = { 0, 0 }, last = items->len;
  gboolean spaces = FALSE, comma;

  for (guint i = 0; i < items->len; i++)
    {
      spaces = spaces || item_at (items, i)->kind == ITEM_SPACE;
      if (item_at (items, i)->kind != ITEM_MARK)
        continue;
      last = i;
      counts[*item_at (items, i)->at == ',']++;
    }
  if (last == items->len)
    return last;
  comma = *item_at (items, last)->at == ',';
  if (counts[!comma] > 0)
    return last;
  if (counts[comma] > 1 || (!spaces && is_lone_group (items, last)))
    return items->len;
  return last;
}

/* Spaces stand for thousands when three slots follow each; in "00 00 00 00 00" and in a SIRET they
 * stay where they are. */
static gboolean
spaces_group (GArray *items, guint decimal)
{
  for (guint i = 0; i < decimal; i++)
    if (item_at (items, i)->kind == ITEM_SPACE && slots_after (items, i) != 3)
      return FALSE;
  return TRUE;
}

static void
settle_marks (Section *section)
{
  guint decimal = find_decimal (section->items);
  gboolean grouping = spaces_group (section->items, decimal);

  section->decimal_mark = decimal < section->items->len;
  for (guint i = 0; i < section->items->len; i++)
    {
      Item *item = item_at (section->items, i);

      if (i == decimal)
        item->kind = ITEM_DECIMAL;
      else if (item->kind == ITEM_MARK || (item->kind == ITEM_SPACE && grouping))
        item->kind = i < decimal ? ITEM_GROUP : ITEM_LITERAL;
      section->groups = section->groups || item->kind == ITEM_GROUP;
    }
}

static void
count_slot (Section *section, char slot, gboolean after_decimal, gboolean *optional)
{
  if (!after_decimal)
    {
      section->whole++;
      section->zeros += slot == '0' || section->zeros > 0 ? 1 : 0;
      section->kept = slot == 'x' ? 1 : section->kept + (section->kept > 0 ? 1 : 0);
      return;
    }
  *optional = *optional || slot == '#';
  section->decimals++;
  section->zero_decimals += *optional ? 0 : 1;
}

static void
read_section (Section *section, const char *start, const char *end)
{
  gboolean after_decimal = FALSE, optional = FALSE;

  memset (section, 0, sizeof *section);
  section->items = read_items (start, end);
  settle_marks (section);
  for (guint i = 0; i < section->items->len; i++)
    {
      const Item *item = item_at (section->items, i);

      after_decimal = after_decimal || item->kind == ITEM_DECIMAL;
      section->sign = section->sign || item->kind == ITEM_SIGN;
      if (item->kind == ITEM_SLOT)
        count_slot (section, *item->at, after_decimal, &optional);
    }
}

/* The end of the section that begins at @at. */
static const char *
end_of_section (const char *at)
{
  while (*at != '\0' && *at != ';')
    {
      if (*at == '\'' || *at == '`')
        {
          const char *close = strchr (at + 1, *at);

          at = close != NULL ? close : at + strlen (at) - 1;
        }
      else if (*at == '\\' && at[1] != '\0')
        at++;
      at++;
    }
  return at;
}

/* The nth section of a picture; FALSE when there are not so many. */
static gboolean
find_section (Section *section, const char *picture, guint n)
{
  const char *end = end_of_section (picture);

  for (; n > 0; n--)
    {
      if (*end == '\0')
        return FALSE;
      picture = end + 1;
      end = end_of_section (picture);
    }
  read_section (section, picture, end);
  return TRUE;
}

static void
begin_digits (GString *out, Digits *digits)
{
  if (digits->minus)
    g_string_append_c (out, '-');
  digits->minus = FALSE;
  digits->begun = TRUE;
}

/* The digit that counts 10^place, if it is written. */
static void
add_digit (GString *out, const Section *section, Digits *digits, guint place)
{
  if (place >= MAX (digits->count, section->zeros))
    return;
  begin_digits (out, digits);
  g_string_append_c (out, place < digits->count ? digits->digits[digits->count - 1 - place] : '0');
  if (section->groups && place > 0 && place % 3 == 0)
    g_string_append (out, digits->language == MERGE_LANGUAGE_ENGLISH ? "," : NARROW_NO_BREAK_SPACE);
}

/* The first slot takes all digits that have none of their own. */
static void
add_whole_slot (GString *out, const Section *section, Digits *digits, guint index)
{
  guint place = section->whole - 1 - index;
  guint from = index == 0 ? MAX (digits->count, section->whole) : place + 1;

  for (guint i = from; i-- > place;)
    add_digit (out, section, digits, i);
}

static void
add_decimal_mark (GString *out, const Section *section, Digits *digits)
{
  for (guint i = section->whole == 0 ? digits->count : 0; i-- > 0;)
    add_digit (out, section, digits, i);
  if (digits->n_decimals == 0)
    return;
  begin_digits (out, digits);
  g_string_append_c (out, digits->language == MERGE_LANGUAGE_ENGLISH ? '.' : ',');
}

static void
add_sign (GString *out, const Digits *digits, char slot)
{
  if (digits->negative)
    g_string_append_c (out, '-');
  else if (slot == '+')
    g_string_append_c (out, '+');
}

static void
add_items (GString *out, const Section *section, Digits *digits)
{
  guint slot = 0;

  for (guint i = 0; i < section->items->len; i++)
    {
      const Item *item = item_at (section->items, i);

      if (item->kind == ITEM_LITERAL || (item->kind == ITEM_SPACE && digits->begun))
        g_string_append_len (out, item->at, (gssize) item->length);
      else if (item->kind == ITEM_SIGN)
        add_sign (out, digits, *item->at);
      else if (item->kind == ITEM_DECIMAL)
        add_decimal_mark (out, section, digits);
      else if (item->kind == ITEM_SLOT && slot++ < section->whole)
        add_whole_slot (out, section, digits, slot - 1);
      else if (item->kind == ITEM_SLOT && slot - 1 - section->whole < digits->n_decimals)
        g_string_append_c (out, digits->decimals[slot - 1 - section->whole]);
    }
}

/* Writes a number that has been rounded to the section's decimals. */
static char *
write_section (const Section *section,
               const MergeDecimal *number,
               gboolean minus,
               MergeLanguage language)
{
  GString *out = g_string_new (NULL);
  MergeDecimal absolute = *number;
  Digits digits = { .minus = minus && !section->sign, .negative = minus, .language = language };
  g_autofree char *text = NULL;
  g_autofree char *padded = NULL;
  char *point;

  absolute.negative = FALSE;
  text = merge_decimal_to_text (&absolute);
  point = strchr (text, '.');
  if (point != NULL)
    *point++ = '\0';
  padded = g_strdup_printf ("%-*s", (int) section->decimals, point != NULL ? point : "");
  digits.decimals = g_strdelimit (padded, " ", '0');
  digits.n_decimals = MAX (section->zero_decimals, point != NULL ? (guint) strlen (point) : 0);
  /* Nought is seen, whatever its slot is. */
  digits.digits =
      strcmp (text, "0") == 0 && (section->zeros > 0 || digits.n_decimals > 0) ? "" : text;
  if (section->kept > 0 && strlen (digits.digits) > section->kept)
    digits.digits += strlen (digits.digits) - section->kept;
  digits.count = (guint) strlen (digits.digits);
  add_items (out, section, &digits);
  return g_string_free (out, FALSE);
}

/**
 * merge_number_picture:
 * @picture: what follows \# in an instruction, backslashes kept
 * @number: a number
 * @language: how its marks are written
 *
 * Rounds half away from zero, in tens.
 *
 * Returns: (transfer full): the number as the picture wants it
 */
char *
merge_number_picture (const char *picture, const MergeDecimal *number, MergeLanguage language)
{
  Section section;
  MergeDecimal rounded = *number;
  guint n = number->negative ? 1 : 0;
  gboolean found = find_section (&section, picture, n);
  gboolean minus = !found;
  char *text;

  if (!found)
    find_section (&section, picture, 0);
  merge_decimal_round (&rounded, (int) section.decimals);
  if (rounded.count == 0)
    {
      g_array_unref (section.items);
      minus = FALSE;
      if (!find_section (&section, picture, 2))
        find_section (&section, picture, 0);
    }
  text = write_section (&section, &rounded, minus, language);
  g_array_unref (section.items);
  return text;
}

/**
 * merge_number_format:
 * @picture: what follows \# in an instruction, backslashes kept
 * @number: a text that is or holds a number
 *
 * Returns: (transfer full) (nullable): the number as the picture wants it, in French, or %NULL when
 *   @number has none
 */
char *
merge_number_format (const char *picture, const char *number)
{
  MergeDecimal value;

  if (!merge_number_find (number, &value))
    return NULL;
  return merge_number_picture (picture, &value, MERGE_LANGUAGE_FRENCH);
}
