// Prints what a browser fetches before the first page stands, gzipped, and fails above the bar.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 280;
const html = readFileSync('dist/index.html', 'utf8');
const start = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1]);
let total = 0;
for (const file of start) {
    const size = gzipSync(readFileSync(`dist/${file}`)).length;
    total += size;
    console.log(`${(size / 1024).toFixed(1).padStart(8)} KB gzip  ${file}`);
}
console.log(`${(total / 1024).toFixed(1).padStart(8)} KB gzip  start JS, at most ${LIMIT_KB}`);
if (start.length === 0 || total / 1024 > LIMIT_KB) {
    console.error('Start JS is over its bar (or was not found).');
    process.exit(1);
}
