/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-job.h"
#include "work-school.h"

G_BEGIN_DECLS

/**
 * WorkBackupReason:
 * @WORK_BACKUP_DAILY: by itself, or because a person wanted one
 * @WORK_BACKUP_RESTORE: before another state was put back
 * @WORK_BACKUP_PURGE: before data were taken out for good
 *
 * Why there is a backup: what was made before something grave is kept for a month.
 */
typedef enum
{
  WORK_BACKUP_DAILY,
  WORK_BACKUP_RESTORE,
  WORK_BACKUP_PURGE
} WorkBackupReason;

/**
 * WorkBackup:
 * @path: the file
 * @name: its name, for people
 * @at: "2026-11-26 08:00", the time of day where it was made
 * @reason: why it was made
 * @size: bytes
 * @is_sealed: only a passphrase opens it
 *
 * A backup of a base.
 */
typedef struct
{
  char *path;
  char *name;
  char *at;
  WorkBackupReason reason;
  gint64 size;
  gboolean is_sealed;
} WorkBackup;

/**
 * WorkBackupState:
 * @folder: where the backups go
 * @is_daily: they are made by themselves
 * @is_sealed: they are encrypted
 * @is_due: there is none of today
 * @is_late: the last good one is older than the school wants
 * @is_changed: something was saved since the last one
 * @days: age of the last one in days; -1: there is none
 * @backups: (nullable) (element-type WorkBackup): all that there are, as work_backup_list() gives
 *   them; %NULL with @problem
 * @last: (nullable) (unowned): the last one
 * @problem: (nullable): a sentence: why the folder cannot be looked into
 *
 * How a base stands with its backups.
 */
typedef struct
{
  char *folder;
  gboolean is_daily;
  gboolean is_sealed;
  gboolean is_due;
  gboolean is_late;
  gboolean is_changed;
  int days;
  GPtrArray *backups;
  const WorkBackup *last;
  char *problem;
} WorkBackupState;

/**
 * WorkBackupWish:
 * @reason: what for
 * @folder: (nullable): the folder, as work_backup_folder() gives it; %NULL: the school's setting
 * @passphrase: (nullable): what it is encrypted with; %NULL: what the keyring has, if the school
 *   wants them encrypted
 * @if_due: nothing is done, without a word, when another seat has made it meanwhile
 *
 * What backup to make.
 */
typedef struct
{
  WorkBackupReason reason;
  const char *folder;
  const char *passphrase;
  gboolean if_due;
} WorkBackupWish;

void work_backup_free (WorkBackup *backup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkBackup, work_backup_free)
void work_backup_state_free (WorkBackupState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkBackupState, work_backup_state_free)

/* Where they are. */
char *work_backup_folder (const char *base, const char *folder);
GPtrArray *work_backup_list (const char *folder, GError **error);
WorkBackupState *
work_backup_get_state (WorkSchool *school, GCancellable *cancellable, GError **error);
void work_backup_get_state_async (WorkSchool *school,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
WorkBackupState *work_backup_get_state_finish (GAsyncResult *result, GError **error);

GPtrArray *work_backup_check (WorkSchool *school,
                              const char *passphrase,
                              GCancellable *cancellable,
                              GError **error);

/* Making one. The job's first success is the backup; its failures are documents that lack. */
WorkJob *work_backup_new (WorkSchool *school, const WorkBackupWish *wish);

/* The passphrase lives in the keyring alone. Both wait for it: never on the main thread. */
char *work_backup_find_passphrase (const char *base, GCancellable *cancellable, GError **error);
gboolean work_backup_keep_passphrase (const char *base,
                                      const char *passphrase,
                                      GCancellable *cancellable,
                                      GError **error);
WorkJob *work_backup_store_passphrase_new (WorkSchool *school, const char *passphrase);

/* Which of them stay. */

/**
 * WorkBackupRule:
 * @days, @weeks, @months: of as many of the last ones that have a backup, the last backup stays
 * @grave_days: for how long what was made before something grave stays
 */
typedef struct
{
  guint days;
  guint weeks;
  guint months;
  guint grave_days;
} WorkBackupRule;

extern const WorkBackupRule work_backup_rule;

void work_backup_choose (const WorkBackupRule *rule, GPtrArray *backups, gboolean *stays);
guint work_backup_rotate (const char *folder, GError **error);

G_END_DECLS
