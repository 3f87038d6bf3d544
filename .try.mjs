import { lab } from '/work/wt/c-ipvlan/lib/dist/index.js';
const { node1, node2 } = await lab.open('ipvlan', { at: process.argv[2] });
for (const line of process.argv.slice(3)) {
  const [n, ...w] = line.split(':'); const node = n === '2' ? node2 : node1;
  const r = await node.try`bash -c ${w.join(':')}`;
  console.log('>', line, '\n' + r.stdout.trimEnd(), r.stderr.trimEnd(), r.exitCode);
}
lab.close(); process.exit();
