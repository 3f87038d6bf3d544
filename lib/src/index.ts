// What a cell can import. One entry point, because tslab's compiler resolves no other.
import { keepOpened } from './course/keep-progress.js';
import { takeStage } from './course/stage.js';
import { installHook } from './kernel/hook.js';
export { lab, type Lab, type Nodes, type OpenOptions } from './lab/lab.js';
export type { PlaceToListen } from './lab/capture/place-to-listen.js';
export type { Topology } from './lab/drawing.js';
export type { CheckpointRow } from './lab/checkpoint-kind.js';
export type { Checkpoint } from './provider/provider.js';
export type { Namespace, Node } from './lab/node.js';
export type { Iperf3Options } from './lab/iperf3.js';
export type { PingOptions } from './lab/ping.js';
export type { CaptureHere, Place } from './lab/place.js';
export type { PathMtuOptions } from './lab/path-mtu/find-path-mtu.js';
export type { MtuOutcome, MtuProbe, PathMtu } from './lab/path-mtu/path-mtu.js';
export type { Pinged, PingingOptions } from './lab/pinging.js';
export type { Service, StartOptions } from './lab/service.js';
export type { CommandOptions, Dollar } from './lab/dollar.js';
export type { Capture } from './lab/capture/show-capture.js';
export type { Loss } from './lab/capture/loss.js';
export type { CaptureOptions } from './lab/capture/tcpdump.js';
export type { Field, Layer, Packet, Vantage } from './capture/packet.js';
export { packetFrom, type BeginsWith } from './capture/packet-from.js';
export { vlanTags, type VlanTag } from './capture/vlan-tags.js';
export type { WriteOptions, WrittenFile } from './lab/write-file.js';
export type { Watched } from './lab/watch.js';
export type { Followed, FollowOptions } from './lab/follow/follow.js';
export type { BpfMapDuring, BpfMapDuringOptions } from './lab/bpf-map-during.js';
export { until } from './lab/until.js';
export { verifierLog } from './lab/verifier-log.js';
export { show, type Showable, type Thing } from './kernel/display.js';
export { check } from './course/check.js';
export { hint } from './course/hint.js';
export { outcome, predict } from './course/predict.js';
export { chart, chartSpec } from './view/chart.js';
export { drawJourney, type JourneyOptions } from './view/journey.js';
export { packet, type PacketOptions } from './view/packet.js';
export { sequence, type SequenceOptions } from './view/sequence.js';
export { table } from './view/table.js';
export { terminal } from './view/terminal.js';
export type { AddressOf, Change, CounterChange, Difference } from './view/difference.js';
export type { View } from './view/view.js';
export { LabError, NetdiveError, ParseError } from './errors.js';
export { CommandError } from './transport/command-error.js';
export type { Result } from './transport/result.js';
export type {
  ClockDifference,
  End,
  EndReason,
  Flight,
  FragmentPart,
  Hop,
  HopChange,
  Journey,
} from './capture/journey/journey.js';
export type { Address, AddressRow } from './parse/address.js';
export type { BgpSession } from './parse/bgp-session.js';
export type { BpfEntry, BpfValue } from './parse/bpf-map.js';
export type { BridgeLink } from './parse/bridge-link.js';
export type { BridgeVlan, BridgeVlanRow } from './parse/bridge-vlan.js';
export type { FdbEntry } from './parse/fdb.js';
export type { Throughput, ThroughputInterval } from './parse/iperf3.js';
export type { RealServer, VirtualService } from './parse/ipvs.js';
export type { IpvsConnection } from './parse/ipvs-connection.js';
export type { Link, LinkInfo, LinkStats } from './parse/link.js';
export type { QosMapping } from './parse/link-info/vlan.js';
export type { MdbEntry } from './parse/mdb.js';
export type { Neighbour } from './parse/neigh.js';
export type { Netns } from './parse/netns.js';
export type { PingLoss } from './parse/ping-loss.js';
export type { Ping, PingReply } from './parse/ping.js';
export type { Process } from './parse/process.js';
export type { Route } from './parse/route.js';
export type { VerifierLog, VerifierRefusal, VerifierStep } from './parse/verifier-log.js';
export type { BpfSample } from './view/bpf-samples.js';

// In a kernel that our kernelspec did not start. Does nothing elsewhere.
installHook();
keepOpened();
takeStage();
