#!/bin/sh
# payload.sh OUT: builds cnitool, which Debian has not, into OUT/usr/local/bin. Runs as an ordinary user in a copy of this
# folder, which is removed afterwards with all that is downloaded into it.
set -eu
out=$1
. ../../payload/go.sh
echo 'building cnitool'
mkdir -p "$out/usr/local/bin"
CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o "$out/usr/local/bin/cnitool" github.com/containernetworking/cni/cnitool
