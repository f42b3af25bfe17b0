# What people do with a clone. On Debian and Ubuntu with Swift 6.3 each target installs what it lacks.

SHELL := /bin/bash
SUDO := $(shell test "$$(id -u)" -eq 0 || echo sudo)
SOURCES := Package.swift Plugins Sources Tests Benchmarks/Package.swift Benchmarks/Micro
PORT ?= 8080

.PHONY: serve image test lint format bench abuse fuzz mutations contract deployment proxies rolling sanitize libraries

## Builds for speed and serves the sample exports. Other data, another port: `make serve DATA=path PORT=9000`.
DATA ?= Config/samples
serve: libraries
	swift build -c release --product rungs
	@test -t 1 || printf 'Try:\n%s\n%s\n%s\n' \
	  "  curl http://127.0.0.1:$${RUNGS_PORT:-$(PORT)}/v1/frameworks" \
	  "  curl http://127.0.0.1:$${RUNGS_PORT:-$(PORT)}/v1/statements" \
	  "  curl -H 'Accept: text/csv' http://127.0.0.1:$${RUNGS_PORT:-$(PORT)}/v1/statements"
	@exec "$$(swift build -c release --show-bin-path)/rungs" serve --data "$(DATA)"

## The container image, by Docker or what has its commands: `make image ENGINE=podman IMAGE=rungs:dev`.
ENGINE ?= docker
IMAGE ?= rungs:0.1.0
image:
	$(ENGINE) build -t $(IMAGE) --build-arg REVISION="$$(git rev-parse HEAD)" \
	  --build-arg SOURCE="$$(git remote get-url origin 2> /dev/null)" .

## Builds and runs all tests.
test: libraries
	swift test

## Says what the formatter would change; nothing is written.
lint:
	swift format lint --strict --parallel --recursive $(SOURCES)

format:
	swift format --in-place --parallel --recursive $(SOURCES)

## CPU per request beside a C floor and nginx: Benchmarks/README.md.
bench: libraries
	swift build -c release --product rungs
	Benchmarks/run

## Slow, stalled, idle, broken and too many clients: Benchmarks/README.md. SCALE=0.1 takes under a minute.
SCALE ?= 1
abuse: libraries
	swift build -c release --product rungs
	Benchmarks/abuse/run --scale $(SCALE)

## Every fuzz target for SECONDS each; FOUND keeps what is found new, for the next run to go on from.
SECONDS ?= 60
FOUND ?=
fuzz: libraries
	Tests/Fuzzing/run $(SECONDS) $(FOUND)

## COUNT mutations of the samples, loaded and served, in a release build: a debug build takes four times as long.
COUNT ?= 100000
mutations: libraries
	swift build -c release --static-swift-stdlib --product mutations
	"$$(swift build -c release --static-swift-stdlib --show-bin-path)/mutations" $(COUNT)

## The contract held against a server by programs that are not ours; TOOLS keeps their packages for the next run.
TOOLS ?=
contract: libraries
	swift build -c release --product rungs
	Tests/Contract/run "$$(swift build -c release --show-bin-path)/rungs" $(TOOLS)

## Dockerfile, manifests and unit held against programs that are not ours; TOOLS as above.
deployment: libraries
	swift build -c release --product rungs
	Tests/Deployment/run "$$(swift build -c release --show-bin-path)/rungs" $(TOOLS)

## The proxies of Config before replicas of the program; CASES names some of them.
CASES ?=
proxies: libraries
	swift build -c release --product rungs
	Tests/Proxies/run "$$(swift build -c release --show-bin-path)/rungs" $(CASES)

## Replicas replaced one by one under load for SECONDS.
rolling: libraries
	swift build -c release --product rungs
	Tests/Proxies/rolling "$$(swift build -c release --show-bin-path)/rungs" $(SECONDS)

## Threads under the thread sanitizer, parsers and conformance under the address sanitizer. No report is suppressed; leaks
## are not looked for, since the runtime of Swift keeps what it makes once.
sanitize: export RUNGS_TEST_SANITIZED = 1
sanitize: libraries
	swift test --sanitize=thread --scratch-path .build-thread \
	  --filter 'ServerTests|CatalogTests|LoadTests|WatchTests|MetricsTests|ListenerTests|TLSTests'
	ASAN_OPTIONS=detect_leaks=0 swift test --sanitize=address --scratch-path .build-address \
	  --filter 'JSONTests|HTTPTests|CatalogTests|ConformanceTests'

## OpenSSL and zlib: headers and libraries.
libraries:
	@if ! test -e /usr/include/zlib.h -a -e /usr/include/openssl/evp.h || ! command -v pkg-config > /dev/null; then \
	  set -ex; \
	  $(SUDO) apt-get update -q; \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
	    libssl-dev zlib1g-dev pkg-config; \
	fi
