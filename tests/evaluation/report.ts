import type { Outcome } from './evaluate';
import type { RecordedVectors } from './recorded-vectors';
import type { Figures, Summary } from './summary';
import type { UncoveredFigures, WordingFigures, Wordings } from './wordings';

/**
 * The figures of all back ends as a page.
 *
 * @param vectors says what the vectors of hybrid search come from
 * @param wordings what other lengths and wordings of questions show, where that was tried
 */
export function report(
  summaries: Summary[],
  missed: Map<string, Outcome[]>,
  vectors: string,
  wordings?: Wordings,
): string {
  const sections = summaries.map((summary) => section(summary, missed.get(summary.backEnd) ?? []));
  return `${[HEAD, vectors, ...sections, ...(wordings ? [wordingsSection(wordings)] : [])].join('\n\n')}\n`;
}

const HEAD = `# Search and citations, evaluated

Printed by \`npm run eval\`. The questions and how they were written: [tests/evaluation](../../tests/evaluation/README.md).
The columns of BM25 are those of MiniSearch with its defaults over the same passages.`;

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

| Questions | n | recall@5 | MRR@10 | nDCG@10 | BM25 recall@5 | BM25 MRR@10 |
| --- | --- | --- | --- | --- | --- | --- |
${row('**all**', all)}
${rows(bySplit)}
${rows(byModule)}
${rows(byKind)}

Of ${unanswerable.questions} questions that the course cannot answer, the search had nothing on ${percent(unanswerable.nothingFound)} and the tutor declined ${percent(unanswerable.declined)}; BM25 had nothing on ${percent(unanswerable.baselineNothingFound)}.
Of ${citations.emitted} citations, ${percent(citations.valid)} were retrieved in the turn that cites them.

${missed.length ? `Missed among the tuning half: ${missed.map(({ question }) => `“${question.question}”`).join(' · ')}` : 'Nothing was missed in the tuning half.'}`;
}

function rows(groups: Record<string, Figures>): string {
  return Object.entries(groups)
    .map(([name, figures]) => row(name, figures))
    .join('\n');
}

function row(name: string, { questions, recallAt5, mrrAt10, ndcgAt10, baseline }: Figures): string {
  return cells(
    name,
    questions,
    ...[recallAt5, mrrAt10, ndcgAt10, baseline.recallAt5, baseline.mrrAt10].map(decimal),
  );
}

/** How questions of other lengths and wordings fare. */
export function wordingsSection({ backEnd, uncovered, covered, answered }: Wordings): string {
  return `## Other lengths and wordings (${backEnd})

Questions from everyday life and from other technical fields, by how many sentences they have:

| Uncovered | n | the tutor declined | the search had nothing | BM25 had nothing |
| --- | --- | --- | --- | --- |
${uncovered.map(uncoveredRow).join('\n')}

Each question that the course answers, put in other ways:

| Covered | n | the search had nothing | the guide quoted nothing | recall@5 | MRR@10 | BM25 recall@5 | BM25 MRR@10 |
| --- | --- | --- | --- | --- | --- | --- | --- |
${covered.map(wordingRow).join('\n')}

${answered.length ? `Answered among the uncovered of the tuning half: ${answered.map((question) => `“${question}”`).join(' · ')}` : 'No uncovered question of the tuning half was answered.'}`;
}

function uncoveredRow({
  sentences,
  questions,
  declined,
  nothingFound,
  baselineNothingFound,
}: UncoveredFigures): string {
  const name = sentences === 1 ? 'one sentence' : `${sentences} sentences`;
  return cells(name, questions, ...[declined, nothingFound, baselineNothingFound].map(percent));
}

function wordingRow(row: WordingFigures): string {
  const { wording, questions, nothingFound, unquoted, recallAt5, mrrAt10, baseline } = row;
  const figures = [recallAt5, mrrAt10, baseline.recallAt5, baseline.mrrAt10].map(decimal);
  return cells(wording, questions, percent(nothingFound), percent(unquoted), ...figures);
}

function cells(...values: (string | number)[]): string {
  return `| ${values.join(' | ')} |`;
}

function decimal(figure: number): string {
  return figure.toFixed(3);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
