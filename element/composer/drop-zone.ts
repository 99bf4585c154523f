import { useState } from 'preact/hooks';

interface DropHandlers {
  onDragOver: (event: DragEvent) => void;
  onDragLeave: (event: DragEvent) => void;
  onDrop: (event: DragEvent) => void;
}

/** Takes files that are dropped anywhere on the element. Text that is dragged stays the browser's. */
export function useDropZone(take: ((files: File[]) => void) | null): {
  over: boolean;
  handlers: DropHandlers;
} {
  const [over, setOver] = useState(false);
  const holdsFiles = ({ dataTransfer }: DragEvent) =>
    take !== null && (dataTransfer?.types.includes('Files') ?? false);
  return {
    over,
    handlers: {
      onDragOver: (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      },
      onDragLeave: ({ currentTarget, relatedTarget }) => {
        const inside =
          currentTarget instanceof Node &&
          relatedTarget instanceof Node &&
          currentTarget.contains(relatedTarget);
        if (!inside) setOver(false);
      },
      onDrop: (event) => {
        setOver(false);
        if (!holdsFiles(event)) return;
        event.preventDefault();
        take?.([...(event.dataTransfer?.files ?? [])]);
      },
    },
  };
}
