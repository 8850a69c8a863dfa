/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

/* A file system for SQLite, over the usual one, whose calls fail when they are told to, and that
 * knows what of its files a loss of power would leave. Nothing is really waited for to be on disk.
 */

G_BEGIN_DECLS

typedef enum
{
  VFS_OPEN,
  VFS_READ,
  VFS_WRITE,
  VFS_SYNC,
  VFS_TRUNCATE,
  VFS_LOCK,
  VFS_DELETE,
  VFS_ACCESS,
  VFS_SHM_MAP,
  VFS_SHM_LOCK,
  VFS_N_CALLS,
} VfsCall;

typedef struct
{
  VfsCall call;
  int code;          /* of SQLite */
  int system_errno;  /* 0: none */
  gboolean is_short; /* of a write: half of it is written */
  gboolean lasts;    /* until vfs_fault_clear(), not once */
} VfsFault;

/* What is lost of what was written and not synced. */
typedef enum
{
  VFS_CUT_ALL,  /* all of it: a loss of power */
  VFS_CUT_TORN, /* some writes, and some a part of which is there: the same */
  VFS_CUT_NONE, /* nothing: the process was killed */
  VFS_N_CUTS,
} VfsCut;

/* Runs in the thread of the call, before the nth change of a file is made. */
typedef void (*VfsChangeFunc) (guint nth, gpointer user_data);

/* Makes it the file system that SQLite uses, for the rest of the process. */
void vfs_fault_install (void);
/* The nth call from now on fails, 1 the first. */
void vfs_fault_inject (const VfsFault *fault, guint nth);
/* The disk does not read this byte of a file until it is written, or until vfs_fault_clear(). */
void vfs_fault_wear_out (const char *path, gint64 offset);
/* Returns how many calls failed. */
guint vfs_fault_clear (void);
/* Calls since vfs_fault_inject() or vfs_fault_clear(). */
guint vfs_fault_get_n_calls (VfsCall call);
/* From now on files in folder are followed; NULL: no more. */
void vfs_fault_follow (const char *folder, VfsChangeFunc func, gpointer user_data);
/* In a VfsChangeFunc: copies what a loss of power would leave of the folder into another one. */
void vfs_fault_copy_cut (const char *folder, VfsCut cut, GRand *rand);

G_END_DECLS
