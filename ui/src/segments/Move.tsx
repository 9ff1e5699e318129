import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { at, type Path, pointerOf, samePath } from './criteria';
import { type MoveName, movesOf } from './moves';
import { Picker } from './Picker';
import pickerCss from './Picker.module.css';
import css from './Sentence.module.css';
import { nodeText } from './speech';
import { useEditor } from './useEditor';
import { useListener } from './useListener';

/** A group may say very much. */
const LONGEST = 80;

/** Where a condition or group may go: a small menu, by hand, finger or keyboard. */
export function Move({ path }: { path: Path }) {
    const { t } = useTranslation();
    const { fixed, complex, speaker, catalogue, treeShown, opened, open, cancel } = useEditor();
    const button = useRef<HTMLButtonElement>(null);
    if (fixed || !complex) return null;
    const text = nodeText(speaker, catalogue, at(treeShown, path), true);
    const label = t('segments.move.open', { text: text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text });
    const isOpen = opened?.what === 'move' && samePath(opened.path, path);
    return (
        <>
            <button
                ref={button}
                type="button"
                className={css.move}
                data-chip={`${pointerOf(path)} move`}
                aria-label={label}
                aria-haspopup="menu"
                aria-expanded={isOpen}
                onClick={(event) => (isOpen ? cancel() : open({ what: 'move', path }, event.currentTarget))}
            >
                <svg viewBox="0 0 14 14" aria-hidden="true">
                    <path d="M2.5 7h.01M7 7h.01M11.5 7h.01" />
                </svg>
            </button>
            {isOpen && (
                <Picker label={label} anchor={() => button.current} onCancel={cancel} onLeave={cancel}>
                    <Menu path={path} label={label} />
                </Picker>
            )}
        </>
    );
}

const ARROWS: Partial<Record<MoveName, string>> = { up: 'Alt+ArrowUp', down: 'Alt+ArrowDown', into_above: 'Alt+ArrowRight', out: 'Alt+ArrowLeft' };

function Menu({ path, label }: { path: Path; label: string }) {
    const { t } = useTranslation();
    const { treeShown, move } = useEditor();
    const menu = useRef<HTMLDivElement>(null);
    useListener(menu, 'keydown', (event) => {
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        if (step === 0) return;
        event.preventDefault();
        const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
        items.at((items.indexOf(event.target as HTMLElement) + step) % items.length)?.focus();
    });
    return (
        <>
            <div ref={menu} role="menu" aria-label={label}>
                {movesOf(treeShown, path).map((one, index) => (
                    <button
                        key={one.name}
                        type="button"
                        role="menuitem"
                        tabIndex={index === 0 ? 0 : -1}
                        data-autofocus={index === 0 || undefined}
                        className={pickerCss.item}
                        aria-keyshortcuts={ARROWS[one.name]}
                        onClick={() => move(one)}
                    >
                        {t(`segments.move.${one.name}`)}
                    </button>
                ))}
            </div>
            <p className={pickerCss.keys}>{t('segments.move.hint')}</p>
        </>
    );
}
