import type { Annotation } from '../protocol';
import type { ContainerFileCitation, FileCitation, RawAnnotation, UrlCitation } from './raw-annotation';

type Now<T> = T | Promise<T>;

export interface ResponseConverterOptions {
  /** How many partial images the image tool is asked for; the progress of an image counts them. */
  partialImages?: number;
}

/** How what a model produces looks to the client. Override what your application does differently (spec 6.7, 6.9). */
export class ResponseConverter {
  private readonly partialImages: number;

  constructor({ partialImages = 0 }: ResponseConverterOptions = {}) {
    this.partialImages = partialImages;
  }

  /**
   * Where the client finds an image. The default puts it into the URL itself; one that is kept should be stored elsewhere.
   *
   * @param imageId the same for all states of one image
   * @param partialIndex counts partial images from 0; null for the final one
   */
  base64ImageToUrl(_imageId: string, base64: string, _partialIndex: number | null): Now<string> {
    return `data:image/png;base64,${base64}`;
  }

  /** How far an image is, from 0 to 1, when partial image `partialIndex` is there. */
  partialImageIndexToProgress(partialIndex: number): number {
    return this.partialImages > 0 ? Math.min(1, partialIndex / this.partialImages) : 0;
  }

  /** null drops it. */
  fileCitationToAnnotation({ filename, index }: FileCitation): Now<Annotation | null> {
    return fileAnnotation(filename, index);
  }

  /** null drops it. */
  containerFileCitationToAnnotation(citation: ContainerFileCitation): Now<Annotation | null> {
    return fileAnnotation(citation.filename, citation.end_index);
  }

  /** null drops it. */
  urlCitationToAnnotation({ url, title, end_index }: UrlCitation): Now<Annotation | null> {
    return { type: 'annotation', source: { type: 'url', url, title: title || url }, index: end_index };
  }
}

function fileAnnotation(filename: string, index: number): Annotation | null {
  return filename ? { type: 'annotation', source: { type: 'file', filename, title: filename }, index } : null;
}

/** The annotation for a provider's; null if the converter drops it. */
export async function convertAnnotation(
  converter: ResponseConverter,
  raw: RawAnnotation,
): Promise<Annotation | null> {
  switch (raw.type) {
    case 'file_citation':
      return converter.fileCitationToAnnotation(raw);
    case 'container_file_citation':
      return converter.containerFileCitationToAnnotation(raw);
    case 'url_citation':
      return converter.urlCitationToAnnotation(raw);
    default:
      return raw satisfies never;
  }
}
