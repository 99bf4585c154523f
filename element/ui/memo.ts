import { Component, type ComponentType, h } from 'preact';

/** A component that renders again only if `same` says that its props differ. */
export function memo<P extends object>(
  Inner: ComponentType<P>,
  same: (before: P, after: P) => boolean,
): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      return !same(this.props, next);
    }

    override render() {
      return h(Inner, this.props);
    }
  };
}
