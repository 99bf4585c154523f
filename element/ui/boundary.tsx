/** @jsxImportSource preact */
import { Component, type ComponentChildren } from 'preact';
import { ChatScopeContext } from './chat-scope';

/** Keeps what cannot be displayed from taking the conversation with it: a small note stands in its place. */
export class Boundary extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  static override contextType = ChatScopeContext;
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    const { context } = this;
    context?.chat.emit('chatkit.error', { error: error instanceof Error ? error : new Error(String(error)) });
    this.setState({ failed: true });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return <p class="not-displayed">{this.context?.words.notDisplayed}</p>;
  }
}
