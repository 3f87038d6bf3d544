#!/bin/sh
# Runs in the image after the base's provision.sh.
set -eu
# A chapter starts what it shows, and what it ends stays ended.
systemctl disable --quiet bird.service
mkdir -p /etc/systemd/system/bird.service.d
printf '[Service]\nRestart=no\n' >/etc/systemd/system/bird.service.d/netdive.conf
