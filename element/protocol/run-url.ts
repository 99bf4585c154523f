/** Where the events of a run can be read after number `seq`, beside the endpoint of the API. */
export function runUrl(apiUrl: string, runId: string, seq: number): string {
  const url = new URL(apiUrl);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/runs/${encodeURIComponent(runId)}/events`;
  url.searchParams.set('after', String(seq));
  return url.href;
}
