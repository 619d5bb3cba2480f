import { Dialog } from "../parts/dialog.tsx";
import { useLanguage } from "../words/language.tsx";

/** Keyboard shortcuts. */
export function HelpDialog({ isOpen, onClose }: { readonly isOpen: boolean; onClose(): void }) {
  const { words } = useLanguage();
  return (
    <Dialog isOpen={isOpen} title={words.help.title} onClose={onClose}>
      <dl className="keys">
        {words.help.keys.map(({ keys, does }) => (
          <div key={keys}>
            <dt>
              {keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
