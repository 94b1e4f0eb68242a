/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-binding.h"

#include <string.h>

#include "base-text.h"
#include "model-role-private.h"

/* Nothing in Word or LibreOffice makes a longer name; a file may say anything. */
#define MAX_NAME 200

typedef struct
{
  char *name;   /* as the template writes it */
  char *target; /* a merge name, or "": left empty on purpose */
} Binding;

struct _ModelBindings
{
  GHashTable *by_name; /* normalised name → Binding */
};

static void
binding_free (gpointer data)
{
  Binding *binding = data;

  g_free (binding->name);
  g_free (binding->target);
  g_free (binding);
}

/* "NAME=TARGET": a target holds no "=", a name may. */
static void
read_line (ModelBindings *self, const char *line)
{
  const char *equals = strrchr (line, '=');
  g_autofree char *name = equals != NULL ? g_strndup (line, (gsize) (equals - line)) : NULL;

  if (name != NULL)
    model_bindings_set (self, name, equals + 1);
}

/**
 * model_bindings_new:
 * @text: (nullable): as model_bindings_to_text() has written it; what cannot be read of it is left
 *   out
 *
 * Returns: (transfer full): the bindings of a template
 */
ModelBindings *
model_bindings_new (const char *text)
{
  ModelBindings *self = g_new0 (ModelBindings, 1);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, binding_free);
  for (char **line = lines; *line != NULL; line++)
    read_line (self, *line);
  return self;
}

/**
 * model_bindings_free:
 * @self: (nullable) (transfer full): bindings
 */
void
model_bindings_free (ModelBindings *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_name);
  g_free (self);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * model_bindings_to_text:
 * @self: bindings
 *
 * Returns: (transfer full) (nullable): a line for each, in an order of their own; %NULL for none
 */
char *
model_bindings_to_text (const ModelBindings *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree gpointer *keys = NULL;
  guint n;

  g_return_val_if_fail (self != NULL, NULL);

  keys = g_hash_table_get_keys_as_array (self->by_name, &n);
  qsort (keys, n, sizeof *keys, compare_keys);
  for (guint i = 0; i < n; i++)
    {
      const Binding *binding = g_hash_table_lookup (self->by_name, keys[i]);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? "\n" : "", binding->name, binding->target);
    }
  return n > 0 ? g_strdup (text->str) : NULL;
}

/**
 * model_bindings_set:
 * @self: bindings
 * @name: a name of a template
 * @target: (nullable): the merge name that it stands for, "" where it is left empty on purpose,
 *   %NULL when it is bound to nothing any more
 *
 * Returns: whether @name is one that can be bound
 */
gboolean
model_bindings_set (ModelBindings *self, const char *name, const char *target)
{
  g_autofree char *clean = base_text_clean (name);
  g_autofree char *key = _model_merge_normalize (clean);
  Binding *binding;

  g_return_val_if_fail (self != NULL, FALSE);

  if (*key == '\0' || strlen (clean) > MAX_NAME)
    return FALSE;
  g_strdelimit (clean, "\n", ' ');
  if (target == NULL)
    {
      g_hash_table_remove (self->by_name, key);
      return TRUE;
    }
  binding = g_new0 (Binding, 1);
  binding->name = g_steal_pointer (&clean);
  binding->target = g_strdup (target);
  g_hash_table_replace (self->by_name, g_steal_pointer (&key), binding);
  return TRUE;
}

/**
 * model_bindings_get:
 * @self: (nullable): bindings
 * @name: a name of a template
 *
 * Returns: (transfer none) (nullable): what it is bound to, "" where it is left empty on purpose,
 *   %NULL when nothing is said of it
 */
const char *
model_bindings_get (const ModelBindings *self, const char *name)
{
  g_autofree char *key = _model_merge_normalize (name);
  const Binding *binding = self != NULL ? g_hash_table_lookup (self->by_name, key) : NULL;

  return binding != NULL ? binding->target : NULL;
}

/**
 * model_bindings_resolve:
 * @self: (nullable): bindings
 * @name: a name of a template
 *
 * Returns: (transfer none): the merge name that is meant: what @name is bound to, else @name; ""
 *   where it is left empty on purpose
 */
const char *
model_bindings_resolve (const ModelBindings *self, const char *name)
{
  const char *target = model_bindings_get (self, name);

  return target != NULL ? target : name;
}
