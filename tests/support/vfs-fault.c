/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vfs-fault.h"

#include <errno.h>

#define SECTOR 512

/* What happened to a file since it was last synced. */
typedef struct
{
  enum
  {
    CHANGE_WRITE,
    CHANGE_TRUNCATE, /* to offset; also creates the file */
    CHANGE_DELETE,
  } kind;
  gsize offset;
  GBytes *bytes; /* (nullable): of a write */
} Change;

typedef struct
{
  GByteArray *synced; /* (nullable): none, there is no such file */
  GArray *changes;    /* (element-type Change) */
} Image;

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* follows this struct */
  char *path;         /* (nullable): of a file without a name */
  gboolean names;     /* the first sync also writes the folder */
} File;

static struct
{
  GRecMutex mutex;
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  gboolean is_armed;
  VfsFault fault;
  guint nth;
  guint n_injected;
  guint n_calls[VFS_N_CALLS];
  char *worn_path; /* (nullable): of which a byte is worn out */
  gint64 worn_offset;
  char *folder;       /* (nullable) */
  GHashTable *images; /* path → Image */
  VfsChangeFunc func;
  gpointer func_data;
  guint n_changes;
} state;

static void
change_clear (Change *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

static void
image_free (gpointer data)
{
  Image *self = data;

  g_clear_pointer (&self->synced, g_byte_array_unref);
  g_array_unref (self->changes);
  g_free (self);
}

static void
apply (GByteArray **content, const Change *change, gsize n_written)
{
  gsize size;

  if (change->kind == CHANGE_DELETE)
    {
      g_clear_pointer (content, g_byte_array_unref);
      return;
    }
  if (*content == NULL)
    *content = g_byte_array_new ();
  size = (*content)->len;
  if (change->kind == CHANGE_TRUNCATE || change->offset + n_written > size)
    {
      g_byte_array_set_size (*content, (guint) (change->offset + n_written));
      if ((*content)->len > size)
        memset ((*content)->data + size, 0, (*content)->len - size);
    }
  if (n_written > 0)
    memcpy ((*content)->data + change->offset, g_bytes_get_data (change->bytes, NULL), n_written);
}

static gsize
get_size (const Change *change)
{
  return change->bytes != NULL ? g_bytes_get_size (change->bytes) : 0;
}

static void
sync_image (Image *self)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      const Change *change = &g_array_index (self->changes, Change, i);

      apply (&self->synced, change, get_size (change));
    }
  g_array_set_size (self->changes, 0);
}

/* Names of files that were taken away do not come back. */
static void
sync_folder (void)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, state.images);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Image *image = value;

      for (guint i = image->changes->len; i > 0; i--)
        if (g_array_index (image->changes, Change, i - 1).kind == CHANGE_DELETE)
          {
            g_clear_pointer (&image->synced, g_byte_array_unref);
            g_array_remove_range (image->changes, 0, i);
            break;
          }
    }
}

static gboolean
is_followed (const char *path)
{
  return state.folder != NULL && path != NULL && g_str_has_prefix (path, state.folder)
         && !g_str_has_suffix (path, "-shm");
}

static Image *
get_image (const char *path)
{
  Image *image = g_hash_table_lookup (state.images, path);
  char *bytes;
  gsize size = 0;

  if (image != NULL)
    return image;
  image = g_new0 (Image, 1);
  image->changes = g_array_new (FALSE, TRUE, sizeof (Change));
  g_array_set_clear_func (image->changes, (GDestroyNotify) change_clear);
  if (g_file_get_contents (path, &bytes, &size, NULL))
    image->synced = g_byte_array_new_take ((guint8 *) bytes, size);
  g_hash_table_insert (state.images, g_strdup (path), image);
  return image;
}

static void
note_change (const char *path, int kind, gsize offset, GBytes *bytes)
{
  Change change = { .kind = kind, .offset = offset, .bytes = bytes };

  g_array_append_val (get_image (path)->changes, change);
}

