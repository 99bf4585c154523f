/** Widgets as a course's server composes them. Functions, so that a test can change a part. */

export const widgetItem = (
  id: string,
  widget: Record<string, unknown>,
  more: Record<string, unknown> = {},
) => ({
  type: 'widget',
  id,
  thread_id: 'thr_1',
  created_at: '',
  widget,
  ...more,
});

const OPTIONS = [
  { label: 'It keeps the last message for late subscribers', value: 'latch' },
  { label: 'It waits until every message is acknowledged and sends again what was lost', value: 'reliable' },
  { label: 'It never blocks the publisher', value: 'free' },
];

export const quiz = (more: Record<string, unknown> = {}) => ({
  type: 'Card',
  asForm: true,
  status: { text: 'Module 1 · Nodes and topics', icon: 'book-open' },
  children: [
    {
      type: 'Row',
      children: [
        { type: 'Badge', label: 'Question 2 of 5', color: 'discovery' },
        { type: 'Spacer' },
        { type: 'Caption', value: 'about 1 min' },
      ],
    },
    { type: 'Title', value: 'What does the reliable policy of a publisher do?', size: 'sm' },
    {
      type: 'Text',
      value: 'Think of a laser scanner over a weak radio link.',
      color: 'secondary',
      size: 'sm',
    },
    {
      type: 'RadioGroup',
      name: 'quiz.answer',
      ariaLabel: 'Your answer',
      options: OPTIONS,
      required: true,
    },
  ],
  confirm: { label: 'Check answer', action: { type: 'quiz.answer', payload: { quiz: { id: 'q2' } } } },
  cancel: { label: 'Skip', action: { type: 'quiz.skip' } },
  ...more,
});

const lesson = (
  id: string,
  title: string,
  place: string,
  minutes: number,
  badge?: Record<string, unknown>,
) => ({
  type: 'ListViewItem',
  key: id,
  onClickAction: { type: 'lesson.open', payload: { id }, handler: 'client' },
  children: [
    {
      type: 'Box',
      background: 'surface-tertiary',
      radius: 'sm',
      size: 36,
      align: 'center',
      justify: 'center',
      children: [{ type: 'Icon', name: 'book-open', color: 'secondary' }],
    },
    {
      type: 'Col',
      flex: 1,
      children: [
        { type: 'Text', value: title, weight: 'medium', truncate: true },
        { type: 'Caption', value: place },
      ],
    },
    ...(badge ? [{ type: 'Badge', ...badge }] : []),
    { type: 'Caption', value: `${minutes} min` },
  ],
});

export const lessons = (more: Record<string, unknown> = {}) => ({
  type: 'ListView',
  status: { text: 'Read these next', icon: 'sparkle' },
  limit: 3,
  children: [
    lesson('nodes', 'Nodes and how they find each other', 'Module 1 · Lesson 2', 8, {
      label: 'Read',
      color: 'success',
    }),
    lesson('qos', 'Quality of service', 'Module 1 · Lesson 4', 12),
    lesson('bags', 'Recording and playing back bags', 'Module 1 · Lesson 6', 10),
    lesson('urdf', 'Describing a robot with URDF', 'Module 2 · Lesson 1', 15),
    lesson('gazebo', 'A first world in Gazebo', 'Module 2 · Lesson 3', 14),
  ],
  ...more,
});

