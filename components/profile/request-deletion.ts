export type DeletionAnswer = { deleted: true; filesLater: boolean } | { deleted: false; problem: string };

const NO_ANSWER = 'There was no answer. Please check your connection and try again.';

/** Asks the server to delete the account of whoever is signed in. A problem is said in words for them. */
export async function requestDeletion(): Promise<DeletionAnswer> {
  try {
    const response = await fetch('/api/account', { method: 'DELETE' });
    const body: unknown = await response.json();
    if (response.ok) {
      const filesLater = isObject(body) && body.files === 'later';
      return { deleted: true, filesLater };
    }
    if (response.status === 401) {
      return {
        deleted: false,
        problem: 'Your session has ended. Please sign in again in another tab, then try once more.',
      };
    }
    const error = isObject(body) && isObject(body.error) ? body.error.message : undefined;
    return { deleted: false, problem: typeof error === 'string' ? error : NO_ANSWER };
  } catch {
    return { deleted: false, problem: NO_ANSWER };
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
