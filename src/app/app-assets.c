/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-assets.h"

#include "app-resources.h"

/**
 * app_assets_use:
 *
 * Makes the templates, styles and icons available: a static library's resources are linked in only
 * when something asks for them.
 */
void
app_assets_use (void)
{
  g_resources_register (app_get_resource ());
}
