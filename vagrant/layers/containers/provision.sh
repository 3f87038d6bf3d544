#!/bin/sh
# Runs in the image after the base's provision.sh.
set -eu
# A chapter starts what it shows. AppArmor's hundred profiles would take an emulated machine a minute at each boot, and confine tcpdump.
systemctl disable --quiet containerd.service apparmor.service

# What musl-gcc is to gcc, for tcc: a program that carries its C library with it, so that it runs in an empty root.
cat >/usr/local/bin/musl-tcc <<'EOF'
#!/bin/sh
# musl-tcc ARGUMENTS: tcc, static, against musl.
musl=/usr/lib/$(uname -m)-linux-musl
tcc=/usr/lib/$(uname -m)-linux-gnu/tcc
exec tcc -static -nostdlib -nostdinc -I "/usr/include/$(uname -m)-linux-musl" -I "$tcc/include" \
  "$musl/crt1.o" "$musl/crti.o" "$@" "$musl/libc.a" "$tcc/libtcc1.a" "$musl/crtn.o"
EOF
chmod +x /usr/local/bin/musl-tcc
