/* A VFS below the shipped store: it writes down every write, truncation, sync and deletion.
 *
 * Loaded as an extension it becomes the default, so that the store opens its files through it
 * without knowing. Record: kind, length of the name, name, offset, length of the data, data.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sqlite3ext.h"
SQLITE_EXTENSION_INIT1

typedef struct {
  sqlite3_file base;
  const char *name;
  sqlite3_file *real;
} File;

static sqlite3_vfs *below;
static sqlite3_vfs here;
static sqlite3_io_methods methods;
static int book = -1;

static void note(char kind, const char *name, sqlite3_int64 offset, const void *data, int size) {
  int length = name ? (int)strlen(name) : 0;
  size_t total = 1 + 4 + length + 8 + 4 + size;
  char *line = malloc(total), *at = line;
  *at++ = kind;
  memcpy(at, &length, 4), at += 4;
  memcpy(at, name, length), at += length;
  memcpy(at, &offset, 8), at += 8;
  memcpy(at, &size, 4), at += 4;
  if (size) memcpy(at, data, size);
  for (size_t done = 0; done < total;) {
    ssize_t more = write(book, line + done, total - done);
    if (more < 0) abort();
    done += more;
  }
  free(line);
}

#define REAL(f) (((File *)(f))->real)
#define NAME(f) (((File *)(f))->name)
#define CALL(f, verb, ...) REAL(f)->pMethods->verb(REAL(f), ##__VA_ARGS__)

static int w_close(sqlite3_file *f) { return REAL(f)->pMethods ? CALL(f, xClose) : SQLITE_OK; }
static int w_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at) {
  return CALL(f, xRead, to, n, at);
}
static int w_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at) {
  int rc = CALL(f, xWrite, from, n, at);
  if (rc == SQLITE_OK && NAME(f)) note('W', NAME(f), at, from, n);
  return rc;
}
static int w_truncate(sqlite3_file *f, sqlite3_int64 size) {
  int rc = CALL(f, xTruncate, size);
  if (rc == SQLITE_OK && NAME(f)) note('T', NAME(f), size, 0, 0);
  return rc;
}
static int w_sync(sqlite3_file *f, int flags) {
  int rc = CALL(f, xSync, flags);
  if (rc == SQLITE_OK && NAME(f)) note('S', NAME(f), 0, 0, 0);
  return rc;
}
static int w_size(sqlite3_file *f, sqlite3_int64 *size) { return CALL(f, xFileSize, size); }
static int w_lock(sqlite3_file *f, int l) { return CALL(f, xLock, l); }
static int w_unlock(sqlite3_file *f, int l) { return CALL(f, xUnlock, l); }
static int w_reserved(sqlite3_file *f, int *out) { return CALL(f, xCheckReservedLock, out); }
static int w_control(sqlite3_file *f, int op, void *arg) { return CALL(f, xFileControl, op, arg); }
static int w_sector(sqlite3_file *f) { return CALL(f, xSectorSize); }
/* Nothing may be taken for granted: no atomic writes, no power-safe overwrite. */
static int w_device(sqlite3_file *f) { return 0; }
static int w_shm_map(sqlite3_file *f, int p, int n, int e, void volatile **out) {
  return CALL(f, xShmMap, p, n, e, out);
}
static int w_shm_lock(sqlite3_file *f, int o, int n, int flags) {
  return CALL(f, xShmLock, o, n, flags);
}
static void w_shm_barrier(sqlite3_file *f) { CALL(f, xShmBarrier); }
static int w_shm_unmap(sqlite3_file *f, int d) { return CALL(f, xShmUnmap, d); }

static int w_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out) {
  File *file = (File *)f;
  int kinds = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
  file->real = (sqlite3_file *)&file[1];
  file->name = (flags & kinds) ? name : 0;
  int rc = below->xOpen(below, name, file->real, flags, out);
  file->base.pMethods = rc == SQLITE_OK ? &methods : 0;
  return rc;
}
static int w_delete(sqlite3_vfs *v, const char *name, int dir) {
  int rc = below->xDelete(below, name, dir);
  if (rc == SQLITE_OK) note('D', name, 0, 0, 0);
  return rc;
}

int sqlite3_witness_init(sqlite3 *db, char **error, const sqlite3_api_routines *api) {
  SQLITE_EXTENSION_INIT2(api);
  const char *path = getenv("INTAKE_WITNESS");
  if (!path) return SQLITE_ERROR;
  book = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (book < 0) return SQLITE_ERROR;
  below = sqlite3_vfs_find(0);
  here = *below;
  here.zName = "witness";
  here.szOsFile = sizeof(File) + below->szOsFile;
  here.xOpen = w_open;
  here.xDelete = w_delete;
  here.pNext = 0;
  methods = (sqlite3_io_methods){
      2,          w_close,    w_read,        w_write,     w_truncate, w_sync, w_size,
      w_lock,     w_unlock,   w_reserved,    w_control,   w_sector,   w_device,
      w_shm_map,  w_shm_lock, w_shm_barrier, w_shm_unmap, 0,          0};
  return sqlite3_vfs_register(&here, 1) == SQLITE_OK ? SQLITE_OK_LOAD_PERMANENTLY : SQLITE_ERROR;
}
