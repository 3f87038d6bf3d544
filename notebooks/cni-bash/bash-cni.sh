#!/bin/bash
# A CNI plugin (specification 1.1.0): joins a pod to a bridge, with an address of a subnet.
#   {"type": "bash-cni", "bridge": "br0", "subnet": "172.16.0.0/24"}
# It is asked by the environment and stdin, and answers on stdout: nothing else may go there.
# shellcheck disable=SC2016 # the $ in single quotes are jq's
set -euo pipefail
shopt -s nullglob
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
command=${CNI_COMMAND:-} container=${CNI_CONTAINERID:-}
netns=${CNI_NETNS:-} ifname=${CNI_IFNAME:-}
fields='type|name|cniVersion|bridge|subnet|dns|args|prevResult|runtimeConfig'
device='^[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$'
version=1.1.0 address='' mac='' gateway='' gateway_mac=''

declare -A means=([1]='incompatible CNI version' [2]='unsupported field' [4]='invalid variable'
  [6]='no JSON object on stdin' [7]='invalid network configuration' [11]='try again later'
  [50]='not available' [51]='not available, nor may pods be reached' # from 100 on they are ours
  [100]='failed' [101]='no address is free' [102]='attached already' [103]='not as ADD left it')
fail() { # CODE DETAILS
  jq -n --arg version "$version" --argjson code "$1" --arg msg "${means[$1]}" --arg details "$2" \
    '{cniVersion: $version, code: $code, msg: $msg, details: $details}'
  exit 1
}
must() { # COMMAND...: it works, or all ends with its words
  local said
  said=$("$@" 2>&1) || fail 100 "$*: $said"
}
in_pod() { nsenter --net="$netns" "$@"; }
config() { jq -r "$@" <<< "$input"; }
spell() { # VARIABLE FORMAT NUMBER: the four bytes of an address
  # shellcheck disable=SC2059
  printf -v "$1" "$2" $(($3 >> 24 & 255)) $(($3 >> 16 & 255)) $(($3 >> 8 & 255)) $(($3 & 255))
}

