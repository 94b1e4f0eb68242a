/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-command.h"
#include "work-signing.h"

G_BEGIN_DECLS

/* The whole word that was typed, and where: "send" in a school. */
typedef struct
{
  CliCall *call;
  WorkSchool *school;
  char *key;          /* (nullable): from the standard input */
  gboolean is_silent; /* notes are not told */
} CliSigning;

/* cli-sign-show.c */
CliExit cli_sign_show_plans (CliSigning *signing, GPtrArray *plans);
CliExit cli_sign_show_status (CliSigning *signing, GPtrArray *lines);
CliExit cli_sign_show_events (CliSigning *signing, WorkJob *job);

G_END_DECLS
