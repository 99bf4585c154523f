import type { Nodes } from 'mdast';
import type { MdxFlowExpression, MdxTextExpression } from 'mdast-util-mdx-expression';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';

export type MdxElement = MdxJsxFlowElement | MdxJsxTextElement;
export type MdxExpression = MdxFlowExpression | MdxTextExpression;

export function isElement(node: Nodes): node is MdxElement {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
}

export function isExpression(node: Nodes): node is MdxExpression {
  return node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression';
}

/** The text that an expression stands for: that of a literal, and nothing for what would have to be run. */
export function expressionText(expression: MdxExpression): string {
  const [statement] = expression.data?.estree?.body ?? [];
  if (statement?.type !== 'ExpressionStatement') return '';
  const { expression: written } = statement;
  if (written.type === 'Literal') {
    return typeof written.value === 'string' || typeof written.value === 'number'
      ? String(written.value)
      : '';
  }
  if (written.type === 'TemplateLiteral' && written.expressions.length === 0) {
    return written.quasis[0]?.value.cooked ?? '';
  }
  return '';
}

/** An attribute that is written as text. */
export function attributeOf(element: MdxElement, name: string): string | undefined {
  for (const attribute of element.attributes) {
    if (
      attribute.type === 'mdxJsxAttribute' &&
      attribute.name === name &&
      typeof attribute.value === 'string'
    ) {
      return attribute.value;
    }
  }
  return undefined;
}