export const profile = (more: Record<string, unknown> = {}) => ({
  type: 'Card',
  size: 'md',
  children: [
    { type: 'Title', value: 'Set up your lab', size: 'sm' },
    {
      type: 'Form',
      onSubmitAction: { type: 'lab.save' },
      children: [
        { type: 'Label', value: 'Name of the robot', fieldName: 'robot.name' },
        { type: 'Input', name: 'robot.name', placeholder: 'turtle', required: true },
        { type: 'Label', value: 'Distribution', fieldName: 'distro' },
        {
          type: 'Select',
          name: 'distro',
          block: true,
          placeholder: 'Choose a distribution',
          clearable: true,
          options: [
            { value: 'humble', label: 'Humble', description: 'Long-term support until 2027' },
            { value: 'iron', label: 'Iron', disabled: true },
            { value: 'jazzy', label: 'Jazzy', description: 'Long-term support until 2029' },
          ],
        },
        { type: 'Label', value: 'What do you want to build?', fieldName: 'goal' },
        { type: 'Textarea', name: 'goal', rows: 2, placeholder: 'A robot that …' },
        { type: 'Checkbox', name: 'gpu', label: 'I have an NVIDIA GPU', defaultChecked: true },
        { type: 'Divider', flush: true },
        {
          type: 'Row',
          justify: 'end',
          gap: 2,
          children: [
            { type: 'Button', label: 'Later', style: 'secondary', onClickAction: { type: 'lab.later' } },
            { type: 'Button', label: 'Save', style: 'primary', submit: true, iconStart: 'check' },
          ],
        },
      ],
    },
  ],
  ...more,
});

export const everything = () => ({
  type: 'Card',
  size: 'lg',
  children: [
    { type: 'Title', value: 'Field report', size: 'lg' },
    { type: 'Markdown', value: 'The scan was **clean** except at `0.3 m`.' },
    {
      type: 'Row',
      gap: 2,
      wrap: 'wrap',
      children: (['secondary', 'success', 'danger', 'warning', 'info', 'discovery'] as const).flatMap(
        (color) =>
          (['soft', 'solid', 'outline'] as const).map((variant) => ({
            type: 'Badge',
            label: color,
            color,
            variant,
            pill: true,
          })),
      ),
    },
    {
      type: 'Row',
      gap: 2,
      wrap: 'wrap',
      children: (['primary', 'secondary', 'success', 'danger', 'info'] as const).flatMap((color) =>
        (['solid', 'soft', 'outline', 'ghost'] as const).map((variant) => ({
          type: 'Button',
          label: color,
          color,
          variant,
          size: 'md',
        })),
      ),
    },
    { type: 'Divider', flush: true },
    {
      type: 'Chart',
      showYAxis: true,
      xAxis: 'day',
      data: [
        { day: 'Mon', read: 3, solved: 1 },
        { day: 'Tue', read: 5, solved: 4 },
        { day: 'Wed', read: 2, solved: 2 },
        { day: 'Thu', read: 7, solved: 5 },
        { day: 'Fri', read: 6, solved: 6 },
      ],
      series: [
        { type: 'bar', dataKey: 'read', label: 'Lessons read' },
        { type: 'line', dataKey: 'solved', label: 'Quizzes solved', curveType: 'monotone' },
      ],
    },
    {
      type: 'Table',
      children: [
        {
          type: 'Table.Row',
          header: true,
          children: ['Topic', 'Rate'].map((value) => ({
            type: 'Table.Cell',
            children: [{ type: 'Text', value, size: 'sm' }],
          })),
        },
        {
          type: 'Table.Row',
          children: ['/scan', '10 Hz'].map((value) => ({
            type: 'Table.Cell',
            children: [{ type: 'Text', value, size: 'sm' }],
          })),
        },
        {
          type: 'Table.Row',
          children: ['/odom', '50 Hz'].map((value) => ({
            type: 'Table.Cell',
            children: [{ type: 'Text', value, size: 'sm' }],
          })),
        },
      ],
    },
    {
      type: 'Row',
      gap: 3,
      children: [
        { type: 'DatePicker', name: 'due', defaultValue: '2026-03-01T00:00:00Z' },
        {
          type: 'RadioGroup',
          name: 'pace',
          direction: 'row',
          options: [
            { label: 'Slow', value: 's' },
            { label: 'Fast', value: 'f' },
          ],
          defaultValue: 's',
        },
      ],
    },
  ],
});
