#!/bin/sh
# payload.sh OUT: builds flanneld, which Debian has not, into OUT/usr/local/bin. Runs as an ordinary user in a copy of
# this folder, which is removed afterwards with all that is downloaded into it.
set -eu
out=$1
if ! command -v gcc >/dev/null; then
  echo 'A C compiler is missing: sudo apt-get install gcc libc6-dev' >&2
  exit 1
fi
. ../../payload/go.sh
version=$(sed -n 's|.*github.com/flannel-io/flannel \(v[0-9.]*\).*|\1|p' go.mod)
echo "building flanneld $version"
mkdir -p "$out/usr/local/bin"
# Static: the udp backend is C, and this computer's libc need not be the image's.
CGO_ENABLED=1 go build -trimpath -o "$out/usr/local/bin/flanneld" -ldflags \
  "-s -w -X github.com/flannel-io/flannel/pkg/version.Version=$version -extldflags -static" github.com/flannel-io/flannel
