#!/bin/sh
# In a public Debian box: what the course's own image carries (packages.list), and a DHCP client for the management card. The
# box's kernel stays: the image's is for KVM and QEMU, and may not know VirtualBox's disk.
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
sed 's/#.*//; /^[[:space:]]*$/d; /^linux-image-/d' /tmp/packages.list |
  xargs apt-get install -y -qq --no-install-recommends dhcpcd-base
