/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-http-form.h"

#include <string.h>

typedef struct
{
  char *head; /* the lines before the content */
  GBytes *content;
} Part;

struct _BaseHttpForm
{
  GPtrArray *parts;
};

static void
part_free (Part *part)
{
  g_free (part->head);
  g_bytes_unref (part->content);
  g_free (part);
}

/**
 * base_http_form_new:
 *
 * Returns: (transfer full): a form without a part
 */
BaseHttpForm *
base_http_form_new (void)
{
  BaseHttpForm *self = g_new0 (BaseHttpForm, 1);

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  return self;
}

/**
 * base_http_form_free:
 * @self: (transfer full): a form
 */
void
base_http_form_free (BaseHttpForm *self)
{
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/* As browsers do: what would end the name early is written as in a URL, all else as it is. */
static void
append_quoted (GString *head, const char *key, const char *value)
{
  const char *at;

  g_string_append_printf (head, "; %s=\"", key);
  for (at = value; *at != '\0'; at++)
    if (strchr ("\"\r\n", *at) != NULL)
      g_string_append_printf (head, "%%%02X", (guint) *at);
    else
      g_string_append_c (head, *at);
  g_string_append_c (head, '"');
}

static GString *
begin_head (const char *name)
{
  GString *head = g_string_new ("Content-Disposition: form-data");

  append_quoted (head, "name", name);
  return head;
}

static void
add_part (BaseHttpForm *self, GString *head, GBytes *content)
{
  Part *part = g_new0 (Part, 1);

  g_string_append (head, "\r\n\r\n");
  part->head = g_string_free (head, FALSE);
  part->content = g_bytes_ref (content);
  g_ptr_array_add (self->parts, part);
}

/**
 * base_http_form_add_text:
 * @self: a form
 * @name: the part's
 * @value: its text, in UTF-8
 */
void
base_http_form_add_text (BaseHttpForm *self, const char *name, const char *value)
{
  g_autoptr (GBytes) content = g_bytes_new (value, strlen (value));

  add_part (self, begin_head (name), content);
}

/**
 * base_http_form_add_file:
 * @self: a form
 * @name: the part's
 * @file_name: how the file is called at the other end
 * @content_type: "application/pdf"…
 * @content: what is in it
 */
void
base_http_form_add_file (BaseHttpForm *self,
                         const char *name,
                         const char *file_name,
                         const char *content_type,
                         GBytes *content)
{
  GString *head = begin_head (name);

  append_quoted (head, "filename", file_name);
  g_string_append_printf (head, "\r\nContent-Type: %s", content_type);
  add_part (self, head, content);
}

static gboolean
occurs (GBytes *content, const char *word)
{
  gsize size;
  const char *data = g_bytes_get_data (content, &size);

  return size > 0 && memmem (data, size, word, strlen (word)) != NULL;
}

/* The first of a row of words that stands in no part. */
static char *
find_boundary (const BaseHttpForm *self)
{
  guint n;

  for (n = 0;; n++)
    {
      g_autofree char *word = g_strdup_printf ("----paraphe-%u", n);
      gboolean found = FALSE;
      guint i;

      for (i = 0; i < self->parts->len && !found; i++)
        {
          const Part *part = g_ptr_array_index (self->parts, i);

          found = strstr (part->head, word) != NULL || occurs (part->content, word);
        }
      if (!found)
        return g_steal_pointer (&word);
    }
}

/**
 * base_http_form_build:
 * @self: a form
 * @header: (out): "Content-Type: …", which goes with the body
 *
 * The same parts give the same bytes.
 *
 * Returns: (transfer full): what base_http_request() is to send
 */
GBytes *
base_http_form_build (const BaseHttpForm *self, char **header)
{
  g_autofree char *boundary = find_boundary (self);
  GString *body = g_string_new (NULL);
  guint i;

  for (i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);
      gsize size;
      const char *data = g_bytes_get_data (part->content, &size);

      g_string_append_printf (body, "--%s\r\n%s", boundary, part->head);
      g_string_append_len (body, data, (gssize) size);
      g_string_append (body, "\r\n");
    }
  g_string_append_printf (body, "--%s--\r\n", boundary);
  *header = g_strdup_printf ("Content-Type: multipart/form-data; boundary=%s", boundary);
  return g_string_free_to_bytes (body);
}
