/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "../merge/inspect-check.h"
#include "../merge/merge-fixture.h"

#include "merge-inspect.h"

/* Whatever is taken as a template can be looked into; whatever is not is refused with an error. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = fixture_as_template (data, size);
  g_autoptr (MergeTemplate) template = merge_template_new_from_bytes (bytes, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MergeInspection) inspection = NULL;

  if (template != NULL)
    {
      inspect_check (bytes, template);
      return 0;
    }
  inspection = merge_inspect (bytes, &error);
  g_assert_true ((inspection == NULL) == (error != NULL));
  return 0;
}
