/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-signing-private.h"

#include <glib/gi18n-lib.h>

#include "base-ident.h"
#include "base-text.h"
#include "work-signature.h"

/* What stands before a name and is none. */
static const char *const titles[] = { "m.",  "m",        "mme",    "mlle", "mr", "mrs",
                                      "ms.", "monsieur", "madame", "dr",   "me", NULL };

/* What belongs to the family name that follows. */
static const char *const particles[] = { "de", "du",  "des", "d’",  "d'",  "la",
                                         "le", "les", "von", "van", "der", NULL };

/**
 * _work_signing_tell:
 * @sentences: (element-type utf8): where it is said
 * @format: a sentence
 * @...: what it is filled with
 */
void
_work_signing_tell (GPtrArray *sentences, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (sentences, g_strdup_vprintf (format, args));
  va_end (args);
}

/* ---- names ---- */

static gboolean
is_one_of (const char *word, const char *const *words)
{
  g_autofree char *lower = base_text_lower (word);

  return g_strv_contains (words, lower);
}

/* "VAYSSELINE", and not "A." */
static gboolean
is_capitals (const char *word)
{
  g_autofree char *upper = base_text_upper (word);

  return g_str_equal (upper, word) && g_utf8_strlen (word, -1) > 1
         && g_unichar_isalpha (g_utf8_get_char (word)) && strchr (word, '.') == NULL;
}

static char *
join (char **words, guint from, guint to)
{
  GString *text = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    g_string_append_printf (text, "%s%s", i > from ? " " : "", words[i]);
  return g_string_free (text, FALSE);
}

/* Where the family name begins when it is written last, in capitals or not: "Jean de LA FONTAINE",
 * "Jean Martin". */
static guint
find_last_name (char **words, guint from, guint n)
{
  guint at = n;

  while (at > from + 1 && is_capitals (words[at - 1]))
    at--;
  if (at == n)
    return MIN (from + 1, n);
  while (at > from + 1 && is_one_of (words[at - 1], particles))
    at--;
  return at;
}

/**
 * _work_signing_split_name:
 * @name: "Mme Hélène VAYSSELINE", "ABADIE Léa", "Jean Martin"
 * @given: (out) (transfer full): "Hélène", or ""
 * @family: (out) (transfer full): "VAYSSELINE", or ""
 *
 * A provider wants both apart. The family name is what is in capitals; where nothing is, all that
 * follows the first word.
 */
void
_work_signing_split_name (const char *name, char **given, char **family)
{
  g_autofree char *clean = base_text_clean (name != NULL ? name : "");
  g_auto (GStrv) words = g_strsplit_set (clean, " \n", -1);
  guint n = g_strv_length (words), from = 0, at;

  while (from < n && is_one_of (words[from], titles))
    from++;
  for (at = from; at < n && is_capitals (words[at]);)
    at++;
  if (at > from && at < n)
    {
      *family = join (words, from, at);
      *given = join (words, at, n);
      return;
    }
  at = find_last_name (words, from, n);
  if (n - from == 1)
    at = from;
  *given = join (words, from, at);
  *family = join (words, at, n);
}

/* Letters, spaces, hyphens and apostrophes are taken by all providers. */
static gboolean
is_plain (const char *name)
{
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isalpha (c) && c != 0x2019 && (c > 0x7f || strchr (" -'()", (int) c) == NULL))
        return FALSE;
    }
  return TRUE;
}

/**
 * _work_signing_person_name:
 * @person: who signs
 *
 * Returns: (transfer full): "Hélène VAYSSELINE", or in what quality when nobody is named
 */
char *
_work_signing_person_name (const WorkSigningPerson *person)
{
  g_autofree char *name = g_strdup_printf ("%s %s", person->given_name, person->family_name);

  g_strstrip (name);
  return name[0] != '\0' ? g_steal_pointer (&name) : g_strdup (person->title);
}

/**
 * _work_signing_person_free:
 * @person: (transfer full) (nullable): a #WorkSigningPerson
 */
void
_work_signing_person_free (gpointer person)
{
  WorkSigningPerson *self = person;

  if (self == NULL)
    return;
  g_free (self->role);
  g_free (self->title);
  g_free (self->given_name);
  g_free (self->family_name);
  g_free (self->email);
  g_free (self->mobile);
  g_free (self);
}

static WorkSigningPerson *
person_new (ModelRecord *signatory, const WorkSigningSetup *setup)
{
  WorkSigningPerson *self = g_new0 (WorkSigningPerson, 1);
  const char *phone = model_record_get (signatory, "phone");

  self->signatory_id = model_record_get_id (signatory);
  self->role = g_strdup (model_record_get_or_empty (signatory, "role"));
  self->title = work_signatory_title (signatory);
  _work_signing_split_name (model_record_get (signatory, "name"), &self->given_name,
                            &self->family_name);
  self->email = g_strstrip (g_strdup (model_record_get_or_empty (signatory, "email")));
  self->mobile = base_text_is_blank (phone) ? NULL : g_strdup (phone);
  self->method = setup->method;
  return self;
}

