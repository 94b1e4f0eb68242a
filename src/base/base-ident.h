/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BaseIdentKind:
 *
 * The French identifiers that Paraphe checks (domain §4.7).
 */
typedef enum
{
  BASE_IDENT_SIRET,
  BASE_IDENT_SIREN,
  BASE_IDENT_UAI,
  BASE_IDENT_INE,
  BASE_IDENT_NAF,
  BASE_IDENT_POSTCODE,
  BASE_IDENT_PHONE,
  BASE_IDENT_EMAIL,
  BASE_IDENT_LAST = BASE_IDENT_EMAIL
} BaseIdentKind;

char *base_ident_normalize (BaseIdentKind kind, const char *text, GError **error);
char *base_ident_format (BaseIdentKind kind, const char *normalized);
gboolean base_ident_is_doubtful (BaseIdentKind kind, const char *normalized, char **why);
gboolean base_ident_phone_is_mobile (const char *normalized);

G_END_DECLS
