# Contraband's make targets; see CONTRIBUTING.md.
#
#   make demo    build, and walk the samples: before, after, right
#   make test    build, then run every test
#   make lint    check the format of the Swift sources
#   make fuzz    feed the Dockerfile parser broken files under the address sanitizer (FUZZ_SECONDS=60 SEED=1)
#   make bench   time a scan of a large image (IMAGE=FILE, or the one that bench makes)

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

SWIFT ?= swift
ARCH := $(shell dpkg --print-architecture 2>/dev/null || uname -m)

# Hyperscan exists on x86-64 only; vectorscan is the same interface elsewhere.
ifneq (,$(filter amd64 x86_64,$(ARCH)))
  HS_PACKAGE := libhyperscan-dev
else
  HS_PACKAGE := libvectorscan-dev
endif

BUILD_PACKAGES := libarchive-dev $(HS_PACKAGE) libpcre2-dev libsqlite3-dev libyaml-dev zlib1g-dev pkg-config
# What the tests make images and archives with.
TEST_PACKAGES := buildah podman skopeo busybox-static tar gzip bzip2 xz-utils zstd zip cpio binutils \
  openssl openssh-client python3 time coreutils apache2-utils putty-tools wireguard-tools whois sqlite3 gnupg \
  git age libnss3-tools mosquitto

# What the scripts in Samples/ run.
DEMO_PACKAGES := tar gzip openssl

DEMO_IMAGE := .build/basic-auth.tar

.PHONY: all build release demo test lint format fuzz bench clean deps test-deps help

all: build

help:
	@sed -n 's/^#   //p' Makefile

# Installs the Debian packages named in PACKAGES that are missing. Says nothing where none is.
define install
	@command -v dpkg >/dev/null || { echo "not a Debian system: install the equivalents of: $(1)" >&2; exit 0; }; \
	missing=(); \
	for package in $(1); do \
	  [[ "$$(dpkg-query -W -f '$${db:Status-Status}' "$$package" 2>/dev/null)" == installed ]] || missing+=("$$package"); \
	done; \
	if (( $${#missing[@]} )); then \
	  root=(); (( EUID == 0 )) || root=(sudo); \
	  stamp=.build/apt-updated; mkdir -p .build; \
	  if [[ -z "$$(find "$$stamp" -mmin -60 2>/dev/null)" ]]; then "$${root[@]}" apt-get update -qq -o DPkg::Lock::Timeout=300; touch "$$stamp"; fi; \
	  echo "installing $${missing[*]}"; \
	  "$${root[@]}" env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "$${missing[@]}" </dev/null >/dev/null; \
	fi
endef

deps:
	$(call install,$(BUILD_PACKAGES))
	@command -v $(SWIFT) >/dev/null || { echo "swift is missing: see https://www.swift.org/install (6.3 or later)" >&2; exit 1; }

test-deps:
	$(call install,$(TEST_PACKAGES))

build: deps
	$(SWIFT) build

release: deps
	$(SWIFT) build -c release --product contraband

# Walks the samples: the first is found out, of the second the command says what it prints and where that is kept,
# the third passes. Each step ends as it should, or the demo fails.
SAMPLES := Samples/fargate-basic-auth
demo: release
	$(call install,$(DEMO_PACKAGES))
	@$(SAMPLES)/make-images .build/samples
	@binary="$$($(SWIFT) build -c release --show-bin-path)/contraband"; \
	walk() { \
	  local expected=$$1 words=$$2 code=0 text; shift 2; \
	  printf '\n$$ contraband %s\n' "$$*"; \
	  text=$$("$$binary" "$$@") || code=$$?; printf '%s\n' "$$text"; \
	  if [[ $$code != "$$expected" ]]; then echo "it ended with $$code; $$expected was expected" >&2; exit 1; fi; \
	  if ! grep -qF -- "$$words" <<<"$$text"; then echo "it did not say: $$words" >&2; exit 1; fi; \
	  echo "(exit $$code)"; \
	}; \
	walk 1 'htpasswd' dockerfile $(SAMPLES)/before; \
	walk 1 'etc/fargate/.htpasswd' image .build/samples/before.tar; \
	walk 1 'every port' deploy $(SAMPLES)/before; \
	walk 1 '/ecs/staging-site' dockerfile $(SAMPLES)/after; \
	walk 1 '/ecs/staging-site' deploy $(SAMPLES)/after; \
	walk 0 'PASS' dockerfile $(SAMPLES)/right; \
	walk 0 'PASS' deploy $(SAMPLES)/right; \
	walk 0 'PASS' image .build/samples/right.tar

# An optimised build, since thousands of rules in a debug build take minutes; in a folder of its own, since the
# flag that makes internals testable would otherwise make `make demo` build everything again.
TEST_FLAGS := -c release -Xswiftc -enable-testing --scratch-path .build-tests

test: deps test-deps
	$(SWIFT) build $(TEST_FLAGS) --build-tests
	CONTRABAND_BINARY="$$($(SWIFT) build $(TEST_FLAGS) --show-bin-path)/contraband" \
	  $(SWIFT) test $(TEST_FLAGS) --skip-build

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

format:
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

FUZZ := --package-path Tests/DockerfileFuzz --scratch-path .build-asan -c release --sanitize=address
FUZZ_SECONDS ?= 60
SEED ?= 1


fuzz:
	@$(SWIFT) build $(FUZZ) >/dev/null
	@"$$($(SWIFT) build $(FUZZ) --show-bin-path)/fuzz" $(FUZZ_SECONDS) $(SEED) Tests/DockerfileFolder/clean/* Tests/DockerfileFolder/snippets.txt

# IMAGE=FILE times a scan of that archive; the sample image stands in where none is named.
bench: release
	@image="$(IMAGE)"; \
	if [[ -z "$$image" ]]; then Samples/make-image $(DEMO_IMAGE); image=$(DEMO_IMAGE); fi; \
	binary="$$($(SWIFT) build -c release --show-bin-path)/contraband"; \
	for run in 1 2 3; do \
	  TIMEFORMAT="run $$run: %R s wall, %U s user, %S s system"; \
	  time { "$$binary" image --quiet --format json --output .build/bench.json "$$image" || true; }; \
	done; \
	ls -lL "$$image" | awk '{ printf "%.0f MB of archive\n", $$5 / 1e6 }'

clean:
	$(SWIFT) package clean
	rm -rf $(DEMO_IMAGE) .build/samples .build/bench.json
