import { attachmentCases } from './conformance/attachments';
import { itemCases } from './conformance/items';
import { ownershipCases } from './conformance/ownership';
import { pagingCases } from './conformance/paging';
import { settlingCases } from './conformance/settling';
import type { StoreCase } from './conformance/store-case';
import { supersedingCases } from './conformance/superseding';
import { supersedingAtOnceCases } from './conformance/superseding-at-once';
import { threadCases } from './conformance/threads';
import { turnEndCases } from './conformance/turn-ends';

export {
  sampleAnswer,
  sampleFile,
  sampleHidden,
  sampleMessage,
  sampleThread,
} from './conformance/samples';
export type { StoreCase } from './conformance/store-case';

/** What a store must do (spec 9.4 and DESIGN §5.7-8). Run each case with fresh principals. */
export const storeConformance: StoreCase[] = [
  ...threadCases,
  ...itemCases,
  ...pagingCases,
  ...settlingCases,
  ...supersedingCases,
  ...supersedingAtOnceCases,
  ...turnEndCases,
  ...attachmentCases,
  ...ownershipCases,
];
