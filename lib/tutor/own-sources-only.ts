import { ResponseConverter } from '../chatkit/agents/response-converter';

/** Leaves out what a provider cites by itself: a citation of the tutor names a passage that its search has returned. */
export class OwnSourcesOnly extends ResponseConverter {
  override fileCitationToAnnotation(): null {
    return null;
  }

  override containerFileCitationToAnnotation(): null {
    return null;
  }

  override urlCitationToAnnotation(): null {
    return null;
  }
}
