/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-told-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base-text.h"
#include "sign-error.h"
#include "base-json.h"

#define MOST_CHARS  200
#define MOST_ISSUES 3
#define LONG_WORD   10

/* What stands for a person in a text that a server sent back. */
#define HIDDEN "…"

/* Members of what we send that say something of a person, or that a person wrote. */
static const char *const private_keys[] = {
  "first_name", "last_name", "email",           "phone_number",  "name",       "title",
  "subject",    "message",   "request_subject", "request_body",  "externalId", "external_id",
  "reason",     "note",      "custom_note",     "reminder_body", "custom_name"
};

/* Where servers put the sentence for people. */
static const char *const sentence_keys[] = { "detail", "message", "title", "error" };

static JsonNode *
read_body (const BaseHttpResponse *response)
{
  gsize size;
  const char *text = g_bytes_get_data (response->body, &size);

  return size > 0 ? base_json_parse (text, (gssize) size) : NULL;
}

/**
 * _sign_told_is_json:
 * @response: an answer
 *
 * Returns: whether it speaks as these servers do: a page for people comes from something else
 */
gboolean
_sign_told_is_json (const BaseHttpResponse *response)
{
  g_autoptr (JsonNode) node = read_body (response);

  return base_json_object (node) != NULL;
}

static gboolean
is_private (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (private_keys); i++)
    if (g_str_equal (private_keys[i], key))
      return TRUE;
  return FALSE;
}

static void collect (JsonNode *node, const char *key, GPtrArray *words);

static void
collect_member (JsonObject *object, const char *key, JsonNode *node, gpointer words)
{
  collect (node, key, words);
}

/* What of @node must not be seen; numbers say nothing of anybody. */
static void
collect (JsonNode *node, const char *key, GPtrArray *words)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), collect_member, words);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        collect (json_array_get_element (array, i), key, words);
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           && is_private (key))
    g_ptr_array_add (words, (gpointer) json_node_get_string (node));
}

static char *
hide (const char *text, const char *pattern)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  char *hidden =
      regex != NULL ? g_regex_replace_literal (regex, text, -1, 0, HIDDEN, 0, NULL) : NULL;

  return hidden != NULL ? hidden : g_strdup (HIDDEN);
}

static void
hide_word (char **text, const char *word)
{
  g_autofree char *escaped = NULL;
  g_autofree char *whole = NULL;
  char *hidden;

  /* a letter is no name, and is everywhere; a name may be a part of another word, a key is not */
  if (word == NULL || g_utf8_strlen (word, -1) < 2)
    return;
  escaped = g_regex_escape_string (word, -1);
  whole = g_utf8_strlen (word, -1) < LONG_WORD
              ? g_strdup_printf ("(?<![\\p{L}\\p{N}])%s(?![\\p{L}\\p{N}])", escaped)
              : g_strdup (escaped);
  hidden = hide (*text, whole);
  g_free (*text);
  *text = hidden;
}

/* Addresses, numbers, and what stands between quotation marks unless it is a field's name. */
static void
hide_kinds (char **text)
{
  static const char *const patterns[] = {
    "\\S*@\\S*",
    "\\+?\\d[\\d .-]{5,}\\d",
    "\"(?![a-z0-9_.\\[\\]]*[_.\\[][a-z0-9_.\\[\\]]*\")[^\"]*\"",
    "“[^”]*”",
    "«[^»]*»",
    "(?<!\\w)'(?![a-z0-9_.\\[\\]]*[_.\\[][a-z0-9_.\\[\\]]*')[^']*'(?!\\w)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      char *hidden = hide (*text, patterns[i]);

      g_free (*text);
      *text = hidden;
    }
}

static char *
clean (const char *told, JsonNode *sent, GPtrArray *hidden)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *text = base_text_clean (told);
  gsize length;

  if (sent != NULL)
    collect (sent, "", words);
  for (guint i = 0; hidden != NULL && i < hidden->len; i++)
    hide_word (&text, hidden->pdata[i]);
  for (guint i = 0; i < words->len; i++)
    hide_word (&text, words->pdata[i]);
  hide_kinds (&text);
  /* a sentence ends with ours */
  length = strlen (text);
  while (length > 0 && strchr (".! ", text[length - 1]) != NULL)
    text[--length] = '\0';
  return length > 0 ? base_text_excerpt (text, MOST_CHARS) : NULL;
}

static const char *
find_sentence (JsonObject *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentence_keys); i++)
    {
      const char *text = base_json_string (object, sentence_keys[i]);

      if (!base_text_is_blank (text))
        return text;
    }
  return "";
}