static void
before_change (const char *path)
{
  if (!is_followed (path))
    return;
  get_image (path);
  state.n_changes++;
  if (state.func != NULL)
    state.func (state.n_changes, state.func_data);
}

/* Whether the call is to fail. */
static gboolean
fails (VfsCall call)
{
  state.n_calls[call]++;
  if (!state.is_armed || state.fault.call != call || state.n_calls[call] < state.nth)
    return FALSE;
  state.is_armed = state.fault.lasts;
  state.n_injected++;
  errno = state.fault.system_errno;
  return TRUE;
}

#define LOCK() g_autoptr (GRecMutexLocker) locker = g_rec_mutex_locker_new (&state.mutex)

static sqlite3_file *
get_real (sqlite3_file *file)
{
  return ((File *) file)->real;
}

static int
file_close (sqlite3_file *file)
{
  File *self = (File *) file;
  const int code = self->real->pMethods->xClose (self->real);

  g_clear_pointer (&self->path, g_free);
  return code;
}

static gboolean
is_worn_out (const File *file, int n, gint64 offset)
{
  return g_strcmp0 (state.worn_path, file->path) == 0 && state.worn_path != NULL
         && offset <= state.worn_offset && state.worn_offset < offset + n;
}

static int
file_read (sqlite3_file *file, void *into, int n, sqlite3_int64 offset)
{
  File *self = (File *) file;

  LOCK ();
  if (fails (VFS_READ))
    return state.fault.code;
  if (is_worn_out (self, n, offset))
    {
      state.n_injected++;
      errno = EIO;
      return SQLITE_IOERR_READ;
    }
  return self->real->pMethods->xRead (self->real, into, n, offset);
}

static int
file_write (sqlite3_file *file, const void *from, int n, sqlite3_int64 offset)
{
  File *self = (File *) file;
  gboolean is_failure;
  int n_written = n;
  int code;

  LOCK ();
  before_change (self->path);
  is_failure = fails (VFS_WRITE);
  if (!is_failure && is_worn_out (self, n, offset))
    g_clear_pointer (&state.worn_path, g_free);
  if (is_failure)
    n_written = state.fault.is_short ? n / 2 : 0;
  code = n_written > 0 ? self->real->pMethods->xWrite (self->real, from, n_written, offset)
                       : SQLITE_OK;
  if (n_written > 0 && is_followed (self->path))
    note_change (self->path, CHANGE_WRITE, (gsize) offset, g_bytes_new (from, (gsize) n_written));
  if (!is_failure)
    return code;
  errno = state.fault.system_errno;
  return state.fault.code;
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  File *self = (File *) file;

  LOCK ();
  before_change (self->path);
  if (fails (VFS_TRUNCATE))
    return state.fault.code;
  if (is_followed (self->path))
    note_change (self->path, CHANGE_TRUNCATE, (gsize) size, NULL);
  return self->real->pMethods->xTruncate (self->real, size);
}

static int
file_sync (sqlite3_file *file, int flags)
{
  File *self = (File *) file;

  LOCK ();
  before_change (self->path);
  if (fails (VFS_SYNC))
    return state.fault.code;
  if (!is_followed (self->path))
    return SQLITE_OK;
  sync_image (get_image (self->path));
  if (self->names)
    sync_folder ();
  self->names = FALSE;
  return SQLITE_OK;
}

static int
file_get_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return get_real (file)->pMethods->xFileSize (get_real (file), size);
}

