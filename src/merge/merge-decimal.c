/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "merge-decimal-private.h"

/* Schoolbook arithmetic on a fixed number of digits: what a merge computes are hours and euros, a
 * few a document. Every loop is bounded by these sizes whatever the numbers are. */
#define WIDE 96

/* Nothing that a school counts comes near; what does is refused. */
#define MAX_MAGNITUDE 60

/* Out of which MAX_MAGNITUDE surely leads. */
#define MAX_POWER 1000

static void
set_zero (MergeDecimal *out)
{
  memset (out, 0, sizeof *out);
}

/* Makes a number of at most WIDE digits, of which the first @keep after leading noughts stay: half
 * goes away from zero. Returns FALSE when it is too great. */
static gboolean
settle (MergeDecimal *out,
        gboolean negative,
        const guint8 *digits,
        guint count,
        int exponent,
        guint keep)
{
  guint8 work[WIDE + 1] = { 0 };
  guint first = 0, length;

  while (count > 0 && *digits == 0)
    {
      digits++;
      count--;
    }
  memcpy (work + 1, digits, count);
  if (count > keep)
    {
      gboolean up = work[1 + keep] >= 5;

      exponent += (int) (count - keep);
      count = keep;
      for (guint i = keep; up; i--)
        {
          up = work[i] == 9;
          work[i] = up ? 0 : (guint8) (work[i] + 1);
        }
    }
  length = count + 1;
  for (; length > 0 && work[length - 1] == 0; length--)
    exponent++;
  while (first < length && work[first] == 0)
    first++;
  set_zero (out);
  if (first == length || exponent + (int) (length - first) < -MAX_MAGNITUDE)
    return TRUE;
  out->negative = negative;
  out->exponent = exponent;
  out->count = length - first;
  memcpy (out->digits, work + first, out->count);
  return exponent + (int) out->count <= MAX_MAGNITUDE;
}

/**
 * merge_decimal_set_text:
 * @out: (out caller-allocates): the number
 * @text: digits, perhaps a sign before and a point among them: "-1234.5"
 *
 * Returns: whether @text is that and not too great
 */
gboolean
merge_decimal_set_text (MergeDecimal *out, const char *text)
{
  guint8 digits[WIDE];
  guint count = 0;
  int exponent = 0;
  gboolean point = FALSE, any = FALSE;
  gboolean negative = *text == '-';

  for (const char *at = *text == '-' || *text == '+' ? text + 1 : text; *at != '\0'; at++)
    {
      if (*at == '.' && !point)
        point = TRUE;
      else if (!g_ascii_isdigit (*at) || count == MAX_MAGNITUDE)
        return FALSE;
      else
        {
          any = TRUE;
          exponent -= point ? 1 : 0;
          if (count > 0 || *at != '0')
            digits[count++] = (guint8) (*at - '0');
        }
    }
  return any && settle (out, negative, digits, count, exponent, MERGE_DECIMAL_DIGITS);
}

/**
 * merge_decimal_set_integer:
 * @out: (out caller-allocates): the number
 * @value: a whole number
 *
 * Sets it.
 */
void
merge_decimal_set_integer (MergeDecimal *out, int value)
{
  char text[16];

  g_snprintf (text, sizeof text, "%d", value);
  merge_decimal_set_text (out, text);
}

/**
 * merge_decimal_to_text:
 * @value: a number
 *
 * Returns: (transfer full): its digits, with a point when it has decimals and no useless nought:
 *   "-1234.5"
 */
char *
merge_decimal_to_text (const MergeDecimal *value)
{
  GString *out = g_string_new (value->negative ? "-" : "");
  int point = (int) value->count + value->exponent; /* so many digits stand before it */

  if (value->count == 0)
    return g_string_free (g_string_append_c (out, '0'), FALSE);
  if (point <= 0)
    g_string_append (out, "0.");
  for (int i = point; i < 0; i++)
    g_string_append_c (out, '0');
  for (int i = 0; i < (int) value->count; i++)
    {
      if (i == point && i > 0)
        g_string_append_c (out, '.');
      g_string_append_c (out, (char) ('0' + value->digits[i]));
    }
  for (int i = 0; i < value->exponent; i++)
    g_string_append_c (out, '0');
  return g_string_free (out, FALSE);
}

/**
 * merge_decimal_to_double:
 * @value: a number
 *
 * Returns: the nearest binary number
 */
double
merge_decimal_to_double (const MergeDecimal *value)
{
  g_autofree char *text = merge_decimal_to_text (value);

  return g_ascii_strtod (text, NULL);
}

/**
 * merge_decimal_to_integer:
 * @value: a number
 * @out: (out): its whole part
 *
 * Returns: whether it has at most MERGE_DECIMAL_SHOWN digits
 */
