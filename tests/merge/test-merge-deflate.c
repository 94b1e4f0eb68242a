/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "deflate-fixture.h"

static void
test_empty (void)
{
  const char *const none[] = { NULL };
  const char *const one[] = { "<w:document/>", NULL };
  MergeProgram *program = deflate_program_new (none);
  DeflatePair pair;

  deflate_pair_init (&pair, program);
  deflate_pair_end (&pair);
  merge_program_free (program);
  program = deflate_program_new (one);
  deflate_pair_init (&pair, program); /* a program of which nothing is written */
  deflate_pair_end (&pair);
  deflate_pair_init (&pair, program);
  deflate_pair_add (&pair, 0, "", 0);
  deflate_pair_end (&pair);
  merge_program_free (program);
}

static const char *const sentences[] = {
  "<w:p><w:r><w:t xml:space=\"preserve\">Nom de l’élève : ",
  "</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">Né(e) le ",
  "</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">Nom du tuteur : ",
  "</w:t></w:r></w:p>",
  "<w:p><w:r><w:t xml:space=\"preserve\">Nom de l’élève : ",
  NULL,
};

static void
test_every_byte (void)
{
  MergeProgram *program = deflate_program_new (sentences);
  char value[512];
  DeflatePair pair;

  for (guint i = 0; i < sizeof value; i++)
    value[i] = (char) (i < 256 ? i : (i * 167 + i / 7) & 0xff);
  deflate_pair_init (&pair, program);
  for (guint i = 0; i < program->ops->len; i++)
    deflate_pair_add (&pair, i, value, sizeof value);
  deflate_pair_end (&pair);
  for (guint length = 0; length < 12; length++)
    {
      deflate_pair_init (&pair, program);
      for (guint i = 0; i < program->ops->len; i++)
        deflate_pair_add (&pair, i, value + 200, length);
      deflate_pair_end (&pair);
    }
  merge_program_free (program);
}

/* Around the window: text of the template repeats text that lies just near enough, or too far. */
static void
test_long_values (void)
{
  MergeProgram *program = deflate_program_new (sentences);
  g_autofree char *value = g_malloc (200000);
  guint32 state = 1;

  for (guint i = 0; i < 200000; i++)
    value[i] = (char) ((state = state * 1664525u + 1013904223u) >> 24);
  for (guint length = 32768 - 120; length < 32768 + 20; length += 3)
    {
      DeflatePair pair;

      deflate_pair_init (&pair, program);
      for (guint i = 0; i < program->ops->len; i++)
        deflate_pair_add (&pair, i, value, i == 0 ? length : 0);
      deflate_pair_end (&pair);
    }
  for (guint length = 65530; length < 200000; length += 33610)
    {
      DeflatePair pair;

      deflate_pair_init (&pair, program);
      for (guint i = 0; i < program->ops->len; i++)
        deflate_pair_add (&pair, i, value, i % 2 == 0 ? length : 5);
      deflate_pair_end (&pair);
    }
  merge_program_free (program);
}

/* Values that come again, near and too far. */
static void
test_repeated_values (void)
{
  MergeProgram *program = deflate_program_new (sentences);
  g_autofree char *filler = g_strnfill (32740, 'x');
  const char *name = "Établissement Jean-Baptiste Poquelin, 12 rue des Lilas";
  gsize once, again;
  DeflatePair pair;

  deflate_pair_init (&pair, program);
  deflate_pair_add (&pair, 0, name, strlen (name));
  once = deflate_pair_end (&pair);
  deflate_pair_init (&pair, program);
  deflate_pair_add (&pair, 0, name, strlen (name));
  for (guint i = 0; i < 20; i++)
    merge_output_add_bytes (&pair.text.output, name, strlen (name));
  for (guint i = 0; i < 20; i++)
    merge_output_add_bytes (&pair.deflate.output, name, strlen (name));
  again = deflate_pair_end (&pair);
  g_assert_cmpuint (again, <, once + 20 * 8);
  for (gsize gap = strlen (filler) - 100; gap <= strlen (filler); gap += 3)
    {
      deflate_pair_init (&pair, program);
      deflate_pair_add (&pair, 3, name, strlen (name));
      for (gsize done = 0; done < gap; done += 4000)
        deflate_pair_add (&pair, 3, filler, MIN (gap - done, 4000));
      deflate_pair_add (&pair, 3, name, strlen (name));
      deflate_pair_end (&pair);
    }
  merge_program_free (program);
}

