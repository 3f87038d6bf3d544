/** The Debian packages that bring Vagrant with libvirt. */
export const VAGRANT_PACKAGES: readonly string[] = [
  'vagrant',
  'vagrant-libvirt',
  'libvirt-daemon-system',
  'libvirt-clients',
  'dnsmasq-base',
  'iptables',
];
