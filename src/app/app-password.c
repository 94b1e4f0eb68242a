/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-password.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

/* A first password is read aloud or copied from a slip of paper: syllables that nobody mistakes for
 * others. Ten of eighty are 63 bits. */
#define N_WORDS     5
#define N_SYLLABLES 2

static const char consonants[] = "bdfgjklmnprstvxz";
static const char vowels[] = "aeiou";

/* One of @n alike: bytes that would favour the first ones are thrown away. */
static guint
pick (guint n)
{
  guint limit = 256 - 256 % n;

  for (;;)
    {
      guint8 byte = 0;
      ssize_t got = getrandom (&byte, sizeof byte, 0);

      if (got < 0 && errno != EINTR)
        g_error ("The system gives no random bytes: %s", g_strerror (errno));
      if (got == (ssize_t) sizeof byte && byte < limit)
        return byte % n;
    }
}

/**
 * app_password_suggest:
 *
 * Returns: (transfer full): a password that is easy to read and to type: "bako-tiru-mega-lifo-sude"
 */
char *
app_password_suggest (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_WORDS; i++)
    {
      if (i > 0)
        g_string_append_c (text, '-');
      for (guint j = 0; j < N_SYLLABLES; j++)
        {
          g_string_append_c (text, consonants[pick ((guint) strlen (consonants))]);
          g_string_append_c (text, vowels[pick ((guint) strlen (vowels))]);
        }
    }
  return g_string_free (text, FALSE);
}
