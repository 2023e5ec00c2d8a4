# `make demo` and `make test` do all set-up on a Debian 12 with Swift 6.3; both can be run again.

BUILD_PACKAGES = pkg-config libpcap-dev libusb-1.0-0-dev libusbredirparser-dev libyaml-dev \
  zlib1g-dev libzstd-dev liblzma-dev libbz2-dev liblz4-dev libxxhash-dev
TEST_PACKAGES = tshark zstd xz-utils bzip2 lz4 dfu-util
DEB_PACKAGES = debhelper dpkg-dev chrpath lintian debootstrap
FORMAT_PACKAGES = libxml2-utils cmark-gfm python3-venv
GUEST_PACKAGES = qemu-system-x86 busybox-static cpio kmod udev xz-utils jq dfu-util tcpdump usbip \
  python3 python3-pip
CORPORA_PACKAGES = slurm-wlm slurm-wlm-basic-plugins munge parallel rsync openssh-server openssh-client iproute2 \
  strace python3 python3-venv
BROWSER_PACKAGES = chromium tshark python3 python3-pip
HOST_PACKAGES = python3 python3-pip
LAB_PACKAGES = openssh-server openssh-client python3 python3-pip
SWIFT = swift
FLAGS = --explicit-target-dependency-import-check error
PROGRAM = .build/debug/dfutrace
SHIPPED = captures/*/capture.pcap*
REPORTS = --format markdown=reports/ --format html=reports/
INDEX = reports/index.html

.PHONY: demo test test-browser test-guest test-guest-full test-hosts test-tutorial test-labs guest bench build lint \
  format reports check-reports check-formats check-library tables check-tables vectors check-vectors mutants \
  fuzz release proof-ci deb check-deb proof-deb proof-corpora docs serve-docs clean

demo:
	@Scripts/install $(BUILD_PACKAGES)
	$(SWIFT) build --product dfutrace
	@$(MAKE) --no-print-directory reports
	@echo
	@echo "The reports are in reports/. Open $(INDEX)."

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

# Runs hosts in Python on models, over USB/IP on loopback: no guest and no root.
test-hosts:
	@Scripts/install $(BUILD_PACKAGES) $(HOST_PACKAGES)
	@$(MAKE) --no-print-directory build
	@Tests/Hosts/run

# Runs the steps of docs/tutorial.md in the guest, as the page has them.
test-tutorial: guest
	@Scripts/install tshark
	@Tests/Guest/tutorial

# Tests packaging/labgrid: without a lab, then in a lab on loopback in the guest.
test-labs: guest
	@Scripts/install $(LAB_PACKAGES)
	@Tests/Labs/run
	@Tests/Guest/labs

guest:
	@Scripts/install $(BUILD_PACKAGES) $(GUEST_PACKAGES)
	@$(MAKE) --no-print-directory build
	@Tests/Guest/build
	@Tests/Guest/judge-controls

build:
	$(SWIFT) build --product dfutrace $(FLAGS)

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Plugins Examples Package.swift

format:
	$(SWIFT) format --in-place --recursive Sources Tests Plugins Examples Package.swift

# `check` must end with 1 here, because several of the shipped captures hold violations.
reports: build
	@for capture in $(SHIPPED); do $(PROGRAM) show $$capture >$${capture%/*}/transcript.txt; done
	@echo "Judging the shipped captures:"
	@$(PROGRAM) check captures --format text $(REPORTS) || test $$? -eq 1

check-reports: reports
	@Scripts/differs reports captures

# Reads reports in every format with programs that are not ours, and checks packaging/ci.
check-formats: build
	@Scripts/install $(FORMAT_PACKAGES)
	@Tests/Tools/check-formats $(PROGRAM)

# Builds the packages in Examples/ with the library product, and runs them.
check-library:
	@Scripts/install $(BUILD_PACKAGES)
	@SWIFT="$(SWIFT)" Scripts/check-library

# Compares with a bare libpcap loop and tshark; needs 3 GiB of disk.
bench:
	@Scripts/install $(BUILD_PACKAGES) gcc tshark valgrind
	@Benchmarks/run

# Writes the forms of the tables that the program carries, from the YAML in specs/.
TABLES = Sources/SpecTable/Prepared/Shipped.swift Sources/Suite/Conversations/ShippedStateTable.swift
tables:
	$(SWIFT) build --product dfutrace-prepare
	.build/debug/dfutrace-prepare specs Sources

check-tables: tables
	@Scripts/differs $(TABLES)

# Writes the shipped vectors, from a search over the models. Takes a minute.
vectors:
	$(SWIFT) build -c release --product dfutrace-vectors
	.build/release/dfutrace-vectors specs/vectors

check-vectors: vectors
	@Scripts/differs specs/vectors

# Changes every outcome of the table and every step of the reference model, one at a time, and
# shows how many changes the tests notice. Also shows how much of the table the models use.
mutants:
	$(SWIFT) build --build-tests $(FLAGS)
	@$(SWIFT) test --skip-build --filter 'MutantTests|FactsTableTests|ReverseTests'

# Feeds changed inputs to the readers, a minute for each; FUZZ_SECONDS=600 for longer.
fuzz:
	@Scripts/install $(BUILD_PACKAGES)
	@Scripts/fuzz $(or $(FUZZ_SECONDS),60)

# Writes dist/, a folder that runs on another Debian 12 with only libpcap0.8 installed.
release:
	@Scripts/install $(BUILD_PACKAGES)
	@folder=$$(SWIFT="$(SWIFT)" Scripts/build-release -Xlinker -rpath -Xlinker '$$ORIGIN/lib' -Xlinker -s) && \
	  Scripts/bundle "$$folder/dfutrace" dist
	@Scripts/same-reports dist/dfutrace

# Writes dist/dfutrace_VERSION_ARCH.deb: the program, man pages, completions, access to usbmon.
deb: release
	@Scripts/install $(DEB_PACKAGES)
	@SWIFT="$(SWIFT)" Scripts/deb
	@lintian --fail-on warning --tag-display-limit 0 dist/dfutrace_*.deb

# Installs, runs and removes the package on fresh Debians. Needs root.
check-deb:
	@Scripts/install $(DEB_PACKAGES)
	@Scripts/check-deb bookworm trixie

# Builds the package twice, in two folders, and compares the bytes.
proof-deb:
	@Scripts/install $(BUILD_PACKAGES) $(DEB_PACKAGES)
	@Scripts/same-deb

# Writes the documentation as a site, dist/docs/index.html, and looks for dead links.
docs: build
	@Scripts/install $(BUILD_PACKAGES) python3-venv
	@SWIFT="$(SWIFT)" Scripts/site/build

serve-docs:
	@Scripts/site/serve

# Runs the steps of packaging/ci on a fresh Debian 12, with the bundle in dist/; as root.
proof-ci: check-formats
	@Scripts/install debootstrap
	@test -x dist/dfutrace || { echo "Run 'make release' first."; exit 1; }
	@Tests/Packaging/proof-ci dist

# Judges 1,000 captures in shards, on Slurm and on hosts of our own, with the program in dist/, and
# compares with one run; as root.
proof-corpora:
	@Scripts/install $(CORPORA_PACKAGES)
	@test -x dist/dfutrace || { echo "Run 'make release' first."; exit 1; }
	@Tests/Corpora/proof dist/dfutrace

clean:
	$(SWIFT) package clean
	rm -rf .build/released