/* Branches that are not taken, stretches that are repeated. */
static void
test_left_out_and_repeated (void)
{
  MergeProgram *program = deflate_program_new (sentences);
  DeflatePair pair;

  for (guint mask = 0; mask < 1u << 5; mask++)
    {
      deflate_pair_init (&pair, program);
      for (guint i = 0; i < 5; i++)
        if ((mask >> i & 1) != 0)
          deflate_pair_add (&pair, i, "Zoé", strlen ("Zoé"));
      deflate_pair_end (&pair);
    }
  deflate_pair_init (&pair, program);
  for (guint i = 0; i < 3000; i++)
    deflate_pair_add (&pair, i % 7 == 0 ? 4 : 1 + i % 2, "Zoé L’Hôpital", i % 16);
  g_assert_cmpuint (deflate_pair_end (&pair), <, 3000 * 14);
  merge_program_free (program);
}

/* A chunk of every length around what one repeat can hold, written twice and three times. */
static void
test_again (void)
{
  for (guint length = 1; length < 1100; length += length < 10 || length % 258 > 250 ? 1 : 7)
    {
      g_autofree char *text = g_strnfill (length, 'a');
      const char *const texts[] = { text, "b", NULL };
      MergeProgram *program = deflate_program_new (texts);
      DeflatePair pair;

      deflate_pair_init (&pair, program);
      for (guint i = 0; i < 3; i++)
        deflate_pair_add (&pair, 0, "b", i);
      deflate_pair_end (&pair);
      merge_program_free (program);
    }
}

/* A long program that repeats itself wholly is written again in few bytes. */
static void
test_long_again (void)
{
  g_autofree char *text = g_strnfill (300000, 'a');
  const char *const texts[] = { text, NULL };
  MergeProgram *program = deflate_program_new (texts);
  DeflatePair pair;

  deflate_pair_init (&pair, program);
  deflate_pair_add (&pair, 0, "", 0);
  deflate_pair_add (&pair, 0, "b", 1);
  g_assert_cmpuint (deflate_pair_end (&pair), <, 4000);
  merge_program_free (program);
}

/* A stretch that is left out repeats another one in small pieces, and the next repeats it: in
 * pieces that would take more than in bytes, for which there are short codes. */
static void
test_small_pieces (void)
{
  const guint n_slots = 200000;
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GString) pieces = g_string_new (NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  MergeProgram *program;
  DeflatePair pair;
  gsize bytes;

  while (words->len < 1000)
    g_string_append_c (words, " earintdo1u0"[g_rand_int_range (rand, 0, 12)]);
  while (pieces->len < 20000)
    g_string_append_len (pieces, words->str + g_rand_int_range (rand, 0, 997), 3);
  g_ptr_array_add (texts, words->str);
  g_ptr_array_add (texts, pieces->str);
  g_ptr_array_add (texts, pieces->str);
  for (guint i = texts->len; i < n_slots * 4; i++)
    g_ptr_array_add (texts, (char *) "");
  g_ptr_array_add (texts, NULL);
  program = deflate_program_new ((const char *const *) texts->pdata);
  deflate_pair_init (&pair, program);
  deflate_pair_add (&pair, 0, pieces->str, pieces->len);
  bytes = deflate_pair_end (&pair);
  deflate_pair_init (&pair, program);
  deflate_pair_add (&pair, 0, "", 0);
  deflate_pair_add (&pair, 2, "", 0);
  g_assert_cmpuint (deflate_pair_end (&pair), <=, bytes);
  merge_program_free (program);
}

/* What is not ready, or is another program's, is written as text. */
static void
test_not_ready (void)
{
  const char *const others[] = { "something else", NULL };
  MergeProgram *program = deflate_program_new (sentences);
  MergeProgram *other = deflate_program_new (others);
  MergeChunk inside = { 5, 40 };
  DeflatePair pair;

  deflate_pair_init (&pair, program);
  deflate_pair_add (&pair, 0, "a", 1);
  merge_output_add_chunk (&pair.text.output, program, inside);
  merge_output_add_chunk (&pair.deflate.output, program, inside);
  pair.program = other;
  deflate_pair_add (&pair, 0, "b", 1);
  deflate_pair_end (&pair);
  merge_program_free (program);
  merge_program_free (other);
}

