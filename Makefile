# `make demo` and `make test` do all set-up on a Debian 12 with Swift 6.3; both can be run again.

BUILD_PACKAGES = pkg-config libpcap-dev libusb-1.0-0-dev libusbredirparser-dev libyaml-dev \
  zlib1g-dev libzstd-dev liblzma-dev libbz2-dev liblz4-dev
TEST_PACKAGES = tshark zstd xz-utils bzip2 lz4
GUEST_PACKAGES = qemu-system-x86 busybox-static cpio kmod udev xz-utils jq dfu-util tcpdump usbip \
  python3 python3-pip
BROWSER_PACKAGES = chromium tshark python3 python3-pip
SWIFT = swift
FLAGS = --explicit-target-dependency-import-check error
PROGRAM = .build/debug/dfutrace
SHIPPED = captures/*/capture.pcap*

.PHONY: demo test test-browser test-guest test-guest-full guest bench build lint format reports check-reports \
  tables check-tables vectors check-vectors mutants fuzz release clean

demo:
	@Scripts/install $(BUILD_PACKAGES)
	$(SWIFT) build --product dfutrace
	@$(MAKE) --no-print-directory reports
	@echo "The reports are in reports/: begin with reports/README.md."

test:
	@Scripts/install $(BUILD_PACKAGES) $(TEST_PACKAGES)
	@$(MAKE) --no-print-directory lint
	$(SWIFT) build --build-tests $(FLAGS)
	@Scripts/run-tests
	@$(MAKE) --no-print-directory check-tables

# Opens HTML reports of the built program in Debian's Chromium.
test-browser:
	@Scripts/install $(BUILD_PACKAGES) $(BROWSER_PACKAGES)
	@$(MAKE) --no-print-directory build
	@Tests/Browser/run

# Runs scenarios in a Linux guest, with models as devices, real host tools and usbmon.
test-guest: guest
	@Tests/Guest/run

# Runs every personality with every scenario and every fault plan. Takes more than an hour.
test-guest-full: guest
	@Tests/Guest/build --hosts
	@Tests/Guest/run --full

guest:
	@Scripts/install $(BUILD_PACKAGES) $(GUEST_PACKAGES)
	@$(MAKE) --no-print-directory build
	@Tests/Guest/build
	@Tests/Guest/judge-controls

build:
	$(SWIFT) build --product dfutrace $(FLAGS)

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Plugins Package.swift

format:
	$(SWIFT) format --in-place --recursive Sources Tests Plugins Package.swift

# `check` must end with 1 here, because several of the shipped captures hold violations.
reports: build
	@echo "Judging the shipped captures:"
	@$(PROGRAM) check captures || test $$? -eq 1
	@$(PROGRAM) check captures --format markdown -o reports/ || test $$? -eq 1
	@for capture in $(SHIPPED); do $(PROGRAM) show $$capture >$${capture%/*}/transcript.txt; done

check-reports: reports
	@test -z "$$(git status --porcelain reports captures)" || \
	  { echo "Not what 'make reports' writes:"; git status --short reports captures; exit 1; }

# Compares with a bare libpcap loop and tshark; needs 3 GiB of disk.
bench:
	@Scripts/install $(BUILD_PACKAGES) gcc tshark valgrind
	@Benchmarks/run

# Writes the form of the tables that the program carries, from the YAML in specs/.
tables:
	$(SWIFT) build --product dfutrace-prepare
	.build/debug/dfutrace-prepare specs Sources/SpecTable/Prepared

check-tables: tables
	@test -z "$$(git status --porcelain Sources/SpecTable/Prepared)" || \
	  { echo "Sources/SpecTable/Prepared is not what 'make tables' writes."; exit 1; }

# Writes the shipped vectors, from a search over the models. Takes a minute.
vectors:
	$(SWIFT) build -c release --product dfutrace-vectors
	.build/release/dfutrace-vectors specs/vectors

check-vectors: vectors
	@test -z "$$(git status --porcelain specs/vectors)" || \
	  { echo "specs/vectors is not what 'make vectors' writes."; exit 1; }

# Changes every outcome of the table and every step of the reference model, one at a time, and
# shows how many changes the tests notice. Also shows how much of the table the models use.
mutants:
	$(SWIFT) build --build-tests $(FLAGS)
	@$(SWIFT) test --skip-build --filter 'MutantTests|FactsTableTests|ReverseTests'

# Feeds changed inputs to the readers, a minute for each of ten; FUZZ_SECONDS=600 for longer.
fuzz:
	@Scripts/install $(BUILD_PACKAGES)
	@Scripts/fuzz $(or $(FUZZ_SECONDS),60)

# Writes dist/, a folder that runs on another Debian 12 with only libpcap0.8 installed.
release:
	@Scripts/install $(BUILD_PACKAGES)
	@folder=$$(SWIFT="$(SWIFT)" Scripts/build-release -Xlinker -rpath -Xlinker '$$ORIGIN/lib' -Xlinker -s) && \
	  Scripts/bundle "$$folder/dfutrace" dist
	@Scripts/same-reports dist/dfutrace

clean:
	$(SWIFT) package clean
	rm -rf .build/released
