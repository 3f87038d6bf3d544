#!/bin/sh
# Makes a Debian root file system into one of the course's machines. Runs as root inside it: in the image build's
# chroot, or by `vagrant provision`. Running it twice does no harm.
set -eu

# --- names: mgmt0 is for management, eth0 and eth1 are the two data segments, on every provider, by MAC ---
# 52:54:00:6e:NODE:NIC, 6e for "n"; NIC 00 is management.
write() { mkdir -p "$(dirname "$1")" && cat >"$1"; }

for nic in mgmt0=00 eth0=01 eth1=02; do
  write "/etc/systemd/network/10-${nic%=*}.link" <<END
[Match]
MACAddress=52:54:00:6e:01:${nic#*=} 52:54:00:6e:02:${nic#*=}

[Link]
Name=${nic%=*}
MACAddressPolicy=none
END
done

# A device made by hand keeps the name and the address that the kernel gave it. udev's default would change the
# address a moment later, so that what one command shows is not what the next one sees.
write /etc/systemd/network/99-default.link <<END
[Match]
OriginalName=*

[Link]
NamePolicy=keep kernel
MACAddressPolicy=none
END

# The management address, without a daemon that watches every device the course makes.
write /usr/local/sbin/netdive-mgmt <<'END'
#!/bin/sh
# node1 is .11, node2 is .12: the fifth byte of mgmt0's MAC says which machine this is.
set -eu
node=$(cut -d: -f5 /sys/class/net/mgmt0/address)
ip address replace "192.168.127.1$((0x$node))/24" dev mgmt0
sysctl -qw net.ipv6.conf.mgmt0.disable_ipv6=1
ip link set mgmt0 up
END
chmod 755 /usr/local/sbin/netdive-mgmt
write /etc/systemd/system/netdive-mgmt.service <<END
[Unit]
Description=The management address
Wants=sys-subsystem-net-devices-mgmt0.device
After=sys-subsystem-net-devices-mgmt0.device
Before=ssh.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/netdive-mgmt

[Install]
WantedBy=multi-user.target
END

# --- SSH: by key only; no PAM and no look-ups, which cost most of a log-in's time on an emulated machine ---
write /etc/ssh/sshd_config.d/netdive.conf <<END
PermitRootLogin prohibit-password
PasswordAuthentication no
UsePAM no
UseDNS no
HostKey /etc/ssh/ssh_host_ed25519_key
MaxSessions 64
MaxStartups 64
PrintMotd no
PrintLastLog no
SetEnv LANG=C.UTF-8
END
# A machine gets its host key from whoever starts it; until then sshd has nothing to do.
write /etc/systemd/system/ssh.service.d/netdive.conf <<END
[Unit]
ConditionPathExists=/etc/ssh/ssh_host_ed25519_key
END

# --- quiet: nothing runs, sends or changes anything unless a chapter starts it ---
write /etc/sysctl.d/60-netdive.conf <<END
# ping without a file capability, which some ways of packing an image lose
net.ipv4.ping_group_range = 0 2147483647
# no router is there to be asked for
net.ipv6.conf.all.accept_ra = 0
net.ipv6.conf.default.accept_ra = 0
net.ipv6.conf.all.router_solicitations = 0
net.ipv6.conf.default.router_solicitations = 0
# messages of the kernel go to its log, not over a person's prompt
kernel.printk = 3 4 1 3
# sshd of a machine that was put back hears soon that the sessions of its snapshot have nobody at the other end
net.ipv4.tcp_keepalive_time = 1
net.ipv4.tcp_keepalive_intvl = 1
END
write /etc/systemd/journald.conf.d/netdive.conf <<END
[Journal]
Storage=volatile
RuntimeMaxUse=16M
END
systemctl disable --quiet ipvsadm.service nftables.service iperf3.service 2>/dev/null || true
systemctl mask --quiet apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer \
  man-db.timer systemd-tmpfiles-clean.timer systemd-networkd.service systemd-networkd.socket \
  systemd-networkd-wait-online.service systemd-resolved.service systemd-timesyncd.service systemd-pstore.service \
  e2scrub_reap.service getty@tty1.service sshd-keygen.service 2>/dev/null
systemctl enable --quiet netdive-mgmt.service ssh.service

# Whoever sets the clock after a restore also writes the hardware clock, by a program that takes half a second where it
# is emulated. This machine's hardware clock is its host's and right as it is.
[ -e /usr/sbin/hwclock ] || ln -s /bin/true /usr/sbin/hwclock

# --- a person's shell ---
write /root/.bashrc <<'END'
# sshd's commands read this file too; what follows is for a person, and slow.
[ -n "$PS1" ] || return
[ -r /usr/share/bash-completion/bash_completion ] && . /usr/share/bash-completion/bash_completion
alias ls='ls --color=auto' ip='ip --color=auto'
PS1='\u@\h:\w# '
END
