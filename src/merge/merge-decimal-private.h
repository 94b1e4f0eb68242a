/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More than the fifteen that Word shows, so that 1/3*3 is 1. */
#define MERGE_DECIMAL_DIGITS 30

/* A text with more significant digits than these is a SIRET or an IBAN, not a number. */
#define MERGE_DECIMAL_SHOWN 15

/**
 * MergeDecimal:
 *
 * A number in tens, as it is written: 2.675 is 2.675, never 2.67499. All zeros is nought.
 */
typedef struct
{
  gboolean negative;
  int exponent;                        /* power of ten of the last digit */
  guint count;                         /* of digits; 0 for nought */
  guint8 digits[MERGE_DECIMAL_DIGITS]; /* the greatest first; neither first nor last is 0 */
} MergeDecimal;

gboolean merge_decimal_set_text (MergeDecimal *out, const char *text);
void merge_decimal_set_integer (MergeDecimal *out, int value);
char *merge_decimal_to_text (const MergeDecimal *value);
double merge_decimal_to_double (const MergeDecimal *value);
gboolean merge_decimal_to_integer (const MergeDecimal *value, gint64 *out);
gboolean merge_decimal_add (const MergeDecimal *left, const MergeDecimal *right, MergeDecimal *out);
gboolean
merge_decimal_subtract (const MergeDecimal *left, const MergeDecimal *right, MergeDecimal *out);
gboolean
merge_decimal_multiply (const MergeDecimal *left, const MergeDecimal *right, MergeDecimal *out);
gboolean
merge_decimal_divide (const MergeDecimal *left, const MergeDecimal *right, MergeDecimal *out);
gboolean
merge_decimal_modulo (const MergeDecimal *left, const MergeDecimal *right, MergeDecimal *out);
gboolean
merge_decimal_power (const MergeDecimal *left, const MergeDecimal *right, MergeDecimal *out);
void merge_decimal_round (MergeDecimal *value, int places);
void merge_decimal_round_digits (MergeDecimal *value, guint digits);
void merge_decimal_truncate (MergeDecimal *value);
int merge_decimal_compare (const MergeDecimal *left, const MergeDecimal *right);

G_END_DECLS