gboolean
merge_decimal_to_integer (const MergeDecimal *value, gint64 *out)
{
  int point = (int) value->count + value->exponent;

  *out = 0;
  if (point > MERGE_DECIMAL_SHOWN)
    return FALSE;
  for (int i = 0; i < point; i++)
    *out = *out * 10 + (i < (int) value->count ? value->digits[i] : 0);
  *out = value->negative ? -*out : *out;
  return TRUE;
}

/* The power of ten above the first digit. */
static int
top_of (const MergeDecimal *value)
{
  return value->count == 0 ? -2 * MAX_MAGNITUDE : value->exponent + (int) value->count;
}

/* Spreads digits so that wide[i] counts 10^(top - i); wide[0] is for a carry. */
static void
align (const MergeDecimal *value, int top, guint8 *wide)
{
  memset (wide, 0, WIDE);
  for (guint i = 0; i < value->count; i++)
    {
      int index = top - value->exponent - (int) (value->count - 1 - i);

      if (index < WIDE)
        wide[index] = value->digits[i];
    }
}

static void
add_wide (guint8 *to, const guint8 *other)
{
  guint8 carry = 0;

  for (int i = WIDE - 1; i >= 0; i--)
    {
      guint8 sum = (guint8) (to[i] + other[i] + carry);

      carry = sum >= 10;
      to[i] = (guint8) (sum - (carry ? 10 : 0));
    }
}

/* @other is not greater than @to. */
static void
subtract_wide (guint8 *to, const guint8 *other, guint count)
{
  int borrow = 0;

  for (guint i = count; i-- > 0;)
    {
      int left = to[i] - other[i] - borrow;

      borrow = left < 0;
      to[i] = (guint8) (left + (borrow ? 10 : 0));
    }
}

/**
 * merge_decimal_add:
 * @left: a number
 * @right: a number
 * @out: (out caller-allocates): their sum; may be one of them
 *
 * Returns: %FALSE when it is too great
 */
gboolean
merge_decimal_add (const MergeDecimal *left, const MergeDecimal *right, MergeDecimal *out)
{
  guint8 a[WIDE], b[WIDE];
  int top = MAX (top_of (left), top_of (right));
  gboolean negative = left->negative;

  align (left, top, a);
  align (right, top, b);
  if (left->negative == right->negative)
    add_wide (a, b);
  else if (memcmp (a, b, WIDE) >= 0)
    subtract_wide (a, b, WIDE);
  else
    {
      negative = right->negative;
      subtract_wide (b, a, WIDE);
      memcpy (a, b, WIDE);
    }
  return settle (out, negative, a, WIDE, top - (WIDE - 1), MERGE_DECIMAL_DIGITS);
}

/**
 * merge_decimal_subtract:
 * @left: a number
 * @right: what is taken from it
 * @out: (out caller-allocates): the difference; may be one of them
 *
 * Returns: %FALSE when it is too great
 */
gboolean
merge_decimal_subtract (const MergeDecimal *left, const MergeDecimal *right, MergeDecimal *out)
{
  MergeDecimal other = *right;

  other.negative = right->count > 0 && !right->negative;
  return merge_decimal_add (left, &other, out);
}

/**
 * merge_decimal_multiply:
 * @left: a number
 * @right: a number
 * @out: (out caller-allocates): their product; may be one of them
 *
 * Returns: %FALSE when it is too great
 */
gboolean
merge_decimal_multiply (const MergeDecimal *left, const MergeDecimal *right, MergeDecimal *out)
{
  guint sums[2 * MERGE_DECIMAL_DIGITS] = { 0 };
  guint8 digits[2 * MERGE_DECIMAL_DIGITS];
  guint count = left->count + right->count;
  guint carry = 0;

  for (guint i = 0; i < left->count; i++)
    for (guint j = 0; j < right->count; j++)
      sums[i + j + 1] += (guint) left->digits[i] * right->digits[j];
  for (guint i = count; i-- > 0;)
    {
      carry += sums[i];
      digits[i] = (guint8) (carry % 10);
      carry /= 10;
    }
  return settle (out, left->negative != right->negative, digits, count,
                 left->exponent + right->exponent, MERGE_DECIMAL_DIGITS);
}

/**
 * merge_decimal_divide:
 * @left: a number
 * @right: what divides it
 * @out: (out caller-allocates): the quotient; may be one of them
 *
 * Returns: %FALSE when @right is nought or the quotient too great
 */
gboolean
merge_decimal_divide (const MergeDecimal *left, const MergeDecimal *right, MergeDecimal *out)
{
  guint8 rest[MERGE_DECIMAL_DIGITS + 1] = { 0 }, divisor[MERGE_DECIMAL_DIGITS + 1] = { 0 };
  guint8 quotient[WIDE];
  guint width = right->count + 1, count = left->count + 2 * MERGE_DECIMAL_DIGITS + 1;

  if (right->count == 0)
    return FALSE;
  memcpy (divisor + 1, right->digits, right->count);
  for (guint i = 0; i < count; i++)
    {
      memmove (rest, rest + 1, width - 1);
      rest[width - 1] = i < left->count ? left->digits[i] : 0;
      for (quotient[i] = 0; memcmp (rest, divisor, width) >= 0; quotient[i]++)
        subtract_wide (rest, divisor, width);
    }
  return settle (out, left->negative != right->negative, quotient, count,
                 left->exponent - right->exponent - (2 * MERGE_DECIMAL_DIGITS + 1),
                 MERGE_DECIMAL_DIGITS);
}

