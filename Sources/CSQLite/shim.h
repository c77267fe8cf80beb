#include <sqlite3.h>

/// `sqlite3_db_config` takes variable arguments, which Swift cannot call. Sets a switch of a connection.
static inline int contraband_sqlite_switch(sqlite3 *database, int option, int value) {
  return sqlite3_db_config(database, option, value, (int *)0);
}
