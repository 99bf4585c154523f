/**
 * What a layer between the client and the Agents SDK says beside the events of the API: fields and events of no API, which the SDK
 * passes on with the raw event.
 */

/** `response.output_item.retracted {item_id}`: what the message has said so far was a thought. Its id may be used again. */
export function retractedItem(event: object): string | undefined {
  if (!('type' in event) || event.type !== 'response.output_item.retracted') return undefined;
  return 'item_id' in event && typeof event.item_id === 'string' ? event.item_id : undefined;
}

/** In a delta of Chat Completions: `reasoning_content`, as DeepSeek and vLLM call it, and `retracted`, as above. */
export function deltaExtras(delta: object): { thought: string; isRetracted: boolean } {
  const thought = 'reasoning_content' in delta ? delta.reasoning_content : undefined;
  return {
    thought: typeof thought === 'string' ? thought : '',
    isRetracted: 'retracted' in delta && delta.retracted === true,
  };
}