/* ---- checks ---- */

static void
check_name (const WorkSigningPerson *person, WorkSigningPlan *plan)
{
  g_autofree char *name = _work_signing_person_name (person);

  if (person->family_name[0] == '\0')
    _work_signing_tell (plan->problems,
                        _ ("%s: nobody is named. Say who signs in the agreement’s signatories."),
                        person->title);
  else if (person->given_name[0] == '\0')
    _work_signing_tell (plan->problems,
                        _ ("%s: the first name of “%s” is missing; a provider wants both names."),
                        person->title, name);
  else if (!is_plain (person->given_name) || !is_plain (person->family_name))
    _work_signing_tell (plan->warnings,
                        _ ("%s: the name “%s” has characters that a provider may not take; they "
                           "are left out or replaced in the invitation."),
                        person->title, name);
}

static void
check_address (const WorkSigningPerson *person, WorkSigningPlan *plan)
{
  g_autofree char *name = _work_signing_person_name (person);
  g_autofree char *why = NULL;
  g_autofree char *normal = NULL;
  g_autoptr (GError) error = NULL;

  if (person->email[0] == '\0')
    {
      _work_signing_tell (plan->problems,
                          _ ("%s: %s has no e-mail address, and the invitation goes there."),
                          person->title, name);
      return;
    }
  normal = base_ident_normalize (BASE_IDENT_EMAIL, person->email, &error);
  if (normal == NULL)
    _work_signing_tell (plan->problems, _ ("%s: %s"), person->title, error->message);
  else if (base_ident_is_doubtful (BASE_IDENT_EMAIL, normal, &why) && why != NULL)
    _work_signing_tell (plan->warnings, _ ("%s: %s"), person->title, why);
}

static void
check_mobile (const WorkSigningPerson *person, WorkSigningPlan *plan)
{
  g_autofree char *name = _work_signing_person_name (person);

  if (person->method != SIGN_METHOD_SMS_CODE)
    return;
  if (person->mobile == NULL)
    _work_signing_tell (plan->problems, _ ("%s: %s has no mobile number, and the code goes there."),
                        person->title, name);
  else if (g_str_has_prefix (person->mobile, "+33") && !base_ident_phone_is_mobile (person->mobile))
    _work_signing_tell (plan->problems,
                        _ ("%s: the number of %s is no mobile, it takes no text message."),
                        person->title, name);
}

/* A family's one mailbox is common; whoever reads it can sign for both. */
static void
check_same_address (GPtrArray *people, WorkSigningPlan *plan)
{
  for (guint i = 0; i < people->len; i++)
    for (guint j = i + 1; j < people->len; j++)
      {
        const WorkSigningPerson *a = people->pdata[i], *b = people->pdata[j];
        g_autofree char *first = _work_signing_person_name (a);
        g_autofree char *second = _work_signing_person_name (b);

        if (a->email[0] != '\0' && g_ascii_strcasecmp (a->email, b->email) == 0)
          _work_signing_tell (plan->warnings,
                              _ ("%s and %s have the same e-mail address: whoever reads it can "
                                 "sign for both."),
                              first, second);
      }
}

/* Who need not sign and cannot be reached is left out, and that is said. */
static gboolean
is_left_out (ModelRecord *signatory, const WorkSigningPerson *person, WorkSigningPlan *plan)
{
  if (model_record_get_int (signatory, "is_mandatory") != 0
      || (person->email[0] != '\0' && person->family_name[0] != '\0'))
    return FALSE;
  _work_signing_tell (plan->warnings,
                      _ ("%s is not invited: there is no name or no e-mail address, and this "
                         "signature is not mandatory."),
                      person->title);
  return TRUE;
}

/**
 * _work_signing_people:
 * @signatories: (element-type ModelRecord): those of an agreement, in their order
 * @setup: how the school signs
 * @plan: its problems and warnings are added to
 *
 * Returns: (transfer full) (element-type WorkSigningPerson): who would be invited
 */
GPtrArray *
_work_signing_people (GPtrArray *signatories, const WorkSigningSetup *setup, WorkSigningPlan *plan)
{
  GPtrArray *people = g_ptr_array_new_with_free_func (_work_signing_person_free);

  for (guint i = 0; i < signatories->len; i++)
    {
      WorkSigningPerson *person = person_new (signatories->pdata[i], setup);

      if (is_left_out (signatories->pdata[i], person, plan))
        {
          _work_signing_person_free (person);
          continue;
        }
      check_name (person, plan);
      check_address (person, plan);
      check_mobile (person, plan);
      g_ptr_array_add (people, person);
    }
  if (people->len == 0)
    _work_signing_tell (plan->problems,
                        _ ("Nobody signs this agreement: set who does in the preferences."));
  check_same_address (people, plan);
  return people;
}
