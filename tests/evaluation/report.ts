import type { Outcome } from './evaluate';
import type { RecordedVectors } from './recorded-vectors';
import type { Figures, Summary } from './summary';

/** The figures of all back ends as a page. @param vectors says what the vectors of hybrid search come from */
export function report(summaries: Summary[], missed: Map<string, Outcome[]>, vectors: string): string {
  return `${[HEAD, vectors, ...summaries.map((summary) => section(summary, missed.get(summary.backEnd) ?? []))].join('\n\n')}\n`;
}

const HEAD = `# Search and citations, evaluated

Printed by \`npm run eval\`. The questions and how they were written: [tests/evaluation](../../tests/evaluation/README.md).`;

/** What the vectors that were recorded show, and what not. */
export function aboutRecorded({ model, dimensions, size, missing }: RecordedVectors): string {
  const gaps = missing.size
    ? `${missing.size} texts have changed since and have no vector: they are found by words alone.`
    : 'No text has changed since.';
  return `**What hybrid search shows here, and what not.** Its vectors are those of ${model} (${dimensions} dimensions), an open model that
runs anywhere, recorded for ${size} texts: the passages of the course, the lines by which students ask for them, and the questions.
${gaps} So the figures are the same on every machine, without a key, and are those of a real model. They are not those of
\`text-embedding-3-small\`, for which the product is set up, nor of Qdrant's approximate index: the stand-in compares every vector.`;
}

function section(
  { backEnd, all, bySplit, byModule, byKind, unanswerable, citations }: Summary,
  missed: Outcome[],
): string {
  return `## ${backEnd}

| Questions | n | recall@5 | MRR@10 | nDCG@10 |
| --- | --- | --- | --- | --- |
${row('**all**', all)}
${rows(bySplit)}
${rows(byModule)}
${rows(byKind)}

Of ${unanswerable.questions} questions that the course cannot answer, the search had nothing on ${percent(unanswerable.nothingFound)} and the tutor declined ${percent(unanswerable.declined)}.
Of ${citations.emitted} citations, ${percent(citations.valid)} were retrieved in the turn that cites them.

${missed.length ? `Missed among the tuning half: ${missed.map(({ question }) => `“${question.question}”`).join(' · ')}` : 'Nothing was missed in the tuning half.'}`;
}

function rows(groups: Record<string, Figures>): string {
  return Object.entries(groups)
    .map(([name, figures]) => row(name, figures))
    .join('\n');
}

function row(name: string, { questions, recallAt5, mrrAt10, ndcgAt10 }: Figures): string {
  return `| ${name} | ${questions} | ${recallAt5.toFixed(3)} | ${mrrAt10.toFixed(3)} | ${ndcgAt10.toFixed(3)} |`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
