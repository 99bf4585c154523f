import type { Annotation, AssistantMessageContent, ThreadItem, Workflow } from '@/lib/chatkit/protocol';

/** The reference server writes every default, ports of it do not: fill in the lists, so that nothing else has to ask. */
export function completeItem(item: ThreadItem): ThreadItem {
  switch (item.type) {
    case 'user_message':
      return {
        ...item,
        content: item.content ?? [],
        attachments: item.attachments ?? [],
        inference_options: item.inference_options ?? {},
      };
    case 'assistant_message':
      return { ...item, content: (item.content ?? []).map(completePart) };
    case 'workflow':
      return { ...item, workflow: completeWorkflow(item.workflow) };
    case 'structured_input':
      return { ...item, status: item.status ?? 'pending', inputs: item.inputs ?? [] };
    case 'client_tool_call':
      return { ...item, status: item.status ?? 'pending', arguments: item.arguments ?? {} };
    default:
      return item;
  }
}

export function completePart(part: AssistantMessageContent): AssistantMessageContent {
  return { type: 'output_text', text: part.text ?? '', annotations: completeAnnotations(part.annotations) };
}

function completeAnnotations(annotations: Annotation[] | undefined): Annotation[] {
  return (annotations ?? []).filter((annotation) => annotation?.source);
}

function completeWorkflow(workflow: Workflow): Workflow {
  return { ...workflow, tasks: workflow.tasks ?? [], expanded: workflow.expanded ?? false };
}
