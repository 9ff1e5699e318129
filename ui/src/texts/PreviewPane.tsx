import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Wording } from './api';
import { Phone } from './Phone';
import css from './PreviewPane.module.css';
import { SendToMyself } from './SendToMyself';
import type { Preview } from './usePreview';

/** Steps through the shortest, the longest and an incomplete recipient. */
export function PreviewPane({ wording, preview, variables, criteria }: { wording: Wording; preview: Preview; variables: boolean; criteria: unknown }) {
    const { t } = useTranslation();
    const [chosen, setChosen] = useState<string | null>(null);
    const { examples } = preview;
    const fallback = Math.max(0, examples.findIndex(({ kind }) => kind === 'longest'));
    const found = examples.findIndex(({ kind }) => kind === chosen);
    const index = found < 0 ? fallback : found;
    const example = examples[index];
    if (!example) return null;
    const { person, size, text, kind } = example;
    const step = (by: number) => setChosen(examples.at((index + by) % examples.length)?.kind ?? null);
    const name = person ? [person.name ?? t('editor.preview.nameless'), person.city].filter(Boolean).join(', ') : variables ? t('editor.preview.titles') : null;
    return (
        <aside className={css.preview} aria-label={t('editor.preview.title')}>
            {person && (
                <div className={css.who} role="group" aria-label={t('editor.preview.whose')}>
                    {examples.map((one) => (
                        <button key={one.kind} type="button" aria-pressed={one.kind === kind} onClick={() => setChosen(one.kind)}>
                            {one.kind && t(`editor.preview.${one.kind}`)}
                        </button>
                    ))}
                </div>
            )}
            <Phone text={text.trim() === '' ? '' : text} breaks={size.breaks} sender={wording.sender} clock={person?.localTime ?? null} />
            <div className={css.legend}>
                {examples.length > 1 && <Step label={t('editor.preview.before')} path="M7 2 2 7l5 5" onClick={() => step(-1)} />}
                <p>
                    {name}
                    {name !== null && <br />}
                    <span className="muted">
                        {t('editor.preview.signs', { count: size.size })}, {t('editor.counter.parts', { count: size.parts })}
                    </span>
                </p>
                {examples.length > 1 && <Step label={t('editor.preview.after')} path="m3 2 5 5-5 5" onClick={() => step(1)} />}
            </div>
            <SendToMyself wording={wording} example={person?.id ?? null} criteria={criteria} />
        </aside>
    );
}

function Step({ label, path, onClick }: { label: string; path: string; onClick: () => void }) {
    return (
        <button type="button" className={css.step} aria-label={label} onClick={onClick}>
            <svg viewBox="0 0 10 14" aria-hidden="true">
                <path d={path} />
            </svg>
        </button>
    );
}
