import { readFileSync } from 'node:fs';
import { readQuestions } from '../tests/evaluation/course/read-questions';
import { measureCourse } from '../tests/evaluation/course/measure-course';
const sums: Record<string, number[]> = {};
const half = process.argv[2] ?? 'dev';
for (const name of (process.argv[3]?.split(',') ?? ['robolearn','rust','iot','hf','rl','astro','otel','own'])) {
  const dir = `/tmp/courses/${name}`;
  const passages = JSON.parse(readFileSync(`/tmp/courses/${name}.passages.json`, 'utf8'));
  console.log(name, passages.length);
  for (const f of measureCourse(passages, readQuestions(`/tmp/courses/${name}.${half}.json`)))
    { (sums[f.search] ??= []).push(f.recallAt5, f.mrr); if (f.search === 'ours' || !process.env.PB) console.log('  ', f.search.padEnd(26), f.recallAt5.toFixed(3), f.mrr.toFixed(3), 'covered declined', f.covered.declined.toFixed(3), f.covered.count, 'foreign declined', f.foreign.declined.toFixed(3), f.foreign.count); }
}
for (const [k, v] of Object.entries(sums)) console.log('MEAN', k, v.filter((_, i) => i % 2 === 0).reduce((a, b) => a + b, 0) / (v.length / 2), v.filter((_, i) => i % 2 === 1).reduce((a, b) => a + b, 0) / (v.length / 2));