static int
file_lock (sqlite3_file *file, int level)
{
  File *self = (File *) file;

  LOCK ();
  if (fails (VFS_LOCK))
    return state.fault.code;
  return self->real->pMethods->xLock (self->real, level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  return get_real (file)->pMethods->xUnlock (get_real (file), level);
}

static int
file_check_lock (sqlite3_file *file, int *is_locked)
{
  return get_real (file)->pMethods->xCheckReservedLock (get_real (file), is_locked);
}

static int
file_control (sqlite3_file *file, int op, void *data)
{
  return get_real (file)->pMethods->xFileControl (get_real (file), op, data);
}

static int
file_get_sector_size (sqlite3_file *file)
{
  return get_real (file)->pMethods->xSectorSize (get_real (file));
}

static int
file_get_traits (sqlite3_file *file)
{
  return get_real (file)->pMethods->xDeviceCharacteristics (get_real (file));
}

static int
file_shm_map (sqlite3_file *file, int region, int size, int extend, void volatile **into)
{
  File *self = (File *) file;

  LOCK ();
  if (fails (VFS_SHM_MAP))
    return state.fault.code;
  return self->real->pMethods->xShmMap (self->real, region, size, extend, into);
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  File *self = (File *) file;

  LOCK ();
  /* That a lock is given back cannot be refused. */
  if ((flags & SQLITE_SHM_LOCK) != 0 && fails (VFS_SHM_LOCK))
    return state.fault.code;
  return self->real->pMethods->xShmLock (self->real, offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  get_real (file)->pMethods->xShmBarrier (get_real (file));
}

static int
file_shm_unmap (sqlite3_file *file, int should_delete)
{
  return get_real (file)->pMethods->xShmUnmap (get_real (file), should_delete);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2, /* without maps of the file itself */
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_get_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_get_sector_size,
  .xDeviceCharacteristics = file_get_traits,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs *vfs, sqlite3_filename path, sqlite3_file *file, int flags, int *out_flags)
{
  File *self = (File *) file;
  const gboolean is_new = path != NULL && !g_file_test (path, G_FILE_TEST_EXISTS);
  int code;

  LOCK ();
  file->pMethods = NULL;
  if (fails (VFS_OPEN))
    return state.fault.code;
  self->real = (sqlite3_file *) (self + 1);
  /* As it is before it is made. */
  if (is_followed (path))
    get_image (path);
  code = state.real->xOpen (state.real, path, self->real, flags, out_flags);
  if (code != SQLITE_OK)
    {
      if (self->real->pMethods != NULL)
        self->real->pMethods->xClose (self->real);
      return code;
    }
  self->path = g_strdup (path);
  self->names = is_new && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
  if (is_new && is_followed (path))
    note_change (path, CHANGE_TRUNCATE, 0, NULL);
  file->pMethods = &methods;
  return SQLITE_OK;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *path, int sync_dir)
{
  LOCK ();
  before_change (path);
  if (fails (VFS_DELETE))
    return state.fault.code;
  if (is_followed (path))
    note_change (path, CHANGE_DELETE, 0, NULL);
  if (is_followed (path) && sync_dir != 0)
    sync_folder ();
  return state.real->xDelete (state.real, path, 0);
}

static int
vfs_access (sqlite3_vfs *vfs, const char *path, int flags, int *result)
{
  LOCK ();
  if (fails (VFS_ACCESS))
    return state.fault.code;
  return state.real->xAccess (state.real, path, flags, result);
}

static int
vfs_full_path (sqlite3_vfs *vfs, const char *path, int n, char *into)
{
  return state.real->xFullPathname (state.real, path, n, into);
}

/* What is refused now is refused later, too. */
static int
vfs_sleep (sqlite3_vfs *vfs, int microseconds)
{
  LOCK ();
  return state.is_armed ? microseconds : state.real->xSleep (state.real, microseconds);
}

void
vfs_fault_install (void)
{
  g_assert_null (state.real);
  state.real = sqlite3_vfs_find (NULL);
  state.vfs = *state.real;
  state.vfs.zName = "fault";
  state.vfs.pNext = NULL;
  state.vfs.szOsFile = (int) sizeof (File) + state.real->szOsFile;
  state.vfs.xOpen = vfs_open;
  state.vfs.xDelete = vfs_delete;
  state.vfs.xAccess = vfs_access;
  state.vfs.xFullPathname = vfs_full_path;
  state.vfs.xSleep = vfs_sleep;
  g_assert_cmpint (sqlite3_vfs_register (&state.vfs, 1), ==, SQLITE_OK);
}

static guint
reset (void)
{
  const guint n = state.n_injected;

  state.is_armed = FALSE;
  state.n_injected = 0;
  g_clear_pointer (&state.worn_path, g_free);
  for (guint i = 0; i < VFS_N_CALLS; i++)
    state.n_calls[i] = 0;
  return n;
}

void
vfs_fault_inject (const VfsFault *fault, guint nth)
{
  LOCK ();
  reset ();
  state.fault = *fault;
  state.nth = nth;
  state.is_armed = TRUE;
}

void
vfs_fault_wear_out (const char *path, gint64 offset)
{
  LOCK ();
  reset ();
  state.worn_path = g_strdup (path);
  state.worn_offset = offset;
}

guint
vfs_fault_clear (void)
{
  LOCK ();
  return reset ();
}

guint
vfs_fault_get_n_calls (VfsCall call)
{
  LOCK ();
  return state.n_calls[call];
}

void
vfs_fault_follow (const char *folder, VfsChangeFunc func, gpointer user_data)
{
  LOCK ();
  g_clear_pointer (&state.images, g_hash_table_unref);
  g_clear_pointer (&state.folder, g_free);
  state.n_changes = 0;
  state.func = func;
  state.func_data = user_data;
  if (folder == NULL)
    return;
  state.folder = g_strdup (folder);
  state.images = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, image_free);
}

/* What is left of a file; NULL: nothing. */
static GByteArray *
cut_image (const Image *image, VfsCut cut, GRand *rand)
{
  GByteArray *content = NULL;

  if (image->synced != NULL)
    {
      content = g_byte_array_sized_new (image->synced->len);
      g_byte_array_append (content, image->synced->data, image->synced->len);
    }
  for (guint i = 0; cut != VFS_CUT_ALL && i < image->changes->len; i++)
    {
      const Change *change = &g_array_index (image->changes, Change, i);
      const gsize size = get_size (change);
      const gint fate = cut == VFS_CUT_TORN ? g_rand_int_range (rand, 0, 3) : 2;

      if (fate == 1 && size > SECTOR)
        apply (&content,
               change,
               SECTOR * (gsize) g_rand_int_range (rand, 1, (gint) (size / SECTOR) + 1));
      else if (fate == 2)
        apply (&content, change, size);
      else if (change->kind == CHANGE_DELETE)
        /* The name stands for the old file, whatever was written to the new one. */
        break;
    }
  return content;
}

static void
write_cut (const char *folder, const char *name, const GByteArray *content)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents_full (path,
                                           (const char *) content->data,
                                           content->len,
                                           G_FILE_SET_CONTENTS_NONE,
                                           0600,
                                           NULL));
}

