//go:build tools

// Names what is built from other modules, so that `go mod tidy` keeps their versions.
package containers

import _ "github.com/containernetworking/cni/cnitool"
