// typst.js FILE.typ OUT.pdf RUNS: the median processor time of a document in one process [ms], Typst's caches emptied before
// each run; RUNS 0: once, for a measurement from outside. NODE_PATH names a folder with the npm package that holds Typst.
const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler');
const fs = require('fs');
const path = require('path');

const [file, out, count] = process.argv.slice(2);
const workspace = path.resolve(path.dirname(file));
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [path.resolve('build/fonts')] }] });

function render() {
  compiler.evictCache(0);
  fs.writeFileSync(out, compiler.pdf({ mainFilePath: path.resolve(file) }));
}

function cpu() {
  const u = process.cpuUsage();
  return (u.user + u.system) / 1000;
}

render();
const times = [];
for (let i = 0; i < Number(count); i++) {
  compiler.reset?.();
  const start = cpu();
  render();
  times.push(cpu() - start);
}
times.sort((a, b) => a - b);
if (times.length)
  console.log(times[times.length >> 1].toFixed(2));
