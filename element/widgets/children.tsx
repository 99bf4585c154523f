/** @jsxImportSource preact */
import { keyedChildren, type NodeProps } from './read-props';
import { useWidget } from './widget-scope';

/** Everything inside a component. */
export function Children({ node }: NodeProps) {
  const { View } = useWidget();
  return (
    <>
      {keyedChildren(node).map((child) => (
        <View key={child.key} node={child.node} />
      ))}
    </>
  );
}
