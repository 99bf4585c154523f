/** @jsxImportSource preact */
import { type ComponentType, createContext } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import { useScope } from '../ui/chat-scope';
import { Box, Col, Divider, Row, Spacer } from './boxes';
import { Button } from './button';
import { Card } from './card';
import { Chart } from './chart';
import { Checkbox } from './checkbox';
import { Children } from './children';
import { DatePicker } from './date-picker';
import { Form } from './form';
import { IconView } from './icon-view';
import { ImageView } from './image';
import { Input } from './input';
import { ListView, ListViewItem } from './list-view';
import { RadioGroup } from './radio-group';
import { entryOf, type NodeProps } from './read-props';
import { Basic } from './root-box';
import { Select } from './select';
import { Table, TableCell, TableRow } from './table';
import { Textarea } from './textarea';
import { Badge, Caption, Label, MarkdownView, Text, Title } from './texts';
import { Transition } from './transition';

/** Deeper trees are cut (spec element 4.2). */
const MAX_DEPTH = 64;

const DepthContext = createContext(0);

/** What newer servers send: its words are shown, its looks are not known. */
function Unknown({ node }: NodeProps) {
  const { chat } = useScope();
  useEffect(() => chat.log('widget.unknown_component', { type: node.type.slice(0, 64) }), [chat, node.type]);
  return (
    <div class="w-box col w-unknown">
      <Children node={node} />
    </div>
  );
}

const COMPONENTS: Record<string, ComponentType<NodeProps>> = {
  Badge,
  Basic,
  Box,
  Button,
  Caption,
  Card,
  Chart,
  Checkbox,
  Col,
  DatePicker,
  Divider,
  Form,
  Icon: IconView,
  Image: ImageView,
  Input,
  Label,
  ListView,
  ListViewItem,
  Markdown: MarkdownView,
  RadioGroup,
  Row,
  Select,
  Spacer,
  Table,
  'Table.Cell': TableCell,
  'Table.Row': TableRow,
  Text,
  Textarea,
  Title,
  Transition,
};

/** Any component, anywhere: roots occur nested, too (spec element 3.1). */
export function NodeView({ node }: NodeProps) {
  const depth = useContext(DepthContext);
  if (depth > MAX_DEPTH) return null;
  const Component = entryOf(COMPONENTS, node.type) ?? Unknown;
  return (
    <DepthContext.Provider value={depth + 1}>
      <Component node={node} />
    </DepthContext.Provider>
  );
}
