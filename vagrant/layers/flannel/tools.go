//go:build tools

// Names what is built from other modules, so that `go mod tidy` keeps their versions.
package flannel

import _ "github.com/flannel-io/flannel"