/* "payload.title: Required" */
static void
append_issue (GString *text, JsonObject *issue)
{
  JsonArray *path = base_json_member_array (issue, "path");
  const char *sentence = find_sentence (issue);

  if (*sentence == '\0')
    return;
  g_string_append (text, text->len > 0 ? "; " : "");
  for (guint i = 0; i < base_json_n_objects (path); i++)
    {
      JsonNode *part = json_array_get_element (path, i);

      if (JSON_NODE_HOLDS_VALUE (part) && json_node_get_value_type (part) == G_TYPE_STRING)
        g_string_append_printf (text, "%s ", json_node_get_string (part));
    }
  g_string_append (text, sentence);
}

/**
 * _sign_told_read:
 * @response: an answer that is no success
 * @sent: (nullable): what it answers
 * @hidden: (nullable) (element-type utf8): words that nobody is to see, as the API key and names
 *
 * What is private in @sent is hidden, wherever the server repeats it; so is what looks private.
 *
 * Returns: (transfer full) (nullable): what the server says of it, on one line without its full
 *   stop; %NULL when it says nothing
 */
char *
_sign_told_read (const BaseHttpResponse *response, JsonNode *sent, GPtrArray *hidden)
{
  g_autoptr (JsonNode) node = read_body (response);
  JsonObject *object = base_json_object (node);
  JsonArray *issues = base_json_member_array (object, "issues");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (base_json_n_objects (issues), MOST_ISSUES); i++)
    append_issue (text, base_json_element (issues, i));
  if (text->len == 0)
    g_string_append (text, find_sentence (object));
  return text->len > 0 ? clean (text->str, sent, hidden) : NULL;
}

static SignError
find_code (const BaseHttpResponse *response)
{
  guint status = response->status;

  if (status == 401 || status == 403)
    return SIGN_ERROR_KEY;
  if (status == 429)
    return SIGN_ERROR_BUSY;
  if (status == 407)
    return SIGN_ERROR_UNREACHED;
  /* a page that says "not found" was not written by these servers: the address is another's */
  if (status == 404 || status == 410)
    return _sign_told_is_json (response) ? SIGN_ERROR_NOT_FOUND : SIGN_ERROR_REFUSED;
  if (status == 408 || status >= 500 || status < 300)
    return SIGN_ERROR_UNKNOWN;
  return SIGN_ERROR_REFUSED;
}

static const char *
find_format (const BaseHttpResponse *response)
{
  static const struct
  {
    guint status;
    const char *format;
  } formats[] = {
    { 401, N_ ("%s does not take the API key: check it in the preferences.") },
    { 403, N_ ("The API key does not open this at %s, or the subscription does not include it.") },
    { 404, N_ ("%s does not know what was asked for: it may have been deleted there.") },
    { 410, N_ ("%s does not know what was asked for: it may have been deleted there.") },
    { 407, N_ ("The proxy of the network did not let “%s” be reached: it asks for a name and a "
               "password.") },
    { 413, N_ ("%s refuses a document that is so large.") },
    { 429, N_ ("%s takes no more for now: try again in a while.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i].status == response->status)
      return _ (formats[i].format);
  if (response->status >= 300 && response->status < 400)
    return _ ("%s sends to another address: check the one that is in the preferences.");
  if (response->status >= 400 && response->status < 500 && response->status != 408)
    return _ ("%s refuses what was asked.");
  return _ ("%s has a failure of its own: try again later.");
}

static char *
fill (const char *format, const char *label)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  return g_strjoinv (label, parts);
}

/**
 * _sign_told_fail:
 * @label: the provider's name
 * @response: an answer that is no success
 * @sent: (nullable): what it answers
 * @hidden: (nullable) (element-type utf8): words that nobody is to see, as the API key and names
 * @error: return location for a #SIGN_ERROR
 *
 * Says in one sentence that and why it did not succeed: without a secret, without anybody's name.
 */
void
_sign_told_fail (const char *label,
                 const BaseHttpResponse *response,
                 JsonNode *sent,
                 GPtrArray *hidden,
                 GError **error)
{
  g_autofree char *told = NULL;
  g_autofree char *sentence = NULL;

  if ((response->status == 404 || response->status == 410) && !_sign_told_is_json (response))
    sentence = g_strdup_printf (
        _ ("“%s” was not found at this address: check the one that is in the preferences."), label);
  else
    {
      told = _sign_told_read (response, sent, hidden);
      sentence = fill (find_format (response), label);
    }
  if (told != NULL)
    g_set_error (error, SIGN_ERROR, find_code (response), _ ("%s It says: %s."), sentence, told);
  else
    g_set_error_literal (error, SIGN_ERROR, find_code (response), sentence);
}