/* Files that SQLite does not write are there as they are. */
static void
copy_others (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (state.folder, 0, NULL);

  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_build_filename (state.folder, name, NULL);
      g_autoptr (GByteArray) content = NULL;
      char *bytes;
      gsize size = 0;

      if (!g_str_has_suffix (name, "-shm") && g_hash_table_lookup (state.images, path) == NULL
          && g_file_get_contents (path, &bytes, &size, NULL))
        {
          content = g_byte_array_new_take ((guint8 *) bytes, size);
          write_cut (folder, name, content);
        }
    }
}

void
vfs_fault_copy_cut (const char *folder, VfsCut cut, GRand *rand)
{
  GHashTableIter iter;
  gpointer path;
  gpointer value;

  g_assert_nonnull (state.folder);
  copy_others (folder);
  g_hash_table_iter_init (&iter, state.images);
  while (g_hash_table_iter_next (&iter, &path, &value))
    {
      const Image *image = value;
      g_autofree char *name = g_path_get_basename (path);
      g_autoptr (GByteArray) content = NULL;
      const gboolean is_deleted =
          image->changes->len > 0
          && g_array_index (image->changes, Change, image->changes->len - 1).kind == CHANGE_DELETE;

      /* Another name was given to it, and it is among the others. */
      if (!is_deleted && !g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      content = cut_image (image, cut, rand);
      if (content != NULL)
        write_cut (folder, name, content);
    }
}
