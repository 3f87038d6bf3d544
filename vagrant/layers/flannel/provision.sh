#!/bin/sh
# Runs in the image after the base's provision.sh.
set -eu
# A chapter starts what it shows.
systemctl disable --quiet etcd.service

# flanneld has no service of its own in Debian. Like etcd's, this one reads its settings from /etc/default, and is started when
# the daemon says that it is ready.
cat >/etc/systemd/system/flanneld.service <<'END'
[Unit]
Description=Flannel: a subnet for this machine, and the way to all others

[Service]
Type=notify
EnvironmentFile=/etc/default/flanneld
ExecStart=/usr/local/bin/flanneld
TimeoutStartSec=60
END
