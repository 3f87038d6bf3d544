#!/bin/sh
# Runs in the image after the base's provision.sh.
set -eu
# With the bpf target clang looks for asm/types.h outside of the machine's own folder of headers.
[ -e /usr/include/asm ] || ln -s "$(uname -m)-linux-gnu/asm" /usr/include/asm
