#!/bin/sh
# Runs in the image after the base's provision.sh.
set -eu
# A chapter starts what it shows.
systemctl disable --quiet containerd.service