# What comes in becomes part of commands and paths: nothing of it is trusted.
read_config() {
  local part
  input=$(< /dev/stdin)
  mapfile -d '' -t part < <(jq --raw-output0 -s --arg fields "^($fields|cni[.]dev/.*)$" '
    select(length == 1) | .[0] | objects |
    ([keys[] | select(test($fields) | not)] | join(", ")),
    (.cniVersion, .name, .bridge, .subnet | . // "")' <<< "$input")
  [[ ${#part[@]} == 5 ]] || fail 6 ''
  unknown=${part[0]} version=${part[1]} network=${part[2]} bridge=${part[3]} subnet=${part[4]}
}
read_network() {
  [[ $version == 1.[01].0 ]] || fail 1 "$version is asked for, 1.0.0 and 1.1.0 are spoken"
  [[ $network =~ ^[A-Za-z0-9][A-Za-z0-9_.-]*$ ]] || fail 7 "name: $network"
  state=/run/bash-cni/$network # a file an address; no pod outlives a reboot, nor does /run
  [[ -d $state ]] || mkdir -p "$state"
  exec 9< /run/bash-cni # one call at a time
  flock -w 60 9 || fail 11 'another call does not end'
}
read_subnet() {
  local byte='(0|[1-9][0-9]{0,2})' base
  [[ -z $unknown ]] || fail 2 "$unknown: $(config '.[$key]' --arg key "${unknown%%, *}")"
  [[ $bridge =~ $device ]] || fail 7 "bridge: $bridge"
  [[ $subnet =~ ^$byte\.$byte\.$byte\.$byte/$byte$ ]] || fail 7 "subnet: $subnet"
  local part=("${BASH_REMATCH[@]:1}")
  prefix=${part[4]}
  ((prefix >= 8 && prefix <= 30)) || fail 7 "subnet: $subnet is too large or too small"
  base=$((part[0] << 24 | part[1] << 16 | part[2] << 8 | part[3]))
  first=$(((base >> 32 - prefix << 32 - prefix) + 1)) last=$((first + (1 << 32 - prefix) - 3))
  spell base %d.%d.%d.%d $((first - 1))
  [[ $base/$prefix == "$subnet" ]] || fail 7 "subnet: $subnet, should it be $base/$prefix?"
  spell gateway %d.%d.%d.%d $first
}
read_attachment() {
  [[ $container =~ ^[A-Za-z0-9][A-Za-z0-9_.-]*$ ]] || fail 4 "CNI_CONTAINERID: $container"
  [[ $ifname =~ $device ]] || fail 4 "CNI_IFNAME: $ifname"
  attachment="$container $ifname"
}
read_netns() {
  [[ $netns == /* && -e $netns ]] || fail 4 "CNI_NETNS: there is no $netns"
  [[ ! $netns -ef /proc/self/ns/net ]] || fail 4 "CNI_NETNS: $netns is the machine's own"
}

name_host_end() { # ATTACHMENT: the same name each time, and nobody else's
  local sum
  read -r sum _ < <(sha256sum <<< "$network $1")
  host=veth${sum:0:11}
}
find_address() { # ATTACHMENT
  local file who
  for file in "$state"/*; do
    read -r who < "$file" && [[ $who == "$1" ]] && address=${file##*/} && return
  done
  return 1
}
take_address() { # the first that is free
  local number
  for ((number = first + 1; number <= last; number++)); do
    spell address %d.%d.%d.%d $number
    [[ -e $state/$address ]] || break
  done
  ((number <= last)) || fail 101 "$subnet"
  echo "$attachment" > "$state/$address"
  spell mac 02:42:%02x:%02x:%02x:%02x $number
}
add() {
  local routes='[]'
  ! find_address "$attachment" || fail 102 "$attachment has $address"
  take_address
  trap 'rm -f "$state/$address"' EXIT # an ADD that fails leaves nothing behind
  spell gateway_mac 02:42:%02x:%02x:%02x:%02x "$first"
  [[ -d /sys/class/net/$bridge/bridge ]] ||
    must ip link add "$bridge" up address "$gateway_mac" type bridge
  must ip addr replace "$gateway/$prefix" dev "$bridge"
  [[ $(< /proc/sys/net/ipv4/ip_forward) == 1 ]] || must sysctl -w net.ipv4.ip_forward=1
  name_host_end "$attachment"
  must ip link add "$host" type veth peer name "$ifname" address "$mac" netns "$netns"
  trap 'rm -f "$state/$address"; ip link del "$host"' EXIT
  must ip link set "$host" up master "$bridge"
  must in_pod ip addr add "$address/$prefix" dev "$ifname"
  must in_pod ip link set "$ifname" up
  if [[ -z $(in_pod ip route show default) ]]; then # of several interfaces the first leads out
    must in_pod ip route add default via "$gateway" dev "$ifname"
    routes='[{"dst": "0.0.0.0/0"}]'
  fi
  answer "$routes"
  trap - EXIT
}
answer() { # ROUTES: what another plugin of the chain has answered before goes on, with ours
  config --arg version "$version" --arg netns "$netns" --argjson routes "$1" \
    --arg bridge "$bridge" --arg bridge_mac "$(< "/sys/class/net/$bridge/address")" \
    --arg host "$host" --arg host_mac "$(< "/sys/class/net/$host/address")" \
    --arg ifname "$ifname" --arg mac "$mac" --arg ip "$address/$prefix" --arg gateway "$gateway" '
    (.prevResult // {}) as $before | ($before.interfaces // []) as $others | $before + {
      cniVersion: $version,
      interfaces: ($others + [
        {name: $bridge, mac: $bridge_mac},
        {name: $host, mac: $host_mac},
        {name: $ifname, mac: $mac, sandbox: $netns}]),
      ips: (($before.ips // []) + [
        {address: $ip, gateway: $gateway, interface: ($others | length + 2)}]),
      routes: (($before.routes // []) + $routes),
      dns: ($before.dns // .dns // {})}'
}
check() {
  local pod want
  [[ $(config '.prevResult | type') == object ]] || fail 7 'prevResult: none'
  find_address "$attachment" || fail 103 "no address is kept for $attachment"
  name_host_end "$attachment"
  [[ -e /sys/class/net/$bridge/brif/$host ]] || fail 103 "$host is no port of $bridge"
  pod=$(in_pod ip addr show dev "$ifname") || fail 103 "$ifname is gone"
  [[ $pod == *,UP,LOWER_UP* ]] || fail 103 "$ifname is not up, or $host is not"
  for want in $(config --arg ifname "$ifname" '.prevResult | .interfaces as $all |
    .ips[]? | select($all[.interface].name == $ifname) | .address'); do
    [[ $pod == *" inet $want "* ]] || fail 103 "$ifname has not $want"
  done
  for want in $(config '.prevResult.routes[]?.dst'); do
    [[ -n $(in_pod ip route show exact "$want") ]] || fail 103 "there is no route to $want"
  done
}
forget() { # ATTACHMENT: what is missing already is no error
  name_host_end "$1"
  ip link del "$host" 2> /dev/null || [[ ! -e /sys/class/net/$host ]] || return 1
  ! find_address "$1" || rm -f "$state/$address"
}
del() { forget "$attachment" || fail 100 "ip link del $host"; }
gc() { # all that the runtime does not list
  local file who left='' valid
  valid=$(config '."cni.dev/valid-attachments"[]? | "\(.containerID) \(.ifname)"')
  for file in "$state"/*; do
    read -r who < "$file" || true
    [[ -z $who ]] || ! grep -qxF "$who" <<< "$valid" || continue
    { forget "$who" && rm -f "$file"; } || left+=" $who"
  done
  [[ -z $left ]] || fail 100 "these are left:$left"
}
status() {
  local taken=("$state"/*)
  [[ -d /sys/class/net/$bridge/bridge || ${#taken[@]} == 0 ]] || fail 51 "$bridge is gone"
  ((${#taken[@]} < last - first)) || fail 50 "no address of $subnet is free"
}

read_config
[[ $command == VERSION ]] || read_network
case $command in
  VERSION) config '{cniVersion, supportedVersions: ["1.0.0", "1.1.0"]}' ;;
  ADD) read_subnet; read_attachment; read_netns; add ;;
  DEL) read_attachment; del ;;
  CHECK) read_subnet; read_attachment; read_netns; check ;;
  GC) gc ;;
  STATUS) read_subnet; status ;;
  *) fail 4 "CNI_COMMAND: $command" ;;
esac