/**
 * merge_decimal_modulo:
 * @left: a number
 * @right: what divides it
 * @out: (out caller-allocates): what is left when it has done so a whole number of times, with the
 *   sign of @left; may be one of them
 *
 * Returns: %FALSE when @right is nought or the quotient too great
 */
gboolean
merge_decimal_modulo (const MergeDecimal *left, const MergeDecimal *right, MergeDecimal *out)
{
  MergeDecimal times;

  if (!merge_decimal_divide (left, right, &times))
    return FALSE;
  merge_decimal_truncate (&times);
  return merge_decimal_multiply (&times, right, &times)
         && merge_decimal_subtract (left, &times, out);
}

/* What is no whole power goes through binary numbers, and what they are sure of comes back. */
static gboolean
power_of_fraction (const MergeDecimal *left, const MergeDecimal *right, MergeDecimal *out)
{
  double value = pow (merge_decimal_to_double (left), merge_decimal_to_double (right));
  char text[2 * G_ASCII_DTOSTR_BUF_SIZE + MAX_MAGNITUDE];

  if (!isfinite (value) || fabs (value) >= 1e15)
    return FALSE;
  return merge_decimal_set_text (out, g_ascii_formatd (text, sizeof text, "%.14f", value));
}

/**
 * merge_decimal_power:
 * @left: a number
 * @right: the power it is raised to
 * @out: (out caller-allocates): the result; may be one of them
 *
 * Returns: %FALSE when there is no such number, or it is too great
 */
gboolean
merge_decimal_power (const MergeDecimal *left, const MergeDecimal *right, MergeDecimal *out)
{
  MergeDecimal base = *left, result, one;
  gint64 power;

  merge_decimal_set_integer (&one, 1);
  if (!merge_decimal_to_integer (right, &power) || ABS (power) > MAX_POWER)
    return FALSE;
  if (right->exponent < 0)
    return power_of_fraction (left, right, out);
  result = one;
  for (gint64 left_over = ABS (power); left_over > 0; left_over /= 2)
    {
      if (left_over % 2 == 1 && !merge_decimal_multiply (&result, &base, &result))
        return FALSE;
      if (left_over > 1 && !merge_decimal_multiply (&base, &base, &base))
        return FALSE;
    }
  if (power < 0)
    return merge_decimal_divide (&one, &result, out);
  *out = result;
  return TRUE;
}

/**
 * merge_decimal_round:
 * @value: a number, changed
 * @places: how many decimals it keeps; below zero: how many noughts it ends with
 *
 * Rounds it, half away from zero.
 */
void
merge_decimal_round (MergeDecimal *value, int places)
{
  int keep = (int) value->count + value->exponent + CLAMP (places, -WIDE, WIDE);
  MergeDecimal given = *value;

  if (keep < 0)
    set_zero (value);
  else if (keep < (int) value->count)
    settle (value, given.negative, given.digits, given.count, given.exponent, (guint) keep);
}

/**
 * merge_decimal_round_digits:
 * @value: a number, changed
 * @digits: how many significant digits it keeps
 *
 * Rounds it, half away from zero.
 */
void
merge_decimal_round_digits (MergeDecimal *value, guint digits)
{
  MergeDecimal given = *value;

  if (given.count > digits)
    settle (value, given.negative, given.digits, given.count, given.exponent, digits);
}

/**
 * merge_decimal_truncate:
 * @value: a number, changed
 *
 * Takes its decimals away.
 */
void
merge_decimal_truncate (MergeDecimal *value)
{
  MergeDecimal given = *value;

  if (given.exponent >= 0)
    return;
  if (-given.exponent >= (int) given.count)
    set_zero (value);
  else
    settle (value, given.negative, given.digits, given.count - (guint) -given.exponent, 0,
            MERGE_DECIMAL_DIGITS);
}

/**
 * merge_decimal_compare:
 * @left: a number
 * @right: a number
 *
 * Returns: below, equal to or above 0, as @left is to @right
 */
int
merge_decimal_compare (const MergeDecimal *left, const MergeDecimal *right)
{
  guint8 a[WIDE], b[WIDE];
  int top = MAX (top_of (left), top_of (right));

  if (left->negative != right->negative)
    return left->negative ? -1 : 1;
  align (left, top, a);
  align (right, top, b);
  return left->negative ? memcmp (b, a, WIDE) : memcmp (a, b, WIDE);
}
