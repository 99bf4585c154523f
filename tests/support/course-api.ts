import type { AppServer } from './app-server';
import type { ChatClient } from './chat-client';
import { readMetrics } from './metrics';

/** Searches the course as a signed-in student. */
export async function searchCourse(student: ChatClient) {
  const answer = await fetch(`${student.url}/api/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...student.headers },
    body: JSON.stringify({ query: 'What is a topic?' }),
  });
  const { total_found } = await answer.json();
  return { status: answer.status, passages: Number(total_found) };
}

/** The value of a series of the metrics, 0 before it was first counted. */
export async function metricOf({ url }: AppServer, series: string): Promise<number> {
  return (await readMetrics(url)).get(series) ?? 0;
}

/** Searches that the local index answered, or that had no vector. */
export function fallbacksOf(app: AppServer, reason: string): Promise<number> {
  return metricOf(app, `robolearn_search_fallbacks_total{reason="${reason}"}`);
}
