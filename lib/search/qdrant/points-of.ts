import type { QdrantClient, Schemas } from '@qdrant/js-client-rest';

const PAGE = 1000;

/** All points that a filter lets through, page by page, without their vectors. */
export async function* pointsOf(
  client: QdrantClient,
  collection: string,
  filter: Schemas['Filter'],
  fields: true | string[],
): AsyncGenerator<Schemas['Record']> {
  let offset: Schemas['ExtendedPointId'] | undefined;
  do {
    const page = await client.scroll(collection, {
      filter,
      limit: PAGE,
      with_payload: fields,
      with_vector: false,
      ...(offset === undefined ? {} : { offset }),
    });
    yield* page.points;
    offset = pointId(page.next_page_offset);
  } while (offset !== undefined);
}

/** The client's types let anything be the next page. */
function pointId(offset: unknown): Schemas['ExtendedPointId'] | undefined {
  return typeof offset === 'string' || typeof offset === 'number' ? offset : undefined;
}
