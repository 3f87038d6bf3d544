#!/bin/bash
# image.sh OUT [LAYER...]: builds the machines' image into the existing folder OUT: disk.qcow2, vmlinuz, initrd.img,
# packages.txt. A layer is a folder: packages.list, and where it needs them provision.sh, which runs in the image after
# the base's, and payload.tar, which is unpacked at the image's root.
# Runs as root, or as an ordinary user by user namespaces; mmdebstrap finds out. In a user namespace the builder may not
# write where the user may, so the results leave as a tar stream through a file descriptor that is open already.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$1
shift
suite=trixie
lists=("$here/packages.list")
hooks=()
provision() { hooks+=(--customize-hook="upload '$1' '/root/$2'" --customize-hook="chroot \"\$1\" sh '/root/$2'; rm \"\$1/root/$2\""); }

provision "$here/provision.sh" provision.sh
for layer in "$@"; do
  lists+=("$layer/packages.list")
  [ ! -e "$layer/payload.tar" ] || hooks+=(--customize-hook="tar-in '$layer/payload.tar' /")
  [ ! -e "$layer/provision.sh" ] || provision "$layer/provision.sh" "provision-$(basename "$layer").sh"
done
packages=$(sed 's/#.*//; /^[[:space:]]*$/d' "${lists[@]}" | paste -sd, -)

initramfs='mkdir -p "$1/etc/initramfs-tools/conf.d"
  printf "MODULES=list\nCOMPRESS=zstd\nCOMPRESSLEVEL=1\n" >"$1/etc/initramfs-tools/conf.d/netdive"
  printf "virtio_pci\nvirtio_blk\next4\n" >"$1/etc/initramfs-tools/modules"'
finish='set -e
  rm -f "$1"/etc/ssh/ssh_host_* "$1/etc/resolv.conf" "$1/etc/hostname"; : >"$1/etc/machine-id"
  echo "/dev/vda / ext4 rw,noatime 0 0" >"$1/etc/fstab"'
# A file system of 6 GB of which only what is used takes room: a learner's own files fit in.
# The bind mount shows the tree without the builder's /proc, /sys and /dev on it.
pack='set -e; mkdir "$1.out" "$1.out/root"; mount --bind "$1" "$1.out/root"
  trap "umount \"$1.out/root\"; rm -rf --one-file-system \"$1.out\"" EXIT
  mv "$1"/boot/initrd.img-* "$1.out/initrd.img"; mv "$1"/boot/vmlinuz-* "$1.out/vmlinuz"
  chroot "$1" dpkg-query -W >"$1.out/packages.txt"
  rm -rf "$1"/boot/* "$1"/var/cache/apt/* "$1"/var/lib/apt/lists/*
  mke2fs -q -t ext4 -O ^has_journal -E lazy_itable_init=1 -L netdive -d "$1.out/root" "$1.out/disk.raw" 6G
  tar -cSf - -C "$1.out" disk.raw vmlinuz initrd.img packages.txt >&9'

mmdebstrap --variant=minbase --format=null --include="$packages" \
  --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Retries "3"' \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='force-unsafe-io' \
  --essential-hook="$initramfs" "${hooks[@]}" --customize-hook="$finish" --customize-hook="$pack" \
  "$suite" /dev/null 9>&1 >&2 | tar -xSf - -C "$out" --no-same-owner
# Compressed, it is a file like others: small, without holes that a copy might fill, and one checksum tells it is whole.
echo 'I: compressing the disk...' >&2
qemu-img convert -f raw -O qcow2 -c -o compression_type=zstd "$out/disk.raw" "$out/disk.qcow2"
rm "$out/disk.raw"
