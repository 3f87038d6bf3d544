#!/bin/bash
# isolated.sh COMMAND...: runs a command beside a libvirt of its own. To be called by `unshare --net --mount`: the networks,
# the firewall and the libvirt of this computer stay as they are. Ends what it started, by its id, and
# removes $LIBVIRT_HOME, where all of its files are.
set -euo pipefail
home=$LIBVIRT_HOME
mkdir -p "$home"/{etc,lib,run,cache,log,images}
ip link set lo up
umount -R /sys/fs/cgroup 2>/dev/null || true
cp -r /etc/libvirt/. "$home/etc"
printf '%s\n' 'user = "root"' 'group = "root"' 'security_driver = "none"' 'cgroup_controllers = [ ]' >"$home/etc/qemu.conf"
rm -rf "$home"/etc/qemu/networks/autostart
mount --bind "$home/etc" /etc/libvirt
mount --bind "$home/lib" /var/lib/libvirt
mkdir -p /run/libvirt /var/cache/libvirt
mount --bind "$home/run" /run/libvirt
mount --bind "$home/cache" /var/cache/libvirt
mkdir -p /var/lib/libvirt/{images,dnsmasq,qemu}
started=()
finish() {
  for domain in $(virsh -q -c qemu:///system list --name 2>/dev/null); do virsh -q -c qemu:///system destroy "$domain" >&2; done
  for network in $(virsh -q -c qemu:///system net-list --name 2>/dev/null); do virsh -q -c qemu:///system net-destroy "$network" >&2; done
  kill "${started[@]}" && wait "${started[@]}" || true
  rm -rf "$home" # what is mounted from it is this namespace's only
}
trap finish EXIT
/usr/sbin/virtlogd --pid-file "$home/virtlogd.pid" >"$home/virtlogd.log" 2>&1 & started+=($!)
/usr/sbin/libvirtd --pid-file "$home/libvirtd.pid" >"$home/libvirtd.log" 2>&1 & started+=($!)
for _ in $(seq 100); do
  virsh -q -c qemu:///system version >/dev/null 2>&1 && break
  kill -0 "${started[1]}" || { cat "$home/libvirtd.log" >&2; exit 1; }
  sleep 0.1 # libvirtd says nothing when it is ready: it can only be asked again
done
"$@"
