import type { Marker } from './citation-group';
import type { Citations } from './citations';

export interface MarkerContext {
  /** What is shown before the marker, its last characters, without the blanks at its end. */
  before: string;
  /** There is a blank, or nothing, before the marker. */
  isApart: boolean;
  /** The characters behind it, as far as they are known: at least the first that is no blank, unless the text ends. */
  after: string;
  /** Another marker stands right before it. */
  followsMarker: boolean;
}

/** Next to these stands a value: `x = [1]`. */
const OPERATOR_BEFORE = /(?:[=≈≠∈∉≤≥×·^±→]|[\p{L}\p{N})\]][ \t]*[+*/<>])$/u;
const OPERATOR_AFTER = /^[ \t]*[=≈≠∈∉≤≥<>+×·^±→/]/u;
/** After these stands a value if it has several numbers: `to [1, 2]`, `the position [1, 2, 3]`. */
const VALUE_WORD =
  /(?<![\p{L}\p{N}])(?:are|array|as|at|axis|becomes?|between|bounds|by|coordinates?|dimensions?|equals?|from|gains?|gives?|goal|in|index|indices|interval|into|is|joints?|limits?|list|matrix|means?|of|offset|orientation|origin|pair|point|pose|position|prints?|produces?|quaternion|range|returns?|rotation|row|rpy|scale|set|shape|size|target|than|to|translation|tuple|values?|vector|velocity|waypoints?|with|within|xyz|yields?)$/iu;
/** The same in languages that put no blank before it: `位置为 [1, 2]`. */
const VALUE_ENDING =
  /(?:[为為是到从從在于至はをにとへ은는을를에]|から|まで|に?対して|에서|까지|位置|坐标|座標|向量|数组|列表|矩阵|范围|区间|目标|配列|範囲|目標|ベクトル|行列|위치|배열|범위|벡터|좌표|목표)$/u;
/** Beside a value that stays stands another one: `between [1, 3] and [2, 3]`. */
const VALUE_BESIDE = /\]\s*(?:,?\s*(?:and|or|und|oder|y|o|et|ou|和|与|と|및)|[,;/])$/iu;
/** After these stands a lone number that is a value. */
const INDEX_WORD =
  /(?<![\p{L}\p{N}])(?:at index|choose|code|enter|errors?|gpio|index|indices|key|keys|option|pin|port|press|prints?|select|shape|status|type)$|第$/iu;
/** Part of a longer value, of a call or of JSON: `matrix[0][1]`, `[[1], [2]]`, `print([1])`, `"a": [1]`, `\\\\[2]`. */
const BRACKET_BEFORE = /(?:[\p{L}\p{N}]\]\s*[,;]?|\[|[\p{L}\p{N}_]\(|["']\s*:|\\)$/u;
/** A name of code: glued to it stands an index, as in `x[1]`, `joint_names[2]`, `msg.ranges[0]` or `data[3]`. */
const CODE_NAME =
  /(?:(?<![\p{L}\p{N}_])(?:[A-Za-z]|args?|argv|arr|array|buffer|column|data|elements?|frames?|images?|indices|items?|joints?|keys|lines?|list|matrix|params?|points?|poses?|ranges?|results?|row|samples?|scan|states?|tuple|values?|vector|waypoints?|words?)|_[A-Za-z\d]*|[a-z][A-Z]\w*|\w\.\w+)$/u;
/** The prompts of an interactive session. */
const PROMPT = /(?:^|\n|[`\s])(?:In|Out)$/;
const WORD_END = /[\p{L}\p{N}_]$/u;
const WORD = /^[ \t]*[\p{L}\p{N}_(]/u;
const SENTENCE_END = /[.!?:;。！？]["'”’)*_]*$/u;
const CLAUSE_END = /^[ \t]*(?:$|[\n.,;:!?)"'”’*_。，、；：！？）»—–|])/u;

/**
 * Whether brackets with numbers are a marker, and not the text's own. In doubt they are text: a marker that is shown does less
 * harm than a vector that is missing.
 */
export function isMarker(marker: Marker, citations: Citations, context: MarkerContext): boolean {
  const { before, after, isApart, followsMarker } = context;
  const isLineStart = before === '' || before.endsWith('\n');
  // A link, or the definition of one or of a note.
  if (after.startsWith('(') || (isLineStart && after.startsWith(':'))) return false;
  if (after.startsWith(']') || (!followsMarker && before.endsWith('['))) return false;
  const areKnown = marker.numbers.every((number) => citations.has(number));
  if (marker.isDistinct)
    return areKnown || !(isLineStart && WORD.test(after) && marker.text.startsWith('【'));
  if (OPERATOR_AFTER.test(after)) return false;
  if (!followsMarker && (OPERATOR_BEFORE.test(before) || BRACKET_BEFORE.test(before))) return false;
  if (marker.numbers.length > 1) return isList(marker, areKnown, context);
  const isAloneInLine = isLineStart && /^[ \t]*(?:\n|$)/.test(after);
  if (isAloneInLine || (PROMPT.test(before) && after.startsWith(':'))) return false;
  if (INDEX_WORD.test(before) || (!isApart && !followsMarker && CODE_NAME.test(before))) return false;
  if (areKnown) return true;
  // Where nothing was retrieved, a number in plain brackets is the text's own, unless it stands as only a citation does.
  if (!citations.has(1)) return citations.areExpected && (followsMarker || endsStatement(context));
  if (followsMarker) return true;
  return isApart || !WORD_END.test(before);
}

/** Behind a whole sentence, or at its end: `It is Paris. [1]`, `It is Paris [1].` */
function endsStatement({ before, after: behind, isApart }: MarkerContext): boolean {
  const after = behind.replace(/^(?:[ \t]*\[\d{1,3}\])+/, '');
  if (!isApart || !CLAUSE_END.test(after) || VALUE_WORD.test(before) || VALUE_ENDING.test(before))
    return false;
  return /[.!?。！？؟۔]["'”’)*_]*$/u.test(before) || /^[ \t]*[.!?。！？؟۔]/u.test(after);
}

/** Several numbers are a value more often than one: they are a marker behind a statement, where a clause ends. */
function isList(
  marker: Marker,
  areKnown: boolean,
  { before, after, isApart, followsMarker }: MarkerContext,
): boolean {
  const { numbers } = marker;
  const isAscending = numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? 0));
  if (!areKnown || !isAscending) return false;
  if (followsMarker) return true;
  if (before === '' || before.endsWith('\n')) return false;
  if (marker.isRange && !isApart && WORD_END.test(before)) return false;
  if (VALUE_WORD.test(before) || VALUE_ENDING.test(before) || VALUE_BESIDE.test(before)) return false;
  if (/[:(]$/.test(before) && !after.startsWith(')')) return false;
  return CLAUSE_END.test(after) || (SENTENCE_END.test(before) && isApart);
}
