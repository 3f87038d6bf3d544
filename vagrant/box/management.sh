#!/bin/sh
# In a public Debian box, after provision.sh: mgmt0 has the address that the hypervisor's network gives it, not the course's own.
set -eu
systemctl disable --quiet netdive-mgmt.service
systemctl mask --quiet networking.service 2>/dev/null || true
# Where the management card comes first, the kernel has given its name eth0, and udev does not wait until it is free.
cat >/usr/local/sbin/netdive-names <<'NAMES'
#!/bin/sh
set -eu
cards=$(ip -br link | awk '$3 ~ /^52:54:00:6e:0[12]:0[012]$/ { print $1, substr($3, 16, 2) }')
echo "$cards" | while read -r name number; do
  ip link set dev "$name" down
  ip link set dev "$name" name "netdive$number"
done
for card in mgmt0=00 eth0=01 eth1=02; do ip link set dev "netdive${card#*=}" name "${card%=*}"; done
# The address by which chapters know the machine, beside the one that the hypervisor's network gives it.
node=$(cut -d: -f5 /sys/class/net/mgmt0/address)
ip address replace "192.168.127.1$((0x$node))/32" dev mgmt0
# LACP wants a speed; a card of VirtualBox tells none.
for card in eth0 eth1; do ethtool -s "$card" speed 1000 duplex full || true; done
NAMES
chmod 755 /usr/local/sbin/netdive-names
cat >/etc/systemd/system/netdive-dhcp.service <<'UNIT'
[Unit]
Description=The management address
After=systemd-udev-settle.service
Wants=systemd-udev-settle.service
Before=ssh.service

[Service]
ExecStartPre=/usr/local/sbin/netdive-names
ExecStart=/usr/sbin/dhcpcd --nobackground --ipv4only mgmt0

[Install]
WantedBy=multi-user.target
UNIT
systemctl enable --quiet netdive-dhcp.service
