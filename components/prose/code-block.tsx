import type { ReactNode } from 'react';
import { CopyButton } from './copy-button';

/** A code block with its language, its file name if the lesson gives one, and a copy button. */
export function CodeBlock(props: { 'data-language'?: string; 'data-title'?: string; children?: ReactNode }) {
  const { 'data-language': language = 'Text', 'data-title': title, children } = props;
  return (
    <figure className="code-block" aria-label={title ? `${title}, ${language}` : `${language} code`}>
      <div className="code-bar">
        {title ? <span className="file">{title}</span> : <span>{language}</span>}
        <CopyButton />
      </div>
      {children}
    </figure>
  );
}
