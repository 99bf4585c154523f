/** The one name of the search tool: in the prompt, in the schema and on the wire. */
export const SEARCH_TOOL = 'search_robolearn_content';
