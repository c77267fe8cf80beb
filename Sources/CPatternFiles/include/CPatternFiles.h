#ifndef CONTRABAND_PATTERN_FILES_H
#define CONTRABAND_PATTERN_FILES_H

#include <stddef.h>

/// One file of `Patterns/`, as it was when this binary was built.
typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t length;
} contraband_pattern_file_t;

size_t contraband_pattern_file_count(void);

/// The file at `index`, which must be below the count.
contraband_pattern_file_t contraband_pattern_file(size_t index);

#endif