static char *
random_text (GRand *rand)
{
  static const char *const words[] = {
    "<w:p>",    "</w:p>", "<w:r><w:rPr><w:b/></w:rPr>",   "</w:r>", "élève ", "entreprise ",
    "<w:tbl>",  "a",      "lycée professionnel ",         "0",      " ",      "&amp;",
    "\xE2\x82", "zzzzzz", "<w:t xml:space=\"preserve\">",
  };
  GString *text = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (rand, 0, g_rand_boolean (rand) ? 5 : 400);

  for (guint i = 0; i < n; i++)
    if (g_rand_int_range (rand, 0, 12) == 0)
      g_string_append_c (text, (char) g_rand_int_range (rand, 1, 256));
    else
      g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
  return g_string_free (text, FALSE);
}

static void
try_random (GRand *rand)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint n = (guint) g_rand_int_range (rand, 1, 40);
  guint writes = (guint) g_rand_int_range (rand, 0, 120);
  MergeProgram *program;
  DeflatePair pair;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (texts, random_text (rand));
  g_ptr_array_add (texts, NULL);
  program = deflate_program_new ((const char *const *) texts->pdata);
  deflate_pair_init (&pair, program);
  for (guint i = 0; i < writes; i++)
    {
      g_autofree char *value = random_text (rand);
      guint op = g_rand_int_range (rand, 0, 6) > 0 ? i % n : (guint) g_rand_int_range (rand, 0, n);

      deflate_pair_add (&pair, op, value, g_rand_boolean (rand) ? strlen (value) : 0);
    }
  deflate_pair_end (&pair);
  merge_program_free (program);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261127);

  for (guint i = 0; i < 100; i++)
    try_random (rand);
}

/* What no text needs often has the longest codes, and these keep to what a reader takes. */
static void
test_codes (void)
{
  MergeCounts counts;
  MergeCodes codes;
  guint32 a = 1, b = 1;
  double whole = 0;

  for (guint i = 0; i < MERGE_DEFLATE_LITERALS; i++)
    counts.literals[i] = 1;
  for (guint i = 0; i < MERGE_DEFLATE_DISTANCES; i++)
    counts.distances[i] = 1;
  for (guint i = 0; i < 40; i++) /* the worst there is: one Fibonacci number after the other */
    {
      guint32 sum = a + b;

      counts.literals[i * 7] = counts.distances[i % MERGE_DEFLATE_DISTANCES] = a;
      a = b;
      b = sum;
    }
  merge_codes_init (&codes, &counts);
  for (guint i = 0; i < MERGE_DEFLATE_LITERALS; i++)
    {
      g_assert_cmpuint (codes.literals[i].n, >=, 1);
      g_assert_cmpuint (codes.literals[i].n, <=, 15);
      whole += 1.0 / (1u << codes.literals[i].n);
    }
  g_assert_cmpfloat (whole, ==, 1);
  g_assert_cmpuint (codes.literals[39 * 7].n, <, codes.literals[1].n);
}

static void
test_symbols (void)
{
  static const guint lengths[][2] = { { 3, 257 },   { 10, 264 },  { 11, 265 }, { 12, 265 },
                                      { 13, 266 },  { 18, 268 },  { 19, 269 }, { 130, 280 },
                                      { 131, 281 }, { 257, 284 }, { 258, 285 } };
  static const guint distances[][2] = { { 1, 0 },      { 4, 3 },     { 5, 4 },    { 6, 4 },
                                        { 7, 5 },      { 9, 6 },     { 257, 16 }, { 24576, 28 },
                                        { 24577, 29 }, { 32768, 29 } };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    g_assert_cmpuint (merge_codes_length_symbol (lengths[i][0]), ==, lengths[i][1]);
  for (guint i = 0; i < G_N_ELEMENTS (distances); i++)
    g_assert_cmpuint (merge_codes_distance_symbol (distances[i][0]), ==, distances[i][1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/deflate/empty", test_empty);
  g_test_add_func ("/merge/deflate/every-byte", test_every_byte);
  g_test_add_func ("/merge/deflate/long-values", test_long_values);
  g_test_add_func ("/merge/deflate/repeated-values", test_repeated_values);
  g_test_add_func ("/merge/deflate/left-out-and-repeated", test_left_out_and_repeated);
  g_test_add_func ("/merge/deflate/again", test_again);
  g_test_add_func ("/merge/deflate/long-again", test_long_again);
  g_test_add_func ("/merge/deflate/small-pieces", test_small_pieces);
  g_test_add_func ("/merge/deflate/not-ready", test_not_ready);
  g_test_add_func ("/merge/deflate/random", test_random);
  g_test_add_func ("/merge/deflate/codes", test_codes);
  g_test_add_func ("/merge/deflate/symbols", test_symbols);
  return g_test_run ();
}
