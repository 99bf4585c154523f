import type { Chart } from './widgets/chart';
import type { Badge, Icon, Image } from './widgets/content';
import type { Button, Checkbox, DatePicker, Input, RadioGroup, Select, Textarea } from './widgets/controls';
import type { Box, Col, Divider, Form, Row, Spacer, Transition } from './widgets/layout';
import type { Basic, Card, ListView, ListViewItem } from './widgets/roots';
import type { Table, TableCell, TableRow } from './widgets/table';
import type { Caption, Label, Markdown, Text, Title } from './widgets/text';

// For writing widgets: the compiler knows every component and its props (spec 8.2). On the wire a widget stays as open as
// `WidgetRoot` says, so what these types do not know passes too; a typed widget fits wherever a `WidgetRoot` is wanted.

/** The components that may stand inside a card. */
export type KnownWidgetComponent =
  | Badge
  | Box
  | Button
  | Caption
  | Chart
  | Checkbox
  | Col
  | DatePicker
  | Divider
  | Form
  | Icon
  | Image
  | Input
  | Label
  | ListViewItem
  | Markdown
  | RadioGroup
  | Row
  | Select
  | Spacer
  | Table
  | TableCell
  | TableRow
  | Text
  | Textarea
  | Title
  | Transition;

/** What a widget item may hold. Write `const card: Card = …`, or `… satisfies KnownWidgetRoot`, to have it checked. */
export type KnownWidgetRoot = Card | ListView | Basic;

export type * from './widgets/chart';
export type * from './widgets/content';
export type * from './widgets/controls';
export type * from './widgets/layout';
export type * from './widgets/roots';
export type * from './widgets/table';
export type * from './widgets/text';
export type * from './widgets/vocabulary';
